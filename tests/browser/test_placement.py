"""Placement by keyboard: keys stay in the form, danger comes first, a class file goes out and comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tools import focus

NOTEBOOK = "02_choose_a_level_of_care.ipynb"
HOSTILE = '<script>window.bad=1</script><img src=x onerror="window.bad=1"> three words'
pytestmark = pytest.mark.visits(NOTEBOOK)


def test_the_worksheet_by_keyboard(open_notebook) -> None:
    lab = open_notebook(NOTEBOOK, "Placement worksheet")
    lab.run_all()
    form, cells, keys = lab.form("Placement worksheet"), lab.cells(), lab.page.keyboard
    danger = form.get_by_role("radio")
    focus(danger.nth(1))
    for key in ("a", "b", "d", "d", "Space"):
        keys.press(key)
    form.get_by_role("status").get_by_text("Emergency route first").wait_for()
    assert not form.get_by_label("Daily life", exact=True).is_visible()
    keys.press("ArrowUp")
    assert danger.nth(0).is_checked()
    flag = form.get_by_label("Newly confused or drowsy")
    focus(flag)
    keys.press("Space")
    form.get_by_role("status").get_by_text("Emergency route first").wait_for()
    form.get_by_text("Nobody calls it").wait_for()
    keys.press("Space")
    focus(form.get_by_role("radio", name="None: I asked and looked"))
    keys.press("Space")
    form.get_by_label("Daily life", exact=True).wait_for()
    for name, typed in (
        ("Safety today and tonight", "Safe with"),
        ("Daily life", "Part of"),
        ("Conditions together", "Side"),
        ("Home and supports", "Steady"),
        ("Care so far", "Weekly"),
        ("Taking part", "Wants"),
    ):
        focus(form.get_by_label(name, exact=True))
        keys.type(typed)
    form.get_by_role("listitem").get_by_text("Suggested: Intensive outpatient program (IOP)").wait_for()
    focus(form.get_by_label("Safety today and tonight", exact=True))
    keys.press("ArrowDown")
    form.get_by_role("listitem").get_by_text("Suggested: Partial hospitalization (PHP)").wait_for()
    assert lab.cells() == cells


def test_practice_by_keyboard_with_a_reason_that_stays_words(open_notebook) -> None:
    lab = open_notebook(NOTEBOOK, "Placement practice")
    lab.run_all()
    form, cells, keys = lab.form("Placement practice"), lab.cells(), lab.page.keyboard
    status = form.get_by_role("status")
    focus(form.get_by_role("button", name="This is my first thought"))
    keys.press("Enter")
    status.get_by_text("No level has been chosen yet").wait_for()
    focus(form.get_by_role("radio", name="Nothing: go ahead and choose a level"))
    keys.press("Space")
    focus(form.get_by_role("radio", name="Partial hospitalization (PHP)").first)
    for key in ("Space", "ArrowDown"):
        keys.press(key)
    assert form.get_by_role("radio", name="Intensive outpatient program (IOP)").first.is_checked()
    focus(form.get_by_label("On sick leave for three weeks"))
    keys.press("Space")
    focus(form.get_by_label("Your reason"))
    keys.type(HOSTILE)
    focus(form.get_by_role("button", name="This is my first thought"))
    keys.press("Enter")
    status.get_by_text("Before you see our answer").wait_for()
    focus(form.get_by_role("radio", name="For less care"))
    keys.press("Space")
    focus(form.get_by_role("button", name="Check my placement"))
    keys.press("Enter")
    status.get_by_text("Yes: Intensive outpatient program (IOP)").wait_for()
    assert status.get_attribute("aria-live") == "polite"
    later = form.get_by_role("group", name="What if?")
    focus(later.get_by_role("radio", name="Partial hospitalization (PHP)"))
    keys.press("Space")
    focus(later.get_by_role("button", name="Check this, too"))
    keys.press("Enter")
    later.get_by_text("2 of 2.").wait_for()
    assert lab.cells() == cells and lab.page.evaluate("() => window.bad") is None


def test_a_class_file_goes_out_and_comes_back(open_notebook, course: Path) -> None:
    lab = open_notebook(NOTEBOOK, "Placement practice", "Class view")
    lab.run_all()
    form = lab.form("Placement practice")
    form.get_by_role("radio", name="Nothing: go ahead and choose a level").check()
    form.get_by_role("radio", name="Partial hospitalization (PHP)").first.check()
    form.get_by_label("On sick leave for three weeks").check()
    form.get_by_label("Your reason").fill("because she needs it")
    form.get_by_role("button", name="This is my first thought").click()
    form.get_by_role("radio", name="For neither").check()
    form.get_by_role("button", name="Check my placement").click()
    form.get_by_role("status").get_by_text("Outside the range").wait_for()
    form.get_by_label("Number for the class file").fill("12")
    form.get_by_label("Number for the class file").press("Tab")
    form.get_by_role("button", name="Write my placements for the class").click()
    form.get_by_role("status").get_by_text("my-iopedu-work-placements-12.json").wait_for()
    file = course / "my-iopedu" / "my-iopedu-work-placements-12.json"
    bad = course / "bad.json"
    bad.write_text(HOSTILE)
    room = lab.form("Class view")
    with lab.page.expect_file_chooser() as chooser:
        room.get_by_role("button", name="Choose files with placements").click()
    chooser.value.set_files([file, bad])
    room.get_by_role("status").get_by_text("1 file read.").wait_for()
    room.get_by_role("status").get_by_text("bad.json was not read").wait_for()
    room.get_by_text("1 learner, 1 placement: 0 within the range").first.wait_for()
    assert lab.page.evaluate("() => window.bad") is None
    file.unlink()
    bad.unlink()
