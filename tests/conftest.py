"""What all tests share."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from tests.refresh.language import missing

ROOT = Path(__file__).parent.parent
#: The one without a window, when it is there, does the same with a sixth less of a computer's time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)

settings.register_profile("quick", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.register_profile("brief", settings.get_profile("quick"), max_examples=5)
settings.load_profile(os.environ.get("IOPEDU_HYPOTHESIS", "quick"))
HOSTILE_CASES = int(os.environ.get("IOPEDU_HOSTILE", "0"))


def browser_missing() -> str:
    """Return why browser tests cannot run here, or an empty text when they can."""
    if CHROMIUM is None:
        return "no Chromium on this computer"
    if importlib.util.find_spec("playwright") is None or importlib.util.find_spec("axe_playwright_python") is None:
        return "the extra “browser” is not installed"
    return ""


#: Programs beside the tests, and settings that only a hub can read; they need what the tests do not.
collect_ignore = ["benchmark", "mutation", "refresh/pictures.py"]
collect_ignore_glob = ["hub/jupyterhub_config*.py"]


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave browser tests out where they cannot run, unless they are insisted on."""
    if collection_path.name == "browser" and browser_missing() and not os.environ.get("IOPEDU_BROWSER"):
        return True
    return None


@pytest.hookimpl(trylast=True)  # when it is known which tests are left out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the hostile tests together as many cases as were asked for, each test its share."""
    hostile = [item for item in items if item.get_closest_marker("hostile")]
    if HOSTILE_CASES and hostile:
        share = settings(max_examples=-(-HOSTILE_CASES // len(hostile)))
        for test in {item.function for item in hostile}:
            share(test)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what was measured, and which tests were left out."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "measured":
                terminalreporter.write_line(f"Measured {value}")
    changed = {report.nodeid[10:12] for report in terminalreporter.getreports("failed") if ".ipynb" in report.nodeid}
    if changed:
        terminalreporter.write_line(
            "Notebooks show something else than is stored. Read the difference; if it is meant: "
            f"uv run python -m tests.refresh notebooks {' '.join(sorted(changed))}"
        )
    for line in missing():
        terminalreporter.write_line(line)
    if browser_missing() and not os.environ.get("IOPEDU_BROWSER"):
        terminalreporter.write_line(
            f"Left out: tests/browser ({browser_missing()}). To run them: install Chromium, then "
            "uv run --extra browser pytest tests/browser"
        )
    if not os.environ.get("IOPEDU_INSTALL"):
        terminalreporter.write_line(
            "Left out: tests/install (slow). To run them: IOPEDU_INSTALL=1 uv run --extra test pytest tests/install"
        )
    if not os.environ.get("IOPEDU_SITE"):
        terminalreporter.write_line(
            "Left out: tests/site/test_run.py and test_look.py (slow). To run them: "
            "IOPEDU_SITE=1 uv run --extra browser --extra site pytest tests/site"
        )
    if not os.environ.get("IOPEDU_HUB"):
        terminalreporter.write_line(
            "Left out: tests/hub (slow). To run them: IOPEDU_HUB=1 uv run --extra test --extra hub pytest tests/hub"
        )


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the repository."""
    return ROOT


@pytest.fixture
def afresh() -> Iterator[None]:
    """Before and after a test that reads the course in another way, everything is forgotten that was read already."""
    from tests.tools import forget

    before = dict(os.environ)
    forget()
    yield
    os.environ.clear()
    os.environ.update(before)
    forget()


@contextlib.contextmanager
def launched() -> Iterator[Any]:
    """Start the system's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The system's Chromium."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, Callable[[Path], object]], Path]:
    """Have a folder of this name made by the first of the processes that share the tests; the others wait for it."""
    mine = tmp_path_factory.getbasetemp()
    shared = mine if worker_id == "master" else mine.parent

    def folder(name: str, make: Callable[[Path], object]) -> Path:
        with FileLock(shared / f"{name}.lock"):
            if not (shared / name).exists():
                make(made := tmp_path_factory.mktemp(name) / "made")
                made.rename(shared / name)
        return shared / name

    return folder
