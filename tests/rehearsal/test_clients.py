"""What holds for every client who answers: who only advises or calms hears little, and who asks hears what matters."""

from __future__ import annotations

import random
import re

import pytest

from iopedu.rehearsal import Talk, clients
from iopedu.rehearsal.client import moves, read_client
from tests.rehearsal.walks import (
    HABITS,
    best,
    by,
    chances,
    ends,
    every,
    first_of,
    longest,
    path,
    reached,
    shortest,
    steps,
    trainee,
)
from tests.tools import in_data

NAMES = clients.ids
PLAIN = {"ask_suicide", "bring_in_people", "open_question", "chain_link"}


def dangers(name: str) -> set[str]:
    return {one.id for one in clients[name].facts if one.danger}


def talked(name: str, way: tuple[str, ...]) -> Talk:
    talk = Talk(clients[name])
    for reply in way:
        talk = talk.say(reply)
    return talk


# Where one can come -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_each_turn_line_answer_ending_and_fact_is_reached_and_each_way_ends(name: str) -> None:
    client, found = clients[name], reached(name)
    moments = [moment for _at, moment in found]
    answers = {(step.before.turn.id, step.reply.id, step.answer) for step in steps(name)}
    written = {(turn.id, reply.id, one) for turn in client.turns for reply in turn.replies for one in reply.answers}
    assert answers == written, [one[:2] for one in written - answers]
    said = {(moment.turn.id, moment.says) for moment in moments if moment.turn}
    lines = {(turn.id, one.says) for turn in client.turns for one in turn.says}
    assert lines <= said and client.begin().says
    assert {moment.ending.id for moment in ends(found)} == {one.id for one in client.endings}
    assert {name for moment in moments for name in moment.state.facts} == {one.id for one in client.facts}
    for moment in moments:
        assert (moment.turn is None) != (moment.ending is None)
        assert moment.turn is None or 3 <= len(moment.turn.replies) <= 4
    for moment in moments:
        assert 0 <= moment.state.trust <= 6 and 0 <= moment.state.agitation <= 6 and moment.state.minutes >= 0
    for at, moment in found:  # an ending may be called by the client or by the clock, and otherwise comes late
        assert moment.ending is None or moment.ending.called or not moment.state.minutes or 8 <= at <= 12, at


@pytest.mark.parametrize("name", NAMES)
def test_each_way_ends_in_a_debrief_with_one_entry_a_turn(name: str) -> None:
    client, draw = clients[name], random.Random(name)
    for _ in range(60):
        talk = Talk(client)
        while talk.moment.turn:
            assert talk.debrief() == () and talk.never() == ()
            talk = talk.say(draw.choice(talk.moment.turn.replies).id)
        told = talk.debrief()
        assert len(told) == len(talk.now) and talk.moment.ending.title in talk.describe()
        for (said, lines), step in zip(told, talk.steps, strict=True):
            parts = dict(lines)
            assert said == step.reply.text and step.reply.why in parts["What it does"]
            assert parts["Not said out loud"] == step.answer.inner
            assert [what for label, what in lines if label == "Opened"] == [
                client.fact(fact).name for fact in sorted(step.opened)
            ]
        # What came out and what is told at the end are all that there is, each once.
        opened = [fact for step in talk.steps for fact in step.opened]
        assert sorted([client.fact(fact).hidden for fact in opened] + list(talk.never())) == sorted(
            fact.hidden for fact in client.facts
        )


# Who hears what ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("habit", sorted(HABITS))
def test_no_habit_alone_hears_of_the_danger_or_ends_best(name: str, habit: str) -> None:
    client = clients[name]
    for moment in ends(chances(client, by(habit))):
        assert not moment.ending.best and not moment.state.facts & dangers(name)
        assert 2 * len(moment.state.facts) < len(client.facts)
        hidden = [one.hidden for one in client.left(moment.state)]
        assert {one.hidden for one in client.facts if one.danger} == set(hidden[: len(dangers(name))])


@pytest.mark.parametrize("name", NAMES)
def test_the_way_of_an_expert_discloses_all_that_matters_and_ends_best(name: str) -> None:
    talk = talked(name, clients[name].expert)
    assert talk.moment.ending.best and talk.never() == ()
    assert not any(HABITS & set(step.reply.shows) for step in talk.steps)
    assert not [what for _said, lines in talk.debrief() for label, what in lines if label == "Held back"]
    assert sum(one.best for one in clients[name].endings) == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_danger_comes_out_only_when_it_is_asked_about_in_plain_words(name: str) -> None:
    asked = False
    for step in steps(name):
        if step.opened & dangers(name):
            assert PLAIN & set(step.reply.shows), step.reply.id
        if "ask_suicide" in step.reply.shows and step.before.state.trust >= 2:
            assert step.after.state.facts & dangers(name), step.reply.id
            asked = True
    assert asked and dangers(name)
    for moment in ends(reached(name)):
        never = [one.id for one in clients[name].left(moment.state)]
        untold = dangers(name) - moment.state.facts
        assert set(never[: len(untold)]) == untold  # it is told first


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_told_that_it_was_not_asked_where_it_was_asked_and_held_back(name: str) -> None:
    """A plain question without trust is answered with less: what is hidden must stay true for whoever asked it."""
    client, held = clients[name], {fact for step in steps(name) for fact in step.held_back}
    for one in client.facts:
        unasked = r"(?i)nobody (?:had )?asked|without a plain question|had to do was ask"
        assert one.id not in held or not re.search(unasked, one.hidden)
        would = re.search(r"told somebody|said so to somebody|answered a plain question", one.hidden)
        assert not would or "trusted" in one.hidden, one.id
    for moment in ends(reached(name)):
        if moment.ending.called or held & dangers(name) - moment.state.facts:
            said = f"{moment.ending.title} {moment.ending.says}"
            assert not re.search("obody (?:had )?asked", said), moment.ending.id


#: What an ending says, and what must have come out wherever it is said, or must not.
CLAIMS: list[tuple[str, str, set[str], set[str]]] = [
    ("maya_thought_record", "both columns", {"for", "against", "balanced"}, set()),
    ("maya_thought_record", "what she said about dying", {"tired"}, set()),
    ("maya_thought_record", "or the words in them are yours", set(), {"balanced", "step"}),
    ("medication_talk", "wanting both", {"wish", "call"}, set()),
    ("medication_talk", "with her sister", {"tonight"}, set()),
    ("medication_talk", "two o’clock", set(), {"tonight"}),
    ("medication_talk", "aren’t in it", set(), {"dying"}),
    ("first_meeting", "his wife drives him home", {"people"}, set()),
    ("first_meeting", "Nobody knows what “a couple” means", {"suicide", "people"}, {"drink"}),
    ("first_meeting", "but he goes home, and nobody there has been told", {"suicide"}, {"people"}),
    ("first_meeting", "your supervisor makes a safety plan with him", {"suicide", "drink", "people"}, set()),
    ("daniel_step_down", "tells the group about the bottle", {"store", "tell"}, set()),
    ("evening_group", "calls her sister", {"home", "suicide"}, set()),
    ("evening_group", "He’d had two drinks", {"suicide"}, {"drink"}),
    ("aisha_chain", "writes the first link: “I’ve lost the year,”", {"thought", "end"}, set()),
    ("aisha_chain", "The danger is known", {"urge"}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "words", "known", "not_known"), CLAIMS, ids=[one[1] for one in CLAIMS])
def test_what_an_ending_says_follows_from_what_came_out(
    name: str, words: str, known: set[str], not_known: set[str]
) -> None:
    told = [moment for moment in ends(reached(name)) if words in moment.ending.says]
    assert told and all(known <= one.state.facts and not not_known & one.state.facts for one in told)


#: What has to be settled the same day, and what an ending says of it for the ways on which it did not come out.
LEFT_OPEN = [
    ("medication_talk", "known", "sleep", "about what she takes to sleep"),
    ("medication_talk", "thin", "sleep", "about what she takes to sleep"),
    ("medication_talk", "thin", "tonight", "Who’ll be with her at two o’clock gets settled"),
    ("evening_group", "unasked", "drink", "Making sure that Pete doesn’t drive"),
    ("evening_group", "left", "suicide", "Omar comes back and asks her in plain words"),
    ("first_meeting", "unasked", "drink", "about suicide and about the drinking"),
    ("first_meeting", "alone", "drink", "about suicide and about the drinking"),
    ("first_meeting", "alone", "people", "who’s with him tonight"),
    ("first_meeting", "couple", "drink", "not to stop all at once before a physician has asked"),
    ("aisha_chain", "unasked", "tonight", "about who’s with her tonight"),
    ("aisha_chain", "pieces", "tonight", "makes sure that somebody’s with her tonight"),
    ("aisha_chain", "thin", "tonight", "that somebody’s with her tonight"),
]


@pytest.mark.parametrize(("name", "ending", "fact", "words"), LEFT_OPEN)
def test_a_danger_that_did_not_come_out_is_seen_to_the_same_day(name: str, ending: str, fact: str, words: str) -> None:
    told = {moment.ending.says for moment in ends(reached(name)) if moment.ending.id == ending
            and fact not in moment.state.facts}  # fmt: skip
    assert told and all(words in one for one in told)


#: What a reply has to ask before anybody answers who will be with them.
COMPANY = {
    "aisha_chain": ("tonight", "who’s with you tonight"),
    "evening_group": ("home", "(?i)home"),
    "first_meeting": ("people", "with you tonight"),
    "medication_talk": ("tonight", "Who could be with you"),
}


@pytest.mark.parametrize("name", COMPANY)
def test_who_is_with_somebody_comes_out_only_where_it_is_asked(name: str) -> None:
    fact, asks = COMPANY[name]
    found = {step.reply.text for step in steps(name) if fact in step.opened}
    assert found and all(re.search(asks, text) for text in found)


def test_who_says_little_is_not_told_that_something_came_out() -> None:
    for name in NAMES:
        for moment in ends(reached(name)):
            if not moment.state.facts and not moment.ending.called:
                said = f"{moment.ending.title} {moment.ending.says}"
                assert not re.search(r"(?i)\btold\b|pieces of|is known|some of the sheet", said.replace("she told", ""))


COUNTS = {"Two": 2, "Three": 3, "Four": 4, "Five": 5}


def test_a_debrief_counts_the_questions_of_a_reply_right() -> None:
    found = 0
    for one in (one for client in clients for turn in client.turns for one in turn.replies):
        many = re.search(r"(?i)\b(Two|Three|Four|Five) (?:closed )?(?:questions|ones)\b", one.why)
        found += bool(many)
        assert not many or one.text.count("?") == COUNTS[many[1].capitalize()], one.text
    assert found >= 4


@pytest.mark.parametrize("name", NAMES)
def test_early_advice_never_wins_trust_and_costs_it_somewhere(name: str) -> None:
    client = clients[name]
    half = {turn.id for turn in client.turns[: len(client.turns) // 2]}
    found = [
        step.answer.trust
        for step in steps(name)
        if step.before.turn.id in half and "advice" in step.reply.shows and set(step.reply.shows) <= HABITS
    ]
    assert found and max(found) <= 0 and min(found) < 0


@pytest.mark.parametrize("name", NAMES)
def test_five_made_up_learners_hear_different_debriefs(name: str) -> None:
    client = clients[name]
    ways = {
        "careless": path(client, lambda turn: turn.replies[:1]),
        "adviser": path(client, by("advice")),
        "reassurer": path(client, by("reassure")),
        "trainee": path(client, trainee(client)),
        "expert": client.expert,
    }
    talks = {who: talked(name, way) for who, way in ways.items()}
    facts = {who: len(talk.moment.state.facts) for who, talk in talks.items()}
    shows = {who: [shown for step in talk.steps for shown in step.reply.shows] for who, talk in talks.items()}
    assert facts["expert"] == len(client.facts) > facts["trainee"] > max(facts["adviser"], facts["reassurer"])
    assert facts["expert"] > facts["careless"]
    assert talks["expert"].moment.state.trust > talks["adviser"].moment.state.trust
    for who, habit in (("adviser", "advice"), ("reassurer", "reassure")):
        assert shows[who].count(habit) >= 3 and set(shows[who]) <= HABITS
        assert talks[who].describe().lower().count(moves[habit].name) >= 3
    assert len({talk.debrief() for talk in talks.values()}) == len(talks)
    assert len({talk.moment.ending.id for talk in talks.values()}) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_who_guesses_by_place_or_length_reaches_the_best_ending_no_more_often_than_by_chance(name: str) -> None:
    client = clients[name]
    by_chance = best(client, every)
    assert by_chance < 0.05
    for place in range(4):
        assert best(client, lambda turn, place=place: [turn.replies[min(place, len(turn.replies) - 1)]]) <= by_chance
    for order in (longest, shortest):
        assert best(client, first_of(order)) <= by_chance
        assert best(client, first_of(order, 2)) <= by_chance + 0.05
    places = [[one.id in client.expert for one in turn.replies].index(True) for turn in client.turns]
    assert max(map(places.count, range(4))) <= len(places) // 2, places
    lengths = [[one.id in client.expert for one in longest(turn)].index(True) for turn in client.turns]
    assert lengths.count(0) <= len(lengths) // 2, lengths


# How it is said ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_people_talk_as_people_do(name: str) -> None:
    client = clients[name]
    spoken = [one.text for turn in client.turns for one in turn.replies]
    spoken += [text for turn in client.turns for one in turn.says for text in (one.says,)]
    spoken += [t for turn in client.turns for r in turn.replies for a in r.answers for t in (a.says, a.inner)]
    stiff = re.compile(
        r"\b(?:do|does|did|is|are|was|were|have|has|would|could|should|will) not\b|\bcannot\b|"
        r"\b(?:I am|it is|you are) [a-z]",
        re.IGNORECASE,
    )
    assert not [text for text in spoken if stiff.search(re.sub(r"\bI am [a-z]+ing\.", "", text))]
    assert not [text for text in spoken if len(text.split()) > 60]
    assert not [text for text in spoken if "'" in text or '"' in text]
    for turn in client.turns:
        words = [len(one.text.split()) for one in turn.replies]
        assert min(words) >= 5 and max(words) <= 45


# The facts of Aisha's Thursday, which the chain is built from ---------------------------------------------


def test_what_aisha_can_tell_brings_every_part_of_the_model_chain() -> None:
    talk = talked("aisha_chain", clients["aisha_chain"].expert)
    brought = {fact: step.answer.says for step in talk.steps for fact in step.opened}
    for fact, part in {
        "night": "five hours",
        "prompt": "four-forty",
        "thought": "lost the year",
        "feelings": "Ashamed first, like 90",
        "body": "words just weren’t getting through",
        "urge": "A four. I didn’t do it",
        "turn": "phone face down",
        "end": "At five-fifteen we called",
        "after": "I wasn’t alone with it",
        "later": "my parents know too",
    }.items():
        assert part in brought[fact]
    order = list(brought)
    assert order.index("night") > order.index("prompt")  # not the order of the day
    told = talk.client.begin()
    unknown = [step for step in steps("aisha_chain") if "I don’t know" in step.answer.says]
    assert len({step.reply.id for step in unknown}) >= 4 and not any(step.opened for step in unknown)
    assert told.state.facts == frozenset()


# Files that are wrong ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda found: found["turns"][0]["replies"][0].update(shows=["shout"]), "shows is 'shout', which is not one"),
        (lambda found: found["turns"][1]["replies"][0]["answers"][0].update(opens=["x"]), "opens is 'x'"),
        (lambda found: found["turns"][1]["replies"][0]["answers"][0].update(to="start"), "to is 'start'"),
        (lambda found: found["turns"][0]["replies"][1].update(id="proud"), "start 'proud' stands there twice"),
        (lambda found: found["turns"][1].update(id="start"), "turn 'start' stands there twice"),
        (lambda found: found["endings"][0]["if"].update(knows=["x"]), "if is 'x'"),
        (lambda found: found["turns"][0]["replies"][0]["answers"][0].update({"if": {"trust": 3}}), "the last answer"),
    ],
)
def test_a_file_that_cannot_be_played_is_refused_in_words(change, sentence: str) -> None:
    found = in_data("rehearsal/clients/aisha_chain.json")
    read_client(found)
    change(found)
    with pytest.raises(ValueError, match=f"aisha_chain: .*{sentence}|{sentence}"):
        read_client(found)


def test_maya_is_told_nothing_about_homework_that_no_study_shows() -> None:
    """The studies found that homework and results go together; that it works nowhere else is the trainee's idea."""
    turn = next(turn for turn in clients["maya_thought_record"].turns if turn.id == "sheet")
    why = next(one.why for one in turn.replies if one.id == "works")
    assert "True" not in why and "tend to do better, not that a record only works between sessions" in why


#: How long a session is by its scene or by what is said in it, and by the clock of the form.
LENGTHS = {"aisha_chain": "forty-five minutes", "first_meeting": "fifty minutes", "medication_talk": "forty minutes"}
CLOCK = {"aisha_chain": 45, "first_meeting": 50, "medication_talk": 41}


@pytest.mark.parametrize("name", LENGTHS)
def test_a_session_has_one_length_in_its_scene_its_lines_and_its_clock(name: str) -> None:
    client = clients[name]
    spoken = [one.text for turn in client.turns for one in turn.replies]
    spoken += [answer.says for turn in client.turns for one in turn.replies for answer in one.answers]
    assert LENGTHS[name] in " ".join(client.scene) and client.start.minutes == CLOCK[name]
    assert not [text for text in spoken if "half an hour" in text]
