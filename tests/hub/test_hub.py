"""Three learners at once on the sample hub; ``tests/hub/load.py`` tries more."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import MagicMock

import pytest

from iopedu.course import notebook
from iopedu.deliver.folder import RECORD, Written
from tests.refresh.notebooks import NOTEBOOKS

pytestmark = pytest.mark.skipif(not os.environ.get("IOPEDU_HUB"), reason="slow; set IOPEDU_HUB=1")


def had_an_earlier_edition(folder: Path, name: str, note: str = "") -> None:
    """Leave a folder as it was after an earlier edition of a notebook had been copied, run, and maybe annotated."""
    folder.mkdir(parents=True)
    notebook = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))
    notebook["cells"][1]["source"] = "As it was said in the earlier edition."
    (folder / name).write_text(json.dumps(notebook), encoding="utf-8")
    written = Written.of((folder / name).read_bytes())
    (folder / RECORD).write_text(json.dumps({name: written._asdict(), "copy": "course"}), encoding="utf-8")
    notebook["metadata"]["run"] = True
    notebook["cells"][0]["source"] = "".join(notebook["cells"][0]["source"]) + note
    (folder / name).write_text(json.dumps(notebook), encoding="utf-8")


def test_three_learners_run_a_whole_notebook_at_once_without_an_error(tmp_path: Path) -> None:
    """One comes for the first time, one has only run an earlier edition, one has written into it."""
    from tests.hub.load import many

    name = notebook("01").file
    new, ran, wrote = (tmp_path / "homes" / f"learner0{at}" / "iopedu" for at in range(3))
    had_an_earlier_edition(ran, name)
    had_an_earlier_edition(wrote, name, " My notes.")
    notes = (wrote / name).read_bytes()
    with ThreadPoolExecutor(1) as thread:  # where browser tests ran before in this process, a loop runs in this one
        visits, report = thread.submit(asyncio.run, many(3, 0, "01", tmp_path)).result()
    print(report)
    cells = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))["cells"]
    assert not [line for one in visits for line in one.errors], report
    assert [one.cells for one in visits] == [sum(cell["cell_type"] == "code" for cell in cells)] * 3
    for folder in (new, ran, wrote):
        assert (folder / "00_start_here.ipynb").is_file()
        assert not list(folder.parent.rglob("*my-iopedu-work*"))
    shipped = (NOTEBOOKS / name).read_bytes()
    beside = f"{Path(name).stem} (new edition).ipynb"
    assert (new / name).read_bytes() == (ran / name).read_bytes() == (wrote / beside).read_bytes() == shipped
    assert (wrote / name).read_bytes() == notes
    assert not (new / beside).exists() and not (ran / beside).exists()


def test_a_server_starts_where_the_course_cannot_be_copied(tmp_path: Path) -> None:
    from tests.hub.load import HERE

    config: dict = {"c": MagicMock(), "get_config": None}
    config["get_config"] = lambda: config["c"]
    exec((HERE / "jupyterhub_config.py").read_text(encoding="utf-8"), config)
    (tmp_path / "iopedu").write_text("in the way")
    server = tmp_path / "jupyterhub-singleuser"
    server.write_text('#!/bin/sh\necho "started with $1"\n')
    server.chmod(0o700)
    paths = os.pathsep.join([str(tmp_path), str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [*config["c"].Spawner.cmd, "--port=1"]
    ended = subprocess.run(command, env={**os.environ, "HOME": str(tmp_path), "PATH": paths}, capture_output=True)
    assert ended.stdout.decode() == "started with --port=1\n" and b"could not be copied" in ended.stderr
