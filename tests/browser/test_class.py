"""Both rounds by keyboard, the answers for a class, and the teacher's page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iopedu.course.before_after import before_after, parallel_forms
from iopedu.course.files import read_json, shipped
from iopedu.deliver.class_view import write_class_view
from iopedu.deliver.copies import contents
from iopedu.teaching.results import Results, sets
from tests.tools import focus, violations

START, CHOOSE = "00_start_here.ipynb", "02_choose_a_level_of_care.ipynb"
MANY = len(before_after().questions)


def go_through(lab, form, presses: int, many: int = MANY) -> None:
    """Answer each question by keyboard: the first option, or one further down."""
    keys = lab.page.keyboard
    for number in range(1, many + 1):
        form.get_by_text(f"question {number} of {many}").wait_for()
        lab.page.wait_for_function(  # the options of the new question are there, and none is marked
            "form => form.querySelectorAll('input[type=radio]').length === 4 && !form.querySelector('input:checked')",
            arg=form.element_handle(),
        )
        focus(form.get_by_role("radio").first)
        for key in ("a", "d", "Space", *["ArrowDown"] * presses):
            keys.press(key)
        assert form.get_by_role("radio").nth(presses).is_checked()
        focus(form.get_by_role("button", name="Keep my answer"))
        keys.press("Enter")


@pytest.mark.visits(START)
def test_before_and_after_by_keyboard_and_then_the_class(open_notebook, course: Path, chromium) -> None:
    lab = open_notebook(START, "Before and after", "Your work")
    lab.run_all()
    form, cells = lab.form("Before and after"), lab.cells()
    go_through(lab, form, 3)
    status = form.get_by_role("status")
    status.get_by_text("The first round is complete").wait_for()
    assert form.get_by_role("radio").count() == 0
    focus(form.get_by_role("button", name="Begin the second round"))
    lab.page.keyboard.press("Enter")
    status.get_by_text("Begin it now?").wait_for()
    lab.page.keyboard.press("Enter")
    status.get_by_text("The second round").wait_for()
    go_through(lab, form, 1)
    status.get_by_text("Both rounds are complete").wait_for()
    table = form.get_by_role("table")
    table.get_by_role("columnheader", name="Change").wait_for()
    assert table.get_by_role("rowheader").count() == MANY
    assert table.get_by_text("I don’t know yet").count() >= MANY
    assert lab.cells() == cells and not lab.axe()
    lab.narrow()
    assert form.evaluate("element => element.scrollWidth <= element.clientWidth + 1")
    work = lab.form("Your work")
    work.get_by_label("Number for the class file").fill("7")
    work.get_by_label("Number for the class file").press("Tab")
    focus(work.get_by_role("button", name="Write my quiz answers for the class"))
    lab.page.keyboard.press("Enter")
    work.get_by_role("status").get_by_text("my-iopedu-work-results-7.json").wait_for()
    handed = course / "handed-on"
    handed.mkdir()
    (course / "my-iopedu" / "my-iopedu-work-results-7.json").rename(handed / "my-iopedu-work-results-7.json")
    page, said = write_class_view(handed, course / "class-view.html")
    assert said[0] == "1 file read." and not lab.outside
    seen = chromium.new_page()
    seen.goto(page.as_uri())
    for fold in seen.locator("details").all():
        fold.locator("summary").click()
    assert seen.get_by_role("table", name="Before and after, in this class").is_visible()
    assert seen.get_by_role("table").count() == 3
    seen.close()


@pytest.mark.visits(START)
@pytest.mark.parametrize("width", [1280, 390])
def test_people_never_met_by_keyboard(open_notebook, width: int) -> None:
    lab = open_notebook(START, "People you have never met")
    lab.page.set_viewport_size({"width": width, "height": 844})
    lab.run_all()
    form = lab.form("People you have never met")
    asked = [{entry.ask for entry in quiz.questions} for quiz in parallel_forms().values()]
    seen = []
    for begin in (False, True):
        if begin:
            focus(form.get_by_role("button", name="Begin the second round"))
            lab.page.keyboard.press("Enter")
            form.get_by_role("status").get_by_text("Begin it now?").wait_for()
            lab.page.keyboard.press("Enter")
            form.get_by_role("status").get_by_text("about different people").wait_for()
        go_through(lab, form, 3 if begin else 1, 12)
        seen.append(form.get_by_role("table").count())
    form.get_by_role("status").get_by_text("Both rounds are complete").wait_for()
    table = form.get_by_role("table")
    assert table.get_by_role("rowheader").count() == 12 and seen[0] == 0
    shown = table.inner_text()
    assert all(ask in shown for form_ in asked for ask in form_) and not lab.axe()
    assert form.evaluate("element => element.scrollWidth <= element.clientWidth + 1")


def hand_on(folder: Path) -> None:
    """Write what eight fictional learners would; each chose another option, so everything on the page is filled."""
    folder.mkdir()
    for number, placed in enumerate(read_json("care/class_example.json")["handed"]):
        chosen = {
            name: {entry.id: (number % len(entry.options),) for entry in quiz.questions}
            for name, quiz in sets().items()
        }
        (folder / f"answers-{number}.json").write_text(Results(chosen, str(number)).export())
        (folder / f"placements-{number}.json").write_text(json.dumps(placed))


#: What reaches beyond the window although it can be seen; a table's head is only heard where each cell has its name.
BEYOND = """() => [...document.querySelectorAll("main *")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && !element.closest("thead, caption");
}).map(element => element.outerHTML.slice(0, 100))"""


@pytest.fixture(scope="module")
def educators(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both pages for educators, written once."""
    folder = tmp_path_factory.mktemp("educators")
    hand_on(folder / "class")
    write_class_view(folder / "class", folder / "class-view.html")
    (folder / "answers.html").write_bytes(contents("instructor", shipped("notebooks"))["answers.html"])
    return folder


@pytest.mark.parametrize("name", ["class-view.html", "answers.html"])
@pytest.mark.parametrize("width, colors", [(1280, "light"), (1280, "dark"), (390, "light")])
def test_pages_for_educators_fit_and_can_be_read(chromium, educators: Path, name: str, width: int, colors: str) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 844}, color_scheme=colors)
    page.goto((educators / name).as_uri())
    page.evaluate("() => document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") == width and page.evaluate(BEYOND) == []
    if name == "class-view.html":  # on the other page, with thousands of answers that all look alike, axe takes minutes
        assert page.locator("figure svg").is_visible() == (width > 448)
        assert violations(page, *(["cat.color"] if colors == "dark" else [])) == []
    small = "() => Math.min(...[...document.querySelectorAll('main :is(p, li, small, td, th, summary)')]"
    assert page.evaluate(f"{small}.map(element => parseFloat(getComputedStyle(element).fontSize)))") >= 12
    page.close()


@pytest.mark.visits(CHOOSE)
def test_a_class_in_a_notebook_fits_a_telephone(open_notebook) -> None:
    lab = open_notebook(CHOOSE, "A fictional class", "Class view: a worked example")
    lab.run_all()
    lab.form("A fictional class").get_by_role("button", name="Open it").click()
    form = lab.form("Class view: a worked example")
    assert form.locator("figure svg").is_visible() and form.get_by_role("table").is_visible()
    lab.narrow()
    assert not form.locator("figure svg").is_visible() and form.get_by_role("table").is_visible()
    assert (
        form.evaluate("""form => [...form.querySelectorAll("*")].filter(
        element => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX === "auto"
    ).length""")
        == 0
    )
