"""The course is copied to a folder without touching what a learner changed."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from iopedu.course import notebooks, storage
from iopedu.course.files import shipped
from iopedu.course.storage import StorageProblem
from iopedu.deliver.folder import RECORD, copy

NAMES = [entry.file for entry in notebooks()]


@pytest.fixture(autouse=True)
def own_signatures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep signatures of notebooks away from the real home."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))


def test_copy_brings_every_notebook_and_signs_it(tmp_path: Path) -> None:
    import nbformat
    from nbformat.sign import NotebookNotary

    said = copy(tmp_path / "course")
    assert said[1] == f"Copied {len(NAMES)} notebooks."
    notary = NotebookNotary()
    for name in NAMES:
        assert notary.check_signature(nbformat.read(tmp_path / "course" / name, as_version=4))
    notary.store.close()


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


def test_a_new_edition_replaces_only_what_was_not_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped, folder = tmp_path / "shipped", tmp_path / "course"
    shipped.mkdir()
    cell = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    for name in ("a.ipynb", "b.ipynb"):
        (shipped / name).write_text(json.dumps(cell))
    monkeypatch.setattr("iopedu.deliver.folder.shipped", lambda _folder: shipped)
    copy(folder)
    (folder / "b.ipynb").write_text("changed by a learner")
    for name in ("a.ipynb", "b.ipynb"):
        (shipped / name).write_text(json.dumps({**cell, "metadata": {"edition": 2}}))
    said = copy(folder)
    assert "Renewed: a.ipynb." in said
    assert any("Kept with your changes: b.ipynb" in line for line in said)
    assert "edition" in (folder / "a.ipynb").read_text()
    assert (folder / "b.ipynb").read_text() == "changed by a learner"


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
    there = {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix != ".json"}
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
        f"os.fsync = lambda handle: os._exit(9) if Path({str(folder)!r}, {NAMES[2]!r}).exists() else real(handle)\n"
        f"copy(Path({str(folder)!r}))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 9
    there = sorted(file.name for file in folder.glob("*.ipynb"))
    assert there == NAMES[:3]
    assert all((folder / name).read_bytes() == shipped("notebooks").joinpath(name).read_bytes() for name in there)
    copy(folder)
    assert sorted(file.name for file in folder.iterdir()) == [RECORD, *NAMES]


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
