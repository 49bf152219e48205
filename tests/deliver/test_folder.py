"""The course is copied to a folder without touching what a learner changed."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from iopedu.course import notebooks, storage
from iopedu.course.document import StorageProblem
from iopedu.course.files import shipped
from iopedu.deliver.folder import LOCK, RECORD, copy

NAMES = [entry.file for entry in notebooks()]


@pytest.fixture(autouse=True)
def own_signatures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep signatures of notebooks away from the real home."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))


def test_copy_brings_every_notebook_and_signs_it(tmp_path: Path) -> None:
    said = copy(tmp_path / "course")
    assert said[1] == f"Copied {len(NAMES)} notebooks."
    assert all(trusted(tmp_path / "course" / name) for name in NAMES)


def test_copying_again_changes_nothing(tmp_path: Path) -> None:
    copy(tmp_path)
    before = {file.name: file.stat().st_mtime_ns for file in tmp_path.glob("*.ipynb")}
    assert copy(tmp_path) == [f"The course is in {tmp_path.resolve()}"]
    assert before == {file.name: file.stat().st_mtime_ns for file in tmp_path.glob("*.ipynb")}


def test_a_learners_changes_stay(tmp_path: Path) -> None:
    copy(tmp_path)
    mine = tmp_path / NAMES[0]
    mine.write_text("my notes")
    (tmp_path / NAMES[1]).unlink()
    assert copy(tmp_path)[1:] == ["Copied 1 notebook."]
    assert mine.read_text() == "my notes"


def trusted(file: Path) -> bool:
    import nbformat
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()
    try:
        return notary.check_signature(nbformat.read(file, as_version=4))
    finally:
        notary.store.close()


class Editions:
    """A package that ships one notebook, and learners' folders of it."""

    name = "04_work_through_a_thought_record.ipynb"

    def __init__(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shipped, self.folder = tmp_path / "shipped", tmp_path / "course"
        self.shipped.mkdir()
        self.first = json.loads(shipped("notebooks").joinpath(self.name).read_bytes())
        self.ship(self.first)
        monkeypatch.setattr("iopedu.deliver.folder.shipped", lambda _folder: self.shipped)

    def ship(self, notebook: dict) -> None:
        (self.shipped / self.name).write_text(json.dumps(notebook, indent=1) + "\n", encoding="utf-8")

    def ship_newer(self, text: str = " As said since.") -> None:
        """Ship an edition with one sentence more in each of two parts."""
        notebook = copy_of(self.first)
        for cell in notebook["cells"]:
            if "".join(cell["source"]).startswith(("## A worked example", "## What studies say")):
                cell["source"] = ["".join(cell["source"]) + text]
        self.ship(notebook)

    @property
    def mine(self) -> Path:
        return self.folder / self.name

    def beside(self, number: str = "") -> Path:
        return self.folder / f"{Path(self.name).stem} (new edition{number}).ipynb"

    def is_current(self, file: Path) -> bool:
        return file.read_bytes() == (self.shipped / self.name).read_bytes()

    def save(self, notebook: dict) -> None:
        self.mine.write_text(json.dumps(notebook), encoding="utf-8")

    def edit(self) -> str:
        """Write notes into the learner's copy and return what is in it then."""
        notebook = json.loads(self.mine.read_text(encoding="utf-8"))
        notebook["cells"].append({"cell_type": "markdown", "id": "n", "metadata": {}, "source": "My notes"})
        self.save(notebook)
        return self.mine.read_text(encoding="utf-8")


def copy_of(notebook: dict) -> dict:
    return json.loads(json.dumps(notebook))


@pytest.fixture
def editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editions:
    return Editions(tmp_path, monkeypatch)


def in_jupyterlab(notebook: dict) -> str:
    for at, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] == "code":
            output = {"output_type": "stream", "name": "stdout", "text": ["run\n"]}
            cell |= {"execution_count": at, "outputs": [output], "metadata": {"trusted": True, "scrolled": True}}
    notebook["metadata"] |= {"widgets": {"state": {}}, "language_info": {"name": "python", "version": "3.13.1"}}
    empty = {"cell_type": "code", "id": "a1", "metadata": {}, "source": [], "outputs": [], "execution_count": None}
    notebook["cells"].append(empty)  # Shift+Enter in the last cell adds it
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def in_colab(notebook: dict) -> str:
    for cell in notebook["cells"]:
        cell["metadata"] = {"id": "x9", "colab": {"base_uri": "https://localhost:8080/"}}
        cell.pop("id", None)
        cell["source"] = "".join(cell["source"])
    return json.dumps({**notebook, "nbformat_minor": 0, "metadata": {"colab": {"provenance": []}}})


def in_vs_code(notebook: dict) -> str:
    for cell in notebook["cells"]:
        cell["source"] = [line.replace("\n", "\r\n") for line in cell["source"]]
    return json.dumps(notebook, indent=2).replace("\n", "\r\n")


@pytest.mark.parametrize("saved", [in_jupyterlab, in_colab, in_vs_code, json.dumps])
def test_what_was_only_run_and_saved_by_a_program_is_renewed(editions: Editions, saved) -> None:
    copy(editions.folder)
    editions.mine.write_bytes(saved(copy_of(editions.first)).encode())
    before = editions.mine.read_bytes()
    assert copy(editions.folder)[1:] == [] and editions.mine.read_bytes() == before  # what was run stays shown
    editions.ship_newer()
    assert copy(editions.folder)[1:] == [f"Updated: {editions.name}."]
    assert editions.is_current(editions.mine) and trusted(editions.mine) and not editions.beside().exists()


def reworded(cells: list[dict]) -> None:
    cells[3]["source"] = ["".join(cells[3]["source"]) + "x"]


def retyped(cells: list[dict]) -> None:
    cells[0]["cell_type"] = "raw"


@pytest.mark.parametrize(
    "change",
    [
        reworded,
        retyped,
        lambda cells: cells.insert(2, {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "Mine"}),
        lambda cells: cells.pop(4),
        lambda cells: cells.reverse(),
        lambda cells: cells[0].update(attachments={"photo.png": {"image/png": "AAAA"}}),
    ],
)
def test_what_a_person_changed_stays_and_the_new_edition_is_put_beside_it_once(editions: Editions, change) -> None:
    copy(editions.folder)
    notebook = copy_of(editions.first)
    change(notebook["cells"])
    editions.save(notebook)
    before = editions.mine.read_bytes()
    assert copy(editions.folder)[1:] == []
    editions.ship_newer()
    (said,) = copy(editions.folder)[1:]
    many = len(editions.first["cells"])
    assert said == (
        f"{editions.name} stays the way you changed it. The new edition is next to it: {editions.beside().name}; since "
        f"your edition, 2 of {many} cells have changed, in “A worked example” and “What studies say”."
    )
    assert editions.mine.read_bytes() == before and not trusted(editions.mine)
    assert editions.is_current(editions.beside()) and trusted(editions.beside())
    assert copy(editions.folder)[1:] == []
    editions.beside().unlink()
    assert copy(editions.folder)[1:] == [] and not editions.beside().exists()


def test_an_edition_with_the_same_words_is_not_put_beside(editions: Editions) -> None:
    copy(editions.folder)
    mine = editions.edit()
    editions.ship({**editions.first, "metadata": {"iopedu": {"edition": "99"}}})
    assert copy(editions.folder)[1:] == [] and not editions.beside().exists()
    assert editions.mine.read_text() == mine


def test_what_is_beside_is_renewed_and_never_when_it_was_edited(editions: Editions) -> None:
    copy(editions.folder)
    editions.edit()
    editions.ship_newer(" Two.")
    copy(editions.folder)
    editions.ship_newer(" Three.")
    (said,) = copy(editions.folder)[1:]
    assert "2 of" in said and editions.is_current(editions.beside()) and not editions.beside(" 2").exists()
    editions.beside().write_text("my notes")
    assert copy(editions.folder)[1:] == [] and not editions.beside(" 2").exists()
    editions.ship_newer(" Four.")
    (said,) = copy(editions.folder)[1:]
    assert editions.beside().read_text() == "my notes"
    assert editions.is_current(editions.beside(" 2")) and editions.beside(" 2").name in said
    assert copy(editions.folder)[1:] == []


def test_what_is_gone_in_a_new_edition_is_counted_where_it_was(editions: Editions) -> None:
    copy(editions.folder)
    editions.edit()
    starts = ["".join(cell["source"])[:18] for cell in editions.first["cells"]]
    at = starts.index("## What studies sa")
    editions.ship({**editions.first, "cells": editions.first["cells"][: at + 1] + editions.first["cells"][at + 2 :]})
    (said,) = copy(editions.folder)[1:]
    assert f"1 of {len(starts) - 1} cells has changed, in “What studies say”" in said


def old_record(editions: Editions) -> None:
    """Leave the record as earlier versions wrote it: a checksum of the file that was copied."""
    checksum = hashlib.sha256((editions.shipped / editions.name).read_bytes()).hexdigest()
    (editions.folder / RECORD).write_text(json.dumps({editions.name: checksum, "copy": "course"}))


@pytest.mark.parametrize("done", ["nothing", "run", "edited", "no notebook any more"])
def test_a_record_of_an_earlier_version_never_costs_an_edit(editions: Editions, done: str) -> None:
    copy(editions.folder)
    old_record(editions)
    if done == "run":
        editions.mine.write_text(in_jupyterlab(copy_of(editions.first)))
    elif done == "no notebook any more":
        editions.mine.write_text("my notes")
    mine = editions.edit() if done == "edited" else editions.mine.read_text()
    editions.ship_newer()
    (said,) = copy(editions.folder)[1:]
    if done == "nothing":
        assert said == f"Updated: {editions.name}." and editions.is_current(editions.mine)
    else:  # the old checksum cannot tell one from the other
        assert "stays as it is, because it may contain your changes." in said and editions.mine.read_text() == mine
        assert editions.is_current(editions.beside())
    assert copy(editions.folder)[1:] == []


def test_a_record_of_an_earlier_version_learns_what_was_written(editions: Editions) -> None:
    copy(editions.folder)
    old_record(editions)
    editions.edit()
    assert copy(editions.folder)[1:] == []
    editions.ship_newer()
    assert "2 of" in copy(editions.folder)[1]


def test_a_copy_handed_on_without_the_record_is_renewed_when_it_was_only_run(editions: Editions) -> None:
    copy(editions.folder, "student")
    (editions.folder / RECORD).unlink()
    editions.mine.write_text(in_jupyterlab(json.loads(editions.mine.read_text())))
    assert "(student copy)" in copy(editions.folder)[0] and not trusted(editions.mine)
    editions.ship_newer()
    assert copy(editions.folder)[1:] == [f"Updated: {editions.name}."]
    assert "iopedu" in json.loads(editions.mine.read_text())["metadata"]


def test_the_record_makes_nothing_trusted(editions: Editions) -> None:
    """A folder that somebody hands on, with a record that calls a foreign output ours."""
    copy(editions.folder)
    editions.mine.write_text(in_jupyterlab(copy_of(editions.first)))
    record = json.loads((editions.folder / RECORD).read_text())
    record[editions.name]["file"] = hashlib.sha256(editions.mine.read_bytes()).hexdigest()
    (editions.folder / RECORD).write_text(json.dumps(record))
    editions.ship({**editions.first, "metadata": {}})
    assert copy(editions.folder)[1:] == [f"Updated: {editions.name}."] and editions.is_current(editions.mine)
    for name in (editions.name, "other.ipynb"):
        (editions.folder / name).write_text(in_colab(copy_of(editions.first)))
        copy(editions.folder)
        assert not trusted(editions.folder / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files on Windows")
@pytest.mark.parametrize("kind", ["link", "dangling link", "folder", "pipe"])
@pytest.mark.parametrize("place", ["notebook", "beside", RECORD, LOCK])
def test_what_is_no_file_is_left_alone(editions: Editions, tmp_path: Path, kind: str, place: str) -> None:
    elsewhere = tmp_path / "elsewhere.ipynb"
    copy(editions.folder)
    editions.edit()
    editions.ship_newer()
    target = {"notebook": editions.mine, "beside": editions.beside()}.get(place, editions.folder / place)
    target.unlink(missing_ok=True)
    if "link" in kind:
        target.symlink_to(elsewhere)
    if kind == "link":
        elsewhere.write_text(in_colab(copy_of(editions.first)))
    elif kind == "folder":
        target.mkdir()
    elif kind == "pipe":
        os.mkfifo(target)
    before = target.lstat()
    says = f"{target.name} was not copied: a link, a folder or something else already has that name."
    if place in ("notebook", "beside"):
        assert [line for line in copy(editions.folder) if line.startswith(says)]
    else:
        with pytest.raises(StorageProblem, match=says):
            copy(editions.folder)
    assert (target.lstat().st_ino, target.lstat().st_mode) == (before.st_ino, before.st_mode)
    assert elsewhere.exists() == (kind == "link")
    if kind == "link":
        assert elsewhere.read_text() == in_colab(copy_of(editions.first)) and not trusted(elsewhere)


def test_three_copies_at_once_all_succeed(tmp_path: Path) -> None:
    folder = tmp_path / "course"
    for _again in range(2):
        command = [sys.executable, "-m", "iopedu", "copy", str(folder)]
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _each in range(3)]
        ended = [(*process.communicate(timeout=120), process.returncode) for process in running]
        assert [code for _out, _err, code in ended] == [0, 0, 0], ended
        assert sum(b"Copied 16 notebooks." in out for out, _err, _code in ended) == 1
        assert sorted(file.name for file in folder.glob("[!.]*")) == NAMES
        assert all(trusted(folder / name) for name in NAMES)
        assert copy(folder)[1:] == []
        for name in NAMES:
            (folder / name).unlink()


def test_a_folder_that_stays_locked_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    monkeypatch.setattr("iopedu.deliver.folder.PATIENCE", 0.1)
    with FileLock(tmp_path / LOCK), pytest.raises(StorageProblem, match="has not finished"):
        copy(tmp_path)
    assert not list(tmp_path.glob("*.ipynb"))


@pytest.mark.parametrize("many", [0, 1, 5])
def test_a_copy_that_breaks_off_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    folder = tmp_path / "course"
    copy(folder)
    for name in NAMES[1:]:
        (folder / name).unlink()
    (folder / NAMES[0]).write_text("my notes")
    written = []

    def full(handle: int) -> None:
        if len(written) == many:
            raise OSError(28, "No space left on device")
        written.append(handle)

    monkeypatch.setattr(storage, "_sync_folder", lambda _folder: None)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageProblem, match=rf"The file {NAMES[1 + many]} cannot be written: No space left"):
        copy(folder)
    there = {file.name: file.read_bytes() for file in folder.iterdir() if file.name not in (RECORD, LOCK)}
    whole = {name: shipped("notebooks").joinpath(name).read_bytes() for name in NAMES[1 : 1 + many]}
    assert there == {NAMES[0]: b"my notes", **whole}
    monkeypatch.undo()
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    assert copy(folder)[1] == f"Copied {len(NAMES) - 1 - many} notebooks."
    assert (folder / NAMES[0]).read_text() == "my notes"


def test_a_process_that_is_killed_leaves_old_or_new_and_never_half(tmp_path: Path) -> None:
    """Killed where nothing can be tidied up: after the words of a notebook were written and before it has its name."""
    folder = tmp_path / "course"
    code = (
        "import os, signal, sys; from pathlib import Path; from iopedu.deliver.folder import copy\n"
        "real = os.fsync\n"
        f"os.fsync = lambda handle: os._exit(9) if list(Path({str(folder)!r}).glob('.03*')) else real(handle)\n"
        f"copy(Path({str(folder)!r}))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    there = sorted(file.name for file in folder.glob("*.ipynb"))
    assert there == NAMES[:3] and list(folder.glob(".03*.tmp"))
    assert all((folder / name).read_bytes() == shipped("notebooks").joinpath(name).read_bytes() for name in there)
    copy(folder)
    assert sorted(file.name for file in folder.iterdir()) == [RECORD, LOCK, *NAMES]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="other rights on Windows")
def test_others_may_read_a_copy_as_the_system_says(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        copy(tmp_path)
    finally:
        os.umask(before)
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("*.ipynb")} == {0o640}


@pytest.mark.parametrize("record", ["", "[]", "{", '{"00_start_here.ipynb": 3}'])
def test_a_damaged_record_of_copies_never_costs_a_learner_anything(tmp_path: Path, record: str) -> None:
    copy(tmp_path)
    (tmp_path / RECORD).write_text(record)
    (tmp_path / NAMES[0]).write_text("my notes")
    copy(tmp_path)
    assert (tmp_path / NAMES[0]).read_text() == "my notes"
