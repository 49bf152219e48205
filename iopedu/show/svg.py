"""Pictures drawn by hand as SVG: quick enough to follow somebody who types, in the page's own colors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from iopedu.course.language import _
from iopedu.course.text import printable
from iopedu.show.style import framed
from iopedu.show.table import Table

#: Units across a drawing for a page, and for a telephone: letters of 12 to 14 units can be read on both.
WIDE, SLIM = 720, 320
#: On the fold that holds the table of a picture.
SAME = _("See it in numbers")


def titled(title: str, html: str) -> str:
    """Return HTML below its title."""
    return f"<p><strong>{title}</strong></p>{html}"


def folded(title: str, html: str) -> str:
    """Return HTML that opens when its title is chosen."""
    return f"<details><summary>{title}</summary>{html}</details>"


def paragraphs(lines: Iterable[str]) -> str:
    """Return pieces of HTML, each as a paragraph."""
    return "".join(f"<p>{line}</p>" for line in lines)


def bullets(lines: Iterable[str], title: str = "", kind: str = "ul") -> str:
    """Return pieces of HTML as a list, below its title if there is one; nothing when there is no piece.

    Examples
    --------
    >>> bullets(["one", "two"]), bullets([], "Conflicts")
    ('<ul><li>one</li><li>two</li></ul>', '')
    """
    items = "".join(f"<li>{line}</li>" for line in lines)
    told = f"<{kind}>{items}</{kind}>" if items else ""
    return titled(title, told) if title and items else told


def dots(many: int, filled: int, left: float, top: float, across: int, down: int, looks: Sequence[str]) -> str:
    """Return circles in rows of ten: so many in the first look, the rest in the second one."""
    return "".join(
        f'<circle cx="{left + at % 10 * across}" cy="{top + at // 10 * down}" r="6.5" {looks[at >= filled]}/>'
        for at in range(many)
    )


def short(text: str, letters: int) -> str:
    """Return a learner's text as one safe line for a picture, cut where it is too long."""
    line = " ".join(printable(text).split())
    return escape(line if len(line) <= letters else f"{line[: letters - 1]}…")


@dataclass(frozen=True)
class Drawing:
    """A drawing without its words: its size in its own units, and safe SVG elements."""

    width: int
    height: float
    drawn: str

    def named(self, title: str, says: str) -> str:
        """Return the drawing with its name for a screen reader; it scrolls by keyboard, in the color of the text."""
        figure = _("Figure: {title}", title=escape(printable(title)))
        name = escape(printable(f"{title}. {says}"))
        return (
            f'<div class="iop-scroll" tabindex="0" role="group" aria-label="{figure}">'
            f'<svg role="img" aria-label="{name}" viewBox="0 0 {self.width} {self.height}" font-size="14" '
            f'font-family="sans-serif" fill="currentColor">{self.drawn}</svg></div>'
        )


def fitting(title: str, says: str, wide: Drawing, narrow: Drawing | None) -> str:
    """Return a drawing and a second one of the same thing; a page shows the one that can be read in its room."""
    shown = wide.named(title, says)
    if narrow is None:
        return shown
    slim = narrow.named(title, says)
    return f'<div class="iop-fit"><div class="iop-wide">{shown}</div><div class="iop-narrow" hidden>{slim}</div></div>'


@dataclass(frozen=True)
class Picture:
    """A picture drawn by hand that comes, like a `Chart`, with its sentence and its numbers.

    Parameters
    ----------
    title, says : str
        Heading; what the picture shows, in words.
    wide : Drawing
        What is drawn.
    table : Table
        The numbers that are drawn.
    narrow : Drawing, optional
        The same for a telephone or a narrow column; without it a wide picture is scrolled there.
    """

    title: str
    says: str
    wide: Drawing
    table: Table
    narrow: Drawing | None = None

    def html(self) -> str:
        """Return the picture, its sentence and its numbers as HTML without the style sheet."""
        drawing = fitting(self.title, self.says, self.wide, self.narrow)
        numbers = folded(SAME, self.table.html())
        caption = f"<figcaption>{escape(self.says)}</figcaption>"
        return f"<figure><strong>{escape(self.title)}</strong>{drawing}{caption}</figure>{numbers}"

    def _repr_html_(self) -> str:
        return framed(self.html())

    def __repr__(self) -> str:
        return f"{self.title}\n{self.says}\n{self.table!r}"
