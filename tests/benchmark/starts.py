"""P2 to P4: what loading costs, what running a notebook costs, and how long a start takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from tests.benchmark.table import Measure, seconds, summary

ROOT = Path(__file__).parents[2]
RUN = """
import json, sys, time, resource
from nbclient import NotebookClient
import nbformat, psutil
from jupyter_client.manager import KernelManager
book = nbformat.read(sys.argv[1], as_version=4)
manager = KernelManager(kernel_name="python3")
client = NotebookClient(book, km=manager, timeout=120)
with client.setup_kernel():
    start, peak = time.perf_counter(), 0
    process = psutil.Process(manager.provisioner.process.pid)
    for at, cell in enumerate(book.cells):
        if cell.cell_type == "code":
            client.execute_cell(cell, at)
            peak = max(peak, process.memory_full_info().pss)
    print(json.dumps([time.perf_counter() - start, peak / 2**20]))
"""


def _python(code: str) -> float:
    return seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT))


def imports() -> Iterator[Measure]:
    """Yield what loading costs over a bare Python, each in a fresh process."""
    codes = {
        "bare Python": "pass",
        "import iopedu": "import iopedu",
        "import ipywidgets, anywidget": "import ipywidgets, anywidget",
        "what a notebook imports first": "from iopedu import course, forms, show; forms.CareNote",
        "import matplotlib.pyplot": "import matplotlib.pyplot",
    }
    for code in codes.values():
        _python(code)  # byte code is there for everybody
    rounds = [{name: 1000 * _python(code) for name, code in codes.items()} for _ in range(11)]
    bare = summary("bare Python", [found["bare Python"] for found in rounds], "ms")
    yield bare
    for name in list(codes)[1:]:
        yield summary(name, [found[name] - found["bare Python"] for found in rounds], "ms over bare", than=bare)


def notebooks() -> Iterator[Measure]:
    """Yield the time to run all cells after the kernel has started, and the memory of the kernel."""
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
            done = subprocess.run(
                [sys.executable, "-c", RUN, str(path)], cwd=folder, capture_output=True, text=True, check=True
            )
            took, memory = json.loads(done.stdout.splitlines()[-1])
            yield Measure(f"{path.stem[:44]}: run all", took, "s", note=f"{memory:.0f} MB")


def strict() -> Iterator[Measure]:
    """Yield the time of the whole strict comparison of all notebooks, on all cores."""
    took = seconds(
        lambda: subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "notebooks"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )
    )
    yield Measure("nbval on all notebooks", took, "s", note=f"{os.cpu_count()} cores")


def lab() -> Iterator[Measure]:
    """Yield the time from ``iopedu lab`` to a start notebook that a person can see."""
    from tests.benchmark.browser import Lab

    times = []
    for _ in range(3):
        start = perf_counter()
        with Lab() as lab:
            lab.open("00_start_here.ipynb")
            times.append(perf_counter() - start)
    yield summary("iopedu lab: to the visible start notebook", times, "s", note="Chromium's own start is in it")
