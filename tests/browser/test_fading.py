"""A record with gaps by keyboard, wide and narrow."""

from __future__ import annotations

import pytest

from tests.tools import focus

NOTEBOOK, NAME = "04_work_through_a_thought_record.ipynb", "A thought record with gaps: Alonzo"
pytestmark = pytest.mark.visits(NOTEBOOK)


@pytest.mark.parametrize("width", [1280, 390])
def test_gaps_are_filled_and_compared_by_keyboard(open_notebook, width: int) -> None:
    lab = open_notebook(NOTEBOOK, NAME)
    lab.page.set_viewport_size({"width": width, "height": 844})
    lab.run_all()
    form, keys = lab.form(NAME), lab.page.keyboard
    boxes = form.get_by_role("textbox")
    assert boxes.count() == 3 and not form.get_by_text("Our words").count()
    focus(boxes.first)
    for at in range(3):
        assert boxes.nth(at).evaluate("box => box === document.activeElement"), "Tab leads from gap to gap"
        keys.type(f"What I would write into gap {at}")
        keys.press("Tab")
    assert form.get_by_role("button").first.evaluate("box => box === document.activeElement")
    keys.press("Enter")
    form.get_by_role("status").get_by_text("Now compare").wait_for()
    assert form.get_by_text("Our words").count() == 3
    for at, chosen in enumerate(("the same", "less", "something different")):
        choice = form.get_by_role("combobox").nth(at)
        focus(choice)
        for _press in range(at + 1):
            keys.press("ArrowDown")
        label = choice.evaluate("box => box.selectedOptions[0].label").replace("\xa0", " ")
        assert label == f"mine says {chosen}"
    form.get_by_role("status").get_by_text("You have compared every part").wait_for()
    assert boxes.nth(1).input_value() == "What I would write into gap 1"
    assert form.evaluate("element => element.scrollWidth <= element.clientWidth + 1") and not lab.axe()
