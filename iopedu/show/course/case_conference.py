"""A case from referral to discharge: what every paper says, what was decided, and one page to print."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from iopedu import care, cbt, dbt, progress
from iopedu.care.vignettes import vignette
from iopedu.course.cases import VERDICTS, Station, case, roles
from iopedu.course.conference import Conference
from iopedu.course.export import page
from iopedu.course.files import options, read_rows
from iopedu.course.language import _, _n
from iopedu.course.outline import notebook
from iopedu.course.people import person
from iopedu.course.text import in_html, listed, printable
from iopedu.dbt.cases import week_to_read
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.diary_day import KINDS
from iopedu.progress.change import CATEGORY_NAMES
from iopedu.progress.measures import measure
from iopedu.progress.plan import PARTS
from iopedu.progress.series import series
from iopedu.show.svg import bullets, framed, paragraphs, titled
from iopedu.show.table import Line, Table
from iopedu.show.words import table_of

#: What one paper says, its title, and the notebook in which it is filled in.
Paper = tuple[str, list[str], str]
_FILE_NOTE, _PAGE_NOTE = options("case_conference.says").values()
#: Letters on two sheets of A4, times the square of their size in points.
_TWO_SHEETS = 900_000


def conference_roles() -> Table:
    """Return the seats at the table of a conference."""
    rows = [(role.name, [role.task, f"“{role.asks}”"]) for role in roles()]
    return table_of("conference_roles", rows)


def conference_ranges(key: str) -> Table:
    """Return how many answers of each station can be defended; which ones they are stays open."""
    of = case(key)
    rows = [
        (_("{number}. {station}", number=at, station=entry.title), [str(many) for many in entry.counts().values()])
        for at, entry in enumerate(of.stations, 1)
    ]
    return table_of("conference_ranges", rows, more=[*VERDICTS.values()])


# The papers ---------------------------------------------------------------------------------------------


def case_file(name: str) -> Table:
    """Return what every paper of the course says about one fictional person.

    Parameters
    ----------
    name : str
        Id of the person.

    Examples
    --------
    >>> case_file("maya").rows[0][0]
    'Level of care'
    """
    rows = [
        (title, [tuple(Line(printable(text)) for text in says), f"{number} {notebook(number).title}"])
        for title, says, number in _papers(name)
    ]
    caption = _("{name}’s file (fictional)", name=person(name).name)
    return table_of("case_file", rows, caption=caption, after=_FILE_NOTE)


def _papers(name: str) -> list[Paper]:
    values, papers = _OF[name]() | _of_all(name), {}
    for row in read_rows("show/papers.csv"):
        if row["person"] in ("", name):
            says = row["says"].format(**values).split("\n")
            papers.setdefault((row["title"], row["notebook"]), []).extend(says)
    return [(title, says, number) for (title, number), says in papers.items()]


def _of_all(name: str) -> dict[str, Any]:
    """Return what is filled into the papers of everybody."""
    first, fit = vignette(name).first, care.example_plan(name).fit
    track = {"track": fit.track.name, "hours": fit.track.hours}
    weeks = _n(
        "{track}, {hours} of sessions a week for {n} week",
        "{track}, {hours} of sessions a week for {n} weeks",
        fit.track.weeks,
        **track,
    )
    return {
        "level": care.level(first.level).label,
        "levels": listed((care.level(level).label for level in first.range), "or"),
        "weeks": weeks,
        "timetable": "\n".join(fit.track.timetable()),
        "fits": fit.verdict().capitalize(),
        "scores": "\n".join(_scores(name)),
    }


def _maya() -> dict[str, Any]:
    record, test, plan = cbt.example_records()[0], cbt.example_experiment(), progress.example_plan()
    return {part: "; ".join(plan.says(part)) for part in PARTS} | {
        "record": record,
        "test": test,
        "plan": plan,
        "chain": dbt.example_chain(),
        "request": dbt.example_request(),
        "changes": "\n".join(change.describe() for change in record.changes()),
        "card": _card(dbt.example_card()),
        "tested": test.summary(),
    }


def _daniel() -> dict[str, Any]:
    return {"activities": cbt.example_week().summary()}


def _aisha() -> dict[str, Any]:
    ladder = cbt.example_hierarchy()
    return {"ladder": ladder, "climbed": ladder.summary(), "card": _card(week_to_read())}


def _card(card: DiaryCard) -> str:
    """Return how full a card is, and the days with the highest rating of what is dangerous to life, where above 0."""
    said = [card.summary()]
    for row in (target.name for target in card.targets if KINDS[target.kind] == "life"):
        if most := max(card.average(row).values, default=0):
            days = listed([day.name for day in card.days if day.urges.get(row) == most])
            said.append(_("{row}: highest {most}, on {days}.", row=row, most=most, days=days))
    return "\n".join(said)


_OF: Mapping[str, Callable[[], dict[str, Any]]] = {"maya": _maya, "daniel": _daniel, "aisha": _aisha}


def _scores(name: str) -> Iterator[str]:
    """Yield the scores with the change up to the last week; item 9 is named wherever it is above 0."""
    for rule in progress.Reading.rules_for(name):
        if not rule.id.startswith("nhs"):
            continue
        found = series(name, rule.measure)
        change = CATEGORY_NAMES[found.category(found.planned, rule)]
        scores = f"{found.name}, {measure(found.measure).name}: {', '.join(str(point.total) for point in found.points)}"
        yield _("{scores}. At the end: {change}.", scores=scores, change=change)
        raised = [point.when for point in found.points if point.item_9]
        if raised:
            yield _(
                "Item 9 was above 0 in {weeks}: each time, that calls for an in-person conversation.",
                weeks=listed(raised),
            )


def case_wednesday() -> Table:
    """Return what four papers say about one day: Maya's Wednesday in week 3."""
    card, chain, walk = dbt.example_card(), dbt.example_chain(), dbt.example_check_the_facts()
    day = next(entry for entry in card.days if entry.on.weekday() == 2)
    sessions = [entry for entry in care.example_plan("maya").fit.track.sessions if entry.day == 2 and entry.comes_in(3)]
    scores = series("maya", "phq9").known(3)
    felt = _("{event} Shame was {before}, then {after}.", event=walk.event, before=walk.strength, after=walk.after)
    asked = [_("{when}: {total}, item 9: {item}", when=p.when, total=p.total, item=p.item_9) for p in scores[-2:]]
    rows = [
        (_("Schedule"), [tuple(Line(repr(entry)) for entry in sessions)]),
        (_("Diary card"), [day.describe()]),
        (_("Chain"), [_("{began}. {ended}.", began=chain.prompting, ended=chain.behavior)]),
        (_("Check the facts"), [felt]),
        (_("PHQ-9"), [tuple(map(Line, asked))]),
    ]
    return table_of("case_wednesday", rows)


# What was decided ---------------------------------------------------------------------------------------


def decisions_table(record: Conference) -> Table:
    """Return every decision so far, the first one beside a later one."""
    rows = [(title, [tuple(Line(printable(text)) for text in record.says(at.id))]) for title, at in _decided(record)]
    return table_of("decisions_table", rows, after=record.summary())


def _decided(record: Conference) -> list[tuple[str, Station]]:
    """Return the stations with a decision, each with its number and name."""
    return [
        (_("{number}. {station}", number=number, station=at.name), record.now(at.id))
        for number, at in enumerate(record.case.stations, 1)
        if record.of(at.id)
    ]


def station_view(at: Station, after: Iterable[str]) -> str:
    """Return what is opened after a decision: what happened, what to ask next, every answer with its reason; HTML."""
    told = titled(in_html(_("What happened")), paragraphs(map(in_html, after)))
    asks = bullets(map(in_html, at.next), in_html(_("What the case conference would ask next")))
    return framed(told + asks + _answers(at).html())


def _answers(at: Station) -> Table:
    ordered = sorted(at.options, key=lambda one: list(VERDICTS).index(one.verdict))
    rows = [(one.text, [VERDICTS[one.verdict], tuple(map(Line, (one.why, *one.feedback()[1:])))]) for one in ordered]
    return table_of("answers", rows)


def case_page(record: Conference) -> str:
    """Return the case summary as a page to print on two sheets: the decisions, and the file they were made from."""
    about = record.case.about
    who = f"{about.name}, {about.age} ({about.pronouns}). {about.story}"
    decisions = [(title, [*record.says(at.id), _after(record, at)]) for title, at in _decided(record)]
    file = [(f"{title} ({number})", says) for title, says, number in _papers(about.id)]
    caption = _("{name}’s file (fictional)", name=about.name)
    body = f'<p class="note">{in_html(_PAGE_NOTE)}</p><p>{in_html(who)}</p>'
    body += _blocks(_("Decisions so far"), record.summary(), decisions) + _blocks(caption, _FILE_NOTE, file)
    # Letters as large as two sheets of paper allow, where they can be read at all.
    points = round(min(9.0, max(6.5, math.sqrt(_TWO_SHEETS / len(body)))), 1)
    return page(_("Case summary: {name}", name=about.name), body, points)


def _after(record: Conference, at: Station) -> str:
    entry = record.of(at.id)
    after = at.option(entry.last.option).follows or record.after(at.id)[0]
    if not entry.opened:
        return _("Not opened")
    return " ".join([_("What happened: {after}", after=after), *record.had_it_stayed(at.id)])


def _blocks(title: str, about: str, blocks: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Return headings with lines of text: they take less paper than the columns of a table."""
    shown = "".join(f"<h3>{in_html(head)}</h3>{paragraphs(map(in_html, says))}" for head, says in blocks)
    return f"<h2>{in_html(title)}</h2><p>{in_html(about)}</p>{shown}"
