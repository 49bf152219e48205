"""Factors, moments and agreements: complete, balanced, explained, and asked about without a verdict."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import course
from iopedu.care.group import (
    AGREEMENT_RULES,
    ANSWERS,
    Factor,
    GroupAgreements,
    GroupMoment,
    areas,
    example_agreements,
    factor,
    factors,
    group_moments,
    weeks,
)
from iopedu.course.deck import NOT_SURE
from iopedu.course.files import read_rows
from iopedu.course.practice import Practice
from iopedu.show.course.practice import agreement
from tests.tools import in_data

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
DECK = group_moments()
NAMES = [entry.name for entry in factors()]


# Factors ---------------------------------------------------------------------------------------------


def test_the_factors_are_in_words_of_our_own() -> None:
    assert len({entry.id for entry in factors()}) == len(set(NAMES)) == len(in_data("group/factors.csv"))
    for entry in factors():
        assert min(len(entry.meaning), len(entry.example), len(entry.leader)) >= 30, entry.id
        assert entry.sources == ("yalom",)
    assert "second-hand" in course.source("yalom").note
    named = course.fact("group_factors")
    assert (named.low, named.mark) == (str(len(factors())), "S")


def test_factors_are_found_by_name_or_refused_in_words() -> None:
    assert factor("hope").name == "Instillation of hope"
    with pytest.raises(ValueError, match="factor is 'love', which is not one of: hope, universality"):
        factor("love")
    with pytest.raises(ValueError, match="'x': leader is empty"):
        Factor("x", "X", "m", "e", "", ("yalom",))
    with pytest.raises(ValueError, match="'x': sources is empty"):
        Factor("x", "X", "m", "e", "l", ())


def test_the_people_of_the_groups() -> None:
    found = read_rows("group/members.csv")
    assert len({entry["name"] for entry in found}) == len(found) == 15
    assert Counter(entry["group"] for entry in found) == {"day": 9, "evening": 6}
    for name in ("Maya", "Daniel"):
        age = next(person.age for person in course.people() if person.name.startswith(name))
        assert next(entry for entry in found if entry["name"] == name)["about"].startswith(f"{age},")
    names = {entry["name"] for entry in found}
    words = " ".join(item.question.ask for item in DECK.items)
    assert all(name in words for name in names - {"Omar"})


def test_the_weeks_are_those_of_the_story() -> None:
    assert [(week.name, week.group, week.individual) for week in weeks()] == [
        ("Maya", 9, 1),
        ("Daniel", 9, 0.5),
        ("Aisha", 9, 1),
    ]
    assert "family session in week 4" in weeks()[0].also


# Moments ---------------------------------------------------------------------------------------------


def test_there_are_enough_moments_of_each_kind() -> None:
    many = Counter(entry.kind for entry in DECK.items)
    assert set(many) == set(DECK.kinds) and many["factor"] >= 24 and many["next"] >= 12 and many["agreement"] >= 12
    assert {entry.kind for entry in DECK.items[:6]} == set(DECK.kinds)
    assert (
        len({entry.id for entry in DECK.items}) == len({entry.question.ask for entry in DECK.items}) == len(DECK.items)
    )


@pytest.mark.parametrize("entry", DECK.items, ids=lambda entry: entry.id)
def test_every_option_is_explained_in_its_own_words(entry: GroupMoment) -> None:
    *options, unsure = entry.question.options
    assert (unsure.text, unsure.right) == (NOT_SURE, False)
    assert all(len(option.why) >= 40 and option.why.endswith((".", "?")) for option in entry.question.options)
    assert len({option.text for option in options}) == len(options)
    texts = [option.text for option in options]
    if entry.kind == "factor":
        assert set(texts) <= set(NAMES) and len(texts) == 4 and 1 <= len(entry.right) <= 2
        assert {entry.question.options[at].text for at in entry.right} == {factor(name).name for name in entry.factors}
        assert entry.trap is None
    elif entry.kind == "agreement":
        assert texts == list(ANSWERS.values()) and len(entry.right) == 1
    else:
        assert len(texts) == 4 and len(entry.right) == 1
        assert entry.trap is not None and entry.trap not in entry.right and not entry.factors


def test_no_explanation_stands_twice_and_none_gives_itself_away() -> None:
    whys = Counter(o.why for entry in DECK.items for o in entry.question.options if o.text != NOT_SURE)
    assert [why for why, times in whys.items() if times > 1] == []
    # Whoever always takes the longest sentence of a leader must not be right most of the time.
    longest = [
        max(range(4), key=lambda at, entry=entry: len(entry.question.options[at].text)) in entry.right
        for entry in DECK.of("next")
    ]
    assert sum(longest) <= len(longest) / 2


@pytest.mark.parametrize("kind", DECK.kinds)
def test_no_position_is_right_most_of_the_time(kind: str) -> None:
    at = Counter(place for entry in DECK.of(kind) for place in entry.right)
    assert len(at) >= 3 and max(at.values()) <= 0.5 * sum(at.values())


def test_each_factor_is_shown_and_each_answer_is_right_somewhere() -> None:
    shown = Counter(name for entry in DECK.items for name in entry.factors)
    assert set(shown) == {entry.id for entry in factors()} and min(shown.values()) >= 2
    right = Counter(entry.question.options[entry.right[0]].text for entry in DECK.of("agreement"))
    assert set(right) == set(ANSWERS.values()) and min(right.values()) >= 3


def test_somebody_who_is_not_safe_is_never_left_to_the_members() -> None:
    entry = DECK.item("n_weekend")
    right = entry.question.options[entry.right[0]]
    assert "safety plan" in right.text and "team" in right.text
    assert "This hands the team’s job to members" in entry.question.options[3].why


def test_agreement_counts_where_the_options_are_categories() -> None:
    assert DECK.counted == ("factor", "agreement")
    record = Practice(DECK)
    for entry in DECK.of("agreement"):
        record = record.answer(entry.id, entry.right, NOON)
    assert record.agreement("agreement").kappa == 1.0 and record.ready
    said = repr(agreement(record))
    assert "17 of 17 first answers agree" in said and "Where several factors are right" in said
    assert "Where several styles are right" not in said
    # What a leader says next is no category, and the table says that it leaves such items out.
    assert len({entry.question.options[0].text for entry in DECK.of("next")}) == len(DECK.of("next")) == 15
    assert "Items whose options differ from one to the next aren’t part of it." in said


# Agreements ------------------------------------------------------------------------------------------

FULL = dict(example_agreements().agreed)


def asked(**words: str) -> list[str]:
    """Return the ids of the rules that ask about the example with these words in place of its own."""
    changed = GroupAgreements("", {**FULL, **words})
    return [rule.id for rule in AGREEMENT_RULES if any(note.endswith(rule.question) for note in changed.notes())]


def test_the_example_raises_no_question_and_is_ready() -> None:
    found = example_agreements()
    assert found.notes() == () and found.ready and found.written == 7
    assert "Agreements for the day group. 7 of 8 areas filled in, 0 questions to discuss." in found.describe()


@pytest.mark.parametrize(
    ("area", "words", "rules"),
    [
        ("time", "Nobody leaves before the end.", ["force"]),
        ("time", "We ALWAYS begin at nine sharp.", []),
        ("time", "We never leave early or without a word.", []),
        ("part", "We speak every day, no exceptions.", []),
        ("part", "Everybody may pass when they want.", []),
        ("talk", "Whoever shouts is thrown out at once.", ["penalty"]),
        ("talk", "It is fine to disagree with me.", []),
        ("talk", "Be nice.", ["vague"]),
        ("talk", "Let each other finish.", []),
        ("crisis", "", ["no_crisis"]),
        ("crisis", "We are there for each other.", ["no_crisis"]),
        ("crisis", "We call Gloria at night, she answers.", ["no_crisis"]),
        ("crisis", "Call 988 or the program.", []),
        ("crisis", "Tell Omar, our Leader, right away.", []),
        ("crisis", "Gloria is on call at night for everyone.", ["no_crisis"]),
        ("crisis", "Everybody must share how safe they are.", ["no_crisis"]),
        ("crisis", "Call Omar or the program. Nobody leaves alone.", ["force"]),
        ("crisis", "We handle suicidal thoughts within the group; staff would only overreact.", ["alone_with_it"]),
        ("crisis", "Call Gloria at night, the crisis line is useless.", ["alone_with_it"]),
        ("crisis", "We handle suicidal thoughts within the group.", ["alone_with_it"]),
        ("crisis", "Don’t call the staff. One of us drives over.", ["alone_with_it"]),
        ("crisis", "If you can’t call the staff, call the crisis line.", []),
        ("crisis", "The staff can handle it with you, within the hour.", []),
        ("substances", "If somebody drunk, we hide it from Omar.", ["secret"]),
        ("substances", "Omar doesn’t need to know that somebody drank.", ["secret"]),
        ("substances", "Don’t tell Omar if somebody smells of alcohol.", ["secret"]),
        ("substances", "We don’t hide it from Omar when somebody drank.", []),
        ("substances", "If you don’t tell Omar, he’ll ask you.", []),
        ("talk", "Be respectful.", ["vague"]),
        ("talk", "whatever", ["vague"]),
        ("time", "idk lol", ["vague"]),
        ("time", "Nothing happens when you’re late, just come in.", []),
        ("privacy", "", ["no_privacy"]),
        ("privacy", "...", ["no_privacy"]),
        ("privacy", "What is said here stays here.", ["privacy_limit"]),
        ("privacy", "Our stories never leave this room.", ["secret"]),
        ("privacy", "What anybody tells here must never leave.", ["secret"]),
        ("privacy", "It stays here unless somebody is at risk.", []),
        ("video", "We join on time and smile.", ["overheard"]),
        ("video", "I sit behind a closed door.", []),
        ("video", "", []),
        ("substances", "Tell a leader at the door.", []),
        ("contact", "", []),
        ("privacy", "Nothing ever leaves, never, or one is expelled.", ["secret"]),
    ],
)
def test_rules_ask_where_they_should_and_nowhere_else(area: str, words: str, rules: list[str]) -> None:
    assert asked(**{area: words}) == rules


def test_rules_only_ask() -> None:
    for rule in AGREEMENT_RULES:
        assert rule.part in {"", *(area.id for area in areas())}
        assert not any(word in rule.question.casefold() for word in ("wrong", "bad agreement", "must", "should"))


def test_nothing_is_asked_before_something_is_written() -> None:
    for empty in (GroupAgreements(), GroupAgreements("Evening"), GroupAgreements("", {"time": "  "})):
        assert empty.notes() == () and not empty.ready and empty.describe() == "No agreements yet."
    assert GroupAgreements("", {"time": "  "}) == GroupAgreements()
    three = dict.fromkeys(("time", "part", "talk"), "Some words for this area")
    assert not GroupAgreements("", three).ready
    assert GroupAgreements("", {**three, "contact": "And some words more"}).ready
    assert not GroupAgreements("", {**three, "contact": "..."}).ready
    assert "Agreements for an unnamed group. 3 of 8 areas" in GroupAgreements("", three).describe()


def test_areas_are_complete() -> None:
    assert len({area.id for area in areas()}) == len(in_data("group/areas.csv"))
    assert all(area.ask.endswith("?") and area.hint.startswith("For example") for area in areas())


@given(st.text(), st.dictionaries(st.sampled_from([area.id for area in areas()]), st.text()))
def test_agreements_come_back_as_they_were(group: str, agreed: dict[str, str]) -> None:
    record = GroupAgreements(group, agreed)
    assert GroupAgreements.from_json(json.loads(json.dumps(record.to_json()))) == record
    assert list(record.agreed) == [area.id for area in areas() if agreed.get(area.id, "").strip()]
    assert all(record.agreed[name] == agreed[name] for name in record.agreed)
    assert all("?" in note for note in record.notes())


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"group": 5}, "Which group is 5; it should be text."),
        ({"agreed": ["x"]}, "Agreements is \\['x'\\]; there should be one answer for each name"),
        ({"agreed": {"love": "x"}}, "Agreements is 'love', which is not one of: privacy, time"),
        ({"agreed": {"time": None}}, "Coming and leaving is None; it should be text."),
    ],
)
def test_what_cannot_be_agreed_is_refused_in_words(fields: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        GroupAgreements(**fields)


@pytest.mark.hostile
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text() | st.sampled_from(("version", "agreed", "time")), x),
    )
)
def test_damaged_agreements_are_refused_in_words(found: object) -> None:
    for saved in (found, {"version": 1, "agreed": found}, {"version": 1, "agreed": {"time": found}, "group": "g"}):
        try:
            GroupAgreements.from_json(saved)
        except ValueError as problem:
            assert str(problem).endswith(".")
    with pytest.raises(ValueError, match=r"\."):
        GroupAgreements.from_json({"version": 1, "mood": found})


# Facts -----------------------------------------------------------------------------------------------


def test_the_facts_of_the_group_are_all_about_mental_health_and_name_their_subject() -> None:
    found = course.facts_on("group")
    assert {entry.about for entry in found} == {"group", "alliance", "peers", "telehealth"}
    assert {entry.field for entry in found} == {"mental_health"} and len(found) == 20
    assert {entry.mark for entry in course.facts_on("group", "peers")} == {"R"}
    functional = course.fact("peers_functional")
    assert float(functional.low) <= 0 <= float(functional.high) and "includes zero" in functional.says
    assert {course.fact(name).mark for name in ("group_across_group", "group_across_individual")} == {"S"}
