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

import polib
import pytest

from iopedu.care.week import hours_in_words
from iopedu.course import language
from iopedu.course.files import interface_words, read_json, read_rows, read_text
from iopedu.course.language import languages
from iopedu.progress.habits import Intention
from tests.refresh import language as refresh
from tests.refresh.language import catalogue, collected, forms, marked, said_in
from tests.tools import forget, python

OTHERS = [code for code in languages() if code != "en"]
#: Two English words in a row, or one word that starts like a label.
SENTENCE = re.compile(r"[A-Za-z]{2,}[,;:.]? [a-z“]{2,}|^[A-Z][a-z]+( [a-z]+)*[.:?]?$")
#: How a record declares a field, and with it the field's name.
DECLARED = {"words", "choice", "number", "yes_no", "lines", "answers", "rows", "one", "each", "named", "picked"}
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
def test_every_translation_has_the_values_tags_and_forms_that_it_needs(code: str) -> None:
    translation = catalogue(code)
    for entry in translation:
        given = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        assert not entry.fuzzy, entry.msgid
        assert not entry.msgid_plural or set(entry.msgstr_plural) == set(range(forms(translation))), entry.msgid
        if not any(given):  # it stands in English until somebody translates it
            continue
        for text in given:
            assert text.strip(), f"a form is missing: {entry.msgid}"
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


def test_the_words_of_the_interface_in_the_data_are_translated_and_nothing_else_there() -> None:
    said = {one for one, _many in collected()}
    kinds = json.loads(read_text("course/danger_kinds.json"))
    assert {kind["name"] for kind in kinds.values()} | {kinds["means"]["questions"][-1]} <= said
    assert not said & {level["in_short"] for level in read_rows("care/levels.csv")}
    assert not said & {item["ask"] for item in read_json("exercises/00.json")["questions"]["first_answer"]["items"]}


@pytest.mark.parametrize(("name", "names"), [each for each in interface_words().items() if each[1]])
def test_what_is_declared_as_words_of_the_interface_is_there(name: str, names: tuple[str, ...]) -> None:
    for one in names:
        assert said_in(name, (one,)), f"data/datapackage.json: {name} has no {one}"


DECLARED_DATA = """
from iopedu.course.files import read_json, read_rows
print(read_json("course/danger_kinds.json")["self_harm"]["name"], "|", read_rows("care/levels.csv")[0]["name"])
"""


def test_declared_data_speaks_spanish_and_other_data_does_not(root: Path) -> None:
    said = {code: run(DECLARED_DATA, root, code).strip() for code in ("en", "es")}
    assert said == {"en": "Self-harm | Inpatient hospital", "es": "Autolesión | Inpatient hospital"}


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


def test_records_and_forms_have_names_in_every_language(root: Path) -> None:
    for file, module in modules(root):
        for node in (node for kind in module.body if isinstance(kind, ast.ClassDef) for node in kind.body):
            names = [ast.unparse(name) for name in getattr(node, "targets", [getattr(node, "target", None)]) if name]
            value = getattr(node, "value", None)
            asks = isinstance(value, ast.Call) and ast.unparse(value.func) in DECLARED and value.args
            said = value.args[0] if asks else value if "WHAT" in names else None
            text = said.value if isinstance(said, ast.Constant) else ""
            assert len(text) < 2, (
                f"{file.relative_to(root)}:{node.lineno}: write _({text!r}), so that it can be translated"
            )


SPANISH = """
import json, sys
from pathlib import Path
from tests.refresh.language import catalogue
from tests.found import course_forms
from tests.tools import tree
plain = {e.msgid for e in catalogue("es") if e.translated() and e.msgid != e.msgstr and not e.msgid_plural}
seen, english = set(), {}
for name, made in course_forms(Path(sys.argv[1])).items():
    for widget in tree(made()):
        for trait in ("description", "placeholder", "tooltip"):
            text = getattr(widget, trait, "") or ""
            seen.add(text)
            if text in plain:
                english.setdefault(name, []).append(text)
print(json.dumps({"english": english, "seen": len(seen)}))
"""


def run(code: str, root: Path, language: str, *arguments: str) -> str:
    return python(code, *arguments, folder=root, IOPEDU_LANGUAGE=language)


def test_every_form_speaks_spanish(root: Path, tmp_path: Path) -> None:
    found = json.loads(run(SPANISH, root, "es", str(tmp_path)).splitlines()[-1])
    assert found["english"] == {} and found["seen"] > 100


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
    assert "IOPEDU_LANGUAGE is 'tlh', which is not one of: " + ", ".join(languages()) in done.stderr


#: What a Polish and a Russian speaker say; both languages count in three forms, and not by the same rule.
COUNTED = {
    "pl": (
        ("{n} godzina", "{n} godziny", "{n} godzin"),
        {1: "1 godzina", 2: "2 godziny", 5: "5 godzin", 21: "21 godzin", 22: "22 godziny", 112: "112 godzin"},
    ),
    "ru": (
        ("{n} час", "{n} часа", "{n} часов"),
        {1: "1 час", 2: "2 часа", 5: "5 часов", 21: "21 час", 22: "22 часа", 112: "112 часов"},
    ),
}


@pytest.fixture
def folder(afresh: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of translations in which a new language can be begun."""
    monkeypatch.setattr(language, "_LOCALE", tmp_path)
    monkeypatch.setattr(refresh, "LOCALE", tmp_path)
    return tmp_path


def speak(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IOPEDU_LANGUAGE", code)
    forget()


@pytest.mark.parametrize("code", COUNTED)
def test_a_new_language_counts_as_its_speakers_do(code: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh.main([code])
    begun = catalogue(code)
    given, said = COUNTED[code]
    begun.find("{n} hour").msgstr_plural = dict(enumerate(given))
    begun.find("{hours} hours").msgstr = given[1].replace("{n}", "{hours}")  # a part of an hour, in the genitive
    begun.save()
    speak(code, monkeypatch)
    assert {n: hours_in_words(2 * n) for n in said} == said
    assert hours_in_words(3) == given[1].format(n="1.5") and hours_in_words(45) == given[1].format(n="22.5")
    assert Intention("tea", "walk", 5).sentence == "After tea, I will walk for 5 minutes."  # in English still


def test_a_translation_keeps_what_its_translator_wrote(folder: Path) -> None:
    begun = refresh.refresh("cy")
    assert forms(begun) == 6
    begun.header = "Cymraeg, by a person who knows it."
    begun.metadata |= {"Last-Translator": "Somebody", "Plural-Forms": "nplurals=2; plural=(n != 2);"}
    begun.find("{n} hour").msgstr_plural = {0: "{n} awr", 1: "{n} awr"}
    begun.find("{n} hour").tcomment = "The noun stays in the singular."
    begun.append(polib.POEntry(msgid="No longer said", msgstr="Wedi mynd"))
    begun.save()
    kept = refresh.refresh("cy")
    assert kept.header == begun.header and kept.metadata == begun.metadata
    hour = catalogue("cy").find("{n} hour")
    assert hour.msgstr_plural == {0: "{n} awr", 1: "{n} awr"} and hour.tcomment.endswith("singular.")
    assert catalogue("cy").find("No longer said") is None
    assert refresh.missing() == [f"cy: {len(kept) - 1} messages without a translation"]


def test_a_language_of_which_nobody_knows_how_it_counts_is_asked_for(folder: Path) -> None:
    with pytest.raises(SystemExit, match=r"How does tlh count\? .*Plural-Forms"):
        refresh.main(["tlh"])
    assert not list(folder.iterdir())
