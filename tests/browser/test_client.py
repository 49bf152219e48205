"""A talk with a client by keyboard, in a wide window and on a telephone."""

from __future__ import annotations

import pytest

from tests.tools import focus

NOTEBOOK, TITLE = "09_keep_a_diary_card_and_analyze_a_chain.ipynb", "Ask Aisha about her Thursday"
pytestmark = pytest.mark.visits(NOTEBOOK)


@pytest.mark.parametrize("narrow", [False, True])
def test_a_client_is_asked_and_answers_by_keyboard(open_notebook, narrow: bool) -> None:
    lab = open_notebook(NOTEBOOK, TITLE)
    lab.run_all()
    if narrow:
        lab.narrow()
    form, cells, keys = lab.form(TITLE), lab.cells(), lab.page.keyboard
    answer, say = form.get_by_role("status").first, form.get_by_role("button", name="Say it")

    def choose(text: str, steps: int) -> None:
        """Go to the first reply and down to one of them, as keys do; then press the button."""
        replies = form.get_by_role("radiogroup", name="What do you say?").get_by_role("radio")
        focus(replies.first)
        keys.press("Space")
        for _ in range(steps):
            keys.press("ArrowDown")
        assert form.get_by_role("radio", name=text).is_checked()
        keys.press("Tab")
        while not say.evaluate("button => button === document.activeElement"):
            keys.press("Tab")
        keys.press("Enter")

    assert answer.get_attribute("aria-live") == "polite"
    choose("Here’s my idea", 1)
    answer.get_by_text("how it got so bad so fast").wait_for()
    form.get_by_text("Turn 2. About 41 minutes are left.").wait_for()
    choose("That makes sense", 0)
    answer.get_by_text("four-forty").wait_for()
    other = form.get_by_role("radiogroup", name="What do you say?").get_by_role("radio", name="Something else")
    focus(other)
    keys.press("Space")
    box = form.get_by_label("In your own words")
    box.wait_for()
    focus(box)
    keys.type("Slowly now. What came next?")
    near = form.get_by_role("radiogroup", name="Which of these comes closest").get_by_role(
        "radio", name="Let’s slow it down"
    )
    focus(near)
    keys.press("Space")
    focus(say)
    keys.press("Enter")
    answer.get_by_text("lost the year").wait_for()
    answer.get_by_text("Slowly now. What came next?").wait_for()
    form.get_by_label("Turn to go back to").select_option(index=1)
    focus(form.get_by_role("button", name="Try again from there"))
    keys.press("Enter")
    form.get_by_role("status").get_by_text("You are back at turn 2").wait_for()
    wide = form.evaluate("form => [form.scrollWidth, form.clientWidth]")
    assert wide[0] <= wide[1] + 2 and lab.cells() == cells
    assert not lab.outside
