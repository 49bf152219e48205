"""Score sheet, explorers and reader by keyboard and mouse: keys stay in the form, pictures follow the hand."""

from __future__ import annotations

import pytest

from tests.tools import focus

MEASURES = "11_measure_progress_and_manage_medication.ipynb"
HOSTILE = '"><script>window.bad=1</script><img src=x onerror="window.bad=1">'
pytestmark = pytest.mark.visits(MEASURES)


def test_a_score_sheet_by_keyboard_asks_about_item_9_first(open_notebook) -> None:
    lab = open_notebook(MEASURES, "Score sheet: PHQ-9")
    lab.run_all()
    form, cells, keys = lab.form("Score sheet: PHQ-9"), lab.cells(), lab.page.keyboard
    for at, value in enumerate("222313201"):
        focus(form.get_by_role("combobox").nth(at))
        for key in ("a", "b", "d", "d", *["ArrowDown"] * (int(value) + 1)):
            keys.press(key)
    form.get_by_role("combobox", name="Thoughts that you would be better off dead").wait_for()
    status, view = form.get_by_role("status"), form.get_by_text("16 of 27")
    status.get_by_text("Once it is, you’ll see the total").wait_for()
    assert view.count() == 0 and form.get_by_role("img").count() == 0
    focus(form.get_by_role("checkbox").first)
    keys.press("Space")
    focus(form.get_by_role("button", name="Check what I would do"))
    keys.press("Enter")
    view.wait_for()
    status.get_by_text("Also right").first.wait_for()
    assert "moderately severe" in form.get_by_role("img").get_attribute("aria-label")
    assert lab.cells() == cells and not lab.axe()


def test_a_thousand_people_follow_the_hand_before_it_lets_go(open_notebook) -> None:
    lab = open_notebook(MEASURES, "Screening explorer")
    lab.run_all()
    form, cells = lab.form("Screening explorer"), lab.cells()
    slider = form.get_by_role("slider", name="Prevalence: how many in 100 have the condition, slider")
    slider.wait_for()
    assert slider.get_attribute("aria-valuetext") == "not set" and form.get_by_role("img").count() == 0
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    lab.page.mouse.move(box["x"] + box["width"] / 2, middle)
    lab.page.mouse.down()
    lab.page.mouse.move(box["x"] + box["width"] * 0.7, middle, steps=4)
    form.get_by_role("img").wait_for()
    during = form.get_by_role("table").locator("caption").inner_text()
    lab.page.mouse.up()
    share = int(slider.input_value())
    assert 60 <= share <= 80 and "in 100 have the condition" in during
    field = form.get_by_role("textbox", name="Prevalence")
    assert field.input_value() == str(share)
    focus(slider)
    for key in ("ArrowRight", "a", "b"):
        lab.page.keyboard.press(key)
    form.get_by_text(f"1,000 people, {share + 1} in 100 have the condition").wait_for()
    for typed in ("101", "20.5", "-1", HOSTILE):
        field.fill(typed)
        field.press("Tab")
        rule = "Please type a number from 0 to 100 in steps of 1"
        form.locator(".iop-rated").get_by_text(f"condition is “{typed}”. {rule}").wait_for()
        form.get_by_role("status").get_by_text(f"condition is “{typed[:40]}”. {rule}").wait_for()
        assert field.input_value() == typed
    field.fill("20")
    field.press("Tab")
    form.get_by_text("166 of 598, 28 percent").wait_for()
    form.get_by_role("button", name="Clear: Prevalence: how many in 100 have the condition").click()
    form.get_by_text("Set the prevalence").wait_for()
    assert lab.cells() == cells and lab.page.evaluate("() => window.bad") is None


def test_four_points_are_found_by_typing_decimals(open_notebook) -> None:
    lab = open_notebook(MEASURES, "Reliable change explorer")
    lab.run_all()
    form = lab.form("Reliable change explorer")
    for name, value in (("Standard deviation", "4,5"), ("Reliability r", "0.9"), ("GAD-7 before", "8")):
        field = form.get_by_role("textbox", name=name)
        field.fill(value)
        field.press("Tab")
    form.get_by_text("a change of 4 points or more is reliable").wait_for()
    after = form.get_by_role("slider", name="GAD-7 after, slider")
    focus(after)
    lab.page.keyboard.press("Home")
    form.get_by_text("From 8 to 0 is 8 lower: recovered.").wait_for()
    assert form.get_by_role("textbox", name="Standard deviation").input_value() == "4.50"
    assert not lab.axe()


def test_the_course_of_scores_and_the_talks_by_keyboard(open_notebook) -> None:
    lab = open_notebook(MEASURES, "Session by session", "Talk about medication")
    lab.run_all()
    form, cells, keys = lab.form("Session by session"), lab.cells(), lab.page.keyboard
    focus(form.get_by_role("combobox", name="Person"))
    for key in ("b", "ArrowDown"):
        keys.press(key)
    form.get_by_text("Daniel, PHQ-9, NHS rule (fictional)").wait_for()
    focus(form.get_by_role("button", name="Show the next score"))
    keys.press("Enter")
    form.get_by_role("table").get_by_text("Talk about it").wait_for()
    talks = lab.form("Talk about medication")
    focus(talks.get_by_role("radio").first)
    for key in ("a", "Space", "ArrowDown"):
        keys.press(key)
    focus(talks.get_by_role("button", name="Check my answer"))
    keys.press("Enter")
    talks.get_by_role("status").get_by_text("“").first.wait_for()
    assert lab.cells() == cells
