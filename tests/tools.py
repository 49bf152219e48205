"""What many tests do: walk a form's widgets, read what it says, and make up any JSON."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import ipywidgets as widgets
from hypothesis import strategies as st

from iopedu import forms


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
