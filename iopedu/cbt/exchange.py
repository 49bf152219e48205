"""Thought records from other programs: FreeCBT archives, and the thoughts of FreeCBT and Quirk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from iopedu.cbt.record import Thought, ThoughtRecord
from iopedu.cbt.styles import styles
from iopedu.course.files import options
from iopedu.course.language import Refusal, _
from iopedu.course.ratings import shown
from iopedu.course.text import listed, printable

_AFFIX = ":FreeCBT:"
_KEY = "@Quirk:thoughts:"
_PARTS = ("automaticThought", "challenge", "alternativeThought")
MAX_CHARACTERS = 20_000_000
#: The styles of FreeCBT and Quirk that have another id here; the rest differ in their hyphens only.
_STYLES = {
    "magnification_of_the_negative": "magnification",
    "minimization_of_the_positive": "minimization",
    "catastrophizing": "magnification",
    "should_statements": "should",
    "self_blaming": "personalization",
    "other_blaming": "blame",
}
_CHECKUPS, _REFUSED = options("exchange.checkups"), options("exchange.refused")
_ASSUMED = options("exchange.assumed")


@dataclass(frozen=True)
class Reading:
    """What a file of thought records held.

    Parameters
    ----------
    records : tuple of ThoughtRecord
    left_out : tuple of str
        A sentence for each entry that could not be read.
    assumed : tuple of str
        A sentence for each entry whose meaning the file leaves open.
    """

    records: tuple[ThoughtRecord, ...]
    left_out: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


def read_records(content: bytes | str) -> Reading:
    """Read thought records from our own JSON, from a FreeCBT archive, or from thoughts of FreeCBT or Quirk.

    Those programs know no situation, no emotions and no ratings: these parts stay empty, and unset.
    Their free text "challenge" becomes evidence against the thought; dates and follow-ups become the record's note.
    An entry that cannot be read is named, and the others are taken.

    Parameters
    ----------
    content : bytes or str
        The file.

    Raises
    ------
    ValueError
        When it is none of these, or no entry can be read; the message names the place.

    Examples
    --------
    >>> read_records('{"automaticThought": "I fail", "challenge": "", "alternativeThought": "", '
    ...              '"cognitiveDistortions": ["self-blaming"]}').records[0].styles
    ('Personalization',)
    """
    text = _text(content).strip()
    if len(text) > MAX_CHARACTERS:
        raise ValueError(_REFUSED["long"].format(number=len(text), most=MAX_CHARACTERS))
    if text.startswith(_AFFIX):
        text = _unpacked(text)
    try:
        found = json.loads(text)
    except RecursionError:
        raise ValueError(_REFUSED["nested"]) from None
    except ValueError:
        raise ValueError(_REFUSED["neither"]) from None
    records, left_out, assumed = [], [], []
    for at, entry in enumerate(_entries(found), 1):
        try:
            record, open_ = _record(entry)
        except ValueError as problem:
            left_out.append(f"{_place(entry, at)}: {problem}")
        else:
            records.append(record)
            assumed += [f"{_place(entry, at)}: {_ASSUMED[open_]}"] if open_ else []
    if left_out and not records:
        raise ValueError(" ".join(left_out[:3]))
    return Reading(tuple(records), tuple(left_out), tuple(assumed))


def _text(content: bytes | str) -> str:
    try:
        return content.decode("utf-8-sig") if isinstance(content, bytes) else content
    except UnicodeDecodeError as problem:
        raise Refusal("Starting at byte {byte}, the file is not text.", byte=problem.start) from None


def _unpacked(text: str) -> str:
    from lzstring import LZString  # here, since only these archives need it

    if not text.endswith(_AFFIX) or len(text) < 2 * len(_AFFIX):
        raise ValueError(_REFUSED["broken"])
    try:
        unpacked = LZString().decompressFromBase64(text[len(_AFFIX) : -len(_AFFIX)])
    except Exception:  # the library raises whatever the damage leads to
        unpacked = None
    if not unpacked:
        raise ValueError(_REFUSED["damaged"])
    return unpacked


def _entries(found: Any) -> list[Any]:
    if isinstance(found, list):
        return found
    if not isinstance(found, dict):
        raise Refusal("The file should contain thoughts, not a single value.")
    if isinstance(found.get("thoughts"), list) and "situation" not in found:
        return found["thoughts"]
    return [found]


def _place(entry: Any, at: int) -> str:
    text = entry.get("automaticThought") if isinstance(entry, dict) else None
    named = f" ({shown(text)})" if isinstance(text, str) and text.strip() else ""
    return f"{_('Entry {number}', number=at)}{named}"


def _record(entry: Any) -> tuple[ThoughtRecord, str]:
    """Return the record of an entry, and what of it had to be assumed."""
    if not isinstance(entry, dict) or "automaticThought" not in entry:
        return ThoughtRecord.from_json(entry), ""
    for name in _PARTS:
        if not isinstance(entry.get(name), str):
            raise Refusal("{name} should contain text.", name=name)
    slugs, assumed = _chosen(entry.get("cognitiveDistortions"))
    uuid = entry.get("uuid")
    record = ThoughtRecord(
        thoughts=(Thought(entry["automaticThought"], hot=True),),
        styles=tuple(dict.fromkeys(map(_style, slugs))),
        evidence_against=entry["challenge"],
        balanced=entry["alternativeThought"],
        note="\n".join(_noted(entry, slugs)),
        origin=uuid.removeprefix(_KEY) if isinstance(uuid, str) else "",
    )
    return record, assumed


def _chosen(found: Any) -> tuple[tuple[str, ...], str]:
    """Return the styles that were chosen, which are all of mere names and the marked ones, and what was assumed."""
    if not isinstance(found, list):
        raise Refusal("{name} should contain a list.", name="cognitiveDistortions")
    marks = ["selected" in style for style in found if isinstance(style, dict)]
    styles = [style if isinstance(style, dict) else {"slug": style, "selected": True} for style in found]
    if not all(isinstance(style.get("slug"), str) for style in styles):
        raise Refusal("{name} should contain names.", name="cognitiveDistortions")
    names = dict.fromkeys(style["slug"] for style in styles if style.get("selected", not any(marks)) is True)
    return tuple(names), "" if all(marks) else "some" if any(marks) else "all"


@cache
def _style(slug: str) -> str:
    """Return the name that the course has for a style, or the other program's in words."""
    id = slug.replace("-", "_")
    found = {style.id: style.name for style in styles()}
    return found.get(_STYLES.get(id, id)) or slug.replace("-", " ").capitalize()


def _noted(entry: dict[str, Any], slugs: tuple[str, ...]) -> Iterator[str]:
    """Yield what a thought record has no part for."""
    words = {slug.replace("-", " "): _style(slug).casefold().replace("-", " ") for slug in slugs}
    if renamed := [named for named, name in words.items() if named not in name]:
        yield _("Thinking styles, as named in the other program: {names}.", names=listed(renamed))
    for name, said in options("exchange.dates").items():
        if isinstance(value := entry.get(name), str) and value.strip():
            yield said.format(value=_day(value))
    if isinstance(done := entry.get("followUpCompleted"), bool):
        yield _("Follow-up done.") if done else _("Follow-up not done yet.")
    for name, said in options("exchange.after").items():
        if isinstance(value := entry.get(name), str) and value.strip():
            yield said.format(value=_CHECKUPS.get(value, printable(value)))
    if isinstance(note := entry.get("followUpNote"), str) and note.strip():
        yield _("Follow-up note: {note}", note=note)


def _day(value: str) -> str:
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return printable(value)
    return f"{when:%Y-%m-%d %H:%M}{' UTC' if when.utcoffset() is not None and not when.utcoffset() else ''}"
