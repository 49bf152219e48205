"""A talk with a client as it is read: the last answer, all that was said, and the debrief turn by turn."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from iopedu.course.language import _, _n
from iopedu.course.text import in_html
from iopedu.rehearsal.talk import Talk, Told
from iopedu.show.svg import folded, titled


def _said(lines: Iterable[Told]) -> str:
    return "".join(f"<p>{f'<strong>{escape(who)}:</strong> ' if who else ''}{in_html(says)}</p>" for who, says in lines)


def _look(html: str) -> str:
    """Return HTML in the look of the course without its sheet, which a page would work out anew with each answer."""
    return f'<div class="iop">{html}</div>'


def scene_view(talk: Talk) -> str:
    """Return what is known before the first turn; folded once the talk goes on."""
    scene = "".join(f"<p>{escape(text)}</p>" for text in talk.client.scene)
    return _look(folded(escape(_("What you know, and what this is for")), scene) if talk.now else scene)


def answer_view(talk: Talk) -> str:
    """Return the last reply with the client's answer, or the client's first line; with the ending where it is over."""
    lines, end = talk.lines(), talk.moment.ending
    last = max((at for at, (who, _says) in enumerate(lines) if who == _("You")), default=0)
    ended = f"<p><strong>{escape(end.title)}.</strong> {escape(end.says)}</p>" if end else ""
    return _look(_said(lines[last:]) + ended)


def talk_view(talk: Talk) -> str:
    """Return all that was said so far, folded; nothing before the second turn."""
    return _look(folded(escape(_("The conversation so far")), _said(talk.lines()))) if len(talk.now) > 1 else ""


def debrief_view(talk: Talk) -> str:
    """Return what never came out, each turn with what it opened and closed, and other attempts; all at the end."""
    if talk.moment.ending is None:
        return ""
    never = "".join(f"<li>{escape(text)}</li>" for text in talk.never())
    parts = [titled(escape(_("What was never disclosed")), f"<ul>{never}</ul>")] if never else []
    turns = (f"<li><p><strong>{in_html(said)}</strong></p>{_said(told)}</li>" for said, told in talk.debrief())
    parts.append(titled(escape(_("Turn by turn")), f"<ol>{''.join(turns)}</ol>"))
    if ways := "".join(f"<li>{escape(text)}</li>" for text in other_ways(talk)):
        parts.append(titled(escape(_("Your other attempts")), f"<ul>{ways}</ul>"))
    return _look("".join(parts))


def other_ways(talk: Talk) -> tuple[str, ...]:
    """Return a line for each of the other ways: how long it was, how it ended, and how much came out."""
    lines = []
    for way in talk.earlier:
        last = talk.client.walk(way.path)[-1].after
        end = last.ending.title if last.ending else _("not finished")
        facts = {"facts": len(last.state.facts), "all": len(talk.client.facts), "end": end}
        lines.append(_n("{n} reply, {facts} of {all} facts: {end}", "{n} replies, {facts} of {all} facts: {end}",
                        len(way.path), **facts))  # fmt: skip
    return tuple(lines)


def expert_view(talk: Talk) -> str:
    """Return one good way through as it is read, folded."""
    way = Talk(talk.client, talk.client.expert)
    return _look(folded(escape(_("One good way through")), _said(way.lines())))
