"""Every command that a document, a message or a test names: read where it stands, taken word by word, run when cheap.

``tests/install`` and ``.ci/run`` run the others: they need a browser, the network, or some minutes.
"""

from __future__ import annotations

import ast
import difflib
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import SimpleNamespace

import polib
import pytest

from iopedu import cli
from iopedu.deliver import campus
from iopedu.evidence.metapsy import DATABASES
from iopedu.teaching.results import Results
from tests.benchmark.__main__ import PARTS
from tests.refresh.__main__ import ALWAYS, ASKED

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "notebooks/TEACHING.md", ".ci/run")),
    *sorted((ROOT / ".github").glob("*.md")),
    *sorted((ROOT / ".github").glob("*/*.yml")),
    ROOT / "iopedu/site/static/front.md",
    *sorted((ROOT / "notebooks").glob("*.ipynb")),
]
MODULES = sorted(path for room in ("iopedu", "tests") for path in (ROOT / room).rglob("*.py") if path != Path(__file__))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
PROGRAMS = (
    "uv",
    "iopedu",
    "python",
    "python3",
    "py",
    "pip",
    "pytest",
    "sudo",
    "bash",
    "curl",
    "winget",
    "lint-imports",
)
#: The option of `uv run` without which a command lacks its tools.
NEEDS = {
    **dict.fromkeys(("pytest", "lint-imports", "ruff", "tests.refresh people-first"), "test"),
    **{"iopedu present": "present", "iopedu database": "data", "iopedu site": "site"},
    **{"tests.refresh slides": "browser", "tests.refresh pictures": "browser"},
    **{"tests.benchmark": "benchmark", "tests.mutation": "mutation", "tests.hub.load": "hub"},
    **{"pytest tests/browser": "browser", "pytest tests/hub": "hub", "pytest tests/site": "site"},
}
#: What others publish. Its form is checked here; whether it still works, only a person can see.
OTHERS = (
    "winget install --id=astral-sh.uv -e",
    "curl -LsSf https://astral.sh/uv/install.sh | sh",
    "uv build",
    "py -m venv .venv",
    "python3 -m venv .venv",
)
_PROSE = re.compile(
    r"(?:IOPEDU_\w+=\w+ )?(?<![\w`./])"
    r"(?:uv run|python -m (?=tests|iopedu|pip|http)|(?:(?<=: )|(?<=“))iopedu) [^`\n“”;()]*"
)


# Reading ------------------------------------------------------------------------------------------------------------


def in_text(text: str) -> Iterator[tuple[int, str]]:
    """Give line and words of what stands in a Markdown text as code, between backticks or on a line of its own."""
    for line, said in enumerate(text.splitlines(), 1):
        if said.startswith("    ") and said.split()[:1] and looks_like_one(said.split()):
            yield line, said.strip()
    for found in re.finditer(r"`([^`]+)`", text):
        words = found[1].split()
        if words and looks_like_one(words):
            yield text.count("\n", 0, found.start()) + 1, " ".join(words)


def looks_like_one(words: list[str]) -> bool:
    """Tell whether code is a command: it begins with a program, or nearly, or has one in it."""
    first = re.sub(r".*[/\\]", "", words[0])
    near = difflib.get_close_matches(first, PROGRAMS, 1, 0.75)
    return len(words) > 1 and (bool(near) or words[:2] == ["-c", "constraints.txt"] or "iopedu" in words[1:5])


def in_document(path: Path) -> Iterator[tuple[int, str]]:
    """Give line and words of every command of a document."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        for number, cell in enumerate(json.loads(text)["cells"], 1):
            if cell["cell_type"] == "markdown":
                yield from ((number, said) for _line, said in in_text("".join(cell["source"])))
    elif path.suffix == ".md" or path.parent.name == "ISSUE_TEMPLATE":
        yield from in_text(text if path.suffix == ".md" else re.sub("^ +", "", text, flags=re.M))
    else:  # lines of a shell
        for found in re.finditer(
            r"^(?:\s*- run: )?((?:[A-Z_]+=\S+ )*(?:uv|python|bash) .*)$", re.sub(r"\\\n|\$\(.*\)", "", text), re.M
        ):
            yield text.count("\n", 0, found.start()) + 1, " ".join(found[1].split())


def in_module(path: Path) -> Iterator[tuple[int, str]]:
    """Give line and words of every command in the sentences of a module: messages, hints of tests, docstrings."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "typed":
            words = ast.unparse(node.args[0]).lstrip("f").strip("'\"")
            yield node.lineno, f"uv run iopedu {words.replace('{folder}', 'FOLDER')}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from ((node.lineno, said) for said in in_prose(node.value))


def in_prose(text: str) -> Iterator[str]:
    """Give the commands of a sentence, each up to the end of its sentence."""
    for found in _PROSE.finditer(text):
        said = re.split(r"[.,:](?:\s|$)| \[|\s+and (?=[a-z])", found[0])[0].replace("\\", "").strip()
        yield said


# Checking -----------------------------------------------------------------------------------------------------------


def wanted(name: str, seen: tuple[str, ...] = ()) -> set[str]:
    """Return an extra and those that it brings."""
    inner = {
        part for line in EXTRAS[name] for found in re.findall(r"^iopedu\[(.*)\]", line) for part in found.split(",")
    }
    return {name}.union(*(wanted(part, (*seen, name)) for part in inner - set(seen)))


def problem(said: str, installed: bool = False) -> str:
    """Return what is wrong with a command, or nothing.

    ``installed`` is for what the package says of itself: there it has a name, and how it was started is unknown.
    """
    if said in OTHERS:
        return ""
    words = shlex.split(said.replace("\\", "/"))
    while words and re.fullmatch(r"[A-Z_]+=\S+", words[0]):
        name = words.pop(0).split("=")[0]
        if not any(
            name in path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("conftest.py")
        ) and not any(name in path.read_text(encoding="utf-8") for path in (ROOT / "tests/install").glob("*.py")):
            return f"nothing reads {name}"
    if words[:2] == ["sudo", "-E"]:
        words = words[2:]
    if words[:1] == ["uv"]:
        return _by_uv(words[1:])
    if words[:1] == ["iopedu"] and not installed:
        return "not on the path after the README's start: write “uv run iopedu”"
    return _runs(words, installed)


def _by_uv(words: list[str]) -> str:
    if words[:1] != ["run"]:
        return f"uv {' '.join(words[:1])}?"
    words, there = words[1:], wanted("lab")
    while words[:1] == ["--extra"]:
        if words[1] not in EXTRAS:
            return f"no extra {words[1]}"
        there |= wanted(words[1])
        words = words[2:]
    plain = " ".join(words[2:] if words[:2] == ["python", "-m"] else words)
    for what, extra in NEEDS.items():
        path = what.removeprefix("pytest ")
        used = path in plain.split() if path != what else re.match(rf"{re.escape(what)}(?![\w.-])", plain)
        if used and extra not in there:
            return f"“{what}” needs --extra {extra}"
    return _runs(words)


def _runs(words: list[str], installed: bool = False) -> str:
    first = re.sub(r".*/", "", words[0]) if words else ""
    if first == "python" and words[1:2] == ["-m"] and len(words) > 2:
        first, words = words[2], words[2:]
    rest = words[1:]
    if first == "iopedu":
        return _iopedu(rest)
    if first in ("pip", "-c"):
        return (
            _pip(words if first == "-c" else rest[1:], installed)
            if first == "-c" or rest[:1] == ["install"]
            else "install?"
        )
    if first == "pytest":
        paths = [word for word in rest if not word.startswith("-")]
        return "; ".join(f"no {path}" for path in paths if not (ROOT / path).exists())
    if first == "bash":
        return "" if (ROOT / rest[0]).is_file() else f"no {rest[0]}"
    if first == "tests.refresh":
        known, (what, *more) = {**ALWAYS, **ASKED}, rest or ["forms"]
        odd = [word for word in more if not re.fullmatch(r"NN|CODE|\d\d|[a-z]{2}", word)]
        return "" if what in known and not odd else f"{what} {odd}?"
    if first == "tests.benchmark":
        return "; ".join(f"no part {word}" for word in rest if word not in PARTS)
    if first in ("tests.mutation", "tests.hub.load"):
        path = ROOT / (first.replace(".", "/") + ("/__main__.py" if first == "tests.mutation" else ".py"))
        text = path.read_text(encoding="utf-8")
        return "; ".join(f"no option {word}" for word in rest if word.startswith("--") and f'"{word}"' not in text)
    if first == "http.server":
        return "" if rest[:1] in ([], ["--directory"]) else f"{rest[0]}?"
    return "" if first == "lint-imports" and not rest else f"no program {first}"


def _pip(words: list[str], installed: bool) -> str:
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if word == "-c" and not (ROOT / after).is_file():
            return f"no {after}"
        if found := re.fullmatch(r"(\.|iopedu)\[(.*)\]", word):
            if unknown := set(found[2].split(",")) - EXTRAS.keys():
                return f"no extra {unknown}"
            if found[1] != "." and not installed:
                return f"{word} would come from a package index, which has none: write .[{found[2]}]"
        elif word not in ("-c", "-e", "-q") and not (ROOT / word).is_file():
            return f"{word}?"
    return ""


def _iopedu(words: list[str]) -> str:
    """Give the words to the command's own parser, with nothing run."""
    if not words:
        return "which of its commands?"
    given: list[SimpleNamespace] = []
    make = cli._command

    def made(commands: object, name: str, _run: object, text: str) -> object:
        return make(commands, name, lambda options: given.append(options) or 0, text)

    quiet = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stderr(quiet), redirect_stdout(quiet):
        patch.setattr(cli, "_command", made)
        patch.setattr(cli, "_as_a_campus", lambda _options: None)
        try:
            cli.main(["04" if word == "NN" else re.sub(r"\{\w+\}", "folder", word) for word in words])
        except SystemExit as end:
            return "" if words[-1] in ("--version", "--help") and not end.code else "the command refuses these words"
    if given[0].more:
        return f"unknown: {given[0].more}"
    if given[0].command == "database" and given[0].name not in {*DATABASES, "NAME"}:
        return f"no database {given[0].name}"
    return ""


def problems(path: Path, found: Iterator[tuple[int, str]], installed: bool = False) -> list[str]:
    where = path.relative_to(ROOT)
    return [f"{where}:{line}: {said}: {wrong}" for line, said in found if (wrong := problem(said, installed))]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_command_of_a_document_is_one(path: Path) -> None:
    wrong = problems(path, in_document(path))
    assert not wrong, "\n".join(wrong)


def test_every_command_in_a_message_or_a_docstring_is_one() -> None:
    wrong = [
        line
        for path in MODULES
        for line in problems(path, in_module(path), installed=path.is_relative_to(ROOT / "iopedu"))
    ]
    assert not wrong, "\n".join(wrong)


def test_translations_say_the_same_commands() -> None:
    for path in sorted((ROOT / "iopedu/locale").glob("*.po")):
        for entry in polib.pofile(str(path)):
            for said in in_prose(entry.msgid):
                assert not entry.msgstr or said in entry.msgstr, f"{path.name}: {said!r} is not in {entry.msgstr!r}"


@pytest.mark.parametrize(
    ("name", "least"), [("README.md", 18), ("CONTRIBUTING.md", 10), ("TEACHING.md", 12), ("run", 2), ("check.yml", 3)]
)
def test_the_reader_sees_what_stands_there(name: str, least: int) -> None:
    (path,) = (path for path in DOCUMENTS if path.name == name)
    text = path.read_text(encoding="utf-8")
    found = [said for _line, said in in_document(path)]
    assert len(found) >= least
    assert len(re.findall(r"uv\s+run", text)) == sum("uv run" in said for said in found)


@pytest.mark.parametrize(
    "said",
    [
        *("uvv run iopedu lab", "uv rn iopedu lab", "uv run iopeduu lab", "uv run iopedu lap", "iopedu lab"),
        *("uv run iopedu lab --languge es", "uv run iopedu lab --language xx", "uv run iopedu copy FOLDER --students"),
        *("uv run iopedu handout 99", "uv run iopedu handout", "uv run iopedu campus make FOLDER"),
        *("uv run --extra presnet iopedu present 04", "uv run iopedu present 04", "uv run --extra data iopedu site"),
        *("uv run --extra data iopedu database Depresion", "uv run iopedu database Depression"),
        *("uv run pytest", "uv run --extra test pytest tests/nowhere", "uv run --extra hub pytest tests/hub"),
        *("uv run python -m tests.refresh notebook 04", "uv run python -m tests.refresh slides 04"),
        *(
            "uv run --extra benchmark python -m tests.benchmark P9",
            "uv run --extra hub python -m tests.hub.load --user 3",
        ),
        *(
            'python -m pip install -e ".[lb]"',
            'pip install "iopedu[lab]"',
            "python -m pip install -c constraint.txt -e .",
        ),
        *(
            "winget install astral-sh.uv",
            "curl -LsSf http://astral.sh/uv/install.sh | sh",
            "bash ci/run",
            "pyton -m iopedu lab",
        ),
        "IOPEDU_BROWSERS=1 uv run --extra test pytest",
    ],
)
def test_a_wrong_command_is_seen_and_refused(said: str) -> None:
    assert list(in_text(f"Type\n`{said}` now.")) == [(2, said)] or said.startswith("IOPEDU_")
    assert list(in_text(f"Type:\n\n    {said}\n")) == [(3, said)] or said.startswith("IOPEDU_")
    assert problem(said)


# Running ------------------------------------------------------------------------------------------------------------

#: What a person types after `iopedu`, in the pages for learners and teachers.
TYPED = sorted(
    {
        said.partition("iopedu ")[2].replace("for-students", "FOLDER")  # once is enough
        for path in DOCUMENTS
        if path.suffix in (".md", ".ipynb")
        for _line, said in in_document(path)
        if "iopedu " in said and not said.startswith("sudo")
    }
)
#: Servers, the network, and some minutes: tests/browser/test_present.py, tests/deliver/test_database.py, tests/site.
ELSEWHERE = ("present", "database", "site")


#: The command in a new process, except that JupyterLab is not started but named.
_START = """
import sys
if sys.argv[1] == "lab":
    import jupyterlab.labapp
    jupyterlab.labapp.LabApp.launch_instance = lambda words: print("JupyterLab", *words)
from iopedu.cli import main
sys.exit(main())
"""


@pytest.mark.parametrize("said", [said for said in TYPED if said.split()[0] not in ELSEWHERE])
def test_what_is_typed_does_what_it_should(said: str, tmp_path: Path) -> None:
    words = said.replace("ADDRESS", "https://example.org/iopedu").split()
    if words[0] == "class":
        hand_on(tmp_path / words[1])
    elif "campus" in said and "new" not in words:
        campus.new(tmp_path / "FOLDER")
        (tmp_path / "FOLDER/crisis_lines.xlsx").unlink()  # the example is refused, as the guide says
    before = set(tmp_path.rglob("*"))
    rest = {name: value for name, value in os.environ.items() if not name.startswith("IOPEDU_")}
    done = subprocess.run(
        [sys.executable, "-c", _START, *words],
        cwd=tmp_path,
        env={**rest, "JUPYTER_DATA_DIR": str(tmp_path / "jupyter"), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 and done.stdout, done.stderr
    assert ("JupyterLab --" in done.stdout) == (words[0] == "lab")
    written = {path.name for path in set(tmp_path.rglob("*")) - before if path.is_file()}
    assert bool(written) == (
        words[0] in ("handout", "copy", "class", "export", "lab") or words[:2] == ["campus", "new"]
    )


def hand_on(where: Path) -> None:
    """Write what a fictional learner hands on, into a folder or a zip file."""
    answers = json.dumps(Results({"01/quiz": {"floor": (1,)}}).to_json())
    if where.suffix == ".zip":
        with zipfile.ZipFile(where, "w") as file:
            file.writestr("one/answers.json", answers)
    else:
        where.mkdir()
        (where / "answers.json").write_text(answers, encoding="utf-8")
