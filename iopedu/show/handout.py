"""One page to print for each notebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from iopedu.care import ASPECTS, known, levels
from iopedu.cbt import ThoughtRecord, example_records
from iopedu.course.export import page
from iopedu.course.outline import notebook
from iopedu.course.safety import CARE_NOTE
from iopedu.dbt import CrisisKit, DiaryCard, example_chain, skill
from iopedu.dbt.dates import WEEKDAYS
from iopedu.dbt.high_rating import PRINCIPLE, what_would_you_do
from iopedu.show.cbt_action import activity_ideas, activity_week
from iopedu.show.cbt_record import hint_rules, thought_record
from iopedu.show.cbt_styles import thinking_styles
from iopedu.show.course import course_map, crisis_table, words_used
from iopedu.show.dbt_chain import chain_table
from iopedu.show.dbt_distress import kit_table
from iopedu.show.dbt_skills import finder_map
from iopedu.show.table import Table, fact_cell

__all__ = ["handout"]

_SHOWN = ("hours", "suits")
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


def _skills() -> dict[str, str]:
    return {
        "Find a skill": finder_map().html(),
        "Before TIPP": f"<p>{escape(skill('tipp').caution)}</p>",
        "A crisis kit to fill in": kit_table(CrisisKit()).html(),
    }


def _diary() -> dict[str, str]:
    days = [f"{name[:3]}." for name in WEEKDAYS]
    rows = [*DiaryCard().rows, "Another urge", "Acted on it? How much?", "Skills", "What helped"]
    card = Table("0 to 5; empty means not answered", ["Row", *days], [(name, [" "] * len(days)) for name in rows])
    first = what_would_you_do().questions[0]
    people = "".join(f"<li>{escape(option.text)}</li>" for option in first.options if option.right)
    return {
        "A week to fill in, for a made-up person": card.html(),
        "When a rating is 4 or 5": f"<p>{escape(PRINCIPLE)}</p><ul>{people}</ul>",
        "Maya’s chain, made up": chain_table(example_chain()).html(),
    }


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


#: For each notebook, the function that returns the sections of its hand-out: heading and safe HTML.
_PARTS: Mapping[str, Callable[[], dict[str, str]]] = {
    "00": _start,
    "01": _compare,
    "04": _record,
    "05": _styles,
    "06": _action,
    "07": _skills,
    "09": _diary,
}
