"""The site, built once, and a plain server for it."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tools import PUT_AWAY, READY, until

SLOW = pytest.mark.skipif(not os.environ.get("IOPEDU_SITE"), reason="slow; set IOPEDU_SITE=1")


@pytest.fixture(scope="session")
def makes_pages() -> None:
    """Leave a test out where the packages that make the pages are not installed."""
    for name in ("sphinx", "myst_nb", "sphinx_book_theme", "platformdirs"):
        pytest.importorskip(name, reason="the extra “site” is not installed")


@pytest.fixture(scope="session")
def pages_folder(makes_pages: None, once: Callable, request: pytest.FixtureRequest) -> Path:
    """The pages alone, without the copy that runs."""
    if os.environ.get("IOPEDU_SITE"):
        leave = shutil.ignore_patterns("run", "offline.js", "service-worker.js")
        whole = request.getfixturevalue("site_folder")
        return once("pages", lambda folder: shutil.copytree(whole, folder, ignore=leave))
    from iopedu.site import pages

    return once("pages", lambda folder: pages.build(folder, folder.parent))


@pytest.fixture(scope="session")
def site_folder(once: Callable) -> Path:
    """Everything, as ``iopedu site`` builds it, or has built it in the folder that IOPEDU_SITE names."""
    built = Path(os.environ["IOPEDU_SITE"])
    if (built / "run").is_dir():
        return built
    from iopedu.cli import main

    def build(folder: Path) -> None:
        assert main(["site", str(folder)]) == 0

    return once("site", build)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files only. One line is added to the settings of JupyterLab, so that a test can ask it things."""

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.path.split("?")[0] != "/run/jupyter-lite.json":
            super().do_GET()
            return
        settings = json.loads((Path(self.directory) / "run/jupyter-lite.json").read_text(encoding="utf-8"))
        settings["jupyter-config-data"]["exposeAppInBrowser"] = True
        content = json.dumps(settings).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this computer only, and give the address."""
    handler = functools.partial(Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def served(site_folder: Path) -> Iterator[str]:
    """The whole site on a server."""
    with serving(site_folder) as address:
        yield address


@pytest.fixture(scope="session")
def served_pages(pages_folder: Path) -> Iterator[str]:
    """The pages alone on a server."""
    with serving(pages_folder) as address:
        yield address


class Page:
    """A page of the site, with what it asked others for."""

    def __init__(self, chromium, served: str, **options: object) -> None:
        self.served = served
        self.context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        self.page = self.context.new_page()
        self.outside: list[str] = []
        self.context.on("request", self._note)

    def _note(self, request) -> None:
        if not request.url.startswith((self.served, "data:", "blob:")):
            self.outside.append(request.url)

    def open(self, notebook: str) -> None:
        """Open a notebook in the copy that runs, and wait for its Python."""
        self.page.goto(f"{self.served}/run/lab/index.html?path={notebook}")
        self.ready()

    def turn_to(self, notebook: str) -> None:
        """Open another notebook in the window that has one, in place of that one, with a Python of its own."""
        self.page.evaluate(PUT_AWAY)
        show = "async path => { await window.jupyterapp.commands.execute('docmanager:open', { path }); }"
        self.page.evaluate(show, notebook)
        self.ready()

    def ready(self) -> None:
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=90_000)
        until(self.page, READY)

    def run_all(self) -> list[dict]:
        """Wait until the page has run by itself, and return the outputs that no learner should see."""
        until(self.page, "() => window.jupyterapp.shell.currentWidget.node.dataset.iopPage === 'ready'", 240)
        until(
            self.page,
            """() => {
                const panel = window.jupyterapp.shell.currentWidget, cells = panel.content.model.cells;
                const code = [...Array(cells.length).keys()].map(i => cells.get(i)).filter(c => c.type === "code");
                return code.every(cell => cell.executionCount !== null && cell.executionState === "idle")
                    && panel.sessionContext.session.kernel.status === "idle";
            }""",
            240,
        )
        return self.page.evaluate(
            """() => {
                const cells = window.jupyterapp.shell.currentWidget.content.model.cells;
                const all = [...Array(cells.length).keys()].flatMap(i => cells.get(i).toJSON().outputs ?? []);
                return all.filter(output => output.output_type === "error" || output.output_type === "stream");
            }"""
        )

    def form(self, name: str):
        """Return a live form by its accessible name."""
        form = self.page.get_by_role("group", name=name, exact=True).and_(self.page.locator(".iop-form")).first
        form.wait_for(timeout=60_000)
        form.scroll_into_view_if_needed()
        return form


@pytest.fixture
def page(chromium, served: str) -> Iterator[Page]:
    """A window for the built site."""
    opened = Page(chromium, served)
    yield opened
    opened.context.close()
