"""The command: what it starts, says and refuses."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from iopedu import cli


@pytest.fixture(autouse=True)
def own_signatures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep signatures of notebooks away from the real home."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))


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


def test_lab_gives_its_language_to_the_kernels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IOPEDU_LANGUAGE", "en")
    found = []
    monkeypatch.setattr(
        "jupyterlab.labapp.LabApp.launch_instance", lambda _command: found.append(os.environ["IOPEDU_LANGUAGE"])
    )
    monkeypatch.setattr(cli, "copy", lambda _folder: [])
    cli.main(["lab", str(tmp_path)])
    cli.main(["lab", str(tmp_path), "--language", "es"])
    assert found == ["en", "es"]


def test_a_language_that_the_course_does_not_have_is_refused(capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit):
        cli.main(["lab", "--language", "tlh"])
    assert "'tlh'" in capsys.readouterr().err


def test_lab_without_jupyterlab_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(cli, "find_spec", lambda _name: None)
    assert cli.main(["lab", str(tmp_path)]) == 1
    assert "iopedu check" in capsys.readouterr().err


def test_unknown_options_are_refused_where_nothing_takes_them() -> None:
    with pytest.raises(SystemExit):
        cli.main(["copy", "--port=1"])
