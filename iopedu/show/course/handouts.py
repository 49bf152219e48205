"""One page to print for each notebook."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from itertools import groupby

from iopedu.care.gates import TEACHING, material
from iopedu.care.group import areas, factors
from iopedu.care.levels import ASPECTS, known, levels
from iopedu.cbt.activation import activity_ideas
from iopedu.cbt.record import HINT_RULES, example_records
from iopedu.cbt.styles import styles
from iopedu.course.cases import roles
from iopedu.course.export import page
from iopedu.course.files import options, read_rows
from iopedu.course.language import _, _n
from iopedu.course.outline import notebook, notebooks
from iopedu.course.safety import CARE_NOTE, crisis_lines
from iopedu.course.text import in_list
from iopedu.dbt.crisis_kit import kit_parts
from iopedu.dbt.dates import WEEKDAYS
from iopedu.dbt.dear_man import LETTERS
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.routes import PRINCIPLE, route
from iopedu.dbt.skills import skill
from iopedu.progress.change import rules
from iopedu.progress.measures import measure
from iopedu.progress.medication import CALL_FIRST
from iopedu.progress.plan import CHAPTERS, PARTS, PLAN_RULES
from iopedu.show.care.pathway import pathway_limits
from iopedu.show.care.placement import placement_axes
from iopedu.show.care.program import blank_week
from iopedu.show.course.tables import crisis_table
from iopedu.show.course.worksheets import LINE, blank_hierarchy, blank_lines, blank_plan, blank_record, blank_rows
from iopedu.show.dbt.regulate import facts_rules, facts_ways
from iopedu.show.dbt.skills import finder_map
from iopedu.show.evidence.readings import response_rates
from iopedu.show.progress.measures import what_now_table
from iopedu.show.svg import bullets
from iopedu.show.table import Table, fact_cell
from iopedu.show.words import list_of, rows_of, stored_rows, table_of

_SHOWN = ("hours", "suits")
#: Rules whose question points at something that is written: on an empty sheet, it needs the condition in front of it.
_POINTING = {"feeling_as_thought", "event_as_thought", "thought_as_emotion", "same_balanced", "others_step"}
_SAYS = options("handouts.says")


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
    writes = LINE in parts or "<td></td>" in parts  # it has room to write on already
    notes = "" if writes else f"<section><h2>{_('My notes')}</h2>{LINE * 3}</section>"
    lines = "".join(f"<br>{line.html}" for line in crisis_lines() if line.mark == "C")
    notes += f'<p class="note">{escape(CARE_NOTE)}{lines}</p>'
    return page(f"{entry.number} {entry.title}", f"<p>{escape(entry.outcome)}</p>{parts}{notes}", sheet=True)


def handout_parts(number: str) -> str:
    """Return the sections of the hand-out of a notebook, as HTML to put into a page."""
    rows = [row for row in read_rows("show/handouts.csv") if row["notebook"] == number]
    shown = ((row["title"] or TEACHING, _part(row["kind"], row["of"])) for row in rows)
    return "".join(f"<section><h2>{title}</h2>{html}</section>" for title, html in shown)


def _part(kind: str, of: str) -> str:
    """Return a list to read, or what is made by name."""
    if kind == "list":
        return in_list(list_of(of))
    made = _MADE[of]()
    return made if isinstance(made, str) else made.html()


def _levels() -> str:
    first = (lambda one, of=aspect: fact_cell(known(one.id, of, "mental_health")[:1], False) for aspect in _SHOWN)
    rows = rows_of(levels(), "label", "in_short", *first)
    return table_of("handout_levels", rows, more=[ASPECTS[aspect].title for aspect in _SHOWN]).html(True)


def _axes() -> str:
    first = (f"{material()[name]['ask']} {_SAYS[name]}" for name in ("danger", "medical"))
    return "".join(f"<p>{escape(asked)}</p>" for asked in first) + placement_axes(asks=False).html()


def _map() -> Table:
    rows = [(f"{entry.number} {entry.title}", [f"{entry.minutes}", " "]) for entry in notebooks()]
    return table_of("handout_map", rows)


def _styles() -> Table:
    rows = rows_of(styles(), "name", "definition", lambda entry: f"“{entry.example}”", "question_to_ask")
    return table_of("handout_styles", rows)


def _ideas() -> str:
    by_area = groupby(sorted(activity_ideas(), key=lambda idea: idea.area), lambda idea: idea.area)
    lines = (
        f"<p><strong>{escape(a)}.</strong> {escape('; '.join(one.name for one in some))}.</p>" for a, some in by_area
    )
    return "".join(lines)


def _moments() -> Table:
    rows = [(name, cells[1:]) for name, cells in finder_map().rows]
    return table_of("handout_moments", rows, after=_SAYS["people_first"])


def _kit() -> str:
    names = [*(skill(name).name for name in kit_parts()), _("Who the person tells")]
    return blank_rows(_("For whom?"), dict.fromkeys(names, ""), "fill tall")


def _diary_card() -> str:
    days = [f"{name[:3]}." for name in WEEKDAYS]
    rows = [*DiaryCard().rows, _("Another urge"), _("Acted on it? How much?"), _("Skills"), _("What helped")]
    card = table_of("handout_diary_card", [(name, [" "] * len(days)) for name in rows], more=days)
    return f'<div class="tall">{card.html()}</div>'


def _danger_to_life() -> str:
    first = route("suicide").questions[0]
    return f"<p>{escape(PRINCIPLE)}</p>{in_list(option.text for option in first.options if option.right)}"


def _change() -> Table:
    rows = [
        (f"{measure(entry.measure).name}, {entry.name}", [_n("{n} point or more", "{n} points or more", entry.points)])
        for entry in rules()
    ]
    return table_of("handout_change", rows)


def _plan() -> str:
    return "".join(blank_rows(name, {PARTS[part]: "" for part in parts}) for name, parts in CHAPTERS.items())


def _ask_a_result() -> str:
    told = stored_rows("ask_a_result")
    return bullets(f"<strong>{escape(what)}</strong> {escape(why)}" for what, (why,) in told)


def _seats() -> str:
    return bullets(f"<strong>{escape(seat.name)}.</strong> “{escape(seat.asks)}”" for seat in roles())


#: What makes a table or safe HTML below a heading of a hand-out, by its name in ``data/show/handouts.csv``.
_MADE: Mapping[str, Callable[[], Table | str]] = {
    "course": _map,
    "help": lambda: crisis_table("United States").html(True) + blank_lines(list_of("help")),
    "levels": _levels,
    "axes": _axes,
    "place": lambda: blank_lines(list_of("place"), 1),
    "week": lambda: f"<p>{_SAYS['letters']}</p>{blank_week()}",
    "record": lambda: blank_record(example_records()[0]),
    "hints": lambda: in_list(
        f"{rule.when} {rule.question}" if rule.id in _POINTING else rule.question for rule in HINT_RULES
    ),
    "styles": _styles,
    "activities": _ideas,
    "planner": blank_plan,
    "hierarchy": blank_hierarchy,
    "moments": _moments,
    "tipp": lambda: f"<p>{escape(skill('tipp').caution)}</p>",
    "kit": _kit,
    "facts": lambda: replace(facts_rules(), note="").html() + facts_ways().html(),
    "dear_man": lambda: blank_rows(
        _("A request, in your words"), {letter.name: letter.ask for letter in LETTERS.values()}, "fill tall"
    ),
    "diary_card": _diary_card,
    "danger_to_life": _danger_to_life,
    "chain": lambda: blank_rows(_("From the first vulnerability to repair"), dict.fromkeys(list_of("chain"), "")),
    "factors": lambda: table_of("handout_factors", rows_of(factors(), "name", "leader")),
    "agreements": lambda: blank_rows(_("In our words"), {area.name: area.ask for area in areas()}, "fill tall"),
    "item_9": lambda: in_list(step for step, _why in what_now_table().rows),
    "change": _change,
    "medication": lambda: table_of(
        "handout_medication", rows_of(read_rows("progress/monitoring.csv"), "what", "who", "asks"), after=CALL_FIRST
    ),
    "relapse_plan": _plan,
    "plan_questions": lambda: f"{in_list(rule.question for rule in PLAN_RULES)}<p>{_SAYS['lapse']}</p>",
    "results": _ask_a_result,
    "response_rates": response_rates,
    "limits": pathway_limits,
    "seats": _seats,
    "station": lambda: (
        f"<p><strong>{escape(_SAYS['danger_first'])}</strong></p>{blank_lines(list_of('conference'), 3)}"
    ),
}
