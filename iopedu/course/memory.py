"""A learner's answers to one notebook in memory: entered, told to the forms, and joined with another state of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, Protocol

from iopedu.course.document import EARLIER, Answer, Earlier, Section
from iopedu.course.joining import joined
from iopedu.course.language import _

#: Names beside those of the boxes: when they were typed into, and on which page of the form.
WHEN, WHERE = "@when", "@where"
#: An answer that was left alone for so long stays as an earlier state when it is changed.
RESTED = timedelta(minutes=10)


class Listener(Protocol):
    """A form that shows an answer."""

    def refresh(self, joined: bool = False) -> None:
        """Show what the workbook holds; ``joined`` when something came to it from elsewhere."""

    def from_json(self, found: Any) -> Any:
        """Read a value; raises ValueError when the form could not show it."""

    def keep_again(self) -> None:
        """Put the answer once more: two states were joined, and its words are those of one of them."""


class Answers:
    """The answers to one notebook, as they are entered and joined; `changed` is told of everything new."""

    def __init__(self) -> None:
        self._mine = Section()
        self._listeners: list[tuple[str, Listener]] = []
        self._watchers: list[Callable[[], None]] = []
        self._both: set[str] = set()

    def changed(self) -> None:
        """Act on something new; what keeps the answers fills it in."""

    @property
    def answers(self) -> Mapping[str, Answer]:
        """The answers in memory by key; change them with `put` and `drop`."""
        return MappingProxyType(dict(self._mine.answers))

    @property
    def earlier(self) -> tuple[Earlier, ...]:
        """Earlier versions of the answers, the oldest first; `bring_back` makes one the answer again."""
        return self._mine.earlier

    # What is entered ----------------------------------------------------------------------------------

    def put(self, key: str, question: str, value: Any, words: str, done: bool = True) -> None:
        """Take an answer; see `iopedu.course.document.Answer` for the parts.

        Raises
        ------
        TypeError
            When ``value`` cannot be written as JSON.
        """
        value = json.loads(json.dumps(value, allow_nan=False))  # as it will be read: no tuple, no shared list
        before, new = self._mine.answers.get(key), Answer(question, value, words, done, now())
        if before == new:
            return
        if before is not None and (_rested(before) or (before.done and not done)):
            self._remember(key, before, _("changed later"))
        self._mine = replace(self._mine, answers={**self._mine.answers, key: new})
        self._mine = replace(self._mine, typed=self._still_typed(key, self._mine.typed.get(key, {})))
        self._changed(key)

    def drop(self, key: str) -> None:
        """Take an answer away because its form was emptied, if there is one; its last state can be brought back."""
        answers = dict(self._mine.answers)
        before = answers.pop(key, None)
        if before is not None:
            self._remember(key, before, _("cleared later"))
            self._mine = replace(self._mine, answers=answers)
            self._changed(key)

    def typed(self, key: str) -> Mapping[str, str]:
        """Return what stood in the boxes of a form and no button had taken yet, by box."""
        return MappingProxyType(dict(self._mine.typed.get(key, {})))

    def keep_typed(self, key: str, boxes: Mapping[str, str], place: str = "") -> None:
        """Keep what stands in the boxes of a form, as far as it is not in its answer already.

        Parameters
        ----------
        key : str
            Name of the form's answer.
        boxes : mapping of str to str
            What stands in them.
        place : str
            On which page of the form they are.
        """
        marks = {WHERE: place} if place else {}
        typed = self._still_typed(key, {name: text for name, text in boxes.items() if isinstance(text, str)} | marks)
        before = {name: text for name, text in self._mine.typed.get(key, {}).items() if name != WHEN}
        if typed.get(key, {}) != before:
            if key in typed:
                typed[key] = {**typed[key], WHEN: now()}
            self._mine = replace(self._mine, typed=typed)
            self._changed()

    def _still_typed(self, key: str, boxes: Mapping[str, str]) -> dict[str, Mapping[str, str]]:
        answer = self._mine.answers.get(key)
        taken = set() if answer is None else set(_texts(answer.value))
        marks = {name: text for name, text in boxes.items() if name in (WHEN, WHERE)}
        left = {n: text for n, text in boxes.items() if n not in marks and text.strip() and text.strip() not in taken}
        others = {name: each for name, each in self._mine.typed.items() if name != key}
        return {**others, key: {**left, **marks}} if left else others

    def bring_back(self, one: Earlier) -> None:
        """Make an earlier state the answer again; the present one becomes an earlier state."""
        shown = self._mine.answers.get(one.key)
        if shown is not None and shown != one.answer:
            self._remember(one.key, shown, _("replaced by an earlier version"))
        again = replace(one.answer, changed=now())
        self._mine = replace(self._mine, answers={**self._mine.answers, one.key: again})
        self._changed(one.key)

    def _remember(self, key: str, answer: Answer, because: str) -> None:
        self._mine = replace(self._mine, earlier=_limited((*self._mine.earlier, Earlier(key, answer, because))))

    def _changed(self, *keys: str) -> None:
        for key in keys:
            for form in self.forms(key):
                form.refresh()
        self.changed()
        self._tell_watchers()

    # Who is told --------------------------------------------------------------------------------------

    def listen(self, key: str, listener: Listener) -> Callable[[], None]:
        """Show a form every change of an answer that it did not make itself; return what ends it."""
        entry = (key, listener)
        self._listeners.append(entry)
        return lambda: self._listeners.remove(entry) if entry in self._listeners else None

    def watch(self, tell: Callable[[], None]) -> Callable[[], None]:
        """Call ``tell`` when something was entered, kept, or could not be kept; return what ends it."""
        self._watchers.append(tell)
        return lambda: self._watchers.remove(tell) if tell in self._watchers else None

    def forms(self, key: str) -> list[Any]:
        """Return the forms on the page that show an answer."""
        return [listener for name, listener in self._listeners if name == key]

    def _tell_watchers(self) -> None:
        for tell in tuple(self._watchers):
            tell()

    # Joining ------------------------------------------------------------------------------------------

    def _tell_joined(self, before: Mapping[str, Answer]) -> list[str]:
        """Show what joining has changed, and let the forms put joined states into words; return what has changed."""
        changed = [k for k in before.keys() | self._mine.answers.keys() if before.get(k) != self._mine.answers.get(k)]
        for key, form in tuple(self._listeners):
            if key in changed:
                form.refresh(joined=True)
        for key, form in tuple(self._listeners):
            if key in self._both:
                form.keep_again()
        self._both.clear()
        return changed

    def _joined(self, base: Section | None, theirs: Section) -> Section:
        """Return this section joined with another one; without a ``base`` it is not known what either began with."""
        mine, answers = self._mine, {}
        self._mine = replace(mine, earlier=_limited((*theirs.earlier, *mine.earlier)))
        for key in dict.fromkeys((*theirs.answers, *mine.answers)):
            begun = None if base is None else base.answers.get(key)
            answer = self._one(key, begun, mine.answers.get(key), theirs.answers.get(key))
            if answer is not None:
                answers[key] = answer
        if base is not None and base.earlier and not theirs.earlier:  # erased in another window
            self._mine = replace(
                self._mine, earlier=tuple(one for one in self._mine.earlier if one not in base.earlier)
            )
        typed, _lost = joined({} if base is None else dict(base.typed), dict(mine.typed), dict(theirs.typed), True)
        return replace(self._mine, saved=theirs.saved, answers=answers, typed=typed, unread=theirs.unread)

    def _one(self, key: str, base: Answer | None, mine: Answer | None, theirs: Answer | None) -> Answer | None:
        """Return one answer out of two states of it; the state that had to give way is remembered."""
        if mine == theirs or theirs == base:
            return mine
        if mine == base or mine is None:
            return theirs
        if theirs is None:
            return mine
        newer, older = (mine, theirs) if mine.changed >= theirs.changed else (theirs, mine)
        begun = None if base is None else base.value
        value, gave_way = joined(begun, mine.value, theirs.value, newer is mine)
        found = newer
        if value == older.value:
            found = older
        elif value != newer.value:
            try:
                for form in self.forms(key):
                    form.from_json(value)
                found = replace(newer, value=value)
                self._both.add(key)
            except ValueError:  # each state is sound by itself, and the two together are not
                gave_way = True
        if gave_way:
            self._remember(key, older, _("entered in another window or file"))
        return found


def now() -> str:
    """Return the time as it is written beside an answer."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def moment(text: str) -> datetime | None:
    """Return a time that was written beside an answer, or None where there is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _rested(answer: Answer) -> bool:
    when = moment(answer.changed)
    return when is None or datetime.now(UTC) - when > RESTED


def _limited(entries: tuple[Earlier, ...]) -> tuple[Earlier, ...]:
    """Return earlier states in the order of their time, each once, and of one answer the youngest `EARLIER`."""
    kept: list[Earlier] = []
    for one in sorted(entries, key=lambda one: one.answer.changed, reverse=True):
        same = [other for other in kept if other.key == one.key]
        if len(same) < EARLIER and all(other.answer != one.answer for other in same):
            kept.insert(0, one)
    return tuple(kept)


def _texts(value: Any) -> list[str]:
    """Return every text in a JSON value, and numbers as they would be typed."""
    if isinstance(value, dict):
        return [text for entry in value.values() for text in _texts(entry)]
    if isinstance(value, list):
        return [text for entry in value for text in _texts(entry)]
    return [] if value is None else [value.strip() if isinstance(value, str) else str(value)]
