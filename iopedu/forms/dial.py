"""A number on a scale of its own that starts unset; see ``static/dial.js``."""

from __future__ import annotations

import traitlets

from iopedu.course.language import _
from iopedu.forms.parts import script
from iopedu.forms.scale import Scale

#: What the page says by itself.
_TEXTS = {
    "scale": _("{name} ({low} to {high})"),
    "scale_in": _("{name} ({low} to {high} {unit})"),
    "slider": _("{name}, slider"),
    "clear": _("Clear"),
    "clear_it": _("Clear: {name}"),
    "unset": _("not set"),
    "wrong": _("{name} is “{typed}”. Please type a number from {low} to {high} in steps of {step}, or leave it empty."),
}


class Dial(Scale):
    """A number field and a slider that are one value; Python hears of it while the hand moves.

    Parameters
    ----------
    label, unit : str
        What is set, and in what it is counted.
    value : float or None
        None while not set.
    low, high, step : float
        The scale.
    unread : str
        What stands in the field and is no number of the scale; it is put right before anything else is taken.

    Examples
    --------
    >>> Dial(label="Reliability r", high=1, step=0.01), Dial(label="Prevalence", value=20).whole
    (Reliability r: not set, 20)
    """

    _esm = script("dial.js")

    texts = traitlets.Dict(_TEXTS).tag(sync=True)
    unit = traitlets.Unicode("").tag(sync=True)
    value = traitlets.Float(None, allow_none=True).tag(sync=True)
    low = traitlets.Float(0).tag(sync=True)
    high = traitlets.Float(100).tag(sync=True)
    step = traitlets.Float(1).tag(sync=True)

    def ends(self) -> dict[str, str]:
        """Return the scale in words."""
        return {"low": f"{self.low:g}", "high": f"{self.high:g}", "step": f"{self.step:g}"}

    @property
    def whole(self) -> int | float | None:
        """The value, as a whole number where it is one."""
        return int(self.value) if self.value is not None and self.value.is_integer() else self.value

    def __repr__(self) -> str:
        return f"{self.label}: {'not set' if self.value is None else f'{self.whole:g}'}"
