"""A dangerous sentence, typed by keyboard: people come first beside the box, within a second, and no box moves."""

from __future__ import annotations

import time

import pytest

from tests.tools import focus

DANGER, OTHER = "I want to kill myself tonight.", "I hurt myself again."
CALM = "We walked to the lake and had soup. "
#: A form of each kind that others are made from, its name, and the label of a box: many fields, rows, its own, a task.
FORMS = [
    ("DearManBuilder", "DEAR MAN", "Describe. What happened? Say only what a camera would have recorded."),
    ("ActivityPlanner", "Activity planner", "Activity"),
    ("DiaryCardForm", "Diary card", "Whose card"),
    ("ThoughtRecordForm", "Thought record", "Situation"),
]
THEMES = ["JupyterLab Light", "JupyterLab Dark"]
SHEET = [f"forms.{each}(keep=kept())" for each in [*(one[0] for one in FORMS), "DearManBuilder", "DearManBuilder"]]
#: Whether an element can be read without scrolling, at least in part.
IN_SIGHT = """element => {
    const {top, bottom} = element.getBoundingClientRect();
    return element.checkVisibility() && top < innerHeight - 60 && bottom > 60;
}"""


def opens(lab, panel) -> float:
    """Wait until the panel says what to do, and return how many seconds that took."""
    start = time.monotonic()
    panel.get_by_text("Bring in:").first.wait_for(timeout=5_000)
    return time.monotonic() - start


@pytest.mark.parametrize(("_form", "name", "label"), FORMS, ids=[one[1] for one in FORMS])
def test_danger_is_answered_beside_the_box_and_can_be_set_aside_by_keyboard(
    sheet, _form: str, name: str, label: str
) -> None:
    lab = sheet
    form, keys = lab.form(name), lab.page.keyboard
    panel = form.locator(":scope > .iop-first")
    box = form.get_by_role("textbox", name=label, exact=True).first
    box.scroll_into_view_if_needed()
    focus(box)
    place = box.bounding_box()
    keys.type(CALM)
    lab.page.wait_for_timeout(1_200)
    assert panel.locator("p").count() == 0
    keys.type(DANGER, delay=20)
    assert opens(lab, panel) < 1
    assert panel.get_by_text("Are you thinking of ending your life?").count() == 1
    nearby = lab.page.locator(".iop-nearby-first")
    if not panel.evaluate(IN_SIGHT):
        nearby.wait_for()
        assert "Nobody weighs this on their" in nearby.inner_text() and nearby.evaluate(IN_SIGHT)
    now = box.bounding_box()
    assert abs(now["y"] - place["y"]) < 2 and box.evaluate("box => box === document.activeElement")
    head = panel.locator(".iop-first-head")
    assert head.get_attribute("aria-live") == "polite" and "thoughts of ending one’s life" in head.inner_text()
    focus(panel.get_by_role("combobox", name="Set aside because"))
    keys.press("ArrowDown")
    keys.press("Tab")
    keys.press("Enter")
    head.get_by_text("Set aside: the words are an idiom").wait_for()
    panel.get_by_text("Bring in:").wait_for(state="detached")
    assert box.evaluate("box => box === document.activeElement"), "the focus is lost with the button"
    keys.press("ControlOrMeta+a")
    keys.type(OTHER)
    assert opens(lab, panel) < 1 and "self-harm" in head.inner_text()
    keys.press("ControlOrMeta+a")
    keys.type("Soup")
    panel.get_by_text("Bring in:").wait_for(state="detached")


@pytest.mark.parametrize("theme", THEMES)
def test_the_panel_passes_axe_and_fits_a_telephone(sheet, theme: str) -> None:
    lab = sheet
    lab.page.set_viewport_size({"width": 390, "height": 844})
    lab.command("apputils:change-theme", theme=theme)
    form = lab.form("DEAR MAN", 1 + THEMES.index(theme))
    focus(form.get_by_role("textbox").nth(1))
    lab.page.keyboard.type(f"{DANGER} {OTHER}")
    panel = form.locator(":scope > .iop-first")
    opens(lab, panel)
    wide = "all => all.filter(each => each.getBoundingClientRect().right > innerWidth).length"
    assert panel.locator("*").evaluate_all(wide) == 0
    assert not lab.axe()
    lab.page.set_viewport_size({"width": 1280, "height": 900})
    lab.command("apputils:change-theme", theme=THEMES[0])


@pytest.mark.visits("11")
def test_a_rating_that_cannot_be_read_is_named_in_the_form(open_notebook) -> None:
    lab = open_notebook("11_measure_progress_and_manage_medication.ipynb", "Reliable change explorer")
    lab.run_all()
    form, keys = lab.form("Reliable change explorer"), lab.page.keyboard
    status = form.locator(":scope > .iop-status")
    field = form.get_by_role("textbox", name="GAD-7 before")
    focus(field)
    keys.type("many")
    keys.press("Tab")
    status.get_by_text("GAD-7 before is “many”.").wait_for()
    assert field.get_attribute("aria-invalid") == "true" and field.input_value() == "many"
    field.fill("8")
    field.press("Tab")
    status.get_by_text("many").wait_for(state="detached")
    assert field.get_attribute("aria-invalid") is None
