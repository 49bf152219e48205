"""Records whose parts are words: checked, listed, kept and read back in one way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Self

from iopedu.course.language import _, _n
from iopedu.course.ratings import check_saved, check_text, in_plain_words
from iopedu.course.text import printable


@dataclass(frozen=True)
class Parts:
    """A record whose fields in `WORDS` hold words, and may stay empty.

    Raises
    ------
    ValueError
        When one of them holds something else than words.
    """

    #: Name of the record for a reader, and the fields with words in the order in which they are filled in.
    WHAT: ClassVar[str] = _("record")
    WORDS: ClassVar[Mapping[str, str]] = {}

    def __post_init__(self) -> None:
        for name, label in self.WORDS.items():
            check_text(label, getattr(self, name))

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Return the name and the words of every part, filled in or not."""
        return tuple((label, getattr(self, name)) for name, label in self.WORDS.items())

    @property
    def filled(self) -> int:
        """How many parts have words in them."""
        return sum(in_plain_words(text) for _label, text in self.parts())

    @property
    def empty(self) -> bool:
        """Whether no part has words in it."""
        return not self.filled

    @property
    def ready(self) -> bool:
        """Whether every part has words in it."""
        return self.filled == len(self.WORDS)

    def missing(self) -> tuple[str, ...]:
        """Return the names of the parts that are still empty."""
        return tuple(label for label, text in self.parts() if not in_plain_words(text))

    def describe(self) -> str:
        """Return every part that has words in it, one below the other."""
        said = [f"{label}: {text}" for label, text in self.parts() if text.strip()]
        return "\n".join(said) or _("Nothing in this {what} yet.", what=self.WHAT)

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON values."""
        return {"version": 1, **asdict(self)}

    @classmethod
    def from_json(cls, found: Any) -> Self:
        """Read what `to_json` wrote; raises ValueError with a sentence when it is something else."""
        return cls(**check_saved(found, cls.WHAT, [field.name for field in fields(cls)]))

    def __repr__(self) -> str:
        return printable(
            _n(
                "{what}: {filled} of {n} part filled in",
                "{what}: {filled} of {n} parts filled in",
                len(self.WORDS),
                what=self.WHAT.capitalize(),
                filled=self.filled,
            )
        )
