"""Plan and habit tracker in the browser: by keyboard alone, keys stay in the form, typed markup stays text."""

from __future__ import annotations

import pytest

from tests.tools import focus

NOTEBOOK = "12_prevent_relapse_and_step_down.ipynb"
HOSTILE = '<img src=x onerror="window.bad=1"><script>window.bad=1</script>'
pytestmark = pytest.mark.visits(NOTEBOOK)


def test_a_plan_by_keyboard(open_notebook) -> None:
    lab = open_notebook(NOTEBOOK, "Relapse prevention plan")
    lab.run_all()
    form, cells, keys = lab.form("Relapse prevention plan"), lab.cells(), lab.page.keyboard
    early = form.get_by_role("group", name="Early warning signs", exact=True).get_by_role("textbox")
    focus(early)
    keys.type("Skipping dinner")
    keys.press("Enter")
    keys.type("Feels worse")
    keys.press("Enter")
    keys.type(HOSTILE)
    keys.press("Tab")
    form.get_by_role("table").get_by_text("Skipping dinner").wait_for()
    needs = form.get_by_label("What it needs, 1")
    form.get_by_label("What helps, 1").fill("Swim")
    focus(needs)
    for key in ("m", "b", "a"):
        keys.press(key)
    keys.press("m")
    assert needs.input_value() in ("Money", "Money and other people")
    for name in ("Next part", "Next part"):
        focus(form.get_by_role("button", name=name))
        keys.press("Enter")
    form.get_by_text("Part 3 of 3: Step down").wait_for()
    days = form.get_by_role("group", name="First appointment, days after discharge").get_by_role("textbox")
    focus(days)
    keys.type("12")
    keys.press("Tab")
    form.get_by_role("table").get_by_text("12 days").wait_for()
    focus(form.get_by_role("button", name="Ask me questions about it"))
    keys.press("Enter")
    status = form.get_by_role("status")
    status.get_by_text("within 7 days?").wait_for()
    status.get_by_text("What would somebody else see or hear?").wait_for()
    assert lab.cells() == cells and lab.page.evaluate("() => window.bad") is None
    assert "<script>" in form.inner_text()


def test_a_habit_week_by_keyboard(open_notebook) -> None:
    lab = open_notebook(NOTEBOOK, "Habit tracker")
    lab.run_all()
    form, cells, keys = lab.form("Habit tracker"), lab.cells(), lab.page.keyboard
    focus(form.get_by_label("After", exact=True))
    keys.type(f"later {HOSTILE}")
    pick = form.get_by_label("Habit to fill in")
    focus(pick)
    keys.press("ArrowDown")
    monday = form.get_by_label("Exercise, Monday", exact=True)
    monday.wait_for()
    focus(monday)
    for key in ("b", "ArrowDown"):
        keys.press(key)
    focus(form.get_by_label("Minutes on Monday", exact=True))
    keys.type("20")
    keys.press("Tab")
    form.get_by_text("Exercise: yes on 1 of 1 answered day, 6 unanswered. Minutes noted on 1 day: 20.").wait_for()
    table = form.get_by_role("table")
    assert table.get_by_role("columnheader").count() == 9
    assert table.get_by_text("open", exact=True).count() == 6
    form.get_by_text("Right after what, exactly? Name something that happens anyway.").wait_for()
    assert lab.cells() == cells and lab.page.evaluate("() => window.bad") is None
