"""Score sheets, screening, reliable change and medication: items, bands, people as marks, and the room for chance."""

from iopedu.course.facts import fact
from iopedu.course.files import read_rows
from iopedu.course.language import _
from iopedu.course.safety import DIRECTORY, crisis_lines
from iopedu.course.text import in_html
from iopedu.progress.change import CATEGORIES, CATEGORY_NAMES, cutoffs, points_needed
from iopedu.progress.measures import CHOICES, STEM, Measure, measure, measures
from iopedu.progress.medication import CALL_FIRST, Steps
from iopedu.progress.reliable import ReliableChange
from iopedu.progress.screening import PEOPLE, Screened, Screening, settings
from iopedu.progress.sheet import Sheet, what_now
from iopedu.show.chart import Chart, Painting, rows_down
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.svg import SLIM, WIDE, Drawing, bullets, fitting, framed
from iopedu.show.table import Line, Table, fact_cell
from iopedu.show.words import chart_of, figure_names, rows_of, stored_rows, table_of

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
    return _("{number} items, scored 0 to 3 each: total 0 to {top}", number=len(of.items), top=of.top)


def sheet_table(sheet: Sheet) -> Table:
    """Return the answers of a sheet."""
    rows = [(item, [said]) for item, said in sheet.answered()]
    return table_of("sheet_table", rows, after=f"{sheet.summary()} {sheet.of.attribution}", measure=sheet.of.name)


def sheet_view(sheet: Sheet) -> str:
    """Return the score of a sheet on its bands, or why there is none; HTML that follows somebody who fills it in."""
    drawn = _scale(sheet) if sheet.ready else ""
    call = f"<p>{_crisis()}</p>" if sheet.raised else ""
    return framed(f"{drawn}<p>{in_html(sheet.summary())}</p>{call}")


def _crisis() -> str:
    line = crisis_lines("United States")[0]
    told = {"country": line.country, "line": line.html, "directory": DIRECTORY}
    return _("{country}: {line}. Other countries: “Before you begin” in each notebook, or {directory}.", **told)


def _scale(sheet: Sheet) -> str:
    """Draw the bands as a bar with a mark at the score; where there is no room for names, the words have them."""
    of = sheet.of
    title = _("{name}: score and bands", name=of.name)
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
    rows = [
        (entry.name, [fact_cell([found], False) for found in (entry.sensitivity, entry.specificity)])
        for entry in settings()
    ]
    return table_of("screening_settings", rows)


def screening_table(choice: Screening) -> Table:
    """Return both settings of a choice in numbers."""
    rows = [(entry.name, [""] * 4 if people is None else _counts(people)) for entry, people in choice.sides]
    return table_of("screening" if choice.ready else "screening_not_set", rows, prevalence=choice.prevalence)


def _counts(people: Screened) -> list[str]:
    above, below = people.true_positive + people.false_positive, people.true_negative + people.false_negative

    def share(part: int, whole: int, exact: float | None) -> str:
        return (
            _("nobody in this group")
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


_COLOR, _BORDER = LEVEL_COLORS["iop"], LEVEL_COLORS["crisis"]
#: Units that two short words need in order to stand side by side.
_WORD = 50
#: What a published change of 5.59 points and a reliability of 0.87 imply.
_IMPLIED_SD = 5.59
#: People outside of treatment are often more alike; how much more was not read.
_NARROWER_SD = 3.5
#: Standard deviations and reliabilities of the table of points; 0.737 and 0.89 were published for the PHQ-9.
_SDS, _RS = (5, 6, 7), (0.737, 0.84, 0.89, 0.92)


def change_categories() -> Table:
    """Return the four categories of change."""
    rows = [(CATEGORY_NAMES[name].capitalize(), [meaning]) for name, meaning in CATEGORIES.items()]
    return table_of("change_categories", rows)


def change_points() -> Table:
    """Return how many points a change has to exceed, for some standard deviations and reliabilities."""
    rows = [(_("SD {sd}", sd=sd), [f"{points_needed(sd, r):.1f}" for r in _RS]) for sd in _SDS]
    least, most = rows[0][1][-1], rows[-1][1][0]
    return table_of("change_points", rows, more=[*(f"r = {r}" for r in _RS)], least=least, most=most)


def change_rules() -> Table:
    """Return what was published on how much change counts, and how the answers differ."""
    return table_of("change_rules", stored_rows("change_rules", tagged=True))


def change_borders() -> Table:
    """Return the three usual borders of the clinical range, worked out for the GAD-7."""
    means = fact("change_bischoff_means")
    found = cutoffs((float(means.low), _IMPLIED_SD), (float(means.high), _IMPLIED_SD))
    narrower = cutoffs((float(means.low), _IMPLIED_SD), (float(means.high), _NARROWER_SD))
    return table_of(
        "change_borders",
        **found,
        low=means.low,
        high=means.high,
        sd=_IMPLIED_SD,
        less=_NARROWER_SD,
        lower=f"{narrower['c']:.1f}",
    )


def change_view(change: ReliableChange) -> str:
    """Return a change on the scale of the GAD-7 with its arithmetic; HTML that is drawn while the hand moves."""
    worked = bullets((f"{name}: {said}" for name, said in change.steps()), kind="ol")
    drawn = _line(change) if change.scaled and change.before is not None else ""
    return framed(f"{drawn}{worked}<p><strong>{in_html(change.describe())}</strong></p>")


def _line(change: ReliableChange) -> str:
    """Draw the scale with the room for chance around the first score, the clinical border and both scores."""
    before, reach = int(change.before), change.needed - 1
    found = {"before": before, "low": max(0, before - reach), "high": min(change.TOP, before + reach)}
    if change.after is None:
        says = _("Before: {before}; scores from {low} to {high} may differ by chance.", **found)
    else:
        found["after"] = int(change.after)
        says = _("Before: {before}; scores from {low} to {high} may differ by chance; after: {after}.", **found)
    wide, narrow = (Drawing(width, 150, _ruler(width, step, **found)) for width, step in ((WIDE, 1), (SLIM, 3)))
    return fitting(_("A change on the GAD-7"), says, wide, narrow)


def _ruler(width: int, step: int, before: int, low: int, high: int, after: int | None = None) -> str:
    """Draw the scale of the GAD-7 with a number at every ``step``, and what stands on it."""
    top, clinical = ReliableChange.TOP, ReliableChange.CLINICAL

    def at(score: float) -> float:
        return round(20 + score * (width - 40) / top, 1)

    left, right, border = at(low - 0.5), at(high + 0.5), at(clinical - 0.5)
    words = _("clinical range: {score}+", score=clinical)
    parts = [
        f'<rect x="{left}" y="46" width="{right - left:.1f}" height="40" fill="{_COLOR}" fill-opacity="0.16" '
        f'stroke="{_COLOR}" stroke-dasharray="4 2"/>',
        f'<path d="M{border} 30V104" stroke="{_BORDER}" stroke-width="2"/>',
        f'<text x="{border + 5}" y="40" font-size="13">{words} →</text>',
        f'<path d="M10 86H{width - 10}" stroke="currentColor"/>',
    ]
    for score in range(0, top + 1, step):
        parts.append(f'<text x="{at(score)}" y="102" font-size="12" text-anchor="middle">{score}</text>')
    parts.append(f'<circle cx="{at(before)}" cy="66" r="9" fill="none" stroke="currentColor" stroke-width="2"/>')
    parts.append(f'<text x="{at(before)}" y="124" text-anchor="middle">{_("before")}</text>')
    if after is not None:
        down = 124 if abs(at(after) - at(before)) > _WORD else 140
        parts.append(f'<circle cx="{at(after)}" cy="66" r="6" fill="{_BORDER}"/>')
        parts.append(f'<text x="{at(after)}" y="{down}" text-anchor="middle">{_("after")}</text>')
    return "".join(parts)


_MARK = LEVEL_COLORS["crisis"]


def watched_table() -> Table:
    """Return what is watched while a medication is taken, by whom, and how one may ask."""
    rows = rows_of(read_rows("progress/monitoring.csv"), "what", "why", "who", "asks")
    return table_of("watched_table", rows, after=CALL_FIRST)


def medication_steps() -> Chart:
    """Return three answers to one question: how many are in remission after up to four steps."""
    values = [float(fact(key).value) for key in ("stard_sum", "stard_listed", "stard_again")]

    def paint(axes) -> None:
        for down, value in enumerate(values):
            look = {"facecolor": _COLOR} if down != 1 else {"facecolor": "none", "hatch": "///"}
            axes.barh(down, value, 0.55, edgecolor=_COLOR, **look)
            axes.text(value + 1, down, f"{value:g}", va="center", color=INK)
        rows_down(axes, figure_names("medication_steps"), 0, 100, 0.6, 0.4)

    return chart_of("medication_steps", Painting(8.0, 2.6, paint))


def steps_table(steps: Steps) -> Table:
    """Return the share in remission after each step, with the rates that it is worked out from."""
    shares = steps.shares() or (None,) * 4
    rows = []
    for at, share in enumerate(shares, 1):
        left = steps.leaving[at - 1] if at <= len(steps.leaving) else 0
        leaving = (
            _("last step") if at == len(shares) else _("not set") if left is None else _("{number} in 100", number=left)
        )
        total = "" if share is None else _("{share:.1f} percent", share=100 * share)
        rows.append(
            (
                _("Step {number}", number=at),
                [fact_cell([fact(f"stard_step{at}")], False), leaving, total or _("not calculated yet")],
            )
        )
    return table_of("steps_table", rows)


def steps_view(steps: Steps) -> str:
    """Return the four steps as bars with both published figures; HTML that is drawn while the hand moves."""
    drawn = _bars(steps) if steps.ready else ""
    return framed(f"{drawn}<p>{in_html(steps.describe())}</p>{steps_table(steps).html()}")


def _bars(steps: Steps) -> str:
    """Draw a bar for each step; where it is narrow, the two published figures are named one below the other."""
    wide = Drawing(WIDE, 162, _drawn(steps, 110, 5.2, (17, 17)))
    narrow = Drawing(SLIM, 182, _drawn(steps, 100, 2.3, (14, 32)))
    return fitting(_("In remission so far, in percent"), steps.describe(), wide, narrow)


def _drawn(steps: Steps, left: int, unit: float, downs: tuple[int, int]) -> str:
    parts, top = [], max(downs) + 17
    for at, share in enumerate(steps.shares()):
        y, wide = top + 30 * at, round(100 * share * unit, 1)
        label = _("after step {number}", number=at + 1)
        parts.append(f'<text x="0" y="{y + 15}">{label}</text>')
        parts.append(f'<rect x="{left}" y="{y}" width="{wide}" height="20" fill="{_COLOR}"/>')
        parts.append(f'<text x="{left + wide + 6}" y="{y + 15}">{100 * share:.1f}</text>')
    published = (("stard_again", _("reanalysis")), ("stard_sum", _("nobody leaves")))
    for (key, word), down in zip(published, downs, strict=True):
        x = round(left + float(fact(key).value) * unit, 1)
        parts.append(
            f'<path d="M{x} {down + 7}V{top + 122}" stroke="{_MARK}" stroke-dasharray="5 3" stroke-width="1.6"/>'
        )
        parts.append(f'<text x="{x}" y="{down}" text-anchor="middle" font-size="13">{fact(key).value}, {word}</text>')
    return "".join(parts)


def medication_evidence() -> Table:
    """Return what is known about combined treatment and about staying with a medication."""
    return table_of("medication_evidence")
