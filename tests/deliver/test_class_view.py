"""The class view: every file read or named, no names on the page, nothing overwritten that is not its own."""

from __future__ import annotations

import html
import json
import os
import re
import stat
from pathlib import Path

import pytest

from iopedu import cli
from iopedu.course.document import StorageProblem
from iopedu.course.files import read_json
from iopedu.course.quiz import questions
from iopedu.deliver.class_view import FILE, class_page, read_folder, write_class_view
from iopedu.show.care.cohort import MOST_MISSED, class_tables
from iopedu.teaching.decks import decks
from iopedu.teaching.results import Results

PRIVATE = "<script>window.bad=1</script> Anna Private"


def hand_on(folder: Path, name: str, label: str, **answers: int) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(Results({"01/quiz": {key: (at,) for key, at in answers.items()}}, label).export())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What an educator collects: one folder for each learner, and what else lies there."""
    folder = tmp_path / "class"
    hand_on(folder, "Anna Private/results.json", "1", floor=1)
    hand_on(folder, "Ben/results.json", "2", floor=0)
    hand_on(folder, "late.json", "2", floor=1)
    answer = {"question": PRIVATE, "value": {"version": 1, "answers": {"floor": [2]}}, "words": PRIVATE, "done": True}
    saved = {"format": "iopedu-work", "version": 1}
    saved["sections"] = {"01": {"revision": 1, "saved": "", "answers": {"quiz": answer, PRIVATE: answer}}}
    (folder / "Cem").mkdir()
    (folder / "Cem" / f"{PRIVATE[-12:]}.json").write_text(json.dumps(saved))
    (folder / "Cem" / "placements.json").write_text(
        json.dumps({"format": "iopedu-placements", "version": 1, "label": "3", "placed": {"maya": "iop"}})
    )
    (folder / "broken.json").write_text("{")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "x.json").write_text("{")
    return folder


def test_a_folder_is_read_and_what_is_not_is_named(folder: Path) -> None:
    found = read_folder(folder)
    assert len(found.results.handed) == 3 and len(found.placements.handed) == 1
    broken, passed = found.problems
    assert broken == "broken.json was not read. The file is not complete JSON, so it is not a class file."
    assert passed == "Skipped, because answers come in .json, .txt and .zip files: .png (1)."
    assert (found.read, found.people) == (5, 3)
    (floor,) = [tally for tally in found.results.tallies["01/quiz"] if tally.question.id == "floor"]
    assert floor.answered == 3 and floor.counts == (0, 2, 1), "the later file of number 2 stays"


def test_the_page_has_no_names_no_words_and_nothing_from_outside(folder: Path) -> None:
    page = class_page(read_folder(folder))
    assert not re.search(r"Anna|Ben\b|Cem|Private|window\.bad|broken|results\.json", page)
    assert "<script" not in page and not re.search(r'(?:src|href)="(?!#|https://)', page)
    assert "01 Compare levels of care: Check yourself" in page and "Maya" in page
    assert "default-src 'none'" in page


def test_the_page_begins_with_what_was_missed_and_folds_the_rest(folder: Path) -> None:
    page = class_page(read_folder(folder))
    start, _fold, rest = page.partition("<details>")
    floor = next(entry for entry in questions("01")["quiz"].questions if entry.id == "floor")
    assert "what the class missed most" in start and html.escape(floor.ask) in start and "2 of 3" in start
    assert "Maya" in start and "Check yourself <small>2 of 3 answers right</small></summary>" in rest
    (folder / "Anna Private/results.json").unlink()
    (folder / "Cem" / f"{PRIVATE[-12:]}.json").unlink()
    assert "missed most" not in class_page(read_folder(folder)), "the learner who is left missed nothing"


def test_the_command_writes_the_page_and_writes_it_again(folder: Path, capsys: pytest.CaptureFixture) -> None:
    for _time in range(2):
        assert cli.main(["class", str(folder)]) == 0
        said = capsys.readouterr().out
        assert (
            "5 files read." in said
            and "The files come from 3 learners." in said
            and "broken.json was not read" in said
            and FILE in said
        )
    assert (folder / FILE).read_text() == class_page(read_folder(folder))


def test_another_file_is_never_overwritten(folder: Path, capsys: pytest.CaptureFixture) -> None:
    (folder / FILE).write_text("mine")
    assert cli.main(["class", str(folder)]) == 1
    assert (
        "was not created by this command, so it was left unchanged." in capsys.readouterr().err
        and (folder / FILE).read_text() == "mine"
    )
    path, _said = write_class_view(folder, folder / "other.html")
    assert path.name == "other.html" and path.is_file()


def test_no_folder_and_no_place_to_write_are_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["class", str(tmp_path / "nowhere")]) == 1
    assert "There is no folder" in capsys.readouterr().err
    assert cli.main(["class", str(tmp_path), "--out", str(tmp_path / "nowhere" / "x.html")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    _path, said = write_class_view(tmp_path)
    assert said[:2] == ["0 files read.", "No quiz answers were read."]


def test_a_large_file_is_not_even_opened(tmp_path: Path) -> None:
    with (tmp_path / "large.json").open("wb") as file:
        file.truncate(30_000_000)
    assert read_folder(tmp_path).problems == ("large.json was not read. It is too large.",)


def test_a_small_group_is_warned_about_also_where_it_only_placed_people(tmp_path: Path) -> None:
    for number, one in enumerate(read_json("care/class_example.json")["handed"][:5]):
        assert ("In a group this small" in class_page(read_folder(tmp_path))) == (0 < number < 5)
        (tmp_path / f"{number}.json").write_text(json.dumps(one))
    assert "In a group this small" not in class_page(read_folder(tmp_path))


def test_placements_alone_make_a_page(tmp_path: Path) -> None:
    for number, one in enumerate(read_json("care/class_example.json")["handed"]):
        (tmp_path / f"{number}.json").write_text(json.dumps(one))
    found = read_folder(tmp_path)
    assert len(found.placements.handed) == 8 and "No quiz answers" not in class_page(found)
    assert "within the range" in found.describe()


def test_of_practice_the_page_shows_what_was_missed_most(tmp_path: Path) -> None:
    deck = decks()["05/practice"]
    wrong = {item.id: next(at for at in range(9) if at not in item.right) for item in deck.items}
    for number in range(3):
        first = {item.id: item.right for item in deck.items[:20]}
        first |= {item.id: (wrong[item.id],) for item in deck.items[: 4 * (number + 1)]}
        (tmp_path / f"{number}.json").write_text(Results({"05/practice": first}, str(number)).export())
    ((much, table),) = class_tables(read_folder(tmp_path).results)
    assert much == "36 of 60 answers right"
    assert table.caption == "05 Name thinking styles: Practice with thoughts"
    assert "First answers to 20 practice items, 36 of 60 right." in table.note
    shown = [(ask, cells[0][0].text) for ask, cells in table.rows]
    expected = [item.question.ask for item in deck.items[:MOST_MISSED]]
    assert [ask for ask, _ in shown] == expected and len(shown) == 10
    assert [share for _, share in shown] == ["0 of 3"] * 4 + ["1 of 3"] * 4 + ["2 of 3"] * 2
    assert deck.items[0].question.ask in html.unescape(class_page(read_folder(tmp_path)))


def test_the_page_is_for_its_owner_and_whole_at_any_moment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, _said = write_class_view(folder)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()

    def broken(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(StorageProblem, match="cannot be written: No space left"):
        write_class_view(folder)
    assert path.read_bytes() == before and not list(folder.glob(".*.tmp"))
