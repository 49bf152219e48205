"""What is rehearsed: skills with criteria that are seen in the words, client lines, and replies of the authors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from iopedu.course.campus import Row, campus, own
from iopedu.course.files import read_json, read_rows
from iopedu.course.language import _
from iopedu.course.text import allowed

#: The highest rating of a criterion, and the hardest lines.
TOP, HARDEST = 2, 4
#: How many replies of the authors a line has.
REPLIES = 3


@dataclass(frozen=True)
class Criterion:
    """One thing that is seen in the words of a reply.

    Parameters
    ----------
    id, name : str
    anchors : tuple of str
        What one sees at 0, 1 and 2.
    examples : tuple of str
        A reply to the skill's `example_line` at 0, 1 and 2.
    """

    id: str
    name: str
    anchors: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Reply:
    """A reply of the authors, with a rating and its reason by criterion."""

    text: str
    ratings: Mapping[str, int]
    reasons: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """What a fictional client says, and what has gone before.

    Parameters
    ----------
    id, person, before, line : str
    difficulty : int
        1 cooperative, 2 vague, 3 upset or blaming, 4 at risk or testing a limit.
    unseen : bool
        Whether it is kept for a later day; its person is in no other line of the skill.
    replies : tuple of Reply
        Three.
    """

    id: str
    person: str
    difficulty: int
    unseen: bool
    before: str
    line: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True)
class Skill:
    """One thing that a clinician says, learned line by line.

    Parameters
    ----------
    id, name, purpose, how : str
    notebook : str
        Where it is rehearsed.
    criteria : tuple of Criterion
        Three or four.
    example_line : str
        What the criteria's examples answer.
    lines : tuple of Line
    """

    id: str
    name: str
    notebook: str
    purpose: str
    how: str
    criteria: tuple[Criterion, ...]
    example_line: str
    lines: tuple[Line, ...]

    def line(self, name: str) -> Line:
        """Return one line by its id; raises ValueError when there is no such line."""
        found = {line.id: line for line in self.lines}
        if name not in found:
            raise ValueError(allowed("line", name, list(found)))
        return found[name]


@cache
def skill(name: str) -> Skill:
    """Return one skill by its id; raises ValueError when there is no such skill.

    Examples
    --------
    >>> skill("validate").criteria[0].anchors[0][:2]
    '0:'
    """
    if name not in names():
        raise ValueError(allowed("skill", name, list(names())))
    found = read_json(f"rehearsal/say/{name}.json")
    criteria = tuple(Criterion(**_tuples(one)) for one in found["criteria"])
    lines = tuple(Line(**one | {"replies": tuple(Reply(**r) for r in one["replies"])}) for one in found["lines"])
    more = own("client_lines", lambda row: _own(row, [one.id for one in criteria]), skill=name)
    return Skill(**found | {"criteria": criteria, "lines": more + lines})


def _own(row: Mapping[str, Any], criteria: list[str]) -> Line:
    replies = campus().rows("replies", line=row["id"])
    if len(replies) != REPLIES:
        told = {"many": len(replies), "table": "replies", "wanted": REPLIES}
        raise ValueError(_("It has {many} usable rows in {table}. It needs {wanted}.", **told))
    made = tuple(_reply(one, criteria) for one in replies)
    told = {name: row[name] for name in ("id", "person", "difficulty", "before")}
    return Line(**told, unseen=False, line=row["says"], replies=made)


def _reply(row: Row, criteria: list[str]) -> Reply:
    places = {name: at for at, name in enumerate(criteria, 1)}
    ratings = {name: row.values[f"rating_{at}"] for name, at in places.items()}
    reasons = {name: row.values[f"why_{at}"] for name, at in places.items()}
    if None in ratings.values() or not all(reasons.values()):
        told = {"row": row.number, "table": "replies", "many": len(criteria)}
        raise ValueError(_("Row {row} of {table} needs {many} ratings, each with a reason.", **told))
    return Reply(row.values["says"], ratings, reasons)


def _tuples(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in found.items()}


@cache
def names() -> tuple[str, ...]:
    """Return the ids of all skills, in the order in which they are learned."""
    return tuple(row["id"] for row in read_rows("rehearsal/moves.csv") if row["skill"] == "yes")


def skills(notebook: str = "") -> tuple[Skill, ...]:
    """Return the skills that are rehearsed in one notebook, or all of them.

    Examples
    --------
    >>> [skill.id for skill in skills("08") if skill.id == "validate"]
    ['validate']
    """
    return tuple(found for found in map(skill, names()) if notebook in ("", found.notebook))


@cache
def skill_of(line: str) -> Skill | None:
    """Return the skill to which a line belongs, or None when there is no such line any more."""
    return next((found for found in skills() if line in {one.id for one in found.lines}), None)
