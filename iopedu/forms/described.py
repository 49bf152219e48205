"""Forms that are built from what a record says about its fields; what cannot be read yet stays in its box."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import Any, ClassVar

import ipywidgets as widgets

from iopedu.course import fields as kinds
from iopedu.course import lists
from iopedu.course import record as records
from iopedu.course.language import _
from iopedu.course.text import in_html, within
from iopedu.course.waiting import people_come_first
from iopedu.course.workbook import Workbook
from iopedu.forms.base import STAYS, Form, Record
from iopedu.forms.parts import FILL, Dial, brief, dropdown, group, line, tick

Control = widgets.Widget | Mapping[Any, Any]
Fields = dict[str, widgets.Widget]


def control(ask: kinds.Ask) -> Control:
    """Return the control for what a field asks, or several by name for a field with several answers.

    Raises
    ------
    TypeError
        For a kind that has none: a form makes its own for it.
    """
    match ask:
        case kinds.Words(lines=1):
            return line(ask.label, ask.hint)
        case kinds.Words() | lists.Lines():
            return brief(ask.label, ask.hint, ask.lines)
        case kinds.Choice():
            names = {key: name[:1].upper() + name[1:] for key, name in ask.names.items()}
            return dropdown(ask.label, names, "" if ask.default else ask.unset)
        case kinds.YesNo():
            return dropdown(ask.label, {True: _("Yes"), False: _("No")}, _("Not answered"))
        case kinds.Number(slider=step) if step:
            return dial(ask, step)
        case kinds.Number():
            scale = {"name": ask.label, "low": f"{ask.low:g}", "high": f"{ask.high:g}"}
            return line(_("{name}, {low} to {high}", **scale), ask.hint)
        case lists.Picked():
            return {name: tick(said) for name, said in ask.names.items()}
        case lists.Named():
            return {name: control(one) for name, one in ask.asks.items()}
        case lists.Each():
            return {name: control(one) for name, one in zip(ask.names, ask.asks, strict=True)}
        case lists.One():
            return controls(ask.of)
        case lists.Rows():  # inside a bigger form: boxes for as many as it takes
            return {at: controls(ask.of) for at in range(1, ask.most + 1)}
    raise TypeError(f"{type(ask).__name__} has no control")


def controls(of: type[records.Record]) -> dict[str, Control]:
    """Return the control of each field of a record, by its name."""
    return {name: control(ask) for name, ask in of.asks().items()}


def single(controls: Iterable[Control]) -> Iterator[widgets.Widget]:
    """Yield the controls one by one, also those of fields with several answers."""
    for one in controls:
        if isinstance(one, widgets.Widget):
            yield one
        else:
            yield from single(one.values())


def dial(ask: kinds.Number, step: float = 1) -> Dial:
    """Return a number field with a slider for a number on a scale."""
    return Dial(label=ask.label, unit=ask.unit, low=ask.low, high=ask.high, step=step)


def read(ask: kinds.Ask, box: Control) -> Any:
    """Return what a control says; raises ValueError with a sentence when it cannot be read."""
    match ask:
        case kinds.Number() if isinstance(box, Dial):
            return ask.checked(box.whole)
        case kinds.Number() if isinstance(box, widgets.Text):
            return ask.read(box.value)
        case kinds.Number() | kinds.YesNo():  # chosen by name
            return None if box.value == "" else box.value
        case lists.Lines():
            return tuple(text for text in map(str.strip, box.value.split("\n")) if text)
        case lists.Picked():
            return tuple(name for name, one in box.items() if one.value)
        case lists.Named():
            return {name: read(one, box[name]) for name, one in ask.asks.items()}
        case lists.Each():
            return tuple(map(read, ask.asks, box.values()))
        case lists.Rows():
            return tuple(
                _entry(ask, at, its) for at, its in box.items() if any(str(one.value).strip() for one in its.values())
            )
        case lists.One():
            return entered(ask.of, box)
        case kinds.Choice():
            return box.value or ask.default
    return box.value


def entered(of: type[records.Record], boxes: Fields) -> records.Record:
    """Return the record that the controls of its fields say; raises ValueError with a sentence."""
    return of(**{name: read(ask, boxes[name]) for name, ask in of.asks().items()})


def _entry(ask: lists.Rows, at: int, boxes: Fields) -> records.Record:
    """Return what the boxes of one entry say; a problem names its place."""
    with within(f"{ask.row} {at}"):
        return entered(ask.of, boxes)


def write(ask: kinds.Ask, box: Control, value: Any) -> None:
    """Write a value to its control."""
    match ask:
        case _ if isinstance(box, Dial):
            box.value = value
        case lists.Lines():
            box.value = "\n".join(value)
        case lists.Picked():
            for name, one in box.items():
                one.value = name in value
        case lists.Named():
            for name, one in ask.asks.items():
                write(one, box[name], value.get(name, one.begin()))
        case lists.Each():
            for one, its, said in zip(ask.asks, box.values(), value, strict=True):
                write(one, its, said)
        case lists.One():
            write_all(ask.of, box, value)
        case lists.Rows():
            for at, its in box.items():
                write_all(ask.of, its, value[at - 1] if at <= len(value) else None)
        case _ if isinstance(box, widgets.RadioButtons):
            box.value = value or None
        case _ if isinstance(value, float):
            box.value = f"{value:.12g}"
        case _:
            box.value = "" if value is None else value if isinstance(box, widgets.Dropdown) else str(value)


def write_all(of: type[records.Record], boxes: Fields, value: records.Record | None) -> None:
    """Write a record to the controls of its fields, or nothing for none."""
    for name, ask in of.asks().items():
        write(ask, boxes[name], getattr(value, name, ask.begin()))


def asked(asks: Iterable[kinds.Ask]) -> list[str]:
    """Return what some fields ask, a line for each."""
    said = []
    for ask in asks:
        if isinstance(ask, lists.Named):
            said += asked(ask.asks.values())
        else:
            said.append(f"{ask.label}: {ask.ask}" if ask.ask else ask.label)
    return said


class Typed(Form[Record]):
    """A form whose boxes hold what was typed, also when it cannot be read yet.

    The record is what the boxes say as soon as all of them can be read; until then it stays as it was,
    and so do the boxes.
    """

    _shown: Any = None

    def made(self) -> Record:
        """Return what the boxes say; raises ValueError with a sentence when one of them cannot be read."""
        raise NotImplementedError

    def _changed(self) -> None:
        def said(record: str) -> str:
            kept = self.keep is not None
            return _("Kept: {record}.", record=record) if kept else _("Now showing: {record}.", record=record)

        self._tell(said)

    def _tell(self, said: Callable[[str], str]) -> None:
        """Take what the boxes say, and say so; ``said`` makes the sentence from the record in short."""

        def made() -> Record:
            try:
                return self.made()
            except ValueError as problem:
                raise ValueError(f"{problem} {STAYS}") from None

        if self.try_record(made):
            with people_come_first(self.first.waits):
                self.say(said(repr(self.record)))

    def _is_typed(self) -> bool:
        """Whether the boxes may stay: they say the record, or are being put right while it stays."""
        try:
            self.check_boxes()
            return self.made() == self.record
        except ValueError:
            return self.keep is not None and self.key in self.keep.answers and self.record == self._shown

    def _keep(self) -> None:
        if self.keep is not None and self.record == self._blank:
            self.keep.drop(self.key)
        else:
            super()._keep()


class Described(Typed[Record]):
    """A form with one control for each field of its record.

    Parameters
    ----------
    keep : Workbook, optional
        Where the record is kept.
    record : Record, optional
        For a worked example: what it shows.
    """

    RECORD: ClassVar[type[records.Record]]
    #: The fields that have a control of their own, where these are not all.
    FIELDS: tuple[str, ...] | None = None
    #: Fields under a common name.
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    def __init__(self, keep: Workbook | None = None, record: Record | None = None) -> None:
        asks = self.RECORD.asks()
        names = asks if self.FIELDS is None else self.FIELDS
        self.fields: Fields = {name: self.control(name, asks[name]) for name in names}
        self.view = widgets.HTML()
        super().__init__(self.titled(keep), record or self.RECORD(), self.laid(), keep=keep, after=self.after())
        self.observe_controls(single(self.fields.values()), self._changed)

    def control(self, name: str, ask: kinds.Ask) -> Control:
        """Return the control of one field."""
        return control(ask)

    def body(self) -> list[widgets.Widget]:
        """Return the controls as they stand in the form."""
        if not self.GROUPS:
            return list(single(self.fields.values()))
        groups = ((title, single(map(self.fields.get, names))) for title, names in self.GROUPS.items())
        return [group(title, *controls, look="stack") for title, controls in groups]

    def laid(self) -> list[widgets.Widget]:
        """Return all that can be filled in, in its order."""
        return self.body()

    def after(self) -> list[widgets.Widget]:
        """Return what stands below the status line."""
        return [self.view]

    def values(self) -> dict[str, Any]:
        """Return what the controls say, by field; raises ValueError with a sentence."""
        asks = self.RECORD.asks()
        return {name: read(asks[name], box) for name, box in self.fields.items()}

    def made(self) -> Record:
        return self.RECORD(**self.values())

    def _show(self) -> None:
        if not self._is_typed():
            self.say()
            self.fill()
        self._shown = self.record
        self._draw_again()

    def fill(self) -> None:
        """Write the record to the controls."""
        asks = self.RECORD.asks()
        for name, box in self.fields.items():
            write(asks[name], box, getattr(self.record, name))

    def draw(self, record: Record) -> str:
        """Return the record as HTML."""
        return f"<p>{in_html(record.describe())}</p>"

    def _draw_again(self) -> None:
        self.view.value = self.draw(self.record)

    def told(self, record: Record) -> str:
        """Return the record as HTML for a reader who does not see the boxes beside it."""
        return self.draw(record)

    def asks_for(self) -> list[str]:
        """Return what a blank form asks, a line for each."""
        return asked(self.RECORD.asks().values())

    def twin(self, record: Record) -> str:
        if not record.blank:
            return self.told(record)
        return "<ul>" + "".join(f"\n<li>{escape(text)}</li>" for text in self.asks_for()) + f"\n</ul>\n<p>{FILL}</p>"

    def twin_text(self, record: Record) -> str:
        return "\n".join([*self.asks_for(), FILL]) if record.blank else self.told_in_text(record)

    def told_in_text(self, record: Record) -> str:
        """Return the same as `told` in plain text."""
        return record.describe()
