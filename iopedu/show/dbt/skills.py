"""The skills of DBT: by module, one at a time, by what a moment is like; and those for distress."""

from html import escape

from iopedu.course.facts import fact
from iopedu.course.files import read_rows
from iopedu.course.language import _, _n
from iopedu.course.text import printable
from iopedu.dbt.crisis_kit import IDEA_RULES, CrisisKit, kit_parts, part_name
from iopedu.dbt.finder import IN_DANGER, PEOPLE_FIRST, Search, situations
from iopedu.dbt.pros_cons import CELLS, GRID_RULES, TERMS, ProsAndCons
from iopedu.dbt.skills import MODULES, Skill, skill, skills
from iopedu.dbt.stop_walk import StopWalk
from iopedu.dbt.tipp import Tipp
from iopedu.show.asking import asked_list, contrasts, rules_table
from iopedu.show.chart import Chart, Painting, rows_down
from iopedu.show.palette import INK, MODULE_COLORS
from iopedu.show.svg import folded, framed
from iopedu.show.table import Cell, Line, Table
from iopedu.show.words import chart_of, figure_names, rows_of, stored_rows, table_of


def dbt_modules() -> Table:
    """Return the four modules with the question that each answers, and its skills."""
    rows = stored_rows("dbt_modules")
    for (_title, cells), module in zip(rows, MODULES, strict=True):
        cells.append(tuple(Line(f"{entry.name} ({entry.numbers})") for entry in skills(module)))
    return table_of("dbt_modules", rows)


def dbt_modes() -> Table:
    """Return the four modes of DBT: what happens, what it is for, and what programs say of it."""
    rows = [
        (row["name"], [row["what"], row["purpose"], (Line(row["iop"], sources=tuple(row["sources"].split(";"))),)])
        for row in read_rows("dbt/modes.csv")
    ]
    return table_of("dbt_modes", rows)


def _named(entry: Skill) -> Cell:
    letters = _("Letters: {letters}.", letters=", ".join(entry.stands_for)) if entry.stands_for else ""
    return (Line(entry.caution, tag=_("Caution")), Line(entry.purpose, letters, tag=_("For")))


def dbt_skill(name: str) -> Table:
    """Return one skill with everything that is said about it.

    Parameters
    ----------
    name : str
        Id of the skill.
    """
    entry = skill(name)
    rows = [(_("Letters"), [", ".join(entry.stands_for)])] if entry.stands_for else []
    rows += [
        (_("Caution"), [entry.caution]),
        (_("What it is for"), [entry.purpose]),
        (_("When it fits"), [entry.when]),
        (_("How"), [_steps(entry)]),
        (_("Common pitfalls"), [_pitfalls(entry)]),
        (_("Example (fictional)"), [(Line(entry.example, sources=entry.sources),)]),
        (_("Handouts in the manual"), [f"{MODULES[entry.module]} {entry.numbers}"]),
    ]
    return Table(entry.in_module, [_("Part"), _("In our words")], rows)


def _steps(entry: Skill) -> Cell:
    return tuple(Line(f"{number}. {step}.") for number, step in enumerate(entry.steps, 1))


def states_of_mind() -> Table:
    """Return the three states of mind with an example."""
    rows = rows_of(read_rows("dbt/states.csv"), "name", "listens_to", "good_for", "leaves_out", "example")
    return table_of("states_of_mind", rows)


def finder_map() -> Table:
    """Return every moment of the skill finder with the skills that fit."""
    rows = [
        (entry.name, [entry.says, ", ".join(fit.skill.name for fit in Search(entry.id).fits) or _("People first")])
        for entry in situations()
    ]
    return table_of("finder_map", rows, after=PEOPLE_FIRST)


def finder_view(search: Search) -> str:
    """Return what a search found as HTML: skills with reason, steps and pitfalls, and the way to a person."""
    if not search.situation:
        choose = _n(
            "Choose one of {n} moment above. The skills that fit will appear here.",
            "Choose one of {n} moments above. The skills that fit will appear here.",
            len(situations()),
        )
        return framed(f"<p>{choose}</p>")
    people = f"<p><strong>{escape(PEOPLE_FIRST)}</strong></p>"
    if search.danger:
        return framed(f"<p><strong>{escape(IN_DANGER)}</strong></p>")
    if not search.fits:
        none = _("No skill in this module is listed for this moment. Look in all four modules.")
        return framed(f"<p>{none}</p>{people}")
    return framed(_keys(search) + finder_table(search).html() + people)


def _keys(search: Search) -> str:
    found = dict.fromkeys(fit.skill.module for fit in search.fits)
    parts = (
        f'<span style="border-left:10px solid {MODULE_COLORS[name]};padding-left:6px;margin-right:14px">'
        f"{MODULES[name]}: {', '.join(fit.skill.name for fit in search.fits if fit.skill.module == name)}</span>"
        for name in found
    )
    return f"<p>{' '.join(parts)}</p>"


def finder_table(search: Search) -> Table:
    """Return the skills that a search found, in the order in which to try them."""
    rows = rows_of(
        search.fits,
        lambda fit: fit.skill.name,
        lambda fit: (Line(fit.reason, MODULES[fit.skill.module]),),
        lambda fit: (Line(fit.skill.caution, tag=_("Caution first")), *_how(fit.skill)),
        lambda fit: _pitfalls(fit.skill),
    )
    return table_of("finder_table", rows, caption=search.summary().rstrip("."))


def _pitfalls(entry: Skill) -> Cell:
    return tuple(Line(f"{pitfall}.") for pitfall in entry.pitfalls)


def _how(entry: Skill) -> Cell:
    return tuple(Line(line.text, tag=_("Then")) for line in _steps(entry))


_STEPS = [f"dbt_mindful_{against}" for against in ("none", "minimal", "nonspecific", "specific", "ebt")]


def comparator_ladder() -> Chart:
    """Return one review of mindfulness programs five times: each time against another comparison group."""
    values = [float(fact(key).value) for key in _STEPS]

    def paint(axes) -> None:
        places = range(len(values))
        axes.hlines(places, 0, values, color=MODULE_COLORS["mindfulness"], linewidth=2)
        axes.plot(values, places, "o", color=MODULE_COLORS["mindfulness"], markersize=9)
        for at, value in enumerate(values):
            axes.annotate(f"{value:g}", (value, at), xytext=(10, 0), textcoords="offset points", va="center")
        axes.axvline(0, color=INK, linewidth=1)
        rows_down(axes, figure_names("comparator_ladder"), -0.1, 0.7)

    return chart_of("comparator_ladder", Painting(8.2, 3.6, paint))


def dbt_evidence() -> Table:
    """Return what is known about DBT and its skills, grouped by what it was compared with."""
    return table_of("dbt_evidence", stored_rows("dbt_evidence", without=_STEPS))


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
    return Table(caption, columns, rows, grid.summary() if any(grid.sides) else "")


def grid_view(grid: ProsAndCons) -> str:
    """Return the grid, the questions about it, and the rules behind them, as HTML."""
    table = "" if grid.blank else grid_table(grid).html()
    return framed(table + asked_list(grid.asked()) + _behind(grid_rules()))


def grid_rules() -> Table:
    """Return every rule that asks a question about a grid, in full."""
    note = _("The rules count and read words, not meaning. What they ask about may be fine as it is.")
    return rules_table(GRID_RULES, named=_("No."), note=note)


def kit_table(kit: CrisisKit) -> Table:
    """Return the ideas of a kit by skill, and who the person tells."""

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
    return framed(table + asked_list(kit.asked()) + contrasts("crisis_kit") + _behind(idea_rules()))


def idea_rules() -> Table:
    """Return every rule that asks a question about an idea, in full."""
    note = _("The rules read words, not meaning. An idea that prompts a question may still be a good one.")
    return rules_table(IDEA_RULES, named=_("No."), note=note, form="crisis_kit")


def tipp_table(tipp: Tipp) -> Table:
    """Return the parts of TIPP as principles; it has no rows before every check is ticked."""
    rows = [(part.name, [(Line(part.principle, sources=part.sources),), part.caution, part.ask]) for part in tipp.parts]
    return table_of("tipp_table", rows)


def _behind(rules: Table) -> str:
    return folded(_("The rules behind the questions"), rules.html())
