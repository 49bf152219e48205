"""Clouds have exactly the correlation that was asked for; guesses that were not made are never counted."""

from __future__ import annotations

import json
import math
from statistics import correlation, fmean, median, pstdev

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iopedu import course
from iopedu.care.alliance import LINKS, NEAR, OWN, STRENGTHS, Cloud, Guesses, published, r_number
from iopedu.show.care.group import cloud_table
from tests.tools import ANY_JSON

R = st.floats(-1, 1)
SEEDS = st.integers(0, 9999)


def columns(cloud: Cloud) -> tuple[list[float], list[float]]:
    return [x for x, _ in cloud.points], [y for _, y in cloud.points]


# The cloud -------------------------------------------------------------------------------------------


@given(R, SEEDS)
@example(1.0, 0)
@example(-1.0, 1)
@example(0.0, 2)
@example(0.278, 3)
def test_the_people_have_exactly_the_link_that_was_asked_for(r: float, seed: int) -> None:
    cloud = Cloud(r, seed)
    x, y = columns(cloud)
    assert len(cloud.points) == 100
    assert abs(correlation(x, y) - r) < 1e-9
    for values in (x, y):
        assert abs(fmean(values)) < 1e-9 and abs(pstdev(values) - 1) < 1e-9
        assert max(map(abs, values)) < 6


@given(R, SEEDS)
def test_the_same_number_gives_the_same_people(r: float, seed: int) -> None:
    assert Cloud(r, seed).points == Cloud(r, seed).points
    assert columns(Cloud(r, seed))[0] == columns(Cloud(0.0, seed))[0], "only the second rating follows r"
    assert Cloud(r, seed).points != Cloud(r, (seed + 1) % 10_000).points


def test_the_first_people_stay_what_the_notebook_says() -> None:
    x, y = Cloud(0.278).points[0]
    assert (round(x, 6), round(y, 6)) == (-0.812432, 0.194937)
    assert [Cloud(r).both for r in (0.0, 0.278, 0.5, 1.0)] == [25, 30, 34, 50]


@given(R, SEEDS)
def test_the_halves_are_counted_in_the_people(r: float, seed: int) -> None:
    cloud = Cloud(r, seed)
    x, y = columns(cloud)
    upper = {at for at in range(100) if x[at] > median(x)}
    assert len(upper) == 50 == sum(value > median(y) for value in y)
    assert cloud.both == sum(y[at] > median(y) for at in upper) and cloud.middles == (median(x), median(y))


@given(R)
def test_the_three_shares_agree_at_the_ends_and_differ_between(r: float) -> None:
    cloud = Cloud(r)
    assert 0 <= cloud.expected <= 1 and 0 <= cloud.display <= 1 and 0 <= cloud.shared <= 1
    assert cloud.shared == pytest.approx(r * r) and cloud.display == 0.5 + r / 2
    assert abs(cloud.expected + Cloud(-r).expected - 1) < 1e-12
    if 0.05 < r < 0.95:
        assert 0.5 < cloud.expected < cloud.display, "the display draws a link larger than people show it"
    assert (Cloud(1.0).both, Cloud(-1.0).both) == (50, 0)
    assert (Cloud(0.0).expected, Cloud(1.0).expected) == (0.5, 1.0)


@pytest.mark.parametrize("r", [-1.0, 0.0, 1.0])
def test_the_display_overpromises_nowhere_that_the_table_says_it_does_not(r: float) -> None:
    cloud = Cloud(r)
    assert cloud.expected == cloud.display == {-1.0: 0.0, 0.0: 0.5, 1.0: 1.0}[r]
    assert "it overpromises, except when r is 0, 1 or −1." in repr(cloud_table(cloud))


def test_the_expected_share_is_what_many_people_show() -> None:
    found = fmean(Cloud(0.278, seed).both / 50 for seed in range(300))
    assert abs(found - Cloud(0.278).expected) < 0.01
    assert abs(Cloud(0.278).expected - (0.5 + math.asin(0.278) / math.pi)) < 1e-12


def test_what_the_questions_say_is_what_the_people_show() -> None:
    cloud = Cloud.of("alliance_outcome")
    assert (round(100 * cloud.expected), round(100 * cloud.display), f"{cloud.shared:.3f}") == (59, 64, "0.077")
    (question,) = course.questions("10")["predict_share"].questions
    right = next(option for option in question.options if option.right)
    assert f"About {cloud.both}" == right.text and "59 of 100" in right.why
    quiz = course.questions("10")["quiz"]
    assert "64 versus 36" in quiz.question("besd_caution").ask
    assert any("is 0.077" in option.why for option in quiz.question("read_r").options)
    (gap,) = course.questions("10")["predict_format"].questions
    assert "0.44" in gap.options[0].why and round(1.12 - 0.68, 2) == 0.44


def test_published_links_have_the_published_value() -> None:
    assert {name: published(name) for name in LINKS} == {
        "alliance_outcome": 0.278,
        "alliance_internet": 0.275,
        "cohesion_2018": 0.26,
        "cohesion_2011": 0.25,
    }
    for name, title in LINKS.items():
        cloud = Cloud.of(name)
        assert (cloud.r, cloud.title, cloud.link) == (published(name), title, name)
        assert title.startswith(f"{cloud.name} and outcome") and cloud.name in ("Alliance", "Cohesion")
    with pytest.raises(ValueError, match=r"link is 'own', which is not one of: alliance_outcome"):
        Cloud.of(OWN)


@given(R, st.sampled_from((-0.1, 0.1)))
def test_a_step_stays_within_the_ends(r: float, step: float) -> None:
    moved = Cloud(r, 7).moved(step)
    assert -1 <= moved.r <= 1 and moved.seed == 7 and moved.link == OWN
    assert abs(moved.r - max(-1, min(1, r + step))) < 0.001
    assert str(moved.r) != "-0.0"


def test_a_moved_link_has_three_digits() -> None:
    assert [Cloud(0.278456).moved(step).r for step in (0, 0.1, -0.1)] == [0.278, 0.378, 0.178]


def test_other_people_have_the_same_link() -> None:
    cloud = Cloud.of("cohesion_2011", 9999)
    assert cloud.others() == Cloud.of("cohesion_2011", 0) and Cloud(0.4, 5).others() == Cloud(0.4, 6)


def test_the_words_say_what_is_counted_and_what_is_open() -> None:
    said = Cloud.of("cohesion_2011").describe()
    both = Cloud.of("cohesion_2011").both
    assert f"r = 0.25. Of the 50 fictional people with the stronger cohesion, {both} are" in said
    assert f"of the other 50, {50 - both} are." in said and "about 25 and 25" in said
    assert "This does not tell us which causes which" in said
    assert Cloud(0.5).describe().startswith("A link you chose: r = 0.5. Of the 50 fictional people")
    assert Cloud(0.5).both == 34


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"r": 1.01}, "r is 1.01. Enter a number from -1 to 1"),
        ({"r": float("nan")}, "r is nan"),
        ({"r": float("inf")}, "r is inf"),
        ({"r": True}, "r is True"),
        ({"r": "0.3"}, "r is '0.3'"),
        ({"r": None}, "r is None"),
        ({"r": 0.3, "seed": -1}, "hundred people is -1. Enter a whole number from 0 to 9999"),
        ({"r": 0.3, "seed": 10_000}, "is 10000"),
        ({"r": 0.3, "seed": True}, "is True"),
        ({"r": 0.3, "seed": 1.0}, "is 1.0"),
        ({"r": 0.3, "link": "love"}, "Link to show is 'love', which is not one of: alliance_outcome"),
        ({"r": 0.3, "link": ["own"]}, r"Link to show is \['own'\]"),
        ({"r": 0.3, "link": "cohesion_2011"}, "r is 0.3, but the published value is 0.25"),
    ],
)
def test_what_cannot_be_is_refused_in_words(fields: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Cloud(**fields)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("0", 0), (".3", 0.3), ("0,28", 0.28), ("-1", -1), ("+1.0", 1), ("−.5", -0.5), ("-0", 0), ("1.", 1)],
)
def test_a_typed_correlation_is_read(typed: str, value: float) -> None:
    read = r_number("r").read
    assert read(f" {typed} ") == value and not str(read(typed)).startswith("-0.0")


@pytest.mark.parametrize(
    "typed",
    ["", " ", "1.2", "-1.0001", "28", "30%", "e", "1e-1", "nan", "inf", "--1", ".", "²", "٣", "1.000", "9" * 400],
)
def test_what_is_no_correlation_is_named(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^My guess is .* Enter a number from -1 to 1\.$"):
        r_number("My guess").read(typed)


@given(st.text())
def test_any_text_is_read_or_refused(typed: str) -> None:
    try:
        assert -1 <= r_number("r").read(typed) <= 1
    except ValueError as problem:
        assert str(problem).endswith("from -1 to 1.")


@given(R, SEEDS)
def test_a_cloud_comes_back_as_it_was(r: float, seed: int) -> None:
    for cloud in (Cloud(r, seed), Cloud.of("cohesion_2018", seed)):
        assert Cloud.from_json(json.loads(json.dumps(cloud.to_json()))) == cloud


# The guesses -----------------------------------------------------------------------------------------

GUESSES = st.lists(st.none() | R, max_size=len(STRENGTHS)).map(tuple)


@given(st.integers(1, Guesses.ROUNDS))
def test_each_round_has_every_link_once_and_people_of_its_own(number: int) -> None:
    found = [Guesses(number).cloud(at) for at in range(len(STRENGTHS))]
    assert sorted(cloud.r for cloud in found) == sorted(STRENGTHS)
    assert len({cloud.seed for cloud in found}) == len(STRENGTHS)
    assert found == [Guesses(number).cloud(at) for at in range(len(STRENGTHS))]
    others = {Guesses(number % Guesses.ROUNDS + 1).cloud(at).seed for at in range(len(STRENGTHS))}
    assert not others & {cloud.seed for cloud in found}


def test_rounds_differ_in_their_order() -> None:
    assert len({tuple(Guesses(number).cloud(at).r for at in range(8)) for number in range(1, 100)}) > 90


@given(GUESSES)
def test_what_was_not_guessed_is_never_an_error_of_zero(given_: tuple[float | None, ...]) -> None:
    record = Guesses(4, given_)
    guessed = [(guess, record.cloud(at).r) for at, guess in enumerate(given_) if guess is not None]
    assert list(record.errors) == [abs(guess - r) for guess, r in guessed]
    assert record.left == len(STRENGTHS) - len(given_) and record.ready == (len(guessed) >= 6)
    if guessed:
        assert record.mean_error == pytest.approx(fmean(abs(guess - r) for guess, r in guessed))
        assert f"Mean absolute error: {record.mean_error:.2f}, from {len(guessed)} guess" in record.summary()
    else:
        assert record.mean_error is None and "No guesses yet" in record.summary()
    looked = len(given_) - len(guessed)
    assert ("looked up and not counted" in record.summary()) == bool(looked)
    assert [row[3] == "not counted" for row in record.rows()] == [guess is None for guess in given_]
    assert Guesses.from_json(json.loads(json.dumps(record.to_json()))) == record


def at_strength(r: float) -> tuple[Guesses, int]:
    """Return a round with nothing guessed before the cloud of this strength, and its place."""
    at = next(at for at in range(8) if Guesses().cloud(at).r == r)
    return Guesses(1, (None,) * at), at


@pytest.mark.parametrize(
    ("r", "guess", "says"),
    [
        (0.45, 0.8, "Off by 0.35: you saw a stronger link"),
        (0.45, 0.1, "Off by 0.35: you saw a weaker link"),
        (-0.6, -0.9, "Off by 0.30: you saw a stronger link"),
        (-0.6, -0.2, "Off by 0.40: you saw a weaker link"),
        (-0.6, 0.6, "Off by 1.20, and the cloud slopes the other way"),
        (0.1, -0.1, "Off by 0.20, and the cloud slopes the other way"),
        (0.0, 0.3, "Off by 0.30: you saw a stronger link"),
        (0.28, 0.0, "Off by 0.28: you saw a weaker link"),
        (0.28, 0.38, "Off by 0.10: close, for a guess by eye"),
        (0.28, 0.39, "Off by 0.11: you saw a stronger"),
        (0.0, 0.0, "Off by 0.00: close, for a guess by eye"),
    ],
)
def test_feedback_says_how_far_and_in_which_way(r: float, guess: float, says: str) -> None:
    record, at = at_strength(r)
    said = record.guess(guess).feedback(at)
    assert f"You guessed {guess:g}; the answer is r = {r:g}. {says}" in said
    assert f"{record.cloud(at).both} are in the upper half" in said
    assert NEAR == 0.1


def test_looking_up_tells_the_answer_and_counts_nothing() -> None:
    record, at = at_strength(0.65)
    assert (
        record.guess(None)
        .feedback(at)
        .startswith("The answer is r = 0.65. You didn’t guess, so this one isn’t counted. Count each half")
    )


def test_a_round_ends_and_the_next_one_is_empty() -> None:
    full = Guesses(1, (0.0,) * 8)
    with pytest.raises(ValueError, match=r"Guesses: 9 entries. The limit is 8:"):
        full.guess(0.1)
    assert full.again() == Guesses(2) and Guesses(99).again() == Guesses(1)
    assert full.left == 0 and full.describe().startswith("Round 1. Mean absolute error: 0.")
    assert "Cloud 8: guess 0, r" in full.describe()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"number": 0}, "Round number is 0. Enter a whole number from 1 to 99"),
        ({"number": 100}, "is 100"),
        ({"number": True}, "is True"),
        ({"number": None}, "is None"),
        ({"given": "0.1"}, "Guesses is '0.1'; it should be a list"),
        ({"given": (0.1,) * 9}, "9 entries. The limit is 8:"),
        ({"given": (0.1, "x")}, "Guess 2 is 'x'. Enter a number from -1 to 1"),
        ({"given": (1.5,)}, "Guess 1 is 1.5"),
        ({"given": (True,)}, "Guess 1 is True"),
    ],
)
def test_guesses_that_cannot_be_are_refused_in_words(fields: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Guesses(**fields)


@pytest.mark.hostile
@pytest.mark.parametrize("kind", [Cloud, Guesses])
@given(found=ANY_JSON)
def test_damaged_answers_are_refused_in_words(kind: type, found: object) -> None:
    for saved in (found, {"version": 1, "r": 0.1, "seed": found}, {"version": 1, "number": 1, "given": [found]}):
        try:
            kind.from_json(saved)
        except ValueError as problem:
            assert str(problem).endswith(".")
    with pytest.raises(ValueError, match=r"\."):
        kind.from_json({"version": 1, "mood": found})
