"""The command: the course is copied without touching what a learner changed."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from iopedu import cli
from iopedu.course import notebooks

NAMES = [entry.file for entry in notebooks()]


@pytest.fixture(autouse=True)
def own_signatures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep signatures of notebooks away from the real home."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))


def test_copy_brings_every_notebook_and_signs_it(tmp_path: Path) -> None:
    import nbformat
    from nbformat.sign import NotebookNotary

    said = cli.copy(tmp_path / "course")
    assert said[1] == f"Copied {len(NAMES)} notebooks."
    notary = NotebookNotary()
    for name in NAMES:
        assert notary.check_signature(nbformat.read(tmp_path / "course" / name, as_version=4))
    notary.store.close()


def test_copying_again_changes_nothing(tmp_path: Path) -> None:
    cli.copy(tmp_path)
    before = {file.name: file.stat().st_mtime_ns for file in tmp_path.glob("*.ipynb")}
    assert cli.copy(tmp_path) == [f"The course is in {tmp_path.resolve()}"]
    assert before == {file.name: file.stat().st_mtime_ns for file in tmp_path.glob("*.ipynb")}


def test_a_learners_changes_stay(tmp_path: Path) -> None:
    cli.copy(tmp_path)
    mine = tmp_path / NAMES[0]
    mine.write_text("my notes")
    (tmp_path / NAMES[1]).unlink()
    assert cli.copy(tmp_path)[1:] == ["Copied 1 notebook."]
    assert mine.read_text() == "my notes"


def test_a_new_edition_replaces_only_what_was_not_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped, folder = tmp_path / "shipped", tmp_path / "course"
    shipped.mkdir()
    cell = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    for name in ("a.ipynb", "b.ipynb"):
        (shipped / name).write_text(json.dumps(cell))
    monkeypatch.setattr(cli, "shipped", lambda _folder: shipped)
    cli.copy(folder)
    (folder / "b.ipynb").write_text("changed by a learner")
    for name in ("a.ipynb", "b.ipynb"):
        (shipped / name).write_text(json.dumps({**cell, "metadata": {"edition": 2}}))
    said = cli.copy(folder)
    assert "Renewed: a.ipynb." in said
    assert any("Kept with your changes: b.ipynb" in line for line in said)
    assert "edition" in (folder / "a.ipynb").read_text()
    assert (folder / "b.ipynb").read_text() == "changed by a learner"


@pytest.mark.parametrize("record", ["", "[]", "{", '{"00_start_here.ipynb": 3}'])
def test_a_damaged_record_of_copies_never_costs_a_learner_anything(tmp_path: Path, record: str) -> None:
    cli.copy(tmp_path)
    (tmp_path / cli.RECORD).write_text(record)
    (tmp_path / NAMES[0]).write_text("my notes")
    cli.copy(tmp_path)
    assert (tmp_path / NAMES[0]).read_text() == "my notes"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="other rights on Windows")
def test_a_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    (tmp_path / "file").write_text("")
    assert cli.main(["copy", str(tmp_path / "file" / "course")]) == 1
    assert "could not be copied" in capsys.readouterr().err


def test_check_says_that_everything_is_here(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["check", str(tmp_path)]) == 0
    assert "Everything is here" in capsys.readouterr().out


def test_check_names_what_is_missing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    monkeypatch.setattr("iopedu.course.environment.PACKAGES", {"no-such-package": "a test"})
    assert cli.main(["check"]) == 1
    assert "MISSING  no-such-package" in capsys.readouterr().out


def test_lab_opens_the_start_notebook_on_this_computer_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    monkeypatch.setattr("jupyterlab.labapp.LabApp.launch_instance", started.append)
    folder = tmp_path / "course"
    monkeypatch.setattr(cli, "copy", lambda _folder: [])
    assert cli.main(["lab", str(folder), "--no-browser", "--port=9999"]) == 0
    (command,) = started
    assert "--ServerApp.ip=127.0.0.1" in command and f"--ServerApp.root_dir={folder.resolve()}" in command
    assert "--LabApp.default_url=/lab/tree/00_start_here.ipynb" in command
    assert command[-2:] == ["--no-browser", "--port=9999"]
    assert not any("token" in part or "password" in part for part in command)


def test_lab_without_jupyterlab_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(cli, "find_spec", lambda _name: None)
    assert cli.main(["lab", str(tmp_path)]) == 1
    assert "iopedu check" in capsys.readouterr().err


def test_unknown_options_are_refused_where_nothing_takes_them() -> None:
    with pytest.raises(SystemExit):
        cli.main(["copy", "--port=1"])
