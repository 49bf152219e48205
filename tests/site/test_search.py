"""A search finds first the notebook that teaches the thing, and no page because of the note that all pages have."""

from __future__ import annotations

import pytest

from tests.conftest import browser_missing
from tests.site.conftest import SLOW, Page

pytestmark = [SLOW, pytest.mark.skipif(bool(browser_missing()), reason=browser_missing() or "there is a browser")]

#: By hand, from what the course teaches where.
FIRST = {
    "PHQ-9": "11",
    "alliance": "10",
    "DEAR MAN": "08",
    "opposite action": "08",
    "TIPP": "07",
    "diary card": "09",
    "forest plot": "13",
    "LOCUS": "02",
    "hierarchy of exposure": "06",
    "thinking styles": "05",
    "relapse": "12",
    "simulation": "14",
}


def found(page: Page, served: str, words: str) -> list[str]:
    page.page.goto(f"{served}/search.html?q={words}")
    page.page.locator(".search-summary", has_text="found").wait_for(timeout=60_000)
    links = page.page.locator("#search-results li > a")
    return [link.split("/")[-1][:2] for link in links.evaluate_all("all => all.map(({ pathname }) => pathname)")]


def test_the_notebook_that_teaches_it_comes_first(chromium, served_pages: str) -> None:
    page = Page(chromium, served_pages)
    first = {words: found(page, served_pages, words)[:1] for words in FIRST}
    assert first == {words: [number] for words, number in FIRST.items()}
    page.context.close()


def test_a_word_of_the_care_note_does_not_find_every_page(chromium, served_pages: str) -> None:
    page = Page(chromium, served_pages)
    # 04 and 05 say nothing of it, but for the crisis lines that every page lists.
    suicide, helpline = (set(found(page, served_pages, words)) for words in ("suicide", "findahelpline"))
    assert "09" in suicide and suicide.isdisjoint({"04", "05"})
    assert len(helpline) < 6
    page.context.close()
