"""Three learners at once on the sample hub; ``tests/hub/load.py`` tries more."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import pytest

from iopedu.course import notebook
from tests.refresh_notebooks import NOTEBOOKS

pytestmark = pytest.mark.skipif(not os.environ.get("IOPEDU_HUB"), reason="slow; set IOPEDU_HUB=1")


def test_three_learners_run_a_whole_notebook_at_once_without_an_error(tmp_path: Path) -> None:
    from tests.hub.load import many

    visits, report = asyncio.run(many(3, 0, "01", tmp_path))
    print(report)
    cells = json.loads((NOTEBOOKS / notebook("01").file).read_text(encoding="utf-8"))["cells"]
    assert not [line for one in visits for line in one.errors], report
    assert [one.cells for one in visits] == [sum(cell["cell_type"] == "code" for cell in cells)] * 3
    for one in visits:
        assert (tmp_path / "homes" / one.user / "iopedu" / "00_start_here.ipynb").is_file()
        assert not list((tmp_path / "homes" / one.user).rglob("*my-iopedu-work*"))
