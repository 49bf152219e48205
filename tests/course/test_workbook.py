"""Answers in memory, in the file, and in copies to read: nothing lost, nothing overwritten unasked."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.course import storage
from iopedu.course.checkpoints import progress
from iopedu.course.export import to_csv, to_html, to_markdown
from iopedu.course.outline import notebook
from iopedu.course.storage import Answer, Document, Section, StorageProblem
from iopedu.course.workbook import FILE, Workbook, open_workbook

NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "=HYPERLINK(1)",
    "@SUM(A1)",
    "007",
    'quotes " and, commas; and\nline breaks\r\n',
    "# heading\n- list\n[link](javascript:alert(1))",
    "\x1b[31mred\x1b[0m \x00 null",
    "\u202egnitset right-to-left",
    "مرحبا 你好 здравствуйте 👩‍⚕️",
    "${jndi:x} {{7*7}} `code` ~~~",
    "../../etc/passwd",
    "\ud800 lone surrogate",
]


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    return Workbook("01", tmp_path)


def put(work: Workbook, key: str, words: str) -> None:
    work.put(key, f"What about {key}?", {"text": words}, words)


def test_memory_by_default(work: Workbook, tmp_path: Path) -> None:
    put(work, "floor", "secret")
    work.load()
    assert not any(file.is_file() and "secret" in file.read_text() for file in tmp_path.iterdir())
    assert FILE not in [file.name for file in tmp_path.iterdir()]


@pytest.mark.parametrize("text", NASTY)
def test_every_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    first = Workbook("01", tmp_path)
    put(first, "floor", text)
    assert first.save() == f"Saved 1 answer to {FILE}."
    second = Workbook("01", tmp_path)
    assert second.load() == "Loaded 1 answer."
    assert second.answers == first.answers


def test_each_notebook_has_its_own_part_of_the_file(tmp_path: Path) -> None:
    zero, one = Workbook("00", tmp_path), Workbook("01", tmp_path)
    put(zero, "own_words", "a")
    put(one, "floor", "b")
    for each in (zero, one, zero, one):
        each.save()
    sections = storage.read(tmp_path / FILE).sections
    assert {number: list(section.answers) for number, section in sections.items()} == {
        "00": ["own_words"],
        "01": ["floor"],
    }


def test_a_second_window_is_told_and_overwrites_nothing(tmp_path: Path) -> None:
    first, second = Workbook("01", tmp_path), Workbook("01", tmp_path)
    put(first, "floor", "from the first")
    put(first, "bridge", "only there")
    first.save()
    put(second, "floor", "from the second")
    with pytest.raises(StorageProblem, match=r"Not saved\..*Press Load first"):
        second.save()
    assert storage.read(tmp_path / FILE).sections["01"].answers["floor"].words == "from the first"
    assert second.load() == ("Loaded 1 answer. 1 answer that you gave here since then stayed as you gave it.")
    assert {key: answer.words for key, answer in second.answers.items()} == {
        "floor": "from the second",
        "bridge": "only there",
    }
    assert second.save().startswith("Saved 2 answers")
    with pytest.raises(StorageProblem, match="Not saved"):
        first.save()


def test_a_damaged_file_is_named_and_kept_and_the_learner_goes_on(work: Workbook, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"format": "iopedu-work", "vers')
    put(work, "floor", "still here")
    said = work.save()
    assert "damaged" in said and "my-iopedu-work.damaged-1.json" in said and "Saved 1 answer" in said
    assert (tmp_path / "my-iopedu-work.damaged-1.json").read_text() == '{"format": "iopedu-work", "vers'
    assert Workbook("01", tmp_path).load() == "Loaded 1 answer."


def test_damage_after_saving_does_not_block_the_next_save(work: Workbook, tmp_path: Path) -> None:
    put(work, "floor", "kept")
    work.save()
    (tmp_path / FILE).write_text("nonsense")
    assert "damaged" in work.save()
    assert storage.read(tmp_path / FILE).sections["01"].answers["floor"].words == "kept"


def test_a_newer_file_is_not_touched(work: Workbook, tmp_path: Path) -> None:
    newer = json.dumps({"format": "iopedu-work", "version": 99, "sections": {}})
    (tmp_path / FILE).write_text(newer)
    put(work, "floor", "x")
    for act in (work.save, work.load):
        with pytest.raises(StorageProblem, match="left as it is"):
            act()
    assert (tmp_path / FILE).read_text() == newer


def test_a_file_from_elsewhere(work: Workbook, tmp_path: Path) -> None:
    elsewhere = Document({"01": Section(9, "", {"floor": Answer("q", {"text": "t"}, "t")})}).dumps().encode()
    assert work.load(elsewhere) == "Loaded 1 answer."
    assert work.unsaved
    with pytest.raises(StorageProblem, match="Nothing here has changed"):
        work.load(b"{")
    assert work.answers["floor"].words == "t"
    assert work.save() == f"Saved 1 answer to {FILE}."


def test_what_is_entered_again_after_an_answer_was_emptied_is_told_as_not_saved(work: Workbook) -> None:
    told: list[str] = []
    work.when_unsaved(lambda: told.append("not saved"))
    put(work, "floor", "first")
    work.save()
    work.drop("floor")
    assert told == ["not saved"] and not work.unsaved
    put(work, "floor", "second")
    assert told == ["not saved"] * 2 and work.unsaved


def test_erase_here_and_everywhere(work: Workbook, tmp_path: Path) -> None:
    (tmp_path / "my-iopedu-work-notes.txt").write_text("the learner's own file")
    (tmp_path / FILE).write_text("damaged")
    put(work, "floor", "x")
    work.save()
    for kind in ("Markdown", "CSV", "Printable page"):
        work.export(kind)
    work.erase()
    assert not work.answers and (tmp_path / FILE).exists()
    assert "5 files deleted" in work.erase_everything()
    left = {file.name for file in tmp_path.iterdir()} - {".my-iopedu-work.lock"}
    assert left == {"my-iopedu-work-notes.txt"}
    put(work, "floor", "begun anew")
    assert work.save() == f"Saved 1 answer to {FILE}."


def test_after_erasing_here_the_saved_answers_are_not_overwritten_unasked(work: Workbook) -> None:
    put(work, "floor", "x")
    work.save()
    work.erase()
    with pytest.raises(StorageProblem, match="Not saved"):
        work.save()
    work.load()
    assert work.answers["floor"].words == "x"


def test_forms_are_told_when_answers_come_from_elsewhere(work: Workbook) -> None:
    heard = []
    work.listen("floor", lambda: heard.append("old form"))
    work.listen("floor", lambda: heard.append("form"))
    put(work, "floor", "x")
    work.save()
    work.erase()
    work.load()
    assert heard == ["form", "form"]


def test_who_listens_to_a_part_of_an_answer_is_told_of_that_answer_only(work: Workbook) -> None:
    heard = []
    for name in ("floor/table", "floor/chart", "floor", "floors/table", "bridge/table"):
        work.listen(name, lambda name=name: heard.append(name))
    work.tell("floor")
    assert heard == ["floor/table", "floor/chart"]


def test_one_workbook_for_one_notebook_in_a_kernel(tmp_path: Path) -> None:
    first = open_workbook("01", tmp_path)
    put(first, "floor", "x")
    assert open_workbook("01", tmp_path) is first
    assert open_workbook("00", tmp_path) is not first


def test_only_json_can_be_kept(work: Workbook) -> None:
    with pytest.raises(TypeError):
        work.put("floor", "q", {1, 2}, "w")
    with pytest.raises(ValueError, match="JSON"):
        work.put("floor", "q", float("nan"), "w")


@pytest.mark.parametrize("number", ["1", "99", "../01"])
def test_unknown_notebooks_are_refused(number: str) -> None:
    with pytest.raises(ValueError, match="not one of: 00, 01, 02"):
        Workbook(number)


def test_progress_counts_tasks_that_are_done(tmp_path: Path) -> None:
    zero, one = Workbook("00", tmp_path), Workbook("01", tmp_path)
    for task in notebook("01").tasks:
        assert progress(one)[1].percent < 100
        one.put(task, "q", None, "w", done=False)
        assert progress(one)[1].percent < 100
    for task in notebook("01").tasks:
        one.put(task, "q", None, "w")
    assert progress(one)[1].percent == 100
    assert progress(zero)[1].percent == 0
    one.save()
    assert progress(zero)[1].percent == 100


def document(*texts: str) -> Document:
    return Document(
        {"01": Section(1, "", {str(at): Answer(f"Q{at} {text}", text, text) for at, text in enumerate(texts)})}
    )


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@given(st.lists(st.text() | st.sampled_from(NASTY), max_size=3))
def test_no_text_becomes_markup_on_the_page(texts: list[str]) -> None:
    parser = _Tags()
    parser.feed(to_html(document(*texts)))
    assert parser.tags <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "h1",
        "h2",
        "h3",
        "p",
        "blockquote",
        "bdi",
        "br",
    }
    assert parser.attributes <= {"lang", "charset", "name", "content", "http-equiv", "class"}


@given(st.lists(st.text() | st.sampled_from(NASTY), max_size=3))
def test_no_text_becomes_a_formula_in_the_table(texts: list[str]) -> None:
    content = to_csv(document(*texts))
    rows = list(csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline="")))
    assert len(rows) == 1 + len(texts)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"]), min_size=1))
def test_the_table_keeps_ordinary_texts_letter_by_letter(text: str) -> None:
    rows = list(csv.reader(io.StringIO(to_csv(document(text)).removeprefix("\ufeff"), newline="")))
    assert rows[1][3].removeprefix("'") == text.removeprefix("'")


@given(st.text() | st.sampled_from(NASTY))
def test_no_text_becomes_markdown(text: str) -> None:
    lines = to_markdown(document(text)).split("\n")
    start = next(at for at, line in enumerate(lines) if line.startswith("### "))
    assert all(line == "" or line.startswith(">") for line in lines[start + 1 :])
    for line in lines[start + 1 :]:
        assert not re.search(r"(?<!\\)[`*_\[\]#<]", line[1:])


def test_how_to_print_is_said_of_a_page_and_of_nothing_else(tmp_path: Path) -> None:
    work = Workbook("00", tmp_path)
    assert "To print it, right-click it" in work.write_beside("page.html", "<p>")
    assert work.write_beside("table.csv", "a") == "Written to table.csv, beside this notebook."


def test_exports_hold_every_notebook_and_the_memory_of_this_one(tmp_path: Path) -> None:
    zero, one = Workbook("00", tmp_path), Workbook("01", tmp_path)
    put(zero, "own_words", "saved in the other notebook")
    zero.save()
    put(one, "floor", "not saved yet")
    assert "my-iopedu-work.md" in one.export("Markdown")
    text = (tmp_path / "my-iopedu-work.md").read_text()
    assert "saved in the other notebook" in text and "not saved yet" in text
    assert "Compare levels of care" in text
    put(one, "bridge", "a second answer")
    work = one.everything()
    assert re.findall(r"^## (\d\d)", to_markdown(work), re.MULTILINE) == ["00", "01"]
    assert re.findall(r"<h2>(\d\d)", to_html(work)) == ["00", "01"]
    with pytest.raises(StorageProblem, match="not one of: Markdown, CSV, Printable page"):
        one.export("PDF")
