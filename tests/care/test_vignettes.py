"""People to place: whole ranges with reasons, follow-ups that turn the answer, agreement, and a class."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.care.classroom import MAX_BYTES, Classroom, Spread, Submission, example_classroom, read_submission
from iopedu.care.gates import axes
from iopedu.care.levels import levels
from iopedu.care.placement_practice import ENOUGH, Placed, Placements
from iopedu.care.red_flags import EMERGENCY, ROUTES, red_flags
from iopedu.care.vignettes import (
    CHOICES,
    Question,
    Vignette,
    choice_name,
    differs,
    steps_apart,
    vignette,
    vignettes,
)
from iopedu.course.files import read_json
from iopedu.course.people import person
from iopedu.course.submissions import check_label
from iopedu.course.text import real_words
from iopedu.show.care.placement import class_placements, placement_agreement, published_agreement
from tests.tools import ANY_JSON, in_data, trainee

IDS = [entry.id for entry in levels()]
ALL = [
    (f"{entry.id}-{at}", question) for entry in vignettes() for at, question in enumerate((entry.first, *entry.after))
]


def in_samples(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parents[1] / "samples" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def touched(question: Question, among: Sequence[str] = CHOICES) -> set[str]:
    """Return the levels in the range and next to it, of these; where something comes first, also a hospital."""
    if question.level in ROUTES:
        return {*ROUTES, "inpatient"} & {*among, *question.range}
    ends = question.range[0], question.range[-1]
    known = [name for name in IDS if name in (*among, *ends)]
    first, last = map(known.index, ends)
    return {*known[max(first - 1, 0) : last + 2]}


#: Levels about which most stories that touch them say something: a new level waits for its reasons.
TOLD = [
    name
    for name in CHOICES
    if 2 * sum(name in question.why for _, question in ALL) > sum(name in touched(question) for _, question in ALL)
]
QUESTIONS = pytest.mark.parametrize("question", [question for _, question in ALL], ids=[name for name, _ in ALL])
WHY = "because it fits"
FILE = "data/care/vignettes.json"


# The people ------------------------------------------------------------------------------------------


def test_there_are_enough_people_who_differ() -> None:
    found = vignettes()
    assert len(found) >= 24 and len({entry.id for entry in found}) == len({entry.name for entry in found}) == len(found)
    assert {entry.first.level for entry in found} >= {*TOLD}
    ages = [int(entry.name.split(", ")[1]) for entry in found]
    assert min(ages) < 25 and max(ages) > 65
    without = [entry.id for entry in found if not entry.after]
    assert not without, f"{FILE}: ask one “what if” or more (after) about each of these people"
    most = Counter(entry.first.level for entry in found).most_common(1)[0][1]
    assert most <= len(found) / 3


@QUESTIONS
def test_every_range_is_whole_and_every_level_in_it_and_beside_it_has_a_reason(question: Question) -> None:
    at = [CHOICES.index(name) for name in question.range]
    assert at and at == list(range(at[0], at[0] + len(at))) and len({*question.range} & {*TOLD}) <= 3
    assert question.level in question.range
    missing = sorted(touched(question, TOLD) - {*question.why})
    assert not missing, f"{FILE}: say why for {missing}, as for every level in the range and the ones beside it"
    assert {*question.why} <= touched(question, TOLD) | touched(question), f"{FILE}: a reason for a level far away"
    short = [name for name, why in question.why.items() if len(why) < 60]
    assert not short, f"{FILE}: say in 60 characters or more why, for each of these levels"
    assert 15 <= len(question.text.split()) <= 110, f"{FILE}: tell the story in 15 to 110 words"


@QUESTIONS
def test_the_worksheet_leads_to_our_level_and_to_exactly_our_range(question: Question) -> None:
    sheet = question.worksheet
    assert sheet.ready
    says = f"{FILE}: the answers lead to {sheet.chosen or sheet.first}, but the level is {question.level}"
    assert (sheet.chosen or sheet.first) == question.level, says
    assert sheet.range == question.range, (
        f"{FILE}: the worksheet's range is {sheet.range}, the story's {question.range}"
    )
    if question.level not in ROUTES:
        assert len(sheet.ratings) == 6 and "u" not in sheet.ratings.values()


def test_no_reason_and_no_story_stands_twice() -> None:
    texts = [question.text for _, question in ALL] + [why for _, question in ALL for why in question.why.values()]
    twice = [text for text, times in Counter(texts).items() if times > 1]
    assert not twice, f"{FILE}: write a story or a reason of its own instead of each of these"


@pytest.mark.parametrize("entry", vignettes(), ids=lambda entry: entry.id)
def test_every_follow_up_turns_the_answer(entry: Vignette) -> None:
    before = entry.first
    for question in entry.after:
        assert question.level != before.level or question.range != before.range
        earlier, now = before.worksheet, question.worksheet
        assert earlier != now, "what changed can be told on the worksheet"


def test_pairs_differ_in_one_factor_and_in_the_answer() -> None:
    pairs = [entry for entry in vignettes() if entry.pair]
    assert len(pairs) >= 8
    for entry in pairs:
        other = vignette(entry.pair)
        assert other.pair == entry.id and other.first.level != entry.first.level
        assert len(differs(entry, other)) == 1 and not differs(entry, entry)
        ours, theirs = entry.first.worksheet, other.first.worksheet
        assert (ours.wish, ours.out_of_reach) == (theirs.wish, theirs.out_of_reach)


@pytest.mark.parametrize(
    ("name", "level", "then"), [("maya", "iop", ""), ("daniel", "iop", ""), ("aisha", "php", "iop")]
)
def test_the_three_people_of_the_course_are_where_their_story_has_them(name: str, level: str, then: str) -> None:
    entry, told = vignette(name), person(name)
    assert entry.name == f"{told.name}, {told.age}" and entry.first.level == level == told.level
    assert not then or then in {question.level for question in entry.after}


def test_one_follow_up_is_an_emergency_and_the_wish_and_a_gap_are_in_it() -> None:
    every = [question for _, question in ALL]
    assert [question.level for question in every].count(EMERGENCY) >= 5
    assert any(question.worksheet.wish == "less" for question in every)
    assert sum(bool(question.worksheet.out_of_reach) for question in every) >= 3
    assert all(question.worksheet.missing for question in every if question.worksheet.out_of_reach)


def test_insurance_culture_and_gender_are_no_reason() -> None:
    told = re.compile(
        r"\b(?:Medicare|Medicaid|insurance|insurer|mosque|church|he is a man|as a woman|immigrant)\b", re.I
    )
    for name, question in ALL:
        for level in {*question.range} & {*question.why}:
            assert not told.search(question.why[level]), (name, level)


def test_a_question_without_a_reason_or_outside_its_range_is_refused() -> None:
    maya = vignette("maya").first
    with pytest.raises(ValueError, match="There is no reason for iop"):
        Question("t", maya.worksheet, "iop", ("iop", "outpatient"), {**maya.why, "iop": ""})
    with pytest.raises(ValueError, match="why nothing comes before a level"):
        Question("t", maya.worksheet, "iop", ("iop", "outpatient"), maya.why)
    with pytest.raises(ValueError, match="The level php lies outside its range: iop, outpatient"):
        Question("t", maya.worksheet, "php", ("iop", "outpatient"), maya.why)
    with pytest.raises(ValueError, match="vignette is 'bob', which is not one of: maya, daniel"):
        vignette("bob")
    with pytest.raises(ValueError, match="level is 'spa', which is not one of: emergency, medical, inpatient"):
        choice_name("spa")


# Feedback --------------------------------------------------------------------------------------------


@QUESTIONS
@pytest.mark.parametrize("choice", CHOICES)
def test_every_choice_gets_a_reason_and_only_an_outside_one_is_corrected(question: Question, choice: str) -> None:
    lines = question.feedback(choice)
    verdict = question.verdict(choice)
    assert all(len(line) >= 40 for line in lines) and choice_name(choice) in lines[0]
    assert lines[0].startswith("Yes: ") == (choice == question.level) == (verdict == "exact")
    assert (question.why[question.level] in " ".join(lines)) and lines[-1].startswith("The range we can defend: ")
    if choice in question.range:
        assert verdict in ("exact", "within the range")
    elif choice in IDS and question.level in IDS:
        higher = IDS.index(choice) < IDS.index(question.range[0])
        assert verdict == ("too much" if higher else "too little")
        assert lines[0].startswith("Outside the range: ") and f"would be {verdict}" in lines[0]
    if choice in question.why:
        assert question.why[choice] in lines[0]


@QUESTIONS
def test_to_call_is_never_called_too_much_and_the_answer_is_written_for_the_story(question: Question) -> None:
    ratings = question.worksheet.ratings
    danger = question.level in ROUTES or "d" in (ratings["safety"], ratings["complexity"])
    for choice in ROUTES:
        said = " ".join(question.feedback(choice)[:1])
        assert "too much" not in re.sub("(?i)never too much", "", said)
        if question.level in ROUTES:
            assert question.verdict(EMERGENCY) in ("exact", "within the range") and question.why[choice] in said
        else:
            assert question.first in said and len(question.first) >= 80
            assert not danger or said.startswith("Never too much here")
            assert "If in doubt, call" in said or said.startswith("Never too much here")


@QUESTIONS
def test_a_level_where_something_comes_first_is_told_so(question: Question) -> None:
    for choice in IDS:
        said = question.feedback(choice)[0]
        assert (question.level in ROUTES) == ("something else comes before any level" in said)


def test_no_two_stories_share_what_is_said_about_calling() -> None:
    firsts = [question.first for _, question in ALL if question.first]
    assert len(set(firsts)) == len(firsts) > 50


# No way around reading -------------------------------------------------------------------------------

#: Where each person is when the story begins, as the story tells it; the others are in no care.
NOW = {"aisha": "inpatient", "kofi": "php", "emeka": "php", "george": "community"} | dict.fromkeys(
    re.findall(r"\w+", "jordan noah ines lucia amina derek leila mei maya renata caleb chiara opal bree abena"),
    "outpatient",
)


def _hits(guess) -> tuple[float, float]:
    """Return which part of all questions a guess answers exactly, and within the range."""
    verdicts = []
    for entry in vignettes():
        before = NOW.get(entry.id, "community")
        for question in (entry.first, *entry.after):
            verdicts.append(question.verdict(guess(before)))
            before = question.level
    return verdicts.count("exact") / len(verdicts), sum(v in ("exact", "within the range") for v in verdicts) / len(
        verdicts
    )


def _step(by: int):
    return lambda before: CHOICES[min(max(CHOICES.index(before) + by, 0), len(CHOICES) - 1)]


@pytest.mark.parametrize(
    "guess",
    [*(lambda _, level=level: level for level in CHOICES), _step(-1), _step(0), _step(1), _step(-2), _step(2)],
    ids=[*CHOICES, "one step up", "the same", "one step down", "two steps up", "two steps down"],
)
def test_who_guesses_without_reading_stays_near_chance(guess) -> None:
    assert set(NOW) < {entry.id for entry in vignettes()}
    exact, within = _hits(guess)
    assert exact <= 0.25 and within <= 0.47, (exact, within)


# Feedback on choices far away ------------------------------------------------------------------------


def test_a_choice_far_away_gets_the_reason_of_the_nearest_one() -> None:
    (first, *_) = vignette("maya").first.feedback("inpatient")
    assert (
        "Partial hospitalization (PHP) is in between, and even for that level we would say: " in first
        and vignette("maya").first.why["php"] in first
    )
    assert steps_apart("iop", "iop") == 0 and steps_apart("emergency", "community") == CHOICES.index("community")


def test_a_level_without_a_reason_of_its_own_gets_that_of_its_neighbor() -> None:
    maya = vignette("maya").first
    less = {name: why for name, why in maya.why.items() if name != "php"}
    (first, *_) = Question("t", maya.worksheet, "iop", ("iop", "outpatient"), less, "no").feedback("php")
    assert first == (
        "Outside the range: Partial hospitalization (PHP) would be too much. The level closest to it is Intensive "
        f"outpatient program (IOP). For that level we would say: {maya.why['iop']}"
    )
    less = {name: why for name, why in maya.why.items() if name != "outpatient"}
    (first, *_) = Question("t", maya.worksheet, "iop", ("iop", "outpatient", "community"), less, "no").feedback(
        "outpatient"
    )
    assert first.startswith("Within the range: Standard outpatient. The level closest to it is Intensive outpatient")


# A learner's placements ------------------------------------------------------------------------------


def placed(*choices: tuple[str, str]) -> Placements:
    found = Placements()
    for name, level in choices:
        found = put(found, name, level)
    return found


def put(found: Placements, name: str, level: str, reason: str = WHY) -> Placements:
    """Place somebody, and stay with the choice at the second thought."""
    return found.place(name, level, reason, ["safety"]).rethink(name, "neither", level)


def test_placing_needs_a_level_a_reason_and_a_new_person() -> None:
    with pytest.raises(ValueError, match="No level has been chosen yet"):
        Placements().place("maya", "", WHY)
    for reason in ("", "   ", "two words", "aaa bbb ccc ddd eee", "bla bla bla bla", "asdf jkl qwer zxcv", "1 2 3 4"):
        with pytest.raises(ValueError, match="That isn’t a reason yet"):
            Placements().place("maya", "iop", reason, ["past"])
    once = placed(("maya", "php"))
    with pytest.raises(
        ValueError,
        match=r"Maya Torres, 34 has already been placed\. The choice you made before the answer "
        "is the one that counts",
    ):
        once.place("maya", "iop", WHY, ["past"])
    with pytest.raises(ValueError, match="Person is 'bob', which is not one of: maya"):
        once.place("bob", "iop", WHY, ["past"])
    with pytest.raises(ValueError, match="Level is 'spa', which is not one of: emergency"):
        once.place("daniel", "spa", WHY, ["past"])
    assert once.of("maya").verdict == "too much" and once.of("daniel") is None


def test_follow_ups_come_one_after_the_other() -> None:
    found = placed(("maya", "iop"))
    with pytest.raises(ValueError, match="Place Daniel Okafor, 58 first"):
        found.follow("daniel", "iop")
    with pytest.raises(ValueError, match="No level has been chosen yet"):
        found.follow("maya", "")
    assert found.of("maya").next == vignette("maya").after[0]
    found = found.follow("maya", "php").follow("maya", "iop")
    assert found.of("maya").after == ("php", "iop") and found.of("maya").next is None
    said, (worse, better) = found.describe(), vignette("maya").after
    assert f"What if? {worse.text} Partial hospitalization (PHP) (exact)" in said
    assert f"What if? {better.text} Intensive outpatient program (IOP) (too much)" in said
    with pytest.raises(ValueError, match="has 2 follow-ups, not 3"):
        found.follow("maya", "iop")


def test_the_second_thought_comes_before_the_answer_and_both_are_kept() -> None:
    first = Placements().place("maya", "php", "she needs full days", ["function"])
    assert not first.decided and first.of("maya").verdict == "too much" and "a first thought" in first.describe()
    with pytest.raises(ValueError, match="Say what the fact points to"):
        first.follow("maya", "iop")
    with pytest.raises(ValueError, match="nothing to hand in"):
        first.export()
    for weighs, level in (("", "iop"), ("less", "")):
        with pytest.raises(ValueError, match="Say what the fact points to"):
            first.rethink("maya", weighs, level)
    with pytest.raises(ValueError, match="Place Daniel Okafor, 58 first"):
        first.rethink("daniel", "less", "iop")
    then = first.rethink("maya", "less", "iop")
    entry = then.of("maya")
    assert (entry.level, entry.weighs, entry.second, then.exact, then.changed) == ("php", "less", "iop", 1, 1)
    assert "We read it as" not in entry.weighed() and "we read it the same way" in entry.weighed()
    assert "Maya Torres, 34: Partial hospitalization (PHP) (too much). she needs full days" in then.describe()
    assert "On second thought: Intensive outpatient program (IOP) (exact)" in then.describe()
    assert f"“{entry.doubt.says}” argues for less care: we read it the same way." in then.describe()
    assert json.loads(then.export())["placed"] == {"maya": "iop"}
    with pytest.raises(ValueError, match="Our answer has already been shown"):
        then.rethink("maya", "less", "php")
    assert Placements.from_json(json.loads(json.dumps(then.to_json()))) == then
    with pytest.raises(ValueError, match="Check at least one fact"):
        Placements().place("maya", "php", WHY)


@pytest.mark.parametrize("entry", vignettes(), ids=lambda entry: entry.id)
def test_the_second_question_is_about_a_fact_against_the_choice_and_asked_of_everybody(entry: Vignette) -> None:
    """A question that came only after a wrong choice would give the answer away."""
    against = {"too much": "less", "not needed": "less", "too little": "more", "not yet": "first"}
    for choice in CHOICES:
        thought = Placed(entry.id, choice, WHY, ("safety",))
        fact, verdict = thought.doubt, entry.first.verdict(choice)
        assert any(fact.says in line and "What would change your mind?" in line for line in thought.questions())
        speaks = {found.speaks for found in entry.facts.values()}
        if verdict in against and against[verdict] in speaks:
            assert fact.speaks == against[verdict], (choice, fact)
        elif verdict not in against:
            assert fact.about != "safety", "a fact that was named already is not asked about"


@pytest.mark.parametrize("entry", vignettes(), ids=lambda entry: entry.id)
def test_each_story_has_its_facts_and_what_comes_first_is_one_of_them(entry: Vignette) -> None:
    facts = entry.facts
    about = {axis.id for axis in axes()} | {"medical", "time", "aside"}
    assert 4 <= len(facts) <= 7 and set(facts) <= about
    speaks = [fact.speaks for fact in facts.values()]
    assert ("first" in speaks) == (entry.first.level in ROUTES), "only a red flag comes before a level"
    assert len(set(speaks)) >= 2, "each story has facts that pull different ways"
    ratings = entry.first.worksheet.ratings
    for name, fact in facts.items():
        assert 10 <= len(fact.says) <= 90 and fact.says[0].isupper()
        if fact.speaks == "less" and name in ratings:
            assert ratings[name] <= "b", f"{entry.id}: {name} is rated {ratings[name]}, and its fact speaks for less"
        if fact.speaks == "more" and name in ratings:
            assert ratings[name] >= "b", f"{entry.id}: {name} is rated {ratings[name]}, and its fact speaks for more"
        assert not fact.turned_in(fact.says), "a fact doesn't turn itself around"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("daniel", "He holds a job with great effort, and drinking and depression feed each other."),
        ("derek", "He holds down a job, with great effort, so daily care is too much."),
        ("renata", "She holds down a job but with great effort."),
        ("maya", "She holds a job but is on sick leave."),
        ("mei", "She holds a job and hasn’t worked in a month."),
    ],
)
def test_who_says_that_somebody_at_work_holds_a_job_is_asked_nothing(name: str, reason: str) -> None:
    assert not vignette(name).asks(reason)
    assert vignette("tasha").asks("She holds down a job."), "she lost hers"


#: What feedback and facts say of a person, beside what their story says.
TOLD_OF = [
    ("george", "three people know his early signs", "His wife knows his early signs, and so do two friends"),
    ("tasha", "expects it to fall apart again", "expects it to fall apart again"),
    ("abena", "It’s more than she asks for", "asks for weekly sessions, not a program"),
    ("abena", "the intent is gone", "she says she wouldn’t act on it"),
    ("terrence", "where he lives, somebody is always up", "lives in a sober house, where somebody is always up"),
]


@pytest.mark.parametrize(("name", "said", "story"), TOLD_OF, ids=[one[0] for one in TOLD_OF])
def test_what_is_said_of_a_person_stands_in_their_story(name: str, said: str, story: str) -> None:
    entry = vignette(name)
    asked = (entry.first, *entry.after)
    whole = " ".join([*(fact.says for fact in entry.facts.values()), *(one.first for one in asked)])
    whole += " ".join(why for one in asked for why in one.why.values())
    assert said in whole and any(story in one.text for one in asked)


def test_the_morning_after_a_crisis_several_days_a_week_can_be_defended() -> None:
    (after,) = vignette("abena").after
    assert after.level == "outpatient" and after.range == ("iop", "outpatient") and after.worksheet.wish == "less"
    assert (after.verdict("iop"), after.verdict("php")) == ("within the range", "too much")


def test_what_a_story_says_about_its_red_flag_is_what_the_table_says() -> None:
    lorna, insulin = vignette("lorna").first, red_flags.get("vital_medicine")
    assert lorna.level == insulin.route == "medical" and "sick to her stomach" in lorna.text
    assert "right away if the person feels ill" in insulin.call and "She goes right away" in lorna.why["medical"]
    for sign in ("vomit", "breath", "drows"):
        assert sign in insulin.call and sign in lorna.why["emergency"].replace("drowsy", "drows")
    renata = vignette("renata").after[0]
    lithium, thin, fasting = map(red_flags.get, ("lithium", "collapse", "not_drinking"))
    assert renata.level == lithium.route == EMERGENCY and "on the way" in renata.why["medical"]
    assert lithium.call == "The emergency number, then the prescriber" and lithium.seen.startswith("Repeated vomiting")
    assert "one bout" in lithium.not_alone and "repeated vomiting" in vignette("renata").first.first
    assert all("emergency department" in said for said in (insulin.call, lorna.why["medical"]))
    assert "emergency number if dizzy" in fasting.call and "dizzy on standing" in thin.seen
    assert " thin " not in f"{thin.seen} {fasting.seen}" and "weight loss" in fasting.seen
    for flag in red_flags():
        if flag.route == EMERGENCY:
            assert flag.call.casefold().startswith("the emergency number") and "otherwise" not in flag.call, flag.id


def test_no_story_turns_its_own_facts_around() -> None:
    for entry in vignettes():
        assert not entry.asks(entry.first.text), entry.id


def test_the_reader_of_reasons_is_right_in_nine_of_ten_questions_and_finds_most() -> None:
    """Set 1 was written before the rules; sets 2 to 5 each after them, and misses of earlier sets were mended."""
    rows = [row for row in in_samples("placement_reasons.csv") if row["expected"] != "noreason"]
    asked = [row for row in rows if vignette(row["vignette"]).asks(row["reason"])]
    right = [row for row in asked if row["expected"] == "misread"]
    turned = [row for row in rows if row["expected"] == "misread"]
    assert len(rows) >= 300 and len(turned) >= 120
    assert len(right) >= 0.99 * len(asked) and len(right) >= 0.75 * len(turned), (len(right), len(asked), len(turned))


def test_words_without_meaning_are_no_reason() -> None:
    for row in in_samples("placement_reasons.csv"):
        assert (real_words(row["reason"]) < 3) == (row["expected"] == "noreason"), row
    for fine in ("Sie ist allein zu Hause", "ella vive con su hermana", "彼女 は 安全 です"):
        assert real_words(fine) >= 3


def test_shares_and_weighted_kappa() -> None:
    example = trainee()
    exact = [key == mine for key, mine in example.pairs()]
    assert (len(exact), sum(exact), example.exact, example.within) == (12, 5, 5, 9)
    steps = sum(steps_apart(*pair) for pair in example.pairs())
    keys, mine = zip(*example.pairs(), strict=True)
    chance = sum(steps_apart(one, other) for one in keys for other in mine) / len(keys)
    assert example.agreement().kappa == pytest.approx(1 - steps / chance)
    assert example.ready and not placed(("maya", "iop")).ready and ENOUGH == 4
    said = repr(placement_agreement(example))
    assert "5 of 12 exact, 9 of 12 within the range" in said and f"{example.agreement().kappa:.2f}" in said


def test_agreement_waits_for_ten_people() -> None:
    names = [entry.id for entry in vignettes()]
    nine = placed(*((name, vignette(name).first.level) for name in names[:9]))
    with pytest.raises(ValueError, match=r"9 answers so far\. Kappa is calculated once there are 10: with fewer, it"):
        nine.agreement()
    assert "once there are 10: with fewer" in repr(placement_agreement(nine)) and "Nobody has been placed" in repr(
        placement_agreement(Placements())
    )
    ten = put(nine, names[9], vignette(names[9]).first.level)
    assert ten.agreement().kappa == pytest.approx(1)


def test_published_figures_stand_with_their_people_and_are_not_ranked() -> None:
    said = repr(published_agreement())
    for part in ("0.57 to 0.59", "0.68", "0.77", "139 providers", "ten clinicians", "eight taped interviews", "80%"):
        assert part in said
    assert (
        said.count("Substance use: ") >= 3
        and "can’t be compared directly" in said
        and "it has not been tested with them" in said
    )
    assert "can’t be compared directly" in repr(placement_agreement(Placements()))


def test_where_the_first_study_is_quoted_both_of_its_figures_stand() -> None:
    (asked,) = in_data("exercises/02.json")["questions"]["predict_agreement"]["items"]
    (right,) = [one["why"] for one in asked["options"] if one["right"]]
    assert "{fact:placement_agreement_locadtr.low} to {fact:placement_agreement_locadtr.high}" in right
    notebook = (Path(__file__).parents[2] / "notebooks" / "02_choose_a_level_of_care.ipynb").read_text(encoding="utf-8")
    assert "0.57<!--placement_agreement_locadtr.low--> to 0.59<!--placement_agreement_locadtr.high-->" in notebook


def test_an_override_is_the_same_thing_in_every_place() -> None:
    quiz = {item["id"]: item for item in in_data("exercises/02.json")["questions"]["quiz"]["items"]}
    wish = " ".join(one["why"] for one in quiz["wish"]["options"])
    assert "Nothing is overridden: the level is within the range. An override is for a level outside the range" in wish
    (right,) = [one["why"] for one in quiz["override"]["options"] if one["right"]]
    assert "interpreter" not in right, "what is missing is access, and is written down as that"
    (word,) = [row for row in in_data("glossary.csv") if row["name"] == "Override"]
    assert word["meaning"].startswith("Choosing a level outside the range")


PLACEMENTS = st.lists(st.sampled_from([entry.id for entry in vignettes()]), unique=True).flatmap(
    lambda names: st.tuples(*(st.tuples(st.just(name), st.sampled_from(CHOICES), st.text()) for name in names))
)


@given(PLACEMENTS, st.data())
def test_placements_come_back_and_the_export_holds_levels_only(found: tuple, data: st.DataObject) -> None:
    record = Placements()
    for name, level, reason in found:
        record = put(record, name, level, f"secret words here {reason}")
        if data.draw(st.booleans()):
            record = record.follow(name, data.draw(st.sampled_from(CHOICES)))
    assert Placements.from_json(json.loads(json.dumps(record.to_json()))) == record
    if not found:
        with pytest.raises(ValueError, match="nothing to hand in"):
            record.export()
        return
    text = record.export("12")
    assert "secret" not in text and set(json.loads(text)) == {"format", "version", "label", "placed"}
    handed = read_submission(text.encode())
    assert handed.label == "12" and dict(handed.placed) == {name: level for name, level, _ in found}
    assert len(text) < MAX_BYTES


@pytest.mark.parametrize("label", ["Maya", "12345", "-1", "1.5", "²", "٣", "../x", " 7", None, 7])
def test_a_label_is_a_short_number_or_nothing(label: object) -> None:
    with pytest.raises(ValueError, match="Do not use a name"):
        placed(("maya", "iop")).export(label)
    for good in ("", "0", "9999"):
        check_label(good)


def test_somebody_who_is_gone_from_the_course_is_passed_over() -> None:
    saved = placed(("maya", "iop")).to_json()
    gone = {"vignette": "bob", "level": "spa", "reason": 5, "after": {}}
    assert len(Placements.from_json({**saved, "placed": [gone, *saved["placed"]]}).placed) == 1


# A class ---------------------------------------------------------------------------------------------


def test_the_made_up_class() -> None:
    found = example_classroom()
    assert len(found.handed) == 8 and len(found.spreads) == 8
    lucia = next(spread for spread in found.spreads if spread.vignette.id == "lucia")
    assert lucia.counts == {"iop": 5, "outpatient": 3} and lucia.within == 8
    assert lucia.apart == pytest.approx(15 / 28)  # 15 of the 28 pairs of two learners are one step apart
    most = found.most_apart
    pairs = list(combinations(most.choices, 2))
    apart = sum(abs(CHOICES.index(one) - CHOICES.index(other)) for one, other in pairs) / len(pairs)
    assert most.vignette.id == "tasha" and len(pairs) == 28
    assert found.describe() == (
        "8 learners, 64 placements: 55 within the range. You disagree most about Tasha Greene, 27: any two learners "
        f"are, on average, {apart:.1f} steps apart. Start the discussion there."
    )


def test_a_chart_says_draws_and_counts_the_same() -> None:
    chart = class_placements(example_classroom())
    assert chart.says == example_classroom().describe() and "<svg" in chart.html()
    assert "Chosen: IOP 5, Outpatient 3" in repr(chart.table) and "Within the range: 8 of 8" in repr(chart.table)
    assert f"Steps apart: {example_classroom().most_apart.apart:.1f}" in repr(chart.table)
    empty = class_placements(Classroom())
    assert "No placements have been loaded yet." in empty.says and "No placements yet" in empty.wide.drawn


def test_a_class_of_one_and_of_twins_does_not_disagree() -> None:
    one = Classroom().add(Submission({"maya": "iop"}))
    assert one.most_apart is None and "There is no disagreement" in one.describe() and one.spreads[0].apart is None
    two = one.add(Submission({"maya": "iop"}))
    assert len(two.handed) == 2 and two.spreads[0].apart == 0 and two.most_apart is None
    three = two.add(Submission({"maya": "community"}))
    assert three.most_apart.apart == pytest.approx(4 / 3)
    assert "1.0 step apart" not in three.describe()
    apart = Classroom().add(Submission({"maya": "iop"})).add(Submission({"maya": "php"}))
    assert "any two learners are, on average, 1.0 step apart. Start the discussion there." in apart.describe()
    assert Spread(vignette("maya"), ("iop", "outpatient", "php")).within == 2


def test_the_same_number_comes_once_and_files_without_a_number_all_stay() -> None:
    found = Classroom().add(Submission({"maya": "iop"}, "7")).add(Submission({"maya": "php"}, "7"))
    assert len(found.handed) == 1 and found.handed[0].placed == {"maya": "php"} and found.has("7")
    found = found.add(Submission({"maya": "iop"})).add(Submission({"maya": "iop"}))
    assert len(found.handed) == 3 and not found.has("") and not found.has("8")


@pytest.mark.hostile
@given(st.binary(max_size=80) | st.text().map(str.encode) | ANY_JSON.map(lambda found: json.dumps(found).encode()))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w.*\."):
        read_submission(content)


@pytest.mark.hostile
@given(st.dictionaries(st.sampled_from(["format", "version", "label", "placed", "name"]), ANY_JSON))
def test_a_changed_file_is_read_or_refused_in_words(fields: dict) -> None:
    whole = json.loads(placed(("maya", "iop")).export("3"))
    try:
        found = read_submission(json.dumps({**whole, **fields}).encode())
    except ValueError as problem:
        assert len(str(problem)) > 15 and str(problem).endswith(".")
    else:
        assert set(found.placed.values()) <= set(CHOICES) and "name" not in fields


@pytest.mark.hostile
@given(ANY_JSON, ANY_JSON)
def test_damaged_placements_are_read_or_refused_in_words(found: object, part: object) -> None:
    good = {"vignette": "maya", "level": "iop", "reason": WHY, "after": []}
    damaged = [
        found,
        {"version": 1, "placed": found},
        {"version": 1, "placed": [found]},
    ]
    damaged += [{"version": 1, "placed": [{**good, name: part}]} for name in (*good, "name")]
    for entry in damaged:
        try:
            assert isinstance(Placements.from_json(entry).describe(), str)
        except ValueError as problem:
            assert len(str(problem)) > 15 and str(problem).endswith(".")


@pytest.mark.parametrize(
    "content", [b"[" * 50_000, b"[" * 15_000, b"{}", b"\xff\xfe", b"", b"x" * (MAX_BYTES + 1), b'{"a": NaN}']
)
def test_odd_files_are_refused(content: bytes) -> None:
    with pytest.raises(
        ValueError,
        match=r"The file contains|The file is (?:50,000|20,001) bytes, more than the 20,000|complete JSON|not a saved",
    ):
        read_submission(content)


def test_the_example_of_a_class_is_read_whole_and_other_things_are_refused() -> None:
    saved = read_json("care/class_example.json")
    assert [(one.label, one.placed) for one in example_classroom().handed] == [
        (one["label"], one["placed"]) for one in saved["handed"]
    ]
    with pytest.raises(ValueError, match="There is no vignette named 'bob'"):
        Submission({"bob": "iop"})
    with pytest.raises(ValueError, match="The level for maya is 'spa'"):
        Submission({"maya": "spa"})
    with pytest.raises(ValueError, match="The file contains no placements"):
        Submission({})
    with pytest.raises(ValueError, match="not a file with placements"):
        Submission.from_json({"format": "x", "version": 1, "label": "", "placed": {"maya": "iop"}})
    assert Placed("maya", "iop", WHY).next
