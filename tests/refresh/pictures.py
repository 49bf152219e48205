"""Take the README's pictures from the running course.

``uv run --extra browser python -m tests.refresh pictures``
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.browser.conftest import Page, started
from tests.conftest import launched

ROOT = Path(__file__).parents[2]
#: File, notebook, and what is seen: a form or a figure, by its accessible name. The site's front page shows the first.
SHOTS = (
    ("iopedu/site/static/week", "03_plan_a_week_in_an_iop.ipynb", "Week planner: a worked example"),
    (
        ".github/pictures/evidence",
        "13_weigh_the_evidence.ipynb",
        "Figure: DBT and severity of borderline personality disorder",
    ),
)
TALLEST = 1010  # pixels: the head of a long form says enough


def main(_options: list[str]) -> None:
    """Open each notebook, run it, and take the picture of one form."""
    with tempfile.TemporaryDirectory() as folder, started(Path(folder)) as address, launched() as browser:
        for name, notebook, what in SHOTS:
            seen = Page(browser, address, notebook, viewport={"width": 1000, "height": 2600})
            seen.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
            seen.run_all()
            for closed in seen.page.get_by_role("button", name="Show it without a prediction").all():
                closed.click()
            form = seen.page.get_by_role("group", name=what, exact=True).first
            form.scroll_into_view_if_needed()
            seen.page.wait_for_timeout(1000)
            box = form.bounding_box()
            box["height"] = min(box["height"], TALLEST)
            seen.page.screenshot(path=ROOT / f"{name}.png", clip=box)
            seen.close()
            print(f"{name}.png")
