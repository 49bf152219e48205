"""The week planner by mouse, by keyboard and by touch; keys stay in it, and hostile words stay words."""

from __future__ import annotations

import pytest

from tests.tools import focus

WEEK = "03_plan_a_week_in_an_iop.ipynb"
MAYA = "Week planner for Maya"
pytestmark = pytest.mark.visits(WEEK)


def cell(form, name: str):
    return form.get_by_role("gridcell", name=name, exact=True)


def middle(locator) -> tuple[float, float]:
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_drag_is_seen_at_once_and_one_message_tells_python(open_notebook) -> None:
    lab = open_notebook(WEEK, MAYA)
    lab.page.set_viewport_size({"width": 1280, "height": 1300})
    lab.run_all()
    form, mouse = lab.form(MAYA), lab.page.mouse
    form.get_by_role("radio", name="C care for others").check()
    cell(form, "Monday 3:00 p.m., free or other").scroll_into_view_if_needed()
    start, end = cell(form, "Monday 3:00 p.m., free or other"), cell(form, "Friday 5:00 p.m., free or other")
    mouse.move(*middle(start))
    mouse.down()
    mouse.move(*middle(cell(form, "Wednesday 4:00 p.m., free or other")))
    assert cell(form, "Wednesday 4:00 p.m., care for others").count() == 1 and "let go" in form.inner_text()
    at_end = middle(end)
    mouse.move(*at_end)
    mouse.move(*middle(cell(form, "Thursday 5:00 p.m., care for others")))  # the hand comes back
    assert cell(form, "Friday 5:00 p.m., free or other").count() == 1
    mouse.move(*at_end)
    mouse.up()
    form.get_by_role("status").get_by_text("Monday to Friday: care for others").wait_for()
    assert form.get_by_role("gridcell", name="care for others").count() == 15
    form.get_by_label("Program track").select_option("IOP evening")
    form.get_by_role(
        "gridcell", name="Monday 5:00 p.m., care for others, travel to or from the program, conflict"
    ).wait_for()
    form.get_by_role("button", name="Undo").click()
    form.get_by_role("status").get_by_text("Undone").wait_for()
    assert form.get_by_role("gridcell", name="care for others").count() == 0
    form.get_by_role("button", name="Use this week").click()
    form.get_by_role("status").get_by_text("Maya’s week (fictional)").wait_for()
    form.get_by_role("button", name="Use this week").click()
    form.get_by_role("button", name="Keep my week").click()


def test_a_week_by_keyboard(open_notebook) -> None:
    lab = open_notebook(WEEK, MAYA)
    lab.run_all()
    form, cells, keys = lab.form(MAYA), lab.cells(), lab.page.keyboard
    focus(cell(form, "Monday 8:00 a.m., free or other"))
    for key in ("s", "ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowRight", "Space"):
        keys.press(key)
    form.get_by_role("status").get_by_text("Monday and Tuesday: school or study").wait_for()
    assert form.get_by_role("gridcell", name="school or study").count() == 6
    assert cell(form, "Tuesday 11:00 a.m., school or study").count() == 1
    assert (
        lab.page.evaluate("() => document.activeElement.getAttribute('aria-label')")
        == "Tuesday 11:00 a.m., school or study"
    )
    for key in ("Shift+ArrowRight", "Escape", "b", "a", "d", "d", "x"):
        keys.press(key)
    assert form.get_by_role("gridcell", selected=True).count() == 0
    keys.press("Delete")
    cell(form, "Wednesday 11:00 a.m., free or other").wait_for()
    for key in ("Home", "Delete"):
        keys.press(key)
    form.get_by_role("status").get_by_text("Monday: free or other").wait_for()
    for key in ("End", "PageDown", "PageDown", "ArrowDown", "z", "Enter"):
        keys.press(key)
    cell(form, "Sunday 11:00 p.m., sleep").wait_for()
    assert form.locator("td[tabindex='0']").count() == 1 and lab.cells() == cells
    form.get_by_label("Day", exact=True).select_option("Monday to Friday")
    for label, text in (("From", "8:00"), ("To", "8:30")):
        focus(form.get_by_label(label, exact=True))
        keys.press("Control+a")
        keys.type(text)
    form.get_by_label("What it’s for").select_option("Care for others")
    focus(form.get_by_role("button", name="Add it to the week"))
    keys.press("Enter")
    cell(form, "Friday 8:00 a.m., care for others; from 8:30 a.m., free or other").wait_for()
    assert lab.cells() == cells and lab.outside == []


def test_a_finger_paints_on_a_telephone_and_every_cell_is_large_enough(open_notebook) -> None:
    lab = open_notebook(WEEK, has_touch=True)
    lab.run_all()
    lab.narrow()
    form = lab.form(MAYA)
    first = cell(form, "Tuesday 9:00 a.m., free or other")
    first.scroll_into_view_if_needed()
    sizes = form.locator("td[role=gridcell]").evaluate_all(
        "cells => cells.map(cell => Math.min(cell.getBoundingClientRect().width, cell.getBoundingClientRect().height))"
    )
    assert len(sizes) == 168 and min(sizes) >= 24
    assert form.evaluate("form => form.scrollWidth <= form.clientWidth + 2")
    points = [
        middle(first),
        middle(cell(form, "Wednesday 10:00 a.m., free or other")),
        middle(cell(form, "Thursday 11:00 a.m., free or other")),
    ]
    touch = lab.context.new_cdp_session(lab.page)
    for kind, point in zip(("touchStart", "touchMove", "touchMove"), points, strict=True):
        x, y = point
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    form.get_by_role("status").get_by_text("Tuesday to Thursday: work").wait_for()
    assert form.get_by_role("gridcell", name=", work").count() == 9


def test_hostile_words_stay_words_also_in_the_calendar_file(open_notebook, course) -> None:
    hostile = '"><script>window.bad=1</script><img src=x onerror="window.bad=1">'
    lab = open_notebook(WEEK, MAYA)
    lab.run_all()
    form = lab.form(MAYA)
    form.get_by_label("Program track").select_option("IOP remote")
    for label, text in (("Whose week is it?", hostile), ("First Monday", "2027-01-04")):
        form.get_by_label(label).fill(text)
        form.get_by_label(label).press("Tab")
    form.get_by_label("From", exact=True).fill(hostile)
    form.get_by_role("button", name="Add it to the week").click()
    form.get_by_role("status").get_by_text("From is").wait_for()
    form.get_by_role("button", name="Write the calendar file").click()
    form.get_by_role("status").get_by_text("my-iopedu-work-week_maya.ics").wait_for()
    form.get_by_text("The week as a table").click()
    form.get_by_text("<script>").first.wait_for()
    assert (course / "my-iopedu" / "my-iopedu-work-week_maya.ics").read_text().startswith("BEGIN:VCALENDAR")
    assert lab.page.evaluate("() => window.bad") is None
    assert not lab.axe()
