"""What the page is told, and that running cells again leaves nothing behind."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import ipywidgets as widgets
import pytest

from iopedu import forms
from iopedu.course import Workbook
from iopedu.forms import page
from tests.tools import tree


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):
    """Say which cell of which window runs from now on, as JupyterLab does with each request."""
    monkeypatch.setattr(page, "_runs", {})
    now: dict = {}
    kernel = SimpleNamespace(get_parent=lambda: now)
    monkeypatch.setattr(page, "get_ipython", lambda: SimpleNamespace(kernel=kernel))

    def begin(cell: str | None, window: str = "w", at: list[int] = [0]) -> None:  # noqa: B006 - counts the runs
        at[0] += 1
        now.update(metadata={"cellId": cell} if cell else {}, header={"session": window, "msg_id": str(at[0])})

    return begin


def alive() -> int:
    return len(widgets.widget._instances)


def show(work: Workbook) -> list[forms.Form]:
    return [forms.ThoughtRecordForm(keep=work), forms.Records(keep=work), forms.YourWork(work)]


def test_running_a_cell_again_closes_what_it_made_before(run, tmp_path: Path) -> None:
    work = Workbook("04", tmp_path)
    run("c1")
    first = show(work)
    first[0].texts["situation"].value = "Ben cancelled."
    many = alive()
    for _again in range(5):
        run("c1")
        forms_now = show(work)
    assert alive() == many and work.forms("record") == [forms_now[0]]
    assert forms_now[0].texts["situation"].value == "Ben cancelled."
    run("c2")
    other = forms.ThoughtRecordForm(keep=work)
    assert work.forms("record") == [forms_now[0], other], "another cell keeps its own"


def test_a_second_window_lives_beside_the_first_until_one_goes(run, tmp_path: Path) -> None:
    work = Workbook("04", tmp_path)
    run("c1", "one window")
    first = forms.ThoughtRecordForm(keep=work)
    run("c1", "another window")
    second = forms.ThoughtRecordForm(keep=work)
    first.texts["situation"].value = "typed in the first"
    assert second.texts["situation"].value == "typed in the first"
    page.forget("one window")
    assert work.forms("record") == [second]
    for number in range(6):  # windows that went without a word
        run("c1", f"window {number}")
        forms.ThoughtRecordForm(keep=work)
    assert len(work.forms("record")) == page.WINDOWS


def test_what_a_learner_makes_in_a_cell_of_their_own_stays(run) -> None:
    run("mine")
    slider = widgets.IntSlider()
    run("mine")
    widgets.IntSlider()
    assert slider.comm is not None


def test_forms_that_renew_their_controls_leave_none_behind(tmp_path: Path) -> None:
    walk = forms.StopWalkForm(keep=Workbook("07", tmp_path))
    deck = forms.Questions("quiz", Workbook("01", tmp_path))
    plan = forms.ActivityPlanner(keep=Workbook("06", tmp_path))
    counts = []
    for _again in range(4):
        for one in walk.scene.options:
            walk.scene.value = one[1]
        deck.next.click()
        deck.back.click()
        plan.add.click()
        plan.remove.click()
        counts.append(alive())
    assert len(set(counts)) == 1, counts


def test_the_page_is_told_how_far_one_is_and_what_is_not_kept(tmp_path: Path) -> None:
    work = Workbook("01", tmp_path, by_itself=True)
    told: list[dict] = []
    work.watch(lambda: told.append(page.state(work)))
    assert page.state(work)["line"] == "0 of 7 tasks done. Nothing entered here yet." and not page.state(work)["unkept"]
    explain = forms.Explain("floor", work)
    explain.text.value = "five words are quite enough"
    explain.compare.click()
    assert told[-1]["line"].startswith("1 of 7 tasks done. Saved on this computer at ") and not told[-1]["unkept"]
    work.keep_here(False)
    explain.text.value = "these are only in the memory now"
    explain.compare.click()
    assert told[-1]["unkept"] and "stay in memory until the program" in told[-1]["line"]


def test_the_line_saves_looks_and_ends(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Line:
        def __init__(self) -> None:
            self.sent: list[dict] = []
            self.send = self.sent.append

        def on_msg(self, act) -> None:
            self.hear = act

        def on_close(self, act) -> None:
            self.end = act

        def ask(self, **asked: bool) -> None:
            self.hear({"content": {"data": asked}})

    work, line = Workbook("04", tmp_path, by_itself=True), Line()
    monkeypatch.setattr(page, "opened", lambda: (work,))
    page._opened(line, {"header": {"session": "w"}})
    assert "Nothing entered" in line.sent[-1]["line"]
    run("c1")
    mine = forms.ThoughtRecordForm(keep=work)
    theirs = forms.ThoughtRecordForm(keep=Workbook("04", tmp_path, by_itself=True))
    theirs.texts["situation"].value = "from another kernel"
    line.ask(look=True)
    assert mine.texts["situation"].value == "from another kernel" and "Saved on this computer" in line.sent[-1]["line"]
    many = len(line.sent)
    line.ask(gone=True)
    assert work.forms("record") == [] and not any(each.comm for each in tree(mine))
    work.put("x", "Q", 1, "w")
    assert len(line.sent) == many
