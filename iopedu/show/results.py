"""What a learner's two rounds of questions show, and what a class answered."""

from __future__ import annotations

from collections.abc import Sequence

from iopedu.classes.decks import decks
from iopedu.classes.results import ClassResults, Tally, missed, sets
from iopedu.course.before_after import Rounds, before_after, notebook_of, outcome_name, round_name
from iopedu.course.language import _, _n
from iopedu.course.outline import notebook
from iopedu.course.quiz import Question
from iopedu.show.table import Cell, Line, Table

__all__ = ["class_changes", "class_tables", "rounds_table"]

#: So many missed items of one deck are worth a talk in class.
MOST_MISSED = 10


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
        right = next(option for option in entry.options if option.right)
        taught = _("Notebook {notebook}", notebook=_named(entry.id))
        cells = [
            _given(rounds, entry, "before"),
            _given(rounds, entry, "after"),
            outcome_name(outcomes[entry.id]),
            (Line(right.text), *_why(rounds, entry), Line("", taught)),
        ]
        rows.append((entry.ask, cells))
    columns = [
        _("Question"),
        round_name("before"),
        round_name("after"),
        _("Change"),
        _("The answer, and why"),
    ]
    note = _(
        "{result} These are so many questions out of a whole course. They show you what to read again; they measure "
        "neither you nor the course.",
        result=rounds.describe(),
    )
    return Table(_("What changed, question by question"), columns, rows, note)


def _named(name: str) -> str:
    entry = notebook(notebook_of(name))
    return f"{entry.number} {entry.title}"


def _given(rounds: Rounds, entry: Question, name: str) -> Cell:
    chosen = (rounds.before if name == "before" else rounds.after)[entry.id]
    verdict = _("right") if rounds.is_right(entry.id, name) else _("not right")
    return (Line(entry.options[chosen].text, verdict),)


def _why(rounds: Rounds, entry: Question) -> tuple[Line, ...]:
    """Return the reason of the right option and, where a wrong one was chosen, what speaks against that."""
    found = [Line(option.why) for option in entry.options if option.right]
    for chosen in dict.fromkeys((rounds.before[entry.id], rounds.after[entry.id])):
        option = entry.options[chosen]
        if not option.right and option != entry.options[-1]:  # nothing speaks against “I do not know yet”
            found.append(Line(_("“{option}”: {why}", option=option.text, why=option.why)))
    return tuple(found)


def class_tables(found: ClassResults) -> tuple[Table, ...]:
    """Return one table for each set of questions that somebody in a class answered."""
    return tuple(_class_table(found, name) for name in found.tallies)


def _class_table(found: ClassResults, name: str) -> Table:
    tallies, note = found.tallies[name], ""
    if name in decks():
        tallies, note = missed(tallies)[:MOST_MISSED], _about_practice(tallies)
    rows = [(tally.question.ask, [_share(tally), _chosen(tally)]) for tally in tallies]
    if name == "before":
        note = _("It marks what is right: do not show it to the class before the second round.")
    return Table(sets()[name].title, [_("Question"), _("Right"), _("What was chosen")], rows, note)


def _about_practice(tallies: Sequence[Tally]) -> str:
    right, answered = sum(tally.right for tally in tallies), sum(tally.answered for tally in tallies)
    return _n(
        "First answers to {n} practice item, {right} of {answered} right. What was missed most stands first; at most "
        "{most} items are shown.",
        "First answers to {n} practice items, {right} of {answered} right. What was missed most stands first; at most "
        "{most} items are shown.",
        len(tallies),
        right=right,
        answered=answered,
        most=MOST_MISSED,
    )


def _share(tally: Tally) -> str:
    return _("{right} of {answered}", right=tally.right, answered=tally.answered)


def _chosen(tally: Tally) -> Cell:
    return tuple(
        Line(_("{times} × {option}", times=times, option=option.text), _("right") if option.right else "")
        for times, option in zip(tally.counts, tally.question.options, strict=True)
    )


def class_changes(found: ClassResults) -> Table:
    """Return what became of each question that a class answered before and after the course."""
    asked = {entry.id: entry.ask for entry in before_after().questions}
    rows = []
    for name, counts in found.changes.items():
        total = sum(counts.values())
        before, after = counts["both"] + counts["lost"], counts["both"] + counts["gained"]
        cells = [
            _("{right} of {answered}", right=before, answered=total),
            _("{right} of {answered}", right=after, answered=total),
            str(counts["gained"]),
            str(counts["lost"]),
            str(counts["neither"]),
        ]
        rows.append((asked[name], cells))
    columns = [
        _("Question"),
        round_name("before"),
        round_name("after"),
        outcome_name("gained"),
        outcome_name("lost"),
        outcome_name("neither"),
    ]
    note = _(
        "Learners who answered a question in both rounds. Nobody was compared with people without the course, the "
        "questions are the same, and those who left are missing: this is not an outcome study."
    )
    return Table(_("Before and after, in this class"), columns, rows, note)
