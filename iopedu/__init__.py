"""Teach and learn about Intensive Outpatient Programs (IOPs) with interactive notebooks.

The rooms of the house, in the order in which things flow:

``data/`` (facts with their sources) → ``iopedu.care`` and the other subjects (what is true)
→ ``iopedu.show`` (a thing to see, and the same thing in words) → ``iopedu.forms`` (a thing to do)
→ ``notebooks/`` (one line each). ``iopedu.course`` holds what every notebook shares.
"""

from __future__ import annotations

import importlib
from types import ModuleType

# The edition. CITATION.cff and CHANGELOG.md say the same.
__version__ = "0.2.0"
__date__ = "2026-11-29"

_ROOMS = ("care", "cbt", "course", "dbt", "evidence", "forms", "progress", "rehearsal", "show")
__all__ = [*_ROOMS, "__version__"]


def __getattr__(name: str) -> ModuleType:
    # Rooms load when they are used: `import iopedu` must not pull in widgets or figures.
    if name in _ROOMS:
        return importlib.import_module(f"iopedu.{name}")
    raise AttributeError(f"iopedu has no part called {name!r}. It has: {', '.join(_ROOMS)}.")


def __dir__() -> list[str]:
    return sorted(__all__)
