"""Pacer, TIPP check, STOP walk and grid in JupyterLab: by keyboard, with reduced motion, and inert."""

from __future__ import annotations

import pytest

from tests.tools import focus

NOTEBOOK = "07_practice_mindfulness_and_distress_tolerance.ipynb"
TIPP, PACER = "TIPP: a check before anything else", "Paced breathing"
HOSTILE = '<script>window.bad=1</script><img src=x onerror="window.bad=1"> buy a ticket'
pytestmark = pytest.mark.visits(NOTEBOOK)

WATCH = """form => {
    const circle = form.querySelector(".iop-pace-circle"), says = form.querySelector(".iop-pace-says");
    window.seen = {sizes: new Set(), words: [], frames: 0, from: performance.now()};
    new MutationObserver(() => window.seen.words.push(says.textContent)).observe(says, {childList: true});
    const look = () => {
        window.seen.sizes.add(circle.style.transform);
        window.seen.frames += 1;
        window.seen.until = performance.now();
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""


def press(form, lab, name: str) -> None:
    button = form.get_by_role("button", name=name, exact=True)
    focus(button)
    lab.page.keyboard.press("Enter")


def pacer_behind_the_check(lab):
    """Tick each line of the check before TIPP, and return the form of the pacer that opens."""
    check = lab.form(TIPP)
    assert not lab.page.get_by_text("Stop right away if you feel dizzy").first.is_visible()
    for at in range(3):
        check.get_by_role("checkbox").nth(at).check()
    form = lab.form(PACER)
    form.get_by_role("button", name="Start", exact=True).wait_for()
    return form


def short_rhythm(form) -> None:
    for label, value in {"Breathe in, seconds": "2", "Breathe out, seconds": "2", "Breaths, 1": "2"}.items():
        field = form.get_by_label(label)
        field.fill(value)
        field.press("Tab")
    form.get_by_role("status").get_by_text("2 breaths, 8 seconds in all").wait_for()


def test_breathing_by_keyboard_with_one_announcement_for_each_phase(open_notebook) -> None:
    lab = open_notebook(NOTEBOOK, TIPP, PACER)
    lab.run_all()
    form, cells = pacer_behind_the_check(lab), lab.cells()
    assert form.get_by_text("Stop right away if you feel dizzy").is_visible()
    short_rhythm(form)
    form.evaluate(WATCH)
    press(form, lab, "Start")
    form.get_by_role("button", name="Pause", exact=True).wait_for()
    for key in ("a", "b", "ArrowDown", "d", "d"):
        lab.page.keyboard.press(key)
    press(form, lab, "Pause")
    form.get_by_role("button", name="Resume", exact=True).wait_for()
    size = form.locator(".iop-pace-circle").get_attribute("style")
    lab.page.wait_for_timeout(300)
    assert form.locator(".iop-pace-circle").get_attribute("style") == size
    press(form, lab, "Resume")
    form.get_by_text("2 full breaths completed. Nothing is recorded.").wait_for(timeout=20_000)
    words, sizes = lab.page.evaluate("() => [window.seen.words, window.seen.sizes.size]")
    assert words[:4] == ["Breathe in", "Breathe out", "Breathe in", "Breathe out"] and len(words) == 5
    assert words[4].startswith("That was the last one") and sizes > 40
    frames, spent = lab.page.evaluate("() => [window.seen.frames, (window.seen.until - window.seen.from) / 1000]")
    print(f"{sizes} sizes of the circle; {frames / spent:.0f} frames a second in the page")
    focus(form.get_by_label("Words only"))
    lab.page.keyboard.press("Space")
    assert form.locator(".iop-pace-circle").is_hidden()
    press(form, lab, "Start")
    form.locator(".iop-pace-count").get_by_text("2").wait_for()
    press(form, lab, "Stop")
    form.get_by_text("0 full breaths completed").wait_for()
    assert lab.cells() == cells


def test_nothing_moves_where_less_motion_is_asked_for(open_notebook) -> None:
    lab = open_notebook(NOTEBOOK, TIPP, PACER)
    lab.page.emulate_media(reduced_motion="reduce")
    lab.run_all()
    form = pacer_behind_the_check(lab)
    short_rhythm(form)
    form.evaluate(WATCH)
    press(form, lab, "Start")
    form.get_by_text("2 full breaths completed").wait_for(timeout=20_000)
    words, sizes = lab.page.evaluate("() => [window.seen.words, window.seen.sizes.size]")
    assert sizes == 1 and len(words) == 5


def test_the_check_before_tipp_and_the_walk_by_keyboard(open_notebook) -> None:
    lab = open_notebook(NOTEBOOK, TIPP, "A walk through STOP")
    lab.run_all()
    cells, keys = lab.cells(), lab.page.keyboard
    form = lab.form(TIPP)
    assert "Putting something cold over your eyes" not in lab.page.content()
    for at in range(3):
        focus(form.get_by_role("checkbox").nth(at))
        keys.press("Space")
    form.get_by_role("table").get_by_text("Putting something cold over your eyes").wait_for()
    walk = lab.form("A walk through STOP")
    focus(walk.get_by_role("radio").first)
    for key in ("a", "b", "Space", "ArrowDown"):
        keys.press(key)
    press(walk, lab, "Choose this")
    walk.get_by_role("status").get_by_text("Holding still is all").wait_for()
    walk.get_by_role("group", name="Step 2 of 4").wait_for()
    assert lab.cells() == cells


def test_hostile_text_stays_text_in_grid_and_kit(open_notebook) -> None:
    lab = open_notebook(NOTEBOOK, "Pros and cons", "A crisis kit")
    lab.run_all()
    grid = lab.form("Pros and cons")
    grid.get_by_label("The urge", exact=True).fill(HOSTILE)
    box = grid.get_by_role("group", name="Resisting the urge: reasons against it").get_by_label("In a month")
    box.fill(HOSTILE)
    box.press("Tab")
    grid.get_by_role("cell", name="<script>").first.wait_for()
    kit = lab.form("A crisis kit")
    idea = kit.get_by_role("group", name="IMPROVE").get_by_label("Idea 1", exact=True)
    idea.fill(HOSTILE)
    idea.press("Tab")
    kit.get_by_text(f"“{HOSTILE}”: Is it available at two in the morning").first.wait_for()
    assert lab.page.evaluate("() => window.bad") is None
