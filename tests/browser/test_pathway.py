"""The pathway laboratory by keyboard: closed until there is a prediction, then a run that is read out."""

from __future__ import annotations

import pytest

COHORT = "14_follow_a_cohort.ipynb"
pytestmark = pytest.mark.visits(COHORT)


def test_predict_run_compare_decide_by_keyboard(open_notebook) -> None:
    lab = open_notebook(COHORT, "Pathway laboratory")
    lab.run_all()
    form, cells, keys = lab.form("Pathway laboratory"), lab.cells(), lab.page.keyboard
    run = form.get_by_role("button", name="Run it 200 times")
    assert run.is_disabled()
    form.get_by_label("Who", exact=True).focus()
    for key in ("a", "b", "ArrowDown"):
        keys.press(key)
    form.get_by_label("Your prediction").focus()
    keys.type("<b>5</b>")
    form.get_by_role("button", name="Keep my prediction").focus()
    keys.press("Enter")
    form.get_by_role("status").get_by_text("Your prediction is '<b>5</b>'. Write a number from 0 to 1000.").wait_for()
    form.get_by_label("Your prediction").fill("50")
    form.get_by_role("button", name="Keep my prediction").focus()
    keys.press("Enter")
    form.get_by_role("status").get_by_text("Now run the scenario").wait_for()
    run.focus()
    keys.press("Enter")
    form.get_by_role("status").get_by_text("50 predicted").wait_for(timeout=60_000)
    form.get_by_role("img", name="Where people are").wait_for()
    form.get_by_label("What follows from it?").fill('<img src=x onerror="window.bad=1">')
    form.get_by_role("button", name="Keep my decision").focus()
    keys.press("Enter")
    form.get_by_role("status").get_by_text("kept in the log").wait_for()
    form.get_by_role("table").get_by_text("onerror").first.wait_for()
    assert lab.page.evaluate("() => window.bad") is None and lab.cells() == cells
