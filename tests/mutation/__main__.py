"""Print the mutation score of the domain: ``uv run --extra mutation python -m tests.mutation``.

Rooms after it (``care cbt``) test only those; ``--sample`` and ``--seed`` choose the mutants, ``--sample 0`` takes
all. A mutant meets the tests and doctests of the domain that run the function it stands in (or its module, when
its line runs on import), then all others of its room.
"""

from __future__ import annotations

import argparse
import importlib
import random
import tempfile
from collections import Counter
from pathlib import Path

from tests.mutation import ROOMS
from tests.mutation.mutants import Mutant, body_around, mutants
from tests.mutation.runs import Baseline, baseline, copied, outcome

#: What holds for every room.
DOMAIN = "tests/test_domain.py"

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
        tested = baseline(copy, [DOMAIN, *(f"{top}/{room}" for room in ROOMS for top in ("tests", "iopedu"))])
        print(f"{len(tested.seconds)} tests, {sum(tested.seconds.values()):.0f} seconds; seed {wanted.seed}")
        for test in sorted(tested.failed):
            print(f"Left out, as it fails without a mutant: {test}")
        rows = [row(copy, tested, room, wanted.sample, wanted.seed) for room in wanted.rooms or ROOMS]
    print("\nroom       mutants      of   killed  timeout  survived  score")
    print("\n".join(rows))


def row(copy: Path, tested: Baseline, room: str, sample: int, seed: int) -> str:
    """Test the mutants of a room, print each that nothing noticed, and return the row of the table."""
    modules = sorted(path.relative_to(copy).as_posix() for path in (copy / "iopedu" / room).glob("*.py"))
    known = [mutant for module in modules for mutant in mutants(copy, module)]
    drawn = random.Random(f"{seed} {room}").sample(known, min(sample or len(known), len(known)))
    ends: Counter[str] = Counter()
    for mutant in sorted(drawn, key=lambda mutant: (mutant.module, mutant.line)):
        end = tried(copy, tested, room, mutant)
        ends[end] += 1
        if end == "survived":
            print(f"\n{mutant.module}:{mutant.line}  {mutant.operator}\n{mutant.diff(copy)}", flush=True)
    score = 1 - ends["survived"] / max(len(drawn), 1)
    counts = f"{ends['killed']:8} {ends['timeout']:8} {ends['survived']:9}"
    return f"{room:9} {len(drawn):8} {len(known):7} {counts} {score:6.0%}"


def tried(copy: Path, tested: Baseline, room: str, mutant: Mutant) -> str:
    """Give a mutant to the tests that run its function, then to all of its room: results may be cached."""
    body = body_around((copy / mutant.module).read_text(encoding="utf-8"), mutant.line)
    of_room = (DOMAIN, f"tests/{room}/", f"iopedu/{room}/")
    reaching = tested.reaching(mutant.module, body)
    others = tested.seconds.keys() - tested.failed - set(reaching)
    tests = [*reaching, *sorted((o for o in others if o.startswith(of_room)), key=tested.seconds.__getitem__)]
    if not body:
        tests.sort(key=lambda test: not test.startswith(DOMAIN))
    limit = 20 + 5 * sum(map(tested.seconds.__getitem__, tests))
    return outcome(copy, mutant.module, mutant.code(copy), tests, limit)


if __name__ == "__main__":
    main()
