"""Print the mutation score of the domain: ``uv run --extra mutation python -m tests.mutation``.

Rooms after it (``care cbt``) test only those; ``--sample`` and ``--seed`` choose the mutants, ``--sample 0`` takes
all. A mutant is given to the tests and doctests of the six rooms that run the function it stands in; a mutant of a
line that runs on import is given to all tests of its room and to those that run its module.
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.mutation.mutants import Mutant, body_around, mutants
from tests.mutation.runs import ROOT, Baseline, baseline, copied, outcome

ROOMS = ("care", "cbt", "course", "dbt", "evidence", "progress")

#: Loaded before the first run, as nearly every run needs them.
HEAVY = ("numpy", "hypothesis.strategies", "statsmodels.api", "pybtex.database", "fsrs", "filelock", "icalendar")


def main() -> None:
    """Run the sample of each room, and print the table and every survivor."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__.partition("\n")[0])
    parser.add_argument("rooms", nargs="*", metavar="room", help=", ".join(ROOMS))
    parser.add_argument("--sample", type=int, default=60, help="mutants of each room; 0 for all (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="chooses the sample (default: %(default)s)")
    wanted = parser.parse_args()
    if unknown := set(wanted.rooms) - set(ROOMS):
        parser.error(f"no such room: {', '.join(sorted(unknown))}; there are {', '.join(ROOMS)}")
    for name in HEAVY:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(Path(folder).resolve())
        tested = baseline(copy, [f"{top}/{room}" for room in ROOMS for top in ("tests", "iopedu")])
        print(f"{len(tested.seconds)} tests, {sum(tested.seconds.values()):.0f} seconds; seed {wanted.seed}")
        for test in sorted(tested.failed):
            print(f"Left out, as it fails without a mutant: {test}")
        sys.stdout.flush()
        survivors = [
            mutant
            for room in wanted.rooms or ROOMS
            for mutant in room_survivors(copy, tested, room, wanted.sample, wanted.seed)
        ]
    for mutant in survivors:
        print(f"\n{mutant.module}:{mutant.line}  {mutant.operator}\n{mutant.diff(ROOT)}")


def room_survivors(copy: Path, tested: Baseline, room: str, sample: int, seed: int) -> list[Mutant]:
    """Test the mutants of a room, print its row, and return those that nothing noticed."""
    modules = sorted(path.relative_to(copy).as_posix() for path in (copy / "iopedu" / room).glob("*.py"))
    known = [mutant for module in modules for mutant in mutants(copy, module)]
    drawn = random.Random(f"{seed} {room}").sample(known, min(sample or len(known), len(known)))
    ends = {mutant: tried(copy, tested, room, mutant) for mutant in sorted(drawn, key=lambda m: (m.module, m.line))}
    counts = Counter(ends.values())
    score = 1 - counts["survived"] / max(len(drawn), 1)
    print(
        f"{room:9} {len(drawn):4} of {len(known):5} mutants: {counts['killed']:4} killed, "
        f"{counts['timeout']:3} timeout, {counts['survived']:3} survived, score {score:.0%}",
        flush=True,
    )
    return [mutant for mutant, end in ends.items() if end == "survived"]


def tried(copy: Path, tested: Baseline, room: str, mutant: Mutant) -> str:
    """Give a mutant to the tests that can notice it."""
    body = body_around((copy / mutant.module).read_text(encoding="utf-8"), mutant.line)
    tests = tested.reaching(mutant.module, body)
    if not body:
        of_room = (f"tests/{room}/", f"iopedu/{room}/")
        tests += sorted(
            (t for t in tested.seconds.keys() - tested.failed - set(tests) if t.startswith(of_room)),
            key=tested.seconds.__getitem__,
        )
    if not tests:
        return "survived"
    limit = 20 + 5 * sum(map(tested.seconds.__getitem__, tests))
    return outcome(copy, mutant.module, mutant.code(copy), tests, limit)


if __name__ == "__main__":
    main()
