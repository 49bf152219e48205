"""What every notebook of the course keeps to. nbval compares the outputs; this guards what nbval does not see."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import nbformat
import pytest

from iopedu import forms
from iopedu.course.glossary import glossary
from iopedu.course.outline import notebook, notebooks
from iopedu.course.quiz import questions
from iopedu.course.safety import CARE_NOTE
from iopedu.forms.parts import FILL
from iopedu.rehearsal import Talk, clients
from tests.refresh.notebooks import NOTEBOOKS, normalized, with_facts

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
TAGS = {"setup", "demo", "exercise", "raises-exception"}
#: Forms that bring their own key, so that the notebook does not name it; a practice gets its key from its deck.
OWN_KEYS = {getattr(forms, name).KEY: name for name in forms.__all__ if getattr(getattr(forms, name), "KEY", "")}
LAST = ["Key points", "Words used here", "Sources", "Next"]


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def stored(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def code(stored: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in stored.cells if cell.cell_type == "code"]


def prose(stored: nbformat.NotebookNode) -> str:
    return "\n\n".join(cell.source for cell in stored.cells if cell.cell_type == "markdown")


def headings(stored: nbformat.NotebookNode) -> list[tuple[int, str]]:
    return [(len(marks), text.strip()) for marks, text in re.findall(r"^(#+) (.*)$", prose(stored), re.MULTILINE)]


def test_the_map_lists_the_notebooks_that_are_there() -> None:
    assert [entry.file for entry in notebooks()] == [path.name for path in PATHS]


def test_every_cell_was_run_in_order_without_an_error(path: Path, stored: nbformat.NotebookNode) -> None:
    # nbval never compares a cell without a count, so this must not be left to it.
    counted = [cell.execution_count for cell in code(stored)]
    assert counted == list(range(1, len(counted) + 1)), f"run: uv run python -m tests.refresh notebooks {path.name[:2]}"
    assert not any(output.output_type == "error" for cell in code(stored) for output in cell.outputs)
    assert all(cell.outputs for cell in code(stored))


def test_it_is_stored_as_the_refresh_command_stores_it(path: Path, stored: nbformat.NotebookNode) -> None:
    text = nbformat.writes(normalized(stored)) + "\n"
    assert path.read_text(encoding="utf-8") == text, f"run: uv run python -m tests.refresh notebooks {path.name[:2]}"


def test_nothing_is_kept_from_comparison(path: Path, stored: nbformat.NotebookNode) -> None:
    text = path.read_text(encoding="utf-8").lower()
    assert not re.search(r"nbval[-_](skip|ignore|check)", text)
    assert "widget-view+json" not in text and '"widgets"' not in text
    assert not re.search(r"0x[0-9a-f]{6,}", text)
    assert {tag for cell in stored.cells for tag in cell.metadata.get("tags", ())} <= TAGS


def test_no_style_sheet_is_stored(path: Path) -> None:
    # Stored with each output, a changed rule would be thousands of changed lines.
    assert "<style" not in path.read_text(encoding="utf-8"), (
        f"run: uv run python -m tests.refresh notebooks {path.name[:2]}"
    )


def test_cells_are_short_and_use_only_the_course(stored: nbformat.NotebookNode) -> None:
    for cell in code(stored):
        assert len(cell.source.splitlines()) <= 8
        assert not re.search(r";\s*$|\binteract\(|\bOutput\(|\bopen\(|^%|^!", cell.source, re.MULTILINE)
        assert set(re.findall(r"^(?:from|import) (\w+)", cell.source, re.MULTILINE)) <= {"iopedu"}
        assert cell.metadata.get("jupyter", {}).get("source_hidden"), (
            f"fold away the code of {cell.source!r}, or run: uv run python -m tests.refresh notebooks"
        )


def test_it_opens_with_the_care_note(stored: nbformat.NotebookNode) -> None:
    first = code(stored)[0]
    assert first.metadata["tags"] == ["setup"] and len(first.source.splitlines()) <= 6
    assert CARE_NOTE[:60] in first.outputs[0].data["text/html"], "run: uv run python -m tests.refresh notebooks"


def test_headings_are_in_order(path: Path, stored: nbformat.NotebookNode) -> None:
    levels = [level for level, _ in headings(stored)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert headings(stored)[0][1] == notebook(path.name[:2]).title
    assert [text for _, text in headings(stored)][-4:] == LAST
    assert "What you will do" in [text for _, text in headings(stored)]


def test_minutes_are_those_of_the_map(path: Path, stored: nbformat.NotebookNode) -> None:
    entry = notebook(path.name[:2])
    assert f"{entry.minutes} minutes: {entry.read_minutes} to read, {entry.practice_minutes} to practice." in prose(
        stored
    )


def test_every_task_of_the_map_is_in_the_notebook(path: Path, stored: nbformat.NotebookNode) -> None:
    source = "\n".join(cell.source for cell in code(stored))
    for task in notebook(path.name[:2]).tasks:
        form = OWN_KEYS.get(task, "Practice")
        assert f'"{task}", work' in source or re.search(rf"forms\.{form}\((?:\S+, )?keep=work\)", source), task


def test_it_ends_with_eight_questions_or_more(path: Path) -> None:
    sets, file = questions(path.name[:2]), f"data/exercises/{path.name[:2]}.json"
    assert len(sets["quiz"].questions) >= 8, f"{file}: the quiz at the end needs eight questions or more"
    ids = [question.id for quiz in sets.values() for question in quiz.questions]
    twice = {name for name in ids if ids.count(name) > 1}
    assert not twice, f"{file}: give each question an id of its own"
    for question in (question for quiz in sets.values() for question in quiz.questions):
        short = [option.why for option in question.options if len(option.why) < 40]
        assert not short, f"{file}, question {question.id}: say why in 40 characters or more"
        texts = [option.text for option in question.options]
        assert len(set(texts)) == len(texts), f"{file}, question {question.id}: no option may stand there twice"


def test_as_many_questions_are_announced_as_there_are(path: Path, stored: nbformat.NotebookNode) -> None:
    told = re.findall(r"\b(\w+) questions(?: [a-z ]+)?, with feedback for every option", prose(stored))
    words = dict(enumerate(("Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen", "Fourteen"), 8))
    many = words[len(questions(path.name[:2])["quiz"].questions)]
    assert told == [many], f"{path.name}: {many} questions stand there, and the text says {told}"


def test_numbers_in_prose_come_from_the_data(path: Path, stored: nbformat.NotebookNode) -> None:
    text = prose(stored)
    assert with_facts(text) == text, f"run: uv run python -m tests.refresh notebooks {path.name[:2]}"
    plain = re.sub(r"\S+<!--.*?-->", "", text)
    counted = r"(?<![\w/-])\d[\d.,]*\s*(?:%|percent|hours|days|weeks|months|dollars|people|sessions|visits)\b"
    found = [number for number in re.findall(counted, plain) if not number.startswith("168 ")]
    assert not found, f"{found}: name the fact behind each number as <!--fact_id-->"


def test_short_forms_are_explained_where_they_first_stand(path: Path, stored: nbformat.NotebookNode) -> None:
    text = prose(stored).partition("\n")[2]  # a title cannot explain its own words
    for entry in glossary(path.name[:2]):
        first = re.search(rf"\b{entry.abbreviation}s?\b", text) if entry.abbreviation else None
        if first:
            assert text[first.start() - 1] == "(" and text[first.end()] == ")", entry.title


def test_no_table_in_prose_has_an_empty_header(stored: nbformat.NotebookNode) -> None:
    for header in re.findall(r"^\|(.*)\|\n\|[-| :]+\|$", prose(stored), re.MULTILINE):
        assert all(cell.strip() for cell in header.split("|")), header


def test_links_lead_somewhere(path: Path, stored: nbformat.NotebookNode) -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", prose(stored)):
        assert (path.parent / link).exists(), link


def test_it_ends_with_the_way_to_the_next_one(path: Path, stored: nbformat.NotebookNode) -> None:
    files = [entry.file for entry in notebooks()]
    further = files[files.index(path.name) + 1 :]
    first = re.search(r"\]\(([^)#]+)\)", stored.cells[-1].source)[1]
    assert first == (further[0] if further else files[0])


def test_every_cell_has_a_place_in_the_slides(stored: nbformat.NotebookNode) -> None:
    for cell in stored.cells:
        place = cell.metadata.get("slideshow", {}).get("slide_type")
        assert place in {"slide", "subslide", "-"}, f"run: uv run python -m tests.refresh notebooks ({cell.source!r})"
    assert stored.cells[0].metadata["slideshow"]["slide_type"] == "slide"


def test_the_exported_page_reads_without_a_kernel(path: Path) -> None:
    from nbconvert import HTMLExporter

    page, _ = HTMLExporter(exclude_input=True).from_filename(str(path))
    body = page[page.index("<body") :]
    assert "988" in body and FILL in body
    assert body.count('class="iop"') >= len(code(nbformat.read(path, as_version=4)))


def test_the_teaching_guide_has_a_section_whose_minutes_add_up(path: Path) -> None:
    entry = notebook(path.name[:2])
    guide = (NOTEBOOKS / "TEACHING.md").read_text(encoding="utf-8")
    section = guide.split(f"\n## {entry.number} {entry.title}\n")[1].split("\n## ")[0]
    for part in (
        "Time",
        "Say first",
        "Misconceptions",
        "Discuss",
        "When late",
        "Group and solo work",
        "Safety",
        "Answers",
    ):
        assert f"\n### {part}\n" in section, part
    assert sum(map(int, re.findall(r"^\| [^|]+ \| (\d+) \|", section, re.MULTILINE))) == entry.minutes


def test_sessions_and_say_it_are_in_the_minutes(path: Path, stored: nbformat.NotebookNode) -> None:
    section = (NOTEBOOKS / "TEACHING.md").read_text(encoding="utf-8").split(f"\n## {path.name[:2]} ")[1]
    rows = dict(re.findall(r"^\| ([^|]+) \| (\d+) \|", section.split("\n## ")[0], re.MULTILINE))
    source = "\n".join(cell.source for cell in code(stored))
    assert ("Say it" in rows) is ("forms.SayIt(" in source) and int(rows.get("Say it", 10)) >= 10
    for name in re.findall(r'forms\.ClientSession\("(\w+)"', source):
        way = Talk(clients[name], clients[name].expert)
        replies = (one.text for step in way.steps for one in step.before.turn.replies)
        told = (words for _said, found in way.debrief() for _name, words in found)
        lines = (words for _who, words in way.lines())
        read = sum(len(text.split()) for text in (*way.client.scene, *replies, *lines, *told)) / 240
        assert int(rows[way.client.title]) >= read + len(way.steps) / 4, "four words a second, 15 seconds to choose"


def test_the_teaching_guide_says_what_is_general_first_and_then_goes_notebook_by_notebook() -> None:
    found = re.findall(r"^## (.+)$", (NOTEBOOKS / "TEACHING.md").read_text(encoding="utf-8"), re.MULTILINE)
    general = ["Run a course", "Make it your own", "Many users"]
    assert found == general + [f"{entry.number} {entry.title}" for entry in notebooks()]


def test_the_plans_of_the_teaching_guide_are_true() -> None:
    text = (NOTEBOOKS / "TEACHING.md").read_text(encoding="utf-8")
    guide = text.split("\n## Run a course\n")[1].split("\n## ")[0]
    plans = {part.partition("\n")[0]: part for part in guide.split("\n### ")[1:]}
    assert list(plans)[:4] == ["One session", "Half a day", "A semester", "A fifty-minute hour"]
    rows = {
        name: re.findall(r"^\| [^|]+ \|([ \d,]*)\| (\d+) \|", plans[name], re.MULTILINE) for name in list(plans)[:3]
    }
    for found in rows.values():
        for numbers, minutes in found:
            named = re.findall(r"\d+", numbers)
            assert not named or sum(notebook(number).minutes for number in named) == int(minutes), numbers
    assert sum(int(minutes) for _, minutes in rows["Half a day"]) == 240
    taught = [number for numbers, _ in rows["A semester"] for number in re.findall(r"\d+", numbers)]
    assert taught == [entry.number for entry in notebooks()], "a term goes through every notebook"
    hour = plans["A fifty-minute hour"]
    short = {row[0]: row[1:] for row in re.findall(r"^\| (\d\d) \| (\d+) \| (.+) \|$", hour, re.MULTILINE)}
    whole = re.findall(r"\d\d", hour.partition("fit as they are")[0])
    assert {*short, *whole} == {entry.number for entry in notebooks()} and not {*short} & {*whole}
    for entry in notebooks():
        section = text.split(f"\n## {entry.number} {entry.title}\n")[1].split("\n## ")[0]
        parts = {name: int(many) for name, many in re.findall(r"^\| ([^|]+) \| (\d+) \|", section, re.MULTILINE)}
        minutes, waits = short.get(entry.number, (str(entry.minutes), ""))
        left = [part.partition(", and so")[0] for part in waits.split("; ") if part]
        assert entry.minutes - sum(parts[part] for part in left) == int(minutes) <= 50, entry.number
