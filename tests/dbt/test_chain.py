"""The chain: order kept, a place for a skill at every link, questions instead of verdicts, no model answer early."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu import dbt
from iopedu.course import files
from iopedu.course.fields import Words
from iopedu.dbt.cases import Comparison, chain_task, example_chain, week_to_read
from iopedu.dbt.chain import CHAIN_RULES, CONSEQUENCES, ENDINGS, PRECISELY, PREVENTION, REPAIR, Chain
from iopedu.dbt.link import AROUSAL, KINDS, Link, fit_question, fitting, link_fits
from iopedu.dbt.missing_links import MissingLinks
from iopedu.dbt.skills import skills
from iopedu.rehearsal import Talk, clients
from tests.tools import ANY_JSON

#: The fields that hold words.
IN_WORDS = [name for name, ask in Chain.asks().items() if isinstance(ask, Words)]
WORDS = st.text(min_size=1).filter(lambda text: any(c.isalnum() for c in text))


@st.composite
def links(draw) -> Link:
    kind = draw(st.sampled_from(("", *KINDS)))
    return Link(
        draw(WORDS),
        kind,
        draw(st.none() | st.integers(0, 100)) if kind == "feeling" else None,
        draw(st.sampled_from(("", *AROUSAL))),
        draw(st.sampled_from(("", *(one.id for one in skills())))),
        draw(st.text()),
    )


@st.composite
def chains(draw) -> Chain:
    parts = {name: draw(st.text()) for name in IN_WORDS}
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
        ({"text": " … "}, "link is blank"),
        ({"kind": "dream"}, "Type is 'dream', which is not one of: thought, feeling"),
        ({"strength": 80}, "The strength is set to 80, but the type is not chosen. Only a feeling"),
        ({"kind": "thought", "strength": 0}, "The strength is set to 0, but the type is thought"),
        ({"kind": "feeling", "strength": 101}, "Strength of the feeling is 101. Enter a whole number from 0 to 100"),
        ({"kind": "feeling", "strength": True}, "Strength of the feeling is True"),
        ({"arousal": "wild"}, "Arousal here is 'wild', which is not one of: low, raised, extreme"),
        ({"skill": "dance"}, "Skill that could fit is 'dance'"),
        ({"instead": None}, "How to use the skill is None"),
        ({"text": 5}, "What it was is 5; it should be text"),
    ],
)
def test_a_link_that_cannot_be_is_refused_in_words(fields: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        Link(**{"text": "X", **fields})


def test_a_chain_that_cannot_be_is_refused_in_words() -> None:
    many = tuple(Link(f"L{at}") for at in range(15))
    assert len(Chain(links=many[:14]).links) == 14
    with pytest.raises(ValueError, match=r"Links: 15 entries. The limit is 14:"):
        Chain(links=many)
    with pytest.raises(ValueError, match=r"Links contains something that does not belong there"):
        Chain(links=("x",))
    with pytest.raises(ValueError, match=r"Kind of behavior is 'good', which is not one of: problem, effective"):
        Chain(ending="good")
    with pytest.raises(ValueError, match=r"Prompting event is 3; it should be text"):
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
    assert story[0].startswith(
        "Before it: My son was up during the night, and I slept badly; I skipped breakfast; Luis"
    )
    assert story[7].endswith(
        "(Wednesday, 9:00 a.m. to 2:30 p.m.; In the bedroom at home, alone; For five and a half hours; the phone was "
        "off the whole time)."
    )
    assert [line.partition(":")[0] for line in story[-5:]] == [
        "Prevention",
        "Prevention",
        "What harm was done, and to whom",
        "Correction",
        "Overcorrection",
    ]
    assert story[3] == "Then came the feeling: Shame (80)." and story[8].startswith("Soon after, for me: Relief")
    assert sum(line.startswith("Something else could happen at “") for line in story) == 4
    assert not [line for line in story if "““" in line or "””" in line]
    assert any(line.startswith("Something else could happen at “I will never get this right”: ") for line in story)
    assert Chain().story() == "" and Chain().describe() == "No chain yet."
    events = Chain(links=(Link("It rang", "event"), Link("Something")), behavior="I slept", ending="effective")
    lines = ["Then this happened: It rang.", "Then: Something.", "In the end, the effective behavior: I slept."]
    assert events.story().split("\n") == lines


def test_what_is_missing_is_named_part_by_part() -> None:
    assert Chain().missing == (
        *("Kind of behavior", "What was done", "When", "Where", "How intense and how long"),
        *("Vulnerability factors", "Prompting event", "Links"),
        *("Soon after, for me", "Soon after, for others", "Later, for me", "Later, for others"),
        "Prevention: how to be less vulnerable",
        "Prevention: what to do about the prompting event",
        "What harm was done, and to whom",
        "Correction: what repairs this harm",
        "Overcorrection: what makes things better than before",
        "A skill for one of the links",
    )
    full = example_chain()
    assert full.ready and not full.missing
    for name in ("vulnerability", "prompting", "behavior", *PRECISELY, *CONSEQUENCES, *PREVENTION, *REPAIR):
        assert replace(full, **{name: " "}).missing == (Chain.asks()[name].label,)
    assert replace(full, ending="").missing == ("Kind of behavior",)
    unrepaired = replace(full, harm="", correct="", overcorrect="")
    assert len(unrepaired.missing) == 3 and replace(unrepaired, ending="effective").ready
    assert replace(full, links=(*full.links, Link("Later"))).missing == ("Type of link 6",)
    assert replace(full, links=(Link("X", "thought"),)).missing == ("A skill for one of the links",)


FULL = {"prompting": "A letter came", "behavior": "I stayed in bed until two"}
SHAME = Link("Shame", "feeling", 80)
ASKED = [
    ("gap", Chain(**FULL)),
    ("event_feels", Chain(links=(Link("She was ashamed of me", "event"), SHAME))),
    ("thought_feels", Chain(links=(Link("I am so sad", "thought"), SHAME))),
    ("long_feeling", Chain(links=(Link("That nobody wants me here", "feeling", 50),))),
    ("no_strength", Chain(links=(Link("Fear", "feeling"),))),
    ("event_feels", Chain(prompting="I was ashamed")),
    ("harm_as_help", Chain(behavior="She was dramatic and cut herself", ending="effective")),
    ("harm_as_help", Chain(behavior="I tried to kill myself on Monday", ending="effective")),
    ("harm_as_help", Chain(behavior="I self-harmed on Friday", ending="effective")),
    ("short", Chain(behavior="Drank again")),
    ("vague", Chain(behavior="I totally lost it with my sister")),
    ("vague", Chain(behavior="I relapsed on Friday evening again")),
    ("vague", Chain(behavior="I was effective in that meeting today")),
    ("vague", Chain(behavior="I took it out on my kids all evening")),
    ("interprets", Chain(prompting="My sister ignored me on purpose")),
    ("interprets", Chain(prompting="Luis doesn’t care about the bills")),
    ("interprets", Chain(links=(Link("They have given up on me", "event"), SHAME))),
    ("interprets", Chain(behavior="I hung up to punish my sister")),
    ("judges", Chain(harm="My ridiculous sister cried")),
    ("judges", Chain(soon_others="He was rude and left")),
    ("skill_fit", Chain(links=(Link("Everything is heavy", "body", arousal="low", skill="tipp"), SHAME))),
    ("tipp_cleared", Chain(links=(Link("I can’t breathe", "body", None, "extreme", "tipp", "Cold water"), SHAME))),
    ("tipp_cleared", Chain(links=(Link("I can’t breathe", "body", arousal="extreme", skill="tipp"), SHAME))),
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
    ("event_feels", Chain(prompting="A letter from the insurance came")),
    ("harm_as_help", Chain(behavior="I wrote to my sister that I need an hour", ending="effective")),
    ("harm_as_help", Chain(behavior="She cut herself", ending="problem")),
    ("harm_as_help", Chain(behavior="She did not hurt herself and called Luis", ending="effective")),
    ("short", Chain()),
    ("short", Chain(behavior="I cut myself")),  # nobody asks for details of it
    ("vague", Chain(behavior="I self-harmed and lost it")),
    ("vague", Chain(behavior="I self-injured again and shut down")),
    ("vague", Chain(behavior="I lost it", how="It was self-harm")),
    ("vague", Chain(behavior="I overdosed and fell apart")),
    ("vague", Chain(behavior="I took it out on my arm and cut myself")),
    ("vague", Chain(behavior="I took it out on my kids and tried to kill myself")),
    ("short", Chain(behavior="I self-harmed")),
    ("short", Chain(behavior="I overdosed")),
    ("vague", Chain(behavior="I shouted “you lost it” at my sister")),
    ("vague", Chain(behavior="I did not give up and called again")),
    ("interprets", Chain(prompting="My sister read on and did not look up")),
    ("interprets", Chain(prompting="Luis said: “You never listen.”")),
    ("interprets", Chain(links=(Link("They have given up on me", "thought"),))),
    ("judges", Chain(prompting="My boss said “that was stupid”")),
    ("skill_fit", Chain(links=(Link("I can’t breathe", "body", arousal="extreme", skill="tipp"), SHAME))),
    (
        "tipp_cleared",
        Chain(links=(Link("I can’t breathe", skill="tipp", instead="Slow breaths, Cleared by Ann"), SHAME)),
    ),
    (
        "tipp_cleared",
        Chain(links=(Link("I can’t breathe", "body", None, "extreme", "self_soothe", "Cold water"), SHAME)),
    ),
    ("judges", Chain(links=(Link("I am stupid", "thought"),))),
    ("no_feeling", Chain(links=(Link("I cannot", "thought"),))),
    ("no_feeling", Chain(links=(Link("I cannot"), Link("To hide", "urge")))),
    ("no_skill", Chain(links=(replace(SHAME, skill="stop"),))),
    ("late_skill", Chain(links=(SHAME, Link("A", "thought", skill="stop"), Link("B"), Link("C")))),
    ("late_skill", Chain(links=(SHAME, Link("B", skill="stop")))),
]


def asked(rule: str, chain: Chain) -> list[str]:
    question = next(one.question for one in CHAIN_RULES if one.id == rule)
    return [line for line in map(str, chain.asked()) if question in line]


@pytest.mark.parametrize(("rule", "chain"), ASKED)
def test_a_rule_asks(rule: str, chain: Chain) -> None:
    assert len(asked(rule, chain)) == 1


@pytest.mark.parametrize(("rule", "chain"), SILENT)
def test_a_rule_is_silent(rule: str, chain: Chain) -> None:
    assert not asked(rule, chain)


def test_what_a_camera_could_not_record_is_asked_about(root: Path) -> None:
    """Sentences by when they were written: the third lot came after the rules, so it is the honest measure."""
    with (root / "tests/samples/chain_sentences.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rules = {"vague", "interprets", "judges", "event_feels", "short"}
    right: dict[tuple[str, str], list[bool]] = {}
    for row in rows:
        found = {one.rule.id for one in CHAIN_RULES.asked(Chain(**{row["part"]: row["text"]}))} & rules
        right.setdefault((row["written"], row["ask"]), []).append(bool(found) == (row["ask"] == "yes"))
    share = {lot: sum(found) / len(found) for lot, found in right.items()}
    assert len(rows) == 153 and {lot: len(found) for lot, found in right.items()}["3", "yes"] == 20
    assert min(share["1", "yes"], share["1", "no"]) == 1 and min(share["2", "yes"], share["2", "no"]) >= 0.88
    assert share["3", "yes"] >= 17 / 20 and share["3", "no"] >= 17 / 18


def test_rules_are_shown_in_full_say_why_and_ask() -> None:
    assert {rule for rule, _ in ASKED} == {rule.id for rule in CHAIN_RULES} == {rule for rule, _ in SILENT}
    for rule in CHAIN_RULES:
        assert rule.part and rule.when.endswith((".", ".”")) and rule.reason.endswith(".")
        assert not re.search(r"(?i)\b(wrong|bad|good|fail|should|must|mistake|score)\b", rule.question)
    assert not example_chain().asked()


@given(chains())
def test_questions_are_never_a_verdict(chain: Chain) -> None:
    questions = {rule.question for rule in CHAIN_RULES}
    lines = [str(one).partition(" Why we ask: ")[0] for one in chain.asked()]
    assert all(any(line.endswith(question) for question in questions) for line in lines)


@pytest.mark.hostile
@given(ANY_JSON, st.sampled_from([*IN_WORDS, "links", "ending", "version", "more"]))
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
        Link("I’ve lost the year", "thought", skill="check_the_facts"),
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
    with pytest.raises(ValueError, match=rf"opens after you make an attempt. Still missing from yours: .*{missing}"):
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
    assert [one for one in chain.asked() if str(one).startswith("Link 3 is the first with a skill")]


def test_the_model_answer_opens_after_an_attempt() -> None:
    model = chain_task().model(ATTEMPT)
    assert model.chain.ready and model.chain.ending == "effective" and not model.chain.asked()
    assert len(model.reading) >= 4 and "highest 4" in " ".join(model.reading)
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
    assert Chain(links=(link,)).story().split("\n")[-1].startswith(f"Something else could happen at {said}: ")


def test_the_story_of_the_task_is_aishas_and_tells_nothing_that_has_to_be_asked() -> None:
    client = clients["aisha_chain"]
    story, said = chain_task().story, Talk(client, client.expert).describe()
    assert "4:40 p.m." in story and "lab" in story
    for part in ("lost the year", "shame", "despair", "grandmother", "slept", "throat"):
        assert part not in story.lower() and part in said.lower()


# Which skill fits which link --------------------------------------------------------------------------------

#: Written by hand from the skill cards: at a type of link and a level of arousal, these fit and no others.
_THOUGHT = "wise_mind observe describe participate nonjudgmentally one_mindfully effectively radical_acceptance "
_THOUGHT += "turning_the_mind willingness half_smile check_the_facts"
_FEELING = "observe describe nonjudgmentally self_soothe half_smile check_the_facts opposite_action problem_solving"
_BODY = "observe describe self_soothe half_smile opposite_action"
_URGE = "wise_mind observe effectively stop pros_and_cons willingness opposite_action fast"
_ACTION = "wise_mind participate one_mindfully effectively stop willingness opposite_action dear_man give fast"
_EVENT = "describe stop radical_acceptance turning_the_mind problem_solving dear_man give"
# Skills beyond the core ones.
_THOUGHT += " mindfulness_of_thoughts self_validation middle_path mindfulness_of_others"
_FEELING += " mindfulness_of_emotions self_validation"
_BODY += " mindfulness_of_emotions"
_URGE += " dialectical_abstinence"
_ACTION += " dialectical_abstinence how_firmly validation middle_path"
_EVENT += " how_firmly validation mindfulness_of_others"
FITS = {
    ("thought", "low"): _THOUGHT,
    ("thought", "raised"): f"{_THOUGHT} accepts improve",
    ("thought", "extreme"): "tipp accepts improve",
    ("feeling", "low"): _FEELING,
    ("feeling", "raised"): f"{_FEELING} accepts improve",
    ("feeling", "extreme"): "tipp accepts self_soothe improve",
    ("body", "low"): _BODY,
    ("body", "raised"): _BODY,
    ("body", "extreme"): "tipp self_soothe",
    ("urge", "low"): _URGE,
    ("urge", "raised"): f"{_URGE} accepts improve",
    ("urge", "extreme"): "stop tipp accepts improve",
    ("action", "low"): _ACTION,
    ("action", "raised"): _ACTION,
    ("action", "extreme"): "stop",
    ("event", "low"): _EVENT,
    ("event", "raised"): _EVENT,
    ("event", "extreme"): "stop",
}


def test_every_skill_has_a_row_that_says_which_links_it_fits() -> None:
    assert list(link_fits.ids) == [one.id for one in skills()], (
        "data/dbt/link_fit.csv and data/dbt/skills.csv differ: give each skill a row, in the same order; a skill of "
        "the days before has no type of link."
    )
    for fit in link_fits():
        assert set(fit.first) <= set(fit.kinds) <= set(KINDS), f"data/dbt/link_fit.csv: types of links of {fit.skill}"
        assert fit.levels, f"data/dbt/link_fit.csv: {fit.skill} needs two levels of arousal in their order"
    assert set(FITS) == {(kind, level) for kind in KINDS for level in AROUSAL}


@pytest.mark.parametrize(("kind", "arousal"), FITS)
def test_a_skill_is_asked_about_unless_it_fits_type_and_arousal(kind: str, arousal: str) -> None:
    fine = set(FITS[kind, arousal].split())
    assert {fit.skill for fit in fitting(kind, arousal)} == fine
    for one in skills():
        said = fit_question(Link("X", kind, arousal=arousal, skill=one.id))
        assert (said == "") == (one.id in fine), one.id
        if said:  # it says what the skill is for, asks, and offers what does fit
            assert said.startswith(one.name) and "?" in said
            offers = said.partition("For a link like this, consider ")[2]
            assert offers and any(other.name in offers for other in skills() if other.id in fine)
            assert not any(
                re.search(rf"\b{re.escape(other.name)}\b", offers) for other in skills() if other.id not in fine
            )


def test_the_reason_is_the_one_that_counts() -> None:
    assert "Arousal here is low" in fit_question(Link("Heavy", "body", arousal="low", skill="tipp"))
    assert "How high was arousal here?" in fit_question(Link("Heavy", "body", skill="tipp"))
    assert "under prevention" in fit_question(Link("Heavy", "body", arousal="low", skill="please"))
    event = fit_question(Link("It rang", "event", arousal="low", skill="check_the_facts"))
    assert "It fits this type of link: thought or feeling. Does it fit this one (event)?" in event
    assert "Arousal here is extreme" in fit_question(
        Link("All lost", "thought", arousal="extreme", skill="check_the_facts")
    )
    assert not fit_question(Link("All lost", "thought", skill="check_the_facts"))
    assert not fit_question(Link("X", skill="tipp")) and not fit_question(Link("X", "body", arousal="low"))


def test_tipp_stands_only_where_arousal_is_extreme_in_all_of_the_course(root: Path) -> None:
    model = chain_task().model(ATTEMPT).chain
    for chain in (example_chain(), model):
        assert all(link.arousal for link in chain.links)
        assert {link.arousal for link in chain.links if link.skill == "tipp"} <= {"extreme"}
    assert [link.text for link in model.links if link.skill == "tipp"] == [
        "My throat was tight, and words didn’t get through"
    ]
    for card in (dbt.example_card(), week_to_read()):
        for day in card.days:  # a day on which nothing reached a 5 had no extreme arousal
            assert "tipp" not in day.skills or 5 in day.emotions.values()
    finder = [row["situation"] for row in files.read_rows("dbt/situation_skills.csv") if row["skill"] == "tipp"]
    waves = {row["id"]: row["says"] for row in files.read_rows("dbt/situations.csv")}
    assert finder == ["wave"] and "full alert" in waves["wave"]
    right = [
        card["id"]
        for card in files.read_json("dbt/cards.json")["cards"]
        for option in card["options"]
        if option.get("skill") == "tipp" and option["right"]
    ]
    assert right == ["which_four_body", "fits_full_alert"]
    example = next(row["example"] for row in files.read_rows("dbt/skills.csv") if row["id"] == "tipp")
    assert "her distress is at 95" in example
    page = (root / "notebooks/15_hold_a_case_conference.ipynb").read_text(encoding="utf-8")
    assert "TIPP (distress tolerance): Paced breathing at the kitchen table" not in page


# Mine beside the model ---------------------------------------------------------------------------------------

MODEL = Chain(links=(Link("A", "thought"), Link("B", "feeling"), Link("C", "body"), Link("D", "urge")))


def test_nothing_is_matched_but_what_the_learner_matches() -> None:
    same = Comparison(MODEL, MODEL)
    assert same.absent == same.own == (1, 2, 3, 4) and same.lines()[0] == "In both: 0 of the 4 links in the model."
    whole = Comparison(MODEL, MODEL, {at: at for at in range(1, 5)})
    assert whole.lines() == ("In both: 4 of the 4 links in the model.",)


@pytest.mark.parametrize(
    ("pairs", "absent", "own", "crossed"),
    [
        ({1: 1, 2: 2}, (3, 4), (3,), ()),
        ({1: 2, 2: 1}, (3, 4), (3,), ((1, 2),)),
        ({1: 3, 2: 1, 4: 2}, (3,), (), ((1, 2),)),
        ({1: 3, 3: 2, 4: 1}, (2,), (), ((1, 3), (3, 4))),
        ({2: 1, 3: 1}, (1, 4), (2, 3), ()),  # one link of mine holds two of the model's
    ],
)
def test_what_is_missing_added_and_in_another_order(pairs: dict, absent: tuple, own: tuple, crossed: tuple) -> None:
    mine = Chain(links=(Link("x", "thought"), Link("y", "feeling"), Link("z", "body")))
    found = Comparison(mine, MODEL, pairs)
    assert (found.absent, found.own, found.crossed) == (absent, own, crossed)
    assert sum("A different order" in line for line in found.lines()) == len(crossed)


def test_another_type_is_asked_about_and_an_open_one_is_not() -> None:
    mine = Chain(links=(Link("a", "event"), Link("b"), Link("c", "body")))
    found = Comparison(mine, MODEL, {1: 1, 2: 2, 3: 3})
    assert found.retyped == (1,)
    assert found.lines()[-1].startswith(
        "A different type: in the model, the type of “A” is thought; in yours, it is event."
    )
    for pairs in ({1: 4}, {5: 1}, {0: 1}):
        with pytest.raises(ValueError, match="no link at one of these places"):
            Comparison(mine, MODEL, pairs)


def test_the_other_parts_stand_side_by_side() -> None:
    parts = {
        name: (mine, model) for name, mine, model in Comparison(ATTEMPT, chain_task().model(ATTEMPT).chain).parts()
    }
    assert parts["Prompting event"][0] == ATTEMPT.prompting and parts["Prompting event"][1].startswith("4:40 p.m.: ")
    assert parts["Kind of behavior"] == ("", "Effective behavior")
    assert parts["Where"] == ("", "In the kitchen at home, at the stove")
    assert "Links" not in parts and "What harm was done, and to whom" not in parts


# Missing links -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "gap", "left", "said"),
    [
        ((None, None, None), None, 6, ""),
        ((False, None, None), "knew", 3, "Find out"),
        ((True, False, None), "willing", 3, "curious about the “no"),
        ((True, True, False), "came", 3, "reminder"),
        ((True, True, True), "", 3, "problem solving"),
        ((True, None, False), None, 4, ""),
        ((None, False, None), None, 5, ""),
    ],
)
def test_the_first_no_is_the_missing_link(answers: tuple, gap: str | None, left: int, said: str) -> None:
    found = MissingLinks("", *answers)
    assert (
        found.gap == gap
        and len(found.missing) == left
        and said in found.says_gap
        and (said != "") == (found.says_gap != "")
    )
    whole = replace(found, needed="Call at one", hindered="A bus", plan="An alarm")
    assert whole.ready == (gap is not None)
    assert MissingLinks.from_json(json.loads(json.dumps(whole.to_json()))) == whole


# What earlier editions kept -------------------------------------------------------------------------------------


def test_a_chain_of_an_earlier_edition_opens_with_nothing_lost() -> None:
    link = {"version": 1, "text": "Heavy", "kind": "body", "strength": None, "skill": "tipp", "instead": "Breathe"}
    old = {"version": 1, "about": "Maya", "vulnerability": "No sleep", "prompting": "A letter", "links": [link]}
    old |= {"behavior": "I stayed in bed", "ending": "problem", "soon_me": "Relief", "later_me": "Guilt"}
    found = Chain.from_json(old)
    assert (found.when, found.overcorrect, found.links[0].arousal) == ("", "", "")
    assert found.links[0].skill_says == "TIPP (distress tolerance): Breathe" and found.later_me == "Guilt"
    again = found.to_json()
    assert {name: again[name] for name in old if name != "links"} == {
        name: old[name] for name in old if name != "links"
    }
    assert "Prevention: how to be less vulnerable" in found.missing


@pytest.mark.parametrize("word", ["overdose", "knife", "blade", "bleed", "scar", "poison", "lethal"])
def test_no_method_is_named_anywhere(word: str, root: Path) -> None:
    names = [*(root / "data/dbt").glob("*"), root / "data/exercises/09.json"]
    names += [*(root / "iopedu").rglob("*.py"), *(root / "iopedu").rglob("*.js"), *(root / "notebooks").glob("09_*")]
    for file in names:
        assert not re.search(rf"(?i)\b{word}\b", file.read_text(encoding="utf-8")), file
