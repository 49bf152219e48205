"""What a learner's two rounds of questions show, and what a class answered."""

from collections.abc import Sequence

from iopedu.course.before_after import FORMS, OUTCOMES, ROUNDS, Rounds, before_after, pair_name
from iopedu.course.language import _, _n
from iopedu.course.outline import notebook
from iopedu.course.quiz import Option
from iopedu.show.table import Cell, Line, Table
from iopedu.show.words import table_of
from iopedu.teaching.decks import decks
from iopedu.teaching.results import FEW, ClassResults, sets
from iopedu.teaching.tally import Tally, hardest_first, missed

#: So many missed items of one deck are worth a talk in class.
MOST_MISSED = 10
#: With so many questions a class begins.
BEGIN_WITH = 5


def rounds_table(rounds: Rounds) -> Table:
    """Return what became of each question, why, and where it is taught.

    Raises
    ------
    ValueError
        Before both rounds are complete.
    """
    outcomes = rounds.outcomes()
    rows = []
    for entry in rounds.quiz.questions:
        taught = notebook(entry.id[:2])
        cells = [
            _given(rounds, entry.id, "before"),
            _given(rounds, entry.id, "after"),
            OUTCOMES[outcomes[entry.id]],
            (*_why(rounds, entry.id), Line("", _("Notebook {notebook}", notebook=f"{taught.number} {taught.title}"))),
        ]
        rows.append((pair_name(entry.id) if rounds.forms else entry.ask, cells))
    return table_of(
        "transfer_table" if rounds.forms else "rounds_table",
        rows,
        more=[ROUNDS["before"], ROUNDS["after"], _("Change"), _("The answer, and why")],
        result=rounds.describe(),
    )


def _given(rounds: Rounds, name: str, round: str) -> Cell:
    verdict = _("right") if rounds.is_right(name, round) else _("not right")
    given = Line(_chosen_in(rounds, name, round).text, verdict)
    return (Line(rounds.question(name, round).ask), given) if rounds.forms else (given,)


def _chosen_in(rounds: Rounds, name: str, round: str) -> Option:
    return rounds.question(name, round).options[(rounds.before if round == "before" else rounds.after)[name]]


def _why(rounds: Rounds, name: str) -> tuple[Line, ...]:
    """Return the right option with its reason and, where a wrong one was chosen, what speaks against that."""
    found: dict[Line, None] = {}
    for asked in {rounds.form(round): rounds.question(name, round) for round in ROUNDS}.values():
        found |= {Line(text): None for option in asked.options if option.right for text in (option.text, option.why)}
    for round in ROUNDS:
        option, unknown = _chosen_in(rounds, name, round), rounds.question(name, round).options[-1]
        if not option.right and option != unknown:  # nothing speaks against “I don’t know yet”
            found[Line(_("“{option}”: {why}", option=option.text, why=option.why))] = None
    return tuple(found)


def class_missed(found: ClassResults) -> Table:
    """Return the questions at the end of a notebook that a class missed most, and what was chosen instead."""
    first = found.most_missed[:BEGIN_WITH]
    rows = [(tally.question.ask, [number, _share(tally), _instead(tally)]) for number, tally in first]
    return table_of("class_missed", rows)


def _instead(tally: Tally) -> Cell:
    """Return the wrong option that most chose; where only right ones are lacking, the one that most left out."""
    wrong, right = [], []
    for times, option in zip(tally.counts, tally.question.options, strict=True):
        (right if option.right else wrong).append((times, option))
    times, option = max(wrong, key=lambda each: each[0])
    if times:
        return (Line(_("{times} × {option}", times=times, option=option.text), option.why),)
    times, option = min(right, key=lambda each: each[0])
    left_out = _("Left out by {times}: {option}", times=tally.answered - times, option=option.text)
    return (Line(left_out, option.why),)


def class_tables(found: ClassResults) -> tuple[tuple[str, Table], ...]:
    """Return one table for each set of questions that somebody in a class answered, and before it how much was right.

    What was missed most stands first.
    """
    return tuple(
        (_("{right} of {answered} answers right", **_sum(tallies)), _class_table(name, tallies))
        for name, tallies in found.tallies.items()
        if not name.startswith("transfer")  # each form was asked of half the class: a question may say who answered
    )


def _sum(tallies: Sequence[Tally]) -> dict[str, int]:
    return {"right": sum(tally.right for tally in tallies), "answered": sum(tally.answered for tally in tallies)}


def _class_table(name: str, answered: Sequence[Tally]) -> Table:
    tallies, note = hardest_first(answered), ""
    if name in decks():
        tallies, note = missed(answered)[:MOST_MISSED], _about_practice(answered)
    rows = [(tally.question.ask, [_share(tally), _chosen(tally)]) for tally in tallies]
    if name == "before":
        note = _("This page marks the right answers: do not show it to the class before the second round.")
    return Table(sets()[name].title, [_("Question"), _("Right answers"), _("What was chosen")], rows, note)


def _about_practice(tallies: Sequence[Tally]) -> str:
    return _n(
        "First answers to {n} practice item, {right} of {answered} right. The most-missed items come first; at most "
        "{most} items are shown.",
        "First answers to {n} practice items, {right} of {answered} right. The most-missed items come first; at "
        "most {most} items are shown.",
        len(tallies),
        **_sum(tallies),
        most=MOST_MISSED,
    )


def _share(tally: Tally) -> Cell:
    text = _("{right} of {answered}", right=tally.right, answered=tally.answered)
    text += _(" ({n} more in part)", n=tally.in_part) if tally.in_part else ""
    return (Line(text, tag=_("Missed by most") if 2 * (tally.right + tally.in_part) < tally.answered else ""),)


def _chosen(tally: Tally) -> Cell:
    """Return the right options and then the wrong ones that somebody chose, each with how many did."""
    found, lines = zip(tally.counts, tally.question.options, strict=True), []
    for times, option in sorted(found, key=lambda each: (not each[1].right, -each[0])):
        if times or option.right:
            tag = _("Right answer") if option.right else _("Not right")
            lines.append(Line(_("{times} × {option}", times=times, option=option.text), tag=tag))
    return tuple(lines)


def class_changes(found: ClassResults) -> Table:
    """Return what became of each question that a class answered before and after the course."""
    asked = {entry.id: entry.ask for entry in before_after().questions}
    rows, outcomes = [], ("gained", "lost", "neither")
    for name, counts in found.changes.items():
        rights = (counts["both"] + counts["lost"], counts["both"] + counts["gained"])
        shares = [_("{right} of {answered}", right=right, answered=sum(counts.values())) for right in rights]
        rows.append((asked[name], [*shares, *(str(counts[one]) for one in outcomes)]))
    return table_of("class_changes", rows, more=[*ROUNDS.values(), *(OUTCOMES[one] for one in outcomes)])


def class_transfer(found: ClassResults) -> Table:
    """Return how a class decided about people whom it never met, by the form that came first."""
    rows = []
    for first, second in (FORMS, FORMS[::-1]):
        rights = found.transfer[first]
        many = len(rights)
        cells = [_("fewer than {few}", few=FEW), *[_("not shown")] * len(ROUNDS)]
        if many >= FEW:
            cells = [f"{many}", *(f"{sum(each) / many:.1f}" for each in zip(*rights, strict=True))]
        rows.append((_("{first} before, {second} after", first=first, second=second), cells))
    return table_of("class_transfer", rows)
