"""Thinking styles: complete, told apart, named the same everywhere, and all of them practiced."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from iopedu.cbt.items import recall_styles, thoughts
from iopedu.cbt.styles import style, style_name, styles
from iopedu.course.deck import NOT_SURE
from iopedu.show.cbt.action import style_origins, thinking_styles

NUMBERS = {12: "twelve", 13: "thirteen", 14: "fourteen"}


def test_the_count_in_the_text_is_the_count_in_the_data(root: Path) -> None:
    notebook = (root / "notebooks" / "05_name_thinking_styles.ipynb").read_text(encoding="utf-8")
    assert f"name {NUMBERS[len(styles())]} thinking styles" in notebook
    assert thinking_styles().note.startswith(f"{len(styles())} styles.")


def test_names_are_unique_also_among_other_names() -> None:
    names = [name.casefold() for entry in styles() for name in (entry.id, entry.name, *entry.synonyms)]
    doubled = {name for name, times in Counter(names).items() if times > 1}
    # An id may be the name in small letters; nothing else may stand twice.
    assert doubled <= {entry.id for entry in styles()}
    assert len({entry.name for entry in styles()}) == len(styles())
    assert not {style_name("none"), NOT_SURE} & {entry.name for entry in styles()}


@pytest.mark.parametrize("entry", styles(), ids=lambda entry: entry.id)
def test_every_style_is_told_in_full(entry) -> None:
    assert len(entry.definition) >= 60 and len(entry.example) >= 25 and len(entry.non_example) >= 25
    assert entry.question_to_ask.endswith("?") and entry.example != entry.non_example
    assert "From secondary sources: we saw the lists of names in other texts, not in the books." in entry.origin
    for key, name in (("beck1979", "Beck"), ("burns1980", "Burns")):
        assert (key in entry.sources) == (name in entry.origin), entry.id


def test_a_style_that_is_not_there_is_refused_with_the_list() -> None:
    with pytest.raises(ValueError, match=r"'optimism', which is not one of: all_or_nothing, .*blame"):
        style("optimism")
    assert style_name("none") == "None of these"


def test_each_style_is_right_in_three_items_or_more() -> None:
    right = Counter(option.text for item in thoughts().items for option in item.question.options if option.right)
    assert {entry.name for entry in styles() if right[entry.name] < 3} == set()
    assert right["None of these"] >= 3


def test_the_examples_of_the_table_are_not_given_away_in_the_practice() -> None:
    asked = " ".join(item.question.ask for item in thoughts().items)
    assert not [entry.id for entry in styles() if entry.example in asked or entry.non_example in asked]


def test_the_tables_hold_every_style_with_all_its_parts() -> None:
    html, origins = thinking_styles()._repr_html_(), repr(style_origins())
    for entry in styles():
        assert re.search(rf'<th scope="row"[^>]*>{entry.name}</th>', html)
        assert f"“{entry.non_example}”".replace("'", "&#x27;") in html
        assert all(name in origins for name in entry.synonyms)
    assert "[1]" in origins and "Feeling Good" in origins


def test_blame_is_told_as_the_copies_of_the_lists_have_it() -> None:
    assert style("blame").origin.startswith("Not on Beck's list, as far as we know. Copies of Burns's list differ")
    assert "some copies of Burns's list add blame" in style("personalization").origin


def test_a_ruined_evening_is_also_all_or_nothing_as_the_table_has_it() -> None:
    assert "ruined the whole" in style("all_or_nothing").example
    assert {"Magnification", "All-or-nothing thinking"} == {
        option.text for option in recall_styles().item("recall_video").question.options if option.right
    }
