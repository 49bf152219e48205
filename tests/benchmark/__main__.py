"""Print what the course costs, as ratios side by side: ``uv run --extra benchmark python -m tests.benchmark``.

Names of parts (P1 to P6) after it run only those. Nothing here is a test: times depend on the machine, ratios less so.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Iterator
from importlib import import_module

from tests.benchmark.table import Measure

PARTS = {
    "P1": ("From an event to changed pixels", [("clicks", "measures")]),
    "P2": ("Loading", [("starts", "imports")]),
    "P3": ("Running a notebook after its kernel has started", [("starts", "notebooks"), ("starts", "strict")]),
    "P4": ("Starting", [("starts", "lab")]),
    "P5": ("The pathway simulator", [("pathway", "measures")]),
    "P6": ("Ten minutes today over everything", [("ten_minutes", "measures")]),
}


def main(wanted: list[str]) -> None:
    """Run the parts that are asked for, and print their tables."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    for part in wanted or PARTS:
        title, steps = PARTS[part]
        print(f"{part}  {title}")
        for module, name in steps:
            work: Callable[[], Iterator[Measure]] = getattr(import_module(f"tests.benchmark.{module}"), name)
            for measure in work():
                print(measure, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
