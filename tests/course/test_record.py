"""What holds for every record that describes its fields. The list of records comes from the package itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from iopedu.course import fields, lists
from iopedu.course.joining import joined
from iopedu.course.record import Record, each, lines, named, number, one, record, rows, words, yes_no
from tests.found import FORMS
from tests.tools import ANY_JSON

DAYS = ("Monday", "Tuesday", "Wednesday")


@record
class Walk(Record):
    WHAT = "walk"
    where: str = words("Where")
    effort: int | None = number("Effort", 0, 10, optional=True)


@record
class Days(Record):
    WHAT = "set of days"
    mood: str = words("Mood", lines=1)
    outside: tuple[bool | None, ...] = each("Outside", fields.YesNo(label=""), DAYS)
    hours: float | None = number("Hours", 0, 24, whole=False)
    walks: tuple[Walk, ...] = rows("Walks", "Walk", Walk, most=3)
    best: Walk = one("Best walk", Walk)
    signs: tuple[str, ...] = lines("Signs", most=2)
    rules: Any = named("Rules", {"a": fields.Words(label="At home"), "b": fields.Words(label="Elsewhere")})
    again: bool | None = yes_no("Again")


def kinds(of: type[Record] = Record) -> Iterator[type[Record]]:
    """Yield every record of the package."""
    assert FORMS  # all forms are loaded, and so are their records
    for kind in of.__subclasses__():
        if kind.__module__.startswith("iopedu."):
            yield kind
        yield from kinds(kind)


KINDS = sorted(set(kinds()), key=lambda kind: kind.__qualname__)
every = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


def test_a_record_is_found_by_being_there() -> None:
    assert len(KINDS) >= 25


@every
def test_every_field_has_a_name_and_every_record_a_word_for_itself(kind: type[Record]) -> None:
    assert kind.WHAT.strip() and kind.WHAT != Record.WHAT, f"{kind.__name__} needs a word for itself: give it a WHAT."
    for name, ask in kind.asks().items():
        assert ask.label.strip(), f"{kind.__name__}.{name} has no label: a form could not name its control."


@every
@given(found=ANY_JSON)
def test_anything_from_a_file_is_a_record_or_a_sentence(kind: type[Record], found: Any) -> None:
    for value in (found, {"version": 1, **found} if isinstance(found, dict) else found):
        try:
            read = kind.from_json(value)
        except ValueError as problem:
            assert str(problem).strip() and "Traceback" not in str(problem)
        else:
            assert kind.from_json(json.loads(json.dumps(read.to_json()))) == read


@every
def test_a_value_of_a_wrong_kind_names_its_field(kind: type[Record]) -> None:
    day = {"on": date(2026, 3, 16)} if "on" in kind.asks() else {}  # which such a record has to have
    for name, ask in kind.asks().items():
        with pytest.raises(ValueError, match=r"\w") as refused:
            kind(**day | {name: object()})
        if not isinstance(ask, lists.One | lists.Named):
            label = ask.label.split(" (")[0].casefold()
            assert label in str(refused.value).casefold(), f"{kind.__name__}.{name}: {refused.value}"


def test_the_parts_of_a_record() -> None:
    week = Days(
        mood="🙂",
        outside=(True, None, False),
        hours=1.5,
        walks=(Walk("River", 0), Walk("…")),
        best=Walk("Sea"),
        signs=("No sleep",),
        rules={"b": "slowly", "a": " "},
    )
    assert week.missing == ("Mood", "Again")  # an emoji is kept and shown; whether it says enough is open
    assert week.texts() == (
        ("Mood", "🙂"),
        ("Walk 1, Where", "River"),
        ("Walk 2, Where", "…"),
        ("Where", "Sea"),
        ("Signs", "No sleep"),
        ("Elsewhere", "slowly"),
    )
    assert week.describe().split("\n")[:3] == ["Mood: 🙂", "Outside: Monday: yes, Wednesday: no", "Hours: 1.5"]
    assert "slowly" in week.describe() and "At home" not in week.describe()
    assert Days.from_json(json.loads(json.dumps(week.to_json()))) == week
    assert Days().blank and not week.blank and not week.ready and Days().filled == 0
    with pytest.raises(FrozenInstanceError):
        week.mood = ""


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"mood": 7}, "Mood is 7; it should be text."),
        ({"outside": [True]}, "Outside is [True]."),
        ({"outside": [True, "yes", None]}, "Outside on Tuesday is 'yes'. It should be yes, no, or not answered."),
        ({"hours": 25}, "Hours is 25. Enter a number from 0 to 24, or leave it blank."),
        ({"hours": True}, "Hours is True."),
        ({"hours": float("nan")}, "Hours is nan."),
        ({"walks": [{"where": 7}]}, "Walk 1: Where is 7; it should be text."),
        ({"walks": [{}, {"effort": 2.0}]}, "Walk 2: Effort is 2.0. Enter a whole number from 0 to 10"),
        ({"walks": [{}] * 4}, "Walks: 4 entries. The limit is 3: which ones matter most?"),
        ({"walks": {}}, "Walks should contain a list."),
        ({"best": []}, "Best walk: This is not a saved walk in the version 1 format."),
        ({"best": {"speed": 1}}, "Best walk: A saved walk has no field named 'speed'."),
        ({"signs": ["a\nb"]}, "Signs has an entry that runs over two lines."),
        ({"signs": ["…"]}, "Signs has a blank entry. Write a few words, or leave it out."),
        ({"rules": {"c": ""}}, "Rules is 'c', which is not one of: a, b."),
        ({"rules": {"a": 1}}, "At home is 1; it should be text."),
        ({"other": 1}, "A saved set of days has no field named 'other'."),
        ({"version": 2}, "This is not a saved set of days in the version 1 format."),
    ],
)
def test_what_is_wrong_is_said_with_its_place(value: dict, said: str) -> None:
    with pytest.raises(ValueError) as refused:
        Days.from_json({"version": 1, **value})
    assert str(refused.value).startswith(said)


HOURS = fields.Number(label="Hours", high=2000, whole=False)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("", None),
        (" 7 ", 7),
        ("7.5", 7.5),
        ("7,5", 7.5),
        ("0", 0),
        ("1200", 1200),
        ("1 200", 1200),
        ("1.200,5", 1200.5),
        ("٣", 3),
    ],
)
def test_numbers_are_read_as_they_are_meant(typed: str, value: float | None) -> None:
    assert HOURS.read(typed) == value


@pytest.mark.parametrize("typed", ["1,200", "1.200", "1 20", "1.2.3", "-1", "1e3", "½", "10²", "seven", "7h", "inf"])
def test_a_number_that_may_mean_two_things_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="Hours is"):
        HOURS.read(typed)


def filled(ask: fields.Ask, at: int = 0) -> Any:
    """Return a JSON value that somebody may enter for a field; another one for each ``at``."""
    match ask:
        case fields.Words():
            return f"words {at}"
        case fields.Choice():
            return [*ask.names][at % len(ask.names)]
        case fields.Number():
            return int(ask.low) + at % int(ask.high - ask.low + 1)
        case fields.YesNo():
            return at % 2 == 0
    return None


def simple(kind: type[Record]) -> list[str]:
    return [name for name, ask in kind.asks().items() if filled(ask) not in (None, ask.default)]


@every
def test_two_windows_that_change_different_fields_keep_both(kind: type[Record]) -> None:
    base = {name: ask.default for name, ask in kind.asks().items()}
    for first, second in zip(simple(kind), simple(kind)[1:], strict=False):
        mine = base | {first: filled(kind.asks()[first])}
        theirs = base | {second: filled(kind.asks()[second])}
        for newer in (True, False):
            both, gave_way = joined(base, mine, theirs, newer)
            assert (both[first], both[second]) == (mine[first], theirs[second]) and not gave_way


@every
def test_two_windows_that_answer_different_days_keep_both(kind: type[Record]) -> None:
    for name, ask in kind.asks().items():
        if isinstance(ask, lists.Each):
            value = filled(ask.of)
            for base in (None, {name: [None] * len(ask.names)}):
                mine, theirs = ([None] * len(ask.names) for _side in range(2))
                mine[0], theirs[-1] = value, value
                both, gave_way = joined(base, {name: mine}, {name: theirs}, True)
                assert both[name][0] == both[name][-1] == value and not gave_way
