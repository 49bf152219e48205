"""What stands in a box counts for the button that is pressed next, though nobody left the box before."""

from __future__ import annotations

import pytest

from tests.tools import focus

HELD = 600  # milliseconds that a button is held: more than the kernel needs to answer what was typed
TIPP, PACER = "TIPP: a check before anything else", "Paced breathing"


def box_of(form, label: str):
    """The first box under a label, also where it is the name of a group around the box."""
    group = form.get_by_role("group", name=label, exact=True).get_by_role("textbox")
    return group.or_(form.get_by_role("textbox", name=label, exact=True)).first


def by_mouse(lab, button) -> None:
    """Hold a button so long that an answer could move, close or replace it."""
    button.scroll_into_view_if_needed()
    place = button.bounding_box()
    lab.page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    lab.page.mouse.down()
    lab.page.wait_for_timeout(HELD)
    lab.page.mouse.up()


def by_keyboard(lab, button) -> None:
    """Leave the box and press at once."""
    focus(button)
    lab.page.keyboard.press("Enter")


HANDS = pytest.mark.parametrize("press", [by_mouse, by_keyboard])


def write(lab, form, label: str, text: str) -> None:
    """Type over what stands in a box, and stay in it."""
    box = box_of(form, label)
    box.wait_for()
    focus(box)
    lab.page.keyboard.press("ControlOrMeta+a")
    lab.page.keyboard.type(text)


@HANDS
def test_breathing_starts_with_what_stands_in_its_boxes(sheet, press) -> None:
    lab = sheet
    for line in lab.form(TIPP, HANDS.args[1].index(press)).get_by_role("checkbox").all()[:3]:
        line.check()
    form = lab.form(PACER, HANDS.args[1].index(press))
    pacer, status = form.get_by_role("group", name="Breathing pacer"), form.locator(":scope > .iop-status")
    for breaths in ("2", "9"):
        write(lab, form, "Breaths, 1 to 30", breaths)
        press(lab, form.get_by_role("button", name="Start", exact=True))
        pacer.get_by_text("Breathe in", exact=True).wait_for()
        lab.page.wait_for_timeout(HELD)  # a late change of the rhythm would stop it now
        assert pacer.get_attribute("data-state") == "running" and f"{breaths} breaths" in status.inner_text()
        form.get_by_role("button", name="Stop", exact=True).click()
        status.get_by_text("0 full breaths completed").wait_for()
    write(lab, form, "Breaths, 1 to 30", "many")
    for _again in range(2):  # also where nothing was typed since
        press(lab, form.get_by_role("button", name="Start", exact=True))
        pacer.get_by_text("Not started yet").wait_for()
        assert pacer.get_attribute("data-state") == "stopped"
        assert "Enter a whole number from 1 to 30." in status.inner_text()


#: What makes a form, its name, boxes with what is typed, button, and what the form then says.
PRESSES = [
    ("ThoughtRecordForm", "Thought record", {"Situation": "Ben cancels."}, "Next column", "Situation: Ben cancels."),
    (
        "ActivityPlanner",
        "Activity planner",
        {"Activity": "A walk"},
        "Move it down",
        "row 2. Activity plan: 1 of 1 part filled in; Activities: 1",
    ),
    (
        "DiaryCardForm",
        "Diary card",
        {"First day of the week": "May 4, 2026", "Sadness, 0 to 5": "3"},
        "Day after",
        "Tuesday, May 5",
    ),
    (
        "GuessTheCorrelation",
        "Guess the correlation",
        {"Your guess for r, from -1 to 1": "0.3"},
        "Check my guess",
        "You guessed 0.3",
    ),
    (
        "TransitionPlanForm",
        "Relapse prevention plan",
        {"Early warning signs": "Sleeps past noon"},
        "Next part",
        "Part 2 of",
    ),
    (
        "PathwayLab",
        "Pathway laboratory",
        {"A minus B: your prediction": "50"},
        "Keep my prediction",
        "prediction is recorded.",
    ),
]
#: Each form once for each hand.
SHEET = [
    f"forms.{call}"
    for call in ["TippCheck(forms.PacedBreathing())", *(f"{one[0]}(keep=kept())" for one in PRESSES)]
    for _hand in HANDS.args[1]
]


@HANDS
@pytest.mark.parametrize(("_form", "name", "typed", "button", "said"), PRESSES, ids=[one[1] for one in PRESSES])
def test_a_press_counts_and_finds_what_was_typed(sheet, press, _form, name, typed, button, said) -> None:
    form = sheet.form(name, HANDS.args[1].index(press))
    for at, (label, text) in enumerate(typed.items()):
        if at:
            sheet.page.keyboard.press("Tab")
        write(sheet, form, label, text)
    press(sheet, form.get_by_role("button", name=button, exact=True))
    form.locator(".iop-legend, .iop-said").filter(has_text=said).first.wait_for(timeout=5000)
