"""A high rating waits for an answer that leads to people, and the answer belongs to that rating."""

from __future__ import annotations

from datetime import timedelta

import pytest

from iopedu.dbt import Day, DiaryCard
from iopedu.dbt.high_rating import Response, what_would_you_do
from tests.dbt.test_diary import ANSWERS, HARM, HOURS, START, SUICIDE, card


@pytest.mark.parametrize("rating", range(6))
@pytest.mark.parametrize("name", [SUICIDE, HARM, HOURS.name])
def test_a_four_or_a_five_waits_for_an_answer(name: str, rating: int) -> None:
    week = card(Day(START, urges={name: rating}))
    assert bool(week.waiting()) == (rating >= 4) and week.ready is False
    assert ("Rated 4 or higher" in week.summary()) == (rating >= 4)


def test_emotions_do_not_open_the_questions() -> None:
    assert not card(Day(START, emotions={"Joy": 5, "Sadness": 5})).waiting()


def test_an_answer_holds_until_the_rating_is_changed_and_comes_back() -> None:
    week = card(Day(START, urges={SUICIDE: 4, HARM: 4}))
    assert [one.target for one in week.waiting()] == [SUICIDE, HARM]
    week = week.respond(ANSWERS)
    assert not week.waiting() and len(week.responses) == 2
    week = week.put(Day(START, urges={SUICIDE: 3, HARM: 4}))
    assert not week.waiting() and [one.past for one in week.responses] == [True, False]
    week = week.put(Day(START, urges={SUICIDE: 4, HARM: 4}))
    assert [one.target for one in week.waiting()] == [SUICIDE]
    week = week.respond(ANSWERS).put(Day(START, urges={SUICIDE: 5, HARM: 4}))
    assert [one.rating for one in week.waiting()] == [5] and len(week.responses) == 3
    assert "Thoughts of suicide 4, changed since. What you would do:" in week.describe()
    assert DiaryCard.from_json(week.to_json()).waiting() == week.waiting()


def test_the_first_day_is_asked_about_first() -> None:
    week = card(Day(START + timedelta(3), urges={HARM: 5}), Day(START + timedelta(1), urges={SUICIDE: 4}))
    assert [one.on.day for one in week.waiting()] == [17]
    week = week.respond(ANSWERS)
    assert [one.on.day for one in week.waiting()] == [19]
    week = week.respond(ANSWERS)
    with pytest.raises(ValueError, match=r"No high rating is waiting"):
        week.respond(ANSWERS)


@pytest.mark.parametrize("answers", [{}, {"whom": (0,)}, {**ANSWERS, "ask": ()}, {**ANSWERS, "ask": (99,)}])
def test_every_question_needs_an_answer(answers: dict) -> None:
    with pytest.raises(ValueError, match=r"answer all 3 questions|Nothing is chosen yet|not among them"):
        card(Day(START, urges={HARM: 4})).respond(answers)


def test_the_questions_lead_to_people() -> None:
    quiz = what_would_you_do()
    assert [question.id for question in quiz.questions] == ["whom", "ask", "alone"]
    options = [option for question in quiz.questions for option in question.options]
    assert all(len(option.why) >= 40 for option in options) and len({option.text for option in options}) == len(options)
    rights = " ".join(option.text + option.why for option in quiz.question("whom").options if option.right)
    for word in ("safety plan", "team", "consent", "crisis line", "emergency number"):
        assert word in rights.lower()
    assert "0.570" in rights and all(not o.right for o in options if "list of skills" in o.text)


@pytest.mark.parametrize("answers", [None, [], {"whom": 0}, {"whom": ["0"]}, {"whom": [True]}, {"whom": [0.0]}])
def test_saved_answers_that_are_no_lists_of_places_are_refused(answers: object) -> None:
    saved = Response(START, HARM, 4, ANSWERS).to_json()
    assert Response.from_json(saved) == Response(START, HARM, 4, ANSWERS)
    with pytest.raises(ValueError, match="one list of whole numbers for each question"):
        Response.from_json({**saved, "answers": {**saved["answers"], **answers} if answers else answers})


@pytest.mark.parametrize("rating", [3, 6, True, 4.0, None])
def test_only_a_four_or_a_five_is_answered(rating: object) -> None:
    with pytest.raises(ValueError, match="Only a 4 or a 5 opens these questions"):
        Response(START, HARM, rating, ANSWERS)
