"""A rating from 0 to 100 that starts unset; see ``static/rating.js``."""

from __future__ import annotations

import anywidget
import traitlets

from iopedu.forms.base import STATIC

__all__ = ["Rating"]


class Rating(anywidget.AnyWidget):
    """A number field and a slider that are one value, with bars that follow the hand.

    Parameters
    ----------
    label : str
        What is rated.
    value : int or None
        0 to 100; None while not rated.
    before : int or None
        An earlier rating of the same thing, drawn beside this one.

    Examples
    --------
    >>> Rating(label="Belief")
    Belief: not rated
    """

    _esm = STATIC / "rating.js"

    label = traitlets.Unicode("").tag(sync=True)
    value = traitlets.Int(None, allow_none=True, min=0, max=100).tag(sync=True)
    before = traitlets.Int(None, allow_none=True, min=0, max=100).tag(sync=True)

    def __repr__(self) -> str:
        return f"{self.label}: {'not rated' if self.value is None else self.value}"
