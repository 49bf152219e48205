"""Collect the sentences of the interface into the translations: ``uv run python -m tests.refresh language [CODE]``.

They are what the package says with ``_()``, ``_n()`` and ``Refusal()``, and the columns of ``data/`` that are declared
as such words.

What is translated stays, with the translator's header and comments; what is new is added without a translation, and
what the course no longer says goes. With the code of another language, such as ``pl``, its file is begun. Then fill in
what is empty in ``iopedu/locale`` with any translation program.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.plurals import PLURALS, get_plural

from iopedu.course.files import interface_words, read_json, read_rows, said
from iopedu.course.language import languages

PACKAGE = Path(__file__).parents[2] / "iopedu"
LOCALE = PACKAGE / "locale"
SAY = ("_", "_n", "Refusal")
SHOWN = 20  # messages without a translation; the count says how many there are


def marked(module: ast.AST) -> Iterator[ast.Call]:
    """Give every call that says a sentence, also inside an f-string, where Babel sees none before Python 3.12."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAY:
            yield node


def collected() -> dict[tuple[str, str], list[str]]:
    """Return every message (with its plural, or "") and the files that say it, in the order of the files."""
    found: dict[tuple[str, str], list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE.parent).as_posix()
        calls = marked(ast.parse(path.read_text(encoding="utf-8"))) if path.name != "language.py" else ()
        for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
            texts = [text.value for text in call.args[:2] if isinstance(text, ast.Constant)]
            one, many = texts if call.func.id == "_n" else (texts[0], "")
            files = found.setdefault((one, many), [])
            if file not in files:
                files.append(file)
    for name, names in interface_words().items():
        for text in said_in(name, names):
            files = found.setdefault((text, ""), [])
            if f"data/{name}" not in files:
                files.append(f"data/{name}")
    return found


def said_in(name: str, names: tuple[str, ...]) -> list[str]:
    """Return what stands in these columns, or below these keys, of a file of ``data/``."""
    texts: list[str] = []
    if names:
        said(read_rows(name) if name.endswith(".csv") else read_json(name), names, texts.append)
    return texts


def catalogue(code: str) -> polib.POFile:
    """Return the translation of one language."""
    return polib.pofile(str(LOCALE / f"{code}.po"), wrapwidth=110)


def forms(catalogue: polib.POFile) -> int:
    """Return in how many forms the language says a sentence with a number."""
    return int(re.match(r"\s*nplurals\s*=\s*(\d+)", catalogue.metadata["Plural-Forms"])[1])


def missing() -> list[str]:
    """Return a line for every language in which something is said in English still."""
    found = {code: len(catalogue(code).untranslated_entries()) for code in languages() if code != "en"}
    return [f"{code}: {many} messages without a translation" for code, many in found.items() if many]


def refresh(code: str) -> polib.POFile:
    """Write the translation anew, or begin it, and return it."""
    path = LOCALE / f"{code}.po"
    before = catalogue(code) if path.exists() else polib.POFile()
    after = polib.POFile(wrapwidth=110)
    after.header = before.header
    after.metadata = {"Language": code, "Content-Type": "text/plain; charset=utf-8", **before.metadata}
    if "Plural-Forms" not in after.metadata:
        if code.partition("_")[0] not in PLURALS:
            raise SystemExit(f"How does {code} count? Save {path} with a header that has Plural-Forms, and try again.")
        after.metadata["Plural-Forms"] = str(get_plural(code))
    known = {(entry.msgid, entry.msgid_plural): entry for entry in before if not entry.obsolete}
    for (one, many), files in collected().items():
        entry = known.get((one, many)) or polib.POEntry(msgid=one, msgid_plural=many)
        entry.occurrences = [(file, "") for file in files]
        if many:
            entry.msgstr_plural = {form: entry.msgstr_plural.get(form, "") for form in range(forms(after))}
        after.append(entry)
    after.save(str(path), newline="\n")
    return after


def main(codes: list[str]) -> None:
    """Refresh these languages, or every one that there is, and list what has no translation."""
    for code in codes or languages()[1:]:
        for entry in refresh(code).untranslated_entries()[:SHOWN]:
            print(f"{code}: no translation of “{entry.msgid}”")
    print("\n".join(missing()) or "Every message is translated.")
