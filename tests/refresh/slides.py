"""Break notebooks into slides that fit the screen.

``uv run --extra browser python -m tests.refresh slides [NN ...]``

It runs each notebook with ``iopedu present``, measures every cell at the size of a slide, and adds a break where one is
missing. Breaks that are there stay. Only slide marks change; run it when prose, a table or a form became longer.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
#: Pixels of a slide between its paddings; see ``iopedu.css`` of the slides.
ROOM = 652
#: A slide that scrolls begins with no more prose than this, so that its table or form is seen to start.
LEAD = 0.45 * ROOM

#: Waits until the browser has painted twice: what is there now, and what it changed then.
PAINTED = """() => new Promise(done =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))"""
#: Goes through all slides and measures each. To ask for its height lays a slide out; nothing needs to be painted.
MEASURE = """async () => {
    const next = () => document.dispatchEvent(new KeyboardEvent("keydown", { key: "n", keyCode: 78 }));
    const found = [];
    while (location.hash !== found.at(-1)?.hash) {
        await null;  // the page's own script has seen the slide, and fits it
        found.push(measured());
        next();
    }
    return found;
    function measured() {
        const slide = document.querySelector(".slides section.present > section.present")
            ?? document.querySelector(".slides > section.present");
        const cells = [...slide.querySelectorAll("[cell-index]")];
        return {
            hash: location.hash, height: slide.scrollHeight, room: slide.clientHeight, width: slide.scrollWidth,
            dense: slide.classList.contains("iop-dense"), text: slide.innerText,
            cells: cells.map(cell => [Number(cell.getAttribute("cell-index")) - 1, cell.offsetHeight]),
        };
    }
}"""


@dataclass(frozen=True)
class Cell:
    """What the layout needs to know of a cell."""

    kind: str  # "prose", "shown" (a table, a figure) or "form", which may grow
    height: int
    mark: str = "-"
    heading: str = ""


def layout(cells: list[Cell]) -> list[str]:
    """Return the slide mark of each cell.

    Prose after a form starts a new slide: the form grows, and what it means is not read before it was guessed.
    """
    marks: list[str] = []
    used, last, led = 0.0, "", True  # led: nothing but prose on the slide so far
    for at, cell in enumerate(cells):
        mark = cell.mark if cell.heading not in ("Words used here", "Sources") else "subslide"
        follows = cells[at + 1] if at + 1 < len(cells) and cells[at + 1].mark == "-" else None
        together = cell.height + (follows.height if cell.kind == "prose" and follows and follows.kind != "prose" else 0)
        if mark == "-" and last == "form":
            mark = "subslide"
        elif mark == "-" and used + cell.height > ROOM:
            mark = "-" if cell.kind != "prose" and last == "prose" and led and used <= LEAD else "subslide"
        elif mark == "-" and used + together > ROOM and not (used + cell.height <= LEAD and led):
            mark = "subslide"
        used = cell.height + (used if mark == "-" else 0)
        led = cell.kind == "prose" and (led or mark != "-")
        last = cell.kind
        marks.append(mark)
    return marks


@contextlib.contextmanager
def served(number: str, folder: Path, *more: str) -> Iterator[str]:
    """Start ``iopedu present`` and give the address that it prints."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "home").mkdir(exist_ok=True)
    environment = {**os.environ, "HOME": str(folder / "home"), "JUPYTER_CONFIG_DIR": str(folder / "config")}
    command = [sys.executable, "-m", "iopedu", "present", number, "--folder", str(folder / "course")]
    log = folder / "slides.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [*command, *more, "--no-browser", f"--port={port}"], stdout=out, stderr=subprocess.STDOUT, env=environment
        )
        try:
            for _again in range(1200):
                found = re.search(r"http://127\.0\.0\.1:\d+/\?token=\w+", log.read_text())
                if found or process.poll() is not None:
                    break
                time.sleep(0.1)
            if not found:
                raise RuntimeError(f"The slides did not start:\n{log.read_text()}")
            yield found[0]
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def measured(page: object) -> list[dict]:
    """Go through all slides of an open page and return what `MEASURE` finds on each."""
    page.locator(".reveal.ready").wait_for(timeout=90_000)
    page.locator("[data-iop-ready]").last.wait_for(state="attached", timeout=60_000)
    page.wait_for_timeout(2000)
    return at_this_size(page)


def at_this_size(page: object) -> list[dict]:
    """Go through all slides, from the first, at the size that the window has now."""
    go_to(page, "#/")
    return page.evaluate(MEASURE)


def go_to(page: object, place: str) -> None:
    """Go to a slide."""
    page.evaluate("place => { location.hash = place; }", place)
    page.evaluate(PAINTED)


def refresh(path: Path, slides: list[dict]) -> list[str]:
    """Set the marks of a notebook from the measures, and return the cells that got a new one."""
    book = nbformat.read(path, as_version=4)
    heights = dict(cell for slide in slides for cell in slide["cells"])
    cells = []
    for at, cell in enumerate(book.cells):
        form = cell.cell_type == "code" and "forms." in cell.source and "CareNote" not in cell.source
        kind = "prose" if cell.cell_type == "markdown" else "form" if form else "shown"
        heading = re.match(r"## (.*)", cell.source) if kind == "prose" else None
        cells.append(Cell(kind, heights[at], cell.metadata["slideshow"]["slide_type"], heading[1] if heading else ""))
    changed = []
    for at, (cell, mark) in enumerate(zip(book.cells, layout(cells), strict=True)):
        if cell.metadata["slideshow"]["slide_type"] != mark:
            changed.append(f"{at} ({mark})")
            cell.metadata["slideshow"]["slide_type"] = mark
    if changed:
        nbformat.write(book, path)
    return changed


def main(numbers: list[str]) -> None:
    """Lay out the notebooks with these two-digit numbers, or all of them."""
    from tests.conftest import launched

    with launched() as browser, tempfile.TemporaryDirectory() as folder:
        for path in sorted(NOTEBOOKS.glob("*.ipynb")):
            if not numbers or path.name[:2] in numbers:
                with served(path.name[:2], Path(folder)) as address:
                    page = browser.new_page(viewport={"width": 1280, "height": 720})
                    page.goto(address, timeout=90_000)
                    changed = refresh(path, measured(page))
                    page.close()
                print(f"{path.name}: {', '.join(changed) or 'nothing to break'}", flush=True)
