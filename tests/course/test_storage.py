"""The answers' file: whole or refused, never half; hostile content is named, not run."""

from __future__ import annotations

import json
import os
import random
import signal
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import example, given
from hypothesis import strategies as st

from iopedu.course import document, storage
from iopedu.course.document import (
    MAX_BYTES,
    VERSION,
    Answer,
    DamagedFile,
    Document,
    Earlier,
    NewerFile,
    Section,
    StorageProblem,
    parse,
)
from tests.tools import any_json

ANY_TEXT = st.text(st.characters())  # surrogates too
ANSWERS = st.builds(
    Answer, ANY_TEXT, any_json(allow_nan=False, allow_infinity=False), ANY_TEXT, st.booleans(), ANY_TEXT
)
DOCUMENTS = st.builds(
    Document,
    st.dictionaries(
        st.sampled_from(["00", "01", "15"]),
        st.builds(
            Section,
            st.text(),
            st.dictionaries(ANY_TEXT, ANSWERS, max_size=4),
            st.lists(st.builds(Earlier, ANY_TEXT, ANSWERS, ANY_TEXT), max_size=3).map(tuple),
            st.dictionaries(ANY_TEXT, st.dictionaries(ANY_TEXT, ANY_TEXT, max_size=2), max_size=2),
            st.dictionaries(ANY_TEXT, any_json(allow_nan=False, allow_infinity=False), max_size=2),
        ),
        max_size=3,
    ),
    st.booleans(),
    st.lists(ANY_TEXT, max_size=2).map(tuple),
)


@given(DOCUMENTS)
def test_a_document_survives_writing_and_reading(tmp_path: Path, document: Document) -> None:
    path = tmp_path / "work.json"
    storage.write(path, document.dumps())
    assert storage.read(path) == document
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 or sys.platform == "win32"


@pytest.mark.hostile
@given(DOCUMENTS, st.data())
def test_mutated_files_are_read_or_refused_in_words(document: Document, data: st.DataObject) -> None:
    content = bytearray(document.dumps().encode())
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        match data.draw(st.sampled_from(["cut", "insert", "flip", "drop"])):
            case "cut":
                del content[at:]
            case "insert":
                content[at:at] = data.draw(st.binary(max_size=5))
            case "flip" if at < len(content):
                content[at] ^= data.draw(st.integers(1, 255))
            case "drop":
                del content[at : at + data.draw(st.integers(1, 20))]
    try:
        assert isinstance(parse(bytes(content)), Document)
    except StorageProblem as problem:
        assert str(problem)
        assert "Traceback" not in str(problem)


@pytest.mark.hostile
@given(any_json(allow_nan=False, allow_infinity=False))
@example({"format": "iopedu-work", "version": True, "sections": {}})
@example({"format": "iopedu-work", "version": 1, "sections": []})
def test_other_json_is_refused(found: object) -> None:
    with pytest.raises(DamagedFile):
        parse(json.dumps(found))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "garbled at line 1"),
        (b"\xff\xfe\x00", "isn’t text|garbled"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a": NaN}', "NaN"),
        (b'{"format": "other"}', "iopedu-work"),
        (b" " * (MAX_BYTES + 1), "more than"),
        (b'{"format": "iopedu-work", "version": 2, "sections": []}', "sections should contain"),
    ],
)
def test_what_is_wrong_is_named(content: bytes, says: str) -> None:
    with pytest.raises(DamagedFile, match=says):
        parse(content)


ENTRY = {"question": "q", "value": None, "words": "w", "done": True}


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [("format", "other", "the start"), ("version", 0, "version"), ("version", 1.0, "version")],
)
def test_a_file_that_is_no_workbook_is_named(name: str, value: object, says: str) -> None:
    found = json.loads(Document({"01": Section(answers={"q": Answer(**ENTRY)})}).dumps())
    with pytest.raises(DamagedFile, match=f"{says} should contain"):
        parse(json.dumps({**found, name: value}))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("02",), []),
        (("02",), None),
        (("02", "saved"), 5),
        (("02", "answers"), []),
        (("02", "earlier"), {"a": 1}),
        (("02", "typed"), 7),
        (("02", "of a later version"), {"x": [1]}),
        (("02", "answers", "q"), []),
        (("02", "answers", "q"), {name: ENTRY[name] for name in ENTRY if name != "value"}),
        (("02", "answers", "q", "question"), 5),
        (("02", "answers", "q", "words"), None),
        (("02", "answers", "q", "done"), 1),
    ],
)
def test_one_bad_place_condemns_nothing_else_and_is_carried_along(path: tuple[str, ...], value: object) -> None:
    sections = {number: Section(answers={"q": Answer(**ENTRY), "r": Answer(**ENTRY)}) for number in ("01", "02")}
    found = json.loads(Document(sections).dumps())
    spot = found["sections"]
    for name in path[:-1]:
        spot = spot[name]
    spot[path[-1]] = value
    document = parse(json.dumps(found))
    assert document.sections["01"] == sections["01"]
    if path[1:2] == ("answers",) and len(path) > 2:
        assert document.sections["02"].answers["r"] == Answer(**ENTRY) and "q" not in document.sections["02"].answers
    if path[1:] not in (("saved",), ("earlier",)):  # a time says nothing by itself
        assert json.dumps(value) in json.dumps(json.loads(parse(document.dumps()).dumps()))


def test_what_others_put_into_the_file_is_carried_along() -> None:
    found = {**json.loads(Document().dumps()), "campus": {"name": "North"}}
    assert json.loads(parse(json.dumps(found)).dumps())["campus"] == {"name": "North"}


def test_what_could_not_be_read_again_is_not_written() -> None:
    long = Document({"01": Section(answers={"q": Answer("q", "x" * 20_000_000, "w")})})
    with pytest.raises(StorageProblem, match="more than the 20,000,000"):
        long.dumps()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among its files")
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_what_is_no_file_is_refused_and_nobody_waits(tmp_path: Path, make: Callable) -> None:
    make(tmp_path / "work.json")
    with pytest.raises(StorageProblem, match="not an ordinary file"):
        storage.read(tmp_path / "work.json")


def test_a_file_may_have_as_many_bytes_as_promised_and_no_more() -> None:
    content = Document().dumps().encode()
    assert parse(content.ljust(20_000_000)) == Document()
    with pytest.raises(DamagedFile, match="it’s 20,000,001 bytes, more than the 20,000,000 allowed for a workbook"):
        parse(content.ljust(20_000_001))


def test_a_newer_file_is_left_to_a_newer_program() -> None:
    with pytest.raises(NewerFile, match="newer version of iopedu"):
        parse(json.dumps({"format": "iopedu-work", "version": VERSION + 1, "sections": {}}))


def test_the_first_version_stays_readable() -> None:
    sample = Path(__file__).parent.parent / "samples" / "work-version-1.json"
    document = parse(sample.read_bytes())
    assert document.sections["01"].answers["floor"].words.startswith("A floor is")
    assert document.sections["00"].answers["quiz"].done is False
    assert document.sections["01"].answers["floor"].changed == document.sections["01"].saved == "2026-11-23 11:40"
    assert document.keep and not any(section.unread for section in document.sections.values())


def test_an_older_version_goes_through_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "VERSION", 3)
    monkeypatch.setitem(document.MIGRATIONS, 1, lambda old: {**old, "renamed": old["sections"]})
    monkeypatch.setitem(document.MIGRATIONS, 2, lambda old: {**old, "sections": old["renamed"]})
    old = Document({"01": Section("some day")}).dumps().replace('"version": 3', '"version": 1')
    assert parse(old).sections["01"].saved == "some day"


def test_a_damaged_file_is_kept_under_another_name(tmp_path: Path) -> None:
    path = tmp_path / "work.json"
    names = []
    for content in ("one", "two"):
        path.write_text(content)
        names.append(storage.set_aside(path).name)
    assert names == ["work.damaged-1.json", "work.damaged-2.json"]
    assert [(tmp_path / name).read_text() for name in names] == ["one", "two"]


def test_a_folder_that_cannot_be_written_is_named_in_words(tmp_path: Path) -> None:
    with pytest.raises(StorageProblem, match="cannot be written"):
        storage.write(tmp_path / "nowhere" / "work.json", "{}")


def test_two_notebooks_do_not_write_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, problem = tmp_path / "work.json", "Another notebook is saving"
    with storage.alone(path):
        # A second lock of the same process waits for its turn like one of another process.
        with monkeypatch.context() as patched, pytest.raises(StorageProblem, match=problem):
            patched.setattr(storage, "FileLock", lambda file, timeout, mode: FileLock(file, timeout / 50, mode))
            with storage.alone(path):
                pass
        assert [stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()] == [0o600] or sys.platform == "win32"


def test_a_file_for_everybody_can_be_read_by_everybody(tmp_path: Path) -> None:
    storage.write(tmp_path / "page.html", "<p>", mode=0o644)
    assert stat.S_IMODE((tmp_path / "page.html").stat().st_mode) == 0o644 or sys.platform == "win32"


def test_what_a_killed_writer_left_is_cleared_by_whoever_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, left_over = tmp_path / "work.json", tmp_path / ".work-0.tmp"
    left_over.touch()
    with storage.alone(path):
        assert not left_over.exists()
    monkeypatch.setattr(Path, "glob", lambda *_: [left_over])  # found, and gone before it is deleted
    with storage.alone(path):
        storage.write(path, "{}")
    assert path.read_text() == "{}"


def test_a_writer_takes_nothing_from_another_one(tmp_path: Path) -> None:
    """Two commands may fill one folder at once, each with its own files in between."""
    (tmp_path / ".work-of-another.tmp").write_text("half")
    storage.write(tmp_path / "work.json", "{}")
    assert (tmp_path / ".work-of-another.tmp").read_text() == "half"


def test_a_writer_that_is_stopped_leaves_the_new_file_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, rename = tmp_path / "work.json", Path.replace

    def stopped(name: Path, target: Path) -> None:
        rename(name, target)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        storage.write(path, "{}")
    assert [file.name for file in tmp_path.iterdir()] == ["work.json"] and path.read_text() == "{}"


WRITER = textwrap.dedent("""
    import os
    import sys
    from pathlib import Path
    from iopedu.course import document, storage
    from iopedu.course.document import Answer, Document, Section
    path = Path(sys.argv[1])
    for _wish in sys.stdin:
        writer = os.fork()
        if writer:
            print(writer, flush=True)
            print(os.waitpid(writer, 0)[1], flush=True)
            continue
        for revision in range(10**9):
            answers = {str(n): Answer("q", "x" * 2000, "w") for n in range(50)}
            with storage.alone(path):
                storage.write(path, Document({"01": Section(str(revision), answers)}).dumps())
""")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killing_the_process_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    path = tmp_path / "work.json"
    storage.write(path, Document().dumps())
    chance, written = random.Random(7), set()
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        for _killed in range(100):  # one writer after another is killed at any point of its work
            process.stdin.write("another\n")
            process.stdin.flush()
            writer = int(process.stdout.readline())
            time.sleep(chance.uniform(0, 0.02))
            os.kill(writer, signal.SIGKILL)
            assert int(process.stdout.readline()) == signal.SIGKILL, "it was at work until it was killed"
            section = storage.read(path).sections.get("01", Section(answers=dict.fromkeys(range(50))))
            assert len(section.answers) == 50
            written.add(section.saved)
        process.stdin.close()
    assert len(written) > 3, "most writers were killed before they had written"
    with storage.alone(path):
        storage.write(path, Document().dumps())
    assert {file.name for file in tmp_path.iterdir()} == {"work.json", ".work.lock"}
