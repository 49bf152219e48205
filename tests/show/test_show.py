"""What is drawn and what is said are the same; everything reads without the picture."""

from __future__ import annotations

import ast
import inspect
import itertools
import re
import string
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import care, course, show
from iopedu.care.tables import follow_up, stays
from iopedu.course.files import read_json, read_rows
from iopedu.show import words
from iopedu.show.palette import FIELD_COLORS, LEVEL_COLORS
from iopedu.show.table import Line, Table

CHARTS = {"hours": show.hours_per_week, "stays": show.stays, "follow_up": show.follow_up}


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("color", [*LEVEL_COLORS.values(), *FIELD_COLORS.values()])
@pytest.mark.parametrize("page", ["#ffffff", "#111111"])
def test_colors_stand_out_on_a_light_and_on_a_dark_page(color: str, page: str) -> None:
    assert contrast(color, page) >= 3


def test_no_two_levels_share_a_color() -> None:
    assert set(LEVEL_COLORS) <= {level.id for level in care.levels()}
    assert len(set(LEVEL_COLORS.values())) == len(LEVEL_COLORS)


@pytest.mark.parametrize("name", CHARTS)
def test_a_figure_has_a_name_a_sentence_a_table_and_axes(name: str) -> None:
    chart = CHARTS[name]()
    (axes,) = chart.painting.figure().axes
    html = chart._repr_html_()
    assert axes.get_xlabel() and all(label.get_text() for label in axes.get_yticklabels())
    assert chart.title and chart.says.endswith(".") and len(chart.table.rows) >= 5
    assert chart.says in unescape(re.search(r'<svg role="img" aria-label="([^"]*)"', html)[1])
    assert "currentColor" in chart.svg() and "#010203" not in chart.svg()
    assert repr(chart).startswith(f"{chart.title}\n{chart.says}\n")


@pytest.mark.parametrize("name", CHARTS)
def test_no_number_under_a_figure_is_without_a_source(name: str) -> None:
    for header, cells in CHARTS[name]().table.rows:
        lines = [line for cell in cells if not isinstance(cell, str) for line in cell]
        said = [cell for cell in cells if isinstance(cell, str)]
        assert lines or not re.search(r"\d", "".join(said)), f"data/care/facts.csv has no fact for {said} ({header})"
        assert all(line.sources or "principle" in line.detail or "Not known" in line.text for line in lines), header


@pytest.mark.parametrize("name", CHARTS)
def test_a_figure_is_the_same_each_time(name: str) -> None:
    assert CHARTS[name]()._repr_html_() == CHARTS[name]()._repr_html_()


def test_the_bars_of_a_week_are_the_hours_of_the_facts() -> None:
    (axes,) = show.hours_per_week().painting.figure().axes
    names = [label.get_text() for label in axes.get_yticklabels()]
    bars = {
        names[round(bar.get_y() + bar.get_height() / 2)]: (bar.get_x(), bar.get_x() + bar.get_width())
        for bar in axes.patches
    }
    php, iop = course.fact("php_hours_min_medicare"), course.fact("iop_hours_min_medicare")
    expected = {
        "Inpatient hospital": (0, 168),
        "Residential treatment": (0, 168),
        "PHP": (float(php.value), float(course.fact("php_hours_mclean").value)),
        "IOP": (float(iop.value), float(course.fact("iop_hours_band").high)),
    }
    assert {name: bars.get(name) for name in expected} == expected
    assert not bars.keys() & {"Crisis stabilization", "Standard outpatient", "Community and peer support"}


def test_every_stay_is_drawn_where_its_fact_says() -> None:
    (axes,) = show.stays().painting.figure().axes
    drawn = sorted(tuple(line.get_xdata()) for line in axes.lines if len(line.get_xdata()))
    assert drawn == sorted(stay.days for stay in stays())
    marks = {line.get_marker() for line in axes.lines if len(line.get_xdata())}
    assert marks == {"o", "s"}


def test_follow_up_draws_one_year_only() -> None:
    (axes,) = show.follow_up().painting.figure().axes
    drawn = sorted(bar.get_width() for bar in axes.patches)
    assert drawn == sorted(float(row.percent) for row in follow_up() if row.year == 2022)


def test_costs_never_mix_years() -> None:
    for header, (cell,) in show.costs().rows:
        year = header[:4]
        assert all(year in line.detail for line in cell)


def test_outcomes_never_mix_fields() -> None:
    for field in ("mental_health", "substance_use"):
        texts = {line.text for _, (cell,) in show.outcomes(field).rows for line in cell}
        facts = {fact.says for fact in course.facts().values() if fact.aspect == "outcome" and fact.field == field}
        assert texts == facts


class Structure(HTMLParser):
    """Collects what a screen reader uses."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))


@given(st.text(), st.text())
def test_nothing_in_a_table_becomes_markup(header: str, text: str) -> None:
    table = Table("T", ["A", "B"], [(header, [(Line(text, text, (), text),)])], text)
    allowed = {"div", "table", "caption", "thead", "tr", "th", "tbody", "td", "p", "small"}
    assert {tag for tag, _ in Structure(table.html()).tags} <= allowed


def test_source_numbers_run_through_and_lead_to_the_list() -> None:
    table = show.comparison(care.Comparison(("php", "iop", "outpatient"), view="Everything"))
    numbers = {int(number) for number in re.findall(r"\[(\d+)\]", table.html().split("<details")[0])}
    assert numbers == set(range(1, len(table.sources) + 1))
    assert table.html().count("<li>") == len(table.sources)


@pytest.mark.parametrize(
    ("aspects", "title"),
    [
        (("care", "driving"), "What rules say (both fields)"),
        (("telehealth",), "What studies and rules say"),
        (("cbt", "homework"), "What studies say (mental health)"),
    ],
)
def test_rules_are_not_called_studies(aspects: tuple[str, ...], title: str) -> None:
    assert show.what_is_known(*aspects).caption == title


def test_short_forms_are_explained_under_the_table() -> None:
    assert "ECT, Electroconvulsive therapy" in repr(show.costs())
    assert "Short forms" not in repr(Table("A partial hospitalization (PHP) day", ["a", "b"], [("PHP", ["x"])]))


def test_a_row_must_fit_its_columns() -> None:
    with pytest.raises(ValueError, match="'x' has 2 cells; 1 columns wait for one"):
        Table("T", ["A", "B"], [("x", ["1", "2"])])


@pytest.mark.parametrize("number", [entry.number for entry in course.notebooks()])
def test_a_hand_out_is_one_page_without_outside_parts(number: str) -> None:
    page = show.handout(number)
    assert page.count("<h1>") == 1 and ('class="line"' in page or "<td></td>" in page)
    assert not re.search(r"<(script|link|img|iframe)|src=|@import|url\(", page)
    headings = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(headings))


def worded_calls(root: Path) -> Iterator[tuple[str, str, str, set[str]]]:
    """Give place, file and name of each table and figure whose words stand in ``data/show``, and what is filled in."""
    files = {"table_of": "tables", "stored_rows": "tables", "chart_of": "figures", "picture_of": "figures"}
    ours = {called: set(inspect.signature(getattr(words, called)).parameters) for called in files}
    for path in sorted((root / "iopedu" / "show").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if called in files and isinstance(node.args[0], ast.Constant):
                given = {word.arg or "**" for word in node.keywords} - ours[called]
                yield f"{path.name}:{node.lineno}", files[called], node.args[0].value, given


def test_what_is_filled_into_words_of_the_data_is_what_stands_in_them(root: Path) -> None:
    wanted, given = {}, {}
    for file in ("tables", "figures"):
        for name, entry in read_json(f"show/{file}.json").items():
            told = [text for part, text in entry.items() if part in ("caption", "note", "title", "says")]
            told += [text for row in entry.get("rows", ()) for text in row.get("cells", ())]
            slots = {slot.split(".")[0] for text in told for _t, slot, _s, _c in string.Formatter().parse(text) if slot}
            wanted[file, name] = slots - {"fact"}
    for place, file, name, filled in worded_calls(root):
        assert (file, name) in wanted, f"{place}: data/show/{file}.json has no {name}"
        given.setdefault((file, name), set()).update(filled)
    for key, filled in given.items():
        assert filled == wanted[key] or "**" in filled, key


def test_all_words_in_the_data_are_shown(root: Path) -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in sorted((root / "iopedu" / "show").rglob("*.py")))
    names = {row["list"] for row in read_rows("show/lists.csv")}
    names.update(*(read_json(f"show/{file}.json") for file in ("tables", "figures")))
    names -= {row["of"] for row in read_rows("show/handouts.csv") if row["kind"] != "made"}
    unsaid = [name for name in names if not re.search(rf"""["']({name}["']|{name.rpartition("_")[0]}_\{{)""", code)]
    assert not unsaid, "words that nothing shows"
