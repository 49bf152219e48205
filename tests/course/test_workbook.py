"""Answers in memory, in the file, and in copies to read: nothing lost, nothing overwritten unasked."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import random
import re
import signal
import stat
import subprocess
import sys
import tempfile
import textwrap
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from iopedu.course import storage
from iopedu.course.checkpoints import progress
from iopedu.course.document import EARLIER, Answer, Document, Section, StorageProblem
from iopedu.course.export import to_csv, to_html, to_markdown
from iopedu.course.outline import notebook
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


def window(folder: Path, number: str = "01") -> Workbook:
    """Return a workbook as a notebook that is opened has one; without a kernel it writes at once."""
    return Workbook(number, folder, by_itself=True)


def put(work: Workbook, key: str, words: str) -> None:
    work.put(key, f"What about {key}?", {"text": words}, words)


def test_what_is_not_entered_is_in_no_file(work: Workbook, tmp_path: Path) -> None:
    put(work, "floor", "secret")
    Workbook("02", tmp_path, by_itself=True).keep_now()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", NASTY)
def test_every_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    first = window(tmp_path)
    put(first, "floor", text)
    assert window(tmp_path).answers == first.answers and stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_in_a_kernel_it_is_written_within_a_second_and_once_for_many_keys(tmp_path: Path, monkeypatch) -> None:
    written: list[float] = []
    monkeypatch.setattr(storage, "write", lambda *_args: written.append(time.monotonic()))

    async def type_for_a_while() -> float:
        work = window(tmp_path)
        for at in range(30):
            put(work, "floor", "word " * at)
            await asyncio.sleep(0.02)
        last = time.monotonic()
        await asyncio.sleep(0.8)
        return last

    last = asyncio.run(type_for_a_while())
    assert 1 <= len(written) <= 4 and last < written[-1] < last + 0.8


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


def test_the_newer_of_two_windows_shows_and_the_other_state_stays(tmp_path: Path) -> None:
    first, second = window(tmp_path), window(tmp_path)
    put(first, "floor", "from the first")
    put(first, "bridge", "only there")
    put(second, "floor", "from the second")
    first.look()
    for each in (first, second, window(tmp_path)):
        assert {k: answer.words for k, answer in each.answers.items()} == {
            "floor": "from the second",
            "bridge": "only there",
        }
        assert [one.answer.words for one in each.earlier] == ["from the first"]
    second.bring_back(second.earlier[0])
    first.look()
    assert first.answers["floor"].words == "from the first"
    assert "from the second" in [one.answer.words for one in first.earlier]


def test_writing_a_file_beside_hides_nothing_that_another_window_wrote(tmp_path: Path) -> None:
    first, second = window(tmp_path), window(tmp_path)
    put(second, "floor", "from the second")
    first.write_beside(f"{Path(FILE).stem}-plan.html", "<p>")
    first.look()
    assert first.answers["floor"].words == "from the second"
    assert storage.read(tmp_path / FILE).files == ("my-iopedu-work-plan.html",)


def test_items_of_one_answer_are_joined(tmp_path: Path) -> None:
    """Seventeen practice items in one window, one in another that had opened before."""
    first, second = window(tmp_path), window(tmp_path)
    for at in range(17):
        answers = [{"item": f"i{n}", "chosen": [0], "at": f"2026-01-01T00:00:{n:02}"} for n in range(at + 1)]
        first.put("deck", "Q", {"version": 1, "answers": answers, "cards": {f"i{at}": {"due": at}}}, f"{at + 1}")
    one = {"item": "x", "chosen": [1], "at": "2026-01-02T00:00:00"}
    second.put("deck", "Q", {"version": 1, "answers": [one], "cards": {"x": {"due": 9}}}, "1")
    found = window(tmp_path).answers["deck"].value
    assert [entry["item"] for entry in found["answers"]] == [*(f"i{n}" for n in range(17)), "x"]
    assert set(found["cards"]) == {"i16", "x"}


class Play(RuleBasedStateMachine):
    """Windows that open, type, look and close in any order: what was last entered in a place shows or can be found."""

    FIELDS = ("a", "b", "c")

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.windows = [window(self.folder) for _ in range(2)]
        self.many = 0

    @rule(at=st.integers(0, 1), name=st.sampled_from(FIELDS), key=st.sampled_from(("k", "l")))
    def enter(self, at: int, name: str, key: str) -> None:
        work = self.windows[at]
        self.many += 1
        value = dict(work.answers[key].value if key in work.answers else {})
        value[name] = f"text {self.many}"
        work.put(key, "Q", value, json.dumps(value))
        held = json.dumps(storage.read(self.folder / FILE).sections["01"].values())
        assert f"text {self.many}" in held
        assert storage.read(self.folder / FILE).sections["01"].answers[key].value[name] == f"text {self.many}"

    @rule(at=st.integers(0, 1))
    def look(self, at: int) -> None:
        self.windows[at].look()

    @rule(at=st.integers(0, 1))
    def open_again(self, at: int) -> None:
        self.windows[at] = window(self.folder)

    @rule(at=st.integers(0, 1))
    def lose_the_file(self, at: int) -> None:
        for each in self.windows:
            each.look()
        (self.folder / FILE).unlink(missing_ok=True)
        before = self.windows[at].answers
        self.windows[at].look()
        assert self.windows[at].answers == before

    @invariant()
    def nothing_is_behind(self) -> None:
        """An answer that one window shows is not replaced by an older one in the file."""
        if (self.folder / FILE).exists():
            held = storage.read(self.folder / FILE).sections.get("01", Section()).answers
            for work in self.windows:
                for key, answer in work.answers.items():
                    assert key in held and set(answer.value) <= set(held[key].value)


TestPlay = Play.TestCase
TestPlay.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)


def test_two_windows_lose_nothing_that_only_one_of_them_entered(tmp_path: Path) -> None:
    """Both fill in different fields of one record without looking: all of it is there."""
    one, other = window(tmp_path), window(tmp_path)
    mine: dict[str, str] = {}
    theirs: dict[str, str] = {}
    for at in range(8):
        mine[f"mine {at}"] = f"m{at}"
        one.put("k", "Q", {**(one.answers["k"].value if "k" in one.answers else {}), **mine}, "w")
        theirs[f"theirs {at}"] = f"t{at}"
        other.put("k", "Q", {**(other.answers["k"].value if "k" in other.answers else {}), **theirs}, "w")
    assert window(tmp_path).answers["k"].value == mine | theirs


def test_at_least_five_states_stay_and_the_oldest_go_first(tmp_path: Path) -> None:
    for day in range(EARLIER + 4):
        work = window(tmp_path)
        put(work, "floor", f"day {day}")
        held = json.loads((tmp_path / FILE).read_text())
        held["sections"]["01"]["answers"]["floor"]["changed"] = f"2026-01-{day + 1:02}T10:00:00+00:00"
        (tmp_path / FILE).write_text(json.dumps(held))
    states = [one.answer.words for one in window(tmp_path).earlier]
    assert len(states) == EARLIER >= 5
    assert states == [f"day {day}" for day in range(3, EARLIER + 3)]


def test_what_was_emptied_or_begun_anew_can_be_brought_back(tmp_path: Path) -> None:
    work = window(tmp_path)
    put(work, "floor", "a whole answer")
    work.put("floor", "Q", {"text": ""}, "begun anew", done=False)
    work.drop("floor")
    assert "floor" not in work.answers
    assert [one.answer.words for one in window(tmp_path).earlier] == ["a whole answer", "begun anew"]
    work.bring_back(work.earlier[0])
    assert window(tmp_path).answers["floor"].words == "a whole answer"


def test_a_damaged_file_is_named_and_kept_and_the_learner_goes_on(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"format": "iopedu-work", "vers')
    work = window(tmp_path)
    assert "damaged" in work.problem
    put(work, "floor", "still here")
    assert "damaged" in work.problem and "my-iopedu-work.damaged-1.json" in work.problem
    assert (tmp_path / "my-iopedu-work.damaged-1.json").read_text() == '{"format": "iopedu-work", "vers'
    again = window(tmp_path)
    assert again.answers["floor"].words == "still here" and again.problem == ""


def test_damage_after_saving_does_not_block_the_next_save(tmp_path: Path) -> None:
    work = window(tmp_path)
    put(work, "floor", "kept")
    (tmp_path / FILE).write_text("nonsense")
    put(work, "bridge", "more")
    assert set(storage.read(tmp_path / FILE).sections["01"].answers) == {"floor", "bridge"}


def test_a_file_that_is_gone_is_written_anew(tmp_path: Path) -> None:
    work = window(tmp_path)
    put(work, "floor", "kept")
    (tmp_path / FILE).unlink()
    work.look()
    assert storage.read(tmp_path / FILE).sections["01"].answers["floor"].words == "kept"


@pytest.mark.skipif(not hasattr(os, "symlink") or sys.platform == "win32", reason="Windows asks for a right to link")
def test_a_link_into_another_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "synchronized").mkdir()
    (tmp_path / FILE).symlink_to(tmp_path / "synchronized" / "work.json")
    put(window(tmp_path), "floor", "kept")
    assert (tmp_path / FILE).is_symlink() and "kept" in (tmp_path / "synchronized" / "work.json").read_text()


def test_a_full_disk_is_told_and_the_answers_are_kept_as_soon_as_there_is_room(tmp_path: Path, monkeypatch) -> None:
    work = window(tmp_path)
    put(work, "floor", "before")
    with monkeypatch.context() as full:
        full.setattr(os, "fsync", lambda _handle: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        put(work, "floor", "when the disk was full")
        assert "No space left" in work.problem and "No space left" in work.state() and work.unsaved
        assert storage.read(tmp_path / FILE).sections["01"].answers["floor"].words == "before"
    put(work, "bridge", "one more")
    assert not work.problem and window(tmp_path).answers["floor"].words == "when the disk was full"


def test_a_newer_file_is_not_touched(tmp_path: Path) -> None:
    newer = json.dumps({"format": "iopedu-work", "version": 99, "sections": {}})
    (tmp_path / FILE).write_text(newer)
    work = window(tmp_path)
    assert "left as it is" in work.problem
    put(work, "floor", "x")
    assert "left as it is" in work.state() and (tmp_path / FILE).read_text() == newer and work.unsaved


def test_a_file_from_elsewhere_is_joined_and_the_newer_state_shows(tmp_path: Path) -> None:
    work = window(tmp_path)
    put(work, "floor", "mine, from today")
    old, new = (f"{year}-01-01T00:00:00+00:00" for year in (2001, 2099))
    for changed, shows in ((old, "mine, from today"), (new, "theirs")):
        theirs = {"floor": Answer("q", {"text": "theirs"}, "theirs", True, changed), "bridge": Answer("q", 1, "b")}
        said = work.load(Document({"01": Section("", theirs)}).dumps().encode())
        assert work.answers["floor"].words == shows and work.answers["bridge"].words == "b"
    assert "1 answer added" in said and "earlier versions" in said
    assert "mine, from today" in [one.answer.words for one in window(tmp_path).earlier]
    with pytest.raises(StorageProblem, match="Nothing here has changed"):
        work.load(b"{")
    assert window(tmp_path).answers == work.answers


def test_erase_here_and_everywhere(tmp_path: Path) -> None:
    (tmp_path / "my-iopedu-work-notes.txt").write_text("the learner's own file")
    (tmp_path / "my-iopedu-work-results-07.json").write_text("of another learner")
    (tmp_path / FILE).write_text("damaged")
    zero, work = window(tmp_path, "00"), window(tmp_path)
    put(zero, "own_words", "from the other notebook")
    put(work, "floor", "first words")
    put(work, "floor", "x")
    for name in (f"{Path(FILE).stem}-case-maya.html", f"{Path(FILE).stem}-results-08.json"):
        work.write_beside(name, "from answers")
    assert work.erase() and not work.answers
    held = (tmp_path / FILE).read_text()
    assert "first words" not in held and "from the other notebook" in held
    put(work, "floor", "entered after erasing")
    assert "3 files were deleted" in work.erase_everything()
    left = {file.name for file in tmp_path.iterdir()} - {".my-iopedu-work.lock"}
    assert left == {"my-iopedu-work-notes.txt", "my-iopedu-work-results-07.json", FILE}
    assert storage.read(tmp_path / FILE).sections == {}
    zero.look()
    assert not zero.answers and storage.read(tmp_path / FILE).sections == {}, "an open notebook brings nothing back"
    put(zero, "own_words", "begun anew")
    assert window(tmp_path, "00").answers["own_words"].words == "begun anew"


def test_forms_are_told_when_answers_come_from_elsewhere(tmp_path: Path) -> None:
    class Shows:
        def __init__(self) -> None:
            self.heard: list[str] = []

        def refresh(self, joined: bool = False) -> None:
            self.heard.append("joined" if joined else "put")

        def from_json(self, found: Any) -> Any:
            if isinstance(found, dict) and len(found) > 2:
                raise ValueError("too many")
            return found

        def keep_again(self) -> None:
            self.heard.append("again")

    work, other, form = window(tmp_path), window(tmp_path), Shows()
    end = work.listen("floor", form)
    work.put("floor", "Q", {"a": 1}, "w")
    other.put("floor", "Q", {"a": 1, "b": 2}, "w")
    work.look()
    assert form.heard == ["put", "joined"] and work.forms("floor") == [form]
    work.put("floor", "Q", {"a": 9, "b": 2}, "w")
    other.put("floor", "Q", {"a": 1, "b": 7}, "w")
    work.look()
    assert work.answers["floor"].value == {"a": 9, "b": 7} and form.heard[2:] == ["put", "joined"]
    other.put("floor", "Q", {"a": 9, "b": 7, "c": 3}, "w")
    end()
    work.look()
    assert len(form.heard) == 4 and work.forms("floor") == []


def test_two_states_that_make_no_sense_together_are_not_joined(tmp_path: Path) -> None:
    class One:
        """Shows one of two things, never both."""

        def refresh(self, joined: bool = False) -> None:
            self.joined = joined

        def keep_again(self) -> None:
            raise AssertionError("nothing was joined")

        def from_json(self, found: Any) -> Any:
            if len(found) > 1:
                raise ValueError("one only")
            return found

    work, other = window(tmp_path), window(tmp_path)
    other.listen("floor", One())
    work.put("floor", "Q", {"a": 1}, "the a")
    other.put("floor", "Q", {"b": 2}, "the b")
    assert other.answers["floor"].value == {"b": 2} and [one.answer.words for one in other.earlier] == ["the a"]


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
        {"01": Section("", {str(at): Answer(f"Q{at} {text}", text, text) for at, text in enumerate(texts)})}
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


def test_exports_hold_every_notebook_and_the_memory_of_this_one(tmp_path: Path) -> None:
    zero, one = Workbook("00", tmp_path), Workbook("01", tmp_path)
    put(zero, "own_words", "saved in the other notebook")
    zero.save()
    put(one, "floor", "not saved yet")
    text = to_markdown(one.everything())
    assert "saved in the other notebook" in text and "not saved yet" in text
    assert "Compare levels of care" in text
    put(one, "bridge", "a second answer")
    work = one.everything()
    assert re.findall(r"^## (\d\d)", to_markdown(work), re.MULTILINE) == ["00", "01"]
    assert re.findall(r"<h2>(\d\d)", to_html(work)) == ["00", "01"]
    assert to_csv(one.everything("bridge")).count("01") == 1 and "not saved" not in to_csv(one.everything("bridge"))


TYPIST = textwrap.dedent("""
    import asyncio, sys, time
    from iopedu.course.workbook import Workbook
    async def main():
        work = Workbook("01", sys.argv[1], by_itself=True)
        print("ready", flush=True)
        for at in range(int(sys.argv[2]), 10**9):
            work.put("floor", "Q", at, str(at))
            print(at, time.time(), flush=True)
            await asyncio.sleep(0.01)
    asyncio.run(main())
""")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_whoever_is_killed_while_typing_loses_two_seconds_at_most(tmp_path: Path) -> None:
    chance, lost = random.Random(3), []
    for turn in range(int(os.environ.get("IOPEDU_KILLS", "8"))):
        before = window(tmp_path).answers.get("floor")
        with subprocess.Popen(
            [sys.executable, "-c", TYPIST, str(tmp_path), str(turn * 10**6)], stdout=subprocess.PIPE, text=True
        ) as process:
            process.stdout.readline()
            time.sleep(chance.uniform(0.3, 2.5))
            process.send_signal(signal.SIGKILL)
            killed = time.time()
            said = [line.split() for line in process.stdout.read().splitlines() if line.count(" ") == 1]
        found = window(tmp_path).answers.get("floor")
        assert window(tmp_path).problem == ""
        kept = -1 if found == before or found is None else found.value
        lost.append(killed - next((float(when) for at, when in said if int(at) > kept), killed))
        assert lost[-1] <= 2, "entered more than two seconds ago, and not in the file"
    print(f"{len(lost)} kills: {max(lost):.2f} s lost at most, {sum(lost) / len(lost):.2f} s on average")
