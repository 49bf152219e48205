"""A learner's attempts at a session: in order, kept, taken up again, joined, and refused in words."""

from __future__ import annotations

import csv
import io
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.course.export import in_columns
from iopedu.course.joining import joined
from iopedu.rehearsal import Talk, clients, talk
from tests.tools import ANY_JSON

NAME = "aisha_chain"


def said(*replies: str, name: str = NAME) -> Talk:
    found = talk(name)
    for reply in replies:
        found = found.say(reply)
    return found


def test_it_begins_before_the_first_turn_and_goes_on_turn_by_turn() -> None:
    begun = talk(NAME)
    assert begun.moment.turn.id == "start" and not begun.ready and begun.own == {} and begun.ways == ()
    first = begun.say("agenda")
    assert first.now == ("agenda",) and first.moment.turn.id == "blank" and first.moment.state.trust == 3
    assert begun.now == ()  # nothing changes in place


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda: talk("nobody"), "client is 'nobody', which is not one of:"),
        (lambda: said("shout"), "start is 'shout', which is not one of: proud, agenda"),
        (lambda: said("agenda", "agenda"), "blank is 'agenda', which is not one of: small, try, relax"),
        (lambda: said(""), "Choose what to say first"),
        (lambda: said(None), "Choose what to say first"),
        (lambda: said("agenda").back_to(3), "This attempt has no turn 3. It has only 1."),
        (lambda: said("agenda").back_to(0), "This attempt has no turn 0"),
        (lambda: said("agenda").back_to(None), "This attempt has no turn None"),
        (lambda: said(*clients[NAME].expert, "agenda"), "This session is over"),
        (lambda: talk(NAME).with_answers([]), "not a saved session in the version 1 format"),
        (lambda: talk(NAME).with_answers({"version": 1, "session": "x", "now": "", "ways": []}), "a different session"),
        (lambda: talk(NAME).with_answers(saved(now=3)), "should contain the current attempt"),
        (lambda: talk(NAME).with_answers(saved(now="agenda shout")), "blank is 'shout'"),
        (
            lambda: talk(NAME).with_answers(saved(ways=["x"])),
            "Attempt 1: It should contain its replies, and your own words",
        ),
        (lambda: talk(NAME).with_answers(saved(ways=[{"path": 1, "own": {}}])), "Attempt 1: Replies is 1"),
        (
            lambda: talk(NAME).with_answers(saved(ways=[{"path": "agenda", "own": {"blank": "x"}}])),
            "doesn’t get that far",
        ),
        (lambda: talk(NAME).with_answers(saved(ways=[{"path": "agenda", "own": {"start": 1}}])), "should be text"),
        (lambda: talk(NAME).with_answers(saved(ways=[{"path": "", "own": {}}] * 100)), "99 attempts"),
    ],
)
def test_bad_order_unknown_names_and_damaged_state_are_refused_in_words(act, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        act()


def saved(**changed: object) -> dict[str, object]:
    return {**said("agenda").to_json(), **changed}


@given(ANY_JSON)
def test_any_other_state_is_refused_or_read(found: object) -> None:
    try:
        read = talk(NAME).with_answers(found)
    except ValueError:
        return
    assert read.to_json()["session"] == NAME


MOVES = st.lists(st.tuples(st.booleans(), st.integers(0, 11), st.text(max_size=12)), max_size=14)


@given(st.sampled_from(clients.ids), MOVES)
def test_any_attempt_comes_back_as_it_was(name: str, moves: list[tuple[bool, int, str]]) -> None:
    now = talk(name)
    for back, at, own in moves:
        if back or now.moment.turn is None:
            now = now.back_to(at % (len(now.now) + 1) + 1)
        else:
            replies = now.moment.turn.replies
            now = now.say(replies[at % len(replies)].id, own)
    again = talk(name).with_answers(json.loads(json.dumps(now.to_json())))
    assert again == now and again.describe() == now.describe() and again.own == now.own
    assert len({way.path for way in now.ways}) == len(now.ways)


@pytest.mark.parametrize("name", clients.ids)
def test_an_attempt_is_taken_up_again_at_any_turn_and_the_earlier_one_stays(name: str) -> None:
    whole = said(*clients[name].expert, name=name)
    for turn in range(1, len(whole.now) + 1):
        back = whole.back_to(turn)
        assert back.moment == whole.steps[turn - 1].before and back.ways == whole.ways and back.ready
        for reply in back.moment.turn.replies:
            other = back.say(reply.id)
            assert whole.now in [way.path for way in other.ways]
            assert len(other.ways) == 2 if reply.id != whole.now[turn - 1] else 1 <= len(other.ways) <= 2


def test_as_many_attempts_are_kept_as_is_said() -> None:
    many = [{"path": "agenda", "own": {}}] * 99
    assert talk(NAME).with_answers(saved(ways=many)).now == ("agenda",)


def test_an_attempt_that_goes_on_is_one() -> None:
    assert len(said("agenda", "small").say("seconds").ways) == 1


def test_own_words_stand_for_the_reply_and_only_there() -> None:
    own = talk(NAME).say("agenda", "  What would help you today?  ").say("small", "   ")
    assert own.own == {"start": "What would help you today?"}
    assert own.texts() == (("Your own words", "What would help you today?"),)
    assert ("You", "What would help you today?") in own.lines() and "keep ten minutes" not in own.describe()
    assert own.back_to(1).own == {} and own.back_to(2).own == own.own
    assert own.back_to(2).say("try").own == own.own


def test_two_windows_keep_what_was_said_in_both() -> None:
    base = said("agenda", "small")
    mine, theirs = base.say("seconds", "And then?"), base.say("email").say("furious")
    value, _gave_way = joined(base.to_json(), mine.to_json(), theirs.to_json(), True)
    both = talk(NAME).with_answers(value)
    assert both.now == mine.now and both.own == {"message": "And then?"}
    assert {way.path for way in both.ways} == {mine.now, theirs.now}
    value, _gave_way = joined(None, mine.to_json(), theirs.to_json(), False)  # files from two computers
    assert talk(NAME).with_answers(value).now == theirs.now
    done = said(*clients[NAME].expert)
    value, _gave_way = joined(done.to_json(), done.back_to(3).to_json(), done.to_json(), True)
    assert talk(NAME).with_answers(value) == done.back_to(3)


def test_a_debrief_of_own_words_says_that_it_is_about_the_reply_chosen_as_nearest() -> None:
    """A sarcastic reply that its writer likens to a kind one is not praised in its own name."""
    over = talk(NAME).say("agenda", "Oh great, another talk. What you want?")
    while over.moment.turn:
        over = over.say(over.moment.turn.replies[0].id)
    (first, told), (second, other) = over.debrief()[:2]
    agenda = clients[NAME].turns[0].reply("agenda").text
    assert first == "Oh great, another talk. What you want?" and second == over.steps[1].reply.text
    assert told[0] == (
        "Reply you chose as closest",
        f"“{agenda}” The notes below are about these words. Do yours do the same?",
    )
    assert "Reply you chose as closest" not in dict(other) and agenda in over.describe()


def test_a_debrief_tells_of_trust_and_agitation_only_where_they_moved() -> None:
    over = said("skills", "relax")
    while over.moment.turn:
        over = over.say(over.moment.turn.replies[0].id)
    first, second = (dict(told) for _said, told in over.debrief()[:2])
    assert first["Trust"] == "2, then 1." and not {"Trust", "Agitation"} & second.keys() and "Agitation" not in first


def test_what_is_held_back_says_what_it_would_have_taken() -> None:
    cool = said("skills", "relax", "seconds")  # advice first: trust is 1
    assert not cool.moment.state.facts and cool.steps[-1].held_back.keys() == {"thought"}
    over = cool
    while over.moment.turn:
        over = over.say(over.moment.turn.replies[0].id)
    held = [words for _said, told in over.debrief() for name, words in told if name == "Held back"]
    assert held[0] == "The thought that felt like a fact. Trust was 1; this takes 3 or more."
    tense = said("whole", "try", "first", "eight", "body")
    assert dict(tense.debrief()) == {} and tense.steps[-1].held_back.keys() == {"body"}
    assert tense.steps[-1].before.state.agitation > 4 and tense.steps[-1].before.state.trust <= 2


def test_what_lacks_its_ground_is_not_called_held_back() -> None:
    client = clients["maya_thought_record"]
    way = [*client.expert[:7], "proof", "onesentence"]  # nothing that speaks against the thought is on the table
    last = client.walk(way)[-1]
    assert last.before.state.trust > 4 and "balanced" not in last.after.state.facts and not last.held_back


def test_the_clock_ends_a_session_and_calls_no_best_ending() -> None:
    client = clients[NAME]
    slow = client.walk(client.expert)[-1].after.state.minutes
    assert 0 < slow < 10
    for turns in range(1, len(client.expert)):
        assert client.walk(client.expert[:turns])[-1].after.ending is None


def test_the_table_has_a_row_for_each_turn_of_each_attempt_and_runs_no_formula() -> None:
    found = talk(NAME).say("agenda", '=HYPERLINK("x")').say("small")
    found = found.back_to(1).say("proud")
    rows = list(csv.reader(io.StringIO(in_columns(found.columns()).removeprefix("\ufeff"))))
    assert [row[:2] for row in rows] == [["Attempt", "Turn"], ["1", "1"], ["1", "2"], ["2", "1"]]
    head = {name: at for at, name in enumerate(rows[0])}
    assert rows[1][head["Your own words"]].startswith("'=") and rows[2][head["Opened"]].startswith("The prompting")
    assert [row[head["Trust"]] for row in rows[1:]] == ["3", "4", "2"]
    assert [row[head["Minutes left"]] for row in rows[1:]] == ["41", "37", "41"]


def test_a_turn_is_worked_out_in_a_moment() -> None:
    found = said(*clients[NAME].expert[:-1])
    begun = time.perf_counter()
    found.say(clients[NAME].expert[-1]).describe()
    assert time.perf_counter() - begun < 0.05
