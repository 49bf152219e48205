"""A rating from 0 to 100 that starts unset; see ``static/rating.js``."""

from __future__ import annotations

import traitlets

from iopedu.course.language import _
from iopedu.forms.parts import script
from iopedu.forms.scale import Scale

#: What the page says by itself.
_TEXTS = {
    "scale": _("{name} (0 to 100)"),
    "slider": _("{name}, slider"),
    "clear": _("Clear"),
    "clear_it": _("Clear: {name}"),
    "unset": _("not rated"),
    "both": _("{before} then, {now} now"),
    "then": _("then"),
    "now": _("now"),
    "rating": _("rating"),
    "wrong": _("{name} is “{typed}”. Please type a whole number from 0 to 100, or leave it empty."),
}


class Rating(Scale):
    """A number field and a slider that are one value, with bars that follow the hand.

    Parameters
    ----------
    label : str
        What is rated.
    value : int or None
        0 to 100; None while not rated.
    unread : str
        What stands in the field and is no rating; it is put right before anything else is taken.
    before : int or None
        An earlier rating of the same thing, drawn beside this one.

    Examples
    --------
    >>> Rating(label="Belief")
    Belief: not rated
    """

    _esm = script("rating.js")

    texts = traitlets.Dict(_TEXTS).tag(sync=True)
    value = traitlets.Int(None, allow_none=True, min=0, max=100).tag(sync=True)
    before = traitlets.Int(None, allow_none=True, min=0, max=100).tag(sync=True)

    def __repr__(self) -> str:
        return f"{self.label}: {'not rated' if self.value is None else self.value}"
