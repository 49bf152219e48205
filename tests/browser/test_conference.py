"""The case conference in the browser: by keyboard alone, parts in step, a reason that stays words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from iopedu.course.cases import cases
from iopedu.course.conference import Conference, conference
from iopedu.show.course.case_conference import case_page
from tests.tools import focus

NOTEBOOK = "15_hold_a_case_conference.ipynb"
PARTS = [f"Maya’s conference, part {part}" for part in ("1: Coming in", "2: Weeks 1 to 3", "3: Week 4 onward")]
SENTENCE = "She sleeps past noon, and on two days nobody is at home. "
HOSTILE = '<img src=x onerror="window.bad=1"><script>window.bad=1</script> and some more words'


@pytest.mark.visits(NOTEBOOK)
def test_two_stations_by_keyboard(open_notebook) -> None:
    lab = open_notebook(NOTEBOOK, PARTS[0])
    lab.run_all()
    form, cells, keys = lab.form(PARTS[0]), lab.cells(), lab.page.keyboard
    status = form.get_by_role("status")
    assert status.get_attribute("aria-live") == "polite"
    focus(form.get_by_role("button", name="Decide"))
    keys.press("Enter")
    status.get_by_text("You haven’t chosen anything yet").wait_for()
    focus(form.get_by_role("radio", name="Stay with weekly therapy"))
    keys.press("Space")
    for key in ("a", "b", "d", "d", "ArrowDown"):
        keys.press(key)
    assert form.get_by_role("radio", name="An IOP: several hours").is_checked()
    focus(form.get_by_label("Your reason"))
    keys.type(HOSTILE)
    focus(form.get_by_role("button", name="Decide"))
    keys.press("Enter")
    status.get_by_text("Defensible: Weekly care has stopped helping").wait_for()
    focus(form.get_by_role("button", name="What happened?"))
    keys.press("Enter")
    form.get_by_text("Maya and Dr. Lin chose an IOP.").wait_for()
    assert "<script>" in form.get_by_role("table").last.inner_text()
    focus(form.get_by_role("button", name="Next station"))
    keys.press("Enter")
    form.get_by_text("Station 2 of 9.").wait_for()
    tracks = form.get_by_role("group", name="Which track do you offer her?").get_by_role("radio")
    tracks.nth(3).wait_for()
    assert tracks.count() == 4
    assert not form.get_by_role("radio", checked=True).count() and form.get_by_label("Your reason").input_value() == ""
    assert lab.cells() == cells and lab.page.evaluate("() => window.bad") is None


@pytest.mark.visits(NOTEBOOK)
def test_the_parts_are_in_step_and_the_summary_is_written(open_notebook, course) -> None:
    lab = open_notebook(NOTEBOOK, *PARTS)
    lab.run_all()
    second, third = lab.form(PARTS[1]), lab.form(PARTS[2])
    second.get_by_label("Your reason").fill("a draft that is not decided yet")
    third.get_by_role("radio", name="Rehearse it in group on Monday").check()
    third.get_by_label("Your reason").fill("because a prediction comes before a test")
    third.get_by_role("button", name="Decide").click()
    third.get_by_role("status").get_by_text("Defensible: The prediction comes first").wait_for()
    third.get_by_role("button", name="Write the case summary").click()
    third.get_by_role("status").get_by_text("Saved in my-iopedu-work-case-maya.html").wait_for()
    file = course / "my-iopedu" / "my-iopedu-work-case-maya.html"
    assert "because a prediction comes before a test" in file.read_text("utf-8")
    file.unlink()
    second.get_by_role("table").get_by_text("because a prediction comes before a test").wait_for()
    assert second.get_by_label("Your reason").input_value() == "a draft that is not decided yet"


def held(key: str, reason: str) -> Conference:
    """Every station decided, opened, and decided anew."""
    record = conference(key)
    for station in record.case.stations:
        record = record.decide(station.id, station.options[0].id, reason).open(station.id)
        record = record.decide(station.id, station.options[-1].id, f"On second thoughts: {reason}")
    return record


@pytest.mark.parametrize("key", cases())
@pytest.mark.parametrize("reason", [SENTENCE, 4 * SENTENCE, 8 * SENTENCE, SENTENCE + 200 * "x"])
def test_the_summary_is_printed_on_two_sheets_at_most(chromium, tmp_path: Path, key: str, reason: str) -> None:
    seen = chromium.new_page()
    seen.set_content(case_page(held(key, reason)))
    seen.pdf(path=tmp_path / "summary.pdf", format="A4")
    wide = seen.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    seen.close()
    pages = re.findall(rb"/Type /Page\b", (tmp_path / "summary.pdf").read_bytes())
    assert 1 <= len(pages) <= 2 and wide
