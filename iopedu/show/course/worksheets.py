"""What a hand-out leaves empty, to fill in with a pencil: HTML to put into a page."""

from collections.abc import Iterable, Mapping
from html import escape

from iopedu.cbt.activation import RATINGS
from iopedu.cbt.exposure import PRECONDITION, Step
from iopedu.cbt.record import FIELDS, ThoughtRecord
from iopedu.course.language import _

#: Room to write on.
LINE = '<div class="line"></div>'
#: Parts of a thought record that need more room than one line.
_LONG = {"situation", "thoughts", "evidence_for", "evidence_against", "balanced"}


def blank_lines(texts: Iterable[str], many: int = 1) -> str:
    """Return texts, each with lines to write on below it."""
    return "".join(f"<p>{escape(text)}</p>{LINE * many}" for text in texts)


def blank_rows(title: str, names: Mapping[str, str], look: str = "fill") -> str:
    """Return a table with room to write beside each name and its question."""
    asked = {name: f"<small>{escape(ask)}</small>" if ask else "" for name, ask in names.items()}
    rows = "".join(f'<tr><th scope="row">{escape(name)}{ask}</th><td></td></tr>' for name, ask in asked.items())
    return f'<table class="{look}"><caption>{escape(title)}</caption>{rows}</table>'


def blank_record(example: ThoughtRecord) -> str:
    """Return an empty thought record of seven columns, with what the example says in small print."""
    parts = []
    for field, (name, said) in zip(FIELDS, example.parts(), strict=True):
        small = " / ".join(escape(line) for line in said.split("\n"))
        parts.append(f"<p><strong>{escape(name)}</strong> <small>{small}</small></p>{LINE * (1 + (field in _LONG))}")
    return f"<p>{_('In small print: Maya’s record (fictional).')}</p>{''.join(parts)}"


def blank_plan() -> str:
    """Return an empty plan of activities, with what is expected beside what is found."""
    return _grid([_("Activity"), _("When"), *RATINGS.values(), _("If not, what got in the way")], 4)


def blank_hierarchy() -> str:
    """Return an empty graded hierarchy below its condition."""
    columns = [_("Step"), *(ask.label for name, ask in Step.asks().items() if name != "situation")]
    return f"<p>{escape(PRECONDITION)}</p>{_grid(columns, 6)}"


def _grid(columns: Iterable[str], many: int) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    row = f"<tr>{'<td></td>' * head.count('<th ')}</tr>"
    return f'<table class="grid"><tr>{head}</tr>{row * many}</table>'
