"""Slides: the layout, what Voila is asked for, and what the person in front reads. The rest is in tests/browser."""

from __future__ import annotations

import hashlib
import importlib.util
import itertools
import json
import os
import re
import stat
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iopedu import cli
from iopedu.course import notebooks
from iopedu.deliver import present
from tests.refresh_notebooks import NOTEBOOKS
from tests.refresh_slides import ROOM, Cell, layout

TEMPLATE = present.TEMPLATES / "voila" / "templates" / "iopedu-slides"
#: The style sheet is Reveal's own, unchanged; Voila brings the script of the same version.
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
    assert "988" in page and "Run this notebook to answer with feedback" in page


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


@needs_voila
def test_slides_are_of_the_copy_on_this_computer_with_a_token(tmp_path: Path, monkeypatch) -> None:
    started = []
    monkeypatch.setattr("voila.app.Voila.launch_instance", lambda argv, **given: started.append((argv, given)))
    assert cli.main(["present", "4", "--folder", str(tmp_path), "--no-browser", "--port=9999"]) == 0
    ((command, given),) = started
    assert (
        command[0] == str(tmp_path.resolve() / "04_work_through_a_thought_record.ipynb") and Path(command[0]).is_file()
    )
    assert "--Voila.ip=127.0.0.1" in command and "--token" in command and "--template=iopedu-slides" in command
    assert "--VoilaConfiguration.allow_template_override=NO" in command
    assert "--VoilaConfiguration.file_allowlist=" in command
    assert command[-2:] == ["--no-browser", "--port=9999"]
    assert given["tornado_settings"]["headers"]["Content-Security-Policy"] == present.POLICY
    assert os.environ["JUPYTER_PATH"].split(os.pathsep)[0] == str(present.TEMPLATES)


@needs_voila
def test_a_notebook_that_is_not_there_is_said(tmp_path: Path, capsys) -> None:
    assert present.present(notebooks()[0], tmp_path) == 1
    assert f"00_start_here.ipynb is not in {tmp_path}" in capsys.readouterr().err


def test_the_token_reaches_the_browser_through_a_file_for_the_owner_only() -> None:
    page = present._leading_to("http://127.0.0.1:1/?token=a&b=\"'>")
    try:
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
        assert 'url=http://127.0.0.1:1/?token=a&amp;b=&quot;&#x27;&gt;">' in page.read_text()
    finally:
        page.unlink()


def test_the_style_sheet_is_the_published_one_with_its_license() -> None:
    sheet = (TEMPLATE / "static" / "dist" / "reveal.css").read_bytes()
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
