"""The rows of a card: how many there may be, which of them ask for an action, and when one may go."""

from __future__ import annotations

import pytest

from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.diary_day import Day, Target
from tests.dbt.test_diary import HOURS, START, card


def test_a_card_may_have_eight_urges_and_twelve_emotions() -> None:
    urges, emotions = tuple(Target(f"T{at}") for at in range(8)), tuple(f"E{at}" for at in range(12))
    assert len(DiaryCard(START, urges, emotions).rows) == 20


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"acts": 1}, "An action to ask about is 1. It should be yes, no"),
        ({"acts": None}, "An action to ask about is None. It should be yes, no"),
        ({"unit": "hours", "acts": False}, "there has to be an action to ask about"),
    ],
)
def test_an_urge_with_a_unit_has_an_action_and_a_thought_has_none(fields: dict, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Target("Urge to withdraw", **fields)
    assert not Target("Thoughts", acts=False).acts and Target("Urge", "hours").acts


def test_rows_are_removed_only_when_nothing_is_in_them() -> None:
    week = card(Day(START, urges={HOURS.name: 1}))
    with pytest.raises(
        ValueError,
        match=r"“Urge to withdraw” has answers on Monday, March 16. Clear them first; then the row can be removed",
    ):
        week.without(HOURS.name)
    assert week.without("Joy").emotions == ("Sadness", "Anxiety", "Anger")
    assert week.put(Day(START)).without(HOURS.name).targets == DiaryCard().targets
    with pytest.raises(ValueError, match=r"no row named 'Calm'"):
        week.without("Calm")
