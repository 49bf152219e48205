"""Forms are taken apart after each test: ipywidgets keeps every widget alive, and hundreds of forms fill the memory."""

from __future__ import annotations

from collections.abc import Iterator

import ipywidgets as widgets
import pytest


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close what the test opened."""
    yield
    widgets.Widget.close_all()
