"""Collect the sentences of the interface into the translations: ``uv run python -m tests.refresh language``.

What is translated stays, what is new is added without a translation, and what the course no longer says goes.
Then fill in the empty ones, in ``iopedu/locale/es.po`` for example, with any translation program.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import polib

from iopedu.course.language import LANGUAGES

PACKAGE = Path(__file__).parents[2] / "iopedu"
PLURAL = "nplurals=2; plural=(n != 1);"


def marked(module: ast.AST) -> Iterator[ast.Call]:
    """Give every call of ``_`` and ``_n``, also inside an f-string, where Babel sees none before Python 3.12."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "_n"):
            yield node


def collected() -> dict[tuple[str, str], list[str]]:
    """Return every message (with its plural, or "") and the files that say it, in the order of the files."""
    found: dict[tuple[str, str], list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE.parent).as_posix()
        calls = marked(ast.parse(path.read_text(encoding="utf-8")))
        for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
            texts = [text.value for text in call.args[:2] if isinstance(text, ast.Constant)]
            one, many = texts if call.func.id == "_n" else (texts[0], "")
            files = found.setdefault((one, many), [])
            if file not in files:
                files.append(file)
    return found


def catalogue(code: str) -> polib.POFile:
    """Return the translation of one language."""
    return polib.pofile(str(PACKAGE / "locale" / f"{code}.po"), wrapwidth=110)


def refresh(code: str) -> int:
    """Write the translation anew and return how many of its messages still need one."""
    path = PACKAGE / "locale" / f"{code}.po"
    before = {(entry.msgid, entry.msgid_plural): entry for entry in catalogue(code)} if path.exists() else {}
    after = polib.POFile(wrapwidth=110)
    after.metadata = {"Content-Type": "text/plain; charset=utf-8", "Language": code, "Plural-Forms": PLURAL}
    for (one, many), files in collected().items():
        old = before.get((one, many))
        entry = polib.POEntry(msgid=one, msgid_plural=many, occurrences=[(file, "") for file in files])
        if many:
            entry.msgstr_plural = dict(old.msgstr_plural) if old else {0: "", 1: ""}
        else:
            entry.msgstr = old.msgstr if old else ""
        after.append(entry)
    after.save(str(path), newline="\n")
    return len(after.untranslated_entries())


def main(_options: list[str]) -> None:
    """Refresh every language."""
    for code, name in LANGUAGES.items():
        if code != "en":
            print(f"{name}: {refresh(code)} messages to translate")
