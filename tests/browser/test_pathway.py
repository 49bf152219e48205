"""The pathway laboratory by keyboard: closed until there is a prediction; a run is read out, and can be stopped."""

from __future__ import annotations

from tests.tools import focus

COHORT = "14_follow_a_cohort.ipynb"


def test_predict_run_stop_compare_decide_by_keyboard(open_notebook) -> None:
    lab = open_notebook(COHORT)
    lab.run_all()
    form, cells, keys = lab.form("Pathway laboratory"), lab.cells(), lab.page.keyboard
    run = form.get_by_role("button", name="Run both 200 times")
    assert run.is_disabled()
    focus(form.get_by_label("B: who, and where"))
    for key in ("a", "b", "ArrowDown"):
        keys.press(key)
    form.get_by_label("Number", exact=True).select_option(
        label="Weeks over which these shares are reached (in the table: 12, assumption)"
    )
    form.get_by_label("In A").fill("8,5")
    focus(form.get_by_role("button", name="Use these values"))
    keys.press("Enter")
    form.get_by_role("status").get_by_text("Weeks over which these shares are reached 8.5").wait_for()
    form.get_by_text("(changed)").first.wait_for()
    focus(form.get_by_label("A minus B: your prediction"))
    keys.type("<b>5</b>")
    focus(form.get_by_role("button", name="Keep my prediction"))
    keys.press("Enter")
    form.get_by_role("status").get_by_text("your prediction is '<b>5</b>'. Enter a number from -100 to 100.").wait_for()
    form.get_by_label("A minus B: your prediction").fill("5")
    focus(form.get_by_role("button", name="Keep my prediction"))
    keys.press("Enter")
    form.get_by_role("status").get_by_text("Now run the").wait_for()
    focus(run)
    keys.press("Enter")
    stop = form.get_by_role("button", name="Stop")
    lab.page.wait_for_function("button => !button.disabled", arg=stop.element_handle())
    stop.click()
    form.get_by_role("status").get_by_text("Nothing from these runs was kept").wait_for(timeout=20_000)
    focus(run)
    keys.press("Enter")
    form.get_by_role("status").get_by_text("5 predicted").wait_for(timeout=60_000)
    for name in ("Who has responded, week by week", "Which numbers does the difference depend on?"):
        form.get_by_role("img", name=name).first.wait_for()
    form.get_by_label("What do the runs say?").select_option(label="This model cannot tell them apart")
    form.get_by_label("What follows from that?").fill('<img src=x onerror="window.bad=1">')
    focus(form.get_by_role("button", name="Keep my decision"))
    keys.press("Enter")
    form.get_by_role("status").get_by_text("recorded in the log").wait_for()
    form.get_by_role("table").get_by_text("onerror").first.wait_for()
    assert lab.page.evaluate("() => window.bad") is None and lab.cells() == cells
