"""A case conference: decide at each station with a reason, then compare with a range of answers, never with one key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from iopedu.course.cases import IN_RANGE, VERDICTS, Case, Lead, Option, Station, case
from iopedu.course.fields import Text
from iopedu.course.files import options, read_json
from iopedu.course.language import Refusal, _, _n
from iopedu.course.ratings import check_saved, check_text
from iopedu.course.text import check_words

#: A reason has at least this many words; with fewer, nobody can answer it.
LEAST_WORDS = 5
_SAYS = options("conference.says")
#: So many decisions at one station are kept at most.
MOST_CHOICES = 20


@dataclass(frozen=True)
class Choice:
    """What was chosen, and the learner's own reason; fewer than `LEAST_WORDS` words are refused."""

    option: str
    reason: str

    def __post_init__(self) -> None:
        check_text(_("Your reason"), self.reason)
        if len(self.reason.split()) < LEAST_WORDS:
            raise ValueError(_SAYS["too short"].format(least=LEAST_WORDS))


@dataclass(frozen=True)
class Decided:
    """The decisions at one station, from the first to the last.

    Parameters
    ----------
    station : str
    choices : tuple of Choice
        One or more. Another answer adds one, and the first stays; another reason takes the place of the last one,
        unless “what happened” was opened in between.
    opened : int
        How many of them were made when “what happened” was opened; 0 while it is closed.

    Raises
    ------
    ValueError
        With a sentence for the learner.
    """

    station: str
    choices: tuple[Choice, ...]
    opened: int = 0

    def __post_init__(self) -> None:
        if not 1 <= len(self.choices) <= MOST_CHOICES:
            raise Refusal("A station can have 1 to {most} decisions.", most=MOST_CHOICES)
        if type(self.opened) is not int or not 0 <= self.opened <= len(self.choices):
            raise Refusal("opened should be a number of decisions, from 0 to {many}.", many=len(self.choices))

    @property
    def first(self) -> Choice:
        """The first decision: it is the one that is compared with the range."""
        return self.choices[0]

    @property
    def last(self) -> Choice:
        """The decision that holds now."""
        return self.choices[-1]

    @property
    def changed(self) -> bool:
        """Whether another answer holds now than at first."""
        return self.last.option != self.first.option

    @property
    def shown(self) -> tuple[Choice, ...]:
        """The decision that holds now, after the first one where the answer was changed."""
        return (self.first, self.last) if self.changed else (self.last,)


@dataclass(frozen=True)
class Conference:
    """A case and what a learner decided in it.

    Parameters
    ----------
    case : Case
    decided : tuple of Decided
        One for each station with a decision, in the order of the case.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> conference("conference_maya").decide("level", "iop", "Weekly care has stopped helping her").of("level").opened
    0
    """

    case: Case
    decided: tuple[Decided, ...] = ()

    def __post_init__(self) -> None:
        order = [self.case.number(entry.station) for entry in self.decided]
        if order != sorted(set(order)):
            raise Refusal("Each station appears once in a conference, in the order of the case.")
        for entry in self.decided:
            for choice in entry.choices:
                self.case.station(entry.station).option(choice.option)

    def texts(self) -> tuple[Text, ...]:
        """Return every reason that is shown, also that of a first answer, with the name of its station."""
        return tuple((self.case.station(e.station).name, one.reason) for e in self.decided for one in e.shown)

    # Deciding ---------------------------------------------------------------------------------------

    def of(self, station: str) -> Decided | None:
        """Return what was decided at a station, if anything was."""
        return next((entry for entry in self.decided if entry.station == station), None)

    def decide(self, station: str, option: object, reason: str) -> Conference:
        """Return the conference with one more decision; an earlier one at the same station stays visible.

        Raises
        ------
        ValueError
            When nothing is chosen, the reason is too short, or nothing has changed.
        """
        made = Choice(self.case.station(station).option(option).id, reason)
        check_words(reason, LEAST_WORDS, _SAYS["too short"])
        before = self.of(station)
        if before is None:
            return self._with(Decided(station, (made,)))
        if before.last == made:
            raise Refusal("You have already made this decision. Choose a different answer or change the reason.")
        kept = before.opened == len(before.choices) or before.last.option != made.option
        return self._with(replace(before, choices=(*before.choices[: None if kept else -1], made)))

    def open(self, station: str) -> Conference:
        """Return the conference with “what happened” shown; raises ValueError before a decision."""
        before = self.of(station)
        if before is None:
            raise Refusal("Decide first. Then you will see what happened.")
        return self if before.opened else self._with(replace(before, opened=len(before.choices)))

    def _with(self, entry: Decided) -> Conference:
        others = [kept for kept in self.decided if kept.station != entry.station]
        ordered = sorted([*others, entry], key=lambda kept: self.case.number(kept.station))
        return Conference(self.case, tuple(ordered))

    # What follows from it ---------------------------------------------------------------------------

    def _leads(self, station: str) -> list[tuple[Option, Lead]]:
        """Return what the earlier decisions that hold now lead to at a station, each with its answer."""
        earlier = (self.case.station(e.station).option(e.last.option) for e in self.decided if e.station != station)
        return [(option, lead) for option in earlier for lead in option.leads if lead.to == station]

    def now(self, station: str) -> Station:
        """Return a station as earlier decisions left it: what they led to, the facts, and how the answers stand.

        Examples
        --------
        >>> record = conference("conference_maya").decide("week", "remote", "She can start on Monday at home")
        >>> record.now("wednesday").known[1].partition(" and ")[0]
        'On Wednesday Maya’s window stayed dark'
        """
        at, first = self.case.station(station), []
        lines, answers = dict(enumerate(at.known)), {option.id: option for option in at.options}
        for option, lead in self._leads(station):
            lines |= dict(lead.instead)
            answers |= {name: replace(answers[name], **dict(change)) for name, change in lead.options}
            first.append(_("After your decision “{answer}”: {says}", answer=option.quoted, says=lead.says))
        return replace(at, known=(*first, *lines.values()), options=tuple(answers.values()))

    def after(self, station: str) -> tuple[str, ...]:
        """Return what happened, and what follows from each answer decided here, also from one that was changed."""
        at, entry, lines = self.now(station), self.of(station), []
        last = at.option(entry.last.option)
        if later := [self.case.station(lead.to).name for lead in last.leads if lead.to != station]:
            lines.append(_("You will see later what your decision led to: {stations}.", stations="; ".join(later)))
        elif last.leads:
            lines.append(_("After your decision “{answer}”: {says}", answer=last.quoted, says=last.follows))
        otherwise = at.known != self.case.station(station).known or last.leads
        told = _("In the story, things went differently: {after}", after=at.after) if otherwise else at.after
        return (told, *lines, *self.had_it_stayed(station))

    def had_it_stayed(self, station: str) -> tuple[str, ...]:
        """Return what each answer that was taken back at a station would have led to."""
        at, entry = self.now(station), self.of(station)
        back = dict.fromkeys(one.option for one in entry.choices if one.option != entry.last.option)
        return tuple(
            _("If you had stayed with “{answer}”: {says}", answer=option.quoted, says=option.follows)
            for option in map(at.option, back)
            if option.leads
        )

    # Looking back -----------------------------------------------------------------------------------

    @property
    def ready(self) -> bool:
        """Whether every station has a decision."""
        return len(self.decided) == len(self.case.stations)

    def counts(self) -> Mapping[str, int]:
        """Return how many first decisions there are of each verdict."""
        found = Counter(self.now(e.station).option(e.first.option).verdict for e in self.decided)
        return {name: found[name] for name in VERDICTS}

    @property
    def within(self) -> int:
        """How many first decisions lie in the range."""
        return sum(self.counts()[name] for name in IN_RANGE)

    def summary(self) -> str:
        """Return how far the conference has come and how the first decisions stand to the range; no grade.

        Examples
        --------
        >>> conference("conference_daniel").summary()
        '0 of 6 stations decided.'
        """
        done, total, found = len(self.decided), len(self.case.stations), self.counts()
        said = _("{done} of {total} stations decided.", done=done, total=total)
        if not done:
            return said
        first = _SAYS["first"].format(**found)
        changed = sum(entry.changed for entry in self.decided)
        again = _n("{n} changed later.", "{n} changed later.", changed) if changed else ""
        return " ".join(filter(None, (said, first, again)))

    def says(self, station: str) -> tuple[str, ...]:
        """Return the decision at one station in words, the first one beside it where it was changed."""
        entry, at = self.of(station), self.now(station)
        if entry is None:
            return (_("Not decided yet."),)
        last, lines = at.option(entry.last.option), []
        for said, choice in zip((_SAYS["at first"], _SAYS["decided"])[-len(entry.shown) :], entry.shown, strict=True):
            option = at.option(choice.option)
            found = {"answer": option.text, "verdict": VERDICTS[option.verdict], "reason": choice.reason}
            lines.append(said.format(**found))
        lines += last.feedback()[1:]
        if 0 < entry.opened < len(entry.choices):
            lines.append(_("Changed after reading what happened."))
        return tuple(lines)

    def describe(self) -> str:
        """Return the summary of the case: the person, every decision with its reason, and what happened."""
        about = self.case.about
        lines = [
            _("{title}: {name}, {age}, a fictional person.", title=self.case.title, name=about.name, age=about.age),
            self.summary(),
        ]
        for number, at in enumerate(self.case.stations, 1):
            entry = self.of(at.id)
            if entry is not None:
                lines += ["", _("{number}. {station}", number=number, station=at.name), *self.says(at.id)]
                lines += [_("What happened: {after}", after=" ".join(self.after(at.id)))] if entry.opened else []
        return "\n".join(lines)

    # Keeping ----------------------------------------------------------------------------------------

    def to_json(self) -> dict[str, Any]:
        """Return what was decided as JSON values."""
        decided = [
            {"station": entry.station, "opened": entry.opened, "choices": [{**vars(one)} for one in entry.choices]}
            for entry in self.decided
        ]
        return {"version": 1, "case": self.case.key, "decided": decided}

    def with_answers(self, found: Any) -> Conference:
        """Return this conference with what `to_json` wrote; a station or answer that is gone is passed over.

        Raises
        ------
        ValueError
            When it is something else.
        """
        saved = check_saved(found, "conference", ("case", "decided"))
        if saved.get("case") != self.case.key:
            raise Refusal("These are the decisions from a different case.")
        if not isinstance(saved.get("decided"), list):
            raise Refusal("decided should contain a list of stations.")
        read = [_read(entry) for entry in saved["decided"]]
        return Conference(self.case, tuple(entry for entry in read if self._knows(entry)))

    def _knows(self, entry: Decided) -> bool:
        answers = {at.id: {option.id for option in at.options} for at in self.case.stations}
        return all(choice.option in answers.get(entry.station, ()) for choice in entry.choices)


def _read(entry: Any) -> Decided:
    if not isinstance(entry, dict) or set(entry) != {"station", "opened", "choices"}:
        raise Refusal("Each entry in decided should contain a station, its choices and what was opened.")
    station, choices = entry["station"], entry["choices"]
    if not isinstance(station, str) or not isinstance(choices, list):
        raise Refusal("Each entry in decided should contain the name of a station and a list of choices.")
    for one in choices:
        if not isinstance(one, dict) or set(one) != {"option", "reason"} or not isinstance(one["option"], str):
            raise Refusal("Each entry in choices should contain an answer and a reason.")
    return Decided(station, tuple(Choice(**one) for one in choices), entry["opened"])


def conference(key: str) -> Conference:
    """Return the conference on one case, with nothing decided.

    Examples
    --------
    >>> conference("conference_maya").summary()
    '0 of 9 stations decided.'
    """
    return Conference(case(key))


def example_conference() -> Conference:
    """Return what a fictional trainee decided at Daniel's first station, and changed.

    Examples
    --------
    >>> print(example_conference().summary().partition(". ")[2])
    First decisions: 0 defensible, 1 defensible with a condition, 0 outside the range. 1 changed later.
    """
    found = read_json("conference.json")["example"]
    return conference(found["case"]).with_answers(found["saved"])
