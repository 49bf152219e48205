"""Practice, planner and ladder by keyboard: keys stay in the form, feedback is read out, answers come back."""

from __future__ import annotations

import pytest

from tests.tools import focus

STYLES, ACTION = "05_name_thinking_styles.ipynb", "06_act_differently.ipynb"


@pytest.mark.visits(STYLES)
def test_practice_by_keyboard(open_notebook) -> None:
    lab = open_notebook(STYLES, "Practice with thoughts")
    lab.run_all()
    form, cells, keys = lab.form("Practice with thoughts"), lab.cells(), lab.page.keyboard
    focus(form.get_by_role("radio").first)
    for key in ("a", "b", "Space", "ArrowDown"):
        keys.press(key)
    assert form.get_by_role("radio").nth(1).is_checked()
    focus(form.get_by_role("button", name="Check my answer"))
    keys.press("Enter")
    form.get_by_role("status").get_by_text("“").first.wait_for()
    form.get_by_text("1 of 75 items answered").wait_for()
    shown = form.locator(".iop-legend").first.inner_text()
    focus(form.get_by_role("button", name="Next item"))
    keys.press("Enter")
    lab.page.wait_for_function(
        "([form, shown]) => form.querySelector('.iop-legend').innerText !== shown", arg=[form.element_handle(), shown]
    )
    assert lab.cells() == cells


@pytest.mark.visits(ACTION)
def test_a_plan_by_keyboard_keeps_what_was_typed_wrongly(open_notebook) -> None:
    lab = open_notebook(ACTION, "Activity planner")
    lab.run_all()
    form, cells, keys = lab.form("Activity planner"), lab.cells(), lab.page.keyboard
    focus(form.get_by_label("Activity", exact=True).first)
    keys.type("Bake bread")
    expected = form.get_by_label("Expected pleasure, 0 to 10").first
    focus(expected)
    keys.type("11")
    keys.press("Tab")
    form.get_by_role("status").get_by_text("0 to 10").wait_for()
    assert expected.input_value() == "11"
    focus(expected)
    keys.press("Backspace")
    keys.press("Tab")
    form.get_by_role("table").get_by_text("Bake bread").wait_for()
    assert lab.cells() == cells


@pytest.mark.visits(ACTION)
def test_the_result_of_an_experiment_waits_for_a_prediction(open_notebook) -> None:
    lab = open_notebook(ACTION, "Behavioral experiment")
    lab.run_all()
    form = lab.form("Behavioral experiment")
    result = form.get_by_label("What happened", exact=True)
    assert result.is_disabled()
    form.get_by_label("Prediction", exact=True).fill("She will say no at once")
    form.get_by_label("Prediction", exact=True).press("Tab")
    lab.page.wait_for_function("field => !field.disabled", arg=result.element_handle())
