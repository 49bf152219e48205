"""Score sheets and screening in tables and pictures: items, bands, and a thousand people."""

from __future__ import annotations

from iopedu.course.facts import fact
from iopedu.course.language import _
from iopedu.course.safety import DIRECTORY, crisis_lines
from iopedu.course.text import in_html
from iopedu.progress.measures import CHOICES, STEM, Measure, measure, measures
from iopedu.progress.screening import PEOPLE, Screened, Screening, settings
from iopedu.progress.sheet import Sheet, what_now
from iopedu.show.chart import Chart, Painting
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.svg import SLIM, WIDE, Drawing, fitting, framed
from iopedu.show.table import Line, Table, fact_cell
from iopedu.show.words import chart_of, table_of

_WITH, _ALARM = LEVEL_COLORS["crisis"], LEVEL_COLORS["php"]
_ACROSS, _CELL, _GAP, _DOWN = 40, 8, 60, 244


def measure_items(name: str) -> Table:
    """Return the items of a questionnaire with who made it; ``name`` is "phq9" or "gad7"."""
    of = measure(name)
    answers = ", ".join(f"{value} {text.lower()}" for value, text in enumerate(CHOICES))
    rows = [(f"{number}", [text]) for number, text in enumerate(of.items, 1)]
    values = {"question": STEM, "answers": answers, "source": of.attribution}
    return table_of("measure_items", rows, caption=f"{of.name}, {of.title}", **values)


def bands() -> Table:
    """Return the bands of both questionnaires."""
    rows = [(of.name, ["; ".join(map(repr, of.bands)), (Line(_range(of), sources=of.sources),)]) for of in measures()]
    return table_of("bands", rows)


def _range(of: Measure) -> str:
    return _("{number} items, 0 to 3 each: 0 to {top}", number=len(of.items), top=of.top)


def sheet_table(sheet: Sheet) -> Table:
    """Return the answers of a sheet."""
    rows = [
        (f"{number}. {item}", [_("not answered") if value is None else f"{value}, {CHOICES[value].lower()}"])
        for number, (item, value) in enumerate(zip(sheet.of.items, sheet.answers, strict=True), 1)
    ]
    return table_of("sheet_table", rows, after=f"{sheet.summary()} {sheet.of.attribution}", measure=sheet.of.name)


def sheet_view(sheet: Sheet) -> str:
    """Return the score of a sheet on its bands, or why there is none; HTML that follows somebody who fills it in."""
    drawn = _scale(sheet) if sheet.ready else ""
    call = f"<p>{_crisis()}</p>" if sheet.raised else ""
    return framed(f"{drawn}<p>{in_html(sheet.summary())}</p>{call}")


def _crisis() -> str:
    line = crisis_lines("United States")[0]
    return _(
        "{country}: {line}. Other countries: “Before you begin” in each notebook, or {directory}.",
        country=line.country,
        line=line.html,
        directory=DIRECTORY,
    )


def _scale(sheet: Sheet) -> str:
    """Draw the bands as a bar with a mark at the score; where there is no room for names, the words have them."""
    of = sheet.of
    title = _("{name} on its bands", name=of.name)
    says = _("The score is {total} of {top}, in the band {band}", total=sheet.total, top=of.top, band=repr(sheet.band))
    wide = Drawing(WIDE, 104, _bar(sheet, WIDE, True))
    return fitting(title, says, wide, Drawing(SLIM, 86, _bar(sheet, SLIM, False)))


def _bar(sheet: Sheet, width: int, named: bool) -> str:
    of, unit = sheet.of, (width - 20) / (sheet.of.top + 1)
    parts = []
    for at, band in enumerate(of.bands):
        left, wide = round(10 + band.low * unit, 1), round((band.high - band.low + 1) * unit, 1)
        shade = f'fill="{_ALARM}" fill-opacity="{0.08 + 0.1 * at:.2f}" stroke="currentColor" stroke-width="0.8"'
        parts.append(f'<rect x="{left}" y="38" width="{wide}" height="24" {shade}/>')
        parts.append(f'<text x="{left + 3}" y="79" font-size="13">{band.low}–{band.high}</text>')
        parts += [f'<text x="{left + 3}" y="95" font-size="12">{band.name}</text>'] if named else []
    middle = round(10 + (sheet.total + 0.5) * unit, 1)
    parts.append(f'<path d="M{middle} 36l-8 -13h16z" fill="{_WITH}"/>')
    anchor = "end" if sheet.total > 0.8 * of.top else "start"
    shift = -12 if anchor == "end" else 12
    parts.append(f'<text x="{middle + shift}" y="31" text-anchor="{anchor}" font-weight="600">{sheet.total}</text>')
    return "".join(parts)


def what_now_table() -> Table:
    """Return what belongs to the first hour after item 9 is above 0, and why."""
    rows = [(option.text, [option.why]) for option in what_now().options if option.right]
    return table_of("what_now_table", rows, after=_crisis())


def screening_settings() -> Table:
    """Return how the questionnaires did in different settings."""
    rows = [(entry.name, [fact_cell([fact(name)], False) for name in entry.facts]) for entry in settings()]
    return table_of("screening_settings", rows)


def screening_table(choice: Screening) -> Table:
    """Return both settings of a choice in numbers."""
    rows = [(entry.name, [""] * 4 if people is None else _counts(people)) for entry, people in choice.sides]
    return table_of("screening" if choice.ready else "screening_not_set", rows, prevalence=choice.prevalence)


def _counts(people: Screened) -> list[str]:
    above, below = people.true_positive + people.false_positive, people.true_negative + people.false_negative

    def share(part: int, whole: int, exact: float | None) -> str:
        return (
            _("nobody is here")
            if exact is None
            else _("{part} of {whole}, {share:.0f} percent", part=part, whole=whole, share=100 * exact)
        )

    return [
        _("{above} of {total:,}", above=above, total=PEOPLE),
        share(people.true_positive, above, people.ppv),
        _("{part} of {whole}", part=people.false_negative, whole=people.affected),
        share(people.true_negative, below, people.npv),
    ]


def screening_view(choice: Screening) -> str:
    """Return both settings as a thousand people each, and in numbers; HTML that is drawn while the hand moves."""
    if not choice.ready:
        return framed(f"<p>{in_html(choice.describe())}</p>")
    says = " ".join(f"{entry.name}: {people.describe()}" for entry, people in choice.sides)
    beside = _thousands(choice, (_ACROSS * _CELL + _GAP, 0), ((10, 246), (190, 246), (350, 246), (560, 246)))
    below = _thousands(choice, (0, _DOWN), ((10, 490), (160, 490), (10, 512), (190, 512)))
    wide, narrow = Drawing(WIDE, 268, beside), Drawing(SLIM + 4, 528, below)
    return framed(fitting(_("A thousand people in each setting"), says, wide, narrow) + screening_table(choice).html())


def _thousands(choice: Screening, step: tuple[int, int], places: tuple[tuple[int, int], ...]) -> str:
    """Draw both settings, the second one step further, and the four marks at their places."""
    parts = [_people(entry.name, people, at * step[0], at * step[1]) for at, (entry, people) in enumerate(choice.sides)]
    marks = (
        (f'fill="{_WITH}"', _("with it, in the range")),
        (f'fill="none" stroke="{_WITH}"', _("with it, missed")),
        (f'stroke="{_ALARM}" stroke-width="2"', _("without it, in the range")),
        ('fill="currentColor"', _("without it, below")),
    )
    for kind, ((x, y), (look, words)) in enumerate(zip(places, marks, strict=True)):
        parts.append(f'<path d="{_shape(kind, x, y, 9)}" {look}/><text x="{x + 14}" y="{y + 10}">{words}</text>')
    return "".join(parts)


def _people(name: str, people: Screened, left: int, top: int) -> str:
    """Draw a thousand people, the four groups one after the other."""
    start = 0
    groups = (people.true_positive, people.false_negative, people.false_positive, people.true_negative)
    looks = (
        f'fill="{_WITH}"',
        f'fill="none" stroke="{_WITH}"',
        f'stroke="{_ALARM}" stroke-width="1.4"',
        'fill="currentColor" fill-opacity="0.55"',
    )
    drawn = f'<text x="{left}" y="{top + 16}" font-weight="600">{name}</text>'
    for kind, (many, look) in enumerate(zip(groups, looks, strict=True)):
        places = range(start, start + many)
        path = "".join(_shape(kind, left + n % _ACROSS * _CELL, top + 30 + n // _ACROSS * _CELL, 6) for n in places)
        drawn += f'<path d="{path}" {look}/>' if path else ""
        start += many
    return drawn


def _shape(kind: int, x: int, y: int, size: int) -> str:
    """Return a full square, an empty one, a cross or a dot, as part of a path."""
    if kind == 2:
        return f"M{x} {y}l{size} {size}M{x + size} {y}l-{size} {size}"
    if kind == 3:
        x, y, size = x + size // 3, y + size // 3, max(2, size // 3)
    return f"M{x} {y}h{size}v{size}h-{size}z"


def screening_at(prevalence: int) -> Chart:
    """Return the GAD-7 in primary care and in a partial hospital at one prevalence, as a figure to read."""
    choice = Screening(prevalence=prevalence)

    def paint(axes) -> None:
        for down, (_setting, people) in enumerate(choice.sides):
            many = (people.true_positive, people.false_positive)
            for at, (count, color) in enumerate(zip(many, (_WITH, _ALARM), strict=True)):
                left, hatch = sum(many[:at]), "///" if at else None
                face = "none" if at else color
                axes.barh(down, count, 0.5, left=left, facecolor=face, edgecolor=color, hatch=hatch)
                word = _("{number} without it", number=count) if at else _("{number} with it", number=count)
                axes.text(left + count / 2, down - 0.33, word, ha="center", va="bottom", color=INK)
        axes.set_yticks(range(2), [entry.name for entry, _people in choice.sides])
        axes.set_ylim(1.5, -0.75)

    return chart_of(
        "screening_at",
        Painting(8.4, 2.7, paint),
        screening_table(choice),
        says=choice.describe().replace("\n", " "),
        prevalence=prevalence,
    )
