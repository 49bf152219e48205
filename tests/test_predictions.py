"""A prediction comes before its answer: on every page, in every copy, on paper, and in the living form.

``samples/predictions.csv`` was written by hand, from what figures, tables and texts say: the words and numbers that
give an answer away, those that once did so and are gone, and what the form says after an attempt.
"""

from __future__ import annotations

import ast
import csv
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import mistune
import pytest

from iopedu import care, cbt, course, dbt, forms, progress, show
from iopedu.course import notebook, notebooks
from iopedu.course.quiz import questions
from iopedu.course.workbook import Workbook
from iopedu.deliver import handout
from iopedu.deliver.copies import student_copy
from iopedu.show.course.handouts import handout as one_page
from iopedu.site import pages
from tests.refresh.notebooks import NOTEBOOKS

#: Here a lesson sums up what it has taught; whoever reads on so far has passed every prediction.
END = "Check yourself"
VOID = {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "source", "area", "base", "embed", "track"}


class Prediction(NamedTuple):
    """A row of the file."""

    notebook: str
    name: str
    telling: tuple[str, ...]
    once: tuple[str, ...]
    after: str

    def found(self, text: str) -> list[str]:
        """Return what of the answer stands in a text."""
        return [words for words in (*self.telling, *self.once, self.after) if words and words in text]


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).casefold()


def rows() -> Iterator[Prediction]:
    with (Path(__file__).parent / "samples" / "predictions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            telling, once = (tuple(map(flat, row[column].split("|"))) for column in ("telling", "once"))
            yield Prediction(row["notebook"], row["prediction"], telling, once, flat(row["after"]))


ROWS = list(rows())
each = pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.notebook}-{row.name}")


class Reader(HTMLParser):
    """Gathers what is seen of a page, and what is seen only in closed folds."""

    def __init__(self) -> None:
        super().__init__()
        self.seen, self.folded = [], []
        self.stack: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if said.get("aria-label"):
            self.handle_data(f" {said['aria-label']} ")
        if tag not in VOID:
            self.stack.append((tag, tag == "details" and "open" not in said))
        if tag in {"p", "td", "th", "li", "br", "text", "h2", "h3", "summary", "div", "caption"}:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in [name for name, _closed in self.stack]:
            while self.stack.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        names = [name for name, _closed in self.stack]
        if "style" in names or "script" in names:
            return
        closed = [at for at, (_name, is_closed) in enumerate(self.stack) if is_closed]
        in_summary = len(closed) == 1 and names[closed[0] + 1 : closed[0] + 2] == ["summary"]
        (self.folded if closed and not in_summary else self.seen).append(data)


def read(html: str) -> tuple[str, str]:
    """Return what is in sight, and what is folded away."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return flat("".join(reader.seen)), flat("".join(reader.folded))


def lesson(html: str) -> str:
    """Return a page up to the questions at its end."""
    start, heading, _rest = html.partition(f"<h2>{END}</h2>")
    assert heading, "the page has no end"
    return start


def rendered(cells: list[dict]) -> str:
    """Return a notebook as a front end without a kernel shows it."""
    markdown = mistune.create_markdown(escape=False, plugins=["table"])
    parts = []
    for cell in cells:
        if cell["cell_type"] == "markdown":
            parts.append(markdown("".join(cell["source"])))
        parts += ["".join(output["data"]["text/html"]) for output in cell.get("outputs", ())]
    return "\n".join(parts)


def in_words(cells: list[dict]) -> str:
    """Return a notebook as a terminal shows it: outputs in plain text, with the prose that is not folded."""
    markdown = mistune.create_markdown(escape=False, plugins=["table"])
    parts = []
    for cell in cells:
        if cell["cell_type"] == "markdown":
            parts.append(markdown("".join(cell["source"])))
        parts += [
            f"<pre>{''.join(output['data']['text/plain']).replace('<', '&lt;')}</pre>"
            for output in cell.get("outputs", ())
        ]
    return "\n".join(parts)


def stored(number: str) -> bytes:
    return (NOTEBOOKS / notebook(number).file).read_bytes()


def student(number: str) -> list[dict]:
    return json.loads(student_copy(stored(number)))["cells"]


PAGES = {
    "stored": lambda number: rendered(json.loads(stored(number))["cells"]),
    "stored, in words": lambda number: in_words(json.loads(stored(number))["cells"]),
    "site": lambda number: rendered(pages.page(notebook(number))["cells"]),
    "student": lambda number: rendered(student(number)),
    "student, in words": lambda number: in_words(student(number)),
    "hand-out": lambda number: handout.reading(notebook(number)),
}


@pytest.fixture(scope="module")
def seen() -> dict[tuple[str, str], tuple[str, str]]:
    return {
        (kind, entry.number): read(lesson(make(entry.number))) for kind, make in PAGES.items() for entry in notebooks()
    }


def asked() -> Iterator[tuple[str, str, str]]:
    """Yield notebook, name and source of every prediction: one question, before the lesson has answered it."""
    for entry in notebooks():
        for cell in json.loads(stored(entry.number))["cells"]:
            source = "".join(cell["source"])
            for name in re.findall(r'forms\.Questions\("(\w+)", work', source):
                if len(questions(entry.number)[name].questions) == 1:
                    yield entry.number, name, source


def test_the_file_names_every_prediction() -> None:
    assert [(number, name) for number, name, _source in asked()] == [(row.notebook, row.name) for row in ROWS]
    assert len(ROWS) == 44


@pytest.mark.parametrize("kind", PAGES)
@each
def test_no_answer_is_in_sight_before_an_attempt(seen, row: Prediction, kind: str) -> None:
    open_text, _folded = seen[kind, row.notebook]
    assert not row.found(open_text)


@each
def test_the_one_page_to_print_answers_nothing(row: Prediction) -> None:
    text, _folded = read(one_page(row.notebook))
    assert not row.found(text)


@each
def test_after_an_attempt_the_answer_is_there(row: Prediction, tmp_path: Path, seen) -> None:
    (source,) = (source for number, name, source in asked() if (number, name) == (row.notebook, row.name))
    names = {"cbt": cbt, "care": care, "course": course, "dbt": dbt, "forms": forms, "progress": progress}
    names |= {"show": show, "work": Workbook(row.notebook, tmp_path)}
    *lines, last = ast.parse(source).body
    exec(compile(ast.Module(lines, []), "cell", "exec"), names)
    form = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    assert not row.found(said(form))
    (question,) = questions(row.notebook)[row.name].questions
    form.choose(*(at for at, option in enumerate(question.options) if option.right))
    form.check.click()
    shown = said(form)
    assert row.after in shown
    opened = [words for words in row.telling if words in flat(form.then.twin())]
    assert all(words in shown for words in opened) and bool(opened) == bool(form.then.twin())
    _open, folded = seen["stored", row.notebook]
    assert not [words for words in row.telling if words not in shown + folded], "written by hand, and said nowhere"


def said(form: forms.Questions) -> str:
    """Return what a living form shows: what it says, and what is opened below."""
    examples = [example for example in form.then.forms if example.layout.display != "none"]
    parts = [form.status.value, form.seen.value, *(each._repr_mimebundle_()["text/html"] for each in examples)]
    return " ".join(read("".join(parts)))


def test_what_was_answered_is_open_again_and_can_be_seen_without_a_prediction(tmp_path: Path) -> None:
    work = Workbook("08", tmp_path)

    def form() -> forms.Questions:
        example = forms.CheckTheFactsForm(record=dbt.example_check_the_facts())
        return forms.Questions("predict_way", work, then=(example, show.emotion_table()))

    first = form()
    assert "the walk leads to" not in said(first)
    first.then.button.click()
    assert "the walk leads to" in said(first) and "<table" in first.seen.value and not work.answers
    second = form()
    second.choose(0)
    second.check.click()
    assert "the walk leads to" in said(second) and second.then.button.layout.display == "none"
    assert "the walk leads to" in said(form())


def test_no_fold_of_a_prediction_prints_before_it_is_opened() -> None:
    assert "details:not(.iop-later)::details-content" in show.style.STYLE
