"""Hand-outs that are filled in with a pencil have room for it."""

from __future__ import annotations

import re

from iopedu.cbt.record import FIELDS, example_records
from iopedu.show.course.handouts import handout
from iopedu.show.course.worksheets import blank_hierarchy, blank_lines, blank_plan, blank_record


def test_every_part_of_a_record_has_a_line_below_what_the_example_says() -> None:
    parts = re.findall(r"<p><strong>(.*?)</strong> <small>(.*?)</small></p>((?:<div class=\"line\"></div>)+)", FILLED)
    assert [name for name, _said, _lines in parts] == list(FIELDS.values())
    assert "They’re glad to be rid of me" in parts[1][1] and " / " in parts[1][1]
    assert {lines.count("line") for _name, _said, lines in parts} == {1, 2}
    assert sum(lines.count("line") for _name, _said, lines in parts) == 15


FILLED = blank_record(example_records()[0])


def test_what_a_learner_or_the_data_says_stays_text() -> None:
    assert blank_lines(["<b>"]) == '<p>&lt;b&gt;</p><div class="line"></div>'


def test_a_grid_has_a_cell_below_every_heading() -> None:
    for grid in (blank_plan(), blank_hierarchy()):
        head, *rows = re.findall(r"<tr>(.*?)</tr>", grid)
        assert len(rows) >= 4 and {row.count("<td></td>") for row in rows} == {head.count('<th scope="col">')}
    assert "expected" in blank_plan().lower() and "actual" in blank_plan().lower()


def test_the_condition_of_exposure_stands_before_the_first_step() -> None:
    page = handout("06")
    assert 0 < page.index("agreed on with a clinician") < page.index("Expected distress")


def test_a_line_is_never_parted_from_what_it_is_for() -> None:
    page = handout("02")
    assert ".line {" in page and "break-before: avoid" in page and "h1, h2, h3, caption { break-after: avoid }" in page
