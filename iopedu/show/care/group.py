"""Groups in tables and figures, and a correlation as a cloud of people and as halves that can be counted."""

from collections.abc import Callable
from html import escape

from iopedu.care.alliance import Cloud, Guesses
from iopedu.care.group import AGREEMENT_RULES, GroupAgreements, areas, factors, weeks
from iopedu.course.facts import fact, facts_on
from iopedu.course.files import options, read_rows
from iopedu.course.language import _
from iopedu.course.text import in_html, printable
from iopedu.show.asking import asked_list, contrasts, rules_table
from iopedu.show.chart import Chart, Painting, legend_above, rows_down
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.svg import WIDE, Drawing, dots, fitting, framed
from iopedu.show.table import Table, fact_cell
from iopedu.show.words import chart_of, figure_names, ranged, rows_of, stored_rows, table_of

_GROUP, _ALONE = LEVEL_COLORS["iop"], LEVEL_COLORS["php"]


# Factors, people, weeks ------------------------------------------------------------------------------


def therapeutic_factors() -> Table:
    """Return the therapeutic factors, each with a moment of a fictional group and what a leader can do."""
    rows = rows_of(factors(), "name", "meaning", "example", "leader")
    last = (_("Where the names come from"), [fact_cell([fact("group_factors")], tagged=False), "–", "–"])
    return table_of("therapeutic_factors", [*rows, last])


def group_members() -> Table:
    """Return the people of the two fictional groups."""
    rows = rows_of(
        read_rows("group/members.csv"), "name", lambda one: _("{group} group", group=one["group"].capitalize()), "about"
    )
    return table_of("group_members", rows)


def group_and_individual() -> Chart:
    """Return hours in group and hours alone with a clinician, in the weeks of the three fictional people."""
    found = weeks()

    def paint(axes) -> None:
        for at, week in enumerate(found):
            axes.barh(at, week.group, color=_GROUP, height=0.55, label="" if at else _("in group"))
            look = {"color": "none", "edgecolor": INK, "hatch": "////"}
            label = "" if at else _("individual (striped)")
            axes.barh(at, week.individual, left=week.group, height=0.55, label=label, **look)
            axes.text(week.group + week.individual + 0.15, at, f"{week.group:g} + {week.individual:g}", va="center")
        rows_down(axes, [week.name for week in found], 0, 11.6)
        legend_above(axes)

    told = [{"person": week.name, "group": week.group, "individual": week.individual} for week in found]
    said = "; ".join(
        _("{person} has {group:g} hours in group and {individual:g} in individual sessions", **week) for week in told
    )
    rows = [(week.name, [f"{week.group:g}", f"{week.individual:g}", week.also]) for week in found]
    return chart_of("group_and_individual", Painting(7.6, 2.7, paint), rows, said=said)


def group_time() -> Table:
    """Return what is known about group and individual time in IOPs and PHPs."""
    return table_of("group_time", stored_rows("group_time", tagged=True))


# Agreements ------------------------------------------------------------------------------------------


def agreement_rules() -> Table:
    """Return the rules that ask about agreements, in full."""
    names = {"": _("Every area")} | {area.id: area.name for area in areas()}
    return rules_table(AGREEMENT_RULES, (names[rule.part] for rule in AGREEMENT_RULES), _("Area"), form="agreements")


def agreements_table(record: GroupAgreements) -> Table:
    """Return agreements by area."""
    rows = [
        (area.name, [printable(record.agreed[area.id]) if area.id in record.agreed else _("nothing written")])
        for area in areas()
    ]
    group = printable(record.group.strip())
    title = _("Agreements for {group}", group=group) if group else _("Agreements for an unnamed group")
    return Table(title, [_("Area"), _("In our words")], rows)


def agreements_view(record: GroupAgreements) -> str:
    """Return agreements and the questions about them; HTML that is drawn again while somebody types."""
    if not record.agreed:
        return framed(f"<p>{record.describe()}</p>")
    asked = asked_list(record.notes(), _("Questions to discuss")) + contrasts("agreements")
    return framed(agreements_table(record).html() + asked + f"<p>{in_html(record.summary())}.</p>")


# Evidence --------------------------------------------------------------------------------------------


def group_or_individual() -> Chart:
    """Return group against individual therapy: across different studies, and inside the same study."""
    names = ("group_across_group", "group_across_individual", "group_same_identical", "group_same_other")
    values = [float(fact(name).value) for name in names]

    def paint(axes) -> None:
        axes.axvline(0, color=INK, linewidth=0.8)
        for at, (value, marker) in enumerate(zip(values, "ooDD", strict=True)):
            color = _ALONE if marker == "o" else _GROUP
            axes.plot([0, value], [at, at], color=color, linewidth=2)
            axes.plot(value, at, marker, color=color, markersize=10)
            axes.text(max(value, 0) + 0.05, at, f"{value:.2f}", va="center")
        axes.axhline(1.5, color=INK, linewidth=0.8, linestyle="--")
        for at, title in ((0, _("Across studies")), (2, _("In the same study"))):
            axes.text(1.5, at + 0.5, title, ha="right", va="center", style="italic")
        rows_down(axes, figure_names("group_or_individual"), -0.2, 1.5)

    return chart_of("group_or_individual", Painting(8, 3.6, paint), gap=values[0] - values[1])


def alliance_evidence() -> Table:
    """Return what is known about alliance, cohesion and outcome."""
    return table_of("alliance_evidence")


def peer_evidence() -> Chart:
    """Return what peer support adds, by outcome, with intervals."""
    found = facts_on("group", "peers")
    names = [entry.says.split(",")[0] for entry in found]

    def paint(axes) -> None:
        axes.axvline(0, color=INK, linewidth=0.8, linestyle="--")
        for at, entry in enumerate(found):
            value, low, high = (float(getattr(entry, name)) for name in ("value", "low", "high"))
            axes.plot([low, high], [at, at], color=INK, linewidth=1.6)
            axes.plot(value, at, "s", color=_GROUP, markersize=9)
            axes.text(0.34, at, ranged(entry.value, entry.low, entry.high), va="center")
        rows_down(axes, names, -0.1, 0.62)
        axes.set_xticks([0, 0.1, 0.2, 0.3])

    told = zip(names, found, strict=True)
    said = "; ".join(f"{name} {ranged(entry.value, entry.low, entry.high)}" for name, entry in told)
    return chart_of("peer_evidence", Painting(8, 2.6, paint), said=said)


def telehealth_evidence() -> Table:
    """Return what is known about groups by video in PHP and IOP."""
    return table_of("telehealth_evidence")


_COLOR = LEVEL_COLORS["iop"]
_TOP, _BOX, _LEFT = 26, 300, 26
_HEIGHT = _TOP + _BOX + 44
_SLIM, _HALVES = _LEFT + _BOX + 26, 322  # the width of one cloud, and the height of both halves below it
_REACH = 3.0  # standard deviations from the middle to the edge
_UPPER = f'fill="{_COLOR}" stroke="{_COLOR}"'
_LOWER = 'fill="none" stroke="currentColor"'


def cloud_table(cloud: Cloud) -> Table:
    """Return what one correlation means, said in five ways."""
    rows = stored_rows(
        "cloud_table",
        **cloud.counted,
        expected=100 * cloud.expected,
        unexpected=100 * (1 - cloud.expected),
        displayed=100 * cloud.display,
        undisplayed=100 * (1 - cloud.display),
        shared=100 * cloud.shared,
    )
    for row, value in ((0, f"{cloud.r:g}"), (-1, f"{cloud.shared:.3f}")):
        rows[row][1].insert(0, value)
    return table_of("cloud_table", rows, after=cloud.direction, title=cloud.title)


def alliance_in_people() -> Table:
    """Return what the published link of alliance and outcome means, said in five ways."""
    return cloud_table(Cloud.of("alliance_outcome"))


def cloud_view(cloud: Cloud) -> str:
    """Return the cloud with its halves counted, and the table; HTML that is drawn again while somebody tries."""
    counted = cloud.counted
    says = options("alliance.cloud")["halves"].format(r=cloud.r, name=counted["what"], **counted)
    drawn = _scatter(cloud, _("stronger {what}", **counted), _("more improvement"))
    heads = (
        _("{half} people with the stronger {what}", **counted),
        _("{half} people with the weaker {what}", **counted),
    )
    halves = _halves(cloud, heads, lambda upper: _("{upper} filled: the half that improved more", upper=upper))
    return framed(_fitting(cloud.title, says, drawn, halves) + cloud_table(cloud).html())


def _fitting(title: str, says: str, cloud: str, halves: Callable[[int, int], str] | None) -> str:
    """Return a cloud with its halves beside it, or below it where it is narrow."""
    if halves is None:
        return fitting(title, says, Drawing(WIDE, _HEIGHT, cloud), Drawing(_SLIM, _HEIGHT, cloud))
    wide = Drawing(WIDE, _HEIGHT, cloud + halves(_LEFT + _BOX + 60, _TOP))
    return fitting(title, says, wide, Drawing(_SLIM, _HEIGHT + _HALVES, cloud + halves(_LEFT, _HEIGHT + 16)))


def guess_table(record: Guesses) -> Table:
    """Return the log of guesses."""
    rows = [(name, [guess, r, off]) for name, guess, r, off in record.rows()]
    return table_of("guess_table", rows, after=record.summary(), number=record.number)


def guess_view(record: Guesses, at: int) -> str:
    """Return one cloud of a round, without its answer until it was guessed or looked up."""
    cloud, known = record.cloud(at), at < len(record.given)
    counted, title = cloud.counted, _("Cloud {number}", number=at + 1)
    # Whoever cannot see the cloud needs something to guess from: the counts of its halves.
    says = options("alliance.cloud")["known" if known else "open"].format(r=cloud.r, **counted)
    drawn, halves = _scatter(cloud, _("one rating, higher"), _("the other rating, higher")), None
    if known:
        heads = (_("{half} people on the right", **counted), _("{half} people on the left", **counted))
        halves = _halves(cloud, heads, lambda upper: _("{upper} filled: upper half on the other rating", upper=upper))
    log = guess_table(record).html() if record.given else ""
    return framed(_fitting(title, says, drawn, halves) + log)


def _scatter(cloud: Cloud, across: str, up: str) -> str:
    """Return the people as circles: filled in the upper half, hollow in the lower one."""
    right, bottom = _LEFT + _BOX, _TOP + _BOX
    mid_x, mid_y = cloud.middles
    dashed = _("dashed: the middle of each rating")
    parts = [
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_BOX}" height="{_BOX}" {_LOWER} stroke-width="0.6"/>',
        f'<path d="M{_x(mid_x)} {_TOP}V{bottom}M{_LEFT} {_y(mid_y)}H{right}" {_LOWER} stroke-dasharray="4 3"/>',
        f'<text x="{_LEFT}" y="{_TOP - 10}">↑ {escape(up)}</text>',
        f'<text x="{right}" y="{bottom + 20}" text-anchor="end">{escape(across)} →</text>',
        f'<text x="{_LEFT}" y="{bottom + 38}" font-size="12">{dashed}</text>',
    ]
    for x, y in cloud.points:
        parts.append(f'<circle cx="{_x(x)}" cy="{_y(y)}" r="4" {_UPPER if y > mid_y else _LOWER}/>')
    return "".join(parts)


def _x(value: float) -> str:
    return f"{_LEFT + _BOX / 2 * (1 + _held(value) / _REACH):.1f}"


def _y(value: float) -> str:
    return f"{_TOP + _BOX / 2 * (1 - _held(value) / _REACH):.1f}"


def _held(value: float) -> float:
    return max(-_REACH + 0.1, min(_REACH - 0.1, value))


def _halves(cloud: Cloud, heads: tuple[str, str], says: Callable[[int], str]) -> Callable[[int, int], str]:
    """Return what draws the two halves of the people at a place: dots in rows of ten, the filled ones first."""
    half = cloud.MANY // 2

    def drawn(left: int, down: int) -> str:
        parts = []
        for at, (head, upper) in enumerate(zip(heads, (cloud.both, half - cloud.both), strict=True)):
            top = down + at * 165
            parts.append(f'<text x="{left}" y="{top + 4}" font-weight="600">{escape(head)}</text>')
            parts.append(dots(half, upper, left + 8, top + 24, 20, 19, (_UPPER, _LOWER)))
            parts.append(f'<text x="{left}" y="{top + 132}">{escape(says(upper))}</text>')
        return "".join(parts)

    return drawn
