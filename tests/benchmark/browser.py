"""JupyterLab in a browser for measuring: the same start and page as in the tests."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.browser.conftest import Page, started
from tests.conftest import launched


class Lab:
    """``iopedu lab`` on a folder of its own, and Chromium."""

    def __enter__(self) -> Lab:
        with ExitStack() as parts:
            folder = Path(parts.enter_context(tempfile.TemporaryDirectory()))
            self.folder = folder / "my-iopedu"
            self.address = parts.enter_context(started(folder))
            self.chromium = parts.enter_context(launched())
            self._parts = parts.pop_all()
        return self

    def open(self, notebook: str, **options: Any) -> Page:
        """Open one notebook of the folder."""
        return Page(self.chromium, self.address, notebook, **options)

    def __exit__(self, *problem: object) -> None:
        self._parts.__exit__(*problem)
