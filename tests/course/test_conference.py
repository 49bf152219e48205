"""Cases and conferences: complete, with a range at every station; decisions are kept, counted and never graded."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.course.cases import IN_RANGE, VERDICTS, Case, Lead, Option, Station, case, cases, roles
from iopedu.course.conference import MOST_CHOICES, Choice, Conference, Decided, conference, example_conference
from iopedu.course.facts import fact
from iopedu.course.people import people
from iopedu.show.course.case_conference import (
    case_file,
    case_page,
    conference_ranges,
    conference_roles,
    decisions_table,
    station_view,
)
from tests.tools import ANY_JSON, in_data

STATIONS = [(key, station) for key, of in cases().items() for station in of.stations]
REASON = "because this is what I read"


def decided(key: str = "conference_maya", many: int = 9) -> Conference:
    record = conference(key)
    for station in record.case.stations[:many]:
        record = record.decide(station.id, station.options[0].id, REASON)
    return record


# The cases ----------------------------------------------------------------------------------------------


def test_three_people_and_one_part_after_the_other() -> None:
    assert [of.person for of in cases().values()] == [one.id for one in people()]
    assert [len(of.stations) for of in cases().values()] == [9, 6, 6]
    maya = case("conference_maya")
    assert [len(maya.of_part(part)) for part in (1, 2, 3)] == [2, 4, 3] and maya.of_part(None) == maya.stations
    assert maya.number("follow_up") == 9 and len({entry.when for entry in maya.stations}) == 8
    for wrong in (0, 4, "1"):
        with pytest.raises(ValueError, match="not one of: 1, 2, 3"):
            maya.of_part(wrong)
    with pytest.raises(ValueError, match="not one of: conference_maya"):
        case("conference_luis")
    with pytest.raises(ValueError, match="has no station named 'spa'"):
        maya.station("spa")


@pytest.mark.parametrize(("key", "station"), STATIONS, ids=lambda value: getattr(value, "id", value))
def test_every_station_is_whole_and_has_a_range(key: str, station: Station) -> None:
    counts = station.counts()
    assert 4 <= sum(counts.values()) == len(station.options) <= 6
    assert counts["defensible"] >= 1 and counts["condition"] >= 1 and counts["outside"] >= 1
    for text in (station.when, station.title, station.ask, station.after, *station.known, *station.next):
        assert text.strip() and "{" not in text
    assert len(station.known) >= 2 and len(station.next) == 3 and len(station.after) >= 40
    assert len({option.text for option in station.options}) == len(station.options)
    for option in station.options:
        assert len(option.why) >= 60, option.id
        assert option.condition == "" or len(option.condition) >= 40
        assert option.feedback()[0] == f"{VERDICTS[option.verdict]}: {option.why}"
        assert (option.feedback()[1:] == (f"Condition: {option.condition}",)) == bool(option.condition)


def test_the_defensible_answer_does_not_always_stand_in_one_place() -> None:
    first = [next(at for at, o in enumerate(s.options) if o.verdict == "defensible") for _key, s in STATIONS]
    assert {0, 1, 2} <= set(first) and max(map(first.count, set(first))) <= 0.75 * len(first)


def test_what_a_station_knows_does_not_tell_what_happens_later() -> None:
    for of in cases().values():
        for station, later in itertools.pairwise(of.stations):
            told = " ".join((*station.known, station.ask))
            assert station.after not in told and later.after not in told


@pytest.mark.parametrize(("key", "at"), [("conference_maya", "wednesday"), ("conference_aisha", "thursday")])
def test_where_thoughts_of_suicide_were_rated_only_an_answer_that_asks_is_defensible_as_it_stands(key, at) -> None:
    options = case(key).station(at).options
    as_it_stands = [option.text.casefold() for option in options if option.verdict == "defensible"]
    assert as_it_stands and all("ask her directly" in text for text in as_it_stands)
    conditions = [option.condition for option in options if option.verdict == "condition" and option.id != "evaluation"]
    assert conditions and all("asked" in condition for condition in conditions)


def test_numbers_with_a_source_come_from_the_facts() -> None:
    halfway = " ".join(case("conference_maya").station("halfway").known)
    assert f"at {fact('change_nhs_phq9').value} points or more on the PHQ-9" in halfway
    why = case("conference_maya").station("level").option("outpatient").why
    assert f"d = {fact('outpatient_step_up_twice_weekly').value}" in why


OPTIONS = (
    Option("a", "defensible", "A", "why"),
    Option("b", "condition", "B", "why", "when"),
    Option("c", "outside", "C", "why"),
)


def test_a_station_with_one_key_only_is_refused() -> None:
    station = Station("s", 1, "now", "title", ("known",), "ask", OPTIONS, ("next",), "after")
    assert station.counts() == {"defensible": 1, "condition": 1, "outside": 1} and station.name == "now: title"
    for options in (OPTIONS[:2], (OPTIONS[0], OPTIONS[2]), OPTIONS[2:], ()):
        with pytest.raises(ValueError, match="in the range"):
            replace(station, options=options)
    with pytest.raises(ValueError, match="same id"):
        replace(station, options=(*OPTIONS, OPTIONS[0]))
    for kind, change in (
        ({"verdict": "right"}, "not one of"),
        ({"why": ""}, "a reason"),
        ({"condition": "x"}, "condition belongs"),
    ):
        with pytest.raises(ValueError, match=change):
            replace(OPTIONS[0], **kind)
    with pytest.raises(ValueError, match="condition belongs"):
        replace(OPTIONS[1], condition="")
    with pytest.raises(ValueError, match="two stations"):
        Case("k", "maya", "t", ("p",), (station, station))
    for parts in ((), ("p", "q")):
        with pytest.raises(ValueError, match="go up from 1"):
            Case("k", "maya", "t", parts, (station,))
    with pytest.raises(ValueError, match="go up from 1"):
        Case("k", "maya", "t", ("p", "q"), (replace(station, part=2), replace(station, id="u")))


# What follows from a decision ---------------------------------------------------------------------------

ANSWERS = [(key, station, option) for key, station in STATIONS for option in station.options]
HARMFUL = [(key, station, option) for key, station, option in ANSWERS if option.verdict == "outside"]


def one_decision(key: str, station: str, option: str) -> Conference:
    return conference(key).decide(station, option, REASON)


def scenes(record: Conference) -> dict[str, tuple[str, ...]]:
    return {station.id: record.now(station.id).known for station in record.case.stations}


@pytest.mark.parametrize(("key", "station", "option"), HARMFUL, ids=lambda value: getattr(value, "id", value))
def test_no_harmful_decision_passes_without_its_consequence(key: str, station: Station, option: Option) -> None:
    record, stations = one_decision(key, station.id, option.id), case(key).stations
    assert option.leads and len(option.follows) >= 80
    told = " ".join(" ".join(lines) for lines in scenes(record).values())
    own = " ".join(record.after(station.id))
    for lead in option.leads:
        for text in (lead.says, *(text for _place, text in lead.instead)):
            assert text in (own if lead.to == station.id else told)
    # It is seen in the course of the case; only the last station tells of it at once.
    assert all(lead.to != station.id for lead in option.leads) == (station != stations[-1])
    assert "In the story, things went differently" in own
    # Also whoever takes it back reads what would have come of it.
    better = next(one for one in station.options if one.verdict == "defensible")
    back = record.decide(station.id, better.id, REASON)
    assert scenes(back) == scenes(one_decision(key, station.id, better.id))
    assert f"If you had stayed with “{option.quoted}”: {option.follows}" in back.after(station.id)
    assert "““" not in told + own and "””" not in told + own
    assert f"If you had stayed with “{option.quoted}”: {option.follows}" in back.open(station.id).describe()
    assert option.follows in case_page(record.open(station.id)).replace("&#x27;", "'")
    printed = case_page(back.open(station.id)).replace("&#x27;", "'")
    assert f"If you had stayed with “{option.quoted}”: {option.follows}" in printed and option.follows not in case_page(
        back
    )


@pytest.mark.parametrize(("key", "station"), STATIONS, ids=lambda value: getattr(value, "id", value))
def test_mirrored_decisions_make_another_scene_later_and_none_before(key: str, station: Station) -> None:
    blank, order = scenes(conference(key)), [one.id for one in case(key).stations]
    seen = []
    for option in station.options:
        found = scenes(one_decision(key, station.id, option.id))
        changed = {name for name, lines in found.items() if lines != blank[name]}
        assert changed == {lead.to for lead in option.leads} - {station.id}
        assert all(order.index(name) > order.index(station.id) for name in changed)
        assert bool(option.leads) or one_decision(key, station.id, option.id).after(station.id) == (station.after,)
        assert option.verdict != "defensible" or not changed  # the story takes its course
        seen += [tuple(found.items())] * bool(changed)
    assert len(set(seen)) == len(seen) and (seen or station.id == order[-1] or station.id == "discharge")


def test_a_later_scene_holds_the_facts_and_the_words_as_they_are_after_the_decision() -> None:
    good, bad = (one_decision("conference_maya", "wednesday", name).now("halfway").known for name in ("ask", "friday"))
    assert "were rated 1 on Wednesday." in good[0] and not any("After your decision" in line for line in good)
    assert bad[0].startswith("After your decision “Thank her, and leave the rest") and "didn’t tell anyone" in bad[0]
    assert "3 the night after she called" in bad[1] and good[0] not in bad and good[1:] == bad[2:]
    said = "I skip it a lot"
    assert said in conference("conference_maya").now("medication").known[0]
    waited = one_decision("conference_maya", "level", "weekly").now("medication").known
    assert not any(said in line for line in waited) and "I hardly take it at all" in waited[1]
    # Several decisions meet in one scene, each under its own answer.
    both = (
        one_decision("conference_maya", "halfway", "down").decide("request", "therapist", REASON).now("discharge").known
    )
    assert [line.partition("”")[0] for line in both if line.startswith("After")] == [
        "After your decision “Step down now, since the trend is good",
        "After your decision “Her therapist calls the manager for her",
    ]


def test_a_consequence_is_plain_and_without_gore_and_people_can_come_back_from_it() -> None:
    every = [option.follows for _key, _station, option in HARMFUL]
    assert len(set(every)) == len(every) == len(HARMFUL) > 40
    for told in every:
        assert not re.search(
            r"\b(?:died|dead|blood|ambulance|attempt\w*|overdos\w*|cut herself)\b", told, re.IGNORECASE
        )
        assert len(told.split()) <= 75


def test_a_consequence_that_leads_nowhere_is_refused() -> None:
    of = case("conference_daniel")
    first = of.stations[0]
    for lead in (Lead("level_x", "x"), Lead("week", "x", ((3, "x"),)), Lead("week", "x", ((-1, "x"),))):
        wrong = replace(first, options=(replace(first.options[0], leads=(lead,)), *first.options[1:]))
        with pytest.raises(ValueError, match="'level' leads to nothing"):
            replace(of, stations=(wrong, *of.stations[1:]))
    last = of.stations[-1]
    wrong = replace(last, options=(replace(last.options[0], leads=(Lead("level", "x"),)), *last.options[1:]))
    with pytest.raises(ValueError, match="'discharge' leads to nothing"):
        replace(of, stations=(*of.stations[:-1], wrong))


# Deciding -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("option", "reason", "sentence"), [
    (None, REASON, "You haven’t chosen anything yet"),
    ("", REASON, "You haven’t chosen anything yet"),
    ("spa", REASON, "has no answer named 'spa'"),
    ("iop", "only these four words", "at least 5 words"),
    ("iop", "  ", "at least 5 words"),
    ("iop", None, "Your reason is None"),
])  # fmt: skip
def test_nothing_is_decided_without_an_answer_and_a_reason(option: object, reason: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        conference("conference_maya").decide("level", option, reason)
    conference("conference_maya").decide("level", "iop", "exactly these are five words")


def test_what_happened_is_opened_after_the_decision_only() -> None:
    record = conference("conference_maya")
    with pytest.raises(ValueError, match="Decide first"):
        record.open("level")
    record = record.decide("level", "iop", REASON)
    after = record.case.station("level").after
    assert after not in record.describe() and record.of("level").opened == 0
    opened = record.open("level")
    assert opened.of("level").opened == 1 and f"What happened: {after}" in opened.describe()
    assert opened.open("level") is opened


def test_the_first_decision_stays_beside_a_later_one() -> None:
    record = conference("conference_maya").decide("level", "php", REASON)
    with pytest.raises(ValueError, match="already made this decision"):
        record.decide("level", "php", REASON)
    again = record.decide("level", "php", f"{REASON}, once more")
    assert not again.of("level").changed and len(again.says("level")) == 1 and "once more" in again.says("level")[0]
    later = again.open("level").decide("level", "outpatient", REASON)
    entry = later.of("level")
    assert (entry.first.option, entry.last.option, entry.opened, entry.changed) == ("php", "outpatient", 1, True)
    first, last, condition, knowing = later.says("level")
    assert first.startswith("At first: A PHP") and "(Not defensible)" in first
    assert last.startswith("Decided: Outpatient care twice a week (Defensible with a condition)")
    assert condition.startswith("Condition: A date is set") and knowing == "Changed after reading what happened."
    assert later.counts() == {"defensible": 0, "condition": 0, "outside": 1} and later.within == 0
    before = again.decide("level", "outpatient", REASON).open("level")
    assert "Changed after" not in " ".join(before.says("level"))


def test_every_reason_that_is_shown_is_known_and_none_that_another_took_the_place_of() -> None:
    at = decided(many=1)
    entry = at.decided[0]
    more = at.decide(entry.station, entry.first.option, "a second reason in five words")
    name = at.case.station(entry.station).name
    assert at.texts() == ((name, REASON),)
    assert more.texts() == ((name, "a second reason in five words"),)
    assert REASON not in repr(more.to_json())
    # The reason of a first answer stays, and so does what was read before “what happened”.
    other = next(option.id for option in at.case.station(entry.station).options if option.id != entry.first.option)
    changed = at.decide(entry.station, other, "one that I threw away").decide(
        entry.station, other, "one that I kept then"
    )
    assert changed.texts() == ((name, REASON), (name, "one that I kept then"))
    late = more.open(entry.station).decide(entry.station, entry.first.option, "one that came after it")
    assert late.texts() == ((name, "one that came after it"),) and len(late.of(entry.station).choices) == 2
    assert late.says(entry.station)[-1] == "Changed after reading what happened."
    for record in (at, more, changed, late):
        told = " ".join(record.says(entry.station))
        assert all(reason in told for _name, reason in record.texts())
        assert sum(told.count(choice.reason) for choice in record.of(entry.station).choices) == len(record.texts())


def test_decisions_stand_in_the_order_of_the_case() -> None:
    record = conference("conference_maya").decide("follow_up", "call", REASON).decide("level", "iop", REASON)
    assert [entry.station for entry in record.decided] == ["level", "follow_up"] and not record.ready
    with pytest.raises(ValueError, match="in the order of the case"):
        Conference(record.case, record.decided[::-1])
    with pytest.raises(ValueError, match="Each station appears once"):
        Conference(record.case, (record.decided[0], record.decided[0]))
    with pytest.raises(ValueError, match="has no answer named 'gone'"):
        Conference(record.case, (Decided("level", (Choice("iop", REASON), Choice("gone", REASON))),))


@given(st.data())
def test_the_counts_are_those_of_the_first_decisions(data: st.DataObject) -> None:
    record = conference("conference_daniel")
    for station in record.case.stations:
        chosen = data.draw(st.lists(st.sampled_from(station.options), unique=True, max_size=3))
        for option in chosen:
            record = record.decide(station.id, option.id, REASON)
    firsts = [record.now(entry.station).option(entry.first.option).verdict for entry in record.decided]
    assert record.counts() == {name: firsts.count(name) for name in VERDICTS}
    assert record.within == sum(name in IN_RANGE for name in firsts) and record.ready == (len(firsts) == 6)
    assert record.summary().startswith(f"{len(firsts)} of 6 stations decided.")
    changed = sum(len(entry.choices) > 1 for entry in record.decided)
    assert (f"{changed} changed later." in record.summary()) == (changed > 0)
    for word in ("score", "grade", "%", "correct", "wrong"):
        assert word not in record.summary()
    assert conference("conference_daniel").with_answers(record.to_json()) == record


def test_a_decision_can_be_changed_so_often_and_no_more() -> None:
    record = conference("conference_maya")
    for at in range(MOST_CHOICES):
        record = record.decide("level", ("php", "iop")[at % 2], f"{REASON} {at}")
    with pytest.raises(ValueError, match="1 to 20 decisions"):
        record.decide("level", "php", REASON)
    with pytest.raises(ValueError, match="1 to 20"):
        Decided("level", ())
    for opened in (-1, 2, True, "1", None):
        with pytest.raises(ValueError, match="opened should be"):
            Decided("level", (Choice("iop", REASON),), opened)


# Keeping ------------------------------------------------------------------------------------------------


def test_what_is_gone_from_the_course_is_passed_over() -> None:
    saved = decided().to_json()
    saved["decided"][0]["station"] = "gone"
    saved["decided"][1]["choices"][0]["option"] = "gone"
    found = conference("conference_maya").with_answers(saved)
    assert [entry.station for entry in found.decided][:1] == ["medication"] and len(found.decided) == 7


@pytest.mark.parametrize(("damage", "sentence"), [
    (lambda saved: saved | {"version": 2}, "not a saved conference"),
    (lambda saved: saved | {"case": "conference_aisha"}, "a different case"),
    (lambda saved: saved | {"decided": {}}, "a list of stations"),
    (lambda saved: saved | {"decided": [3]}, "Each entry in decided should contain"),
    (lambda saved: saved | {"decided": saved["decided"][::-1]}, "order of the case"),
    (lambda saved: saved | {"decided": [saved["decided"][0] | {"station": ["level"]}]}, "name of a station"),
    (lambda saved: saved | {"decided": [saved["decided"][0] | {"choices": [{"option": "iop"}]}]}, "an answer and a"),
    (lambda saved: saved | {"decided": [saved["decided"][0] | {"choices": []}]}, "1 to 20"),
    (lambda saved: saved | {"decided": [saved["decided"][0] | {"opened": 9}]}, "opened should be"),
    (lambda saved: saved | {"grade": 1}, "has no field named 'grade'"),
])  # fmt: skip
def test_a_damaged_conference_is_refused_in_words(damage, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        conference("conference_maya").with_answers(damage(decided().to_json()))


@pytest.mark.hostile
@given(
    ANY_JSON, st.sampled_from(("version", "case", "decided", "station", "opened", "choices", "option", "reason", "x"))
)
def test_any_json_is_accepted_or_refused_in_words(found: object, name: str) -> None:
    whole = decided(many=1).to_json()
    entry = {**whole["decided"][0], name: found}
    choice = {**whole["decided"][0]["choices"][0], name: found}
    for saved in (
        found,
        {**whole, name: found},
        {**whole, "decided": [entry]},
        {**whole, "decided": [{**whole["decided"][0], "choices": [choice]}]},
    ):
        try:
            conference("conference_maya").with_answers(saved)
        except ValueError as problem:
            assert str(problem).strip().endswith(".") and "Traceback" not in str(problem)


# Showing ------------------------------------------------------------------------------------------------


def test_the_tables_count_and_do_not_give_away() -> None:
    found = conference_ranges("conference_maya")
    assert len(found.rows) == 9 and all(int(cells[0]) >= 1 and int(cells[2]) >= 1 for _title, cells in found.rows)
    assert all(int(cells[0]) + int(cells[1]) >= 2 for _title, cells in found.rows)
    assert not any(option.text in repr(found) for option in case("conference_maya").stations[0].options)
    assert len(conference_roles().rows) == len(roles()) == len(in_data("conference.json")["roles"])
    assert all(r.name and r.task and r.asks for r in roles())


def test_what_is_opened_has_every_answer_with_its_reason() -> None:
    station = case("conference_aisha").station("thursday")
    html = station_view(station, [station.after])
    for option in station.options:
        assert option.why.split("“")[0][:40] in html
    assert station.after[:40] in html and station.next[0][:30] in html and html.index(station.after[:20]) > 0
    assert html.count("Not defensible") == 3 and html.count("Condition:") == 2


def test_the_page_joins_the_decisions_and_the_file() -> None:
    hostile = "<script>window.bad=1</script> \x00 \u202e and three words more"
    record = decided(many=2).decide("level", "iop", hostile).open("level")
    page = case_page(record)
    assert "<script" not in page and "\x00" not in page and "\u202e" not in page
    assert (
        "Case summary: Maya Torres" in page
        and "Not graded: several answers can be defended." in page
        and "34 (she/her)" in page
    )
    assert "At first: Stay with weekly therapy" in page and record.case.station("level").after[:50] in page
    heads = re.findall(r"<h3><bdi>(\d\. [^<]+)</bdi></h3>", page)
    assert heads == [f"{number}. {at.name}" for number, at in enumerate(record.case.stations[:2], 1)]
    assert "2 of 9 stations decided. First decisions: " in page
    assert page.count("Not opened") == 1 and "PHQ-9: 19, 18, 17, 14, 13, 10, 9" in page
    assert "two mornings a week, starting in three weeks" in page and "First appointment 5 days" in page
    assert decisions_table(record).columns == ["Station", "Decision"] and "<table" not in page


@pytest.mark.parametrize(("name", "title", "line", "there"), [
    ("maya", "Diary card", "Thoughts of suicide: highest 1, on Wednesday, March 18.", True),
    ("maya", "Diary card", "Urge to self-harm: highest", False),  # 0 on every day
    ("maya", "Diary card", "Urge to withdraw: highest", False),  # not dangerous to life
    ("aisha", "Diary card", "Thoughts of suicide: highest 4, on Thursday, April 2.", True),
    ("aisha", "Diary card", "Urge to self-harm: highest 4, on Thursday, April 2.", True),
    ("maya", "Plan", "Stepping up: Both late signs in one week, or increasing thoughts of suicide:", True),
    ("maya", "Plan", "988 Suicide & Crisis Lifeline: call or text 988, day or night", True),
])  # fmt: skip
def test_the_file_names_the_highest_rating_that_is_dangerous_to_life_and_who_to_call(name, title, line, there) -> None:
    (says,) = (repr(cells[0]) for found, cells in case_file(name).rows if found == title)
    assert (line in says) is there
    assert (line.replace("&", "&amp;") in case_page(conference(f"conference_{name}"))) is there


def test_a_reviewer_is_told_where_she_stands_on_safety() -> None:
    asked = in_data("exercises/15.json")["explain"]["reviewer"]
    safety = next(point for point in asked["points"] if "safety" in point)
    assert "asked in person about a passing thought of suicide" in safety and "she said" in safety
    assert "three sentences" in asked["ask"]
    prose = in_data("../notebooks/15_hold_a_case_conference.ipynb")["cells"]
    letter = next(text for cell in prose if "*To the reviewer:*" in (text := "".join(cell["source"])))
    letter = letter.partition("*To the reviewer:*")[2].partition("*To Luis:*")[0]
    assert "about a passing thought of suicide that day, she said she had no wish to end her life" in letter
    assert letter.count(".") == 4  # “Ms.” is one


@pytest.mark.parametrize("key", cases())
def test_the_summary_is_printed_in_two_columns_and_smaller_when_reasons_are_long(key: str) -> None:
    sizes = []
    for many in (0, 1, 48, 200):
        record = decided(key, 99 if many else 0)
        for entry in record.decided:
            record = record.decide(entry.station, entry.first.option, f"{REASON} " * many + "!").open(entry.station)
        body = re.search(r'<body class="dense" style="--size: ([\d.]+)pt">', case_page(record))
        sizes.append(float(body[1]))
    assert sizes[:2] == [9, 9] and 9 > sizes[2] > 6.5 == sizes[3]


def test_every_paper_of_the_file_is_in_the_summary() -> None:
    for key, of in cases().items():
        page = case_page(conference(key))
        for title, _cells in case_file(of.person).rows:
            assert f"{title} (" in page
        assert "Each line comes from the form itself" in page


@pytest.mark.parametrize("name", [one.id for one in people()])
def test_the_file_of_each_person_has_its_papers(name: str) -> None:
    found = case_file(name)
    titles = [title for title, _cells in found.rows]
    assert titles[:2] == ["Level of care", "Week"] and "Scores" in titles and ("Plan" in titles) == (name == "maya")
    assert "Not known" not in repr(found)


def test_the_example_is_a_decision_that_was_changed() -> None:
    record = example_conference()
    assert record.of("level").changed and record.of("level").opened == 1 and len(record.decided) == 1
