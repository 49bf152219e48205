"""What a learner typed does nothing but being read, also in a spreadsheet."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iopedu.course.document import Answer, Document, Section
from iopedu.course.export import to_csv
from iopedu.course.text import in_spreadsheet

#: White_Space and Default_Ignorable_Code_Point of the Unicode Character Database, and the blank of Braille.
RANGES = "0009-000D 0020 0085 00A0 00AD 034F 061C 115F-1160 1680 17B4-17B5 180B-180F 2000-200F 2028-202F 205F-206F"
RANGES += " 2800 3000 3164 FE00-FE0F FEFF FFA0 FFF0-FFF8 1BCA0-1BCA3 1D173-1D17A E0000-E0FFF"
ENDS = [[int(end, 16) for end in part.split("-")] for part in RANGES.split()]
UNSEEN = "".join(chr(code) for ends in ENDS for code in range(ends[0], ends[-1] + 1))
SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫⁺⁻⁼₊₋₌⩵⩶−"
cells = st.builds(
    str.__add__, st.text(st.sampled_from(UNSEEN), max_size=4), st.text(st.sampled_from(SIGNS)) | st.text()
)


def first_seen(text: str) -> str:
    """Return what a reader would take for the first character, whatever its width."""
    return unicodedata.normalize("NFKC", text).lstrip(UNSEEN)[:1]


@given(cells)
@example("\ufeff\u200b\u2066 ＝cmd")
@example("\u3164@x")
@example("\tword")
def test_no_cell_is_seen_to_begin_with_a_sign_of_a_formula(cell: str) -> None:
    shown = in_spreadsheet(cell)
    assert first_seen(shown) not in {"=", "+", "-", "@", "\N{MINUS SIGN}"}
    assert not shown.startswith("\t")


@pytest.mark.parametrize(
    "before", ["", " ", "\t", "\u00a0", "\u200b", "\ufeff", "\u3000", "\u3164", "\n", "\u00ad\u2800"]
)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_hidden_formula_gets_an_apostrophe_and_keeps_every_character(before: str, sign: str) -> None:
    assert in_spreadsheet(f"{before}{sign}1") == f"'{before}{sign}1"


@pytest.mark.parametrize(
    "text", ["", "007", "a = b", " Tired.", "“-”", "¿Qué?", "1-2", "– no", "日本", "\u200bx", "(=1)", "'=1"]
)
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert in_spreadsheet(text) == text


def test_every_cell_of_the_table_is_guarded() -> None:
    sign = "\u200b＝1"
    sections = {sign: Section(answers={"key": Answer(sign, None, sign)})}
    rows = list(csv.reader(io.StringIO(to_csv(Document(sections)).removeprefix("\ufeff"), newline="")))
    assert rows[1].count(f"'{sign}") == 3
