"""Card and chain by keyboard: keys stay in the form, the questions of a high rating wait, hostile text stays text."""

from __future__ import annotations

import pytest

from tests.tools import focus

NOTEBOOK = "09_keep_a_diary_card_and_analyze_a_chain.ipynb"
HOSTILE = "<img src=x onerror='window.bad=1'><script>window.bad=1</script>"
pytestmark = pytest.mark.visits(NOTEBOOK)


def test_a_day_and_a_high_rating_by_keyboard(open_notebook) -> None:
    lab = open_notebook(NOTEBOOK, "Diary card")
    lab.run_all()
    form, cells, keys = lab.form("Diary card"), lab.cells(), lab.page.keyboard
    focus(form.get_by_label("Whose card"))
    keys.type("Daniel")
    keys.press("Tab")
    keys.type("May 4, 2026")
    keys.press("Tab")
    day = form.get_by_label("Day to fill in")
    day.wait_for()
    thoughts = form.get_by_role("group", name="Thoughts of suicide").get_by_label("Rating, 0 to 5")
    focus(thoughts)
    keys.type("4")
    keys.press("Tab")
    form.get_by_text("What would you do?").first.wait_for()
    assert form.get_by_role("button", name="Close this").count() == 0
    acted = form.get_by_role("group", name="Urge to self-harm").get_by_label("Acted on it?")
    focus(acted)
    keys.press("n")
    keys.press("Tab")
    table = form.get_by_role("table").first
    table.get_by_role("columnheader", name="Mon May 4").wait_for()
    assert table.get_by_role("cell", name="4 high").count() == 1
    for _ in range(3):
        focus(form.get_by_role("checkbox").first)
        keys.press("Space")
        focus(form.get_by_role("button", name="Check my answer"))
        keys.press("Enter")
        form.get_by_role("status").get_by_text("“").first.wait_for()
        further, close = (form.get_by_role("button", name=name) for name in ("Next question", "Close this"))
        further.or_(close).first.wait_for()
        if further.is_visible():
            focus(further)
            keys.press("Enter")
            lab.page.wait_for_function(  # the boxes of the new question are there
                "form => !form.querySelector('input[type=checkbox]:checked')", arg=form.element_handle()
            )
    close.wait_for()
    focus(form.get_by_role("button", name="Day after"))
    keys.press("Enter")
    lab.page.wait_for_function("field => field.value === ''", arg=thoughts.element_handle())
    assert lab.cells() == cells


def test_a_chain_by_keyboard_and_the_model_answer(open_notebook) -> None:
    lab = open_notebook(NOTEBOOK, "Chain analysis: Aisha’s Thursday")
    lab.run_all()
    form, cells, keys = lab.form("Chain analysis: Aisha’s Thursday"), lab.cells(), lab.page.keyboard
    compare = form.get_by_role("button", name="Compare with a model answer")
    assert not compare.is_visible() and not form.get_by_label("Prompting event", exact=True).is_visible()
    for label, text in {
        "What was done": "She told her grandmother, and they called the program",
        "Prompting event": "A message from the lab instructor about her place",
        "Soon after, for me": HOSTILE,
    }.items():
        focus(form.get_by_label(label, exact=True))
        keys.type(text)
        keys.press("Tab")
        if label == "What was done":
            focus(compare)
            keys.press("Enter")
            form.get_by_role("status").get_by_text("opens after you make an attempt").wait_for()
    for at, (text, letter) in enumerate({"I’ve lost the year": "t", "Shame": "f", "Urge to self-harm": "u"}.items()):
        focus(form.get_by_label("What it was").nth(at))
        keys.type(text)
        keys.press("Tab")
        keys.press(letter)
    skill = form.get_by_label("Skill that could fit").first
    focus(skill)
    keys.type("Check")
    keys.press("Tab")
    form.get_by_role("listitem").filter(has_text="Skill here: Check the facts").wait_for()
    form.get_by_label("Link to change").select_option("Link 3")
    focus(form.get_by_role("button", name="Move it up"))
    keys.press("Enter")
    items = form.get_by_role("listitem")
    items.nth(3).get_by_text("Urge to self-harm").wait_for()
    focus(form.get_by_role("button", name="Compare with a model answer"))
    keys.press("Enter")
    form.get_by_text("One model answer. There are others.").wait_for()
    focus(form.get_by_label("1. Thought: “I’ve lost the year”"))
    keys.type("1. ")
    form.get_by_text("In both: 1 of the 6 links in the model.").wait_for()
    assert "<img" in form.inner_text() and lab.page.evaluate("() => window.bad") is None
    assert lab.cells() == cells
    lab.narrow()
    wide = form.evaluate("form => [form.scrollWidth, form.clientWidth]")
    assert wide[0] <= wide[1] + 2
