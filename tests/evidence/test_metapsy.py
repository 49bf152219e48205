"""A downloaded database: its commas, its gaps, and what is said when something else stands where a number should."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.evidence import DATABASES, Database, Effect, pool, read_metapsy
from iopedu.evidence import metapsy as module

HEADER = "study;condition_arm1;condition_arm2;instrument;.g;.g_se;.log_rr;.log_rr_se;.totaln_arm1;.totaln_arm2"
FILE = (
    f"{HEADER}\n"
    "Able 2001;cbt;wl;phq-9;-0,85;0,2;0,7;0,3;20;22\n"
    "Baker 2002;bat;cau;bdi-2;-0,30;0,25;NA;NA;;\n"
    "Cole 2003;cbt;cau;bdi-2;NA;NA;0,1;0,2;30;31\n"
    "Dean 2004;cbt;wl;bdi-2;0,1;0;0,1;0,2;30;31\n"
)


def one(value: str = "-0,5", se: str = "0,2", n: str = "20") -> Database:
    return read_metapsy(f"{HEADER}\nAble 2001;cbt;wl;phq-9;{value};{se};NA;NA;{n};22\n")


# What is read ----------------------------------------------------------------------------------------------------


def test_semicolons_and_decimal_commas_are_read() -> None:
    found = read_metapsy(FILE)
    assert [effect.study for effect in found.effects] == ["Able 2001", "Baker 2002"]
    first, second = found.effects
    assert first == Effect("Able 2001", "g", -0.85, 0.2, "lower", 20, 22, None, "wl", "cbt", "phq-9")
    assert second.n is None and second.n_control is None
    assert (found.rows, found.left_out) == (4, 2)
    assert repr(found) == "4 rows read, 2 without an effect of this measure. Data: Metapsy, ODC-By 1.0."


def test_commas_and_decimal_points_are_read_alike() -> None:
    commas = FILE.replace(",", ".").replace(";", ",")
    assert read_metapsy(commas) == read_metapsy(FILE)
    quoted = f'{HEADER.replace(";", ",")}\nAble 2001,cbt,wl,phq-9,"-0,85","0,2",NA,NA,20,22\n'
    assert read_metapsy(quoted).effects == read_metapsy(FILE).effects[:1]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff", "\ufeff\ufeff"])
def test_the_mark_before_the_file_and_the_ends_of_lines_make_no_difference(mark: str, end: str) -> None:
    assert read_metapsy(mark + FILE.replace("\n", end)) == read_metapsy(FILE)


def test_each_measure_has_its_own_columns_and_the_outcome_its_side() -> None:
    ratios = read_metapsy(FILE, "rr", "higher")
    assert [(e.study, e.value, e.se) for e in ratios.effects] == [
        ("Able 2001", 0.7, 0.3),
        ("Cole 2003", 0.1, 0.2),
        ("Dean 2004", 0.1, 0.2),
    ]
    assert {(e.measure, e.better) for e in ratios.effects} == {("rr", "higher")} and pool(ratios.effects).k == 3


def test_columns_may_stand_in_any_order_and_others_are_passed_over() -> None:
    assert read_metapsy("x;.g_se;study;.g\n1;0,2;A;-0,5\n").effects == (Effect("A", "g", -0.5, 0.2, "lower"),)


@pytest.mark.parametrize("nothing", ["", " ", "NA", "na", "NaN", "NULL", "Inf", "-inf"])
def test_what_is_not_known_leaves_a_row_out(nothing: str) -> None:
    for found in (one(value=nothing), one(se=nothing)):
        assert (found.effects, found.rows, found.left_out) == ((), 1, 1)


@pytest.mark.parametrize(("value", "se"), [("-0,5", "0"), ("-0,5", "-0,2"), ("101", "0,2"), ("1e999", "0,2")])
def test_what_cannot_be_pooled_leaves_a_row_out(value: str, se: str) -> None:
    assert one(value, se).left_out == 1


@pytest.mark.parametrize(
    ("typed", "value"),
    [("-0,5", -0.5), ("+.5", 0.5), ("1,", 1.0), (" 2 ", 2.0), ("-1.5E-1", -0.15), ("0", 0.0), ("-100", -100.0)],
)
def test_numbers_are_read_as_they_are_written(typed: str, value: float) -> None:
    assert one(typed).effects[0].value == value


@pytest.mark.parametrize(
    ("typed", "many"),
    [("20", 20), ("20,0", 20), ("1", 1), ("999999", 999999), ("0", None), ("-3", None), ("1000000", None), ("x", None)],
)
def test_numbers_of_people_are_counts_or_not_known(typed: str, many: int | None) -> None:
    assert one(n=typed).effects[0].n == many


def test_the_other_column_of_people_is_used_where_the_first_has_none() -> None:
    text = "study;.g;.g_se;.totaln_arm1;n_arm1;n_arm2\nA;-0,5;0,2;NA;12;13\nB;-0,5;0,2;14;15;16\n"
    assert [(e.n, e.n_control) for e in read_metapsy(text).effects] == [(12, 13), (14, 16)]


def test_as_many_commas_as_semicolons_in_the_header_are_words() -> None:
    text = 'study;.g;.g_se;"notes, of us, and of them, here"\nA;-0,5;0,2;x\n'
    assert [e.value for e in read_metapsy(text).effects] == [-0.5]


def test_words_of_a_file_are_short_and_harmless() -> None:
    text = f"study;.g;.g_se;instrument\n A\x00\u202eB ;-0,5;0,2;{'long ' * 99}\n"
    (effect,) = read_metapsy(text).effects
    assert "\x00" not in effect.study and "\u202e" not in effect.study and effect.study == effect.study.strip()
    assert len(effect.note) == 200


# What is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["abc", "1.2.3", "1.234,5", "1_0", "0x1", "٣", "--1", "1e", ",", "12-Feb", "<b>"])
def test_something_else_than_a_number_is_named_with_its_row_and_column(typed: str) -> None:
    text = f"{FILE}Ellis 2005;cbt;wl;bdi-2;0,1;{typed};NA;NA;30;31\n"
    with pytest.raises(ValueError, match="is not a number") as problem:
        read_metapsy(text)
    assert str(problem.value) == (
        f"Row 6 (Ellis 2005), column .g_se: {typed!r} is not a number. Write a number, or NA where there is none."
    )
    assert len(read_metapsy(text, "rr").effects) == 3  # what is not asked for is not judged


def test_a_hostile_study_is_named_without_harm() -> None:
    with pytest.raises(ValueError, match="Row 2") as problem:
        read_metapsy("study;.g;.g_se\nA\x00\u202e;x;0,2\n")
    assert "\x00" not in str(problem.value) and "\u202e" not in str(problem.value)


def test_a_row_without_a_study_and_a_long_value_are_still_named() -> None:
    with pytest.raises(ValueError, match=r"^Row 2 \(no study\), column \.g: 'x{36}\.\.\. is not a number\. "):
        read_metapsy(f"study;.g;.g_se\n;{'x' * 999};0,2\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no rows"),
        ("\ufeff", "no rows"),
        ("study;.g;.g_se\n", "no rows"),
        ("name,age\nA,3\n", "no column study"),
        ("study;.g\nA;1\n", "no column .g_se"),
        ("study;.g_se\nA;1\n", "no column .g,"),
        ("STUDY;.g;.g_se\nA;1;1\n", "no column study"),
        (b"study", "no text"),
        (None, "no text"),
        ("x" * 20_000_001, "too large"),
        ("<!doctype html>\n<p>Not found</p>\n", "no column study"),
        ("study;.g;.g_se\nA;" + "9" * 100_000 + ";1\n", "Row 2 .A., column .g: '9{36}... is not a number"),
    ],
)
def test_what_is_no_database_is_said(text: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_metapsy(text)


def test_a_table_that_python_cannot_read_is_said() -> None:
    usual = csv.field_size_limit(50)  # other libraries change this limit for the whole process
    try:
        with pytest.raises(ValueError, match="cannot be read as a table"):
            read_metapsy("study;.g;.g_se\nA;" + "9" * 51 + ";1\n")
    finally:
        csv.field_size_limit(usual)


def test_a_number_has_room_for_every_digit_that_python_writes() -> None:
    longest = "-" + "0" * (module.LONGEST - 5) + "2,25"
    (effect,) = read_metapsy(f"study;.g;.g_se\nA;{longest};0,2\n").effects
    assert effect.value == -2.25
    with pytest.raises(ValueError, match="is not a number"):
        read_metapsy(f"study;.g;.g_se\nA;-0{longest[1:]};0,2\n")


def test_a_file_of_the_largest_size_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", len(FILE))
    assert read_metapsy(FILE).rows == 4
    with pytest.raises(ValueError, match="too large"):
        read_metapsy(FILE + "\n")


def test_a_measure_and_a_side_are_named_when_they_are_unknown() -> None:
    for measure in ("or", "", None, []):
        with pytest.raises(ValueError, match="not one of: g, rr"):
            read_metapsy(FILE, measure)
    with pytest.raises(ValueError, match="better is 'more'"):
        read_metapsy(FILE, "g", "more")


def test_a_damaged_row_leaves_the_others() -> None:
    short, long = "Able 2001;cbt", "Baker 2002;cbt;wl;phq-9;-0,5;0,2;NA;NA;20;22;more;and more"
    found = read_metapsy(f"{HEADER}\n{short}\n\n{long}\n")
    assert [e.study for e in found.effects] == ["Baker 2002"] and (found.rows, found.left_out) == (2, 1)


def test_every_database_has_a_lasting_address() -> None:
    assert all(link.startswith("https://doi.org/10.5281/zenodo.") for link in DATABASES.values())
    assert len(set(DATABASES.values())) == len(DATABASES) == 6


# Round trip and hostile ------------------------------------------------------------------------------------------

words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=30)
effects = st.builds(
    Effect,
    study=words,
    measure=st.sampled_from(["g", "rr"]),
    value=st.floats(-100, 100),
    se=st.floats(1e-6, 100),
    better=st.sampled_from(["lower", "higher"]),
    n=st.none() | st.integers(1, 999_999),
    n_control=st.none() | st.integers(1, 999_999),
    against=words,
    group=words,
    note=words,
)


def written(effect: Effect, comma: bool) -> str:
    """Return a row as Metapsy writes it, every word in quotation marks."""
    numbers = [repr(effect.value), repr(effect.se)]
    numbers = [number.replace(".", ",") if comma else number for number in numbers]
    columns = [*numbers, "NA", "NA"] if effect.measure == "g" else ["NA", "NA", *numbers]
    people = ["NA" if many is None else str(many) for many in (effect.n, effect.n_control)]
    cells = [effect.study, effect.group, effect.against, effect.note, *columns, *people]
    return (";" if comma else ",").join('"' + cell.replace('"', '""') + '"' for cell in cells)


@given(st.lists(effects, min_size=1, max_size=6), st.sampled_from(["g", "rr"]), st.booleans(), st.booleans())
def test_what_is_written_comes_back(found: list[Effect], measure: str, comma: bool, marked: bool) -> None:
    header = HEADER if comma else HEADER.replace(";", ",")
    text = "\n".join([header, *(written(effect, comma) for effect in found)])
    for better in ("lower", "higher"):
        read = read_metapsy(("\ufeff" if marked else "") + text, measure, better)
        asked = [effect for effect in found if effect.measure == measure]
        assert read.rows == len(found) and read.left_out == len(found) - len(asked)
        for there, back in zip(asked, read.effects, strict=True):
            assert vars(back) == vars(there) | {"better": better}


@pytest.mark.hostile
@given(
    st.text(max_size=300) | st.lists(st.text(alphabet=";,\n\"'0123456789.NAg-studye_\x00", max_size=60)).map("\n".join)
)
def test_any_file_is_read_or_refused_with_a_sentence(text: str) -> None:
    for start in ("", f"{HEADER}\n"):
        try:
            found = read_metapsy(start + text)
        except ValueError as problem:
            assert str(problem).endswith(".") and "\x00" not in str(problem)
        else:
            assert found.rows == len(found.effects) + found.left_out
