"""Renew the versions that a learner gets: ``uv run python -m tests.refresh versions [OPTION ...]``.

``constraints.txt`` is the list; pip reads it there, and uv reads a copy of it in ``pyproject.toml``, which this command
writes. What is in the list stays, and what is newly needed is added. Options go to ``uv pip compile``: ``--upgrade``
takes the newest version of everything, ``--upgrade-package NAME`` of one package. Then run all tests.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
LIST = re.compile(r"(?<=\nconstraint-dependencies = \[\n).*?(?=^\]$)", re.DOTALL | re.MULTILINE)
COMPILE = ["uv", "pip", "compile", "pyproject.toml", "-o", "constraints.txt", "--no-emit-package", "iopedu", "-q"]
FOR_ALL = ["--all-extras", "--universal", "--python-version", "3.11"]
BARE = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]


def written(versions: str) -> str:
    """Return the lines of ``constraints.txt`` as lines of the list in ``pyproject.toml``."""
    return "".join(f'  "{line}",\n' for line in versions.splitlines())


def main(options: list[str]) -> None:
    """Renew both files."""
    project, versions = ROOT / "pyproject.toml", ROOT / "constraints.txt"
    text = project.read_text(encoding="utf-8")
    project.write_text(LIST.sub("", text), encoding="utf-8")  # uv would hold to the list that is to be renewed
    try:
        subprocess.run([*COMPILE, *FOR_ALL, *BARE, *options], cwd=ROOT, check=True)
    finally:
        new = written(versions.read_text(encoding="utf-8"))
        project.write_text(LIST.sub(lambda _old: new, text), encoding="utf-8")
