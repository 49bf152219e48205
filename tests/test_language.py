"""The interface in other languages: nothing unmarked, nothing untranslated, nothing saved in one language only."""

from __future__ import annotations

import ast
import json
import os
import re
import string
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from iopedu.course.language import LANGUAGES
from tests.refresh.language import catalogue, collected, marked

OTHERS = [code for code in LANGUAGES if code != "en"]
#: Two English words in a row, or one word that starts like a label.
SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:.]? [a-z“]{2,}|^[A-Z][a-z]+( [a-z]+)*[.:?]?$")
#: Keywords of widgets whose text is seen.
SEEN = {"description", "placeholder", "title", "caption", "legend", "tooltip"}


def placeholders(message: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(message) if name is not None}


def tags(message: str) -> Counter[str]:
    return Counter(re.findall(r"</?[a-z]+", message))


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_has_exactly_the_sentences_of_the_interface(code: str) -> None:
    listed = [(entry.msgid, entry.msgid_plural) for entry in catalogue(code) if not entry.obsolete]
    assert len(listed) == len(set(listed))
    assert set(listed) == set(collected()), "run: uv run python -m tests.refresh language"


@pytest.mark.parametrize("code", OTHERS)
def test_every_sentence_is_translated_with_the_same_values_and_tags(code: str) -> None:
    for entry in catalogue(code):
        given = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
        assert not entry.fuzzy, entry.msgid
        for text in given:
            assert text.strip(), f"not translated: {entry.msgid}"
            wanted = placeholders(entry.msgid_plural or entry.msgid)
            assert placeholders(text) | {"n"} == wanted | {"n"} if entry.msgid_plural else placeholders(text) == wanted
            assert tags(text) == tags(entry.msgid), entry.msgid
            assert text[:1].isspace() == entry.msgid[:1].isspace(), entry.msgid
            assert text[-1:].isspace() == entry.msgid[-1:].isspace(), entry.msgid


@pytest.mark.parametrize("code", OTHERS)
def test_most_sentences_differ_from_the_english_ones(code: str) -> None:
    long = [entry for entry in catalogue(code) if len(entry.msgid.split()) > 3 and not entry.msgid_plural]
    same = [entry.msgid for entry in long if entry.msgid == entry.msgstr]
    assert len(long) > 500 and len(same) < len(long) / 100, same


def modules(root: Path) -> Iterator[tuple[Path, ast.Module]]:
    for file in sorted((root / "iopedu").rglob("*.py")):
        yield file, ast.parse(file.read_text(encoding="utf-8"))


def test_what_is_filled_into_a_sentence_is_what_stands_in_it(root: Path) -> None:
    calls = 0
    for file, module in modules(root):
        if file.name == "language.py":
            continue
        for node in marked(module):
            calls += 1
            texts = node.args[:2] if node.func.id == "_n" else node.args
            assert all(isinstance(text, ast.Constant) for text in texts), f"{file}:{node.lineno}: not a plain text"
            given = {keyword.arg for keyword in node.keywords}
            wanted = set().union(*(placeholders(text.value) for text in texts)) if given or texts[1:] else set()
            free = {"n"} if node.func.id == "_n" else set()
            assert given | free == wanted | free or None in given, f"{file}:{node.lineno}: {texts[-1].value}"
    assert calls > 1000


def test_forms_and_figures_say_nothing_past_the_translation(root: Path) -> None:
    for file, module in modules(root):
        if not {"forms", "show"} & set(file.parts):
            continue
        said = set(marked(module))
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and node not in said:
                for keyword in node.keywords:
                    text = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
                    if keyword.arg in SEEN and isinstance(text, str):
                        assert not SENTENCE.search(text), f"{file}:{node.lineno}: {text!r} is not marked"


SPANISH = """
import json, sys
from pathlib import Path
from tests.refresh.language import catalogue
from tests.forms.test_forms import all_forms
from tests.tools import tree
plain = {e.msgid for e in catalogue("es") if e.msgid != e.msgstr and not e.msgid_plural}
seen, english = set(), {}
for name, made in all_forms(Path(sys.argv[1])).items():
    for widget in tree(made()):
        for trait in ("description", "placeholder", "tooltip"):
            text = getattr(widget, trait, "") or ""
            seen.add(text)
            if text in plain:
                english.setdefault(name, []).append(text)
print(json.dumps({"english": english, "seen": len(seen)}))
"""


def run(code: str, root: Path, language: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=root,
        env={**os.environ, "IOPEDU_LANGUAGE": language, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_every_form_speaks_spanish(root: Path, tmp_path: Path) -> None:
    found = json.loads(run(SPANISH, root, "es", str(tmp_path)).splitlines()[-1])
    assert found["english"] == {} and found["seen"] > 100


NOTEBOOK = """
import json, sys
from pathlib import Path
from iopedu import care, cbt, course, dbt, forms, progress, show
book = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
names = {}
for cell in book["cells"]:
    if cell["cell_type"] == "code":
        exec("".join(cell["source"]), names)
print("done")
"""


@pytest.mark.parametrize("number", [f"{number:02}" for number in range(16)])
def test_every_notebook_runs_in_spanish(root: Path, tmp_path: Path, number: str) -> None:
    (path,) = (root / "notebooks").glob(f"{number}_*.ipynb")
    assert run(f"import os; os.chdir({str(tmp_path)!r})\n" + NOTEBOOK, root, "es", str(path)).endswith("done\n")


WRITE = """
import sys
from pathlib import Path
from iopedu import cbt, dbt, progress, care
records = [*cbt.example_records(), dbt.example_card()]
Path(sys.argv[1]).write_text(__import__("json").dumps([record.to_json() for record in records]), encoding="utf-8")
"""
READ = """
import sys, json
from pathlib import Path
from iopedu import cbt, dbt
records = [*cbt.example_records(), dbt.example_card()]
for record, saved in zip(records, json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), strict=True):
    assert type(record).from_json(saved) == record
print("same")
"""


@pytest.mark.parametrize(("first", "second"), [("en", "es"), ("es", "en")])
def test_what_was_saved_in_one_language_opens_in_the_other(root: Path, tmp_path: Path, first: str, second: str) -> None:
    file = str(tmp_path / "saved.json")
    run(WRITE, root, first, file)
    assert run(READ, root, second, file) == "same\n"


def test_an_unknown_language_is_refused_in_words() -> None:
    code = "from iopedu.course.language import language; language()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "IOPEDU_LANGUAGE": "tlh"},
        check=False,
    )
    assert "IOPEDU_LANGUAGE is 'tlh', which is not one of: en, es." in done.stderr
