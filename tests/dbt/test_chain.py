"""The chain: order kept, a place for a skill at every link, questions instead of verdicts, no model answer early."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import dbt
from iopedu.course import files
from iopedu.dbt import Chain, Link, chain_questions, chain_task, example_chain, skills
from iopedu.dbt.chain import CONSEQUENCES, ENDINGS
from iopedu.dbt.chain_rules import CHAIN_RULES
from iopedu.dbt.link import KINDS
from tests.tools import ANY_JSON

WORDS = st.text(min_size=1).filter(lambda text: any(c.isalnum() for c in text))


@st.composite
def links(draw) -> Link:
    kind = draw(st.sampled_from(("", *KINDS)))
    return Link(
        draw(WORDS),
        kind,
        draw(st.none() | st.integers(0, 100)) if kind == "feeling" else None,
        draw(st.sampled_from(("", *(one.id for one in skills())))),
        draw(st.text()),
    )


@st.composite
def chains(draw) -> Chain:
    parts = {name: draw(st.text()) for name in Chain.WORDS}
    found = tuple(draw(st.lists(links(), max_size=5)))
    return Chain(**parts, links=found, ending=draw(st.sampled_from(("", *ENDINGS))))


@given(chains())
def test_a_chain_comes_back_as_it_was_and_keeps_its_order(chain: Chain) -> None:
    again = Chain.from_json(json.loads(json.dumps(chain.to_json())))
    assert again == chain and again.describe() == chain.describe() and "\n" not in repr(chain)
    listing = chain.listing()
    places = [listing.index(f"{at}. {link!r}") for at, link in enumerate(chain.links, 1)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": " … "}, "words of the link are empty"),
        ({"kind": "dream"}, "Type is 'dream', which is not one of: thought, feeling"),
        ({"strength": 80}, "Strength is 80, and the type is not chosen. Only a feeling"),
        ({"kind": "thought", "strength": 0}, "Strength is 0, and the type is thought"),
        ({"kind": "feeling", "strength": 101}, "Strength of a feeling is 101. Write a whole number from 0 to 100"),
        ({"kind": "feeling", "strength": True}, "Strength of a feeling is True"),
        ({"skill": "dance"}, "Skill that could fit is 'dance'"),
        ({"instead": None}, "What to do with it is None"),
        ({"text": 5}, "What it was is 5; it should be words"),
    ],
)
def test_a_link_that_cannot_be_is_refused_in_words(fields: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Link(**{"text": "X", **fields})


def test_a_chain_that_cannot_be_is_refused_in_words() -> None:
    many = tuple(Link(f"L{at}") for at in range(15))
    assert len(Chain(links=many[:14]).links) == 14
    with pytest.raises(ValueError, match=r"Links: 15 are entered. At most 14 fit"):
        Chain(links=many)
    with pytest.raises(ValueError, match=r"Links holds something that does not belong there"):
        Chain(links=("x",))
    with pytest.raises(ValueError, match=r"Kind of behavior is 'good', which is not one of: problem, effective"):
        Chain(ending="good")
    with pytest.raises(ValueError, match=r"Prompting event is 3; it should be words"):
        Chain(prompting=3)


def test_every_link_can_hold_a_skill_and_says_what_to_do_with_it() -> None:
    for one in skills():
        link = Link("X", skill=one.id, instead="breathe out")
        assert one.name in link.skill_says and link.skill_says.endswith(": breathe out")
    assert Link("X", instead="call Luis").skill_says == "call Luis" and Link("X").skill_says == ""
    assert Chain(links=(Link("A"), Link("B", skill="stop"))).slots == (2,)


def test_the_story_reads_with_its_connecting_words() -> None:
    story = example_chain().story().split("\n")
    assert [line.split(":")[0] for line in story[:8]] == [
        "Before it",
        "It began with this",
        "Then came the thought",
        "Then came the feeling",
        "Then, in the body",
        "Then came the urge",
        "Then came the action",
        "In the end, the problem behavior",
    ]
    assert story[0] == "Before it: My son was awake in the night, and I slept badly; I skipped breakfast."
    assert story[3] == "Then came the feeling: Shame (80)." and story[8].startswith("Soon after, for me: Relief")
    assert sum(line.startswith("At “") for line in story) == 4
    assert not [line for line in story if "““" in line or "””" in line]
    assert any(line.startswith("At “I will never get this right”, something else") for line in story)
    assert Chain().story() == "" and Chain().describe() == "No chain yet."
    events = Chain(links=(Link("It rang", "event"), Link("Something")), behavior="I slept", ending="effective")
    lines = ["Then this happened: It rang.", "Then: Something.", "In the end, the effective behavior: I slept."]
    assert events.story().split("\n") == lines


def test_what_is_missing_is_named_part_by_part() -> None:
    everything = ["Vulnerability factors", "Prompting event", "Links", "Behavior at the end", "Kind of behavior"]
    assert Chain().missing == (*everything, *CONSEQUENCES.values(), "A skill for one of the links")
    full = example_chain()
    assert full.ready and not full.missing
    for name in ("vulnerability", "prompting", "behavior", *CONSEQUENCES):
        assert replace(full, **{name: " "}).missing == (Chain.asks()[name].label,)
    assert replace(full, ending="").missing == ("Kind of behavior",)
    assert replace(full, links=(*full.links, Link("Later"))).missing == ("Type of link 6",)
    assert replace(full, links=(Link("X", "thought"),)).missing == ("A skill for one of the links",)


FULL = {"prompting": "A letter came", "behavior": "I stayed in bed"}
SHAME = Link("Shame", "feeling", 80)
ASKED = [
    ("gap", Chain(**FULL)),
    ("event_feels", Chain(links=(Link("She was ashamed of me", "event"), SHAME))),
    ("thought_feels", Chain(links=(Link("I am so sad", "thought"), SHAME))),
    ("long_feeling", Chain(links=(Link("That nobody wants me here", "feeling", 50),))),
    ("no_strength", Chain(links=(Link("Fear", "feeling"),))),
    ("judges", Chain(prompting="My stupid boss called")),
    ("judges", Chain(behavior="I was lazy")),
    ("judges", Chain(links=(Link("I was being dramatic", "action"), SHAME))),
    ("no_feeling", Chain(links=(Link("I cannot", "thought"), Link("To hide", "urge")))),
    ("no_skill", Chain(links=(SHAME,))),
    ("late_skill", Chain(links=(SHAME, Link("A", "thought"), Link("B", "action", skill="stop")))),
]
SILENT = [
    ("gap", Chain(**FULL, links=(SHAME,))),
    ("gap", Chain(prompting="A letter came")),
    ("event_feels", Chain(links=(Link("The phone fell down and it was loud", "event"),))),
    ("thought_feels", Chain(links=(Link("I will be sad forever", "thought"),))),
    ("long_feeling", Chain(links=(Link("A bit of fear", "feeling", 50),))),
    ("no_strength", Chain(links=(Link("Fear", "feeling", 0),))),
    ("judges", Chain(links=(Link("I am stupid", "thought"),))),
    ("no_feeling", Chain(links=(Link("I cannot", "thought"),))),
    ("no_feeling", Chain(links=(Link("I cannot"), Link("To hide", "urge")))),
    ("no_skill", Chain(links=(replace(SHAME, skill="stop"),))),
    ("late_skill", Chain(links=(SHAME, Link("A", "thought", skill="stop"), Link("B"), Link("C")))),
    ("late_skill", Chain(links=(SHAME, Link("B", skill="stop")))),
]


def asked(rule: str, chain: Chain) -> list[str]:
    question = next(one.question for one in CHAIN_RULES if one.id == rule)
    return [line for line in chain_questions(chain) if question in line]


@pytest.mark.parametrize(("rule", "chain"), ASKED)
def test_a_rule_asks(rule: str, chain: Chain) -> None:
    assert len(asked(rule, chain)) == 1


@pytest.mark.parametrize(("rule", "chain"), SILENT)
def test_a_rule_is_silent(rule: str, chain: Chain) -> None:
    assert not asked(rule, chain)


def test_rules_are_shown_in_full_and_ask() -> None:
    assert {rule for rule, _ in ASKED} == {rule.id for rule in CHAIN_RULES} == {rule for rule, _ in SILENT}
    for rule in CHAIN_RULES:
        assert rule.part and rule.when.endswith(".")
        assert not re.search(r"(?i)\b(wrong|bad|good|fail|should|must|mistake|score)\b", rule.question)
    assert not chain_questions(example_chain())


@given(chains())
def test_questions_are_never_a_verdict(chain: Chain) -> None:
    questions = {rule.question for rule in CHAIN_RULES}
    assert all(any(line.endswith(question) for question in questions) for line in chain_questions(chain))


@pytest.mark.hostile
@given(ANY_JSON, st.sampled_from([*Chain.WORDS, "links", "ending", "version", "more"]))
def test_damaged_chains_are_refused_in_words(found: object, part: str) -> None:
    for saved in ({**example_chain().to_json(), part: found}, {"version": 1, "links": [found]}, found):
        try:
            again = Chain.from_json(saved)
        except ValueError as problem:
            assert re.search(r"\w+.*\.$", str(problem), re.DOTALL), problem
        else:
            assert Chain.from_json(json.loads(json.dumps(again.to_json()))) == again
    with pytest.raises(ValueError, match=r"\w+.*\."):
        Link.from_json({"version": 1, "text": "X", "mood": found})


# The task and its model answer ---------------------------------------------------------------------------

ATTEMPT = Chain(
    prompting="A message from the lab instructor",
    links=(
        Link("I have lost the year", "thought", skill="check_the_facts"),
        Link("Shame", "feeling", 80),
        Link("Urge to self-harm", "urge"),
    ),
    behavior="She told her grandmother and they called the program",
    soon_me="She was not alone with it",
)


@pytest.mark.parametrize(
    ("attempt", "missing"),
    [
        (Chain(), "the prompting event"),
        (replace(ATTEMPT, prompting=" "), "the prompting event"),
        (replace(ATTEMPT, links=ATTEMPT.links[:2]), "3 links with a type"),
        (replace(ATTEMPT, links=(*ATTEMPT.links[:2], Link("Untyped"))), "3 links with a type"),
        (replace(ATTEMPT, behavior=""), "the behavior at the end"),
        (replace(ATTEMPT, soon_me=""), "one consequence"),
        (replace(ATTEMPT, links=tuple(replace(link, skill="") for link in ATTEMPT.links)), "a skill for one link"),
        (replace(ATTEMPT, prompting="x", behavior="y", soon_me="z"), "20 words in all"),
    ],
)
def test_the_model_answer_stays_closed(attempt: Chain, missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    task = chain_task()
    monkeypatch.setattr("iopedu.dbt.cases.read_json", lambda _name: pytest.fail("it was loaded before the attempt"))
    with pytest.raises(ValueError, match=rf"opens after an attempt. Still missing in yours: .*{missing}"):
        task.model(attempt)


def test_three_links_and_twenty_words_are_enough() -> None:
    few = Chain(
        prompting="Lab closed at noon",
        links=(Link("Shame", "feeling", skill="stop"), Link("Heat", "body"), Link("Urge", "urge")),
        soon_me="She was not alone",
    )
    ends = [replace(few, behavior=" ".join(["word"] * many)) for many in (8, 9)]
    assert [chain_task().lacks(attempt) for attempt in ends] == [("20 words in all",), ()]


def test_a_late_skill_is_named_by_its_link() -> None:
    chain = Chain(links=(SHAME, Link("A", "thought"), Link("B", "action", skill="stop"), Link("C", skill="stop")))
    assert [one for one in chain_questions(chain) if one.startswith("Link 3 is the first with a skill")]


def test_the_model_answer_opens_after_an_attempt() -> None:
    model = chain_task().model(ATTEMPT)
    assert model.chain.ready and model.chain.ending == "effective" and not chain_questions(model.chain)
    assert len(model.reading) >= 4 and "highest 4" in model.describe() and model.chain.listing() in model.describe()
    kinds = [link.kind for link in model.chain.links]
    assert kinds == ["thought", "feeling", "feeling", "body", "urge", "action"]


def test_the_model_answer_is_in_no_notebook_and_in_no_other_data(root: Path) -> None:
    found = files.read_json("dbt/model_answers.json")["aisha_thursday"]
    sentences = [*found["reading"], *(link["instead"] for link in found["chain"]["links"] if link["instead"])]
    sentences += [found["chain"][name] for name in ("behavior", *CONSEQUENCES)]
    texts = [file for folder in ("notebooks", "data", "iopedu") for file in (root / folder).rglob("*")]
    for file in texts:
        if file.suffix in {".ipynb", ".md", ".json", ".csv", ".py"} and file.name != "model_answers.json":
            text = file.read_text(encoding="utf-8")
            assert not [one for one in sentences if one in text or json.dumps(one)[1:-1] in text], file


@pytest.mark.parametrize(
    ("text", "said"),
    [("“All is lost”", "“All is lost”"), ('"lost"', "“lost”"), ("“a” and “b”", "““a” and “b””"), ("lost", "“lost”")],
)
def test_a_thought_has_one_pair_of_quotation_marks(text: str, said: str) -> None:
    link = Link(text, "thought", skill=skills()[0].id, instead="breathe")
    assert Chain(links=(link,)).story().split("\n")[-1].startswith(f"At {said}, something else could stand")


def test_the_story_of_the_task_is_aishas() -> None:
    story = chain_task().story
    for part in ("16:40", "lab", "I have lost the year", "Shame", "despair", "kitchen", "grandmother", "called"):
        assert part in story


@pytest.mark.parametrize("word", ["overdose", "knife", "blade", "bleed", "scar", "poison", "lethal"])
def test_no_method_is_named_anywhere(word: str, root: Path) -> None:
    names = [*(root / "data/dbt").glob("*"), root / "data/exercises/09.json"]
    names += [*(root / "iopedu").rglob("*.py"), *(root / "iopedu").rglob("*.js"), *(root / "notebooks").glob("09_*")]
    for file in names:
        assert not re.search(rf"(?i)\b{word}\b", file.read_text(encoding="utf-8")), file


def test_public_names_are_there() -> None:
    assert all(hasattr(dbt, name) for name in dbt.__all__)
