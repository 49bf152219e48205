"""Numbers that start unset: a rating from 0 to 100, and a number on a scale of its own; see ``static``."""

from typing import Any

import anywidget
import traitlets

from iopedu.course.files import options
from iopedu.forms.parts import script


class Scale(anywidget.AnyWidget):
    """A number field and a slider that are one value, which starts unset.

    Parameters
    ----------
    label : str
        What is set or rated.
    texts : dict
        What the page says by itself; ``wrong`` names what was typed and what is allowed.
    unread : str
        What stands in the field and is no number of the scale; it is put right before anything else is taken.
    """

    label = traitlets.Unicode("").tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    unread = traitlets.Unicode("").tag(sync=True)

    @traitlets.observe("value")
    def _read(self, _change: object) -> None:
        self.unread = ""

    def ends(self) -> dict[str, Any]:
        """Return what ``wrong`` says about the scale, by name."""
        return {}

    def check(self) -> None:
        """Raise ValueError with a sentence when what stands in the field is no number of the scale."""
        if self.unread:
            raise ValueError(self.texts["wrong"].format(name=self.label, typed=self.unread[:40], **self.ends()))


#: What the page says by itself, for each kind.
RATING = options("scale.rating")
DIAL = RATING | options("scale.dial")


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

    texts = traitlets.Dict(RATING).tag(sync=True)
    value = traitlets.Int(None, allow_none=True, min=0, max=100).tag(sync=True)
    before = traitlets.Int(None, allow_none=True, min=0, max=100).tag(sync=True)

    def __repr__(self) -> str:
        return f"{self.label}: {'not rated' if self.value is None else self.value}"


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

    texts = traitlets.Dict(DIAL).tag(sync=True)
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
