"""How a learner's answers agree with the key of a deck, in words, in a table, as a heat map; and how sure they were."""

from collections.abc import Mapping
from html import escape
from itertools import product

from iopedu.course.agreement import LEAST_ANSWERS, Pair
from iopedu.course.files import options
from iopedu.course.language import _, _n
from iopedu.course.practice import Practice
from iopedu.course.quiz import Question
from iopedu.course.repeating import FEW, Calibration, Thing
from iopedu.show.drawn import Tile, grid, nothing
from iopedu.show.palette import LEVEL_COLORS
from iopedu.show.svg import Drawing, Picture
from iopedu.show.table import Table
from iopedu.show.words import across, picture_of, table_of


def agreement(record: Practice) -> Table:
    """Return the agreement of a learner's first answers with the key, kind by kind, in words."""

    def says(kind: str) -> str:
        if (many := len(record.deck.of(kind))) < LEAST_ANSWERS:
            return options("agreement.says")["small"].format(n=many)
        try:
            return record.agreement(kind).describe()
        except ValueError as problem:
            return str(problem)

    rows = [(record.deck.kinds[kind], [says(kind)]) for kind in record.deck.counted]
    return table_of("agreement", rows, category=record.deck.category)


def confusion_table(record: Practice, kind: str) -> Table:
    """Return which answers were given for each answer of the key."""
    found = record.confusion(kind)
    rows = []
    for one in sorted({key for key, _given in found}):
        given = sorted(((-times, other) for (key, other), times in found.items() if key == one))
        said = ", ".join(
            _n("{answer} ({n} time)", "{answer} ({n} times)", -times, answer=other) for times, other in given
        )
        total = -sum(times for times, _other in given)
        rows.append((one, [said, _("{same} of {total}", same=found.get((one, one), 0), total=total)]))
    none = _("No answers yet. Practice first; then this will show which ones you mixed up.")
    note = _("Only first answers count.") if rows else none
    return table_of("confusion_table", rows, after=note, kind=record.deck.kinds[kind])


def confusion(record: Practice, kind: str) -> Picture:
    """Return which answers were given for each answer of the key, as a heat map with numbers.

    Parameters
    ----------
    record : Practice
        What was answered.
    kind : str
        Which items.
    """
    found = record.confusion(kind)
    return picture_of(
        "confusion",
        _drawn(found),
        confusion_table(record, kind),
        says=_says(found),
        kind=record.deck.kinds[kind],
    )


def _labels(found: Mapping[Pair, int]) -> tuple[list[str], list[str]]:
    """Return the labels of rows and columns; labels that both have stand first and in the same order."""
    key, mine = ({pair[side] for pair in found} for side in (0, 1))
    rows = sorted(key, key=lambda label: (label not in mine, label))
    return rows, [label for label in rows if label in mine] + sorted(mine - key)


def _says(found: Mapping[Pair, int]) -> str:
    many, same = sum(found.values()), sum(times for (one, other), times in found.items() if one == other)
    if not many:
        return _("There are no answers yet, so there is nothing to compare.")
    off = sorted(((times, pair) for pair, times in found.items() if pair[0] != pair[1]), key=lambda t: (-t[0], t[1]))
    if not off:
        return _n("The {n} first answer agrees with the key.", "All {n} first answers agree with the key.", many)
    times, (one, other) = off[0]
    most = _n(
        "“{other}” where the key says “{one},” {n} time",
        "“{other}” where the key says “{one},” {n} times",
        times,
        other=other,
        one=one,
    )
    return _n(
        "{same} of {n} first answer agrees with the key. Most often mixed up: {most}.",
        "{same} of {n} first answers agree with the key. Most often mixed up: {most}.",
        many,
        same=same,
        most=most,
    )


def _drawn(found: Mapping[Pair, int]) -> Drawing:
    if not found:
        return nothing(_("No answers yet"))
    key, mine = _labels(found)
    most = max(found.values())
    tiles = {}
    for at in product(range(len(key)), range(len(mine))):
        pair = key[at[0]], mine[at[1]]
        times = found.get(pair, 0)
        color = LEVEL_COLORS["iop" if pair[0] == pair[1] else "crisis"]
        tiles[at] = Tile(times, color, 0.15 + 0.3 * times / most if times else 0)
    same = [(at, mine.index(label), mine.index(label)) for at, label in enumerate(key) if label in mine]
    return grid(key, mine, tiles, same, across("confusion"))


_MOST = 5


def calibration(found: Calibration, things: Mapping[str, Thing]) -> str:
    """Return it as HTML: sure and wrong first, then each step with its number of answers.

    Parameters
    ----------
    found : Calibration
        What was answered.
    things : mapping of str to Thing
        What can be repeated, by id: it says what was asked.
    """
    told = "".join(f"<li>{escape(line)}</li>" for line in found.sentences())
    if len(found.counted) < FEW:
        return f"<ul>{told}</ul>"
    asked = [things[one.item].content(0) for one in found.to_look_at if one.item in things]
    look = "".join(f"<li>{escape(one.ask)}</li>" for one in asked[:_MOST] if isinstance(one, Question))
    first = f"<p>{escape(_('You were sure, but these were not fully right:'))}</p><ul>{look}</ul>" if look else ""
    rows = [(name, [_step(right, many)]) for name, right, many in found.steps() if many]
    table = Table(_("How sure, how right"), [_("You said"), _("Right")], rows)
    return f"<ul>{told}</ul>{first}{table.html()}"


def _step(right: int, many: int) -> str:
    if many < FEW:
        return _n("{n} answer, too few to tell", "{n} answers, too few to tell", many)
    return _("{right} of {many}", right=right, many=many)
