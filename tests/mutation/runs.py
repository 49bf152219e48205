"""Runs of the tests on a copy, each in a forked process: what they need is loaded once, and a fault ends with it."""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import coverage
import hypothesis
import pytest

ROOT = Path(__file__).parent.parent.parent
MEMORY = 4 * 2**30


@dataclass
class Baseline:
    """The tests on the unchanged copy: their seconds, which fail, and who runs each line."""

    seconds: dict[str, float] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    lines: dict[str, dict[int, list[str]]] = field(default_factory=dict)

    def reaching(self, module: str, lines: range) -> list[str]:
        """Return the tests that run one of the lines (any line, when none is named), the quickest first."""
        found = {
            test
            for number, tests in self.lines.get(module, {}).items()
            if not lines or number in lines
            for test in tests
        }
        return sorted(found & self.seconds.keys() - self.failed, key=self.seconds.__getitem__)


class Measured:
    """Plugin of pytest: fills a baseline."""

    def __init__(self, baseline: Baseline, cover: coverage.Coverage) -> None:
        self.baseline, self.cover = baseline, cover

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> object:
        self.cover.switch_context(item.nodeid)
        begun = time.perf_counter()
        done = yield
        self.baseline.seconds[item.nodeid] = time.perf_counter() - begun
        return done

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.baseline.failed.add(report.nodeid)


class Chosen:
    """Plugin of pytest: keeps the chosen tests, in their order."""

    def __init__(self, tests: list[str]) -> None:
        self.place = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((i for i in items if i.nodeid in self.place), key=lambda i: self.place[i.nodeid])


def copied(folder: Path) -> Path:
    """Copy what git knows, so that no fault ever stands in the working tree."""
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    for name in names.stdout.decode().splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return folder


def baseline(copy: Path, where: list[str]) -> Baseline:
    """Run every test once, and note its time and its lines."""

    def work() -> tuple[dict, set, dict]:
        found = Baseline()
        cover = coverage.Coverage(data_file=None, config_file=False, source=[str(copy / "iopedu")], messages=False)
        cover.start()
        _pytest(where, Measured(found, cover))
        cover.stop()
        data = cover.get_data()
        for name in data.measured_files():
            module = Path(name).relative_to(copy).as_posix()
            found.lines[module] = data.contexts_by_lineno(name)
        return found.seconds, found.failed, found.lines

    return Baseline(*_forked(copy, work, 3600))


def outcome(copy: Path, module: str, code: str, tests: list[str], limit: float) -> str:
    """Return what becomes of a mutant: killed, timeout, or survived."""
    path = copy / module
    before, times = path.read_text(encoding="utf-8"), path.stat()
    files = sorted({test.partition("::")[0] for test in tests})
    path.write_text(code, encoding="utf-8")
    try:
        ended = _forked(copy, lambda: int(_pytest(files, Chosen(tests), "--exitfirst")), limit)
    except TimeoutError:
        return "timeout"
    except EOFError:  # it died before it could answer
        return "killed"
    finally:
        path.write_text(before, encoding="utf-8")
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    return "survived" if ended == pytest.ExitCode.OK else "killed"


#: As a plain run of pytest; Hypothesis is there before pytest could rewrite it.
PLAIN = ["-o", "addopts=", "--doctest-modules", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
PLAIN += [word for name in ("nbval", "xdist", "cacheprovider") for word in ("-p", f"no:{name}")]


def _pytest(where: list[str], plugin: object, *options: str) -> int:
    return pytest.main([*PLAIN, *options, *where], plugins=[plugin])


def _forked(copy: Path, work: Callable[[], object], limit: float) -> object:
    """Run in a process of its own that sees only the copy; it has no more than the seconds of the limit."""
    ours, theirs = multiprocessing.get_context("fork").Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_in_copy, args=(copy, work, theirs))
    process.start()
    theirs.close()
    try:
        if not ours.poll(limit):
            raise TimeoutError
        return ours.recv()
    finally:
        process.kill()
        process.join()


def _in_copy(copy: Path, work: Callable[[], object], answer) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    quiet = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(quiet, stream)
    os.chdir(copy)
    sys.dont_write_bytecode = True
    sys.path[:] = [str(copy), *(folder for folder in sys.path if folder and Path(folder) != ROOT)]
    for name in [name for name in sys.modules if name.partition(".")[0] in {"tests", "iopedu"}]:
        del sys.modules[name]
    phases = [hypothesis.Phase.explicit, hypothesis.Phase.generate]
    hypothesis.settings.register_profile(
        "mutation",
        deadline=None,
        derandomize=True,  # the same examples for every mutant
        phases=phases,  # a failure is enough; the smallest one costs time
        suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
    )
    os.environ["IOPEDU_HYPOTHESIS"] = "mutation"
    answer.send(work())
    answer.close()
    os._exit(0)
