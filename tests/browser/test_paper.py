"""A hand-out is one sheet of paper, in America and elsewhere, with room to write on."""

from __future__ import annotations

import re

import pytest

from iopedu.course.outline import Notebook, notebooks
from iopedu.show.course.handouts import handout


@pytest.mark.parametrize("entry", notebooks(), ids=lambda entry: entry.number)
def test_a_hand_out_is_one_sheet(entry: Notebook, chromium) -> None:
    page = chromium.new_page()
    page.set_content(handout(entry.number))
    for paper in ("Letter", "A4"):
        sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))
        assert len(sheets) == 1, f"On {paper} the hand-out of {entry.number} takes {len(sheets)} sheets."
    empty = page.locator(".line").count() + page.locator("td").evaluate_all(
        "cells => cells.filter(cell => !cell.innerText.trim()).length"
    )
    assert empty >= 3, "There is no room to write on."
    page.close()
