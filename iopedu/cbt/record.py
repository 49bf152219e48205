"""A thought record, seen in three, five or seven columns, with hints on it; and several read together.

Unset is not zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from statistics import fmean
from typing import Any, ClassVar

from iopedu.course.fields import Text, Words
from iopedu.course.files import options, read_json
from iopedu.course.language import Refusal, _, _n
from iopedu.course.ratings import Change, in_plain_words
from iopedu.course.record import Record, answers, number, record, rows, words, yes_no
from iopedu.course.rules import Asked, RuleSet
from iopedu.course.text import check_one_of, listed
from iopedu.course.wording import Wording

#: Every part of a record and what it is called.
FIELDS: Mapping[str, str] = options("record.fields")

#: What another program wrote and these parts have no place for.
NOTE = _("Imported notes")

#: What stands for no style is saved in English, and shown in the language of the interface.
NO_STYLE = {"None of these": _("None of these"), "Not sure": _("Not sure")}

#: The columns of each view, and the parts that stand in each column.
COLUMNS: Mapping[int, tuple[tuple[str, ...], ...]] = {
    3: (("situation",), ("thoughts",), ("emotions",)),
    5: (("situation",), ("thoughts",), ("emotions",), ("balanced",), ("outcome",)),
    7: (
        ("situation",),
        ("thoughts", "styles"),
        ("emotions", "body"),
        ("evidence_for",),
        ("evidence_against",),
        ("balanced",),
        ("outcome", "next_step"),
    ),
}


@record
class Thought(Record):
    """One thought.

    Parameters
    ----------
    text : str
        The thought, as it went through the mind.
    before, after : int or None
        How much it was believed, 0 to 100, then and now; None while not rated.
    hot : bool
        Whether it is the thought that carries most of the feeling.
    """

    WHAT: ClassVar[str] = _("thought")

    text: str = words(_("Thought"), lines=1)
    before: int | None = number(_("Belief in the thought, before"))
    after: int | None = number(_("Belief in the thought, now"))
    hot: bool = yes_no(_("Hot thought"), default=False)


@record
class Emotion(Record):
    """One emotion and its strength, 0 to 100, then and now; None while not rated."""

    WHAT: ClassVar[str] = _("emotion")

    name: str = words(_("Emotion"), lines=1)
    before: int | None = number(_("Strength of the emotion, before"))
    after: int | None = number(_("Strength of the emotion, now"))


@record
class ThoughtRecord(Record):
    """A thought record.

    Parameters
    ----------
    situation, body, evidence_for, evidence_against, balanced, next_step : str
        Empty while not filled in.
    thoughts : tuple of Thought
        At most one of them is hot.
    emotions : tuple of Emotion
        Each name once.
    styles : tuple of str
        Names of thinking styles; "None of these" and "Not sure" are answers too.
    balanced_belief : int or None
        How much the balanced thought is believed, 0 to 100.
    note, origin : str
        What another program wrote beside it, and by which id that program knows the record.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> ThoughtRecord(situation="A friend did not answer").missing
    ('Thoughts', 'Emotions')
    """

    WHAT: ClassVar[str] = _("thought record")

    situation: str = words(FIELDS["situation"])
    thoughts: tuple[Thought, ...] = rows(FIELDS["thoughts"], _("Thought"), Thought)
    emotions: tuple[Emotion, ...] = rows(FIELDS["emotions"], _("Emotion"), Emotion)
    body: str = words(FIELDS["body"])
    styles: tuple[str, ...] = answers(FIELDS["styles"], Words(label=_("Thinking style")))
    evidence_for: str = words(FIELDS["evidence_for"])
    evidence_against: str = words(FIELDS["evidence_against"])
    balanced: str = words(FIELDS["balanced"])
    balanced_belief: int | None = number(_("Belief in the balanced thought"))
    next_step: str = words(FIELDS["next_step"])
    note: str = words(NOTE, optional=True)
    origin: str = words(_("Its name in another program"), optional=True)

    def check(self) -> None:
        if sum(thought.hot for thought in self.thoughts) > 1:
            raise Refusal("Only one thought can be the hot one. Choose the one that hurts most.")
        names = [emotion.name.casefold().strip() for emotion in self.emotions if emotion.name.strip()]
        if len(set(names)) < len(names):
            raise Refusal("An emotion is listed twice: {emotion}. Keep only one.", emotion=max(names, key=names.count))

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON values, as in earlier editions where nothing was brought along."""
        saved = super().to_json()
        return {name: value for name, value in saved.items() if value or name not in ("note", "origin")}

    @property
    def hot(self) -> Thought | None:
        """The hot thought; with a single thought, that one."""
        marked = [thought for thought in self.thoughts if thought.hot]
        single = self.thoughts if len(self.thoughts) == 1 else ()
        return next(iter((*marked, *single)), None)

    def has(self, field: str, rated: bool = True) -> bool:
        """Whether a part is filled in: with its ratings, or in words where these are left aside."""
        if field == "outcome":
            again = [item.after for item in (*self.thoughts, *self.emotions)]
            return bool(again) and None not in again
        pairs = {"balanced": [(self.balanced, self.balanced_belief)]}
        pairs["thoughts"] = [(one.text, one.before) for one in self.thoughts]
        pairs["emotions"] = [(one.name, one.before) for one in self.emotions]
        if field in pairs:
            there = [in_plain_words(text) and not (rated and rating is None) for text, rating in pairs[field]]
            return bool(there) and all(there)
        return not self.asks()[field].is_blank(getattr(self, field))

    @property
    def lacking(self) -> tuple[str, ...]:
        """Names of the parts that the view in three columns still lacks."""
        return self.missing_in(3)

    def missing_in(self, columns: int) -> tuple[str, ...]:
        """Return the names of the parts that a view still lacks.

        Parameters
        ----------
        columns : {3, 5, 7}
            The view.
        """
        check_one_of("columns", columns, COLUMNS)
        left = [field for column in COLUMNS[columns] for field in column if not self.has(field)]
        unrated = _("{field} (a rating is missing)")
        lacking = [(unrated if self.has(one, rated=False) else "{field}").format(field=FIELDS[one]) for one in left]
        if columns == 7 and self.thoughts and self.hot is None:
            lacking.append(_("Which thought is the hot one"))
        return tuple(lacking)

    def changes(self) -> tuple[Change, ...]:
        """Return a change for each thing that was rated twice; what was rated once has none."""
        thoughts = [(_("Belief in “{text}”", text=t.text), t.before, t.after) for t in self.thoughts]
        emotions = [(emotion.name, emotion.before, emotion.after) for emotion in self.emotions]
        return tuple(
            Change(what, before, after)
            for what, before, after in (*thoughts, *emotions)
            if before is not None and after is not None
        )

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Return every part by its name, with what stands in it, in words; empty where nothing does."""
        told = {
            "thoughts": "\n".join(map(_thought_words, self.thoughts)),
            "emotions": "\n".join(f"{e.name} ({_rated(e.before)})" for e in self.emotions),
            "styles": listed(NO_STYLE.get(name, name) for name in self.styles) if self.styles else "",
            "balanced": _("{thought} (belief {rating})", thought=self.balanced, rating=_rated(self.balanced_belief))
            if self.balanced
            else "",
            "outcome": "\n".join(change.describe() for change in self.changes()),
        }
        brought = ((NOTE, self.note),) if self.note else ()
        parts = ((label, told[field] if field in told else getattr(self, field)) for field, label in FIELDS.items())
        return (*parts, *brought)

    def texts(self) -> tuple[Text, ...]:
        """Return every free text; the id in another program is none."""
        return replace(self, origin="").texts() if self.origin else super().texts()

    def describe(self) -> str:
        """Return the record in words."""
        lines = [f"{name}: {text}" for name, text in self.parts() if text]
        return "\n".join(lines) or _("An empty thought record.")


def _rated(value: int | None) -> str:
    return _("not rated") if value is None else str(value)


def _thought_words(thought: Thought) -> str:
    told = {"thought": thought.text, "rating": _rated(thought.before)}
    hot = _("Hot thought: {thought} (belief {rating})", **told)
    return hot if thought.hot else _("{thought} (belief {rating})", **told)


_MOMENT = Wording("moment")


def _names_no_moment(text: str) -> bool:
    return in_plain_words(text) and len(text.split()) <= 3 and not _MOMENT(text)


HINT_RULES: RuleSet[str] = RuleSet(
    "thought_record",
    no_moment=_names_no_moment,
    thought_as_emotion=lambda text: len(text.split()) > 3,
)
EVIDENCE_RULES: RuleSet[ThoughtRecord] = RuleSet(
    "evidence",
    one_sided=lambda record: bool(record.evidence_for.strip()) != bool(record.evidence_against.strip()),
)


def hints(record: ThoughtRecord) -> tuple[Asked, ...]:
    """Return what the rules ask about a record, in the order of its parts and one question for each text.

    Examples
    --------
    >>> hints(ThoughtRecord(thoughts=(Thought("I feel sad"),)))[0].rule.id
    'feeling_as_thought'
    """
    places = [("situation", FIELDS["situation"], record.situation)]
    places += [("thoughts", _("Thought “{text}”", text=thought.text), thought.text) for thought in record.thoughts]
    places += [("emotions", _("Emotion “{name}”", name=emotion.name), emotion.name) for emotion in record.emotions]
    places += [("evidence_for", FIELDS[side], getattr(record, side)) for side in ("evidence_for", "evidence_against")]
    places += [(part, FIELDS[part], getattr(record, part)) for part in ("balanced", "next_step")]
    found = (asked for part, place, text in places for asked in HINT_RULES.asked(text, part, place)[:1])
    return (*found, *EVIDENCE_RULES.asked(record, place=_("Evidence")))


_MOVED = options("record.summary")["moved"]


@record
class Summary(Record):
    """What several records say together.

    Parameters
    ----------
    records : tuple of ThoughtRecord
        None, one or many.
    """

    WHAT: ClassVar[str] = _("collection")

    records: tuple[ThoughtRecord, ...] = rows(_("Records"), _("Record"), ThoughtRecord, most=1_000_000)

    def joined(self, more: Iterable[ThoughtRecord]) -> Summary:
        """Return the collection with more records; one that is here already is not taken twice.

        A record of another program is known by its id there, so that a later state of it takes its place.

        Examples
        --------
        >>> old, new = ThoughtRecord(balanced="A", origin="1"), ThoughtRecord(balanced="B", origin="1")
        >>> [record.balanced for record in Summary((old,)).joined([old, new, new]).records]
        ['B']
        """
        kept = {one.origin or at: one for at, one in enumerate(self.records)}
        known = set(self.records)
        for one in more:
            if one.origin or one not in known:
                kept[one.origin or len(kept)] = one
                known.add(one)
        return Summary(tuple(kept.values()))

    def emotions(self) -> tuple[tuple[str, int, tuple[Change, ...]], ...]:
        """Return each emotion with the number of records that name it and its changes, the most frequent first."""
        names = Counter(e.name.strip().capitalize() for record in self.records for e in record.emotions)
        changes = [change for record in self.records for change in record.changes()]
        return tuple(
            (name, count, tuple(c for c in changes if c.what.strip().capitalize() == name))
            for name, count in sorted(names.items(), key=lambda item: (-item[1], item[0]))
        )

    def describe(self) -> str:
        """Return one sentence that states the number of records.

        Examples
        --------
        >>> Summary(()).describe()
        'There are no records yet, so there is nothing to summarize.'
        """
        if not self.records:
            return _("There are no records yet, so there is nothing to summarize.")
        pairs = [change for _name, _count, changes in self.emotions() for change in changes]
        counts = {
            "records": _n("{n} record", "{n} records", len(self.records)),
            "emotions": _n("{n} emotion", "{n} emotions", len(pairs)),
        }
        if not pairs:
            return _("{records}, with {emotions} rated twice: no change can be computed.", **counts)
        down, same = sum(c.points < 0 for c in pairs), sum(c.points == 0 for c in pairs)
        found = {"lower": down, "unchanged": same, "higher": len(pairs) - down - same}
        return _MOVED.format(**counts, **found, mean=fmean(change.points for change in pairs))


@cache
def example_records() -> tuple[ThoughtRecord, ...]:
    """Return Maya's records, which are fictional; the first one is the worked example.

    Examples
    --------
    >>> len(example_records())
    4
    """
    return tuple(map(ThoughtRecord.from_json, read_json("cbt/example_records.json")))
