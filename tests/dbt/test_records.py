"""Records of DBT: every text is known, and what has no letters stays visible while it counts as missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iopedu import dbt
from iopedu.course.fields import Words
from iopedu.course.record import Record
from iopedu.dbt.abc_please import AbcPlease
from iopedu.dbt.check_the_facts import CheckTheFacts, OppositeAction, ProblemSolving
from iopedu.dbt.crisis_kit import CrisisKit, Idea
from iopedu.dbt.dear_man import DearMan
from iopedu.dbt.finder import Search
from iopedu.dbt.firmness import Firmness
from iopedu.dbt.pros_cons import ProsAndCons

BLANK = {
    "opposite action": OppositeAction(),
    "problem solving": ProblemSolving(),
    "facts": CheckTheFacts(),
    "abc please": AbcPlease(),
    "dear man": DearMan(),
    "firmness": Firmness(),
    "pros and cons": ProsAndCons(),
    "idea": Idea("improve", "Prayer"),
    "kit": CrisisKit(),
}
PLACES = [(key, name) for key, one in BLANK.items() for name, ask in one.asks().items() if isinstance(ask, Words)]


@pytest.mark.parametrize(("key", "name"), PLACES)
def test_an_answer_without_letters_is_shown_and_still_missing(key: str, name: str) -> None:
    blank: Record = BLANK[key]
    found = replace(blank, **{name: "🙂"})
    assert "🙂" in found.describe() and found.missing == blank.missing and not found.ready
    assert [text for _place, text in found.texts()] == ["🙂"]


def test_texts_inside_of_other_records_are_known_by_their_place() -> None:
    walk = CheckTheFacts("It rang", opposite=OppositeAction("Hide"), solving=ProblemSolving(known="Friday"))
    assert dict(walk.texts()) == {"What happened": "It rang", "Urge": "Hide", "2. What is known for sure": "Friday"}
    kit = CrisisKit("maya", (Idea("accepts", "", "Knit"), Idea("improve", "", "Pray")), "Luis")
    assert [text for _place, text in kit.texts()] == ["Knit", "Pray", "Luis"]
    assert dbt.example_walk().texts() == Search("wave").texts() == ()


def test_plans_without_letters_stay_in_the_walk() -> None:
    walk = replace(dbt.example_check_the_facts(), opposite=OppositeAction("🙂"))
    assert "Urge: 🙂" in walk.describe() and "Urge" in walk.missing
