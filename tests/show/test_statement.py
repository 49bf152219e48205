"""The statement of what was done: what the file holds and no more, and no claim that it cannot keep."""

from __future__ import annotations

import html
import re
from datetime import date
from pathlib import Path

import pytest

from iopedu import forms
from iopedu.course.outline import notebooks
from iopedu.course.quiz import questions
from iopedu.course.workbook import Workbook
from iopedu.show.course.statement import statement
from tests.tools import said

DAY = date(2026, 11, 29)
PRIVATE = "my very private words"


def words(page: str) -> str:
    return html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    """Two tasks of notebook 01, one of them the quiz with 1 of 10 right; one task of notebook 04 begun and not done."""
    other = Workbook("04", tmp_path)
    other.put(notebooks()[4].tasks[0], PRIVATE, None, PRIVATE, done=False)
    other.save()
    work = Workbook("01", tmp_path)
    quiz = questions("01")["quiz"].answer("floor", (1,)).answer("night", (0,))
    work.put("quiz", PRIVATE, quiz.to_json(), PRIVATE)
    work.put(next(task for task in notebooks()[1].tasks if task != "quiz"), PRIVATE, None, PRIVATE)
    work.save()
    return work


def test_it_says_what_was_done_and_nothing_that_was_written(work: Workbook) -> None:
    page = statement(work, DAY)
    total = sum(len(entry.tasks) for entry in notebooks())
    assert f"2 of {total} tasks in the whole course, as of 2026-11-29." in words(page)
    assert "01 Compare levels of care" in page and f"2 of {len(notebooks()[1].tasks)}" in page
    assert "04 Work through" not in page, "what was only begun is not done"
    assert PRIVATE not in page and "<script" not in page and "default-src 'none'" in page


def test_scores_are_there_only_when_they_were_chosen(work: Workbook) -> None:
    assert "Check yourself" not in statement(work, DAY) and "1 of 10" not in words(statement(work, DAY))
    with_scores = words(statement(work, DAY, scores=True))
    assert "Right in “Check yourself”" in with_scores and "1 of 10" in with_scores
    work.drop("quiz")
    assert "0 of 10" in words(statement(work, DAY, scores=True)), "one task is left, and no question is answered"


def test_it_claims_no_more_than_it_can_keep(work: Workbook) -> None:
    text = words(statement(work, DAY, scores=True))
    assert (
        "the learner’s own statement" in text and "Nobody supervised or checked" in text and "not a certificate" in text
    )
    assert not re.search(r"\b(verif|certif(?!icate, and)|proves|competen|passed|successful|hereby|attest)", text, re.I)


def test_nothing_done_is_nothing_to_state(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="No tasks have been completed yet"):
        statement(Workbook("01", tmp_path), DAY)


def test_it_is_written_on_a_click_and_goes_when_everything_is_erased(work: Workbook, tmp_path: Path) -> None:
    form = forms.YourWork(work)
    assert form.scores.value is False and not list(tmp_path.glob("*statement*"))
    form.state_it.click()
    file = tmp_path / "my-iopedu-work-statement.html"
    assert "1 of 10" not in file.read_text() and file.stat().st_mode & 0o077 == 0
    assert file.name in said(form) and "Share it with anybody you like, or nobody" in said(form)
    form.scores.value = True
    form.state_it.click()
    assert "1 of 10" in file.read_text()
    work.erase_everything()
    assert not file.exists()
