"""What learners hand on to their class: small files without names, read with suspicion."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Protocol, TypeVar

from iopedu.course.language import _

#: So many learners fit in one class view.
MOST = 200


class Labeled(Protocol):
    """Something that carries the number of a learner, or nothing."""

    label: str


Submission = TypeVar("Submission", bound=Labeled)


def check_label(label: object) -> None:
    """Refuse a label that is neither empty nor a number of up to four digits: a name has no place in it."""
    if not isinstance(label, str) or not re.fullmatch(r"[0-9]{0,4}", label):
        raise ValueError(_("The label is a number of up to four digits, or nothing. Do not use a name."))


def check_size(content: bytes, most: int) -> None:
    """Refuse a file with more than ``most`` bytes."""
    if len(content) > most:
        raise ValueError(
            _(
                "It holds {bytes} bytes, more than the {most} that such a file may have.",
                bytes=f"{len(content):,}",
                most=f"{most:,}",
            )
        )


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
        raise ValueError(_("It is not whole JSON, so it is no file for a class.")) from None


def joined(entries: Iterable[Submission], more: Submission) -> tuple[Submission, ...]:
    """Return the entries with one more; the same number comes once, and the later file stays."""
    return (*(entry for entry in entries if not more.label or entry.label != more.label), more)
