"""A whole thought record by keyboard alone: filled in, saved, lost with the kernel, loaded, printed."""

from __future__ import annotations

import pytest

from tests.tools import focus

RECORD = "04_work_through_a_thought_record.ipynb"
TEXTS = {
    "Situation": "Saturday at seven. Ben cancels.",
    "Thought": "He is tired of me",
    "Emotion": "Lonely",
    "Body and behavior": "Sat down and stared at the phone.",
    "Evidence for the hot thought": "It is the second time.",
    "Evidence against it": "He asked for another day.",
    "Balanced thought": "I do not know why, and he wants to meet on Tuesday.",
    "Next step": "Say yes to Tuesday.",
}
pytestmark = pytest.mark.visits(RECORD)


class Keyboard:
    """Hands that have no mouse."""

    def __init__(self, lab, form) -> None:
        self.page, self.form = lab.page, form

    def to(self, locator) -> None:
        """Press Tab until the control has the focus."""
        for _ in range(40):
            if locator.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {locator}")

    def write(self, label: str) -> None:
        self.to(self.form.get_by_label(label, exact=True))
        self.page.keyboard.type(TEXTS[label])

    def rate(self, start: str, value: str) -> None:
        self.to(self.form.get_by_role("textbox", name=start))
        self.page.keyboard.type(value)
        self.page.keyboard.press("Tab")

    def press(self, name: str) -> None:
        self.to(self.form.get_by_role("button", name=name, exact=True))
        self.page.keyboard.press("Enter")

    def next(self) -> None:
        """Go to the next column, and back to the first control of the form."""
        before = self.form.locator(".iop-legend").first.inner_text()
        self.press("Next column")
        self.page.wait_for_function(
            "([form, before]) => form.querySelector('.iop-legend').innerText !== before",
            arg=[self.form.element_handle(), before],
        )
        focus(self.form.get_by_label("View"))


def test_a_record_by_keyboard_passes_axe_survives_a_killed_kernel_and_prints(open_notebook) -> None:
    lab = open_notebook(RECORD)
    lab.run_all()
    form, cells = lab.form("Thought record"), lab.cells()
    focus(form.get_by_label("View"))
    keys = Keyboard(lab, form)

    def following() -> None:
        assert not lab.axe(form="Thought record")  # the last step looks at the whole page
        keys.next()

    keys.write("Situation")
    following()
    keys.write("Thought")
    lab.page.keyboard.press("Tab")
    lab.page.keyboard.press("Space")
    keys.rate("Belief at the time: “He is tired of me”", "70")
    keys.to(form.get_by_label("Mind reading"))
    lab.page.keyboard.press("Space")
    following()
    keys.write("Emotion")
    keys.rate("Strength at the time: “Lonely”", "60")
    keys.write("Body and behavior")
    following()
    keys.write("Evidence for the hot thought")
    following()
    keys.write("Evidence against it")
    following()
    keys.write("Balanced thought")
    keys.rate("Belief in the balanced thought", "55")
    following()
    keys.to(form.get_by_role("slider").first)
    lab.page.keyboard.press("Home")
    lab.page.keyboard.press("ArrowRight")
    keys.rate("Strength now: “Lonely”", "60")
    keys.write("Next step")
    keys.press("What is missing?")
    form.get_by_role("status").get_by_text("Nothing is missing from the 7-column view.").wait_for()
    assert lab.cells() == cells and not lab.axe()

    form.get_by_text("Saved on this computer at").wait_for()
    lab.restart()
    lab.run_all()
    form = lab.form("Thought record")
    assert form.get_by_label("Situation", exact=True).input_value() == TEXTS["Situation"]
    form.get_by_role("button", name="Lay it out in columns").click()
    form.get_by_role("columnheader", name="Evidence against it").wait_for()
    with lab.context.expect_page() as opened:
        form.get_by_role("link", name="to read or print it").click()
    printed = opened.value
    assert printed.get_by_role("columnheader").count() == 7
    text = printed.get_by_role("main").inner_text()
    assert all(value in text for value in TEXTS.values())
    assert "70, then 1. 69 lower." in text and "60, then 60. Unchanged." in text and "Mind reading" in text
    assert lab.outside == []


def test_bars_follow_the_hand_before_it_lets_go(open_notebook) -> None:
    lab = open_notebook(RECORD, "Thought record")
    lab.run_all()
    form = lab.form("Thought record")
    form.get_by_role("button", name="Next column").click()
    slider = form.get_by_role("slider").first
    slider.wait_for()
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    lab.page.mouse.move(box["x"] + box["width"] / 2, middle)
    lab.page.mouse.down()
    widths = []
    for share in (0.3, 0.6, 0.9):
        lab.page.mouse.move(box["x"] + box["width"] * share, middle)
        widths.append(form.locator(".iop-bar > div > div").first.evaluate("bar => parseFloat(bar.style.width)"))
    lab.page.mouse.up()
    assert widths == sorted(widths) and widths[2] - widths[0] > 40
    field = form.get_by_role("textbox", name="Belief at the time").first
    assert field.input_value() == str(round(widths[2]))
    field.fill("101")
    field.press("Tab")
    form.get_by_text("whole number from 0 to 100").first.wait_for()
    assert field.input_value() == "101"


def test_hostile_text_stays_text_in_every_live_view(open_notebook) -> None:
    hostile = '"><script>window.bad=1</script><img src=x onerror="window.bad=1"><svg onload="window.bad=1"> =1+1'
    lab = open_notebook(RECORD, "Thought record", "Several records")
    lab.run_all()
    form = lab.form("Thought record")
    form.get_by_label("Situation", exact=True).fill(hostile)
    form.get_by_role("button", name="Next column").click()
    form.get_by_label("Thought", exact=True).fill(hostile)
    form.get_by_label("Another style").fill(hostile)
    form.get_by_role("button", name="Next column").click()
    form.get_by_label("Emotion", exact=True).fill(hostile)
    form.get_by_role("button", name="Ask me questions about it").click()
    form.get_by_role("status").get_by_text("Could it be a thought").wait_for()
    records = lab.form("Several records")
    records.get_by_role("button", name="Add the record from above").click()
    records.get_by_role("table").first.get_by_text("<script>").first.wait_for()
    assert lab.page.evaluate("() => window.bad") is None
    lab = open_notebook("06_act_differently.ipynb")
    lab.run_all()
    planner = lab.form("Activity planner")
    planner.get_by_label("Activity", exact=True).first.fill(hostile)
    planner.get_by_label("Expected pleasure, 0 to 10").first.fill("3")
    planner.get_by_role("table").get_by_text("<script>").first.wait_for()
    experiment = lab.form("Behavioral experiment")
    experiment.get_by_label("Prediction", exact=True).fill(hostile)
    experiment.get_by_label("Prediction", exact=True).press("Tab")
    lab.page.wait_for_function(
        "field => !field.disabled", arg=experiment.get_by_label("What happened", exact=True).element_handle()
    )
    experiment.get_by_text("<script>").first.wait_for()
    assert lab.page.evaluate("() => window.bad") is None
