"""The rules over words earn their place: what is said of them in the notebooks is counted, and is good enough."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.refresh import rule_figures
from tests.rule_figures import FORMS, HANDS, measure, read

#: Of what is asked so much is right; of what is weak so much is found.
RIGHT, FOUND = 0.9, 0.6


def test_the_sentences_are_many_and_each_stands_once() -> None:
    rows = [row for hand in ("tune", *HANDS) for row in read(hand)]
    assert {row["form"] for row in rows} == set(FORMS) and len(rows) >= 1100
    assert all(bool(row["about"]) == (row["weak"] == "1") for row in rows)
    for form in FORMS:
        texts = Counter((row["part"], row["text"].casefold()) for row in rows if row["form"] == form)
        assert max(texts.values()) == 1, texts.most_common(3)
        weak = [row["weak"] == "1" for row in read("judge") if row["form"] == form]
        assert 0.4 <= sum(weak) / len(weak) <= 0.6


@pytest.mark.parametrize("form", FORMS)
def test_a_question_is_right_and_weak_sentences_are_found(form: str) -> None:
    found = measure(form, *HANDS)
    right, asked = found.right.total(), found.asked.total()
    print(f"\n{form}: {found.sentences} sentences; {right} of {asked} questions right; {right} of {found.weak} found")
    for rule, times in sorted(found.asked.items()):
        print(f"    {rule}: {found.right[rule]} of {times}")
        assert found.right[rule] >= RIGHT * times, rule
    assert right >= RIGHT * asked and right >= FOUND * found.weak


def test_others_ways_of_saying_it_are_read_too() -> None:
    found = [measure(form, "others") for form in FORMS]
    right = sum(one.right.total() for one in found)
    assert right >= RIGHT * sum(one.asked.total() for one in found) and right >= 0.55 * sum(one.weak for one in found)


def test_the_figures_of_the_notebooks_are_these() -> None:
    again = "run `uv run python -m tests.refresh rule-figures`"
    assert rule_figures.PATH.read_text(encoding="utf-8") == rule_figures.table(), again
