"""Questions and explanations: every option answered, nothing half right, saved answers read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.course.explain import explanations
from iopedu.course.outline import notebooks
from iopedu.course.quiz import Option, Question, Quiz, questions

OPTIONS = tuple(Option(f"option {at}", at in (1, 2), f"because of reason {at}") for at in range(4))
QUESTION = Question("q", "Which?", OPTIONS)
QUIZ = Quiz("Quiz", (QUESTION, Question("r", "Which one?", OPTIONS[:2])))
CHOICES = st.sets(st.integers(0, 3))


@given(CHOICES)
def test_right_means_exactly_the_right_options(chosen: set[int]) -> None:
    assert QUESTION.is_right(chosen) == (chosen == {1, 2})


@given(CHOICES)
def test_every_choice_gets_its_reason_and_no_wrong_one_is_given_away(chosen: set[int]) -> None:
    if not chosen:
        with pytest.raises(ValueError, match="You haven’t chosen anything yet"):
            QUESTION.feedback(chosen)
        return
    lines = QUESTION.feedback(chosen)
    assert len(lines) == len(chosen | {1, 2})
    for at in range(4):
        said = [line for line in lines if f"reason {at}" in line]
        expected = "Yes" if at in (1, 2) else "Not quite"
        assert [line.split(":")[0] for line in said] == (
            [expected] if at in chosen else ["Also right"] if at in (1, 2) else []
        )


def test_a_missed_single_answer_is_not_given_away() -> None:
    single = QUIZ.question("r")
    assert not single.several
    assert single.feedback([0]) == ("Not quite: “option 0” because of reason 0",)


@pytest.mark.parametrize("chosen", [[-1], [4], [0, 9]])
def test_positions_that_do_not_exist_are_refused(chosen: list[int]) -> None:
    with pytest.raises(ValueError, match="has 4 options"):
        QUESTION.feedback(chosen)


@pytest.mark.parametrize("rights", [[False, False], [True, True]])
def test_a_question_needs_right_and_wrong_options(rights: list[bool]) -> None:
    with pytest.raises(ValueError, match="at least one right and one wrong"):
        Question("q", "?", tuple(Option("a", right, "b") for right in rights))
    with pytest.raises(ValueError, match="needs an explanation"):
        Question("q", "?", (Option("a", True, ""), Option("b", False, "c")))


def test_the_sources_of_a_question_are_in_the_list() -> None:
    assert Question("q", "Which?", OPTIONS, ("bruijniks2020",)).sources == ("bruijniks2020",)
    with pytest.raises(KeyError, match="No source has the key 'nobody1900'"):
        Question("q", "Which?", OPTIONS, ("bruijniks2020", "nobody1900"))


@given(st.dictionaries(st.sampled_from(["q", "r"]), st.sets(st.integers(0, 1), min_size=1)))
def test_answers_are_counted_and_survive_saving(answers: dict[str, set[int]]) -> None:
    quiz = QUIZ
    for name, chosen in answers.items():
        quiz = quiz.answer(name, chosen)
    assert quiz.right == (answers.get("q") == {1, 2}) + (answers.get("r") == {1})
    assert quiz.ready == (len(answers) == 2)
    assert QUIZ.with_answers(quiz.to_json()) == quiz
    part = " 1 more is partly right." if answers.get("q") == {1} else ""
    assert quiz.describe() == f"{len(answers)} of 2 questions answered, {quiz.right} right.{part}"
    assert quiz.transcript().count("– ") == sum(map(len, answers.values()))


@pytest.mark.parametrize(
    ("chosen", "verdict"),
    [
        ({1, 2}, "(right)"),
        ({2}, "(right, but not all of it)"),
        ({0, 2}, "(not right)"),
        ({3}, "(not right)"),
    ],
)
def test_what_is_right_but_incomplete_is_not_called_wrong(chosen: set[int], verdict: str) -> None:
    assert QUIZ.answer("q", chosen).transcript().endswith(f"\n{verdict}")
    one = Question("q", "Which?", OPTIONS, one_of=True)
    assert not one.is_part([1]) and not QUIZ.question("r").is_part([0]) and not QUESTION.is_part([])


def test_an_answer_can_be_changed_and_an_old_question_is_passed_over() -> None:
    quiz = QUIZ.answer("q", [0]).answer("q", [1, 2])
    assert quiz.right == 1 and len(quiz.answers) == 1
    assert QUIZ.with_answers({"version": 1, "answers": {"gone": [7], "q": [1, 2]}}) == quiz


@pytest.mark.parametrize(
    "found",
    [None, [], {"version": 2}, {"version": 1, "answers": []}, {"version": 1, "answers": {"q": 1}}]
    + [{"version": 1, "answers": {"q": chosen}} for chosen in ([], [9], [True], ["1"])],
)
def test_damaged_answers_are_refused_in_words(found: object) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
        QUIZ.with_answers(found)


@pytest.mark.parametrize("number", [entry.number for entry in notebooks()])
def test_every_explanation_has_points_and_survives_saving(number: str) -> None:
    for task in explanations(number).values():
        assert len(task.points) >= 3 and task.ask.endswith((".", "?"))
        attempt = task.attempt("five words are quite enough").compare((2, 0, 2))
        assert attempt.found == (0, 2) and task.with_answers(attempt.to_json()) == attempt
        assert task.describe() == f"{task.ask} (no answer yet)" and not task.attempted
        assert attempt.describe() == f"{task.ask}\n{attempt.text}\nPoints the learner checked: 2 of {len(task.points)}."
        with pytest.raises(ValueError, match="at least 5 different words"):
            task.attempt("  four words, no more ")
        assert attempt.attempt("quite another text with other words").found == (), "it was checked against another text"
        assert attempt.attempt(attempt.text).found == (0, 2)
        with pytest.raises(ValueError, match="isn’t on it"):
            attempt.compare((99,))


def test_right_answers_do_not_stand_in_one_place() -> None:
    sets = [quiz for entry in notebooks() for quiz in questions(entry.number).values()]
    places = [[o.right for o in q.options].index(True) for quiz in sets for q in quiz.questions]
    assert max(places.count(at) for at in set(places)) <= len(places) * 0.6


def test_an_option_keeps_its_position_wherever_the_page_shows_it() -> None:
    moved = Question("q", "Which?", OPTIONS, order=(3, 1, 0, 2))
    assert moved.listed == ("option 3", "option 1", "option 0", "option 2") and moved.options == OPTIONS
    assert moved.is_right({1, 2}) and moved.feedback([3]) == QUESTION.feedback([3])
    assert QUESTION.shown == (0, 1, 2, 3)


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 1, 2, 2), (1, 2, 3, 4)])
def test_an_order_names_every_option_once(order: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="the position of each option once"):
        Question("q", "Which?", OPTIONS, order=order)
