"""Pages to hand out: whole, alone, inert, and never over a file that is there."""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import cli, show
from iopedu.course import notebooks
from iopedu.course.document import Answer, Document, Section, StorageProblem
from iopedu.course.workbook import FILE
from iopedu.deliver import handout
from iopedu.forms.parts import FILL
from tests.refresh.notebooks import NOTEBOOKS

HOSTILE = "<script>window.bad=1</script><img src=x onerror=alert(1)> =1+1 \u202eabc \x1b[31m"
ENTRY = notebooks()[4]
UMASK = os.umask(0)
os.umask(UMASK)


def work(folder: Path, number: str = ENTRY.number, key: str = "record", text: str = HOSTILE) -> Path:
    """A learner's saved file with one answer."""
    path = folder / FILE
    path.write_text(Document({number: Section("today", {key: Answer(text, text, text)})}).dumps(), encoding="utf-8")
    return path


@pytest.mark.parametrize("entry", notebooks(), ids=lambda entry: entry.number)
def test_a_page_holds_the_whole_notebook_and_nothing_from_elsewhere(entry) -> None:
    page = handout.reading(entry)
    book = json.loads((NOTEBOOKS / entry.file).read_text(encoding="utf-8"))
    assert page.count("<h1>") == 1 and f"<h1>{entry.number} {entry.title}</h1>" in page.replace("&amp;", "&")
    found = re.findall(r"<h2>(.*?)</h2>", page)
    written = re.findall(r"^## (.*)$", "\n".join("".join(c["source"]) for c in book["cells"]), re.MULTILINE)
    assert len(found) == len(written) > 6
    twins = sum(cell["cell_type"] == "code" for cell in book["cells"])
    assert page.count('class="iop"') >= twins
    assert "988" in page and FILL in page
    # Only links that a reader follows; nothing that a browser would fetch or run by itself.
    assert not re.search(r"<(script|link|iframe|object|embed|form|base|img)\b|\ssrc=|@import|url\((?!#)|srcset", page)
    assert not re.search(r"\son\w+=|javascript:", page)
    hrefs = re.findall(r'\bhref="([^"]*)"', page)
    assert all(href.startswith(("https://", "http://", "#", "tel:", "sms:")) for href in hrefs)
    assert "default-src 'none'" in page and "@media print" in page
    assert page.count(".iop .iop-box {") <= 1 < len(page) and "To begin:" not in page
    assert len(page) < 500_000


def test_a_figure_stands_in_the_page_itself() -> None:
    page = handout.reading(notebooks()[1])
    assert page.count("<svg") >= 2 and "<figcaption" in page


def test_what_a_learner_entered_is_not_in_the_notebooks_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    work(tmp_path, text="my very own words")
    assert cli.main(["handout", "04"]) == 0
    (page,) = tmp_path.glob("*.html")
    assert page.name == "04_work_through_a_thought_record.html" and "my very own words" not in page.read_text()


def test_saved_work_becomes_a_private_page_of_inert_text_with_the_hand_out(tmp_path: Path) -> None:
    path = work(tmp_path)
    assert cli.main(["handout", "4", "--saved", str(path)]) == 0
    out = tmp_path / "my-iopedu-work-04.html"
    page = out.read_text(encoding="utf-8")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert "&lt;script&gt;window.bad=1" in page and "<script" not in page and "<img" not in page
    assert "\u202e" not in page and "\x1b" not in page
    assert "default-src 'none'" in page
    assert "Questions to ask yourself" in page and f"04 {ENTRY.title}" in page


def test_only_the_asked_notebook_is_written(tmp_path: Path) -> None:
    answer = {"a": Answer("Q", 1, "for me alone")}
    path = tmp_path / FILE
    path.write_text(Document({"03": Section("", answer), "04": Section("", {"b": Answer("Q", 1, "x")})}).dumps())
    assert "for me alone" not in handout.saved(ENTRY, path)


def test_erasing_everything_takes_the_page_with_it(tmp_path: Path) -> None:
    from iopedu.course.workbook import Workbook

    path = work(tmp_path)
    cli.main(["handout", "04", "--saved", str(path)])
    Workbook("04", tmp_path).erase_everything()
    assert not list(tmp_path.glob("*.html"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no file"),
        (b"not json", "is not a file of saved work"),
        (b"\xff\xfe", "is not a file of saved work"),
        (b'{"format": "iopedu-work", "version": 1, "sections": {}}', "has no answers for notebook 04"),
        (b'{"format": "iopedu-work", "version": 99, "sections": {}}', "newer version of iopedu"),
    ],
)
def test_what_cannot_be_written_is_said_in_a_sentence(tmp_path: Path, capsys, content: bytes | None, said: str) -> None:
    path = tmp_path / FILE
    if content is not None:
        path.write_bytes(content)
    assert cli.main(["handout", "04", "--saved", str(path)]) == 1
    caught = capsys.readouterr()
    assert said in caught.err and not caught.out and not list(tmp_path.glob("*.html"))


@pytest.mark.hostile
@given(
    st.binary(max_size=300) | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(repr).map(str.encode)
)
def test_a_hostile_file_gives_a_page_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "hostile.json"
    path.write_bytes(content)
    with pytest.raises(StorageProblem):
        handout.saved(ENTRY, path)


@pytest.mark.hostile
@given(st.text(), st.text(max_size=30))
def test_hostile_words_and_keys_stay_text(tmp_path_factory: pytest.TempPathFactory, text: str, key: str) -> None:
    path = work(tmp_path_factory.getbasetemp(), key=key, text=f"<b onclick=x>{text}</b>")
    page = handout.saved(ENTRY, path)
    assert "<b onclick" not in page and "&lt;b onclick" in page


@pytest.mark.parametrize("number", ["../../etc/passwd", "04/../05", "99", "", "04.html", "-1", "٠٤", "4\x00"])
def test_a_number_is_a_number_of_the_course_and_no_path(tmp_path: Path, monkeypatch, capsys, number: str) -> None:
    monkeypatch.chdir(tmp_path)
    for command in ("handout", "present"):
        with pytest.raises(SystemExit) as stopped:
            cli.main([command, number])
        assert stopped.value.code == 2
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_there_stays_unless_forced(tmp_path: Path, capsys) -> None:
    out = tmp_path / "mine.html"
    out.write_text("mine")
    assert cli.main(["handout", "04", "--out", str(out)]) == 1
    assert out.read_text() == "mine" and "--force" in capsys.readouterr().err
    assert cli.main(["handout", "04", "--out", str(out), "--force"]) == 0
    assert "thought record" in out.read_text(encoding="utf-8")


def test_a_page_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path, capsys, monkeypatch) -> None:
    out = tmp_path / "page.html"
    assert cli.main(["handout", "04", "--out", str(out)]) == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o644 & ~UMASK
    before = out.read_bytes()

    def broken(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", broken)
    assert cli.main(["handout", "05", "--out", str(out), "--force"]) == 1
    assert "No space left" in capsys.readouterr().err
    assert out.read_bytes() == before and list(tmp_path.iterdir()) == [out]


def test_forced_private_pages_are_private_whatever_was_there(tmp_path: Path) -> None:
    path, other = work(tmp_path), tmp_path / "other.html"
    other.write_text("another file")
    out = tmp_path / "my-iopedu-work-04.html"
    out.symlink_to(other)
    assert cli.main(["handout", "04", "--saved", str(path)]) == 1
    assert cli.main(["handout", "04", "--saved", str(path), "--force"]) == 0
    assert other.read_text() == "another file" and stat.S_IMODE(out.lstat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["page.txt", "page", "page.ipynb", ".html", "nowhere/page.html"])
def test_a_page_goes_only_into_an_html_file_in_a_folder_that_is_there(tmp_path: Path, capsys, name: str) -> None:
    assert cli.main(["handout", "04", "--out", str(tmp_path / name), "--force"]) == 1
    assert capsys.readouterr().err and not list(tmp_path.iterdir())


def test_the_one_page_is_the_one_the_notebook_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["handout", "09", "--one-page"]) == 0
    assert (tmp_path / "iopedu-handout-09.html").read_text(encoding="utf-8") == show.handout("09")


def test_without_the_reader_of_markdown_a_sentence_says_what_to_install(monkeypatch, capsys, tmp_path: Path) -> None:
    monkeypatch.setattr(handout, "find_spec", lambda _name: None)
    assert cli.main(["handout", "04", "--out", str(tmp_path / "a.html")]) == 1
    assert "iopedu[lab]" in capsys.readouterr().err
