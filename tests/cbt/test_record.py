"""Thought records: unset is not zero, the sign stays, views share one record, hostile files are refused in words."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.cbt.exchange import read_records
from iopedu.cbt.record import (
    COLUMNS,
    EVIDENCE_RULES,
    FIELDS,
    HINT_RULES,
    NO_STYLE,
    Emotion,
    Summary,
    Thought,
    ThoughtRecord,
    example_records,
    hints,
)
from iopedu.course.files import read_rows
from iopedu.course.ratings import Change
from iopedu.show.cbt.action import hint_rules
from tests.tools import in_data

NAMES = ("Sad and angry", "Sad and very angry")
RATINGS = st.none() | st.integers(0, 100)
RECORDS = st.builds(
    ThoughtRecord,
    situation=st.text(),
    thoughts=st.lists(st.builds(Thought, st.text(), RATINGS, RATINGS), max_size=3).map(tuple),
    emotions=st.lists(
        st.builds(Emotion, st.text(), RATINGS, RATINGS), max_size=3, unique_by=lambda e: e.name.casefold().strip()
    ).map(tuple),
    styles=st.lists(st.text()).map(tuple),
    evidence_for=st.text(),
    evidence_against=st.text(),
    balanced=st.text(),
    balanced_belief=RATINGS,
)


@given(RECORDS)
def test_a_record_survives_saving(record: ThoughtRecord) -> None:
    assert ThoughtRecord.from_json(json.loads(json.dumps(record.to_json()))) == record
    assert read_records(json.dumps(record.to_json())).records == (record,)


@given(RATINGS, RATINGS)
def test_change_is_computed_only_between_two_ratings_and_keeps_its_sign(before: int | None, after: int | None) -> None:
    record = ThoughtRecord(thoughts=(Thought("t", before, after),), emotions=(Emotion("e", before, after),))
    if before is None or after is None:
        assert record.changes() == ()
    else:
        assert [change.points for change in record.changes()] == [after - before] * 2


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [(0, 0, "Unchanged"), (0, 100, "100 higher"), (100, 0, "100 lower"), (40, 55, "15 higher"), (55, 55, "Unchanged")],
)
def test_words_for_a_change_are_neutral(before: int, after: int, says: str) -> None:
    words = Change("Sad", before, after).describe()
    assert says in words and f"{before}, then {after}" in words
    assert not any(
        word in words.lower() for word in ("good", "great", "well done", "worse", "better", "fail", "should")
    )


def test_an_untouched_record_has_no_change_and_misses_everything() -> None:
    blank = ThoughtRecord()
    assert blank.changes() == () and blank.balanced_belief is None
    for columns, view in COLUMNS.items():
        assert blank.missing_in(columns) == tuple(FIELDS[field] for column in view for field in column)


@pytest.mark.parametrize(
    "field", [field for field in FIELDS if field not in ("thoughts", "emotions", "outcome", "styles")]
)
def test_a_missing_part_is_reported_by_name(field: str) -> None:
    full = example_records()[0]
    assert full.missing_in(7) == ()
    without = ThoughtRecord(**{**vars(full), field: ""})
    assert without.missing_in(7) == (FIELDS[field],)


def test_a_rating_of_zero_is_filled_in_and_an_unset_one_is_not() -> None:
    zero = ThoughtRecord(thoughts=(Thought("t", 0, 0),), emotions=(Emotion("e", 0, 0),))
    assert "Thoughts" not in zero.missing_in(3) and "Rated again" not in zero.missing_in(5)
    unset = ThoughtRecord(thoughts=(Thought("t"),), emotions=(Emotion("e"),))
    without = "Thoughts (a rating is missing)", "Emotions (a rating is missing)"
    assert unset.missing_in(3) == ("Situation", *without)


def test_words_without_a_rating_are_not_called_empty() -> None:
    two = ThoughtRecord(emotions=(Emotion("Lonely", 40), Emotion("Angry")), balanced="I do not know yet")
    assert two.missing_in(5)[1:4] == (
        "Thoughts",
        "Emotions (a rating is missing)",
        "Balanced thought (a rating is missing)",
    )
    assert ThoughtRecord(thoughts=(Thought("", 40),)).missing_in(3)[1] == "Thoughts", "a rating without words"


def test_views_share_one_record() -> None:
    parts = {columns: {field for column in view for field in column} for columns, view in COLUMNS.items()}
    assert parts[3] < parts[5] < parts[7] == set(FIELDS)
    assert all(len(view) == columns for columns, view in COLUMNS.items())
    with pytest.raises(ValueError, match="not one of: 3, 5, 7"):
        ThoughtRecord().missing_in(4)


def test_one_hot_thought() -> None:
    record = ThoughtRecord(thoughts=(Thought("a"), Thought("b")))
    assert record.hot is None
    assert ThoughtRecord(thoughts=(Thought("a"), Thought("b", hot=True))).hot.text == "b"
    assert ThoughtRecord(thoughts=(Thought("a"),)).hot.text == "a"
    with pytest.raises(ValueError, match="Only one thought"):
        ThoughtRecord(thoughts=(Thought("a", hot=True), Thought("b", hot=True)))


def test_only_the_widest_view_of_several_thoughts_asks_for_the_hot_one() -> None:
    ask = "Which thought is the hot one"
    two = ThoughtRecord(thoughts=(Thought("a"), Thought("b")))
    assert [ask in two.missing_in(columns) for columns in COLUMNS] == [False, False, True]
    assert ask not in ThoughtRecord(thoughts=(Thought("a"), Thought("b", hot=True))).missing_in(7)
    assert ask not in ThoughtRecord(thoughts=(Thought("a"),)).missing_in(7)


def test_a_balanced_thought_is_told_with_its_belief_and_a_belief_alone_is_not() -> None:
    told = dict(ThoughtRecord(balanced="Rain ends", balanced_belief=60).parts())
    assert told[FIELDS["balanced"]] == "Rain ends (belief 60)"
    assert dict(ThoughtRecord(balanced_belief=60).parts())[FIELDS["balanced"]] == ""


RATED = {
    "Belief in the thought, before": lambda value: Thought("t", value),
    "Belief in the thought, now": lambda value: Thought("t", None, value),
    "Strength of the emotion, before": lambda value: Emotion("Sad", value),
    "Strength of the emotion, now": lambda value: Emotion("Sad", None, value),
    "Belief in the balanced thought": lambda value: ThoughtRecord(balanced_belief=value),
}


@pytest.mark.parametrize("value", [-1, 101, 50.0, "50", True])
@pytest.mark.parametrize("name", RATED)
def test_ratings_take_whole_numbers_from_0_to_100_and_are_named(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"^{name} is .*whole number from 0 to 100"):
        RATED[name](value)
    for end in (None, 0, 100):
        assert end in vars(RATED[name](end)).values()


def test_a_record_in_words_names_what_is_filled_in_and_nothing_else() -> None:
    assert ThoughtRecord().describe() == "An empty thought record."
    record = ThoughtRecord(
        "Rain", (Thought("t", 40, hot=True), Thought("u")), (Emotion("Sad", 0),), styles=("Not sure",)
    )
    assert record.describe().split("\n") == [
        "Situation: Rain",
        "Thoughts: Hot thought: t (belief 40)",
        "u (belief not rated)",
        "Emotions: Sad (0)",
        "Thinking styles: Not sure",
    ]


@pytest.mark.parametrize(
    ("part", "entry", "says"),
    [
        ("thoughts", 3, "Thought 1: This is not a saved thought"),
        ("thoughts", {"text": None}, "Thought 1: Thought is None; it should be text"),
        ("thoughts", {"text": "t", "mood": 1}, "Thought 1: A saved thought has no field named 'mood'"),
        ("thoughts", {"text": "t", "hot": 1}, "Thought 1: Hot thought is 1"),
        ("thoughts", {"text": "t", "hot": None}, "Thought 1: Hot thought is None"),
        ("emotions", 3, "Emotion 1: This is not a saved emotion"),
        ("emotions", {"text": "t"}, "Emotion 1: A saved emotion has no field named 'text'"),
        ("emotions", {"name": "Sad", "hot": True}, "Emotion 1: A saved emotion has no field named 'hot'"),
    ],
)
def test_what_is_no_thought_and_no_emotion_is_refused_by_its_part(part: str, entry: object, says: str) -> None:
    with pytest.raises(ValueError, match=f"^{says}"):
        ThoughtRecord.from_json(ThoughtRecord().to_json() | {part: [entry]})


def test_what_is_no_text_is_refused_by_its_name() -> None:
    with pytest.raises(ValueError, match=r"^Situation is 7; it should be text"):
        ThoughtRecord(situation=7)
    with pytest.raises(ValueError, match=r"^Thinking style 2 is 7; it should be text"):
        ThoughtRecord(styles=("Labeling", 7))


def test_every_text_that_a_learner_types_is_found() -> None:
    texts = {name: f"T{name}" for name in ("situation", "body", "evidence_for", "evidence_against", "balanced")}
    record = ThoughtRecord(
        **texts, next_step="N", thoughts=(Thought("A"), Thought("B")), emotions=(Emotion("E"),), styles=("Mine",)
    )
    assert {text for _place, text in record.texts()} == {*texts.values(), "N", "A", "B", "E", "Mine"}
    places = dict(Summary((ThoughtRecord(), record)).texts())
    assert places["Record 2, Thought 2, Thought"] == "B" and places["Record 2, Thinking style 1"] == "Mine"


def test_an_emotion_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice: sad"):
        ThoughtRecord(emotions=(Emotion("Sad"), Emotion("sad")))


@pytest.mark.hostile
@given(st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)))
def test_other_json_is_refused_in_words(found: object) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
        ThoughtRecord.from_json(found)


@pytest.mark.hostile
@given(RECORDS, st.data())
def test_damaged_records_are_read_or_refused_in_words(record: ThoughtRecord, data: st.DataObject) -> None:
    found = record.to_json()
    found[data.draw(st.sampled_from(sorted(found)))] = data.draw(
        st.none()
        | st.integers()
        | st.text()
        | st.lists(st.none() | st.text() | st.dictionaries(st.text(), st.integers()))
    )
    try:
        assert isinstance(ThoughtRecord.from_json(found), ThoughtRecord)
    except ValueError as problem:
        assert str(problem).endswith((".", "two."))


@pytest.mark.parametrize("row", read_rows("cbt/hint_examples.csv"), ids=lambda row: row["text"][:30])
def test_every_example_text_gets_the_hint_of_the_table(row: dict[str, str]) -> None:
    values = {"thoughts": (Thought(row["text"]),), "emotions": (Emotion(row["text"]),)}
    record = ThoughtRecord(**{row["field"]: values.get(row["field"], row["text"])})
    found = [hint.rule.id for hint in hints(record) if hint.rule not in EVIDENCE_RULES]
    assert found == ([] if row["rule"] == "none" else [row["rule"]])


def test_the_table_of_examples_covers_every_rule() -> None:
    rows = read_rows("cbt/hint_examples.csv")
    assert len(rows) >= 60 and sum(row["rule"] == "none" for row in rows) >= 20
    assert {row["rule"] for row in rows} - {"none"} == {rule.id for rule in HINT_RULES}


def test_the_rules_read_parts_of_a_record() -> None:
    assert {rule.part for rule in (*HINT_RULES, *EVIDENCE_RULES)} <= set(FIELDS)


def test_an_emotion_of_four_words_is_asked_about_and_one_of_three_is_not() -> None:
    asked = {name: [hint.rule.id for hint in hints(ThoughtRecord(emotions=(Emotion(name),)))] for name in NAMES}
    assert asked == dict(zip(NAMES, ([], ["thought_as_emotion"]), strict=True))


def test_one_sided_evidence_is_asked_about_once() -> None:
    one = ThoughtRecord(evidence_for="It rained.")
    assert [hint.rule for hint in hints(one)] == list(EVIDENCE_RULES)
    assert hints(ThoughtRecord(evidence_for="It rained.", evidence_against="It was dry inside.")) == ()


def test_the_worked_example_is_whole_and_gets_no_hint() -> None:
    example = example_records()[0]
    assert example.missing_in(7) == () and hints(example) == ()


def test_summary_of_none_one_and_many() -> None:
    assert "no records" in Summary(()).describe()
    assert Summary((ThoughtRecord(emotions=(Emotion("Sad", 10),)),)).describe().endswith("no change can be computed.")
    one = Summary((ThoughtRecord(emotions=(Emotion("Sad", 10, 30),)),))
    assert one.describe().startswith(
        "1 record, with 1 emotion rated twice: 0 lower, 0 unchanged, 1 higher; on average +20"
    )
    many = Summary(example_records())
    assert many.describe().startswith("4 records, with 6 emotions rated twice: 4 lower, 1 unchanged, 1 higher")
    assert many.emotions()[0][:2] == ("Sad", 3)
    assert many.to_json()["version"] == 1 and Summary.from_json(many.to_json()) == many
    tied = Summary((ThoughtRecord(emotions=(Emotion("Sad", 1), Emotion("Angry", 2))),))
    assert tied.emotions() == (("Angry", 1, ()), ("Sad", 1, ()))


@pytest.mark.parametrize("records", [(), example_records()[:1], example_records()])
def test_records_together_come_as_sentence_figure_and_table(records: tuple[ThoughtRecord, ...]) -> None:
    from iopedu import show

    chart = show.records(Summary(records))
    assert chart.says == Summary(records).describe() and "<svg" in chart._repr_html_()
    assert len(chart.table.rows) == len(Summary(records).emotions())
    drawn = [tuple(map(int, pair)) for pair in re.findall(r">(\d+) then</text>.*?>(\d+) now</text>", chart.wide.drawn)]
    pairs = [(c.before, c.after) for _, _, changes in Summary(records).emotions() for c in changes]
    assert drawn == pairs


@pytest.mark.parametrize(
    ("part", "text", "asked"),
    [
        ("balanced", "I’m too sensitive; anybody else wouldn’t even have noticed.", "scolding_balanced"),
        ("balanced", "I’m an idiot.", "scolding_balanced"),
        ("balanced", "I’m not too sensitive for noticing it.", ""),
        ("balanced", "Everybody there loves me, and they can’t wait.", "rosy_balanced"),
        ("balanced", "Not everybody there likes me.", ""),
        ("balanced", "It won’t be perfect, and that’s OK.", ""),
        ("balanced", "It will never be perfect.", ""),
        ("balanced", "It will be perfect.", "rosy_balanced"),
        ("evidence_for", "The manager never asks.", "opinion_as_evidence"),
        ("evidence_for", "It’s always like this.", "opinion_as_evidence"),
        ("evidence_for", "Everybody knows it.", "opinion_as_evidence"),
        ("evidence_for", "The manager didn’t ask on Tuesday.", ""),
    ],
)
def test_a_harsh_or_rosy_thought_is_asked_about_and_its_denial_is_not(part: str, text: str, asked: str) -> None:
    found = [one.rule.id for one in hints(ThoughtRecord(**{part: text})) if one.rule.id != "one_sided"]
    assert found == ([asked] if asked else [])


def test_no_record_of_mayas_says_a_style_and_that_she_is_not_sure() -> None:
    assert not [one.styles for one in example_records() if set(one.styles) & set(NO_STYLE) and len(one.styles) > 1]


def test_the_rules_on_evidence_are_listed_for_both_sides() -> None:
    listed = [name for name, _cells in hint_rules().rows if name.startswith("Evidence")]
    assert listed == ["Evidence", "Evidence"]


def test_the_prediction_counts_the_ratings_that_maya_gave_twice() -> None:
    twice = [e.after - e.before for one in example_records() for e in one.emotions if e.after is not None]
    assert (len(twice), sum(x < 0 for x in twice), twice.count(0), sum(x > 0 for x in twice)) == (6, 4, 1, 1)
    asked = in_data("exercises/04.json")["questions"]["predict_change"]["items"][0]
    assert "For six emotions in all" in asked["ask"] and "each emotion twice" not in asked["ask"]
