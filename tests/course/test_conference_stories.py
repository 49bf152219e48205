"""What an earlier decision makes of a later station: its facts, how far its answers can be defended, and why."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest

from iopedu.course.cases import Option, Station, cases
from iopedu.course.conference import Conference, conference
from iopedu.course.fields import Text
from iopedu.progress import step_down
from iopedu.show.course.case_conference import case_page

REASON = "because this is what I read"
STRICT = {"defensible": 0, "condition": 1, "outside": 2}

#: How an expert answers when every earlier decision went as in the story: a letter for each answer, in its order.
STORY = {
    "maya": "level odoc week docc medication dcood record odocd wednesday odocc halfway dococ request odcco "
    "discharge dooco follow_up oodcc",
    "daniel": "level codo week doco medication doco evenings odcd lapse oddco discharge doco",
    "aisha": "level odco php_end odco thursday odcooc card odco lab doco discharge dodco",
}

#: And after one decision that makes a later scene different.
AFTER = """
maya level weekly week docc
maya level weekly medication dcood
maya level php week doco
maya level outpatient week docc
maya week evening record odocd
maya week evening halfway dococ
maya week evening discharge dooco
maya week remote wednesday odocc
maya week remote halfway dococ
maya week remote discharge dooco
maya week afternoon record odocd
maya medication pause record odocd
maya medication rule wednesday odocc
maya record believe request odcco
maya record prove halfway dococ
maya wednesday friday halfway docoo
maya wednesday rule halfway docoo
maya halfway down request odcco
maya halfway down discharge cooco
maya halfway family request odcco
maya halfway up request odcco
maya request therapist discharge dooco
maya request full_time discharge cooco
maya request full_time follow_up oodcc
maya discharge stay follow_up oodcc
maya discharge score follow_up oodcc
maya discharge stop_medication follow_up oodcc
daniel level outpatient week doco
daniel level php week doco
daniel level community week doco
daniel week remote medication doco
daniel week leave medication doco
daniel week leave evenings odcd
daniel medication yes lapse oddco
daniel medication after evenings odcd
daniel medication after lapse oddco
daniel evenings praise lapse oddco
daniel lapse restart discharge cdco
daniel lapse discharge discharge odco
aisha level iop php_end odco
aisha level residential php_end odco
aisha php_end stay thursday odcooc
aisha php_end outpatient thursday odcooc
aisha php_end nothing_yet thursday odcooc
aisha php_end nothing_yet card odco
aisha thursday skills card odco
aisha thursday tomorrow card odco
aisha thursday secret card odco
aisha card mean lab doco
aisha card effort lab doco
aisha lab lab_now discharge codco
aisha lab accept discharge codoo
"""

#: What would be untrue at any later station, once this has been decided.
UNTRUE = {
    "maya level weekly": "seven weeks of leave|I skip it a lot",
    "maya level php": "seven weeks of leave|there’s the trip home",
    "maya level outpatient": "seven weeks of leave",
    "maya week evening": "after group|8 of 9 program|16 of 18",
    "maya week remote": "after group|one of the week on|Tuesday’s session|Friday’s group|8 of 9 program|16 of 18"
    "|her phone was off. On Thursday",
    "maya week afternoon": "Tuesday’s session",
    "maya wednesday friday": "Nothing has gotten worse|has a 1 and item 9",
    "maya wednesday rule": "Nothing has gotten worse|and worked through",
    "maya halfway down": "two more weeks to go|than in two weeks|16 of 18|(The|Her) goals are met"
    "|goals on her list are met. N|managing everyday life",
    "maya request therapist": "(The|Her) goals are met|goals on her list are met. N|All but one",
    "maya request full_time": "two mornings|mornings at work|that she’d fought for|therapy as planned"
    "|Work and therapy are continuing|appointment is soon|her next therapy|doesn’t disrupt",
    "maya discharge score": "appointment is soon|her next therapy|therapist knows her|tell her therapist"
    "|Work and therapy are continuing|first appointment was|missed an appointment",
    "maya discharge stop_medication": "Is she taking her medication",
    "daniel level outpatient": "the other five",
    "daniel level community": "On the other evenings he drank",
    "daniel week leave": "and has stopped; his physician|since week 2 began",
    "daniel medication after": "Alcohol and medication together",
    "daniel evenings praise": "is not the old pattern|2 on Monday, nothing",
    "daniel lapse restart": "people around him know|lapse that he told|make up for|plays cards|I told the truth",
    "daniel lapse discharge": "people around him know|score is reliably lower|work is steady|14, 10, 8|works all"
    "|lapse that he told|make up for|I told the truth|after talks with a physician",
    "aisha php_end nothing_yet": "went to a person|the kitchen and told|Going to the kitchen|keeps calling"
    "|Both are on the line|that worked|Together they call|who found her",
    "aisha thursday skills": "ends well",
    "aisha thursday tomorrow": "ends well|2, 1, 2, 4, 3",
    "aisha thursday secret": "ends well",
    "aisha lab lab_now": "managing everyday life, the|third lecture|two lectures|spends her days|Her gains are recent",
    "aisha lab accept": "She’s managing everyday life|third lecture|thoughts are rare|spends her days|2, 2, 2, 1"
    "|two lectures|Her gains are recent|stayed at 1|(stopped going to|given up her) lectures|no longer goes to campus",
}


def story(name: str) -> dict[str, str]:
    words = STORY[name].split()
    return dict(zip(words[::2], words[1::2], strict=True))


def verdicts(at: Station) -> str:
    return "".join(option.verdict[0] for option in at.options)


def leading(name: str, to: str) -> list[list[tuple[str, str]]]:
    """The decisions that lead to a station, those of one earlier station together."""
    found = ([(s.id, o.id) for o in s.options for lead in o.leads if lead.to == to != s.id] for s in stations(name))
    return [each for each in found if each]


def stations(name: str) -> tuple[Station, ...]:
    return cases()[f"conference_{name}"].stations


def after(name: str, *made: tuple[str, str]) -> Conference:
    record = conference(f"conference_{name}")
    for station, option in made:
        record = record.decide(station, option, REASON)
    return record


def told(at: Station) -> Iterator[Text]:
    yield from ((at.id, line) for line in (*at.known, at.ask, *at.next))
    for one in at.options:
        yield from ((one.id, line) for line in (one.text, one.why, one.condition, one.follows))


@pytest.mark.parametrize("name", STORY)
def test_each_decision_and_later_station_have_the_verdicts_that_an_expert_wrote(name: str) -> None:
    by_hand = {tuple(line.split()[:4]): line.split()[4] for line in AFTER.strip().splitlines()}
    assert {at.id: verdicts(at) for at in stations(name)} == story(name)
    seen = set()
    for early, late in itertools.combinations(stations(name), 2):
        for option in early.options:
            key = (name, early.id, option.id, late.id)
            found = verdicts(after(name, (early.id, option.id)).now(late.id))
            assert found == by_hand.get(key, story(name)[late.id]), key
            seen |= {key for lead in option.leads if lead.to == late.id}
    assert seen == {key for key in by_hand if key[0] == name}


@pytest.mark.parametrize("name", STORY)
def test_nothing_is_said_at_a_later_station_that_an_earlier_decision_made_untrue(name: str) -> None:
    """Several decisions may meet at one station; every meeting of those that lead there is looked at."""
    untrue = {tuple(key.split()[1:]): pattern for key, pattern in UNTRUE.items() if key.split()[0] == name}
    order = [at.id for at in stations(name)]
    for late in stations(name):
        others = [[key] for key in untrue if order.index(key[0]) < order.index(late.id)]
        met = itertools.product(*([None, *each] for each in leading(name, late.id)))
        for made in (*others, *(list(filter(None, each)) for each in met)):
            at = after(name, *made).now(late.id)
            for key in made:
                for place, text in told(at):
                    found = re.search(untrue.get(key, "(?!)"), text)
                    assert not found, (made, late.id, place, found)


@pytest.mark.parametrize("name", STORY)
def test_where_decisions_meet_the_stricter_verdict_holds_and_the_range_stays_a_range(name: str) -> None:
    met = 0
    for late in stations(name):
        for each in itertools.product(*([None, *some] for some in leading(name, late.id))):
            made = list(filter(None, each))
            at = after(name, *made).now(late.id)  # refuses what would be no range
            met += len(made) > 1
            for option in late.options:
                singles = [after(name, one).now(late.id).option(option.id) for one in made]
                if not any(one.text != option.text for one in singles):
                    strict = max((STRICT[one.verdict] for one in singles), default=0)
                    assert STRICT[at.option(option.id).verdict] >= strict, (made, option.id)
    assert met


def changed(name: str) -> Iterator[tuple[tuple[str, str], str, Option]]:
    """Every answer that an earlier decision changes: the decision, the later station, and the answer as it is then."""
    for early in stations(name):
        for option in early.options:
            for lead in option.leads:
                at = after(name, (early.id, option.id)).now(lead.to)
                yield from (((early.id, option.id), lead.to, at.option(answer)) for answer, _change in lead.options)


@pytest.mark.parametrize("name", STORY)
def test_a_changed_answer_is_whole_and_the_form_the_table_and_the_counts_say_it(name: str) -> None:
    every = list(changed(name))
    assert len(every) >= 6
    for made, at, option in every:
        as_told = next(one for one in stations(name) if one.id == at).option(option.id)
        assert option != as_told and len(option.why) >= 60 and abs(len(option.why) - len(as_told.why)) <= 110
        assert option.condition == "" or len(option.condition) >= 40
        record = after(name, made, (at, option.id))
        assert option.why in record.now(at).option(option.id).feedback()[0]
        assert f"Decided: {option.text} (" in record.says(at)[0]
        assert not option.condition or f"Condition: {option.condition}" in record.says(at)
        assert option.leads or option.verdict != "outside", (made, at, option.id)
        assert record.counts()[option.verdict] >= 1
        assert all(lead.says in " ".join(record.after(at)) for lead in option.leads if lead.to == at)


def test_the_printed_summary_says_where_the_story_went_differently() -> None:
    told = "Maya answered the call."
    page = case_page(after("maya", ("follow_up", "call")).open("follow_up"))
    assert f"What happened: {told}" in page
    page = case_page(after("maya", ("discharge", "stop_medication"), ("follow_up", "call")).open("follow_up"))
    assert f"What happened: In the story, things went differently: {told}" in page


def test_four_more_weeks_for_daniel_are_judged_alike_wherever_they_are_judged() -> None:
    longer = after("daniel").now("discharge").option("longer")
    assert longer.text == "Four more weeks, to make up for week 5" and longer.verdict == "outside"
    assert "Two to four more weeks with a goal and an end date can be defended" in longer.why
    deck = next(item for item in step_down().items if item.id == "daniel_week_8").question
    stay = next(option for option in deck.options if option.text.startswith("Stay"))
    assert stay.right and "two to four more weeks with an end date" in stay.why
    for lapse in ("restart", "discharge"):
        weeks = after("daniel", ("lapse", lapse)).now("discharge").option("longer")
        assert weeks.verdict == "defensible" and "a goal and a last day" in weeks.text and weeks.leads == ()


@pytest.mark.parametrize("made", [(), *((one,) for each in leading("maya", "follow_up") for one in each)])
def test_when_luis_calls_maya_is_asked_about_safety_today_in_every_answer_within_the_range(made) -> None:
    within = [one for one in after("maya", *made).now("follow_up").options if one.verdict != "outside"]
    assert [one.id for one in within] == ["call", "earlier", "luis_opens"]
    for one in within:
        said = f"{one.text} {one.condition}"
        assert "today" in said and re.search("asks? (her about safety|in plain words about thoughts of suicide)", said)


def test_after_drinking_in_secret_a_physician_asks_daniel_about_withdrawal_and_driving() -> None:
    at = after("daniel", ("lapse", "restart")).now("discharge")
    within = {one.id: f"{one.why} {one.condition}" for one in at.options if one.verdict != "outside"}
    assert list(within) == ["down", "longer", "one_evening"]
    for said in (*within.values(), after("daniel", ("week", "leave")).now("evenings").known[-1]):
        assert re.search(r"physician [^.]*\bask(s|ed)\b[^.]*withdrawal[^.]*driving", said), said
    # A driver of a bus is cleared by more than a talk.
    back = after("daniel", ("lapse", "discharge")).now("discharge").known
    assert any("substance abuse professional" in line and "completed what was recommended" in line for line in back)
