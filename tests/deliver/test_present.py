"""Slides: the layout, what Voila is asked for, and what the person in front reads. The rest is in tests/browser."""

from __future__ import annotations

import hashlib
import http.client
import importlib.util
import itertools
import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iopedu import cli
from iopedu.course import notebooks
from iopedu.deliver import present
from iopedu.deliver.folder import copy
from iopedu.forms.parts import FILL
from tests.refresh.notebooks import NOTEBOOKS
from tests.refresh.slides import ROOM, Cell, layout

TEMPLATE = present.TEMPLATES / "voila" / "templates" / "iopedu-slides"
#: The style sheet is Reveal's own, with a break after each rule: a new version then shows in git as what changed.
#: Voila brings the script of the same version.
REVEAL = "6.0.1"
REVEAL_SHA256 = "64e6203ee2048665c9f49c368f345fb3d7f936c404934162c70369a7682f388f"
needs_voila = pytest.mark.skipif(
    importlib.util.find_spec("voila") is None, reason="the extra “present” is not installed"
)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    monkeypatch.setenv("JUPYTER_PATH", "")


@pytest.mark.parametrize("entry", notebooks(), ids=lambda entry: entry.number)
def test_every_notebook_becomes_slides_without_voila_too(entry) -> None:
    from nbconvert import SlidesExporter

    page, _resources = SlidesExporter(exclude_input=True).from_filename(str(NOTEBOOKS / entry.file))
    marks = [
        c["metadata"]["slideshow"]["slide_type"] for c in json.loads((NOTEBOOKS / entry.file).read_text())["cells"]
    ]
    opened = page.count("<section")
    assert opened == page.count("</section>")
    assert opened == 2 * marks.count("slide") + marks.count("subslide")
    assert "988" in page and FILL in page


@pytest.mark.parametrize("entry", notebooks(), ids=lambda entry: entry.number)
def test_no_slide_tells_what_it_means_beside_a_form_that_asks(entry) -> None:
    cells = json.loads((NOTEBOOKS / entry.file).read_text())["cells"]
    for before, cell in itertools.pairwise(cells):
        if "forms." in "".join(before["source"]) and before["cell_type"] == "code" and cell["cell_type"] == "markdown":
            assert cell["metadata"]["slideshow"]["slide_type"] != "-", "".join(cell["source"])[:60]


def marks(*cells: Cell) -> list[str]:
    return layout(list(cells))


def test_what_fits_stays_together() -> None:
    assert marks(Cell("prose", 300, "slide"), Cell("shown", 300), Cell("prose", 50)) == ["slide", "-", "-"]


def test_what_a_form_asks_is_not_answered_on_the_same_slide() -> None:
    assert marks(Cell("prose", 100, "slide"), Cell("form", 200), Cell("prose", 50)) == ["slide", "-", "subslide"]


def test_a_long_table_stays_under_a_short_lead_and_leaves_a_long_one() -> None:
    assert marks(Cell("prose", 150, "slide"), Cell("shown", 2000)) == ["slide", "-"]
    assert marks(Cell("prose", 500, "slide"), Cell("shown", 2000)) == ["slide", "subslide"]


def test_nothing_stands_below_a_slide_that_scrolls() -> None:
    assert marks(Cell("shown", 2000, "slide"), Cell("prose", 50)) == ["slide", "subslide"]


def test_a_lead_goes_with_what_it_leads_to() -> None:
    after = marks(Cell("prose", 300, "slide"), Cell("shown", 200), Cell("prose", 50), Cell("shown", 300))
    assert after == ["slide", "-", "subslide", "-"]


@given(
    st.lists(
        st.builds(Cell, st.sampled_from(["prose", "shown", "form"]), st.integers(1, 3000), st.just("-")), min_size=1
    )
)
@example([Cell("shown", 1, "-"), Cell("prose", 1, "-"), Cell("prose", 1, "-"), Cell("shown", ROOM - 2, "-")])
def test_every_slide_fits_or_is_one_long_thing_under_a_lead(cells: list[Cell]) -> None:
    slides: list[list[Cell]] = []
    for cell, mark in zip(cells, layout(cells), strict=True):
        slides = [*slides, [cell]] if mark != "-" or not slides else [*slides[:-1], [*slides[-1], cell]]
    for slide in slides:
        if sum(cell.height for cell in slide) > ROOM and len(slide) > 1:
            assert all(cell.kind == "prose" for cell in slide[:-1]) and slide[-1].kind != "prose"
        assert all(before.kind != "form" for before in slide[:-1])


@pytest.mark.parametrize("entry", notebooks(), ids=lambda entry: entry.number)
def test_notes_are_the_section_of_the_guide_and_only_that(entry, capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["present", entry.number, "--notes"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"## {entry.number} {entry.title}\n") and said.count("\n## ") == 0
    assert all(f"\n### {part}\n" in said for part in ("Time", "Say first", "Safety", "Answers"))
    assert not list(tmp_path.iterdir())


def test_without_voila_a_sentence_says_what_to_install(tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr(present, "find_spec", lambda _name: None)
    assert cli.main(["present", "04", "--folder", str(tmp_path)]) == 1
    assert 'pip install "iopedu[present]"' in capsys.readouterr().err


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict, dict]]:
    """Collect what Voila is asked for, and the notebook that it would run."""
    found: list[tuple[list[str], dict, dict]] = []

    def launch(argv: list[str], **given) -> None:
        book = json.loads(Path(argv[0]).read_bytes())
        assert "<h3>Say first</h3>" in book["metadata"].pop("iopedu_notes"), (
            "the teacher's notes are for the second window"
        )
        found.append((argv, given, book))

    monkeypatch.setattr("voila.app.Voila.launch_instance", launch)
    monkeypatch.setattr("signal.signal", lambda *_handler: None)
    for name in ("PYTHONSAFEPATH", "IOPEDU_LANGUAGE"):
        monkeypatch.setenv(name, "")
    return found


RECORD = "04_work_through_a_thought_record.ipynb"


@needs_voila
def test_slides_are_on_this_computer_with_a_token_and_nothing_is_left(tmp_path: Path, served) -> None:
    assert cli.main(["present", "4", "--folder", str(tmp_path / "new"), "--no-browser", "--port=9999"]) == 0
    ((command, given, shown),) = served
    assert shown == json.loads((NOTEBOOKS / RECORD).read_bytes())
    assert not Path(command[0]).parent.exists() and not list((tmp_path / "new").iterdir())
    assert "--Voila.ip=127.0.0.1" in command and "--token" in command and "--template=iopedu-slides" in command
    assert "--VoilaConfiguration.allow_template_override=NO" in command
    assert "--VoilaConfiguration.file_allowlist=" in command
    assert command[-2:] == ["--no-browser", "--port=9999"]
    assert given["tornado_settings"]["headers"]["Content-Security-Policy"] == present.POLICY
    assert os.environ["JUPYTER_PATH"].split(os.pathsep)[0] == str(present.TEMPLATES)


@needs_voila
@pytest.mark.parametrize("kind", ["course", "student"])
def test_a_changed_copy_is_shown_only_when_asked_for_and_says_so_first(
    tmp_path: Path, served, capsys: pytest.CaptureFixture, kind: str
) -> None:
    copy(tmp_path, kind)
    there = json.loads((tmp_path / RECORD).read_bytes())
    command = ["present", "04", "--folder", str(tmp_path)]
    for run in ([], ["--changed"]):  # what was only run is the course's own
        (tmp_path / RECORD).write_text(json.dumps({**there, "metadata": {"kernelspec": {"name": "other"}}}))
        assert cli.main([*command, *run]) == 0
        assert served.pop()[2] == there and capsys.readouterr().out.startswith("Slides for")

    changed = json.loads(json.dumps(there))
    changed["cells"][3]["source"] = "import os"
    (tmp_path / RECORD).write_text(json.dumps(changed))
    assert cli.main(command) == 0
    assert served.pop()[2] == there
    assert capsys.readouterr().out.startswith(f"Your copy of {RECORD} was changed, or comes from a different edition.")
    assert cli.main([*command, "--changed"]) == 0
    first, *shown = served.pop()[2]["cells"]
    assert first["metadata"]["slideshow"]["slide_type"] == "slide"
    assert shown[0]["metadata"]["slideshow"]["slide_type"] == "-" and shown[1:] == changed["cells"][1:]
    says = f"This copy differs from the original course: 1 of {len(shown)} cells has changed, in “What you will do”."
    assert says in first["source"] and capsys.readouterr().out.startswith(says)

    (tmp_path / RECORD).write_text("no notebook")
    assert cli.main([*command, "--changed"]) == 1
    assert f"{RECORD} cannot be read as a notebook." in capsys.readouterr().err and not served


@needs_voila
def test_a_changed_copy_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture, served) -> None:
    assert cli.main(["present", "00", "--changed", "--folder", str(tmp_path)]) == 1
    assert f"00_start_here.ipynb is not in {tmp_path}" in capsys.readouterr().err and not served


def test_the_token_reaches_the_browser_through_a_file_for_the_owner_only(tmp_path: Path) -> None:
    page = present._leading_to("http://127.0.0.1:1/?token=a&b=\"'>", tmp_path)
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert 'url=http://127.0.0.1:1/?token=a&amp;b=&quot;&#x27;&gt;">' in page.read_text()


def asked(port: int, path: str, host: str) -> tuple[int, str]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=90)) as line:
        line.request("GET", path, headers={"Host": host})
        answer = line.getresponse()
        return answer.status, answer.read().decode()


@needs_voila
@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows ends programs without a signal")
def test_slides_run_no_file_of_the_folder_answer_only_this_computer_and_tidy_up(tmp_path: Path) -> None:
    """The folder where answers are, and the one where the command is given, hold files that would be run."""
    folder, here, temporary = tmp_path / "course", tmp_path / "here", tmp_path / "temporary"
    for one in (folder, here, temporary):
        one.mkdir()
        for name in ("iopedu.py", "ipywidgets.py", "voila.py"):
            (one / name).write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    before = set(temporary.iterdir())
    cells = [
        {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None, "source": source}
        for source in ("import iopedu, ipywidgets", "open('saved.txt', 'w').close()")
    ]
    shipped = json.loads((NOTEBOOKS / RECORD).read_bytes())
    (folder / RECORD).write_text(json.dumps({**shipped, "cells": cells}))
    opener = tmp_path / "browser"
    opener.write_text("#!/bin/sh\nexec sleep 20\n")
    opener.chmod(0o700)
    own = {
        "HOME": str(tmp_path),
        "TMPDIR": str(temporary),
        "BROWSER": f"{opener} %s",
        "JUPYTER_CONFIG_DIR": str(tmp_path),
    }
    command = [str(Path(sys.executable).with_name("iopedu")), "present", "04", "--folder", str(folder), "--changed"]
    process = subprocess.Popen(
        command, cwd=here, env={**os.environ, **own}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = None
        for _again in range(300):
            doors = [door.read_text() for door in temporary.glob("*/open.html")]
            if address := doors and re.search(r"http://127\.0\.0\.1:(\d+)(/\?token=\w+)", doors[0]):
                break
            time.sleep(0.1)
        assert address, "the slides did not start"
        port, path = int(address[1]), address[2]
        for host in ("evil.example", f"evil.example:{port}", "127.0.0.1.evil.example"):
            assert asked(port, path, host)[0] == asked(port, "/login", host)[0] == 403
        status, page = asked(port, path, f"127.0.0.1:{port}")
        assert status == 200 and "This copy differs from the original course" in page
        for _again in range(300):
            if (folder / "saved.txt").exists():
                break
            time.sleep(0.1)
        assert (folder / "saved.txt").exists() and not (tmp_path / "ran").exists()
    finally:
        process.send_signal(signal.SIGTERM)
        ended = process.wait(30)
    assert ended == 0 and set(temporary.iterdir()) == before


def test_the_style_sheet_is_the_published_one_with_its_license() -> None:
    lines = (TEMPLATE / "static" / "dist" / "reveal.css").read_bytes()
    sheet = lines.replace(b"}\n", b"}") + b"\n"
    assert hashlib.sha256(sheet).hexdigest() == REVEAL_SHA256
    assert "Permission is hereby granted" in (TEMPLATE / "static" / "dist" / "LICENSE").read_text(encoding="utf-8")


@needs_voila
def test_voila_brings_the_script_of_the_same_version() -> None:
    from voila.paths import collect_static_paths

    for folder in collect_static_paths(["voila"], "reveal"):
        script = Path(folder) / "reveal.js"
        if script.is_file():
            assert f'="{REVEAL}"' in script.read_text(encoding="utf-8")
            return
    pytest.fail("Voila has no reveal.js")


def test_nothing_of_the_slides_lies_elsewhere() -> None:
    files = [file for file in TEMPLATE.rglob("*") if file.suffix in {".css", ".js", ".j2", ".json"}]
    assert len(files) == 5
    for file in files:
        assert not re.search(r"https?://(?!127)|@import|//cdn", file.read_text(encoding="utf-8")), file
