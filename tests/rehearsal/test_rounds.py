"""Five fictional learners rehearse every skill; what they are told differs as it should."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from iopedu.rehearsal import Bias, Rehearsal, Round, biases, skill, skills, summary
from tests.tools import in_data

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
SKILLS = tuple(found.id for found in skills())
Ratings = Mapping[str, int]


@dataclass
class Learner:
    """Somebody who judges the authors' replies in one way, and needs so many replies for a line."""

    judge: Callable[[int, int], int]
    needs: Callable[[int], int]
    lines: int = 10

    def plays(self, name: str, days: bool = False) -> Rehearsal:
        at, done, judged = START, Rehearsal(), 0
        for number in range(self.lines):
            done = done.begin(name, at)
            while done.now(name).step == "judge":
                one = done.now(name)
                key = _key(name, one.item, one.to_judge.reply)
                done = done.judge(
                    name, {c: self.judge(right, 4 * judged + at) for at, (c, right) in enumerate(key.items())}
                )
                judged += 1
            needs = self.needs(number)
            for tries in range(1, 4):
                done = done.say(name, f"Reply {number} to this line, version {['one', 'two', 'three'][tries - 1]}")
                ids = list(_key(name, done.now(name).item, 0))
                done = done.rate(
                    name, dict.fromkeys(ids, 2) if tries >= needs else {**dict.fromkeys(ids, 2), ids[0]: 1}
                )
                if tries >= needs or tries == 3:
                    break
                done = done.again(name, ids[0])
            at += timedelta(days=1) if days else timedelta(minutes=10)
        return done


def _key(name: str, item: str, reply: int) -> Ratings:
    """The key as the file has it, read without the course."""
    line = next(one for one in in_data(f"rehearsal/say/{name}.json")["lines"] if one["id"] == item)
    return line["replies"][reply]["ratings"]


def _at_once(_number: int) -> int:
    return 1


def _never(_number: int) -> int:
    return 9


LEARNERS = {
    "careless": Learner(lambda key, at: (key + 1 + at % 2) % 3, _at_once),
    "kind": Learner(lambda key, _at: min(2, key + 1), _at_once),
    "strict": Learner(lambda key, _at: max(0, key - 1), _never),
    "expert": Learner(lambda key, _at: key, _at_once),
    "improves": Learner(lambda key, at: key if at > 30 else min(2, key + 1), lambda number: max(1, 3 - number)),
}
EXPERT = LEARNERS["expert"]


def _all(of: Rehearsal, name: str) -> str:
    return " ".join(summary(of, name))


@pytest.mark.parametrize("name", SKILLS)
def test_each_learner_is_told_what_is_true_of_them(name: str) -> None:
    played = {who: learner.plays(name) for who, learner in LEARNERS.items()}
    leans = {who: biases(of, name)[-1].lean for who, of in played.items()}
    assert leans["kind"] == "kind" and leans["strict"] == "strict" and leans["expert"] == "near"
    assert leans["careless"] in ("far", "kind", "strict")
    assert "too kind" in _all(played["kind"], name) and "too strict" not in _all(played["kind"], name)
    assert "too strict" in _all(played["strict"], name) and "too kind" not in _all(played["strict"], name)
    assert (
        "close to the key" in _all(played["expert"], name)
        and "too" not in _all(played["expert"], name).split("line")[0]
    )
    levels = {who: of.level(name) for who, of in played.items()}
    assert levels["expert"] == 4 and levels["careless"] == levels["kind"] == levels["strict"] == 1, levels
    assert 1 < levels["improves"] <= 4
    assert "line by line: 3, 2, 1, 1" in _all(played["improves"], name)
    assert "in 0 of them" in _all(played["strict"], name) and "line by line" not in _all(played["strict"], name)
    assert len({_all(of, name) for of in played.values()}) == 5
    for who, of in played.items():
        waits = "You’ll get a harder line once your ratings of our replies are close to the key"
        assert (waits in _all(of, name)) == (who in ("careless", "kind", "strict")), who


@pytest.mark.parametrize("name", SKILLS)
def test_lines_of_people_never_met_come_on_later_days_only_and_are_not_judged_first(name: str) -> None:
    kept = {line.id for line in skill(name).lines if line.unseen}
    same_day, days = EXPERT.plays(name), EXPERT.plays(name, days=True)
    assert not kept & {one.item for one in same_day.of(name)}
    met = [one for one in days.of(name) if one.item in kept]
    assert [one.item for one in days.of(name)][:2] == [one.item for one in same_day.of(name)][:2]
    assert {one.item for one in met} == kept and len(met) == len(kept) and not any(one.judged for one in met)
    twice = Learner(EXPERT.judge, lambda _number: 2).plays(name, days=True)
    first, second = skill(name).criteria[:2]
    for one in met:  # the first reply is told, not the one that came of trying again
        told = f"First reply to somebody new, {one.line.person}: {first.name}: 1; {second.name}: 2"
        assert told in _all(twice, name)
    assert "never met" not in _all(same_day, name)


def test_an_hour_before_the_next_day_is_no_later_day() -> None:
    name, done = "validate", Learner(EXPERT.judge, EXPERT.needs, lines=2).plays("validate")
    last = done.now(name).began
    assert not done.begin(name, last + timedelta(hours=15)).now(name).line.unseen
    assert done.begin(name, last + timedelta(hours=16)).now(name).line.unseen
    once = Learner(EXPERT.judge, EXPERT.needs, lines=1).plays(name)
    assert not once.begin(name, last + timedelta(days=9)).now(name).line.unseen  # first some practice


def _done(name: str, needs: list[int]) -> Rehearsal:
    return Learner(EXPERT.judge, lambda number: needs[number], lines=len(needs)).plays(name)


def test_two_lines_in_a_row_lead_up_and_one_miss_leads_down() -> None:
    levels = [_done("validate", [1] * many).level("validate") for many in range(9)]
    assert levels == [1, 1, 2, 2, 3, 3, 4, 4, 4]
    assert _done("validate", [1, 9, 1]).level("validate") == 1  # reached, missed, reached: not twice in a row
    up_and_missed = _done("validate", [1, 1, 9])
    assert up_and_missed.level("validate") == 2, "a line that is still open has not been missed"
    assert up_and_missed.level("validate", ended=True) == 1
    assert up_and_missed.begin("validate", START).now("validate").line.difficulty == 1
    assert _done("validate", [9, 9]).level("validate", ended=True) == 1  # there is nothing easier


def test_judging_is_looked_at_over_the_last_two_lines() -> None:
    def level(lines: int) -> int:
        return (
            Learner(lambda key, at: (key + 1) % 3 if at < 8 else key, _at_once, lines)
            .plays("validate")
            .level("validate")
        )

    assert [level(lines) for lines in (2, 3, 4)] == [1, 1, 2]  # the first line is off: two good ones have to follow


@pytest.mark.parametrize(
    ("lean", "pairs"),
    [
        ("", [(0, 2), (2, 0), (1, 2)]),  # three ratings say nothing
        ("", [(0, 2), (2, 2), (2, 2), (1, 2)]),  # two off the key are no direction yet
        ("kind", [(0, 2), (2, 2), (0, 1), (1, 2)]),
        ("strict", [(2, 0), (2, 2), (2, 1), (1, 0)]),
        ("far", [(2, 0), (0, 2), (2, 1), (1, 2)]),
        ("near", [(2, 1), (2, 2), (2, 2), (0, 0)]),
        ("kind", [(2, 2)] * 9 + [(1, 2)] * 3),  # where the key is mostly at the top, few could be kinder
        ("strict", [(0, 0)] * 9 + [(1, 0)] * 3),
    ],
)
def test_a_direction_is_told_where_there_is_one(lean: str, pairs: list) -> None:
    assert Bias("", tuple(pairs)).lean == lean


def test_a_line_met_again_is_judged_again_only_by_those_who_are_far_from_the_key_and_never_comes_at_once() -> None:
    done = Learner(EXPERT.judge, _never, lines=9).plays("validate")
    items = [one.item for one in done.of("validate")]
    hard = [one.item for one in Learner(EXPERT.judge, _at_once, lines=14).plays("validate").of("validate")]
    assert all(one != other for found in (items, hard) for one, other in pairwise(found))
    for at, one in enumerate(done.of("validate")):
        assert bool(one.judged) == (one.item not in items[:at])
    assert {one.line.difficulty for one in done.of("validate")} <= {1, 2}
    kind = LEARNERS["kind"].plays("validate").of("validate")
    assert all(one.judged for one in kind)
    met = [one for one in kind if one.item == kind[0].item]
    assert {judged.reply for one in met for judged in one.judged} == {0, 1, 2}


@pytest.mark.parametrize("name", SKILLS)
def test_of_lines_that_fit_alike_the_one_met_least_comes_next(name: str) -> None:
    rounds = EXPERT.plays(name).rounds
    known = [line for line in skill(name).lines if not line.unseen]
    for at in range(1, len(rounds)):
        met, level = [one.item for one in rounds[:at]], Rehearsal(rounds[:at]).level(name, ended=True)
        off = abs(rounds[at].line.difficulty - level)
        alike = [line.id for line in known if abs(line.difficulty - level) == off and line.id != met[-1]]
        assert met.count(rounds[at].item) == min(map(met.count, alike))


def _at(*steps: Callable[[Rehearsal], Rehearsal]) -> Rehearsal:
    done = Rehearsal()
    for step in steps:
        done = step(done)
    return done


IDS = [one.id for one in skill("validate").criteria]
TWOS = dict.fromkeys(IDS, 2)
BEGUN = (lambda d: d.begin("validate", START),)
JUDGED = (*BEGUN, lambda d: d.judge("validate", TWOS), lambda d: d.judge("validate", TWOS))
SAID = (*JUDGED, lambda d: d.say("validate", "That sounds so lonely."))


@pytest.mark.parametrize(
    ("before", "act", "problem"),
    [
        (BEGUN, lambda d: d.say("validate", "That sounds lonely."), "This step"),
        (BEGUN, lambda d: d.judge("validate", {**TWOS, IDS[1]: None}), "Not rated yet: "),
        (BEGUN, lambda d: d.begin("validate", START), "Reply to this line first"),
        (JUDGED, lambda d: d.judge("validate", TWOS), "This step"),
        (JUDGED, lambda d: d.say("validate", "   "), "own words"),
        (JUDGED, lambda d: d.say("validate", "xxx xxx"), "own words"),
        (JUDGED, lambda d: d.say("validate", "Lonely."), "own words"),
        (SAID, lambda d: d.rate("validate", {IDS[0]: 1}), "Not rated yet"),
        (SAID, lambda d: d.rate("validate", {**TWOS, IDS[0]: 3}), "0 to 2"),
        (SAID, lambda d: d.rate("validate", {**TWOS, IDS[0]: -1}), "0 to 2"),
        (SAID, lambda d: d.begin("validate", START), "Reply to this line first"),
        ((*SAID, lambda d: d.rate("validate", TWOS)), lambda d: d.again("validate", None), "one thing"),
        (
            (*SAID, lambda d: d.rate("validate", TWOS), lambda d: d.again("validate", IDS[0])),
            lambda d: d.say("validate", " That sounds  so lonely. "),
            "last reply",
        ),
        ((), lambda d: d.begin("nobody", START), "nobody"),
    ],
)
def test_a_step_out_of_turn_is_refused_in_words(before: tuple, act: Callable, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        act(_at(*before))


def test_two_words_are_a_reply_and_a_line_without_one_hides_no_other() -> None:
    done = _at(*JUDGED).say("validate", "So lonely.").rate("validate", TWOS)
    assert done.now("validate").tries[-1].text == "So lonely."
    begun = Rehearsal().begin("say_no", START)
    both = replace(done, rounds=(*begun.rounds, *done.rounds))
    assert "So lonely." in both.describe() and begun.rounds[0].line.line not in both.describe()


def test_the_key_is_read_with_its_sign() -> None:
    one = _at(*JUDGED).now("validate")
    keys = [_key("validate", one.item, judged.reply) for judged in one.judged]
    assert one.judgments() == tuple((name, (key[name], 2)) for key in keys for name in key)
    assert one.judged[0].reply != one.judged[1].reply


def test_all_is_there_again_and_a_line_that_is_gone_is_passed_over() -> None:
    done = EXPERT.plays("validate")
    saved = done.to_json()
    assert Rehearsal.from_json(saved) == done
    assert len(done.texts()) == 10 and done.texts()[0][1].startswith("Reply 0")  # read for danger, every one
    saved["rounds"][0]["item"] = "gone_1"
    again = Rehearsal.from_json(saved)
    assert again.rounds == done.rounds[1:]


@pytest.mark.parametrize(
    "change",
    [{"at": "yesterday"}, {"at": None}, {"tries": [{"text": 3}]}, {"judged": [{"reply": 3, "ratings": {}}]},
     {"judged": [{"reply": 0, "ratings": {"x": True}}]}, {"item": None}, {"item": ["a"]},
     {"tries": [{"text": "a b", "ratings": [], "change": "", "seconds": None}]}],
)  # fmt: skip
def test_damaged_rounds_are_refused_in_words(change: dict) -> None:
    saved = EXPERT.plays("validate").to_json()
    saved["rounds"][1] |= change
    with pytest.raises(ValueError, match=r"\w"):
        Rehearsal.from_json(saved)


def test_rounds_of_two_windows_are_joined_line_by_line() -> None:
    from iopedu.course.joining import joined

    base = _at(*SAID, lambda d: d.rate("validate", TWOS))
    mine = base.begin("validate", START + timedelta(minutes=5)).to_json()
    theirs = base.begin("validate", START + timedelta(minutes=9)).to_json()
    value, gave_way = joined(base.to_json(), mine, theirs, True)
    assert not gave_way
    found = Rehearsal.from_json(value)
    assert [one.began.minute for one in found.rounds] == [0, 5, 9] and isinstance(found.rounds[0], Round)
