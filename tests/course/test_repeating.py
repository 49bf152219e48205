"""One queue: what comes first, when a day ends, and what can be said of being sure."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.course.joining import joined
from iopedu.course.repeating import (
    BETWEEN,
    FEW,
    SURE,
    Calibration,
    Given,
    History,
    Thing,
    due,
    interval,
    once_more,
    seconds,
    spent,
    ten_minutes,
)

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
GUESS, UNSURE, FAIRLY, CERTAIN = range(4)


def ago(days: float) -> datetime:
    return NOON - timedelta(days=days)


def thing(name: str, *answers: tuple[float, bool, int | None], since: date | None = None) -> Thing:
    """A thing answered so many days ago, rightly or not, by somebody so sure."""
    return Thing(name, tuple(Given(name, ago(days), right, sure) for days, right, sure in answers), str, since=since)


def names(things: tuple[Thing, ...]) -> list[str]:
    return [one.id for one in things]


# The order -------------------------------------------------------------------------------------------


def test_missed_and_sure_comes_first_then_what_has_been_due_longest_then_what_is_new() -> None:
    found = [
        thing("02/placements/new"),
        thing("05/practice/due_since_week", (9, True, None)),
        thing("05/practice/missed_by_guess", (5, False, GUESS)),
        thing("05/practice/missed_and_sure", (2, False, FAIRLY)),
        thing("05/practice/due_longest", (30, True, None)),
        thing("05/practice/known", (1, True, CERTAIN)),
    ]
    assert [one.split("/")[2] for one in names(due(found, NOON))] == [
        "missed_and_sure",
        "due_longest",
        "due_since_week",
        "missed_by_guess",
        "new",
    ]


def test_who_was_right_in_the_end_no_longer_comes_first() -> None:
    mended = thing("05/practice/mended", (20, False, CERTAIN), (19, True, GUESS))
    older = thing("05/practice/older", (40, True, None))
    assert names(due([mended, older], NOON)) == ["05/practice/older", "05/practice/mended"]


def test_notebooks_take_turns_also_when_one_of_them_has_all_that_is_oldest() -> None:
    old = [thing(f"05/practice/{at}", (60 - at, True, None)) for at in range(4)]
    young = [thing(f"07/skill_cards/{at}", (20 - at, True, None)) for at in range(2)]
    found = names(due([*young, *old], NOON))
    assert [one[:2] for one in found] == ["05", "07", "05", "07", "05", "05"]
    assert found[0] == "05/practice/0" and found[1] == "07/skill_cards/0"


def test_within_a_notebook_decks_take_turns_with_what_is_due_on_one_day() -> None:
    found = [thing(f"05/{deck}/{at}", (10, True, None)) for deck in ("practice", "quiz") for at in range(2)]
    assert [one.split("/")[1] for one in names(due(found, NOON))] == ["practice", "quiz", "practice", "quiz"]


def test_the_notebook_in_which_one_is_comes_first() -> None:
    found = [thing("05/practice/sure", (9, False, CERTAIN)), thing("07/skill_cards/due", (9, True, None))]
    assert names(due(found, NOON)) == ["05/practice/sure", "07/skill_cards/due"]
    assert names(due(found, NOON, here="07")) == ["07/skill_cards/due", "05/practice/sure"]


# When ------------------------------------------------------------------------------------------------


def test_a_day_begins_at_the_learners_midnight() -> None:
    zone = timezone(timedelta(hours=-8))
    evening = datetime(2026, 3, 10, 23, 50, tzinfo=zone)
    one = Thing("05/practice/a", (Given("05/practice/a", evening.astimezone(UTC), False, GUESS),), str)
    assert due([one], evening) == () and due([one], evening + timedelta(minutes=9)) == ()
    assert due([one], evening + timedelta(minutes=11)) == (one,), "ten minutes later it is tomorrow"
    assert due([one], (evening + timedelta(minutes=11)).astimezone(UTC)) == (), "in London it has been today all along"


def test_what_is_due_today_is_due_from_the_morning_on() -> None:
    late = datetime(2026, 3, 9, 21, tzinfo=UTC)
    one = Thing("05/practice/a", (Given("05/practice/a", late, False),), str)
    assert due([one], datetime(2026, 3, 10, 6, tzinfo=UTC)) == (one,)


def test_answers_of_a_clock_that_was_ahead_count_as_given_now() -> None:
    future = thing("05/practice/a", (-4000, True, CERTAIN))
    assert due([future], NOON) == () and future.due(NOON) == date(2026, 3, 10) + timedelta(
        days=interval(((0, "Good"),))
    )
    both = thing("05/practice/b", (-4000, False, CERTAIN), (3, True, GUESS))
    assert NOON.date() < both.due(NOON) <= NOON.date() + timedelta(days=3), "not in eleven years"
    ancient = Thing("05/practice/c", (Given("05/practice/c", datetime.min.replace(tzinfo=UTC), True),), str)
    assert due([ancient], NOON.astimezone(timezone(timedelta(hours=-9)))) == (ancient,)


def test_right_answers_move_it_away_a_wrong_one_brings_it_back_and_a_guess_is_not_knowing() -> None:
    days, steps = [], ()
    for gap in (0, 2, 11):
        steps = (*steps, (gap, "Good"))
        days.append(interval(steps))
    assert days == sorted(set(days)) and days[-1] > 20
    assert interval((*steps, (40, "Again"))) < days[1]
    guessed, known = (thing("05/practice/a", (0, True, sure)).due(NOON) for sure in (GUESS, CERTAIN))
    assert guessed < known


def test_a_line_of_a_person_never_met_waits_for_the_next_day_only() -> None:
    tomorrow = NOON.date() + timedelta(days=1)
    one = thing("08/say_it/validate", (0, True, None), since=tomorrow)
    assert due([one], NOON) == () and due([one], NOON + timedelta(days=1)) == (one,)
    assert due([thing("08/say_it/validate", (0, True, None))], NOON + timedelta(days=1)) == ()


# Ten minutes -----------------------------------------------------------------------------------------


def test_ten_minutes_are_never_more_and_what_was_done_today_counts() -> None:
    found = [
        thing(f"{book:02}/{key}/{at}", (30, True, None))
        for book in range(5)
        for at in range(9)
        for key in ("quiz", "say_it")
    ]
    whole = ten_minutes(found, NOON)
    assert 540 < sum(seconds(one.id) for one in whole) <= 600
    assert sum(seconds(one.id) for one in ten_minutes(found, NOON, spent=480)) <= 120
    assert ten_minutes(found, NOON, spent=600) == ()
    given = [Given("08/say_it/validate", NOON, True, 1), Given("05/quiz/a", ago(1), True, 1)]
    assert spent(given, NOON) == seconds("08/say_it/x") == 120
    assert ten_minutes([], NOON) == () == ten_minutes([thing("05/quiz/a", (0, True, 3))], NOON)


def test_a_long_thing_that_no_longer_fits_makes_room_for_a_short_one() -> None:
    found = [thing("08/say_it/validate", (30, True, None)), thing("08/quiz/a", (9, True, None))]
    assert names(ten_minutes(found, NOON, spent=540)) == ["08/quiz/a"]


def test_two_thousand_things_are_put_in_order_at_once() -> None:
    found = [
        thing(f"{at % 16:02}/quiz/{at}", *((27 - 7 * n - at % 5, (at + n) % 3 > 0, at % 4) for n in range(4)))
        for at in range(2000)
    ]
    due(found[:50], NOON)
    start = process_time()
    order = due(found, NOON)
    assert process_time() - start < 0.6 and len(order) > 500
    assert set(names(order)) == {one.id for one in found if one.due(NOON) <= NOON.date()} and len(order) < 2000


# Once more in the same sitting -----------------------------------------------------------------------


def test_what_was_missed_comes_again_after_three_others_and_only_where_there_are_three() -> None:
    missed, others = thing("05/quiz/missed"), [thing(f"05/quiz/{at}") for at in range(5)]
    for many in range(6):
        plan = once_more(others[:many], missed, 0)
        places = [at for at, one in enumerate(plan) if one.id == missed.id]
        assert places == ([BETWEEN] if many >= 3 else []) and all(plan[at].again for at in places)
        assert [one for one in plan if not one.again] == others[:many]


def test_coming_again_never_makes_ten_minutes_longer() -> None:
    missed = thing("05/quiz/missed")
    plan = ten_minutes([thing(f"05/quiz/{at}") for at in range(99)], NOON)
    rest = plan[1:]
    longer = once_more(rest, missed, seconds(plan[0].id))
    assert len(longer) == len(rest) and longer[BETWEEN].again and longer[-1] == rest[-2], "the last one made room"
    assert not any(one.again for one in once_more(rest[:3], missed, 600 - sum(seconds(one.id) for one in rest[:3])))


@pytest.mark.parametrize("then", [True, False])
def test_the_first_answer_of_a_sitting_decides_when_it_comes_back(then: bool) -> None:
    first = Given("05/quiz/a", ago(0.2), False, CERTAIN)
    again = Given("05/quiz/a", ago(0.1), then, CERTAIN, again=True)
    once, twice = (Thing("05/quiz/a", given, str) for given in ((first,), (first, again)))
    assert once.due(NOON) == twice.due(NOON) == NOON.date() + timedelta(days=1) and twice.last.surprising
    tomorrow = Given("05/quiz/a", NOON + timedelta(days=1), True, CERTAIN)
    assert Thing("05/quiz/a", (first, again, tomorrow), str).due(NOON + timedelta(days=1)) > NOON.date()
    assert Calibration((first, again)).counted == (first,) and Calibration((first, again)).to_look_at == (first,)
    assert spent((first, again), NOON) == 2 * seconds("05/quiz/a")


# How sure --------------------------------------------------------------------------------------------


def answers(*counts: tuple[int, int, int]) -> Calibration:
    """So many right and wrong answers of somebody so sure."""
    found = []
    for sure, right, wrong in counts:
        found += [Given(f"05/quiz/{sure}_{at}", ago(1), at < right, sure) for at in range(right + wrong)]
    return Calibration(tuple(found))


def test_the_mirrored_learner_is_told_the_opposite() -> None:
    well, badly = answers((CERTAIN, 9, 1), (GUESS, 2, 8)), answers((CERTAIN, 1, 9), (GUESS, 8, 2))
    assert well.sentences() == (
        "Sure and wrong: 1 of 10 answers you were fairly sure or certain about.",
        "Right when sure: 9 of 10; right when not sure: 2 of 10. So far, being sure goes with being right.",
    )
    assert badly.sentences()[0].startswith("Sure and wrong: 9 of 10")
    assert "doesn’t go with being right" in badly.sentences()[1]
    assert "doesn’t go with" in answers((CERTAIN, 5, 5), (UNSURE, 4, 4)).sentences()[1], "no difference is no success"


def test_sure_and_wrong_comes_before_everything() -> None:
    assert answers((FAIRLY, 3, 3), (UNSURE, 3, 3)).sentences()[0].startswith("Sure and wrong: 3 of 6")
    assert [step[0] for step in answers((FAIRLY, 3, 3)).steps()] == list(reversed(SURE))
    assert answers((CERTAIN, 7, 2)).steps()[0] == ("Certain", 7, 9)


@pytest.mark.parametrize("many", range(FEW))
def test_nothing_is_counted_from_fewer_than_five(many: int) -> None:
    assert answers((CERTAIN, 0, many)).sentences() == (
        f"Nothing is counted until there are 5 answers. You have {many}.",
    )
    mixed = answers((CERTAIN, 0, many), (GUESS, 9, 0))
    assert "too few sure answers to say" in mixed.sentences()[0] and len(mixed.sentences()) == 1
    assert answers((CERTAIN, 4, 1), (GUESS, many, 0)).sentences() == (
        "Sure and wrong: 1 of 5 answers you were fairly sure or certain about.",
    )


def test_a_reply_in_own_words_has_no_key_and_is_not_counted() -> None:
    own = Given("08/say_it/validate", ago(1), False, CERTAIN, "validate_1", "I hear you")
    before = Given("05/quiz/a", ago(1), False, None)
    assert Calibration((own,) * 9 + (before,) * 9).counted == () and Calibration((own,)).to_look_at == ()


def test_what_one_was_sure_of_stays_to_be_looked_at_until_it_is_right() -> None:
    wrong, later = Given("05/quiz/a", ago(3), False, CERTAIN), Given("05/quiz/b", ago(2), False, FAIRLY)
    right = Given("05/quiz/a", ago(1), True, GUESS)
    assert Calibration((wrong, later)).to_look_at == (later, wrong)
    assert Calibration((right, wrong, later)).to_look_at == (later,)
    assert Calibration((Given("05/quiz/c", ago(1), False, UNSURE),)).to_look_at == ()


# Keeping ---------------------------------------------------------------------------------------------


def test_nobody_gets_the_answer_before_saying_how_sure_they_are() -> None:
    for sure in (None, 4, -1):
        with pytest.raises(ValueError, match="How sure are you"):
            History().give("05/quiz/a", True, sure, NOON)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["05/quiz/a", "08/say_it/validate", "99/gone/gone"]), st.booleans(), st.integers(0, 3)
        )
    )
)
def test_saved_and_read_again_it_is_the_same_also_what_is_gone(found: list) -> None:
    history = History()
    for at, (name, right, sure) in enumerate(found):
        history = history.give(
            name, right, sure, NOON + timedelta(minutes=at), line="line", said="my  words\nin two lines"
        )
    assert History.from_json(json.loads(json.dumps(history.to_json()))) == history


@pytest.mark.parametrize(
    "damage",
    [
        {"item": "no place"},
        {"item": "05//a"},
        {"item": 7},
        {"right": 1},
        {"sure": True},
        {"sure": 4},
        {"sure": "1"},
        {"at": "yesterday"},
        {"at": "2026-03-10T12:00:00"},
        {"said": []},
        {"again": 1},
    ],
)
def test_damage_is_refused_in_words(damage: dict) -> None:
    found = History().give("05/quiz/a", True, 1, NOON).to_json()
    found["answers"][0] |= damage
    with pytest.raises(ValueError, match=r"\.$"):
        History.from_json(found)


def test_two_windows_keep_what_both_have_answered() -> None:
    base = History().give("05/quiz/a", True, 1, NOON)
    mine = base.give("05/quiz/b", False, 3, NOON + timedelta(minutes=1))
    theirs = base.give("05/quiz/c", True, 0, NOON + timedelta(minutes=2))
    value, gave_way = joined(base.to_json(), mine.to_json(), theirs.to_json(), True)
    assert not gave_way
    assert [one.item for one in History.from_json(value).answers] == ["05/quiz/a", "05/quiz/b", "05/quiz/c"]
