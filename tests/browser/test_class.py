"""Both rounds by keyboard, the answers for a class, and the teacher's page."""

from __future__ import annotations

from pathlib import Path

from iopedu.course.before_after import before_after
from iopedu.deliver.class_view import write_class_view

START = "00_start_here.ipynb"
MANY = len(before_after().questions)


def go_through(lab, form, presses: int) -> None:
    """Answer each question by keyboard: the first option, or one further down."""
    keys = lab.page.keyboard
    for number in range(1, MANY + 1):
        form.get_by_text(f"question {number} of {MANY}").wait_for()
        lab.page.wait_for_function(  # the options of the new question are there, and none is marked
            "form => form.querySelectorAll('input[type=radio]').length === 4 && !form.querySelector('input:checked')",
            arg=form.element_handle(),
        )
        form.get_by_role("radio").first.focus()
        for key in ("a", "d", "Space", *["ArrowDown"] * presses):
            keys.press(key)
        assert form.get_by_role("radio").nth(presses).is_checked()
        form.get_by_role("button", name="Keep my answer").focus()
        keys.press("Enter")


def test_before_and_after_by_keyboard_and_then_the_class(open_notebook, course: Path, chromium) -> None:
    lab = open_notebook(START)
    lab.run_all()
    form, cells = lab.form("Before and after"), lab.cells()
    go_through(lab, form, 3)
    status = form.get_by_role("status")
    status.get_by_text("The first round is complete").wait_for()
    assert form.get_by_role("radio").count() == 0
    form.get_by_role("button", name="Begin the second round").focus()
    lab.page.keyboard.press("Enter")
    status.get_by_text("The second round").wait_for()
    go_through(lab, form, 1)
    status.get_by_text("Both rounds are complete").wait_for()
    table = form.get_by_role("table")
    table.get_by_role("columnheader", name="Change").wait_for()
    assert table.get_by_role("rowheader").count() == MANY
    assert table.get_by_text("I do not know yet").count() >= MANY
    assert lab.cells() == cells and not lab.axe()
    lab.narrow()
    assert form.evaluate("element => element.scrollWidth <= element.clientWidth + 1")
    work = lab.form("Your work")
    work.get_by_label("Number for the class file").fill("7")
    work.get_by_label("Number for the class file").press("Tab")
    work.get_by_role("button", name="Write my quiz answers for the class").focus()
    lab.page.keyboard.press("Enter")
    work.get_by_role("status").get_by_text("my-iopedu-work-results-7.json").wait_for()
    page, said = write_class_view(course / "my-iopedu", course / "class-view.html")
    assert said[0] == "1 file read." and not lab.outside
    seen = chromium.new_page()
    seen.goto(page.as_uri())
    seen.get_by_role("table").get_by_text("Before and after, in this class").wait_for()
    assert seen.get_by_role("table").count() == 3
    (course / "my-iopedu" / "my-iopedu-work-results-7.json").unlink()
    seen.close()
