"""The minutes that a page promises, held against what stands on it.

Nobody has been timed. Reading is counted at 200 words a minute: the text, what is folded in it, and the tables that
stand open; figures, sources, and tables to open on another day are not. An exercise has a reasoned time.
"""

from __future__ import annotations

import ast
import json
import re

import pytest

from iopedu import care, cbt, dbt, progress
from iopedu.course.outline import Notebook, notebooks
from iopedu.course.quiz import Question, questions
from iopedu.rehearsal import Talk, clients
from tests.refresh.notebooks import NOTEBOOKS
from tests.test_predictions import read, rendered

READ = 200
#: Minutes: a text in one's own words, a form to fill in, an example to try out, a line of *Say it*.
TEXT, FORM, EXAMPLE, SAY_IT = 3, 4, 1, 10
#: Seconds to choose an answer, beside reading it.
CHOOSE = 10
#: How many items of each deck a page asks for today; each number stands in its prose.
TODAY = {
    "cbt.thoughts()": 20,
    "cbt.recall_styles()": 8,
    "dbt.skill_cards()": 8,
    'dbt.recall_skills("07")': 6,
    'dbt.recall_skills("08")': 8,
    "dbt.weak_strong()": 10,
    "care.group_moments()": 16,
    "progress.talks()": 8,
    "progress.step_down()": 8,
}
NOT_COUNTED = {"TenMinutes", "CareNote", "YourWork", "YourProgress", "Computer", "DatabaseExplorer", "Later"}
#: Tables that a page ends with, or that are folded, are to look things up in.
LOOKED_UP = ("show.references", "show.words_used", "show.edition")
ROOMS = {"care": care, "cbt": cbt, "dbt": dbt, "progress": progress}
each = pytest.mark.parametrize("entry", notebooks(), ids=lambda entry: entry.number)


def cells(entry: Notebook) -> list[dict]:
    return json.loads((NOTEBOOKS / entry.file).read_text(encoding="utf-8"))["cells"]


def words(text: str) -> int:
    return len(re.findall(r"[\w’'-]+", text))


def reading(entry: Notebook) -> float:
    """Return the minutes that it takes to read a page without its forms."""
    text = rendered([cell for cell in cells(entry) if cell["cell_type"] == "markdown"])
    seen, folded = read(text)
    shown = 0
    for cell in cells(entry):
        last = "".join(cell["source"]).rpartition("\n")[2]
        if cell["cell_type"] == "code" and last.startswith("show.") and not last.startswith(LOOKED_UP):
            html = "".join("".join(output["data"]["text/html"]) for output in cell["outputs"])
            shown += words(read(re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL))[0])
    return (words(seen) + words(folded) + shown) / READ


def answering(question: Question) -> float:
    shown = [question.ask, *(option.text for option in question.options)]
    why = [option.why for option in question.options if option.right]
    return sum(map(words, shown + why)) / READ + CHOOSE / 60


def talking(name: str) -> float:
    way = Talk(clients[name], clients[name].expert)
    replies = [one.text for step in way.steps for one in step.before.turn.replies]
    told = [line for _said, found in way.debrief() for _name, line in found]
    return sum(map(words, [*way.client.scene, *replies, *told])) / READ + len(way.steps) / 4


def practicing(entry: Notebook) -> float:
    """Return the minutes that the exercises of a page take."""
    found = 0.0
    for cell in cells(entry):
        source = "".join(cell["source"])
        for call in ast.walk(ast.parse(source)) if cell["cell_type"] == "code" else ():
            if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("forms."):
                found += exercise(entry, call, source)
    return found


def exercise(entry: Notebook, call: ast.Call, source: str) -> float:
    form, said = ast.unparse(call.func).removeprefix("forms."), [ast.unparse(one) for one in call.args]
    if form == "Questions":
        return sum(map(answering, questions(entry.number)[ast.literal_eval(said[0])].questions))
    if form == "ClientSession":
        return talking(ast.literal_eval(said[0]))
    if form == "Practice" and any(one.arg == "keep" for one in call.keywords):
        deck = source[source.index("Practice(") + len("Practice(") : source.index(", keep=work")]
        items = eval(deck, dict(ROOMS)).items
        return TODAY[deck] * sum(answering(item.question) for item in items) / len(items)
    if form in NOT_COUNTED:
        return 0
    kept = "work" in said or any(one.arg == "keep" for one in call.keywords)
    return {"SayIt": SAY_IT, "Explain": TEXT}.get(form, FORM if kept else EXAMPLE)


@each
def test_what_stands_open_is_read_in_the_minutes_for_reading(entry: Notebook) -> None:
    assert reading(entry) <= entry.read_minutes, "fold what is only looked up, or promise more minutes"


@each
def test_a_page_is_done_in_the_minutes_that_it_promises(entry: Notebook) -> None:
    needed = reading(entry) + practicing(entry)
    assert needed <= 1.1 * entry.minutes, f"{needed:.0f} minutes are needed"


@each
def test_a_page_that_is_too_long_for_one_sitting_says_where_to_stop(entry: Notebook) -> None:
    prose = "\n".join("".join(cell["source"]) for cell in cells(entry) if cell["cell_type"] == "markdown")
    two = re.search(r"two sittings: about (\d+) minutes .*? and (\d+) minutes", prose)
    assert (entry.minutes > 75) is bool(two) is ("**A good place to stop.**" in prose)
    assert not two or int(two[1]) + int(two[2]) == entry.minutes


@pytest.mark.parametrize("deck", TODAY)
def test_the_items_counted_are_those_that_a_page_asks_for(deck: str) -> None:
    names = {6: "six", 8: "eight", 10: "ten", 16: "ten. do four. do two", 20: "twenty"}
    (prose,) = (
        " ".join("".join(cell["source"]).lower().replace("*", "") for cell in found if cell["cell_type"] == "markdown")
        for found in map(cells, notebooks())
        if any(f"forms.Practice({deck}, keep=work)" in "".join(cell["source"]) for cell in found)
    )
    assert all(word in prose for word in names[TODAY[deck]].split(". "))
