"""What can be repeated is gathered from the answers in all notebooks."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from iopedu.care.placement_practice import Placements
from iopedu.care.vignettes import CHOICES, vignette, vignettes
from iopedu.cbt.styles import styles
from iopedu.course.deck import NOT_SURE
from iopedu.course.document import Answer, Document, Section
from iopedu.course.practice import Practice
from iopedu.course.quiz import Question, questions
from iopedu.course.repeating import History, due
from iopedu.dbt import skills
from iopedu.rehearsal import Rehearsal, skill
from iopedu.teaching.decks import decks
from iopedu.teaching.repeating import case, history, things
from iopedu.teaching.results import Results

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
WEEK_AGO = NOON - timedelta(days=7)


def document(**answers: dict) -> Document:
    """Return a document with the values of answers by place, such as ``n05_quiz``."""
    sections: dict[str, dict[str, Answer]] = {}
    for place, value in answers.items():
        number, key = place[1:].split("_", 1)
        sections.setdefault(number, {})[key] = Answer("?", value, "", True, WEEK_AGO.isoformat())
    return Document({number: Section(answers=found) for number, found in sections.items()})


def practiced(place: str, right: int, wrong: int) -> Practice:
    practice = Practice(decks()[place])
    for at, item in enumerate(practice.deck.items[: right + wrong]):
        missed = next(at for at in range(9) if at not in item.right)
        practice = practice.answer(item.id, item.right if at < right else [missed], WEEK_AGO)
    return practice


def said(name: str, times: int, at: datetime = WEEK_AGO) -> Rehearsal:
    of = Rehearsal()
    for time in range(times):
        of = of.begin(name, at + timedelta(minutes=time))
        while of.now(name).step == "judge":
            of = of.judge(name, {one.id: 1 for one in skill(name).criteria})
        of = of.say(name, f"I hear you {time}").rate(name, {one.id: 1 for one in skill(name).criteria})
    return of


def test_decks_questions_lines_and_cases_are_in_one_queue_and_predictions_are_not() -> None:
    quiz = questions("05")["quiz"]
    quiz = quiz.answer(quiz.questions[0].id, [0])
    first = questions("05")["predict_style"]
    placed = Placements().place("maya", "php", "weekly care has stalled", ["past"]).rethink("maya", "less", "iop")
    found = things(
        document(
            n05_practice=practiced("05/practice", 2, 1).to_json(),
            n05_quiz=quiz.to_json(),
            n05_predict_style=first.answer(first.questions[0].id, [0]).to_json(),
            n08_say_it=said("validate", 1).to_json(),
            n02_placements=placed.to_json(),
        ),
        NOON,
    )
    counts = Counter(one.place for one in found)
    assert counts == {"05/practice": 3, "05/quiz": 1, "08/say_it": 1, "02/placements": len(vignettes())}
    rights = [one.last.right for one in found if one.place == "05/practice"]
    assert rights == [True, True, False]
    new = [one for one in due(found, NOON) if not one.given]
    assert len(new) == len(vignettes()) - 1 and list(due(found, NOON))[-len(new) :] == new, "unseen cases come last"


def test_what_the_queue_was_answered_in_any_notebook_counts_for_the_deck() -> None:
    deck = decks()["05/practice"]
    name = f"05/practice/{deck.items[0].id}"
    there = document(n05_practice=practiced("05/practice", 1, 0).to_json())
    given = History().give(name, False, 3, NOON - timedelta(days=1)).to_json()
    both = document(n05_practice=practiced("05/practice", 1, 0).to_json(), n09_ten_minutes=given)
    (before,), (after,) = things(there, NOON), things(both, NOON)
    assert before.last.right and after.last.surprising and [one.item for one in history(both)] == [name]
    assert before.content(0).ask == deck.items[0].again[0] and after.content(0).ask == deck.items[0].question.ask


def test_what_is_gone_from_the_course_or_damaged_hides_nothing_else() -> None:
    practice = practiced("05/practice", 2, 0).to_json()
    practice["answers"].append({"item": "gone", "chosen": [0], "at": WEEK_AGO.isoformat()})
    gone = History().give("05/practice/gone", False, 3, WEEK_AGO).give("77/quiz/gone", False, 3, WEEK_AGO).to_json()
    found = things(
        document(
            n05_practice=practice, n05_ten_minutes=gone, n08_weak_strong={"no": 1}, n09_ten_minutes=7, n77_quiz={}
        ),
        NOON,
    )
    assert [one.place for one in found] == ["05/practice"] * 2
    assert len(history(document(n05_ten_minutes=gone))) == 2, "the answers stay"


def test_unseen_people_come_when_the_skill_was_reached_and_on_a_later_day() -> None:
    for times, at, unseen in ((1, WEEK_AGO, False), (2, WEEK_AGO, True)):
        (one,) = things(document(n08_say_it=said("validate", times, at).to_json()), NOON)
        assert one.content(0).unseen is unseen and due([one], NOON) == (one,)
        assert one.since == (WEEK_AGO.date() + timedelta(days=1) if unseen else None)
    (today,) = things(document(n08_say_it=said("validate", 2, NOON).to_json()), NOON)
    assert due([today], NOON) == () and due([today], NOON + timedelta(days=1)) == (today,)


def test_an_unseen_person_whom_the_queue_has_brought_is_not_unseen_again() -> None:
    kept = {line.id for line in skill("validate").lines if line.unseen}
    given, met = History(), []
    for day in range(len(kept) + 1):
        found = document(n08_say_it=said("validate", 2).to_json(), n08_ten_minutes=given.to_json())
        now = NOON + timedelta(days=day)
        line = things(found, now)[0].content(0)
        met.append(line.id)
        given = given.give("08/say_it/validate", True, 2, now, line=line.id, said="I hear you")
    assert set(met[:-1]) == kept and met[-1] not in kept


@pytest.mark.parametrize("name", ["maya", "walter", "kofi"])
def test_in_a_case_every_level_that_can_be_defended_is_right(name: str) -> None:
    about, asked = vignette(name), case(vignette(name))
    for at, choice in enumerate(CHOICES):
        fine = about.first.verdict(choice) in ("exact", "within the range")
        assert asked.is_right([at]) is fine
    assert not asked.several and asked.ask == about.first.text


def test_a_class_sees_nothing_of_the_queue() -> None:
    own = History().give("05/practice/sort_quiet", False, 3, NOON, said="PRIVATE").to_json()
    text = Results.of(document(n05_practice=practiced("05/practice", 2, 0).to_json(), n05_ten_minutes=own)).export()
    assert "PRIVATE" not in text and "sure" not in text and "ten_minutes" not in text and '"05/practice"' in text
    with pytest.raises(ValueError, match="No questions have been answered yet"):
        Results.of(document(n05_ten_minutes=own))


# From memory, and in other words -----------------------------------------------------------------------


def test_all_styles_and_all_skills_are_there_to_choose_from_and_each_is_asked() -> None:
    shown = {option.text for item in decks()["05/recall_styles"].items for option in item.question.options}
    assert shown == {one.name for one in styles()} | {"None of these", NOT_SURE}
    best = {item.question.options[at].text for item in decks()["05/recall_styles"].items for at in item.right}
    assert best == shown - {NOT_SURE}, "every style is right somewhere"
    asked = [item for number in ("07", "08") for item in decks()[f"{number}/recall_skills"].items]
    for item in asked:
        assert [o.text for o in item.question.options[:-1]] == sorted((s.name for s in skills()), key=str.casefold)
        (right,) = item.right
        assert item.question.options[right].text.casefold() not in item.question.ask.casefold()
    assert {item.question.options[item.right[0]].text for item in asked} == {one.name for one in skills()}


def test_a_second_name_that_can_be_defended_counts_and_a_third_one_does_not() -> None:
    item = decks()["05/recall_styles"].item("recall_kitchen")
    at = {option.text: place for place, option in enumerate(item.question.options)}
    assert item.question.is_right([at["Mind reading"]]) and item.question.is_right([at["Personalization"]])
    assert not item.question.is_right([at["Blame"]]) and not item.question.is_right(item.right)
    assert item.feedback([at["Blame"]])[0].startswith("Not quite: “Blame” All the blame")
    assert any(
        "The right answer: “Mind reading” She knows that they stopped" in line for line in item.feedback([at["Blame"]])
    )


def test_twenty_items_return_in_other_words_with_the_same_key() -> None:
    varied = [item for item in decks()["05/practice"].items if item.again]
    assert Counter(item.kind for item in varied).total() >= 20 and {item.kind for item in varied} == {"sort", "name"}
    for item in varied:
        first, second, third = (item.asked(times) for times in range(3))
        assert first.ask == item.question.ask == third.ask != second.ask and second.options == first.options
        assert isinstance(second, Question) and second.ask.split("?")[0] == first.ask.split("?")[0]
        quoted = {part.split("”")[0] for o in first.options if not o.right for part in o.why.split("“")[1:]}
        lost = [
            words
            for words in quoted
            if words.casefold() in first.ask.casefold() and words.casefold() not in second.ask.casefold()
        ]
        assert not lost, f"{item.id}: the feedback quotes words that the other wording does not have"


def test_nothing_answered_is_nothing_to_repeat() -> None:
    assert things(Document(), NOON) == ()
