"""Two rounds of the same questions: shuffled, kept apart, scored over every pattern, read back with suspicion."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.course.before_after import (
    OUTCOMES,
    ROUNDS,
    Rounds,
    before_after,
    outcome,
)
from iopedu.course.outline import notebook
from iopedu.course.quiz import Option, Question, Quiz
from iopedu.show.care.cohort import rounds_table

OPTIONS = (Option("right", True, "because"), Option("wrong", False, "because not"), Option("open", False, "honest"))
SMALL = Quiz("Small", tuple(Question(f"0{at}_q", f"Question {at}?", OPTIONS) for at in range(3)))
IDS = [entry.id for entry in SMALL.questions]


def rounds(before: tuple[int, ...], after: tuple[int, ...] | None = None, quiz: Quiz = SMALL) -> Rounds:
    names = [entry.id for entry in quiz.questions]
    found = Rounds(quiz)
    for name, chosen in zip(names, before, strict=True):
        found = found.answer(name, chosen)
    if after is not None:
        found = found.begin()
        for name, chosen in zip(names, after, strict=True):
            found = found.answer(name, chosen)
    return found


def test_every_pattern_of_answers_is_scored() -> None:
    patterns = list(itertools.product(range(3), repeat=3))
    for before, after in itertools.product(patterns, patterns):
        found = rounds(before, after)
        counts = found.counts()
        assert list(counts) == list(OUTCOMES) and sum(counts.values()) == 3
        assert counts["both"] == sum(b == a == 0 for b, a in zip(before, after, strict=True))
        assert counts["gained"] == sum(b != 0 and a == 0 for b, a in zip(before, after, strict=True))
        assert counts["lost"] == sum(b == 0 and a != 0 for b, a in zip(before, after, strict=True))
        assert counts["neither"] == sum(b != 0 and a != 0 for b, a in zip(before, after, strict=True))
        said = f"Correct before: {before.count(0)} of 3. Correct after: {after.count(0)} of 3."
        assert found.ready and found.describe().startswith(said)
        # The change keeps its sign: what was gained less what was lost is the difference of the two rounds.
        assert counts["gained"] - counts["lost"] == after.count(0) - before.count(0)


def test_the_four_outcomes_have_their_names() -> None:
    names = [outcome(b, a) for b, a in ((1, 1), (0, 1), (1, 0), (0, 0))]
    assert names == list(OUTCOMES)
    assert len(set(OUTCOMES.values())) == 4 and len(set(ROUNDS.values())) == 2


@given(st.integers(0, 10**9))
def test_each_round_asks_all_questions_in_an_order_of_its_own(seed: int) -> None:
    found = Rounds(before_after(), seed=seed)
    orders = [[entry.id for entry in found.order(name)] for name in ROUNDS]
    assert orders[0] != orders[1]
    for name, order in zip(ROUNDS, orders, strict=True):
        assert sorted(order) == [entry.id for entry in before_after().questions]
        assert order == [entry.id for entry in Rounds(before_after(), seed=seed).order(name)]
        for entry in before_after().questions:
            shown = found.asked(entry.id, name)
            assert shown.options == tuple(entry.options[at] for at in found.options(entry.id, name))
            assert sorted(found.options(entry.id, name)) == list(range(len(entry.options)))
            assert shown.options[-1].text == "I don’t know yet"


def test_two_seeds_give_two_orders() -> None:
    one, two = (Rounds(before_after(), seed=seed) for seed in (1, 2))
    assert one.order() != two.order()
    moved = [entry.id for entry in before_after().questions if one.options(entry.id) != two.options(entry.id)]
    assert len(moved) > 4
    same = [entry.id for entry in before_after().questions if one.options(entry.id) == one.options(entry.id, "after")]
    assert len(same) < 10


def test_nothing_is_told_before_both_rounds_are_complete() -> None:
    found = Rounds(SMALL)
    for step in range(6):
        with pytest.raises(ValueError, match="when both rounds are complete"):
            found.outcomes()
        with pytest.raises(ValueError, match="when both rounds are complete"):
            rounds_table(found)
        assert "ight" not in found.describe() and "because" not in found.describe()
        if step == 3:
            assert found.waiting and "all 3 answered" in found.describe()
            with pytest.raises(ValueError, match="over"):
                found.answer(IDS[0], 0)
            found = found.begin()
        found = found.answer(IDS[step % 3], 0)
    assert found.ready and set(found.outcomes().values()) == {"both"}
    with pytest.raises(ValueError, match="over"):
        found.answer(IDS[0], 1)


def test_the_second_round_waits_for_the_first() -> None:
    started = Rounds(SMALL).answer(IDS[0], 1)
    with pytest.raises(ValueError, match="once every question in the first one is answered"):
        started.begin()
    with pytest.raises(ValueError, match="was never started"):
        Rounds(SMALL, after={IDS[0]: 1})
    with pytest.raises(ValueError, match="3 options"):
        started.answer(IDS[1], 3)
    assert started.answer(IDS[0], 0).before == {IDS[0]: 0}, "an answer may change while its round is open"


@given(st.lists(st.integers(0, 2), max_size=3), st.lists(st.integers(0, 2), max_size=3), st.booleans(), st.integers())
def test_answers_come_back_as_they_were(before: list[int], after: list[int], begun: bool, seed: int) -> None:
    begun = begun and len(before) == 3
    second = dict(zip(IDS, after, strict=False)) if begun else {}
    found = Rounds(SMALL, dict(zip(IDS, before, strict=False)), second, begun, seed)
    assert Rounds(SMALL).with_answers(json.loads(json.dumps(found.to_json()))) == found


def test_a_new_edition_asks_nobody_a_question_that_has_no_first_answer() -> None:
    saved = rounds((0, 1, 2), (0, 0, 0)).to_json()
    more = Quiz("Small", (*SMALL.questions, Question("09_new", "New?", OPTIONS)))
    assert Rounds(more).with_answers(saved).counts() == {"both": 1, "gained": 2, "lost": 0, "neither": 0}
    fewer = Quiz("Small", SMALL.questions[1:])
    assert Rounds(fewer).with_answers(saved).counts() == {"both": 0, "gained": 2, "lost": 0, "neither": 0}
    other = Quiz("Small", (Question("09_new", "New?", OPTIONS),))
    assert not Rounds(other).with_answers(saved).begun


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from(IDS),
    lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=6) | st.sampled_from(IDS), x, max_size=4),
    max_leaves=10,
)


@pytest.mark.hostile
@given(st.dictionaries(st.sampled_from(["version", "before", "after", "begun", "seed", "name"]), JUNK), JUNK)
def test_damaged_rounds_are_read_or_refused_in_words(fields: dict, other: object) -> None:
    for damaged in ({**rounds((0, 1, 2), (0, 0, 0)).to_json(), **fields}, other):
        try:
            assert isinstance(Rounds(SMALL).with_answers(damaged).describe(), str)
        except ValueError as problem:
            assert len(str(problem)) > 15 and str(problem).endswith(".")


def test_the_questions_cover_the_course_and_are_explained() -> None:
    found = before_after().questions
    assert 12 <= len(found) <= 16 and len({entry.id for entry in found}) == len(found)
    assert [entry.id[:2] for entry in found] == sorted({entry.id[:2] for entry in found})
    for entry in found:
        assert notebook(entry.id[:2]) and not entry.several
        assert all(len(option.why) >= 40 for option in entry.options), entry.id
        assert len({option.text for option in entry.options}) == len(entry.options)
    rights = [next(at for at, option in enumerate(entry.options) if option.right) for entry in found]
    assert max(map(rights.count, set(rights))) <= 6
    longest = [max(entry.options, key=lambda option: len(option.text)).right for entry in found]
    assert sum(longest) <= 5


def test_the_table_says_for_each_question_what_changed_and_why() -> None:
    quiz = before_after()
    rights = tuple(next(at for at, option in enumerate(entry.options) if option.right) for entry in quiz.questions)
    wrong = tuple((at + 1) % 3 for at in rights)
    found = rounds_table(rounds(wrong, rights, quiz))
    text = repr(found)
    for entry, at in zip(quiz.questions, wrong, strict=True):
        assert entry.options[at].why in text, "what was chosen wrongly is explained too"
        assert all(option.why in text for option in entry.options if option.right)
    assert text.count("Gained: right only afterward") == len(rights)
    assert "Notebook 04 Work through a thought record" in text
    assert "measure neither you nor the course" in text
    open_ones = repr(rounds_table(rounds((3,) * len(rights), rights, quiz)))
    assert quiz.questions[0].options[3].why not in open_ones and "I don’t know yet (not right)" in open_ones
    same = repr(rounds_table(rounds(wrong, wrong, quiz)))
    assert same.count("Not right either time") == len(rights)
    assert same.count(quiz.questions[0].options[wrong[0]].why) == 1
