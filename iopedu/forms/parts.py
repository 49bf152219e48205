"""What forms are made of: boxes, scales, groups, buttons, their companion in the page, and the switch for keeping."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from iopedu.course.document import StorageProblem
from iopedu.course.files import options
from iopedu.course.language import _
from iopedu.course.workbook import FILE, Workbook

STATIC = Path(__file__).parent / "static"

#: What a blank form says where it cannot be filled in, and what is said of the answers' file.
FILL, KEPT = (text.format(file=FILE) for text in options("parts.says").values())


def script(*names: str) -> str:
    """Return the ES module of a form, with what several forms use before it."""
    return "".join((STATIC / part).read_text(encoding="utf-8") for part in ("elements.js", *names))


class Companion(anywidget.AnyWidget):
    """The invisible part of a form that names its controls, keeps its keys and the order of what is done.

    ``static/companion.js`` and ``static/nearby.js`` say how.
    """

    _esm = script("nearby.js", "companion.js")
    _css = STATIC / "forms.css"

    title = traitlets.Unicode("").tag(sync=True)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.on_msg(lambda _self, content, _buffers: "echo" in content and self.send(content))


def boxes_of(form: widgets.Widget) -> list[tuple[str, widgets.Widget]]:
    """Return the boxes for text of a form, each under its label and its number among the boxes of this label."""
    found, seen = [], Counter()
    for box in inside(form):
        if isinstance(box, (widgets.Text, widgets.Textarea)):
            found.append((f"{box.description}#{seen[box.description]}", box))
            seen[box.description] += 1
    return found


def inside(widget: widgets.Widget) -> Iterator[widgets.Widget]:
    """Yield what is in a form, but not in another form within it."""
    for child in getattr(widget, "children", ()):
        if "iop-form" not in child._dom_classes:
            yield child
            yield from inside(child)


def close(widget: widgets.Widget) -> None:
    """Close a widget with all that is in it, and with its look: ipywidgets would keep each in memory for ever."""
    for child in getattr(widget, "children", ()):
        close(child)
    for look in (getattr(widget, "layout", None), getattr(widget, "style", None)):
        if isinstance(look, widgets.Widget):
            look.close()
    widget.close()


class KeepSwitch(widgets.VBox):
    """Says where the answers are kept, and turns that off and on again, for all notebooks of this folder.

    Parameters
    ----------
    work : Workbook
    """

    def __init__(self, work: Workbook) -> None:
        self.work, self._busy = work, False
        self.says = words("", "iop-kept")
        self.off = tick(_("Do not keep my answers on this computer"))
        super().__init__([self.says, self.off])
        self.add_class("iop-group")
        self._end = work.watch(self.show)
        self.off.observe(self._turned, "value")
        self.show()

    def show(self) -> None:
        """Say how it is now."""
        about = f"{KEPT} " if self.work.keeping else ""
        self.says.value = f"<p>{escape(about)}{escape(self.work.state())}</p>"
        before, self._busy = self._busy, True
        self.off.value = not self.work.keeping
        self._busy = before

    def _turned(self, change: dict[str, Any]) -> None:
        if self._busy:
            return
        try:
            self.work.keep_here(not change["new"])
        except StorageProblem as problem:
            self.show()
            self.says.value = f"<p>{escape(str(problem))}</p>"

    def close(self) -> None:
        self._end()
        super().close()


def words(html: str, name: str = "") -> widgets.HTML:
    """Return safe HTML as a widget, with a class name for its look."""
    widget = widgets.HTML(html)
    if name:
        widget.add_class(name)
    return widget


def _laid(look: str, box: widgets.Box) -> widgets.Box:
    box.add_class(f"iop-{look}")
    return box


def row(*children: widgets.Widget) -> widgets.HBox:
    """Return controls side by side, in several lines where there is no room."""
    return _laid("row", widgets.HBox(children))


def in_columns(*fields: widgets.Widget) -> widgets.Box:
    """Return short controls side by side, as many as fit."""
    return _laid("columns", widgets.Box(fields))


def in_pairs(*fields: widgets.Widget) -> widgets.Box:
    """Return controls two by two, or one below the other where there is no room."""
    return _laid("halves", widgets.Box(fields))


def group(legend: str, *children: widgets.Widget, look: str = "row") -> widgets.VBox:
    """Return controls under a visible legend that also names the group for a screen reader.

    ``look`` is "row" (side by side), "columns" (as many as fit), "stack" (one below the other) or "below" (a list of
    choices, each below its question).
    """
    return _laid("group", widgets.VBox([words(escape(legend), "iop-legend"), _laid(look, widgets.Box(children))]))


def button(label: str, act: Callable[[], None], primary: bool = False) -> widgets.Button:
    """Return a button that calls ``act``, unless the press came while it was already closed."""
    made = widgets.Button(description=label, button_style="primary" if primary else "")
    made.on_click(lambda button: None if button.disabled else act())
    return made


def line(description: str, hint: str = "") -> widgets.Text:
    """Return a box for one line of text, which may stay empty."""
    made = widgets.Text(description=description, placeholder=hint, continuous_update=False)
    made.add_class("iop-wrap")  # a long name stands above its box where there is no room beside it
    return made


def area(description: str, hint: str = "", lines: int = 2) -> widgets.Textarea:
    """Return a box for some lines of text, which may stay empty."""
    return widgets.Textarea(description=description, placeholder=hint, rows=lines, continuous_update=False)


def brief(description: str, hint: str = "", lines: int = 2) -> widgets.Textarea:
    """Return such a box that grows with its text."""
    made = area(description, hint, lines)
    made.add_class("iop-brief")
    return made


def dropdown(description: str, names: Mapping[Any, str], unset: str = "") -> widgets.Dropdown:
    """Return a list to choose from, with a name for each value; ``unset`` is said while nothing is chosen.

    A list whose value is None shows nothing, so "" stands for what is not chosen.
    """
    nothing = [(unset, "")] if unset else []
    options = [*nothing, *((said, value) for value, said in names.items())]
    return widgets.Dropdown(options=options, description=description)


def radios(names: Mapping[Any, str]) -> widgets.RadioButtons:
    """Return buttons to choose one of several values, each with its name, while nothing is chosen."""
    return widgets.RadioButtons(options=[(said, value) for value, said in names.items()], value=None)


def tick(description: str) -> widgets.Checkbox:
    """Return a box to tick."""
    return widgets.Checkbox(description=description, indent=False)


def upload(
    description: str, accept: str, take: Callable[[list[tuple[str, bytes]]], None], multiple: bool = False
) -> widgets.FileUpload:
    """Return a button for files that calls ``take`` with name and content of each."""
    made = widgets.FileUpload(accept=accept, multiple=multiple, description=description)

    def chosen(_change: object) -> None:
        files = [(file["name"], bytes(file["content"])) for file in made.value]
        if files:
            made.value = ()  # so that the same file can be chosen again
            take(files)

    made.observe(chosen, "value")
    return made


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
RATING, DIAL = (options("scale.texts") | options(f"scale.{kind}") for kind in ("rating", "dial"))


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
    >>> Rating(label="Belief", value=80).value
    80
    """

    _esm = script("rating.js")

    texts = traitlets.Dict(RATING).tag(sync=True)
    value = traitlets.Int(None, allow_none=True, min=0, max=100).tag(sync=True)
    before = traitlets.Int(None, allow_none=True, min=0, max=100).tag(sync=True)


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
    >>> Dial(label="Reliability r", high=1, step=0.01).value, Dial(label="Prevalence", value=20).whole
    (None, 20)
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
