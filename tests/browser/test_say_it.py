"""Say it by keyboard, on a wide page and on a telephone: judge, say, look, change one thing, and find it again."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.tools import focus

WHERE, NAME = "08_regulate_emotions_and_ask.ipynb", "Say it"
pytestmark = pytest.mark.visits(WHERE)


def rate(form: Any, keys: Any, times: int) -> None:
    """Mark each criterion on show with the arrow keys: once down is a rating of 1, again of 2."""
    groups = form.locator(".iop-group:has(input[type=radio]):visible")
    for at in range(groups.count()):
        focus(groups.nth(at).get_by_role("radio").first)
        keys.press("Space")
        for _time in range(times):
            keys.press("ArrowDown")
        assert groups.nth(at).get_by_role("radio").nth(times).is_checked()


def press(form: Any, keys: Any, name: str) -> None:
    focus(form.get_by_role("button", name=name, exact=True))
    keys.press("Enter")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_round_by_keyboard(open_notebook, width: int) -> None:
    lab = open_notebook(WHERE, NAME)
    lab.page.set_viewport_size({"width": width, "height": 900})
    lab.run_all()
    form, cells, keys = lab.form(NAME), lab.cells(), lab.page.keyboard
    status = form.get_by_role("status")
    form.get_by_label("What to practice").select_option("Say no and keep the alliance")
    press(form, keys, "Begin")
    status.get_by_text("A new line").wait_for()
    press(form, keys, "Compare with our rating")
    status.get_by_text("Not rated yet").wait_for()
    rate(form, keys, 1)
    press(form, keys, "Compare with our rating")
    status.get_by_text("one more reply").wait_for()
    assert form.get_by_text(re.compile(r"You gave 1; we gave \d")).count() >= 3
    focused = "() => document.activeElement.innerText"
    assert lab.page.evaluate(focused) == "Compare with our rating", "the focus stays where the hand is"
    rate(form, keys, 2)
    press(form, keys, "Compare with our rating")
    box = form.get_by_role("textbox", name="Your reply")
    box.wait_for()
    focus(box)
    keys.type("But you should rest a bit. Do you sleep?")  # letters and d, d are no commands of JupyterLab
    press(form, keys, "This is my reply")
    status.get_by_text("shown next to our three").wait_for()
    told = form.inner_text()
    assert "9 words." in told and "1 closed question." in told and "The reply begins with “but”." in told
    focus(form.locator("summary").first)
    keys.press("Enter")
    assert form.locator("details").first.get_attribute("open") is not None
    rate(form, keys, 1)
    press(form, keys, "This is my rating")
    status.get_by_text("Choose one thing to change").wait_for()
    focus(form.get_by_role("radio").first)
    keys.press("Space")
    press(form, keys, "Say it again")
    form.get_by_text("Say it again, and change one thing:").wait_for()
    press(form, keys, "Show how it’s going")
    form.get_by_role("table").get_by_text("All criteria").wait_for()
    assert lab.cells() == cells
    wide = form.evaluate("form => form.scrollWidth - form.clientWidth")
    assert wide <= 1, f"{wide} pixels stick out at {width}"


def test_a_reply_is_there_again_after_a_restart(open_notebook) -> None:
    lab = open_notebook(WHERE)
    lab.run_all()
    form, keys = lab.form(NAME), lab.page.keyboard
    press(form, keys, "Begin")
    for _reply in range(2):
        form.get_by_role("radio").first.wait_for()
        rate(form, keys, 1)
        press(form, keys, "Compare with our rating")
        lab.page.wait_for_timeout(500)
    form.get_by_role("textbox", name="Your reply").fill("You sound worn out by all of that.")
    press(form, keys, "This is my reply")
    form.get_by_role("status").get_by_text("shown next to our three").wait_for()
    form.get_by_text("Saved on this computer").wait_for()
    lab.restart()
    lab.run_all()
    lab.form(NAME).get_by_text("You sound worn out by all of that.").wait_for(timeout=60_000)
