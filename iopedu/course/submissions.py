"""What learners hand on to their class: small files without names, read with suspicion."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Generic, Protocol, Self, TypeVar

from iopedu.course.files import options

_SAYS = options("submissions.says")


class Labeled(Protocol):
    """Something that carries the number of a learner, or nothing."""

    label: str


Submission = TypeVar("Submission", bound=Labeled)


def check_label(label: object) -> None:
    """Refuse a label that is neither empty nor a number of up to four digits: a name has no place in it."""
    if not isinstance(label, str) or not re.fullmatch(r"[0-9]{0,4}", label):
        raise ValueError(_SAYS["label"])


def check_size(content: bytes, most: int) -> None:
    """Refuse a file with more than ``most`` bytes."""
    if len(content) > most:
        raise ValueError(_SAYS["size"].format(bytes=f"{len(content):,}", most=f"{most:,}"))


def read_file(content: bytes, most: int) -> Any:
    """Return what the file of one learner holds, as JSON values.

    Raises
    ------
    ValueError
        When it has more than ``most`` bytes or is not whole JSON.

    Examples
    --------
    >>> read_file(b'{"version": 1}', 100)
    {'version': 1}
    """
    check_size(content, most)
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise ValueError(_SAYS["damaged"]) from None


@dataclass(frozen=True)
class Handed(Generic[Submission]):
    """What several learners handed on.

    Parameters
    ----------
    handed : tuple
        One for each learner.
    """

    handed: tuple[Submission, ...] = ()

    def add(self, more: Submission) -> Self:
        """Return the class with one more learner; the same number comes once, and the later file stays."""
        return type(self)((*(entry for entry in self.handed if not more.label or entry.label != more.label), more))

    def has(self, label: str) -> bool:
        """Whether a learner with this number is here already."""
        return bool(label) and any(entry.label == label for entry in self.handed)
