"""What an ending says is true on every way that leads to it: each of its sentences, with when it is true."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import chain

import pytest

from iopedu.rehearsal import clients
from iopedu.rehearsal.client import Moment

Way = tuple[Moment, frozenset[str]]
When = Callable[[Way], bool]


def knows(*facts: str) -> When:
    """All of these came out."""
    return lambda way: way[0].state.facts >= set(facts)


def lacks(*facts: str) -> When:
    """None of these came out."""
    return lambda way: not way[0].state.facts & set(facts)


def some_missing(*facts: str) -> When:
    """At least one of these did not come out."""
    return lambda way: not way[0].state.facts >= set(facts)


def at_least(many: int) -> When:
    """So many facts came out."""
    return lambda way: len(way[0].state.facts) >= many


def trust(least: int = 0, most: int = 6) -> When:
    """Trust at the end is between these."""
    return lambda way: least <= way[0].state.trust <= most


def said(*replies: str) -> When:
    """One of these replies, each written as its turn and its name, was given."""
    return lambda way: bool(way[1] & set(replies))


def unsaid(*replies: str) -> When:
    """None of these replies was given."""
    return lambda way: not way[1] & set(replies)


def both(*conditions: When) -> When:
    return lambda way: all(one(way) for one in conditions)


def later(_way: Way) -> bool:
    """What others do afterward, and what was so before: it says nothing of the way there."""
    return True


#: Replies that the conditions below ask about.
ASKED = {
    "aisha_chain": ("dark.plain", "now.both"),
    "daniel_step_down": ("sign.why", "store.straight", "apartment.ask", "new.call", "end.both", "end.who"),
    "evening_group": ("smell.accuse", "smell.plain", "coats.ride", "coats.before"),
    "first_meeting": ("night.plain", "beer.many", "beer.skip", "group.side", "home.both", "home.who", "home.nine"),
    "maya_thought_record": ("tired.dying", "bright.realistic", "both.howabout", "both.onesentence"),
    "medication_talk": ("nights.worstpart", "doctor.duty", "phone.now", "home.who"),
}
_SIX = ("prompt", "thought", "feelings", "urge", "turn", "end")
_CHAIN = (*_SIX, "body", "after", "night")
_WEEK = ("name", "coworker", "handover", "first", "tell")
_BACK = ("now", "fear", "night", "tried", "work", "want")
_BOXES = ("situation", "hot", "feelings", "for", "against", "balanced", "rated")
_TONIGHT = ("sol", "market", "week", "drink", "hour", "calls", "suicide", "told", "home")

#: Every sentence of every ending in its order, the title first, each with when it is true.
SENTENCES: dict[str, dict[str, list[tuple[str, When]]]] = {
    "aisha_chain": {
        "best": [
            ("A chain that the two of you can draw", knows(*_SIX)),
            ("She takes the pen herself and writes the first link: “I’ve lost the year,” as a thought.",
             knows("thought")),
            ("Then she looks at the last one for a while.", knows("end")),
            ("“I didn’t know I did that,” she says.", knows("turn", "end")),
            ("You agree on who’ll be with her tonight, and the team hears today where the numbers stand.",
             both(knows("tonight", "urge"), said("now.both"))),
        ],
        "stopped": [
            ("She stops", lacks("urge")),
            ("She leaves the session early, and your supervisor goes after her before she’s out of the building: "
             "nobody goes home like this.", later),
            ("Later she says that she’d wanted to tell you but didn’t know how.", lacks("urge")),
        ],
        "unasked": [
            ("The dark part, unsaid", lacks("urge")),
            ("In this session she didn’t say how strong the thoughts of suicide were, or are now.", lacks("urge")),
            ("The team asks her about them at the door, and about who’s with her tonight, which works, but isn’t how "
             "she’d have wanted it.", lacks("urge", "tonight")),
            ("Whatever else you have about the afternoon will have to wait for Monday.", later),
        ],
        "evening": [
            ("A chain, and an evening left open", both(knows(*_SIX), lacks("tonight"))),
            ("The links are on the paper, in her words, from the message to the phone call.", knows(*_SIX)),
            ("Who’s with her tonight wasn’t settled, so the clinician in charge stops her at the door and asks.",
             both(lacks("tonight"), unsaid("now.both"))),
            ("It worked, but it was close.", later),
        ],
        "pieces": [
            ("Some links, with gaps", some_missing(*_CHAIN)),
            ("There are links on the paper, and gaps between them.", some_missing(*_CHAIN)),
            ("You can say so openly: “We’ve got this much.", at_least(1)),
            ("We’ll look for the rest on Monday.”", some_missing(*_CHAIN)),
            ("She’s been asked about the danger, and the team knows and makes sure that somebody’s with her tonight.",
             both(knows("urge"), said("dark.plain", "now.both"))),
        ],
        "thin": [
            ("The danger is known, and little trust is left", both(knows("urge"), trust(most=2))),
            ("The danger is known, and that’s what counts most today.", knows("urge")),
            ("By the end she’s guarded with you, and the moment when that day turned isn’t in the chain.",
             both(trust(most=2), lacks("turn"))),
            ("It needs another session, and a slower pace.", lacks("turn")),
            ("Your supervisor hears today where the numbers stand, and makes sure before she leaves that somebody’s "
             "with her tonight.", knows("urge")),
        ],
    },
    "daniel_step_down": {
        "best": [
            ("A last session that carries over", knows("first", "tell")),
            ("That same evening you tell Omar and the team about Sunday and go back over the plan with Daniel, and "
             "all of you weigh whether leaving tomorrow still makes sense.", knows("store", "sentence")),
            ("The next evening he tells the group about the bottle before anybody asks.",
             both(knows("store", "tell"), said("end.both", "end.who"))),
            ("Sol says, “Hey, Daniel,” and that’s all, and it’s enough.", knows("name")),
            ("You make the call to the new office together, and Daniel says his line himself: "
             "“When I say I’m fine, that’s when you ask.”", both(knows("handover"), said("new.call"))),
        ],
        "left": [
            ("He goes early", said("sign.why")),
            ("He’s gone before the session is over.", said("sign.why")),
            ("You tell Omar at once; he reaches Daniel by phone that evening, asks in plain words what hadn’t been "
             "asked yet, and hears about Sunday.",
             both(lacks("store", "sentence"), unsaid("store.straight", "apartment.ask", "end.both"))),
            ("He’s safe.", later),
            ("You call him before Monday, and he picks up.", later),
        ],
        "unasked": [
            ("The sentence under “late”", lacks("sentence")),
            ("He shakes your hand.", later),
            ("On the page in his pocket a late sign is underlined; it’s been back since Sunday.", lacks("sentence")),
            ("Omar goes through the plan with everybody on the last evening and asks him straight out; that’s how it "
             "comes out, a day late.", lacks("sentence")),
        ],
        "bottle": [
            ("A walk on Sunday", lacks("store")),
            ("You know about the sentence, and that he isn’t thinking about suicide; Omar and the team hear it from "
             "you that evening.", both(knows("sentence"), said("apartment.ask"))),
            ("What happened on his walk goes home with him.", lacks("store")),
            ("In the end he tells the new counselor, who’d have been glad to know sooner.", lacks("store")),
        ],
        "enough": [
            ("Dangers known, plan half packed", both(knows("store", "sentence"), some_missing(*_WEEK))),
            ("The dangers are known, which had to come first, and Omar and the team hear about them that evening.",
             knows("store", "sentence")),
            ("Some of what would carry him through the first week is still missing: you can call on Friday, with him, "
             "and fill it in.", some_missing(*_WEEK)),
        ],
        "thin": [
            ("Asked and answered", said("store.straight", "apartment.ask", "end.both")),
            ("He’s told you about the bottle and about the sentence.", knows("store", "sentence")),
            ("Omar and the team hear it from you that evening, and the new office will, too.", later),
            ("He leaves the way he came in, with his cap on, saying that he’s fine.", trust(most=2)),
        ],
    },
    "evening_group": {
        "best": [
            ("Nobody leaves alone", knows("home")),
            ("Omar sits down with Gloria and calls her sister, with Gloria on the call; the team hears about it the "
             "same evening.", both(knows("home", "suicide"), said("coats.ride", "coats.before"))),
            ("Pete’s car stays where it is.", knows("drink", "home")),
            ("On the way out Sol says, “Thursday.", knows("sol")),
            ("I’ll save you a chair.”", knows("sol")),
            ("You can’t tell which of them he means.", later),
        ],
        "left": [
            ("Pete goes", said("smell.accuse")),
            ("You stay with the group, and Omar goes after him.", later),
            ("He reaches Pete at the car, and they sit on the curb until a cab comes.", later),
            ("Inside, Sol doesn’t say anything more, and neither does Gloria, until Omar comes back and asks her in "
             "plain words what she meant.", lacks("market", "suicide")),
        ],
        "unasked": [
            ("Her coat, and a question", lacks("suicide")),
            ("Gloria has her coat on, and nobody knows what she meant.", lacks("suicide")),
            ("Omar heard it, too: he walks out with her and asks in plain words, right there, in the wind.", later),
            ("She answers him, and he stays with her.", later),
            ("Making sure that Pete doesn’t drive is left to you.", later),
            ("It worked, but it was close.", later),
        ],
        "keys": [
            ("The sound of keys", lacks("drink")),
            ("Gloria is with Omar, and the team knows.", knows("suicide")),
            ("Pete says that he left something in his car, and then you hear it start.", lacks("drink")),
            ("Omar gets hold of him on the phone, and he pulls over and waits for a cab.", later),
            ("He’d had two drinks, and he’d left without saying so.", lacks("drink")),
        ],
        "safe": [
            ("Safe, but not yet at ease with each other", both(knows("home"), some_missing(*_TONIGHT))),
            ("You know about both dangers, Gloria’s sister is coming for her, and Pete rides with Sol.",
             both(knows("drink", "suicide", "home"), said("coats.ride", "coats.before"))),
            ("Some of what belonged in this room tonight never came up.", some_missing(*_TONIGHT)),
            ("You can begin there on Thursday: “Last time we got as far as the door.”", later),
        ],
        "lot": [
            ("Settled in the parking lot", lacks("home")),
            ("You know about both dangers, but how Gloria and Pete would get home was never settled in the room.",
             both(knows("drink", "suicide"), lacks("home"), unsaid("coats.ride", "coats.before"))),
            ("Omar stops Pete at his car and calls Gloria’s sister from the hallway.", lacks("home")),
            ("It worked, but it was close.", lacks("home")),
        ],
        "thin": [
            ("Settled at the door", later),
            ("You found out about both dangers, and Omar sees to it from there that Gloria and Pete get home safely.",
             knows("drink", "suicide")),
            ("The three of them have gone back to being careful with one another and with you, which will take a few "
             "evenings to undo.", both(trust(most=2), lacks("told", "hour", "calls"))),
        ],
    },
    "first_meeting": {
        "best": [
            ("A first meeting that will bring him back", knows("now", "want")),
            ("Your supervisor joins you and makes a safety plan with him, safety at home included, a physician sees "
             "him about the drinking the same afternoon, and his wife drives him home.",
             both(knows("suicide", "drink", "people"), said("home.both", "home.who"))),
            ("Nobody has told him to stop anything.", unsaid("beer.skip", "home.nine")),
            ("“So it’s the evenings, then,” he says at the door, and asks what time the first game of the season "
             "starts.", knows("want")),
        ],
        "left": [
            ("He leaves", said("group.side")),
            ("He’s out before you’re up.", said("group.side")),
            ("Your supervisor reaches him on the phone within the hour, asks him in plain words, just the two of them "
             "at first, and he answers; then, with his consent, his wife joins the call.", lacks("suicide")),
            ("He’s safe.", later),
            ("He’d rather not come back.", later),
        ],
        "unasked": [
            ("Nobody knows how close it is", lacks("suicide")),
            ("He says thank you and goes.", later),
            ("The item on the questionnaire is still blank.", lacks("suicide")),
            ("Your supervisor reads it, and calls him the same afternoon, and then, with his consent, his wife, to ask "
             "in plain words about suicide and about the drinking, which works, but isn’t how he’d have wanted to be "
             "asked.",
             lacks("suicide")),
        ],
        "alone": [
            ("Nobody knows who’s with him tonight", both(lacks("people"), unsaid("home.who"))),
            ("You know about the thoughts, but he goes home, and nobody there has been told.",
             both(knows("suicide"), lacks("people"))),
            ("Your supervisor hears it from you right afterward, calls him the same afternoon, asks in plain words "
             "about suicide and about the drinking, works out who’s with him tonight, brings his wife into the call "
             "with his consent, and tells them that he shouldn’t stop drinking all at once without a physician.",
             lacks("people")),
            ("Next time, that has to be settled before he gets up.", lacks("people")),
        ],
        "couple": [
            ("A couple of beers", lacks("drink")),
            ("You know about the thoughts, and your supervisor sees him before he goes.", knows("suicide", "people")),
            ("Nobody knows what “a couple” means, so nobody knows whether it’s safe for him to stop, and the level of "
             "care gets chosen with a piece missing.", lacks("drink")),
            ("Your supervisor tells him not to stop all at once before a physician has asked about it.",
             lacks("drink")),
        ],
        "enough": [
            ("Enough to be safe", both(knows("suicide", "drink", "people"), unsaid("beer.skip", "home.nine"))),
            ("You know about the dangers, your supervisor makes a safety plan with him, and a physician sees him about "
             "the drinking.", knows("suicide", "drink", "people")),
            ("Some of what would bring him back, or tide him over until then, is still missing.",
             some_missing(*_BACK)),
            ("You can say so: “I’ve got the safety part now.", knows("suicide", "drink", "people")),
            ("Next time I’d like to hear about you.”", some_missing(*_BACK)),
        ],
    },
    "maya_thought_record": {
        "best": [
            ("A record that’s hers", both(knows("balanced"), said("both.onesentence"))),
            ("The sheet is full of her own words: both columns, and under them a sentence that she’d still believe on "
             "a bad day.", both(knows("hot", "for", "against", "balanced"), unsaid("both.howabout"))),
            ("At the door she turns around.", later),
            ("“I thought you’d talk me out of it,” she says.", later),
            ("You chart what she said about dying, and that she’d used her plan; the team hears it today.",
             both(knows("tired"), said("tired.dying"))),
        ],
        "stopped": [
            ("She’s done for today", said("bright.realistic")),
            ("She’s polite about it and leaves early.", said("bright.realistic")),
            ("You tell your supervisor, including what she said about being tired of living like this, and somebody "
             "sees her before she’s out of the building.", later),
            ("In her next session you could begin with: “I argued with you.", said("bright.realistic")),
            ("I’m sorry.”", said("bright.realistic")),
        ],
        "unasked": [
            ("A sheet, and a sentence nobody understands yet", lacks("tired")),
            ("Whatever’s on the sheet, “tired of living like this” was said in that room, and nobody knows yet what "
             "she means by it.", lacks("tired")),
            ("You bring it to your supervisor right after the session, and somebody on the team asks her about it "
             "before she goes home.", lacks("tired")),
        ],
        "pieces": [
            ("Part of a record", some_missing(*_BOXES, "step")),
            ("There’s a sheet, and something’s still missing from it: words of her own in the boxes, or a step that "
             "she chose.", some_missing(*_BOXES, "step")),
            ("You both know where it stands.", later),
            ("You know what she means by “tired,” and the team hears it today.", knows("tired")),
            ("Next time you can pick up from there.", later),
        ],
        "thin": [
            ("Not her record yet", lacks("balanced")),
            ("You asked her about dying, which counts, and the team hears today what she said.", said("tired.dying")),
            ("The last boxes on the sheet are blank, or the words in them are yours, and she won’t look at it again at "
             "home.", lacks("balanced", "step")),
        ],
    },
    "medication_talk": {
        "best": [
            ("Three voices on one line", both(knows("call"), said("phone.now"))),
            ("On the phone she tells him about being behind glass, and about wanting both.",
             knows("call", "reason", "wish")),
            ("He says what’s safe tonight, asks to see her in the morning, and doesn’t drop her.", knows("call")),
            ("The clinician in charge sees her with her sister before she leaves.",
             both(knows("tonight"), said("home.who"))),
            ("“I thought I’d get yelled at,” she says.", knows("stopped")),
        ],
        "left": [
            ("She’s at the door", said("doctor.duty")),
            ("You go with her to the front desk, tell her she can be as angry as she likes, and get the clinician in "
             "charge before the elevator comes.", later),
            ("He asks her directly in the hallway.", lacks("dying")),
            ("It comes out in the end, but it was a close call.", lacks("dying", "sleep")),
        ],
        "unasked": [
            ("What isn’t in the note", lacks("dying")),
            ("Your note has what she told you.", later),
            ("The thoughts that come at night aren’t in it.", lacks("dying")),
            ("Somebody else asks her in plain words and hears about them, and then everything moves very fast.",
             lacks("dying")),
        ],
        "known": [
            ("The thoughts are known", knows("dying")),
            ("She answered when you asked about the nights.", both(knows("dying"), said("nights.worstpart"))),
            ("The clinician in charge, whom she’s never met, sees her and her sister before she leaves, and asks "
             "about whatever hasn’t come up yet and about what she takes to sleep.",
             both(knows("tonight"), said("home.who"),
                  some_missing(*(one.id for one in clients["medication_talk"].facts)))),
        ],
        "thin": [
            ("Known, but settled only at the last minute", both(knows("dying"), lacks("tonight"))),
            ("She’s said that she has thoughts of dying, and you get the clinician in charge before she’s out of the "
             "building.", both(knows("dying"), said("nights.worstpart"))),
            ("He asks about tonight and about what she takes to sleep, and she gives him yes-or-no answers.", later),
            ("Who’ll be with her at two o’clock gets settled after that, in a call to her sister.", lacks("tonight")),
            ("It worked, but it was close.", lacks("tonight")),
        ],
    },
}  # fmt: skip


@cache
def ways(name: str) -> tuple[Way, ...]:
    """Every end that some way leads to, with those replies of `ASKED` that were given on the way there."""
    client, asked, found = clients[name], set(ASKED[name]), set()
    now = {(client.begin(), frozenset[str]())}
    while now:
        steps = [(client.step(at, one.id), given, {f"{at.turn.id}.{one.id}"} & asked)
                 for at, given in now for one in at.turn.replies]  # fmt: skip
        after = {(step.after, given | new) for step, given, new in steps}
        found |= {way for way in after if way[0].ending}
        now = after - found
    return tuple(found)


@pytest.mark.parametrize("name", SENTENCES)
def test_every_sentence_of_every_ending_is_among_those_that_were_judged(name: str) -> None:
    told = {one.id: f"{one.title}|{one.says}" for one in clients[name].endings}
    judged = {id_: [words for words, _when in found] for id_, found in SENTENCES[name].items()}
    assert {id_: f"{title}|{' '.join(rest)}" for id_, (title, *rest) in judged.items()} == told


@pytest.mark.parametrize("name", SENTENCES)
def test_every_sentence_of_an_ending_is_true_on_every_way_to_it(name: str) -> None:
    met, false = set(), set()
    for way in ways(name):
        met.add(way[0].ending.id)
        false |= {words for words, when in SENTENCES[name][way[0].ending.id] if not when(way)}
    assert met == set(SENTENCES[name]) and not false


def test_each_reply_that_a_condition_asks_about_is_there_and_given_on_some_way() -> None:
    for name, asked in ASKED.items():
        assert set(asked) == set(chain.from_iterable(given for _end, given in ways(name)))
