"""Thought records from other programs: FreeCBT archives, and the thoughts of FreeCBT and Quirk."""

from __future__ import annotations

import json
from typing import Any

from iopedu.cbt.record import Thought, ThoughtRecord
from iopedu.course.language import _

_AFFIX = ":FreeCBT:"
_PARTS = ("automaticThought", "challenge", "alternativeThought")
MAX_CHARACTERS = 20_000_000


def read_records(content: bytes | str) -> tuple[ThoughtRecord, ...]:
    """Read thought records from our own JSON, from a FreeCBT archive, or from thoughts of FreeCBT or Quirk.

    Those programs know no situation, no emotions and no ratings: these parts stay empty, and unset.
    Their free text "challenge" becomes evidence against the thought.

    Parameters
    ----------
    content : bytes or str
        The file.

    Raises
    ------
    ValueError
        When it is none of these; the message names the place.

    Examples
    --------
    >>> read_records('{"automaticThought": "I fail", "challenge": "", "alternativeThought": "", '
    ...              '"cognitiveDistortions": ["labeling"]}')[0].styles
    ('Labeling',)
    """
    text = _text(content).strip()
    if len(text) > MAX_CHARACTERS:
        raise ValueError(
            _(
                "The file has {number:,} characters, more than the {most:,} that are read.",
                number=len(text),
                most=MAX_CHARACTERS,
            )
        )
    if text.startswith(_AFFIX):
        text = _unpacked(text)
    try:
        found = json.loads(text)
    except RecursionError:
        raise ValueError(_("The file is nested too deeply to be an archive of thoughts.")) from None
    except ValueError:
        raise ValueError(_("The file is neither a FreeCBT archive nor JSON.")) from None
    return tuple(_record(entry, at) for at, entry in enumerate(_entries(found), 1))


def _text(content: bytes | str) -> str:
    try:
        return content.decode("utf-8-sig") if isinstance(content, bytes) else content
    except UnicodeDecodeError as problem:
        raise ValueError(_("The file is not text from byte {byte} on.", byte=problem.start)) from None


def _unpacked(text: str) -> str:
    from lzstring import LZString  # here, since only these archives need it

    if not text.endswith(_AFFIX) or len(text) < 2 * len(_AFFIX):
        raise ValueError(_("The FreeCBT archive breaks off: its closing mark is missing."))
    try:
        unpacked = LZString().decompressFromBase64(text[len(_AFFIX) : -len(_AFFIX)])
    except Exception:  # the library raises whatever the damage leads to
        unpacked = None
    if not unpacked:
        raise ValueError(_("The FreeCBT archive is damaged: it cannot be unpacked."))
    return unpacked


def _entries(found: Any) -> list[Any]:
    if isinstance(found, list):
        return found
    if not isinstance(found, dict):
        raise ValueError(_("The file should hold thoughts, not a single value."))
    if isinstance(found.get("thoughts"), list) and "situation" not in found:
        return found["thoughts"]
    return [found]


def _record(entry: Any, at: int) -> ThoughtRecord:
    try:
        if isinstance(entry, dict) and "automaticThought" in entry:
            return _from_other(entry)
        return ThoughtRecord.from_json(entry)
    except ValueError as problem:
        raise ValueError(_("Entry {number}: {problem}", number=at, problem=problem)) from None


def _from_other(entry: dict[str, Any]) -> ThoughtRecord:
    for name in _PARTS:
        if not isinstance(entry.get(name), str):
            raise ValueError(_("{name} should hold a text.", name=name))
    return ThoughtRecord(
        thoughts=(Thought(entry["automaticThought"], hot=True),),
        styles=_styles(entry.get("cognitiveDistortions")),
        evidence_against=entry["challenge"],
        balanced=entry["alternativeThought"],
    )


def _styles(found: Any) -> tuple[str, ...]:
    """Read names of styles: FreeCBT lists slugs, Quirk lists all styles and marks those that were selected."""
    if not isinstance(found, list):
        raise ValueError(_("{name} should hold a list.", name="cognitiveDistortions"))
    names = []
    for style in found:
        if isinstance(style, dict) and isinstance(style.get("slug"), str):
            names += [style["slug"]] if style.get("selected", True) is True else []
        elif isinstance(style, str):
            names.append(style)
        else:
            raise ValueError(_("{name} should hold names.", name="cognitiveDistortions"))
    return tuple(dict.fromkeys(name.replace("-", " ").capitalize() for name in names))
