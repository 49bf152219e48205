"""The worksheet: all combinations, no sum, danger first, and a reason for everything."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iopedu.care.gates import (
    GATES,
    RATINGS,
    TEACHING,
    UNSURE,
    Gated,
    axes,
    between,
    changes,
    gated,
    hours_of,
    intensity,
    rules,
)
from iopedu.care.levels import levels
from iopedu.care.placement import LEAST_WORDS, WISHES, Worksheet, example_worksheet
from iopedu.care.red_flags import EMERGENCY, FIND_OUT, MEDICAL, first, red_flags
from tests.refresh.placement import BEFORE, LETTERS, NAMES, OUTCOME, PATH, outcome, table
from tests.tools import any_json

IDS = [entry.id for entry in levels()]
#: The levels that the rules were written for; another one may stand between them.
NAMED = {"inpatient", "crisis", "residential", "php", "iop", "outpatient", "community"}
SENTENCES = Path(__file__).parents[1] / "samples" / "placement_sentences.csv"
BEST, WORST = dict.fromkeys(NAMES, "a"), dict.fromkeys(NAMES, "d")
RATED = st.fixed_dictionaries({name: st.sampled_from(LETTERS) for name in NAMES})


@pytest.fixture(scope="module")
def every() -> dict[tuple[str, ...], Gated]:
    """What the gates say about all 15,625 combinations."""
    return {found: gated(dict(zip(NAMES, found, strict=True))) for found in product(LETTERS, repeat=len(NAMES))}


def worse(found: tuple[str, ...]):
    """Yield every combination that is one step worse on one axis."""
    for at, rating in enumerate(found):
        if rating in RATINGS[:-1]:
            yield (*found[:at], RATINGS[RATINGS.index(rating) + 1], *found[at + 1 :])


def sheet(**changed: object) -> Worksheet:
    return Worksheet(**{"danger": "no", "medical": "no", "ratings": BEST, **changed})


def rated(letters: str) -> dict[str, str]:
    return dict(zip(NAMES, letters, strict=True))


# All combinations ------------------------------------------------------------------------------------


def test_the_reference_table_holds_every_combination_once_and_is_up_to_date(every: dict) -> None:
    text = PATH.read_text(encoding="utf-8")
    assert text == table(), "run: uv run python -m tests.refresh placement"
    assert len(text) < 300_000
    seen, placed = Counter(), {}
    for row in csv.DictReader(io.StringIO(text)):
        before = list(product(*(row[name].split("|") for name in BEFORE)))
        ratings = list(product(*(row[name] for name in NAMES)))
        seen.update(before * len(ratings))
        assert (row["first"] == "none") == bool(row["level"]), "a level stands only where nothing comes first"
        if row["first"] == "none":
            assert before == [("no", "none")]
            assert not placed.keys() & set(ratings)
            placed |= dict.fromkeys(ratings, tuple(row[name] for name in OUTCOME))
    assert placed == {found: outcome(found) for found in every} and len(placed) == 5**6
    answers = [(danger, flag) for danger in ("no", "u", "yes") for flag in ("none", "u", "yes", *red_flags.ids)]
    assert seen == dict.fromkeys(answers, 5**6)


def test_the_level_is_what_these_few_lines_say(every: dict) -> None:
    for found, gates in every.items():
        safety, function, complexity, home, past, part = (rating.replace(UNSURE, "a") for rating in found)
        if complexity == "d" or safety == "d" or (function == part == "d"):
            level = "inpatient"
        elif (safety == "c" and (home >= "b" or part == "d")) or (function == home == "d"):
            level = "residential"
        elif safety == "c" or function == "d" or (past == "d" and function == "c"):
            level = "php"
        elif (function == "c" and (safety == "b" or home == "d")) or (
            function >= "b" and (past >= "c" or complexity == "c")
        ):
            level = "iop"
        elif max(safety, function, complexity, past) >= "b" or home >= "c":
            level = "outpatient"
        else:
            level = "community"
        assert gates.level == level, found


def test_a_worse_rating_never_lowers_anything(every: dict) -> None:
    for found, gates in every.items():
        for other in worse(found):
            for end in ("level", "least", "most"):
                assert intensity(getattr(every[other], end)) >= intensity(getattr(gates, end)), (found, other, end)
            for gate in GATES:
                assert intensity(getattr(every[other], gate).level) >= intensity(getattr(gates, gate).level)


def test_not_sure_never_rates_up(every: dict) -> None:
    for found, gates in every.items():
        for at, rating in enumerate(found):
            if rating == UNSURE:
                for known in RATINGS:
                    other = every[(*found[:at], known, *found[at + 1 :])]
                    assert intensity(gates.level) <= intensity(other.level)
                    assert intensity(gates.most) <= intensity(other.most)


def test_the_range_is_whole_holds_the_level_and_stays_between_floor_and_ceiling(every: dict) -> None:
    for found, gates in every.items():
        assert gates.level in gates.range and len(NAMED & {*gates.range}) <= 3, found
        at = [IDS.index(name) for name in gates.range]
        assert at == list(range(at[0], at[0] + len(at)))
        assert intensity(gates.floor.level) <= intensity(gates.least)
        assert intensity(gates.most) == intensity(gates.ceiling.level)
        assert gates.decided_by.level == gates.level


def test_extremes() -> None:
    assert gated(BEST).range == ("outpatient", "community") and gated(BEST).level == "community"
    assert gated(WORST).range == ("inpatient",)
    assert gated(dict.fromkeys(NAMES, UNSURE)).level == "community"
    assert Worksheet("yes", ratings=WORST).gates is None and Worksheet("u", ratings=WORST).chosen == ""


@pytest.mark.parametrize("at", range(len(NAMES)))
def test_one_rating_alone_decides_where_it_should(at: int) -> None:
    alone = gated({**BEST, NAMES[at]: "d"}).level
    assert (
        alone
        == dict(zip(NAMES, ["inpatient", "php", "inpatient", "outpatient", "outpatient", "community"], strict=True))[
            NAMES[at]
        ]
    )


def test_at_a_tie_the_floor_decides() -> None:
    tie = gated(rated("ccaaca"))
    assert tie.floor.level == tie.hours.level == "php" and tie.decided_by is tie.floor
    assert "Decided by the floor; " in sheet(ratings=rated("ccaaca")).describe()


def test_no_sentence_of_a_reason_contradicts_a_rating(every: dict) -> None:
    """A list of our own says with which ratings each sentence may stand; one that is blank allows any."""
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    may = {row["sentence"]: [] for row in listed}
    for row in listed:
        may[row["sentence"]].append([row[name] or "".join(LETTERS) for name in NAMES])
    said = {rule.id: re.findall(r"[^.]+\.", rule.says) for gate in GATES for rule in rules(gate)}
    assert {text.strip() for texts in said.values() for text in texts} == set(may)
    wrong = {
        (rule.id, text.strip(), "".join(found))
        for found, gates in every.items()
        for rule in (gates.floor, gates.hours, gates.ceiling)
        for text in said[rule.id]
        if not any(all(map(str.__contains__, allowed, found)) for allowed in may[text.strip()])
    }
    assert not wrong, sorted(wrong)[:10]


def test_who_can_take_part_in_no_day_program_is_not_simply_sent_to_one(every: dict) -> None:
    day = {"php", "iop", "outpatient", "community"}
    for found, gates in every.items():
        said = sheet(ratings=dict(zip(NAMES, found, strict=True))).reasons()
        first = " ".join(said).split("Suggested: ")[0]
        assert ("so no program fits as it stands" in first) == (found[-1] == "d" and gates.level in day), found
        assert ("You aren’t sure about safety" in first) == (found[0] == UNSURE), found


def test_nothing_known_leads_to_no_conclusion_about_a_life() -> None:
    said = sheet(ratings=dict.fromkeys(NAMES, UNSURE)).describe()
    assert "don’t use this suggestion yet" in said.splitlines()[1] and "so far" in said and "still working" not in said
    assert "with the family" not in sheet(ratings=rated("aaadaa")).describe()


def test_every_rule_decides_somewhere(every: dict) -> None:
    used = {getattr(gates, gate).id for gates in every.values() for gate in GATES}
    written = [rule.id for gate in GATES for rule in rules(gate)]
    assert used == set(written) and len(written) == len(used)


# What comes before -----------------------------------------------------------------------------------


def test_each_red_flag_says_what_it_may_mean_whom_to_call_and_what_nobody_does_alone() -> None:
    found = red_flags()
    assert len(found) >= 15 and {flag.route for flag in found} == {EMERGENCY, MEDICAL}
    asked = (
        "confus insulin withdraw drunk swallowed stiff chest head faint birth clozapine lithium seizure drink pregnan"
    )
    told = " ".join(f"{flag.name} {flag.seen} {flag.may_mean}" for flag in found).casefold()
    assert [word for word in asked.split() if word not in told] == []
    for flag in found:
        assert flag.sources and min(map(len, (flag.seen, flag.may_mean, flag.call, flag.not_alone))) > 8, flag.id
        assert flag.not_alone.startswith("Nobody ") and ("emergency number" in flag.call or flag.route == MEDICAL), (
            flag.id
        )
        assert "emergency number" in flag.call or "doctor" in flag.call or "nurse" in flag.call, flag.id


def test_any_red_flag_with_all_combinations_comes_before_every_level(every: dict) -> None:
    """Two lists of our own: which signs are for the emergency number, and which for a doctor on the same day."""
    now = {"confusion", "not_waking", "swallowed", "chest_breath", "seizure", "head", "fever_stiff"}
    now |= {"withdrawal_severe", "lithium", "postpartum", "collapse"}
    today = {"not_drinking", "vital_medicine", "clozapine", "withdrawal", "intoxicated", "pregnancy"}
    assert now | today == set(red_flags.ids) and not now & today
    for danger, medical in product((None, "no", "u", "yes"), repeat=2):
        for size in (1, 2):
            for flags in combinations(red_flags.ids, size):
                expected = EMERGENCY if danger == "yes" or now & set(flags) else MEDICAL
                assert first(danger, medical, flags) == expected, (danger, medical, flags)
        if not {"u", "yes"} & {danger, medical}:
            assert first(danger, medical) == ""
    assert (first("no", "u"), first("u", "no"), first("no", "yes")) == (FIND_OUT, FIND_OUT, MEDICAL)
    for at, found in enumerate(every):
        flag = red_flags()[at % len(red_flags())]
        placed = sheet(ratings=dict(zip(NAMES, found, strict=True)), flags=(flag.id,))
        assert placed.first == flag.route and placed.range == (flag.route,) and not placed.gates and not placed.chosen


@given(
    RATED,
    st.sets(st.sampled_from(red_flags.ids), min_size=1),
    st.sampled_from([None, "no", "yes", "u"]),
    st.sampled_from([None, "no", "yes", "u"]),
    st.sampled_from(["", *IDS]),
    st.sets(st.sampled_from(IDS)),
)
def test_with_a_red_flag_no_wish_no_override_and_no_gap_leads_to_a_level(
    ratings: dict, flags: set, medical: str | None, danger: str | None, override: str, gone: set
) -> None:
    more = {"override": override, "reason": "she says so herself"} if override else {}
    found = Worksheet(danger, medical, tuple(flags), ratings, "yes", "less", tuple(gone), **more)
    assert not found.chosen and not found.reached and not found.wished and not found.changes()
    if danger is None:
        return  # danger now is asked before anything else
    said = found.describe()
    assert found.first in (EMERGENCY, MEDICAL) and "Suggested" not in said and "Override" not in said
    assert all(red_flags.get(flag).not_alone in said and red_flags.get(flag).may_mean in said for flag in flags)
    assert said.splitlines()[1].startswith(("Emergency route first", "A medical evaluation first"))


def test_a_day_that_is_over_no_longer_leaves_a_short_stay() -> None:
    acute = rated("dbbcaa")
    assert sheet(ratings=acute, settles="no").range == ("inpatient", "crisis")
    over = sheet(ratings=acute, settles="over", out_of_reach=("inpatient",), missing="a bed")
    assert over.range == ("inpatient",) and over.chosen == "" and "call a supervisor today" in over.describe()


# What would change it --------------------------------------------------------------------------------


@given(RATED)
def test_changing_exactly_the_named_factor_changes_the_level(ratings: dict[str, str]) -> None:
    here = gated(ratings).level
    named = {(change.axis.id, change.raises) for change in changes(ratings)}
    for change in changes(ratings):
        assert gated({**ratings, change.axis.id: change.then}).level == change.level != here
        assert change.raises == (intensity(change.level) > intensity(here))
        assert change.now == ratings[change.axis.id]
        start = RATINGS.index(change.now) if change.now != UNSURE else 0
        low, high = sorted((start, RATINGS.index(change.then)))
        for between_them in RATINGS[low + 1 : high]:
            assert gated({**ratings, change.axis.id: between_them}).level == here, "a nearer rating changes it"
    for axis in NAMES:
        for rating in RATINGS:
            other = intensity(gated({**ratings, axis: rating}).level)
            if other != intensity(here):
                assert (axis, other > intensity(here)) in named


def test_changes_in_words() -> None:
    found = [repr(change) for change in example_worksheet().changes()]
    assert found[0] == (
        "Safety today and tonight: a change from “Safe with a plan” to “Safe while somebody is near” leads to "
        "Partial hospitalization (PHP), which is more intensive."
    )
    assert any(line.endswith("leads to Standard outpatient, which is less intensive.") for line in found)


# The questions beside the axes -----------------------------------------------------------------------


def test_maya_is_what_the_story_says() -> None:
    maya = example_worksheet()
    assert (maya.chosen, maya.gates.range) == ("iop", ("iop", "outpatient"))
    assert maya.gates.decided_by.id == "hours_weekly_failed"
    said = maya.describe()
    assert (
        said.startswith(TEACHING) and "Suggested: Intensive outpatient program (IOP), at least 9 hours a week." in said
    )
    assert "Range: Standard outpatient or Intensive outpatient program (IOP)." in said
    assert "Decided by the time needed" in said and "What would change it: " in said


@pytest.mark.parametrize(("danger", "says"), [("yes", "Emergency route first"), ("u", "Find this out first")])
@given(ratings=RATED, override=st.sampled_from(["", *IDS]))
def test_in_danger_no_level_is_chosen_whatever_else_is_filled_in(
    danger: str, says: str, ratings: dict, override: str
) -> None:
    found = Worksheet(danger, ratings=ratings, override=override, reason="a reason of five words" if override else "")
    assert found.ready and found.gates is None and found.chosen == found.wished == found.reached == ""
    assert found.stop.startswith(says) and says in found.describe() and not found.changes()
    assert "Suggested" not in found.describe()


def test_what_is_not_rated_is_named_and_is_not_the_same_as_not_sure() -> None:
    assert Worksheet().unrated == ("Danger now",) and not Worksheet().ready
    assert Worksheet("no").unrated == ("Medical red flags",) and Worksheet("no", ratings=BEST).gates is None
    some = Worksheet("no", "no", ratings={name: "a" for name in NAMES if name != "home"})
    assert some.unrated == ("Home and supports",) and some.gates is None
    assert some.describe() == f"{TEACHING}.\nNot rated yet: Home and supports."
    unsure = sheet(ratings={**BEST, "home": UNSURE})
    assert unsure.ready and [axis.id for axis in unsure.unsure] == ["home"]


def test_what_is_not_sure_is_named_with_where_it_could_lead() -> None:
    (line,) = sheet(ratings=rated("ccaaua")).next_questions()
    assert line.startswith("Care so far: Ask what has been tried") and line.endswith(
        "That would not change the level now."
    )
    (line,) = sheet(ratings=rated("ccauca")).next_questions()
    assert "“Some support” would lead to Residential treatment." in line


@given(RATED, st.sampled_from(list(WISHES)), st.sampled_from([None, "no", "yes", "over", "u"]))
def test_the_wish_chooses_within_the_range(ratings: dict, wish: str, settles: str | None) -> None:
    found = sheet(ratings=ratings, wish=wish, settles=settles)
    assert found.wished in found.gates.range
    if not found.asks_settling:
        ends = {"less": found.gates.least, "more": found.gates.most}
        assert found.wished == ends.get(wish, found.gates.level)
    assert (found.wished == "crisis") == (found.asks_settling and settles == "yes" and wish != "more")


def test_a_short_stay_is_for_what_settles_and_never_a_wish_alone() -> None:
    acute = rated("dbbcaa")
    assert sheet(ratings=acute, settles="yes").chosen == "crisis"
    for settles in (None, "no", "u"):
        found = sheet(ratings=acute, settles=settles, wish="less")
        assert found.chosen == "inpatient" and found.range == ("inpatient", "crisis")
        said = found.describe()
        assert "A short stay is for a crisis that can settle within a day" in said
        assert "and a preference alone doesn’t decide that." in said
        assert "as far as the range goes" not in said, "the range goes on to a short stay"
    for more in ({"settles": "over", "wish": "less"}, {"settles": "no", "wish": "more"}):
        said = sheet(ratings=acute, **more).describe()
        assert "That’s as far as the range goes. Explain why, openly." in said and "A short stay is for" not in said
    assert "Could this settle" in sheet(ratings=acute).next_questions()[-1]
    assert not sheet(ratings=acute, settles="no").next_questions()
    assert not sheet(ratings=rated("adaaad")).asks_settling and not sheet(ratings=rated("aadaaa")).asks_settling


@given(RATED, st.sampled_from(list(WISHES)), st.sets(st.sampled_from(IDS)))
@example(rated("acaada"), "", set(IDS) - {"outpatient", "community"})
def test_what_cannot_be_reached_is_said_and_never_ends_below_the_floor(ratings: dict, wish: str, gone: set) -> None:
    found = sheet(ratings=ratings, wish=wish, out_of_reach=tuple(gone), missing="a place" if gone else "")
    floor = intensity(found.gates.floor.level)
    safe = {name for name in IDS if intensity(name) >= floor} - gone
    assert found.reached not in gone and bool(found.reached) == bool(safe)
    assert not found.reached or intensity(found.reached) >= floor
    said = "\n".join(found.reasons())
    if found.wished in gone:
        assert "fits but is out of reach. What is missing: a place. Keep asking for it." in said
        assert ("Next best: " in said) == bool(found.reached)
        assert ("call a supervisor today" in said) == (not found.reached)
        inside = set(found.gates.range) - gone
        assert not inside or found.reached in inside, "a level in the range goes before one outside"
        above = {name for name in safe if intensity(name) > intensity(found.gates.most)}
        assert inside or not above or found.reached in above, "too much goes before too little"
        under = bool(found.reached) and intensity(found.reached) < intensity(found.gates.least)
        assert ("less than the ratings call for" in said) == under
    else:
        assert found.reached == found.wished and "cannot be reached" not in said


def test_the_next_best_is_the_nearest_less_intensive_one_first() -> None:
    iop = rated("acbbca")
    assert sheet(ratings=iop, out_of_reach=("iop",)).chosen == "outpatient"
    assert "not written down yet" in sheet(ratings=iop, out_of_reach=("iop",)).describe()
    php = sheet(ratings=rated("ccaaca"), out_of_reach=("php",), missing="a place")
    assert php.chosen == IDS[IDS.index("php") - 1] and "more than the ratings call for" in php.describe()
    three = sheet(ratings=rated("adaada"), out_of_reach=("php",))
    assert three.gates.range[0] == "residential" and three.gates.range[-1] == three.chosen == "iop"


def test_an_override_needs_a_reason_and_says_when_it_is_below_the_floor() -> None:
    php = rated("ccaaca")
    for reason in ("", "  ", "because of"):
        with pytest.raises(ValueError, match=f"An override needs a reason of at least {LEAST_WORDS} words"):
            sheet(ratings=php, override="inpatient", reason=reason)
    with pytest.raises(ValueError, match="You gave a reason, but no level to override with"):
        sheet(ratings=php, reason="her sister leaves tonight")
    up = sheet(ratings=php, override="inpatient", reason="her sister leaves tonight")
    assert (
        up.chosen == "inpatient" and "Override: Inpatient hospital, because: her sister leaves tonight" in up.describe()
    )
    assert "below the floor" not in up.describe() and "by override" in repr(up)
    assert "This is below the floor" in sheet(ratings=php, override="iop", reason="she says so herself").describe()
    at_floor = sheet(ratings=php, override="php", reason="she says so herself")
    assert "below the floor" not in at_floor.describe()
    outside = sheet(ratings=rated("acaada"), override="outpatient", reason="a hearing on Monday")
    assert outside.range == ("php", "iop") and outside.gates.floor.level == "outpatient"
    assert "Override: Standard outpatient" in outside.describe() and "below the floor" not in outside.describe()


@given(RATED, st.sampled_from(IDS))
def test_an_override_is_a_level_outside_the_range_and_one_within_it_is_called_a_choice(
    ratings: dict, name: str
) -> None:
    found = sheet(ratings=ratings, override=name, reason="a hearing on Monday")
    inside = name in gated(ratings).range
    said = found.describe()
    assert found.chosen == name and "a hearing on Monday" in said
    assert ("is within the range, so it’s a choice and not an override" in said) == inside
    assert ("Override: " in said) == ("by override" in repr(found)) == (not inside)


def test_what_was_answered_beside_the_axes_stands_in_the_words() -> None:
    acute = rated("dbbcaa")
    asked = "Could this settle within a day, with help? "
    assert f"{asked}Yes. Within the range, that means Crisis stabilization." in (
        sheet(ratings=acute, settles="yes").reasons()
    )
    more = sheet(ratings=acute, settles="yes", wish="more").describe()
    assert f"{asked}Yes. The person wants more intensive care. Within the range, that means Inpatient hospital." in more
    assert asked not in sheet(ratings=rated("acbbca"), settles="yes").describe(), "it is asked only where it chooses"
    away = sheet(ratings=rated("acbbca"), out_of_reach=("php", "residential"), missing="a ride")
    assert away.chosen == "iop"
    assert away.reasons()[-1] == (
        "Out of reach: Residential treatment and Partial hospitalization (PHP). What is missing: a ride."
    )


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"danger": "maybe"}, "Danger now is 'maybe', which is not one of: no, yes, u"),
        ({"settles": "soon"}, r"Could this settle within a day, with help\? is 'soon'"),
        ({"ratings": {"mood": "a"}}, "Axis is 'mood', which is not one of: safety"),
        ({"ratings": {"home": "e"}}, "Home and supports is 'e', which is not one of: a, b, c, d, u"),
        ({"wish": "both"}, r"What does the person want\? is 'both'"),
        ({"out_of_reach": ("spa",)}, "Levels out of reach is 'spa', which is not one of: inpatient"),
        ({"override": "spa", "reason": "it is very nice"}, "Override is 'spa'"),
        ({"missing": "a ride"}, "no level is marked as out of reach"),
        ({"missing": 5}, "What is missing is 5; it should be text"),
    ],
)
def test_what_cannot_be_is_refused_in_words(fields: dict, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Worksheet(**fields)


@pytest.mark.parametrize("ratings", [{}, {"home": "a"}, {**BEST, "mood": "a"}])
def test_gates_take_six_ratings_and_no_other(ratings: dict) -> None:
    with pytest.raises(ValueError, match="Rate each of the six"):
        gated(ratings)
    with pytest.raises(ValueError, match="home is 'z'"):
        gated({**BEST, "home": "z"})
    with pytest.raises(ValueError, match="gate is 'sum', which is not one of: floor"):
        rules("sum")


# Words, numbers, keeping -----------------------------------------------------------------------------


def test_axes_are_complete_and_their_words_differ() -> None:
    found = axes()
    assert len(found) == 6 and [axis.id for axis in found] == list(NAMES)
    for axis in found:
        assert list(axis.anchors) == list(RATINGS) and axis.ask.endswith("?") and len(axis.find_out) >= 40
        assert all(word and len(text) >= 15 for word, text in axis.anchors.values())
    words = [axis.word(rating) for axis in found for rating in RATINGS]
    assert len(set(words)) == len(words) == 24 and found[0].word(UNSURE) == "Not sure"


def test_rules_say_why_and_nothing_is_added_up() -> None:
    said = [rule.says for gate in GATES for rule in rules(gate)]
    assert all(len(text) >= 25 and text.endswith(".") for text in said)
    assert [rules(gate)[-1].when for gate in GATES] == [{}, {}, {}]
    for gate in GATES:
        order = [intensity(rule.level) for rule in rules(gate)]
        assert order == sorted(order, reverse=True)


def test_hours_come_from_the_facts() -> None:
    assert hours_of("php") == "at least 20 hours a week" and hours_of("iop") == "at least 9 hours a week"
    assert all(hours_of(name) for name in IDS)
    assert between("community", "inpatient") == tuple(IDS) and between("iop", "iop") == ("iop",)


SHEETS = st.builds(
    lambda danger, medical, flags, ratings, settles, wish, gone, missing, override, reason: Worksheet(
        danger,
        medical,
        tuple(flags),
        ratings,
        settles,
        wish,
        tuple(gone),
        missing if gone else "",
        override,
        f"{reason} her sister leaves" if override else "",
    ),
    st.sampled_from([None, "no", "yes", "u"]),
    st.sampled_from([None, "no", "yes", "u"]),
    st.sets(st.sampled_from(red_flags.ids)),
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(LETTERS)),
    st.sampled_from([None, "no", "yes", "u"]),
    st.sampled_from(list(WISHES)),
    st.sets(st.sampled_from(IDS)),
    st.text(),
    st.sampled_from(["", *IDS]),
    st.text(),
)


@given(SHEETS)
def test_a_worksheet_comes_back_as_it_was(found: Worksheet) -> None:
    assert Worksheet.from_json(json.loads(json.dumps(found.to_json()))) == found
    assert "\n" not in repr(found) and found.describe().startswith(TEACHING)


@pytest.mark.hostile
@given(
    any_json(allow_nan=False),
    st.dictionaries(st.sampled_from([*Worksheet.__dataclass_fields__, "version"]), any_json(allow_nan=False)),
)
def test_a_damaged_worksheet_is_read_or_refused_in_words(found: object, fields: dict) -> None:
    for damaged in (found, {"version": 1, **fields}, {**example_worksheet().to_json(), **fields}):
        try:
            assert isinstance(Worksheet.from_json(damaged).describe(), str)
        except ValueError as problem:
            assert len(str(problem)) > 15 and str(problem).endswith((".", "?"))
