"""Distress tolerance in tables: a walk through STOP, pros and cons, a crisis kit, and the parts of TIPP."""

from __future__ import annotations

from html import escape

from iopedu.course.language import _
from iopedu.course.text import printable
from iopedu.dbt.crisis_kit import IDEA_RULES, CrisisKit, kit_parts, part_name
from iopedu.dbt.pros_cons import CELLS, GRID_RULES, TERMS, ProsAndCons
from iopedu.dbt.skills import skill
from iopedu.dbt.stop_walk import StopWalk
from iopedu.dbt.tipp import Tipp
from iopedu.show.asking import asked_list, contrasts, rules_table
from iopedu.show.svg import folded, framed
from iopedu.show.table import Cell, Line, Table
from iopedu.show.words import table_of

_OPEN = "…"


def walk_table(walk: StopWalk) -> Table:
    """Return the four stations with what was chosen and the comment on it."""
    taken = {station.name: [choice.text, choice.comment] for station, choice in walk.taken}
    rows = [(station.name, taken.get(station.name, [_OPEN, _OPEN])) for station in walk.where.stations]
    return table_of("walk_table", rows, caption=walk.summary().rstrip("."))


def walk_view(walk: StopWalk) -> str:
    """Return the story so far and the table of the stations, as HTML."""
    story = " ".join(choice.story for _station, choice in walk.taken)
    told = f"<p>{escape(walk.where.moment)}</p>" + (f"<p>{escape(story)}</p>" if story else "")
    return framed(told + (walk_table(walk).html() if walk.chosen else ""))


def grid_table(grid: ProsAndCons) -> Table:
    """Return the four cells, each for now and for later; what is not filled in is shown as dots."""

    def cell(name: str, term: str) -> Cell | str:
        return tuple(Line(printable(line)) for line in grid.lines(name, term)) or _OPEN

    rows = [(title, [cell(name, term) for term in TERMS]) for name, title in CELLS.items()]
    urge = printable(grid.urge).strip()
    caption = _("Pros and cons: {urge}", urge=urge) if urge else _("Pros and cons: the urge is not named yet")
    columns = [_("Cell"), *(when.capitalize() for when in TERMS.values())]
    return Table(caption, columns, rows, "" if grid.empty else grid.summary())


def grid_view(grid: ProsAndCons) -> str:
    """Return the grid, the questions about it, and the rules behind them, as HTML."""
    table = "" if grid.blank else grid_table(grid).html()
    return framed(table + asked_list(grid.notes()) + _behind(grid_rules()))


def grid_rules() -> Table:
    """Return every rule that asks a question about a grid, in full."""
    note = _("The rules count and read words, not meaning. What they ask about may be fine as it is.")
    return rules_table(GRID_RULES, named=_("No."), note=note)


def kit_table(kit: CrisisKit) -> Table:
    """Return the ideas of a kit by skill, and whom the person tells."""

    def ideas(name: str) -> Cell | str:
        found = (idea for idea in kit.ideas if idea.skill == name and idea.text.strip())
        told = (Line(printable(idea.text), part_name(idea.part) or _("part not chosen")) for idea in found)
        return tuple(told) or _OPEN

    rows = [(skill(name).name, [ideas(name)]) for name in kit_parts()]
    rows.append((_("People"), [printable(kit.tells).strip() or _OPEN]))
    return table_of("kit_table", rows, caption=kit.summary().split(":")[0], after=kit.summary())


def kit_view(kit: CrisisKit) -> str:
    """Return the kit, the questions about its ideas, and the rules behind them, as HTML."""
    table = f"<p>{escape(kit.summary())}</p>" if kit.blank else kit_table(kit).html()
    return framed(table + asked_list(kit.notes()) + contrasts("crisis_kit") + _behind(idea_rules()))


def idea_rules() -> Table:
    """Return every rule that asks a question about an idea, in full."""
    note = _("The rules read words, not meaning. An idea that is asked about may be a good one.")
    return rules_table(IDEA_RULES, named=_("No."), note=note, form="crisis_kit")


def tipp_table(tipp: Tipp) -> Table:
    """Return the parts of TIPP as principles; it has no rows before every check is ticked."""
    rows = [(part.name, [(Line(part.principle, sources=part.sources),), part.caution, part.ask]) for part in tipp.parts]
    return table_of("tipp_table", rows)


def _behind(rules: Table) -> str:
    return folded(_("The rules behind the questions"), rules.html())
