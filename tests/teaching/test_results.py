"""Quiz answers of a class: only chosen options are handed on, and whatever a file holds is read or refused in words."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.course.before_after import Rounds, before_after
from iopedu.course.files import shipped
from iopedu.course.outline import notebook, notebooks
from iopedu.course.practice import Practice
from iopedu.course.quiz import questions
from iopedu.course.workbook import Workbook
from iopedu.show.care.cohort import BEGIN_WITH, class_changes, class_missed, class_tables
from iopedu.teaching.decks import decks
from iopedu.teaching.results import FEW, MAX_BYTES, ClassResults, Results, read_results, sets
from iopedu.teaching.tally import Tally, hardest_first, missed

PRIVATE = "my very private words"


def chosen(**answers: list[int]) -> Results:
    return Results({"01/quiz": {name: tuple(at) for name, at in answers.items()}})


def rounds(before: int, after: int | None) -> Rounds:
    found = Rounds(before_after())
    for entry in before_after().questions:
        found = found.answer(entry.id, before)
    if after is not None:
        found = found.begin()
        for entry in before_after().questions:
            found = found.answer(entry.id, after)
    return found


@pytest.fixture
def work(tmp_path: Path) -> Workbook:
    """A notebook with answers of every kind, one of them damaged."""
    work = Workbook("01", tmp_path)
    quiz = questions("01")["quiz"].answer("night", (1, 2)).answer("floor", (0,))
    work.put("quiz", PRIVATE, quiz.to_json(), PRIVATE)
    work.put("bridge", PRIVATE, {"version": 1, "text": PRIVATE, "found": []}, PRIVATE)
    work.put("predict_stay", PRIVATE, {"version": 1, "answers": {"stay": [99]}}, PRIVATE)
    other = Workbook("00", tmp_path)
    other.put("before_after", PRIVATE, rounds(0, 1).to_json(), PRIVATE)
    other.save()
    return work


def test_only_chosen_options_are_handed_on(work: Workbook) -> None:
    text = Results.of(work.everything(), "7").export()
    found = json.loads(text)
    assert PRIVATE not in text and set(found) == {"format", "version", "label", "chosen"}
    assert list(found["chosen"]) == ["before", "01/quiz", "after"], "a damaged answer is left out"
    assert found["chosen"]["01/quiz"] == {"night": [1, 2], "floor": [0]} and found["label"] == "7"
    assert read_results(text.encode()) == Results.of(work.everything(), "7")


def test_of_practice_the_first_answers_are_handed_on_and_no_times(tmp_path: Path) -> None:
    work, noon = Workbook("05", tmp_path), datetime(2026, 1, 5, 12, tzinfo=UTC)
    practice = Practice(decks()["05/practice"])
    first, second = (item.id for item in practice.deck.items[:2])
    for name, at in ((first, 1), (second, 0), (first, 0)):
        practice = practice.answer(name, [at], noon)
    work.put("practice", PRIVATE, practice.to_json(), PRIVATE)
    work.save()
    text = Results.of(work.everything()).export()
    assert json.loads(text)["chosen"] == {"05/practice": {first: [1], second: [0]}}
    assert PRIVATE not in text and "2026" not in text and "stability" not in text
    assert read_results(text.encode()) == read_results(work.path.read_bytes()) == Results.of(work.everything())
    work.put("practice", PRIVATE, {**practice.to_json(), "answers": {}}, PRIVATE)
    with pytest.raises(ValueError, match="No questions have been answered yet"):
        Results.of(work.everything())


def test_a_deck_stands_where_it_is_practiced() -> None:
    for name, deck in decks().items():
        number, _, key = name.partition("/")
        assert key in notebook(number).tasks and key not in questions(number)
        made = json.loads(shipped("notebooks").joinpath(notebook(number).file).read_text(encoding="utf-8"))["cells"]
        asked = [cell for cell in made if re.search(r"^forms\.Practice\(.*keep=work\)", "".join(cell["source"]))]
        assert deck.title in str([cell["outputs"] for cell in asked]), name
    books = (shipped("notebooks").joinpath(entry.file).read_text(encoding="utf-8") for entry in notebooks())
    practiced = sum(len(re.findall(r'"forms\.Practice\(.*keep=work\)', text)) for text in books)
    assert practiced == len(decks()), "every practice is among the decks"


def test_a_saved_file_gives_the_same_answers(work: Workbook) -> None:
    work.save()
    assert read_results(work.path.read_bytes()) == Results.of(work.everything())


def test_nothing_answered_is_nothing_to_hand_on(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="No questions have been answered yet"):
        Results.of(Workbook("01", tmp_path).everything())
    with pytest.raises(ValueError, match="contains no answers"):
        Results({"01/quiz": {}})


@pytest.mark.parametrize("label", ["Anna", "12345", "-1", "1 ", None, 7])
def test_a_name_is_no_label(work: Workbook, label: object) -> None:
    with pytest.raises(ValueError, match="Do not use a name"):
        Results.of(work.everything(), label)
    saved = json.loads(Results.of(work.everything()).export())
    with pytest.raises(ValueError, match="Do not use a name"):
        Results.from_json({**saved, "label": label})


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"77/quiz": {"x": (0,)}}, "There is no set of questions named '77/quiz'"),
        ({"01/quiz": {"floor": (99,)}}, r"This question has 3 options; \[99\] is not among them"),
    ],
)
def test_what_no_question_offers_cannot_be_handed_on(chosen: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Results(chosen)


def test_a_question_that_is_gone_is_passed_over() -> None:
    saved = {**chosen(floor=[1]).to_json()}
    saved["chosen"] = {"01/quiz": {"floor": [1], "gone": [0]}, "77/quiz": {"x": [0]}}
    assert Results.from_json(saved) == chosen(floor=[1])


def test_the_class_is_counted_option_by_option() -> None:
    class_ = ClassResults()
    for answers in ({"floor": [1]}, {"floor": [0]}, {"floor": [0], "night": [1, 2]}, {"night": [1]}):
        class_ = class_.add(chosen(**answers))
    floor, night = {tally.question.id: tally for tally in class_.tallies["01/quiz"]}.values()
    if floor.question.id == "night":
        floor, night = night, floor
    assert (floor.answered, floor.right, floor.counts) == (3, 1, (2, 1, 0))
    assert (night.answered, night.right, night.counts) == (2, 1, (0, 2, 1, 0))
    with_a_prediction = class_.add(Results({"01/predict_hours": {"hours": (0,)}}))
    assert with_a_prediction.most_missed == class_.most_missed, "a prediction is there to be missed"
    assert class_.most_missed == (("01", floor), ("01", night)) and "(1 of 3 right)" in class_.describe()
    ((much, table),) = class_tables(class_)
    assert much == "2 of 5 answers right" and table.caption == "01 Compare levels of care: Check yourself"
    assert [header for header, _cells in table.rows] == [floor.question.ask, night.question.ask]
    (share,), lines = table.rows[0][1]
    assert (share.text, share.tag) == ("1 of 3", "Missed by most") and table.rows[1][1][0][0].tag == ""
    assert (night.in_part, floor.in_part, table.rows[1][1][0][0].text) == (1, 0, "1 of 2 (1 more in part)")
    texts = [option.text for option in floor.question.options]
    assert [(line.tag, line.text) for line in lines] == [
        ("Right answer", f"1 × {texts[1]}"),
        ("Not right", f"2 × {texts[0]}"),
    ]


def test_a_class_begins_with_what_it_missed_and_what_was_chosen_instead() -> None:
    class_ = ClassResults()
    for answers in ({"floor": [0], "night": [1]}, {"floor": [0]}, {"floor": [2]}, {"floor": [1]}):
        class_ = class_.add(chosen(**answers))
    table = class_missed(class_)
    ask = {entry.id: entry for entry in questions("01")["quiz"].questions}
    assert [header for header, _cells in table.rows] == [ask["floor"].ask, ask["night"].ask]
    number, (share,), (instead,) = table.rows[0][1]
    assert (number, share.text) == ("01", "1 of 4")
    assert (instead.text, instead.detail) == (f"2 × {ask['floor'].options[0].text}", ask["floor"].options[0].why)
    (left_out,) = table.rows[1][1][2]
    assert left_out.text == f"Left out by 1: {ask['night'].options[2].text}", "it chose nothing wrong"
    assert left_out.detail == ask["night"].options[2].why
    wrong = {
        entry.id: [next(at for at, option in enumerate(entry.options) if not option.right)] for entry in ask.values()
    }
    assert len(class_missed(ClassResults((chosen(**wrong),))).rows) == BEGIN_WITH < len(wrong)


def test_what_many_missed_stands_before_what_one_missed() -> None:
    def tally(*answers: int) -> Tally:
        return Tally(questions("01")["quiz"].question("floor"), tuple((at,) for at in answers))

    alone, many, right = tally(0), tally(0, 0, 0, 1), tally(1, 1, 1)
    assert hardest_first([right, alone, many]) == [many, alone, right] and missed([right, alone, many]) == [many, alone]


@given(st.lists(st.lists(st.sampled_from([0, 1, 2]), min_size=1, max_size=1), max_size=12))
def test_counts_add_up(given_: list[list[int]]) -> None:
    tally = Tally(questions("01")["quiz"].question("floor"), tuple(map(tuple, given_)))
    assert sum(tally.counts) == tally.answered == len(given_) and tally.right == tally.counts[1]


def test_the_same_number_comes_once_and_a_small_group_is_warned_of() -> None:
    class_ = ClassResults()
    for label, at in (("7", 0), ("7", 1), ("", 1), ("", 1)):
        class_ = class_.add(Results({"01/quiz": {"floor": (at,)}}, label))
    assert len(class_.handed) == 3 and class_.tallies["01/quiz"][0].right == 3
    assert class_.most_missed == () and "who answered what" in class_.describe()
    many = ClassResults((chosen(floor=[1]),) * FEW)
    assert "who answered what" not in many.describe() and f"{FEW} learners" in many.describe()


def test_change_counts_only_those_who_answered_twice(tmp_path: Path) -> None:
    class_ = ClassResults()
    for before, after in ((3, None), (3, 3), (1, 0), (0, 1), (2, 1)):
        work = Workbook("00", tmp_path / f"{before}{after}")
        work.path.parent.mkdir()
        work.put("before_after", "q", rounds(before, after).to_json(), "w")
        class_ = class_.add(Results.of(work.everything()))
    assert len(class_.changes) == len(before_after().questions)
    first = before_after().questions[0]  # its right option is the second one
    assert first.is_right([1]) and class_.changes[first.id] == {"neither": 1, "lost": 1, "gained": 2}
    cells = dict(class_changes(class_).rows)[first.ask]
    assert list(cells) == ["1 of 4", "2 of 4", "2", "1", "1"]
    assert "not an outcome study" in class_changes(class_).note
    before = next(table for _much, table in class_tables(class_) if table.caption == "Before the course")
    assert "do not show it" in before.note


def test_every_set_of_the_course_can_be_looked_at() -> None:
    assert (*sets(),)[:1] + (*sets(),)[-1:] == ("before", "after")
    assert all(f"{number}/quiz" in sets() for number in ("00", "05", "12", "14"))
    everything = {name: {entry.id: (at,) for entry in quiz.questions for at in (0,)} for name, quiz in sets().items()}
    assert len(Results(everything, "1234").export()) < MAX_BYTES / 4


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["01/quiz", "floor", "7"]),
    lambda x: (
        st.lists(x, max_size=4)
        | st.dictionaries(st.text(max_size=8) | st.sampled_from(["01/quiz", "floor", "before"]), x, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.hostile
@given(st.binary(max_size=80) | st.text().map(str.encode) | JUNK.map(lambda found: json.dumps(found).encode()))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w.*\."):
        read_results(content)


@pytest.mark.hostile
@given(st.dictionaries(st.sampled_from(["format", "version", "label", "chosen", "name", "sections"]), JUNK))
def test_a_changed_file_is_read_or_refused_in_words(fields: dict) -> None:
    whole = [chosen(floor=[1]).to_json(), {"format": "iopedu-work", "version": 1, "sections": {}}]
    for file in whole:
        try:
            found = read_results(json.dumps({**file, **fields}).encode())
        except ValueError as problem:
            assert len(str(problem)) > 15 and str(problem).endswith(".")
        else:
            assert set(found.chosen) <= set(sets())


@pytest.mark.hostile
@given(JUNK, st.sampled_from(["quiz", "before_after"]), st.sampled_from(["00", "01"]))
def test_a_damaged_answer_in_a_saved_file_is_left_out(value: object, key: str, number: str) -> None:
    answer = {"question": "q", "value": value, "words": "w", "done": True}
    good = {**answer, "value": {"version": 1, "answers": {"hours": [1]}}}
    section = {"revision": 1, "saved": "", "answers": {key: answer}}
    sections = {"01": {"revision": 1, "saved": "", "answers": {"predict_hours": good}}}
    sections[number] = {**section, "answers": {**sections.get(number, section)["answers"], key: answer}}
    sections["01"]["answers"]["predict_hours"] = good
    found = read_results(json.dumps({"format": "iopedu-work", "version": 1, "sections": sections}).encode())
    assert found.chosen["01/predict_hours"] == {"hours": (1,)}


@pytest.mark.parametrize(
    "content", [b"[" * 50_000, b"{}", b"\xff\xfe", b"", b'{"format": "iopedu-results", "version": 1}', b"[1]"]
)
def test_odd_files_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"complete JSON|not a saved|not a file"):
        read_results(content)


def test_a_file_that_is_too_long_is_refused() -> None:
    padded = json.dumps(chosen(floor=[1]).to_json()).encode() + b" " * MAX_BYTES
    with pytest.raises(ValueError, match="more than the 200,000"):
        read_results(padded)
