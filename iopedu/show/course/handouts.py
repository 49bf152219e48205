"""One page to print for each notebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape

from iopedu.care.agreements import areas
from iopedu.care.axes import TEACHING, material
from iopedu.care.group import factors
from iopedu.care.levels import ASPECTS, known, levels
from iopedu.cbt.summary import example_records
from iopedu.course.cases import roles
from iopedu.course.export import page
from iopedu.course.language import (
    _,
    _n,
)
from iopedu.course.outline import notebook
from iopedu.course.safety import CARE_NOTE
from iopedu.dbt.cases import example_chain
from iopedu.dbt.crisis_kit import kit_parts
from iopedu.dbt.dates import WEEKDAYS
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.routes import PRINCIPLE, route
from iopedu.dbt.skills import skill
from iopedu.progress import (
    CALL_FIRST,
    measure,
    rules,
    watched,
)
from iopedu.progress.plan import CHAPTERS, PARTS
from iopedu.progress.plan_rules import PLAN_RULES
from iopedu.show.care.pathway import pathway_checks, pathway_limits
from iopedu.show.care.placement import placement_axes
from iopedu.show.care.week import blank_week
from iopedu.show.cbt.action import activity_ideas
from iopedu.show.cbt.record import hint_rules
from iopedu.show.cbt.styles import thinking_styles
from iopedu.show.course.tables import course_map, crisis_table, words_used
from iopedu.show.course.worksheets import LINE, blank_hierarchy, blank_lines, blank_plan, blank_record, blank_rows
from iopedu.show.dbt.chain import chain_table
from iopedu.show.dbt.interpersonal import letter_guide, priorities
from iopedu.show.dbt.regulate import facts_rules, facts_ways
from iopedu.show.dbt.skills import finder_map
from iopedu.show.evidence.readings import ASK_A_RESULT, response_rates
from iopedu.show.progress.measures import what_now_table
from iopedu.show.table import fact_cell
from iopedu.show.words import table_of

_SHOWN = ("hours", "suits")
_DANGER = _("If yes or not sure: no level now. Stay with the person, and call the emergency number or a supervisor.")
_PLACE = (
    _("Floor: no less than … because …"),
    _("Time needed, and ceiling: no more than … because …"),
    _("Range, the person’s wish, what can be reached, what is missing:"),
    _("What would change my mind, and what I find out next:"),
)
_ASK = (
    _("How many hours of group, individual and family work are there in a usual week?"),
    _("Who prescribes, and how often will that person see me or my client?"),
    _("How long do people stay, and what decides that somebody is ready to leave?"),
    _("What happens when somebody gets worse, misses days, or has a crisis at night?"),
    _("Which results do you measure, in whom, and compared with what?"),
    _("How is the first appointment after the program arranged?"),
)
_LETTERS = _("W work, S school or study, C care for others, T travel, Z sleep; then the program, and ! for a conflict.")
_BEFORE = (
    _("If one thing had to move for some weeks, which would it be, and whom would we ask?"),
    _("What happens on a day that is missed, and how many can be missed?"),
    _("What will be lost although nothing collides: sleep, an evening, a friend, rest?"),
    _("Who is there in the evening and at night, and which numbers are on the wall?"),
)
_ASK_A_MODEL = (
    _("Which of its numbers have a source, and who was counted there?"),
    _("Which numbers are assumptions, and does the conclusion survive other values?"),
    _("Was there a prediction before the run?"),
    _("Is there an interval, and what is not in it?"),
    _("Would a model without any effect fail its checks?"),
    _("Who is out of sight, and how are they counted?"),
)
_DANGER_FIRST = _("Is anybody in danger now? If yes, or not sure: people first, and no conference.")
_CONFERENCE = (
    _("What is known now, from whom, and since when? What is not known?"),
    _("What has to be decided today?"),
    _("Which answers can be defended, each with its reason, and its condition with a date?"),
    _("What would change our mind, and who finds it out?"),
    _("Who does what until when, and who tells the person and the family?"),
)
_PEOPLE_FIRST = _(
    "None of these, or somebody may be in danger? Talk to a person first: somebody near you, the program’s team, the "
    "numbers on the safety plan, or a crisis line. A skill can wait until you are not alone."
)
_LETTER = _("For a reviewer: what is impaired, why not less, why not more, which goal, and by when?")


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
    parts = handout_parts(number)
    notes = f'<section><h2>{_("My notes")}</h2>{LINE * 3}<p class="note">{escape(CARE_NOTE)}</p></section>'
    return page(f"{entry.number} {entry.title}", f"<p>{escape(entry.outcome)}</p>{parts}{notes}")


def handout_parts(number: str) -> str:
    """Return the sections of the hand-out of a notebook, as HTML to put into a page."""
    parts = _PARTS[number]().items()
    return "".join(f"<section><h2>{title}</h2>{html}</section>" for title, html in parts)


def _start() -> dict[str, str]:
    return {
        _("The course"): course_map().html(),
        _("Words"): words_used("00").html(),
        _("Help"): crisis_table().html(True),
    }


def _compare() -> dict[str, str]:
    rows = [
        (
            entry.label,
            [entry.in_short, *(fact_cell(known(entry.id, aspect, "mental_health")[:1], False) for aspect in _SHOWN)],
        )
        for entry in levels()
    ]
    table = table_of("compare", rows, more=[*(ASPECTS[aspect].title for aspect in _SHOWN)])
    ask = "".join(f"<li>{escape(question)}</li>" for question in _ASK)
    return {_("The levels"): table.html(True), _("Questions to ask a program"): f"<ul>{ask}</ul>"}


def _placement() -> dict[str, str]:
    first = f"<p>{escape(material()['danger']['ask'])} {escape(_DANGER)}</p>"
    return {TEACHING: first + placement_axes(asks=False).html(), _("The answer"): blank_lines(_PLACE)}


def _week() -> dict[str, str]:
    ask = "".join(f"<li>{escape(question)}</li>" for question in _BEFORE)
    return {
        _("A week to fill in"): f"<p>{_LETTERS}</p>{blank_week()}",
        _("Questions before the first day"): f"<ul>{ask}</ul>",
    }


def _record() -> dict[str, str]:
    return {
        _("A record to fill in"): blank_record(example_records()[0]),
        _("Questions to ask yourself"): hint_rules().html(),
    }


def _styles() -> dict[str, str]:
    return {_("Thinking styles"): thinking_styles().html(True)}


def _action() -> dict[str, str]:
    return {
        _("Ideas for activities"): activity_ideas().html(),
        _("Activity planner"): blank_plan(),
        _("Graded hierarchy"): blank_hierarchy(),
    }


def _skills() -> dict[str, str]:
    names = [*(skill(name).name for name in kit_parts()), _("Whom the person tells")]
    return {
        _("Find a skill"): replace(finder_map(), note=_PEOPLE_FIRST).html(),
        _("Before TIPP"): f"<p>{escape(skill('tipp').caution)}</p>",
        _("A crisis kit to fill in"): blank_rows(_("For whom?"), dict.fromkeys(names, ""), "fill tall"),
    }


def _regulate_and_ask() -> dict[str, str]:
    return {
        _("Check the facts"): replace(facts_rules(), note="").html() + facts_ways().html(),
        _("DEAR MAN"): letter_guide().html() + priorities().html(),
    }


def _diary() -> dict[str, str]:
    days = [f"{name[:3]}." for name in WEEKDAYS]
    rows = [*DiaryCard().rows, _("Another urge"), _("Acted on it? How much?"), _("Skills"), _("What helped")]
    card = table_of("diary", [(name, [" "] * len(days)) for name in rows], more=[*days])
    first = route("suicide").questions[0]
    people = "".join(f"<li>{escape(option.text)}</li>" for option in first.options if option.right)
    chain = example_chain()
    asked = replace(chain, links=tuple(replace(link, skill="", instead="") for link in chain.links))
    return {
        _("A week to fill in, for a made-up person"): f'<div class="tall">{card.html()}</div>',
        _("After an act, or a rating of 4 or 5, about danger to life"): f"<p>{escape(PRINCIPLE)}</p><ul>{people}</ul>",
        _("Maya’s chain, made up"): chain_table(asked).html(),
    }


def _group() -> dict[str, str]:
    rows = [(entry.name, [entry.meaning, entry.leader]) for entry in factors()]
    table = table_of("group", rows)
    asked = {area.name: area.ask for area in areas()}
    return {
        _("Therapeutic factors"): table.html(),
        _("Agreements of our group"): blank_rows(_("In our words"), asked, "fill tall"),
    }


def _progress() -> dict[str, str]:
    steps = "".join(f"<li>{escape(row[0])}</li>" for row in what_now_table().rows)
    rows = [
        (f"{measure(entry.measure).name}, {entry.name}", [_n("{n} point or more", "{n} points or more", entry.points)])
        for entry in rules()
    ]
    asked = [(entry.what, [entry.who, entry.asks]) for entry in watched()]
    return {
        _("Item 9 above 0 comes before the total"): f"<ul>{steps}</ul>",
        _("Is a change more than chance?"): table_of("progress_1", rows).html(),
        _("Medication"): table_of("progress_2", asked, after=CALL_FIRST).html(),
    }


def _plan() -> dict[str, str]:
    blank = "".join(blank_rows(name, {PARTS[part]: "" for part in parts}) for name, parts in CHAPTERS.items())
    ask = "".join(f"<li>{escape(rule.question)}</li>" for rule in PLAN_RULES)
    lapse = _("A lapse is one return, or a short one. Tell somebody, use the plan, keep the next appointment.")
    return {_("A plan to fill in"): blank, _("Questions to ask of it"): f"<ul>{ask}</ul><p>{lapse}</p>"}


def _evidence() -> dict[str, str]:
    asked = "".join(f"<li><strong>{escape(what)}</strong> {escape(why)}</li>" for what, why in ASK_A_RESULT.items())
    return {
        _("Ask any result"): f"<ul>{asked}</ul>",
        _("Of 100 people"): response_rates().html(),
    }


def _pathway() -> dict[str, str]:
    ask = "".join(f"<li>{escape(question)}</li>" for question in _ASK_A_MODEL)
    return {
        _("Questions to ask any simulation"): f"<ul>{ask}</ul>",
        _("What this one gets wrong"): pathway_limits().html(),
        _("Does it give back its sources?"): pathway_checks().html(),
    }


def _conference() -> dict[str, str]:
    seats = "".join(f"<li><strong>{escape(seat.name)}.</strong> “{escape(seat.asks)}”</li>" for seat in roles())
    return {
        _("Five seats at the table"): f"<ul>{seats}</ul>",
        _("One station"): f"<p><strong>{escape(_DANGER_FIRST)}</strong></p>{blank_lines((*_CONFERENCE, _LETTER))}",
    }


#: For each notebook, the function that returns the sections of its hand-out: heading and safe HTML.
_PARTS: Mapping[str, Callable[[], dict[str, str]]] = {
    "00": _start,
    "01": _compare,
    "02": _placement,
    "03": _week,
    "04": _record,
    "05": _styles,
    "06": _action,
    "07": _skills,
    "08": _regulate_and_ask,
    "09": _diary,
    "10": _group,
    "11": _progress,
    "12": _plan,
    "13": _evidence,
    "14": _pathway,
    "15": _conference,
}
