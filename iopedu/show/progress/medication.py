"""Medication in tables and pictures: what is watched, who is left to be counted, and what is known."""

from __future__ import annotations

from iopedu.course.facts import fact
from iopedu.course.language import _
from iopedu.course.text import in_html
from iopedu.progress.medication import CALL_FIRST, Steps, watched
from iopedu.show.chart import Chart, Painting, rows_down
from iopedu.show.palette import INK, LEVEL_COLORS
from iopedu.show.svg import SLIM, WIDE, Drawing, fitting, framed
from iopedu.show.table import Table, fact_cell
from iopedu.show.words import chart_of, figure_names, table_of

_COLOR, _MARK = LEVEL_COLORS["iop"], LEVEL_COLORS["crisis"]


def watched_table() -> Table:
    """Return what is watched while a medication is taken, by whom, and how one may ask."""
    rows = [(entry.what, [entry.why, entry.who, entry.asks]) for entry in watched()]
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
                [fact_cell([fact(f"stard_step{at}")], False), leaving, total or _("not worked out yet")],
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
