"""The course as a campus teaches it: what is left out is out everywhere, and what is its own is where it belongs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from iopedu import forms
from iopedu.cli import main
from iopedu.course.checkpoints import progress
from iopedu.course.document import Answer, Document, Section
from iopedu.course.outline import notebook, notebooks
from iopedu.course.quiz import questions
from iopedu.course.taught import as_shown, as_taught
from iopedu.course.workbook import Workbook
from iopedu.deliver.campus import use
from iopedu.deliver.copies import answers_page, contents
from iopedu.deliver.folder import copy
from iopedu.rehearsal import Rehearsal, skill
from iopedu.show.course.handouts import handout
from iopedu.show.course.tables import course_map
from iopedu.teaching.repeating import things
from tests.course.test_campus import TABLES, example, folder, write  # noqa: F401 - a fixture
from tests.tools import forget

#: What the example leaves out.
OUT = ("06", "13", "14")
ORDER = ["00", "01", "02", "03", "04", "05", "09", "07", "08", "10", "11", "12", "15"]
LINE = "Counseling Center"
pytestmark = pytest.mark.usefixtures("afresh")


@pytest.fixture
def river(folder: Path) -> Path:  # noqa: F811
    forget()
    use(folder)
    return folder


def text(cell: dict) -> str:
    return "".join(cell["source"])


def test_the_course_has_its_notebooks_in_its_order(river: Path) -> None:
    assert [entry.number for entry in notebooks()] == ORDER
    assert notebook("09").when == "" and next(one for one in notebooks() if one.number == "09").when == "Week 5"


def test_the_start_is_never_left_out(river: Path) -> None:
    write(river, "notebooks", [{"notebook": "15"}, {"notebook": "04"}])
    forget()
    assert [entry.number for entry in notebooks()] == ["00", "15", "04"]


def test_a_notebook_that_is_left_out_is_out_everywhere(river: Path, tmp_path: Path) -> None:
    work = Workbook("00")
    assert not {entry.notebook.number for entry in progress(work)} & {*OUT}
    assert not any(f"{number} " in repr(course_map()) for number in OUT)
    files = contents("course", Path())
    assert sorted(name[:2] for name in files) == sorted(ORDER)
    for content in files.values():
        for cell in json.loads(content)["cells"]:
            assert not re.search(rf"\]\((?:{'|'.join(OUT)})_", text(cell)), text(cell)
    answered = {"answers": {"exposure": [0]}, "version": 1}
    sections = {number: Section({"quiz": Answer("", answered, "")}) for number in ("04", *OUT)}
    assert not {thing.notebook for thing in things(Document(sections), datetime.now(UTC))} & {*OUT}
    assert not any(f'<h2 id="{number}">' in answers_page(files) for number in OUT)
    for name in ("handout", "present"):
        assert main([name, "14", "--campus", str(river)]) == 1


def test_a_sentence_on_what_is_left_out_stays_without_its_link(river: Path) -> None:
    write(river, "notebooks", [{"notebook": "08"}, {"notebook": "15"}])
    forget()
    needs = text(as_taught(notebook("08"))["cells"][1])
    assert "*notebook 07* (left out in this course) covers the skills" in needs
    assert "[Start here](00_start_here.ipynb)" in needs
    for number in ("00", "08", "15"):
        links = re.findall(r"\]\((\d\d)_", "".join(map(text, as_taught(notebook(number))["cells"])))
        assert {*links} <= {"00", "08", "15"}, (number, links)


def test_next_leads_to_what_comes_next_here(river: Path) -> None:
    def last(number: str) -> str:
        return text(as_taught(notebook(number))["cells"][-1])

    assert "(09_keep_a_diary_card_and_analyze_a_chain.ipynb) (Week 5)" in last("05")
    assert "(07_practice_mindfulness_and_distress_tolerance.ipynb) (Week 6)" in last("09")
    assert last("15").startswith("## Next\n\nThis is the last notebook.")
    assert "00_start_here.ipynb" in last("06"), "a copy from before still leads somewhere"


def test_code_and_cells_stay_as_they_are_signed(river: Path) -> None:
    ours = Path(__file__).parents[2] / "notebooks"
    for entry in notebooks():
        before = json.loads((ours / entry.file).read_text(encoding="utf-8"))["cells"]
        after = as_taught(entry)["cells"]
        assert [cell for cell in before if cell["cell_type"] == "code"] == [
            cell for cell in after if cell["cell_type"] == "code"
        ]
        assert len(before) == len(after)


def test_without_a_campus_nothing_is_other_than_it_was() -> None:
    forget()
    ours = Path(__file__).parents[2] / "notebooks"
    for entry in notebooks():
        assert as_shown(entry) == json.loads((ours / entry.file).read_text(encoding="utf-8"))


def test_own_line_stands_in_00_in_every_care_box_and_on_the_hand_out(river: Path) -> None:
    start, other = forms.CareNote(all_countries=True), forms.CareNote()
    for form in (start, other):
        assert LINE in form.lines.value and 'href="tel:+12175554321"' in form.lines.value
        assert LINE in form.twin(form.record) and "checked by River College on" in form.twin(form.record)
    assert "This is the course as River College teaches it. Its folder: river." in start.twin(start.record)
    assert "River College teaches" not in other.twin(other.record)
    assert LINE in handout("04")


def test_the_national_line_stands_before_one_with_office_hours(river: Path) -> None:
    lines = [line.service for line in forms.CareNote().record.lines]
    assert lines.index("988 Suicide & Crisis Lifeline") < lines.index(LINE)


def test_own_case_is_asked_first_and_answered(river: Path) -> None:
    form = forms.PlacementPractice(Workbook("02"))
    assert form.person.value == "own_bryn" and "missed two weeks of labs" in form.story.value
    form.before.value, form.level.value, form.facts["function"].value = "level", "php", True
    form.reason.value = "labs were missed and it got worse"
    form.think.click()
    doubt = form.record.of("own_bryn").doubt
    assert doubt.says in form.questions.value
    form.weighs.value, form.again.value = doubt.speaks, "iop"
    form.check.click()
    assert form.record.exact == 1
    for said in ("Bryn has stopped going to labs", "we read it the same way", "Standard outpatient"):
        assert said in form.status.value + form.answer.value
    assert type(form.record).from_json(form.record.to_json()) == form.record


def test_own_question_is_asked_at_the_end_of_the_quiz(river: Path) -> None:
    last = questions("01")["quiz"].questions[-1]
    assert (last.id, [option.right for option in last.options]) == ("own_evening_group", [False, True, False])
    assert last.feedback([1])[0].startswith("Yes: “Let’s look at your week together.")
    assert not any(one.id.startswith("own_") for one in questions("04")["quiz"].questions)


def test_own_line_is_said_first_and_harder_ones_stay(river: Path) -> None:
    now = datetime(2026, 1, 5, 12, tzinfo=UTC)
    begun = Rehearsal().begin("validate", now).now("validate")
    assert begun.line.id == "own_late_again" and begun.line.person == "Bryn"
    assert [reply.ratings["names_it"] for reply in begun.line.replies] == [0, 2, 1]
    assert len(skill("validate").lines) == 10
    form = forms.SayIt("08")
    form.chooser.value = "validate"
    form.go.click()
    assert "I’m always the one who walks in late." in form.client.value


def test_a_page_shows_the_campus_where_the_stored_one_cannot(river: Path) -> None:
    shown = json.dumps(as_shown(notebook("01")), ensure_ascii=False)
    assert LINE in shown and "exam on a group night" in shown
    assert "widget-view" not in shown and "<style>" not in shown


@pytest.fixture
def made(river: Path, tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "mine"


def test_the_folder_of_the_laboratory_has_what_is_taught(made: Path) -> None:
    said = copy(made)
    assert "Copied 13 notebooks." in said
    assert sorted(file.name[:2] for file in made.glob("*.ipynb")) == sorted(ORDER)


def test_what_was_copied_before_goes_unless_somebody_changed_it(made: Path, river: Path) -> None:
    os.environ.pop("IOPEDU_CAMPUS")
    forget()
    copy(made)
    changed = made / notebook("13").file
    book = json.loads(changed.read_text(encoding="utf-8"))
    book["cells"][0]["source"] = "# Mine"
    changed.write_text(json.dumps(book), encoding="utf-8")
    forget()
    use(river)
    said = copy(made)
    names = f"{notebook('06').file}, {notebook('14').file}"
    assert said[1].startswith("Updated: 00_start_here.ipynb, 01_")  # their links are other ones now
    assert said[2:] == [f"Removed (not part of this course): {names}."]
    assert changed.is_file() and not (made / notebook("14").file).exists()
    assert copy(made)[1:] == []


def test_a_folder_with_something_wrong_opens_nothing(
    river: Path, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    write(river, "cases", [example("cases")[0] | {"level": "spa"}])
    forget()
    assert main(["copy", str(tmp_path / "mine"), "--campus", str(river)]) == 1
    assert "cases.csv, row 2, column level" in capsys.readouterr().err
    assert not (tmp_path / "mine").exists()


def test_what_is_read_goes_into_the_browser_copy_as_text(river: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    before = use(river)
    for name, content in before.as_text().items():
        (taken / name).write_text(content, encoding="utf-8", newline="")
    after = use(taken)
    assert after.problems == [] and after.name == "River College"
    for name in TABLES:
        assert [row.values for row in after.tables[name]] == [row.values for row in before.tables[name]]


def test_the_command_begins_a_folder_and_says_what_is_wrong(tmp_path: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "iopedu", "campus", *words, str(tmp_path / "mine")]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert run("new").returncode == 0
    found = run("check")
    assert found.returncode == 1 and "crisis_lines.xlsx, row 2: This is the sample line" in found.stdout
    again = run("new")
    assert again.returncode == 1 and "contains something else" in again.stderr and "Traceback" not in again.stderr
