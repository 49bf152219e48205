"""JupyterLab as a learner starts it, in a real browser that may talk to this computer only."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest

from tests.tools import PUT_AWAY, READY, until, violations

sync_api = pytest.importorskip("playwright.sync_api", reason="the extra “browser” is not installed")


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of its own for the learner; it also keeps Jupyter's own files away from the real home."""
    return tmp_path_factory.mktemp("learner")


@contextlib.contextmanager
def started(folder: Path) -> Iterator[str]:
    """Start ``iopedu lab`` on the course in a folder, away from the real home, and give the address that it prints."""
    environment = {**os.environ, "HOME": str(folder / "home"), "JUPYTER_CONFIG_DIR": str(folder / "config")}
    (folder / "home").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "iopedu", "lab", str(folder / "my-iopedu"), "--no-browser", "--port=0"]
    command += ["--expose-app-in-browser", *(["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]
    log = folder / "lab.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            command, stdout=out, stderr=subprocess.STDOUT, env=environment, start_new_session=True
        )
        try:
            yield _address(log, process)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)
    shutil.rmtree(folder / "home", ignore_errors=True)


@pytest.fixture(scope="session")
def lab(course: Path) -> Iterator[str]:
    """JupyterLab as a learner starts it."""
    with started(course) as address:
        yield address


def _address(log: Path, process: subprocess.Popen) -> str:
    for _ in range(1200):
        found = re.search(r"http://127\.0\.0\.1:\d+/\S*\?token=\w+", log.read_text())
        if found:
            return found[0]
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()}")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put tests that visit the same notebook one after another, the one of every notebook first, to share a visit."""

    def place(item: pytest.Item) -> tuple[str, bool]:
        marker = item.get_closest_marker("visits")
        given = item.callspec.params.get("notebook", "~") if hasattr(item, "callspec") else "~"
        return (marker.args[0] if marker else given)[:2], not item.name.startswith("test_every_notebook")

    ours = [item for item in items if item.path.parent == Path(__file__).parent]
    items[:] = [item for item in items if item.path.parent != Path(__file__).parent] + sorted(ours, key=place)


#: Numbers what a person can operate, a group of radio buttons as one, and sets the focus on the first.
NUMBER_CONTROLS = """form => {
    const found = [...form.querySelectorAll("button, input, select, textarea, summary, a[href], [tabindex]")].filter(
        e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true}));
    const groups = new Map();
    let many = 0;
    for (const control of found) {
        const group = control.type === "radio" ? control.name : null;
        if (group && groups.has(group)) { control.dataset.place = groups.get(group); continue; }
        control.dataset.place = many;
        if (group) groups.set(group, many);
        many += 1;
    }
    window.reached = [];
    form.addEventListener("focusin", event => {
        const { place } = event.target.dataset;
        if (place) window.reached.push(Number(place));
    });
    document.activeElement?.blur();
    found[0]?.focus();
    return many;
}"""


#: Whether the sections of a page of the course are folded by now, if they are to be.
FOLDED = """() => {
    const { content, node } = window.jupyterapp.shell.currentWidget;
    return !content.model.getMetadata("iopedu") || "iopPage" in node.dataset;
}"""
FAILED = pytest.StashKey[bool]()


class Page:
    """A notebook opened in JupyterLab, with what a person does there."""

    def __init__(
        self, browser: sync_api.Browser, address: str, notebook: str, folded: bool = False, **options: object
    ) -> None:
        self.folded = folded
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        self.page = self.context.new_page()
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.stays, self.used = "", set[str]()
        self.page.on("request", self._note)
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on("dialog", lambda dialog: dialog.dismiss())
        parts = urlsplit(address)
        token = parts.query.removeprefix("token=")
        self.page.goto(f"{parts.scheme}://{parts.netloc}/lab/tree/{notebook}?token={token}&reset")
        self._opened()

    def _opened(self) -> None:
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=60_000)
        self.ready()
        if not self.folded:
            self.unfold()

    def unfold(self) -> None:
        """Open all sections of a page that opens section by section."""
        until(self.page, FOLDED, 60)
        self.command("notebook:expand-all-headings")

    def turn_to(self, notebook: str, folded: bool = False) -> None:
        """Open another notebook in the same window, which looks as a new one does."""
        self.folded = folded
        if folded:
            self.page.evaluate("() => localStorage.removeItem('iopedu:opened')")
        self._as_new()
        self.command("docmanager:open", path=notebook)
        self._opened()

    def _as_new(self) -> None:
        self.outside.clear()
        for page in self.context.pages[1:]:
            page.close()
        self.page.bring_to_front()  # a window behind another does not draw
        self.page.set_viewport_size({"width": 1280, "height": 900})
        self.page.emulate_media(reduced_motion="null")
        self.command("apputils:change-theme", theme="JupyterLab Light")

    def stay(self, notebook: str, *used: str) -> None:
        """Let the notebook live on for a following test that uses other forms than these, which are used by now."""
        self.stays = notebook
        self.used.update(used)

    def serves(self, notebook: str, forms: tuple[str, ...]) -> bool:
        """Whether an earlier test left this notebook open and did not use these forms; then it looks as a new one."""
        if not forms or notebook != self.stays or self.used.intersection(forms):
            return False
        self._as_new()
        return True

    def put_away(self) -> None:
        """Shut the kernel down and close the notebook without saving it, and what was opened beside it."""
        self.stays, self.used = "", set()
        for page in self.context.pages[1:]:  # in front of the notebook, it would keep it from drawing
            page.close()
        self.page.evaluate(PUT_AWAY)
        # What JupyterLab shows where nothing is open; coming later, it would stand before the next notebook.
        self.page.locator(".jp-Launcher").wait_for()

    def _note(self, request: sync_api.Request) -> None:
        if not request.url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:")):
            self.outside.append(request.url)

    def ready(self) -> None:
        """Wait until the kernel can be talked to; a run that is asked for earlier can be lost."""
        try:
            until(self.page, READY, 60)
        except TimeoutError as late:
            late.add_note(f"JupyterLab's last errors: {self.errors[-5:]}")
            raise

    def command(self, name: str, **options: str) -> None:
        """Run one of JupyterLab's commands."""
        run = "async ([name, args]) => { await window.jupyterapp.commands.execute(name, args); }"
        self.page.evaluate(run, [name, options])

    def run_all(self) -> None:
        """Wait until every form is alive: a page of the course runs by itself, anything else is run."""
        stage = self.page.evaluate("() => window.jupyterapp.shell.currentWidget.node.dataset.iopPage")
        if stage not in (None, "waiting"):
            until(self.page, "() => window.jupyterapp.shell.currentWidget.node.dataset.iopPage === 'ready'", 60)
            return
        self.command("notebook:run-all-cells")
        self.page.wait_for_function(
            """() => {
                const cells = window.jupyterapp.shell.currentWidget.content.model.cells;
                const code = [...Array(cells.length).keys()].map(i => cells.get(i)).filter(c => c.type === "code");
                return code.every(cell => cell.executionCount !== null && cell.executionState !== "running");
            }""",
            timeout=60_000,
        )
        self.ready()

    def restart(self) -> None:
        """Kill the kernel and start a new one; everything in memory is gone."""
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
        self.ready()

    def form(self, name: str, nth: int = 0) -> sync_api.Locator:
        """Return a live form by its accessible name, scrolled into view."""
        assert not self.stays or name in self.used, f"{name}: name it when the notebook is opened"
        # By its attributes: asking the whole page for roles and names takes a fifth of a second, at each look again.
        form = self.page.locator(f'.iop-form[role=group][aria-label="{name}"]').nth(nth)
        form.wait_for(timeout=30_000)
        form.scroll_into_view_if_needed()
        return form

    def cells(self) -> int:
        """Number of cells in the notebook."""
        return self.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.cells.length")

    def axe(self, *kinds: str, form: str = "") -> list[str]:
        """Return what axe finds in the forms, tables, figures and prose of the course, one line a rule.

        It looks for some kinds of problems, or for all; in one form, named as for people, or in everything.
        """
        within = [f'.iop-form[aria-label="{form}"]'] if form else [".iop-form", ".iop", ".jp-MarkdownOutput"]
        return violations(self.page, *kinds, within=within)

    def narrow(self, width: int = 390, height: int = 844) -> None:
        """Make the window as narrow as a telephone, or as something else."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
        self.page.wait_for_timeout(500)

    def not_reached(self, form: sync_api.Locator) -> list[str]:
        """Return the controls of a form at which the Tab key does not arrive, from its first control on."""
        many = form.evaluate(NUMBER_CONTROLS)
        for _again in range(many):
            self.page.keyboard.down("Tab")
        self.page.keyboard.up("Tab")
        reached = set(form.evaluate("() => window.reached"))
        missing = sorted(set(range(many)) - reached)
        return [form.locator(f"[data-place='{at}']").first.evaluate("e => e.outerHTML.slice(0, 120)") for at in missing]

    def close(self) -> None:
        """Shut the kernel down and close the window."""
        self.put_away()
        self.context.close()


@pytest.fixture(scope="session")
def windows(chromium: sync_api.Browser) -> Iterator[list[Page]]:
    """The window that is kept open, if there is one: JupyterLab's start takes longer than most visits."""
    kept: list[Page] = []
    yield kept
    for page in kept:
        page.context.close()


@pytest.fixture(scope="module")
def sheet(chromium: sync_api.Browser, lab: str, course: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page with nothing but the forms that a module names in ``SHEET``: each test its own, and one start for all."""
    path = course / "my-iopedu" / f"{request.module.__name__.rpartition('.')[2]}.ipynb"
    kept = "def kept():\n    return course.Workbook('04', tempfile.mkdtemp(dir='.'))"  # a learner's own for each form
    code = [f"import tempfile\nfrom iopedu import course, forms\n{kept}", *request.module.SHEET]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(each) for each in code])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, path)
    page = Page(chromium, lab, path.name)
    page.run_all()
    yield page
    page.close()
    path.unlink()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator:
    """Note whether a test failed."""
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(autouse=True)
def clean(course: Path, windows: list[Page], request: pytest.FixtureRequest) -> Callable[[], None]:
    """Nothing is left open or saved from another test, unless a test asks for a notebook that is left open."""

    def clean_up() -> None:
        for page in windows:
            if page.stays:
                page.put_away()
        for file in (course / "my-iopedu").glob("*my-iopedu-work*"):
            file.unlink()

    if "open_notebook" not in request.fixturenames:
        clean_up()
    return clean_up


@pytest.fixture
def open_notebook(
    chromium: sync_api.Browser,
    lab: str,
    windows: list[Page],
    clean: Callable[[], None],
    request: pytest.FixtureRequest,
) -> Iterator:
    """Open a notebook in the window that is kept open, or in one of its own that is made by ``options``.

    A test that names the forms that it uses may get a notebook that an earlier test left open, where they are unused,
    and leaves it open for the next: a notebook's start costs more than most tests.
    """
    opened: list[Page] = []

    def open_one(notebook: str, *forms: str, folded: bool = False, **options: object) -> Page:
        if windows and not options and not opened and windows[0].serves(notebook, forms):
            opened.append(windows[0])
        else:
            if not opened:
                clean()
            if windows and not options and windows[0] not in opened:
                opened.append(windows[0])
                windows[0].turn_to(notebook, folded)
            else:
                opened.append(Page(chromium, lab, notebook, folded, **options))
                if not options and not windows:
                    windows.append(opened[-1])
        if forms and opened[-1] in windows:
            opened[-1].stay(notebook, *forms)
        return opened[-1]

    yield open_one
    for page in opened:
        if page in windows and FAILED not in request.node.stash:
            if not page.stays:
                page.put_away()
        elif page in windows:  # what is left open in it would make the next test fail too
            windows.remove(page)
            page.context.close()
        else:
            page.close()
