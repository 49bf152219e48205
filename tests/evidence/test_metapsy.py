"""A downloaded database: its letters, commas and gaps, its signs, and what is said when a number is something else."""

from __future__ import annotations

import codecs
import csv
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.evidence import metapsy as module
from iopedu.evidence.effects import Counts
from iopedu.evidence.metapsy import DATABASES, Database, decoded, read_metapsy

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
    assert [line.study for line in found.lines] == ["Able 2001", "Baker 2002"]
    first, second = found.lines
    assert (first.value, first.se, first.n, first.n_control) == (-0.85, 0.2, 20, 22)
    assert {name: code for name, code in first.codes.items() if code} == {
        "treatment": "cbt",
        "control": "wl",
        "instrument": "phq-9",
    }
    assert second.n is None and second.n_control is None and found.rows == 4
    assert found.describe() == "4 rows read, 2 without an effect size for this measure. Data: Metapsy, ODC-By 1.0."


def test_commas_and_decimal_points_are_read_alike() -> None:
    commas = FILE.replace(",", ".").replace(";", ",")
    assert read_metapsy(commas) == read_metapsy(FILE)
    quoted = f'{HEADER.replace(";", ",")}\nAble 2001,cbt,wl,phq-9,"-0,85","0,2",NA,NA,20,22\n'
    assert read_metapsy(quoted).lines == read_metapsy(FILE).lines[:1]
    assert read_metapsy(FILE.replace(";", "\t")) == read_metapsy(FILE)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff", "\ufeff\ufeff"])
def test_the_mark_before_the_file_and_the_ends_of_lines_make_no_difference(mark: str, end: str) -> None:
    assert read_metapsy(mark + FILE.replace("\n", end)) == read_metapsy(FILE)


def test_each_measure_has_its_own_columns() -> None:
    ratios = read_metapsy(FILE, "rr")
    assert [(line.study, line.value, line.se) for line in ratios.lines] == [
        ("Able 2001", 0.7, 0.3),
        ("Cole 2003", 0.1, 0.2),
        ("Dean 2004", 0.1, 0.2),
    ]
    other = read_metapsy("study;disorder;therapy;logrr;se.logrr\nA;Depression;CBT;0,7;0,2\n", "rr").lines
    assert [(line.value, line.se, line.codes["disorder"], line.codes["treatment"]) for line in other] == [
        (0.7, 0.2, "Depression", "CBT")
    ]


COUNTED = "study;.g;.g_se;event_arm1;event_arm2;totaln_arm1;totaln_arm2\nA;NA;NA;{};{};{};{}\n"


@pytest.mark.parametrize(
    ("counts", "ratio"), [((3, 8, 40, 41), (3 / 40) / (8 / 41)), ((0, 8, 40, 41), (0.5 / 41) / (8.5 / 42))]
)
def test_a_risk_ratio_follows_from_counts_and_half_a_person_is_added_only_where_it_is_needed(counts, ratio) -> None:
    (line,) = read_metapsy(COUNTED.format(*counts), "rr").lines
    assert math.exp(line.value) == pytest.approx(ratio)
    assert (line.value, line.se) == Counts(counts[0], counts[2], counts[1], counts[3]).log_ratio()
    assert (line.n, line.n_control) == (40, 41)


@pytest.mark.parametrize(
    "counts", [(0, 0, 40, 41), (40, 41, 40, 41), (50, 8, 40, 41), ("NA", 8, 40, 41), (3.5, 8, 40, 41)]
)
def test_counts_that_give_no_ratio_leave_a_row_out(counts: tuple) -> None:
    assert read_metapsy(COUNTED.format(*counts), "rr").lines == ()


def test_a_ratio_that_the_file_has_comes_before_one_from_its_counts() -> None:
    text = COUNTED.replace("study;", "study;.log_rr;.log_rr_se;").replace("\nA;", "\nA;-0,5;0,25;")
    (line,) = read_metapsy(text.format(3, 8, 40, 41), "rr").lines
    assert (line.value, line.se) == (-0.5, 0.25)


def test_columns_may_stand_in_any_order_and_others_are_passed_over() -> None:
    (line,) = read_metapsy("x;.g_se;study;.g\n1;0,2;A;-0,5\n").lines
    assert (line.study, line.value, line.se) == ("A", -0.5, 0.2)


# Letters ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_letters_are_read_in_the_encoding_that_a_file_has(encoding: str) -> None:
    text = (
        "study;.g;.g_se\nMüller, Bağcı’s – 2001;-0,5;0,2\n" if encoding != "cp1252" else "study;.g\nMüller’s – é 2001\n"
    )
    assert decoded(text.encode(encoding)) == text
    assert decoded(codecs.BOM_UTF16_BE + text.encode("utf-16-be")) == text


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04\x00\x00", b"\xff\xfe\x00", b"s\x81\x8d\x9d", "study".encode("utf-32-le")]
)
def test_what_are_no_letters_is_refused_with_a_way_out(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"cannot be read\. Save it as a text file \(CSV with UTF-8 encoding"):
        decoded(content)


def test_a_content_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 9)
    assert decoded(b"123456789")
    with pytest.raises(ValueError, match="too large"):
        decoded(b"1234567890")


# Whom the signs favor --------------------------------------------------------------------------------------------

SIGNED = "study;.g;.g_se;mean_arm1;mean_arm2;{start};outcome_type;event_arm1;event_arm2;totaln_arm1;totaln_arm2\n"
STARTS = [
    "baseline_m_arm1;baseline_m_arm2",
    "m_baseline_arm1;m_baseline_arm2",
    "baseline_mean_arm1;baseline_mean_arm2",
]


def points(row: str, start: str = STARTS[0], measure: str = "g") -> tuple[int, int]:
    (line,) = read_metapsy(SIGNED.format(start=start) + f"A;{row}\n", measure).lines
    return line.points, line.lower


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "0,9;0,2;8;16;24;25",
            (1, 1),
        ),  # symptoms fall in both groups, further in the treatment group, and g is above 0
        ("-0,9;0,2;8;16;24;25", (-1, -1)),  # the same people in a file of the other convention
        ("0,9;0,2;16;8;24;25", (-1, -1)),  # symptoms fall further in the control group
        ("0,9;0,2;16;8;4;5", (1, -1)),  # well-being rises in both groups, further in the treatment group
        ("-0,9;0,2;8;16;4;5", (1, -1)),  # well-being rises further in the control group, and g is below 0
        ("0,9;0,2;8;16;NA;25", (0, 1)),  # one start is not known
        ("0,9;0,2;8;16;12;12", (0, 1)),  # one group became better and the other one worse
        ("0,9;0,2;8;16;8;25", (0, 1)),  # one group did not move
        ("0,9;0,2;8;8;24;25", (0, 0)),  # the groups ended alike
        ("0;0,2;8;16;24;25", (0, 0)),  # there is no sign
        ("0,9;0,2;NA;16;24;25", (0, 0)),
    ],
)
def test_means_at_start_and_end_tell_whom_a_sign_favors(start: str, row: str, expected: tuple[int, int]) -> None:
    assert points(f"{row};msd;NA;NA;NA;NA", start) == expected


@pytest.mark.parametrize(
    ("outcome", "wished"),
    [
        ("response (50%)", 1),
        ("remission (cut-off)", 1),
        ("recovered", 1),
        ("responders, clinician-administered scale", 1),
        ("relapse", -1),
        ("attempts", -1),
        ("suicidal behaviour", -1),
        ("dropout", -1),
        ("readmission", -1),
        ("no response", 0),
        ("non-remission", 0),
        ("loss of response", 0),
        ("other", 0),
        ("msd", 0),
    ],
)
def test_the_name_of_an_outcome_tells_whether_more_of_it_is_better(outcome: str, wished: int) -> None:
    """With 20 of 40 against 10 of 40: more events with the treatment."""
    for g in (0.5, -0.5):
        sign = 1 if g > 0 else -1
        row = f"{g};0,2;NA;NA;NA;NA;{outcome};20;10;40;40".replace(".", ",")
        assert points(row) == (wished * sign, 0)
        assert points(row, measure="rr") == (wished, 0)


def test_people_who_improved_are_what_a_therapy_is_for() -> None:
    text = "study;improved.ig;n.ig;improved.cg;n.cg\nA;20;40;10;41\n"
    (line,) = read_metapsy(text, "rr").lines
    assert line.points == 1 and math.exp(line.value) == pytest.approx((20 / 40) / (10 / 41))
    assert (line.n, line.n_control) == (40, 41)


# What is not known, and what is no number ------------------------------------------------------------------------


@pytest.mark.parametrize("nothing", ["", " ", "NA", "na", "NaN", "NULL", "Inf", "-inf"])
def test_what_is_not_known_leaves_a_row_out(nothing: str) -> None:
    for found in (one(value=nothing), one(se=nothing)):
        assert (found.lines, found.rows) == ((), 1)


@pytest.mark.parametrize(("value", "se"), [("-0,5", "0"), ("-0,5", "-0,2"), ("101", "0,2"), ("1e999", "0,2")])
def test_what_cannot_be_pooled_leaves_a_row_out(value: str, se: str) -> None:
    assert one(value, se).lines == ()


@pytest.mark.parametrize(
    ("typed", "value"),
    [("-0,5", -0.5), ("+.5", 0.5), ("1,", 1.0), (" 2 ", 2.0), ("-1.5E-1", -0.15), ("0", 0.0), ("-100", -100.0)],
)
def test_numbers_are_read_as_they_are_written(typed: str, value: float) -> None:
    assert one(typed).lines[0].value == value


@pytest.mark.parametrize(
    ("typed", "many"),
    [
        ("20", 20),
        ("20,0", 20),
        ("1.234", None),
        ("1", 1),
        ("999999", 999999),
        ("0", None),
        ("-3", None),
        ("1000000", None),
        ("x", None),
    ],
)
def test_numbers_of_people_are_counts_or_not_known(typed: str, many: int | None) -> None:
    assert one(n=typed).lines[0].n == many


def test_the_other_column_of_people_is_used_where_the_first_has_none() -> None:
    text = "study;.g;.g_se;.totaln_arm1;n_arm1;n_arm2\nA;-0,5;0,2;NA;12;13\nB;-0,5;0,2;14;15;16\n"
    assert [(e.n, e.n_control) for e in read_metapsy(text).lines] == [(12, 13), (14, 16)]


def test_as_many_commas_as_semicolons_in_the_header_are_words() -> None:
    text = 'study;.g;.g_se;"notes, of us, and of them, here"\nA;-0,5;0,2;x\n'
    assert [e.value for e in read_metapsy(text).lines] == [-0.5]


def test_words_of_a_file_are_short_and_harmless() -> None:
    text = f"study;.g;.g_se;instrument\n A\x00\u202eB ;-0,5;0,2;{'long ' * 99}\n"
    (line,) = read_metapsy(text).lines
    assert "\x00" not in line.study and "\u202e" not in line.study and line.study == line.study.strip()
    assert len(line.codes["instrument"]) == 200


# What is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["abc", "1.2.3", "1.234,5", "1_0", "0x1", "٣", "--1", "1e", ",", "12-Feb", "<b>"])
def test_something_else_than_a_number_is_named_with_its_row_and_column(typed: str) -> None:
    text = f"{FILE}Ellis 2005;cbt;wl;bdi-2;0,1;{typed};NA;NA;30;31\n"
    with pytest.raises(ValueError, match="is not a number") as problem:
        read_metapsy(text)
    assert str(problem.value) == (
        f"Row 6 (Ellis 2005), column .g_se: {typed!r} is not a number. Enter a number, or NA if there is none."
    )
    assert len(read_metapsy(text, "rr").lines) == 3  # what is not asked for is not judged


def test_a_hostile_study_is_named_without_harm() -> None:
    with pytest.raises(ValueError, match="Row 2") as problem:
        read_metapsy("study;.g;.g_se\nA\x00\u202e;x;0,2\n")
    assert "\x00" not in str(problem.value) and "\u202e" not in str(problem.value)


def test_a_row_without_a_study_and_a_long_value_are_still_named() -> None:
    with pytest.raises(ValueError, match=r"^Row 2 \(no study named\), column \.g: 'x{36}\.\.\. is not a number\. "):
        read_metapsy(f"study;.g;.g_se\n;{'x' * 999};0,2\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no rows"),
        ("\ufeff", "no rows"),
        ("study;.g;.g_se\n", "no rows"),
        ("name,age\nA,3\n", "no column named study"),
        ("study;.g\nA;1\n", "no column named .g_se"),
        ("study;.g_se\nA;1\n", "no column named .g, so"),
        ("STUDY;.g;.g_se\nA;1;1\n", "no column named study"),
        ("<!doctype html>\n<p>Not found</p>\n", "no column named study"),
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
    (line,) = read_metapsy(f"study;.g;.g_se\nA;{longest};0,2\n").lines
    assert line.value == -2.25
    with pytest.raises(ValueError, match="is not a number"):
        read_metapsy(f"study;.g;.g_se\nA;-0{longest[1:]};0,2\n")


def test_a_damaged_row_leaves_the_others() -> None:
    short, long = "Able 2001;cbt", "Baker 2002;cbt;wl;phq-9;-0,5;0,2;NA;NA;20;22;more;and more"
    found = read_metapsy(f"{HEADER}\n{short}\n\n{long}\n")
    assert [line.study for line in found.lines] == ["Baker 2002"] and found.rows == 2


def test_every_database_has_a_lasting_address() -> None:
    assert all(link.startswith("https://doi.org/10.5281/zenodo.") for link in DATABASES.values())
    assert len(set(DATABASES.values())) == len(DATABASES) == 6


# Round trip and hostile ------------------------------------------------------------------------------------------

words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30).filter(
    lambda word: word.casefold() not in module._NOTHING
)
lines = st.tuples(
    words,
    st.sampled_from(["g", "rr"]),
    st.floats(-100, 100),
    st.floats(1e-6, 100),
    st.none() | st.integers(1, 999_999),
    st.none() | st.integers(1, 999_999),
    words,
)


def written(line: tuple, comma: bool) -> str:
    """Return a row as Metapsy writes it, every word in quotation marks."""
    study, measure, value, se, n, n_control, word = line
    numbers = [repr(value), repr(se)]
    numbers = [number.replace(".", ",") if comma else number for number in numbers]
    columns = [*numbers, "NA", "NA"] if measure == "g" else ["NA", "NA", *numbers]
    people = ["NA" if many is None else str(many) for many in (n, n_control)]
    cells = [study, word, word, word, *columns, *people]
    return (";" if comma else ",").join('"' + cell.replace('"', '""') + '"' for cell in cells)


@given(st.lists(lines, min_size=1, max_size=6), st.sampled_from(["g", "rr"]), st.booleans(), st.booleans())
def test_what_is_written_comes_back(found: list[tuple], measure: str, comma: bool, marked: bool) -> None:
    header = HEADER if comma else HEADER.replace(";", ",")
    text = "\n".join([header, *(written(line, comma) for line in found)])
    read = read_metapsy(("\ufeff" if marked else "") + text, measure)
    asked = [line for line in found if line[1] == measure]
    assert read.rows == len(found)
    for (study, _measure, value, se, n, n_control, word), back in zip(asked, read.lines, strict=True):
        assert (back.study, back.value, back.se, back.n, back.n_control) == (study, value, se, n, n_control)
        assert [back.codes[name] for name in ("treatment", "control", "instrument")] == [word] * 3


@pytest.mark.hostile
@given(
    st.text(max_size=300) | st.lists(st.text(alphabet=";,\n\"'0123456789.NAg-studye_\x00", max_size=60)).map("\n".join)
)
def test_any_file_is_read_or_refused_with_a_sentence(text: str) -> None:
    for start in ("", f"{HEADER}\n", SIGNED.format(start=STARTS[0])):
        for measure in ("g", "rr"):
            try:
                found = read_metapsy(start + text, measure)
            except ValueError as problem:
                assert str(problem).endswith(".") and "\x00" not in str(problem)
            else:
                assert len(found.lines) <= found.rows
