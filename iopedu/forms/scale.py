"""What a number field with a slider has in common, whatever its scale."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets


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
