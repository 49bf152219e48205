"""Write the reference table of the placement worksheet: ``uv run python -m tests.refresh placement``.

The table is the specification that the tests compare the rules with. Read the difference before committing it.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from iopedu.care.gates import RATINGS, UNSURE, axes, gated
from iopedu.care.red_flags import first, red_flags

PATH = Path(__file__).parents[2] / "data" / "care" / "placement_reference.csv"
LETTERS = (*RATINGS, UNSURE)
NAMES = tuple(axis.id for axis in axes())
#: What comes before the ratings: danger now, and red flags; each flag by itself, since none can lower another.
BEFORE = ("danger", "red_flags")
DANGER = ("no", "u", "yes")
FLAGS = ("none", UNSURE, "yes", *red_flags.ids)
OUTCOME = ("level", "least", "most", "floor", "hours", "ceiling")

Box = tuple[str, ...]


def outcome(combination: Box) -> Box:
    """Return what the worksheet says for one rating on each axis."""
    found = gated(dict(zip(NAMES, combination, strict=True)))
    return (found.level, found.least, found.most, found.floor.id, found.hours.id, found.ceiling.id)


def boxes() -> Iterator[tuple[Box, Box]]:
    """Yield letters by axis, and the outcome that all their combinations share; the boxes do not overlap."""
    found = {combination: outcome(combination) for combination in product(LETTERS, repeat=len(NAMES))}
    for at in reversed(range(len(NAMES))):
        merged: dict[tuple[Box, Box, Box], list[str]] = defaultdict(list)
        for box, said in found.items():
            merged[box[:at], box[at + 1 :], said].append(box[at])
        found = {(*before, "".join(letters), *behind): said for (before, behind, said), letters in merged.items()}
    yield from sorted(found.items())


def comes_first(danger: str, flag: str) -> str:
    """Return what the worksheet says before any rating."""
    medical = {"none": "no", UNSURE: UNSURE}.get(flag, "yes")
    return first(danger, medical, [flag] if flag in red_flags.ids else []) or "none"


def before() -> Iterator[tuple[str, str, str]]:
    """Yield danger, red flags, and what comes first for them; pairs with the same outcome stand together."""
    merged: dict[tuple[str, str], list[str]] = defaultdict(list)
    for danger, flag in product(DANGER, FLAGS):
        merged[danger, comes_first(danger, flag)].append(flag)
    yield from ((danger, "|".join(found), said) for (danger, said), found in merged.items())


def table() -> str:
    """Return the table as CSV text."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([*BEFORE, *NAMES, "first", *OUTCOME])
    every = ["".join(LETTERS)] * len(NAMES)
    for danger, found, said in before():
        if said == "none":
            writer.writerows([danger, found, *box, said, *outcomes] for box, outcomes in boxes())
        else:
            writer.writerow([danger, found, *every, said, *[""] * len(OUTCOME)])
    return buffer.getvalue()


def main(_options: list[str]) -> None:
    """Write the table."""
    PATH.write_text(table(), encoding="utf-8", newline="")
    print(f"written {PATH.name}: {len(table().splitlines()) - 1} rows")
