"""Write what the page knows of the course: ``uv run python -m tests.refresh front-end``.

The page runs by itself only what stands here: the code cells of each notebook that the package ships.
"""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import polib

from iopedu.course.files import options
from iopedu.course.language import languages

ROOT = Path(__file__).parents[2]
COURSE = ROOT / "iopedu" / "front_end" / "static" / "course.json"


def code_of(path: Path) -> list[str]:
    """Return the sources of the code cells of a notebook, in their order."""
    return [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def translated(code: str) -> dict[str, str]:
    """Return the sentences in a language; what it does not have yet, the page says in English."""
    sentences = options("page.says")
    if code == "en":
        return sentences
    found = {entry.msgid: entry.msgstr for entry in polib.pofile(str(ROOT / "iopedu" / "locale" / f"{code}.po"))}
    return {name: found[text] for name, text in sentences.items() if found.get(text)}


def course() -> str:
    """Return the whole file."""
    notebooks = {path.name: code_of(path) for path in sorted((ROOT / "notebooks").glob("*.ipynb"))}
    content = {"notebooks": notebooks, "sentences": {code: translated(code) for code in languages()}}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def main(_options: list[str]) -> None:
    """Write the file."""
    COURSE.write_text(course(), encoding="utf-8", newline="\n")
    print(f"wrote {COURSE.relative_to(ROOT)}")
