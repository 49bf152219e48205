"""A campus's own folder: what is wrong is said with its place, and what is hostile does nothing."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import forms
from iopedu.care.vignettes import SPEAKS, facts_of, vignettes
from iopedu.course import quiz, safety
from iopedu.course.campus import NAME, Campus, campus, columns
from iopedu.course.outline import notebooks
from iopedu.course.workbook import Workbook
from iopedu.deliver.campus import check, new, report
from iopedu.rehearsal.skills import names
from tests.tools import forget, in_data

TABLES = ("notebooks", "crisis_lines", "cases", "case_facts", "questions", "client_lines", "replies")


pytestmark = pytest.mark.usefixtures("afresh")


def example(name: str) -> list[dict[str, Any]]:
    """The example of a table, with a line that somebody answers."""
    rows = in_data(f"campus/example/{name}.csv")
    if name == "crisis_lines":
        rows[0] |= {"service": "Counseling Center", "call": "+1 217 555 4321", "checked_on": date.today().isoformat()}
    return rows


def write(folder: Path, name: str, rows: list[dict[str, Any]], ending: str = ".csv", sign: str = ",") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    head = list(dict.fromkeys(column for row in rows for column in row))
    file = folder / f"{name}{ending}"
    if ending == ".xlsx":
        book = openpyxl.Workbook()
        for cells in (head, *([row.get(column) for column in head] for row in rows)):
            book.active.append(cells)
        book.save(file)
    else:
        with file.open("w", encoding="utf-8", newline="") as text:
            written = csv.writer(text, delimiter=sign)
            written.writerows([head, *([row.get(column, "") for column in head] for row in rows)])
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "river"
    for name in TABLES:
        write(made, name, example(name))
    (made / NAME).write_text("River College\n", encoding="utf-8")
    return made


def told(folder: Path) -> list[str]:
    forget()
    stops, _notes = check(folder)
    return list(map(str, stops))


def changed(name: str, row: int = 0, **cells: Any) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        rows = example(name)
        rows[row] |= cells
        write(folder, name, rows)

    return change


def added(name: str, **cells: Any) -> Callable[[Path], None]:
    def add(folder: Path) -> None:
        write(folder, name, [*example(name), example(name)[-1] | cells])

    return add


def without(name: str, column: str) -> Callable[[Path], None]:
    def leave_out(folder: Path) -> None:
        write(folder, name, [{key: value for key, value in row.items() if key != column} for row in example(name)])

    return leave_out


# What is right --------------------------------------------------------------------------------------------


def test_a_new_folder_has_one_thing_to_put_right_which_is_the_made_up_number(tmp_path: Path) -> None:
    new(tmp_path / "mine")
    assert sorted(file.name for file in (tmp_path / "mine").iterdir()) == sorted(
        ["READ ME.txt", NAME, *(f"{name}.xlsx" for name in TABLES)]
    )
    assert told(tmp_path / "mine") == [
        "crisis_lines.xlsx, row 2: This is the sample line, and nobody answers it. Write your own line, or delete "
        "the row."
    ]
    assert not safety.own_countries(), "the example never reaches a learner"
    with pytest.raises(ValueError, match="contains something else"):
        new(tmp_path / "mine")


def test_a_whole_folder_has_nothing_to_put_right(folder: Path) -> None:
    good, said = report(folder)
    assert good, said
    assert said[0] == (
        "River College: notebooks 13, crisis_lines 1, cases 1, case_facts 5, questions 1, client_lines 1, replies 3."
    )


def test_the_tables_ask_for_what_the_course_knows() -> None:
    assert tuple(columns()) == TABLES
    assert tuple(columns()["client_lines"]["skill"].ask.names) == names()
    assert tuple(columns()["case_facts"]["speaks"].ask.names) == tuple(SPEAKS)


@pytest.mark.parametrize(("encoding", "sign"), [("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", "\t"), ("utf-8", ",")])
def test_files_are_read_as_spreadsheet_programs_write_them(folder: Path, encoding: str, sign: str) -> None:
    written = {"service": "Café für alle", "checked_on": f"{date.today()} 00:00:00"}  # a day, as LibreOffice saves it
    rows = [example("crisis_lines")[0] | written, {}, {"country": " "}]
    file = write(folder, "crisis_lines", rows, sign=sign)
    file.write_bytes(file.read_text(encoding="utf-8").replace("’", "'").encode(encoding))
    assert told(folder) == []
    line = safety.crisis_lines("United States")[-1]
    assert line.service == "Café für alle" and "9 to 5; after hours, the number forwards" in line.html


def test_cells_of_excel_are_read_as_they_are_meant(folder: Path) -> None:
    day = date.today() - timedelta(days=3)
    (folder / "crisis_lines.csv").unlink()
    (folder / "notebooks.csv").unlink()
    held = {"checked_on": datetime(day.year, day.month, day.day), "call": 2175554321}
    write(folder, "crisis_lines", [example("crisis_lines")[0] | held, {}, {}], ".xlsx")
    write(folder, "notebooks", [{"Notebook": 4, "week": 2.0}, {"Notebook": 0, "week": 1}], ".xlsx")
    assert told(folder) == []
    line = safety.crisis_lines("United States")[-1]
    assert (line.checked_on, line.call) == (day, "2175554321")
    assert [(one.number, one.week) for one in notebooks()] == [("00", 1), ("04", 2)]


# What is wrong --------------------------------------------------------------------------------------------

LEVELS = "inpatient, crisis, residential, php, iop, outpatient, community"
WRONG = {
    "cases.csv, row 2: It needs one or more rows in case_facts, each about something different": added(
        "case_facts", about="part"
    ),
    "cases.csv, row 2, column level: level is 'spa', which is not one of: " + LEVELS + ".": changed(
        "cases", level="spa"
    ),
    "notebooks.csv, row 4, column notebook: notebook is '16', which is not one of: "
    + ", ".join(f"{at:02}" for at in range(16))
    + ".": changed("notebooks", 2, notebook="16"),
    "notebooks.csv, row 15, column notebook: '04' is already in row 6.": added("notebooks", notebook="4"),
    "notebooks.csv, row 2, column week: week is '1,5'. Enter a whole number from 1 to 60, or leave it blank.": changed(
        "notebooks", week="1,5"
    ),
    "questions.csv: The first row should have the names of the columns. Missing: why_1.": without("questions", "why_1"),
    "questions.csv, row 3, column id: 'evening_group' is already in row 2.": added("questions"),
    "questions.csv, row 2: Question own_evening_group: it needs at least one right and one wrong option.": changed(
        "questions", right_2="no"
    ),
    "questions.csv, row 2, column right_1: right_1 is 'perhaps'. It should be yes, no, or not answered.": changed(
        "questions", right_1="perhaps"
    ),
    "questions.csv, row 2: There is an explanation without its answer.": changed("questions", answer_3=""),
    "crisis_lines.csv, row 2, column checked_on: This is empty.": changed("crisis_lines", checked_on=""),
    "crisis_lines.csv, row 2, column checked_on: '11/29/2026' is not a date such as 2026-11-29.": changed(
        "crisis_lines", checked_on="11/29/2026"
    ),
    "crisis_lines.csv, row 2, column checked_on: 2025-01-02 is more than twelve months ago.": changed(
        "crisis_lines", checked_on="2025-01-02"
    ),
    "crisis_lines.csv, row 2: 2999-01-01 is in the future.": changed("crisis_lines", checked_on="2999-01-01"),
    "crisis_lines.csv, row 2: A crisis line needs a number to call, or another way to reach it.": changed(
        "crisis_lines", call="", write=""
    ),
    "crisis_lines.csv, row 2: This is the sample line, and nobody answers it.": changed(
        "crisis_lines", call="555 0123"
    ),
    "crisis_lines.csv, row 2, column service: This begins like a formula, with =.": changed(
        "crisis_lines", service='=HYPERLINK("x")'
    ),
    "crisis_lines.csv, row 2, column call: This begins like a formula, with +.": changed(
        "crisis_lines", call="+1-cmd|' /C calc'!A0"
    ),
    "cases.csv, row 2: The ratings call for no less than": changed("cases", safety="d"),
    "cases.csv, row 2: The level iop lies outside its range": changed(
        "cases", highest="outpatient", lowest="outpatient"
    ),
    "cases.csv, row 2: There is no reason for outpatient.": changed("cases", why_lowest=""),
    "cases.csv, row 2, column id: 'Bryn B.' is not a short name": changed("cases", id="Bryn B."),
    "cases.csv, row 2, column story: “overdose”. Do not name any way of hurting": changed(
        "cases", story="After an overdose."
    ),
    "case_facts.csv, row 3, column case: 'nobody' is not the id of a usable row in cases.": changed(
        "case_facts", 1, case="nobody"
    ),
    "cases.csv, row 2: It needs one or more rows in case_facts": lambda folder: (folder / "case_facts.csv").unlink(),
    "client_lines.csv, row 2: It has 2 usable rows in replies. It needs 3.": changed("replies", rating_1="3"),
    "replies.csv, row 2, column rating_1: rating_1 is '3'. Enter a whole number from 0 to 2": changed(
        "replies", rating_1="3"
    ),
    "client_lines.csv, row 2: Row 2 of replies needs 4 ratings, each with a reason.": changed(
        "client_lines", skill="say_no"
    ),
    "client_lines.csv, row 2, column says: This has 4001 characters; the limit is 4000.": changed(
        "client_lines", says="a" * 4001
    ),
    "client_lines.csv, row 2, column person: This runs over several lines.": changed("client_lines", person="A\nB"),
    "client_lines.csv, row 2, column before: This contains characters that cannot be shown.": changed(
        "client_lines", before="\x1b[31m"
    ),
    "notes.xlsx: The name is 'notes.xlsx', which is not one of: campus.txt, notebooks.xlsx": lambda folder: (
        folder / "notes.xlsx"
    ).write_bytes(b""),
    "cases.csv: There are several files, cases.csv and cases.xlsx: keep only one.": lambda folder: (
        write(folder, "cases", example("cases"), ".xlsx") and None
    ),
    "campus.txt: The file cannot be opened.": lambda folder: (folder / NAME).unlink(),
    "campus.txt: Write the name of your campus on one line": lambda folder: (
        (folder / NAME).write_text("\n" + "a" * 99) and None
    ),
}


@pytest.mark.parametrize("says", WRONG)
def test_it_is_said_what_is_wrong_and_where(folder: Path, says: str) -> None:
    WRONG[says](folder)
    assert any(one.startswith(says) for one in told(folder)), told(folder)


def test_a_wrong_row_takes_no_other_with_it(folder: Path) -> None:
    rows = example("questions")
    write(folder, "questions", [rows[0] | {"id": "one", "right_1": "x"}, rows[0] | {"id": "two"}])
    assert len(told(folder)) == 1
    assert [one.id for one in quiz.questions("01")["quiz"].questions][-1] == "own_two"
    assert "1 entry in it cannot be read" in campus().says


def test_a_name_of_the_course_is_no_name_of_the_campus(folder: Path) -> None:
    write(folder, "cases", [example("cases")[0] | {"id": "maya"}])
    write(folder, "case_facts", [row | {"case": "maya"} for row in example("case_facts")])
    assert told(folder) == []
    assert vignettes["maya"].name != vignettes["own_maya"].name == "Bryn Example, 20"
    assert facts_of("maya")["home"].says == "Luis is a steady support, nights included"


def test_words_that_put_people_down_are_named_and_stop_nothing(folder: Path) -> None:
    write(folder, "questions", [example("questions")[0] | {"ask": "Two addicts quarrel. What do you say?"}])
    stops, notes = check(folder)
    assert not stops
    assert str(notes[0]).startswith("questions.csv, row 2, column ask: “addicts”. Person first:")


def test_danger_in_a_question_is_read_as_everywhere(folder: Path) -> None:
    write(folder, "questions", [example("questions")[0] | {"ask": "Somebody says: I want to die. And you?"}])
    _stops, notes = check(folder)
    assert any("want to die" in str(one) and "Say right there who should be brought in" in str(one) for one in notes), (
        notes
    )


# What is hostile ------------------------------------------------------------------------------------------


def workbook(content: bytes) -> Callable[[Path], None]:
    def put(folder: Path) -> None:
        (folder / "cases.csv").unlink()
        (folder / "cases.xlsx").write_bytes(content)

    return put


def packed(**parts: bytes) -> bytes:
    with zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def sheet_with(xml: str) -> bytes:
    """A workbook whose only sheet holds this."""
    book = openpyxl.Workbook()
    book.save(made := io.BytesIO())
    with zipfile.ZipFile(made) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    namespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    parts["xl/worksheets/sheet1.xml"] = f"<worksheet {namespace}><sheetData>{xml}</sheetData></worksheet>".encode()
    return packed(**parts)


def cell(place: str, value: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def linked(folder: Path) -> None:
    (folder.parent / "secret.csv").write_text("id\nx\n", encoding="utf-8")
    (folder / "cases.csv").unlink()
    (folder / "cases.csv").symlink_to("../secret.csv")


HEAD = ",".join(columns()["cases"]) + "\n"


def heads() -> str:
    return "".join(cell(f"{chr(65 + at)}1", name) for at, name in enumerate(columns()["cases"]))


HOSTILE = {
    "cases.xlsx: It unpacks to more than 6 MB.": workbook(packed(bomb=b"0" * 7_000_000)),
    "cases.xlsx: It cannot be read as an .xlsx workbook.": workbook(b"PK\x03\x04 no workbook"),
    "cases.xlsx: It cannot be read as an .xlsx workbook. ": workbook(packed(hello=b"no workbook")),
    "cases.xlsx: The first row should have the names of the columns.": workbook(sheet_with("")),
    "cases.xlsx: It continues below row 20000.": workbook(
        sheet_with(f'<row r="1">{heads()}</row><row r="99999999999">{cell("A99999999999", "x")}</row>')
    ),
    "cases.xlsx: Row 1 has more than 40 columns.": workbook(
        sheet_with(f'<row r="1">{"".join(cell(f"A{chr(65 + at)}1", "x") for at in range(26))}</row>')
    ),
    "cases.csv: This is a link or a folder, not a file.": linked,
    "cases.csv: The file is larger than 4 MB.": lambda folder: (
        (folder / "cases.csv").write_bytes(b"a" * 10_000_000) and None
    ),
    "cases.csv: It has more than 1000 rows.": lambda folder: (
        (folder / "cases.csv").write_text(HEAD + "a,\n" * 1_000_000) and None
    ),
    "cases.csv: This is a workbook, not a .csv file.": lambda folder: (
        (folder / "cases.csv").write_bytes(packed(a=b"")) and None
    ),
    "cases.csv: It cannot be read as a table": lambda folder: (
        (folder / "cases.csv").write_text(f'{HEAD}"{"a" * 200_000}') and None
    ),
    "cases.csv: Its characters cannot be read.": lambda folder: (
        (folder / "cases.csv").write_bytes(bytes(range(256))) and None
    ),
}


@pytest.mark.parametrize("says", HOSTILE)
def test_what_is_hostile_is_refused_with_a_sentence(folder: Path, says: str) -> None:
    HOSTILE[says](folder)
    usual = csv.field_size_limit(131_072)  # other libraries change this limit for the whole process
    try:
        assert any(one.startswith(says) for one in told(folder)), told(folder)
    finally:
        csv.field_size_limit(usual)


def test_what_a_small_program_leaves_out_of_a_workbook_is_not_missed(
    folder: Path, capsys: pytest.CaptureFixture
) -> None:
    write(folder, "cases", example("cases"), ".xlsx")
    with zipfile.ZipFile(folder / "cases.xlsx") as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/styles.xml"] = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    workbook(packed(**parts))(folder)
    assert told(folder) == [] and not capsys.readouterr().err


def test_a_formula_of_excel_is_not_read(folder: Path) -> None:
    (folder / "cases.csv").unlink()
    write(folder, "cases", [example("cases")[0] | {"story": '=WEBSERVICE("https://example.org")'}], ".xlsx")
    assert any("column story: This is a formula. Copy the cell" in one for one in told(folder))


def test_what_is_said_to_be_small_is_not_unpacked_further(folder: Path) -> None:
    content = bytearray(packed(bomb=b"0" * 7_000_000))
    size = (7_000_000).to_bytes(4, "little")
    while (at := content.find(size)) >= 0:
        content[at : at + 4] = (100).to_bytes(4, "little")
    workbook(bytes(content))(folder)
    assert any(one.startswith("cases.xlsx: It cannot be read") for one in told(folder))


def test_a_folder_that_is_not_there_is_no_course_that_breaks(tmp_path: Path) -> None:
    assert (
        told(gone := tmp_path / "nowhere")[0]
        == f"{gone}: The file cannot be opened. Is it there, and do you have permission to read it?"
    )
    assert len(notebooks()) == 16
    assert "cannot be read" in campus().says


@pytest.mark.hostile
@given(cells=st.lists(st.lists(st.text(max_size=30), max_size=12), max_size=8), name=st.sampled_from(TABLES))
def test_whatever_stands_in_a_file_the_folder_is_read(
    tmp_path_factory: pytest.TempPathFactory, cells: list[list[str]], name: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    head = list(columns()[name])
    with (folder / f"{name}.csv").open("w", encoding="utf-8", errors="replace", newline="") as text:
        csv.writer(text).writerows([head, *cells])
    found = Campus.read(folder)
    assert all(str(one) for one in found.problems)
    for row in found.tables[name]:
        for value in row.values.values():
            assert not isinstance(value, str) or ("\x1b" not in value and not value.startswith(("=", "@")))


@pytest.mark.hostile
@given(content=st.binary(max_size=400), ending=st.sampled_from([".csv", ".xlsx"]))
def test_whatever_a_file_is_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, ending: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / f"replies{ending}").write_bytes(content)
    assert all(map(str, Campus.read(folder).problems))


EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_no_cell_becomes_a_part_of_a_page(folder: Path) -> None:
    """Each text of each table, in the forms that show it."""
    (folder / NAME).write_text(EVIL, encoding="utf-8")
    for name in TABLES:
        rows = example(name)
        for row in rows:
            for column in columns()[name].values():
                if column.kind in ("words", "line") and row[column.name]:
                    row[column.name] = f"{EVIL} {row[column.name]}"[: column.most]
        write(folder, name, rows)
    assert told(folder) == []
    pages = [forms.CareNote(all_countries=True), forms.CareNote(), forms.Questions("quiz", Workbook("01"))]
    placing = forms.PlacementPractice(Workbook("02"))
    saying = forms.SayIt("08")
    saying.chooser.value = "validate"
    saying.go.click()
    pages += [placing, saying]
    html = "".join(one._repr_mimebundle_().get("text/html", "") for one in pages)
    html += "".join(widget.value for form in pages for widget in texts(form))
    assert "&lt;script&gt;" in html
    assert "<script>alert" not in html and "<img src=x" not in html
    assert EVIL in vignettes["own_bryn"].first.text


def texts(form: Any) -> Iterator[Any]:
    from tests.tools import tree

    yield from (one for one in tree(form.widget if hasattr(form, "widget") else form) if type(one).__name__ == "HTML")
