"""The walk, ABC PLEASE and DEAR MAN by keyboard: keys stay in the form, parts open, hostile text stays text."""

from __future__ import annotations

import pytest

from tests.tools import focus

REGULATE = "08_regulate_emotions_and_ask.ipynb"
HOSTILE = '<script>window.bad=1</script><img src=x onerror="window.bad=1"> you always forget'
pytestmark = pytest.mark.visits(REGULATE)


def test_a_walk_by_keyboard_opens_the_plan_it_leads_to(open_notebook) -> None:
    lab = open_notebook(REGULATE, "Check the facts")
    lab.run_all()
    form, cells, keys = lab.form("Check the facts"), lab.cells(), lab.page.keyboard
    focus(form.get_by_label("What happened", exact=True))
    keys.type("A coworker looked at me and walked on. abdx")
    keys.press("Tab")
    keys.type("Sh")
    assert form.get_by_label("Emotion", exact=True).input_value() == "Shame"
    keys.press("Tab")
    keys.type("101")
    keys.press("Tab")
    form.get_by_role("status").get_by_text("from 0 to 100").wait_for()
    strength = form.get_by_label("Strength of the emotion, 0 to 100")
    assert strength.input_value() == "101"
    focus(strength)
    keys.press("Backspace")
    keys.press("Tab")
    for label, downs in (("Danger", 2), ("Clear enough", 1), ("Fits the facts", 3), ("Acting helps", 2)):
        focus(form.get_by_label(label, exact=True))
        for _ in range(downs):
            keys.press("ArrowDown")
    form.get_by_text("The walk leads to: Opposite action").wait_for()
    urge = form.get_by_label("Urge", exact=True)
    urge.wait_for()
    focus(urge)
    keys.type("Stay away")
    keys.press("Tab")
    focus(form.get_by_label("Danger", exact=True))
    keys.press("ArrowUp")
    form.get_by_text("People first").first.wait_for()
    assert not urge.is_visible() and lab.cells() == cells


def test_a_request_by_keyboard_is_questioned_and_stays_text(open_notebook) -> None:
    lab = open_notebook(REGULATE, "DEAR MAN")
    lab.run_all()
    form, cells, keys = lab.form("DEAR MAN"), lab.cells(), lab.page.keyboard
    focus(form.get_by_label("To whom, and about what"))
    keys.type("Luis, the evenings")
    keys.press("Tab")
    keys.type(HOSTILE)
    keys.press("Tab")
    form.get_by_text("Is it really every time?").wait_for()
    assert form.locator("blockquote").inner_text().startswith("<script>")
    for label, key in (("What I’m asking for", "2"), ("The relationship", "1"), ("My self-respect", "3")):
        focus(form.get_by_label(label, exact=True))
        keys.type(key)
    form.get_by_text("GIVE leads").wait_for()
    assert lab.page.evaluate("() => window.bad") is None and lab.cells() == cells and lab.outside == []


def test_a_week_and_the_firmness_by_keyboard(open_notebook) -> None:
    lab = open_notebook(REGULATE, "ABC PLEASE", "How firmly?")
    lab.run_all()
    form, cells, keys = lab.form("ABC PLEASE"), lab.cells(), lab.page.keyboard
    focus(form.get_by_label("Day", exact=True))
    keys.type("We")
    form.get_by_role("status").get_by_text("Now showing Wednesday").wait_for()
    focus(form.get_by_label("Sleep", exact=True))
    keys.type("N")
    form.get_by_text("yes on 0 of 1 answered day; 6 days not answered.").wait_for()
    firm = lab.form("How firmly?")
    focus(firm.get_by_label("Danger", exact=True))
    keys.type("U")
    firm.get_by_text("Safety first. When asking").wait_for()
    assert not firm.get_by_label("Timing", exact=True).is_visible()
    focus(firm.get_by_label("Danger", exact=True))
    keys.press("ArrowUp")
    firm.get_by_label("Timing", exact=True).wait_for()
    assert lab.cells() == cells
