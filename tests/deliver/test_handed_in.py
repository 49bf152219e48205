"""What an LMS hands out: any names, folders and zips, people and not files; and what is made to do harm is refused."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from iopedu import cli
from iopedu.course.document import MAX_BYTES
from iopedu.deliver import handed_in
from iopedu.deliver.class_view import ClassFolder, class_page, read_folder

WORK = "my-iopedu-work.json"
RESULTS = "my-iopedu-work-results.json"
PLACED = "my-iopedu-work-placements.json"
ODD = "a̐éö̲ 😀 \x1b[31m"


def results(label: str = "", **answers: int) -> bytes:
    chosen = {"01/quiz": {name: [at] for name, at in (answers or {"floor": 1}).items()}}
    return json.dumps({"format": "iopedu-results", "version": 1, "label": label, "chosen": chosen}).encode()


def placed(label: str = "") -> bytes:
    return json.dumps({"format": "iopedu-placements", "version": 1, "label": label, "placed": {"maya": "iop"}}).encode()


def work(**answers: int) -> bytes:
    value = {"version": 1, "answers": {name: [at] for name, at in (answers or {"floor": 1}).items()}}
    answer = {"question": "q", "value": value, "words": "w", "done": True}
    sections = {"01": {"revision": 1, "saved": "", "answers": {"quiz": answer}}}
    return json.dumps({"format": "iopedu-work", "version": 1, "sections": sections}).encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(folder: Path, files: Mapping[str, bytes]) -> ClassFolder:
    """Read files from a folder, and the same files from one zip file: both ways have to say the same."""
    for name, content in files.items():
        file = folder / "all" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (folder / "all.zip").write_bytes(zipped(files))
    found, other = read_folder(folder / "all"), read_folder(folder / "all.zip")
    assert (found.people, found.read, len(found.problems)) == (other.people, other.read, len(other.problems))
    return found


TWELVE = range(12)
#: What lies in the folder, and how many people handed it in.
LAYOUTS: dict[str, tuple[dict[str, bytes], int]] = {
    "a folder for each, two files in it": (
        {f"learner {at}/{name}": what for at in TWELVE for name, what in ((WORK, work()), (RESULTS, results()))},
        12,
    ),
    "a folder for each, any names": (
        {f"{at}/{name}": what for at in range(3) for name, what in (("x.JSON", work()), ("y.txt", results()))},
        3,
    ),
    "Moodle with folders": (
        {
            f"Ana {ODD[:8]}{at}_{4711 + at}_assignsubmission_file_/{name}": what
            for at in TWELVE
            for name, what in ((RESULTS, results()), (PLACED, placed()), (WORK, work()))
        },
        12,
    ),
    "Moodle without folders": (
        {f"Group A-Ana_{at + 100}_assignsubmission_file_{RESULTS}": results() for at in range(3)},
        3,
    ),
    "Moodle, the same two people in two assignments, numbered anew": (
        {
            f"{week}/{who}_{number}_assignsubmission_file_/{RESULTS}": results(floor=1)
            for week, first in (("week 1", 10), ("week 2", 90))
            for number, who in enumerate(("Ana Ruiz", "Ben Ito"), first)
        },
        2,
    ),
    "Moodle without names": (
        {f"Participant_{number}_assignsubmission_file_/{RESULTS}": results() for number in (31, 32, 33)},
        3,
    ),
    "Canvas": (
        {
            f"ruizana_{late}{number}_{number}77{at}_{name}": what
            for number, late in ((2001, ""), (2002, "LATE_"), (2003, ""))
            for at, (name, what) in enumerate(((RESULTS, results()), (WORK, work())))
        },
        3,
    ),
    "Canvas without names": (
        {f"anon_{who}_99{at}_{RESULTS}": results() for at, who in enumerate(("aB3x", "Zz91"))},
        2,
    ),
    "Canvas, each learner a zip in it": (
        {f"ruizana_20{at}_33{at}_mine.zip": zipped({WORK: work(), f"my/{RESULTS}": results()}) for at in range(1, 4)},
        3,
    ),
    "all in one folder, each with another name": (
        {name: results() for name in ("ana.json", "ben-results.json", "cem.txt", "dora.json.txt")},
        4,
    ),
    "a folder for each group": (
        {f"group {group}/{name}.json": results() for group, names in (("A", "xyz"), ("B", "st")) for name in names},
        5,
    ),
    "saved from e-mail into one folder": (
        {f"my-iopedu-work-results{more}.json": results() for more in ("", " (1)", " (2)")},
        3,
    ),
    "the same, with numbers that the teacher gave out": (
        {f"in/my-iopedu-work-results-{at}.json": results(str(at)) for at in (7, 8)}
        | {"in/my-iopedu-work-placements-7.json": placed("7"), "late/again.json": results("7")},
        2,
    ),
    "a folder of a learner who downloaded twice": (
        {f"ana/my-iopedu-work-results{more}.json": results() for more in ("", " (1)")},
        1,
    ),
    "a number, once by the LMS and once by e-mail": (
        {f"Ana_12_assignsubmission_file_/{RESULTS}": results("7"), "late.json": results("7")},
        1,
    ),
    "one number taken by two people of the LMS": (
        {f"{who}_assignsubmission_file_/{RESULTS}": results("7") for who in ("Ana_12", "Ben_13")},
        2,
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_people_are_counted_and_not_files(tmp_path: Path, layout: str) -> None:
    files, people = LAYOUTS[layout]
    found = read(tmp_path, files)
    assert found.people == people and not found.problems
    assert len(found.results.handed) == people
    assert ("In a group this small" in class_page(found)) == (people < 5), "files of few people are no large group"


def test_the_answers_of_one_person_are_joined_and_the_later_one_stays(tmp_path: Path) -> None:
    early, late = (
        zipfile.ZipInfo("ana/b.json", (2026, 2, 1, 8, 0, 0)),
        zipfile.ZipInfo("ana/a.json", (2026, 3, 1, 8, 0, 0)),
    )
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr(early, work(floor=0, night=1))
        archive.writestr(late, results(floor=1))
    (one,) = read_folder(tmp_path / "all.zip").results.handed
    assert one.chosen == {"01/quiz": {"floor": (1,), "night": (1,)}}


def test_what_is_passed_over_is_said_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    others = {"essay.docx": b"PK", "week 3.ipynb": b"{}", "__MACOSX/._x.json": b"", ".DS_Store": b""}
    essays = {f"essay {at:02}.txt": b"Dear teacher" for at in range(30)}
    found = read(tmp_path, {"ana.json": results(), **others, **essays})
    assert found.people == 1 and len(found.problems) == 12
    assert found.problems[0] == "essay 00.txt was not read. The file is not complete JSON, so it is not a class file."
    assert found.problems[-2:] == (
        "And 20 more for the same reason.",
        "Skipped, because answers come in .json, .txt and .zip files: .docx (1), .ipynb (1).",
    )
    assert cli.main(["class", str(tmp_path / "all.zip")]) == 0
    assert "1 file read." in (said := capsys.readouterr().out) and "(1)" in said
    assert (tmp_path / "class-view.html").is_file(), "beside the zip file"


def test_a_thousand_learners_are_read(tmp_path: Path) -> None:
    files = {
        f"L{at}_{at + 5000}_assignsubmission_file_/{name}": what
        for at in range(1000)
        for name, what in ((RESULTS, results(floor=at % 3)), (PLACED, placed()))
    }
    (tmp_path / "all.zip").write_bytes(zipped(files))
    begun = time.perf_counter()
    found = read_folder(tmp_path / "all.zip")
    assert len(class_page(found)) > 1000 and time.perf_counter() - begun < 30
    assert (found.people, found.read, len(found.placements.handed), found.problems) == (1000, 2000, 1000, ())
    (floor,) = found.results.tallies["01/quiz"]
    assert floor.answered == 1000 and floor.counts[:3] == (334, 333, 333)


# Made to do harm ----------------------------------------------------------------------------------------


def test_names_that_leave_the_folder_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    names = ["../out.json", "a/../../out.json", "..\\out.json", "/etc/out.json", "C:\\out.json"]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "all.zip").write_bytes(zipped({name: results() for name in names}))
    found = read_folder(tmp_path / "in")
    assert len([said for said in found.problems if "points outside the folder" in said]) == 3
    assert found.read == 2 and [file.name for file in tmp_path.rglob("*")] == ["in", "all.zip"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_bytes(results())
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "mine.json").symlink_to(tmp_path / "secret.json")
    found = read_folder(tmp_path / "in")
    assert found.problems == ("mine.json was not read. It is a link to another location.",) and not found.read


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bomb.zip").write_bytes(zipped({"x.json": bytes(MAX_BYTES + 1), "ana.json": results()}))
    found = read_folder(tmp_path)
    assert found.people == 1 and found.problems == ("bomb.zip/x.json was not read. It is too large.",)
    liar = (
        (tmp_path / "bomb.zip").read_bytes().replace((MAX_BYTES + 1).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    )
    (tmp_path / "bomb.zip").write_bytes(liar)
    found = read_folder(tmp_path)
    assert found.people == 1 and "x.json was not read" in found.problems[0], "the size in its list is a lie"
    (tmp_path / "bomb.zip").write_bytes(zipped({f"{at}.json": b" " * 1000 + results() for at in range(9)}))
    monkeypatch.setattr(handed_in, "MOST_UNPACKED", 3500)
    assert read_folder(tmp_path).read == 3 and "too large" in read_folder(tmp_path).problems[0]
    monkeypatch.setattr(handed_in, "MOST_FILES", 2)
    assert read_folder(tmp_path).problems[0].endswith("There are more than 2 files; nothing after this point was read.")


def test_a_zip_in_a_zip_in_a_zip_ends(tmp_path: Path) -> None:
    nested = zipped({"ana.json": results()})
    for _deep in range(6):
        nested = zipped({"more.zip": nested, "x.json": results()})
    (tmp_path / "all.zip").write_bytes(nested)
    found = read_folder(tmp_path)
    assert found.read == 3 and ["too deep" in said for said in found.problems] == [True]


@pytest.mark.parametrize("damage", ["cut", "flipped", "no zip", "encrypted", "empty"])
def test_a_damaged_zip_is_named_and_the_rest_is_read(tmp_path: Path, damage: str) -> None:
    whole = bytearray(zipped({"x.json": results()}))
    if damage == "flipped":
        whole[60] ^= 0xFF
    elif damage == "encrypted":
        whole[6] |= 1
        whole[whole.rindex(b"PK\x01\x02") + 8] |= 1
    content = {"cut": whole[: len(whole) // 2], "no zip": b"hello", "empty": b""}.get(damage, whole)
    (tmp_path / "all.zip").write_bytes(content)
    (tmp_path / "ana.json").write_bytes(results())
    found = read_folder(tmp_path)
    assert found.people == 1 and len(found.problems) == 1 and "all.zip" in found.problems[0]
    assert "damaged" in found.problems[0] or "not a complete zip" in found.problems[0]


def test_a_name_can_do_nothing_on_the_screen_and_is_not_on_the_page(tmp_path: Path) -> None:
    names = ["=HYPERLINK(1)\x1b[2J.json", "<script>x.json", "\u202enosj.json"]
    (tmp_path / "all.zip").write_bytes(zipped(dict.fromkeys(names, b"{") | {"=1+1.json": results()}))
    found = read_folder(tmp_path)
    assert len(found.problems) == 3 and not any(mark in "".join(found.problems) for mark in "\x1b\u202e")
    page = class_page(found)
    assert "HYPERLINK" not in page and "=1+1" not in page and "<script" not in page


def test_a_cell_of_ten_megabytes_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "ana.json").write_bytes(results().replace(b'"label": ""', b'"label": "' + b"9" * 10_000_000 + b'"'))
    assert [said.split(" was")[0] for said in read_folder(tmp_path).problems] == ["ana.json"]
