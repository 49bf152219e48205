"""Copies for students and teachers: no worked answer leaks, the same bytes each time, nobody's work is touched."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from iopedu import cli
from iopedu.course import notebooks, questions
from iopedu.course.before_after import before_after, parallel_forms
from iopedu.course.deck import NOT_SURE
from iopedu.course.explain import explanations
from iopedu.course.files import read_json, shipped
from iopedu.deliver.copies import AFTER, answers_page, contents, student_copy
from iopedu.deliver.folder import RECORD, copy
from iopedu.rehearsal.fading import faded
from iopedu.teaching.decks import decks
from tests.tools import strings

NAMES = [entry.file for entry in notebooks()]
ITEMS = [item.question for deck in decks().values() for item in deck.items]
#: Where a name is recalled from all that there are, the feedback says what each means, which the notebook teaches.
EXPLAINED = [item.question for name, deck in decks().items() if "recall" not in name for item in deck.items]


@pytest.fixture(autouse=True)
def own_signatures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep signatures of notebooks away from the real home."""
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))


def source(name: str) -> bytes:
    return shipped("notebooks").joinpath(name).read_bytes()


def flat(text: str) -> str:
    """Return text as a reader sees it, so that marks and tags hide nothing."""
    text = html.unescape(re.sub(r"<!--.*?-->|<[^>]+>", "", text))
    return re.sub(r"\s+", " ", text.replace("*", ""))


class Folds(HTMLParser):
    """Finds folds as a browser does: what is seen of each, and what is folded away."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[list[str]] = []
        self.depth, self.summary = 0, False
        self.feed(text)

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        if tag == "details":
            self.depth += 1
            if self.depth == 1:
                self.found.append(["", ""])
        self.summary |= tag == "summary"

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "details"
        self.summary &= tag != "summary"

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.found[-1][0 if self.summary and self.depth == 1 else 1] += data


#: What a learner needs to go on; every other fold of a notebook is a worked answer.
NEEDED = re.compile(r"\s*(?:Stuck\?|What happened|What it means)")


def folds(notebook: bytes) -> list[tuple[str, str]]:
    """Return summary and body of every fold in the prose of a notebook."""
    cells = json.loads(notebook)["cells"]
    texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    return [(summary, body) for text in texts for summary, body in Folds(text).found]


def worked(name: str) -> list[str]:
    """Return the worked answers of a notebook, sentence by sentence."""
    bodies = [body for summary, body in folds(source(name)) if not NEEDED.match(summary)]
    return [part.strip() for body in bodies for part in re.split(r"(?<=[.?!])\s+|\n", body) if len(part.strip()) > 30]


def feedback() -> set[str]:
    """Return what the forms say after an attempt: reasons, points and model answers."""
    found = {option.why for entry in before_after().questions for option in entry.options}
    for number in (entry.number for entry in notebooks()):
        asked = [entry for quiz in questions(number).values() for entry in quiz.questions]
        found |= {option.why for entry in asked for option in entry.options}
        found |= {point for task in explanations(number).values() for point in task.points}
    found |= {option.why for item in EXPLAINED for option in item.options}
    found |= set(strings(read_json("dbt/model_answers.json")))
    return {flat(text) for text in found if len(text) > 30}


def read(notebook: bytes, demos: bool = False) -> str:
    """Return everything that a notebook shows before it is run."""
    parts = []
    for cell in json.loads(notebook)["cells"]:
        if not demos and "demo" in cell["metadata"].get("tags", ()):
            continue  # a worked example shows its own feedback
        parts.append("".join(cell["source"]))
        for output in cell.get("outputs", ()):
            parts += ["".join(each) for each in output.get("data", {}).values()]
            parts.append("".join(output.get("text", "")))
    return flat(" ".join(parts))


@pytest.mark.parametrize("name", NAMES)
def test_no_model_answer_is_in_a_student_copy(name: str) -> None:
    text = read(student_copy(source(name)))
    assert not [answer for answer in worked(name) if flat(answer) in text]
    assert not [answer for answer in feedback() if answer in text]


@pytest.mark.parametrize("name", NAMES)
def test_no_practice_item_is_answered_by_an_example_before_it_is_asked(name: str) -> None:
    text = read(student_copy(source(name)), demos=True)
    assert not [item.id for item in ITEMS if flat(item.ask) in text]
    assert not [item.id for item in EXPLAINED for option in item.options[:-1] if flat(option.why) in text]


def test_the_search_would_find_them() -> None:
    found = {name: worked(name) for name in NAMES}
    assert sum(map(len, found.values())) > 120 and sum(map(bool, found.values())) >= 12
    for name, answers in found.items():
        assert all(flat(answer) in read(source(name)) for answer in answers)
    assert len(feedback()) > 1000


@pytest.mark.parametrize(
    "fold",
    [
        "<details><summary>One possible answer</summary>\n\nSecret\n\n</details>",
        "<details>\n<summary>One possible answer</summary>\n\nSecret\n\n</details>",
        "<details open>\n  <summary class='x'>\nOne possible\nanswer</summary>Secret</details >",
        "<DETAILS id=a><SUMMARY>One possible answer</SUMMARY>Secret</DETAILS>",
        "<details><summary>Answer</summary>one<details><summary>Stuck? More</summary>two</details>Secret</details>",
        "<details><summary>Answer</summary>Secret <!-- </details> --> Secret</details>",
        "<details><summary>Answer</summary>Secret",
        "<details>Secret without a summary</details>",
    ],
)
def test_a_worked_answer_never_stays_however_its_fold_is_written(fold: str) -> None:
    cells = [{"cell_type": "markdown", "metadata": {}, "source": f"## Now\n\n{fold}\n\n## Later"}]
    notebook = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
    copy = student_copy(notebook).decode()
    assert "Secret" not in copy and AFTER in copy and "Now" in copy
    assert "Secret" in answers_page({NAMES[1]: notebook})


def test_every_worked_answer_of_the_course_is_gone_from_a_student_copy() -> None:
    for name in NAMES:
        left = [summary for summary, _body in folds(student_copy(source(name))) if not NEEDED.match(summary)]
        assert not left, f"{name} gives away: {left}"
        copies = json.loads(student_copy(source(name)))["cells"]
        placed = sum("".join(cell["source"]).count(AFTER) for cell in copies)
        assert placed == sum(not NEEDED.match(summary) for summary, _body in folds(source(name)))


def test_what_is_needed_to_go_on_stays_folded_in_both_copies() -> None:
    kept, answered = {}, set()
    for name in NAMES:
        copy = json.loads(student_copy(source(name)))["cells"]
        for text in ("".join(cell["source"]) for cell in copy if cell["cell_type"] == "markdown"):
            kept |= {summary: name[:2] for summary, _body in Folds(text).found}
            answered |= {name[:2] for summary, _body in Folds(text).found if "after you answer" in summary}
    assert kept == {
        "What it means (open this after you predict)": "15",
        "What it means, and a task (open this after you predict)": "11",
        "What it means (open this after you answer)": "07",
        "Stuck? Four questions to get you started": "00",
        "Stuck? Where things are in the form": "01",
        "Stuck? How to choose between two ratings": "02",
        "Stuck? Three places to look": "03",
        "Stuck? A question for each of the harder parts": "04",
        "Stuck? Three questions that help with most items": "05",
        "Stuck? How to find a step in between": "06",
        "What happened": "06",
        "Stuck? Three questions for the four cells": "07",
        "Stuck? Where other explanations come from": "08",
        "What happened on Wednesday": "08",
        "Stuck? Three questions that reveal the type of link": "09",
        "Stuck? Three pairs of factors that are easy to mix up": "10",
        "Stuck? Turn one knob at a time": "11",
        "Stuck? Three questions that help with most parts": "12",
        "Stuck? From a percentage to a count": "13",
        "Stuck? How to arrive at a first prediction": "14",
        "Stuck? Three questions that lead to a reason": "15",
    }
    assert answered == {"03", "07"}


@pytest.mark.parametrize("name", NAMES)
def test_a_student_copy_differs_in_worked_answers_only(name: str) -> None:
    before, after = (json.loads(content)["cells"] for content in (source(name), student_copy(source(name))))
    for old, new in zip(before, after, strict=True):
        if new != old:
            assert old["cell_type"] == "markdown" and "<details" in "".join(old["source"])
            assert AFTER in "".join(new["source"])


@pytest.mark.parametrize("kind", ["course", "student", "instructor"])
def test_the_same_source_gives_the_same_bytes(kind: str) -> None:
    assert contents(kind, shipped("notebooks")) == contents(kind, shipped("notebooks"))


def test_a_student_copy_is_a_whole_notebook(tmp_path: Path) -> None:
    import nbformat

    assert cli.main(["copy", str(tmp_path / "class"), "--student"]) == 0
    for name in NAMES:
        notebook = nbformat.read(tmp_path / "class" / name, as_version=4)
        nbformat.validate(notebook)
        assert (tmp_path / "class" / name).read_text() == nbformat.writes(notebook) + "\n"
    assert not [file for file in (tmp_path / "class").glob("[!.]*") if file.suffix != ".ipynb"]


def test_the_instructor_copy_has_the_answers_and_the_guide(tmp_path: Path) -> None:
    assert copy(tmp_path / "me", "instructor")[1] == f"Copied {len(NAMES) + 2} files."
    for name in [*NAMES, "TEACHING.md"]:
        assert (tmp_path / "me" / name).read_bytes() == source(name)
    text = flat((tmp_path / "me" / "answers.html").read_text())
    assert [answer for name in NAMES for answer in worked(name) if flat(answer) not in text] == []
    asked = [entry for number in NAMES for quiz in questions(number[:2]).values() for entry in quiz.questions]
    asked += [
        *ITEMS,
        *before_after().questions,
        *(entry for form in parallel_forms().values() for entry in form.questions),
    ]
    assert all(flat(entry.ask) in text for entry in asked)
    unsure = {NOT_SURE, before_after().questions[0].options[-1].text}
    explained = [option for entry in asked for option in entry.options if option.text not in unsure]
    assert all(flat(option.why) in text for option in explained)
    assert "An honest answer" not in text and sum(len(entry.options) for entry in asked) - len(explained) > 240
    gaps = [flat(part.text) for one in faded().values() for part in one.gaps]
    assert gaps and all(gap in text for gap in gaps)
    given = " ".join(flat(student_copy(source(name)).decode()) for name in NAMES)
    assert not [gap for gap in gaps if gap in given or json.dumps(gap)[1:-1] in given]
    page = (tmp_path / "me" / "answers.html").read_text()
    assert "<script" not in page and not re.search(r'(?:src|href)="[^#]', page)
    places = re.findall(r'<h2 id="(\w+)"', page)
    assert places == re.findall(r'<a href="#(\w+)"', page) == [*(name[:2] for name in NAMES), "all"]
    assert page.count("<strong>Right:</strong>") == sum(option.right for entry in asked for option in entry.options)


def test_marks_in_answers_do_not_become_markup() -> None:
    cell = {
        "cell_type": "markdown",
        "source": "## Now\n<details><summary>Answer</summary>\n\n*a* <b>x</b>\n\n</details>",
    }
    page = answers_page({NAMES[1]: json.dumps({"cells": [cell]}).encode()})
    assert "<em>a</em> &lt;b&gt;x&lt;/b&gt;" in page and "<h3>Now: Answer</h3>" in page


def test_a_student_keeps_what_was_changed_and_gets_the_rest_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, originals = tmp_path / "class", tmp_path / "shipped"
    originals.mkdir()
    for name in NAMES[:3]:
        (originals / name).write_bytes(source(name))
    monkeypatch.setattr("iopedu.deliver.folder.shipped", lambda _folder: originals)
    copy(folder, "student")
    mine = folder / NAMES[0]
    mine.write_text(mine.read_text() + " ")
    (folder / NAMES[2]).unlink()
    edition = json.loads((originals / NAMES[1]).read_text())
    edition["cells"][0]["source"] = "# New\n<details><summary>Answer</summary>secret</details>"
    (originals / NAMES[1]).write_text(json.dumps(edition))
    before = mine.read_bytes()
    said = copy(folder)  # as `iopedu lab` does it: the folder keeps its kind
    assert mine.read_bytes() == before and "Copied 1 notebook." in said
    assert f"Updated: {NAMES[1]}." in said and "(student copy)" in said[0]
    assert "secret" not in (folder / NAMES[1]).read_text() and AFTER in (folder / NAMES[1]).read_text()
    assert (folder / NAMES[2]).read_bytes() == student_copy(source(NAMES[2]))


@pytest.mark.parametrize("record", ["kept", "lost", "damaged", "odd"])
def test_a_folder_keeps_its_kind(tmp_path: Path, record: str, capsys: pytest.CaptureFixture) -> None:
    folder = tmp_path / "class"
    copy(folder, "student")
    before = {file.name: file.read_bytes() for file in folder.glob("*.ipynb")}
    changed = {"kept": None, "damaged": "{", "odd": json.dumps({"copy": ["student"], NAMES[0]: 3})}
    if record == "lost":
        (folder / RECORD).unlink()
    elif changed[record] is not None:
        (folder / RECORD).write_text(changed[record])
    (folder / NAMES[0]).unlink()  # as when a teacher hands out a part of the course
    assert cli.main(["copy", str(folder)]) == 0
    assert before == {file.name: file.read_bytes() for file in folder.glob("*.ipynb")}
    assert cli.main(["copy", str(folder), "--instructor"]) == 1
    assert "contains the student copy. Choose a different folder for the instructor copy." in capsys.readouterr().err
    assert not (folder / "answers.html").exists()


def test_a_folder_of_the_whole_course_is_not_called_a_student_copy(tmp_path: Path) -> None:
    copy(tmp_path)
    assert cli.main(["copy", str(tmp_path), "--student"]) == 1
    (tmp_path / RECORD).unlink()
    assert cli.main(["copy", str(tmp_path), "--student"]) == 1
    assert "<details" in (tmp_path / NAMES[4]).read_text()


def test_two_kinds_at_once_are_refused(capsys: pytest.CaptureFixture) -> None:
    with pytest.raises(SystemExit):
        cli.main(["copy", "--student", "--instructor"])
    with pytest.raises(SystemExit):
        cli.main(["check", "--student"])
    assert "not allowed with" in capsys.readouterr().err
