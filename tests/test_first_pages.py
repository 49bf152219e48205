"""The README and the front page of the site: what somebody who comes for the first time has to find."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from iopedu import __date__, __version__
from iopedu.site.pages import _front
from tests.refresh.__main__ import ALWAYS

ROOT = Path(__file__).parents[1]
PAGES = {"README.md": lambda: (ROOT / "README.md").read_text(encoding="utf-8"), "the site": _front}
FOUND = {
    "where to get it": r"\*?Code\*?\*?, then \*\*?Download ZIP",
    "what uv is, in one line": r"\[uv\]\(https://docs\.astral\.sh/uv/[^)]*\)\*{0,2}, a free program that fetches",
    "the one line to type": r"uv run iopedu lab",
    "Windows before macOS": r"Windows: right-click (?:(?!\n\n).)*macOS:",
    "a form being filled in": r'<img src="[\w/]+/week\.png" [^>]*alt="[^"]*being filled in[^"]*"',
    "what it is, and is not": r"practice.*not a medical device, (?:not a|does not) test",
    "who answers for it": r"\*\*Who is behind the course\?\*\* The iopedu contributors .*No professional body",
    "privacy": r"no sign-up.*no telemetry.*",
    "where answers stay": r"(?:next to the notebook, in one file|in this browser)",
    "accessibility": r"(?:by|from the) keyboard.*axe.*(?:much and not all|many problems but not all)",
    "how to report a wrong number": r"wrong number.*Never send what a learner wrote",
    "where to report it": r"[Oo]pen an \*{1,2}issue\*{1,2} on the (?:page of the project|project's GitHub page)",
    "the edition": r"(?:edition: notebook 00 shows it|Edition \d)",
    "what changed": r"(?:\(CHANGELOG\.md\)|what is new)",
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("what", FOUND)
def test_a_first_page_says(page: str, what: str) -> None:
    # Paragraphs are kept apart by their empty line; lines within one are not.
    text = "\n\n".join(" ".join(part.split()) for part in PAGES[page]().split("\n\n"))
    text = text.replace("no network and no telemetry", "no telemetry")
    assert re.search(FOUND[what], text, re.DOTALL), f"{page} does not say {what}"


def test_the_picture_is_there_and_the_edition_is_this_one() -> None:
    (picture,) = re.findall(r'<img src="([^"]*week\.png)"', PAGES["README.md"]())
    assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")
    assert f"Edition {__version__}, {__date__}" in PAGES["the site"]()


def test_a_learner_gets_no_tools_for_testing() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["dependency-groups"] == {"dev": ["iopedu[lab]"]}  # `uv run` installs this group by itself
    tools = {re.split(r"[^\w-]", line)[0] for line in project["project"]["optional-dependencies"]["test"]} - {"iopedu"}
    lines = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["lab"]]
    assert len(tools) >= 9 and not {re.split(r"[^\w-]", line)[0] for line in lines} & tools


def test_what_is_stored_is_made_again_without_tools_for_testing() -> None:
    code = f"""
import sys
for name in ("pytest", "xdist", "nbval", "hypothesis", "importlinter", "frictionless", "ruff", "simpy", "statsmodels",
             "scipy", "pandas", "pooch"):
    sys.modules[name] = None
from importlib import import_module
for name in {[*ALWAYS]}:
    import_module("tests.refresh." + name.replace("-", "_"))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"“uv run python -m tests.refresh” has to do in a fresh clone: {done.stderr[-500:]}"
