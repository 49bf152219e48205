"""One page to print for each notebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from iopedu.care import ASPECTS, TEACHING, known, levels
from iopedu.care.gates import material
from iopedu.cbt import ThoughtRecord, example_records
from iopedu.course.export import page
from iopedu.course.outline import notebook
from iopedu.course.safety import CARE_NOTE
from iopedu.show.cbt_action import activity_ideas, activity_week
from iopedu.show.cbt_record import hint_rules, thought_record
from iopedu.show.cbt_styles import thinking_styles
from iopedu.show.course import course_map, crisis_table, words_used
from iopedu.show.placement import placement_axes
from iopedu.show.table import Table, fact_cell

__all__ = ["handout"]

_SHOWN = ("hours", "suits")
_DANGER = "no level now. Stay with the person, and call the emergency number or a supervisor."
_PLACE = (
    "Floor: no less than … because …",
    "Time needed, and ceiling: no more than … because …",
    "Range, the person’s wish, what can be reached, what is missing:",
    "What would change my mind, and what I find out next:",
)
_ASK = (
    "How many hours of group, individual and family work are there in a usual week?",
    "Who prescribes, and how often will that person see me or my client?",
    "How long do people stay, and what decides that somebody is ready to leave?",
    "What happens when somebody gets worse, misses days, or has a crisis at night?",
    "Which results do you measure, in whom, and compared with what?",
    "How is the first appointment after the program arranged?",
)


def handout(number: str) -> str:
    """Return the hand-out of a notebook as one self-contained page.

    Parameters
    ----------
    number : str
        The notebook's two digits.

    Examples
    --------
    >>> "Questions to ask" in handout("01")
    True
    """
    entry = notebook(number)
    parts = "".join(f"<h2>{title}</h2>{html}" for title, html in _PARTS[number]().items())
    lines = '<div class="line"></div>' * 4
    body = f'<p>{escape(entry.outcome)}</p>{parts}<h2>My notes</h2>{lines}<p class="note">{escape(CARE_NOTE)}</p>'
    return page(f"{entry.number} {entry.title}", body)


def _record() -> dict[str, str]:
    example = example_records()[0]
    return {
        "A record to fill in": thought_record(ThoughtRecord()).html(),
        "Maya’s record, made up": thought_record(example).html(),
        "Questions to ask yourself": hint_rules().html(),
    }


def _styles() -> dict[str, str]:
    return {"Thinking styles": thinking_styles().html(True)}


def _action() -> dict[str, str]:
    week = activity_week()
    return {"Ideas for activities": activity_ideas().html(), week.title: week.table.html()}


def _start() -> dict[str, str]:
    return {"The course": course_map().html(), "Words": words_used("00").html(), "Help": crisis_table().html(True)}


def _compare() -> dict[str, str]:
    rows = [
        (
            entry.label,
            [entry.in_short, *(fact_cell(known(entry.id, aspect, "mental_health")[:1], False) for aspect in _SHOWN)],
        )
        for entry in levels()
    ]
    columns = ["Level", "In short", *(ASPECTS[aspect].title for aspect in _SHOWN)]
    note = "One fact of each kind. The notebook has all of them, and those on substance use."
    table = Table("Seven levels of care, mental health", columns, rows, note)
    ask = "".join(f"<li>{escape(question)}</li>" for question in _ASK)
    return {"The levels": table.html(True), "Questions to ask a program": f"<ul>{ask}</ul>"}


def _placement() -> dict[str, str]:
    lines = "".join(f'<p>{escape(text)}</p><div class="line"></div>' for text in _PLACE)
    first = f"<p>{escape(material()['danger']['ask'])} If yes or not sure: {escape(_DANGER)}</p>"
    return {TEACHING: first + placement_axes(asks=False).html(), "The answer": lines}


#: For each notebook, the function that returns the sections of its hand-out: heading and safe HTML.
_PARTS: Mapping[str, Callable[[], dict[str, str]]] = {
    "00": _start,
    "01": _compare,
    "02": _placement,
    "04": _record,
    "05": _styles,
    "06": _action,
}
