"""What many tests do: walk a form, read what it says, make up any JSON, wait for a kernel in a browser."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from typing import Any

import ipywidgets as widgets
from hypothesis import strategies as st

from iopedu import forms

#: JavaScript that answers whether the notebook in JupyterLab has a kernel that can be talked to.
READY = """async () => {
    const panel = window.jupyterapp?.shell.currentWidget;
    if (!panel?.context) return false;
    await panel.context.ready; await panel.sessionContext.ready;
    const kernel = panel.sessionContext.session?.kernel;
    if (!kernel) return false;
    await kernel.info; return kernel.status === "idle";
}"""


def until(page: Any, script: str, seconds: int = 120) -> None:
    """Wait until JavaScript answers with true in a page of Playwright.

    Playwright's own waiting takes the promise of an answer for a yes; here the script may wait for something itself.
    """
    end = time.monotonic() + seconds
    while not page.evaluate(script):
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds} seconds: {script}")
        page.wait_for_timeout(100)


def tree(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    """Yield a widget and everything in it."""
    yield widget
    for child in getattr(widget, "children", ()):
        yield from tree(child)


def said(form: forms.Form) -> str:
    """Return what the status line says, as one line of text."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", form.status.value)).split())


def any_json(**floats: bool) -> st.SearchStrategy:
    """Return a strategy for every value that JSON can hold; ``floats`` limits its numbers."""
    return st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(**floats) | st.text(max_size=50),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=12,
    )


ANY_JSON = any_json()
