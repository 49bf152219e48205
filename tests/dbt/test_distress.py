"""STOP, pros and cons, the crisis kit, and TIPP behind its check."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iopedu.course.files import read_rows
from iopedu.dbt.crisis_kit import IDEA_RULES, CrisisKit, Idea, example_kit, kit_parts
from iopedu.dbt.pros_cons import CELLS, GRID_RULES, TERMS, ProsAndCons, example_grid
from iopedu.dbt.stop_walk import StopWalk, example_walk, scenes
from iopedu.dbt.tipp import CHECKS, Tipp
from iopedu.show.dbt.skills import grid_rules, grid_view, idea_rules, kit_view, tipp_table, walk_view
from tests.tools import ANY_JSON

# STOP ------------------------------------------------------------------------------------------------


def test_every_choice_has_a_comment_of_its_own() -> None:
    choices = [choice for scene in scenes() for station in scene.stations for choice in station.choices]
    assert len(choices) == 24 == len({choice.comment for choice in choices})
    assert all(len(choice.comment) >= 60 and choice.story.endswith(".") for choice in choices)
    names = [[station.name for station in scene.stations] for scene in scenes()]
    assert names == [["Stop", "Take a step back", "Observe", "Proceed mindfully"]] * 2
    places = [
        at
        for scene in scenes()
        for station in scene.stations
        for at, choice in enumerate(station.choices)
        if choice.keeps
    ]
    assert len(places) == 8 and len(set(places)) == 3 and max(places.count(at) for at in range(3)) <= 4


def test_a_walk_goes_forth_and_back() -> None:
    walk = StopWalk("daniel_shift")
    assert walk.station.name == "Stop" and not walk.ready
    walk = walk.choose(1).choose(1)
    assert walk.summary() == "Daniel after the shift: 2 of 4 steps done; the pause lasted for 0 of them."
    sent = StopWalk("maya_message").choose(next(at for at in range(3) if not scenes()[0].stations[0].choices[at].keeps))
    later = sent.choose(next(at for at in range(3) if sent.station.choices[at].keeps))
    assert "the pause lasted for 0 of them" in later.summary(), "what is sent is sent, however well one waits afterward"
    assert walk.back().chosen == (1,) and "He goes in to look. He crosses the street" in walk.describe()
    whole = walk.choose(0).choose(0)
    assert whole.ready and whole.station is None
    with pytest.raises(ValueError, match="All four steps are done"):
        whole.choose(0)
    with pytest.raises(ValueError, match="already the first step"):
        StopWalk().back()


@pytest.mark.parametrize("wrong", [3, -1, True, "0", None])
def test_a_choice_that_does_not_exist_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=rf"Choice 1 is {wrong!r}\. Enter a whole number from 0 to 2\."):
        StopWalk(chosen=(wrong,))


def test_a_scene_has_four_stations_with_both_kinds_of_choices() -> None:
    for scene in scenes():
        assert len(scene.stations) == 4, f"data/dbt/stop_walk.json: {scene.id} needs four stations"
        for station in scene.stations:
            assert len(station.choices) == 3 and {choice.keeps for choice in station.choices} == {True, False}, (
                f"data/dbt/stop_walk.json: {scene.id}, {station.name} needs three choices that keep and close the pause"
            )


def test_a_walk_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="Moment is 'x', which is not one of: maya_message"):
        StopWalk("x")
    with pytest.raises(ValueError, match=r"What was chosen: 5 entries. The limit is 4:"):
        StopWalk(chosen=(0,) * 5)


# Pros and cons ---------------------------------------------------------------------------------------

FULL = ProsAndCons(
    "Stay in bed", "Warm", "No questions", "I brood", "Luis worries", "I was out", "Easier", "Awful", "Talk"
)


def test_a_full_grid_asks_nothing() -> None:
    assert FULL.ready and FULL.asked() == () and FULL.sides == (4, 4)
    assert not replace(FULL, urge=" ").ready and not replace(FULL, act_con_now="", act_con_later="...").ready
    assert ProsAndCons().asked() == () and ProsAndCons("Urge").describe() == (
        "Urge: Urge\n0 reasons for acting on the urge, 0 reasons for resisting it."
    )
    assert example_grid().ready and example_grid().asked() == ()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"act_pro_now": "", "act_pro_later": " "}, "gives"),
        ({"resist_con_now": "", "resist_con_later": "–"}, "costs"),
        ({f"{cell}_later": "" for cell in CELLS}, "only_now"),
        ({f"{cell}_now": "" for cell in CELLS}, "only_later"),
        ({"act_con_now": "a\nb\nc\nd\ne", "act_con_later": "f\ng\nh\ni\nj"}, "lopsided"),
        ({"act_con_now": "I am lazy"}, "scolding"),
        ({"act_con_now": "I SHOULD get up"}, "scolding"),
        ({"act_con_now": "awful"}, "twice"),
    ],
)
def test_each_rule_asks_its_question_and_no_other(change: dict[str, str], rule: str) -> None:
    (expected,) = (entry.question for entry in GRID_RULES if entry.id == rule)
    assert [str(asked) for asked in replace(FULL, **change).asked()] == [expected]
    assert expected in repr(grid_rules())


@pytest.mark.parametrize(
    "text", ["A lazybones on the sofa", "My shoulder hurts", "It is a weekday", "Useful for later"]
)
def test_words_that_only_look_like_a_judgment_are_left_alone(text: str) -> None:
    assert replace(FULL, act_con_now=text).asked() == ()


def test_one_side_may_be_longer_than_the_other() -> None:
    assert replace(FULL, act_con_now="a\nb\nc").asked() == ()
    few = ProsAndCons("U", "one", "", "a\nb", "", "", "c", "", "")
    assert few.sides == (1, 3) and all("much longer" not in str(asked) for asked in few.asked())
    assert any("much longer" in str(asked) for asked in replace(few, resist_pro_now="d").asked())


def test_reasons_are_counted_line_by_line() -> None:
    grid = ProsAndCons(act_pro_now="one\n\n  two \n...", act_pro_later="three")
    assert grid.reasons("act_pro") == ("one", "two", "three") and grid.reasons("act_pro", "later") == ("three",)
    assert "in the next hour: one / two" in grid.describe() and "3 reasons for acting" in grid.summary()


@given(st.builds(ProsAndCons, **{field.name: st.text(max_size=20) for field in fields(ProsAndCons)}))
def test_a_grid_survives_saving_and_never_grades(grid: ProsAndCons) -> None:
    assert ProsAndCons.from_json(json.loads(json.dumps(grid.to_json()))) == grid
    assert {str(asked) for asked in grid.asked()} <= {rule.question for rule in GRID_RULES}
    assert sum(grid.sides) == sum(len(grid.reasons(cell, term)) for cell in CELLS for term in TERMS)


# The crisis kit --------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", read_rows("dbt/idea_examples.csv"), ids=lambda row: row["text"])
def test_ideas_are_asked_about_or_left_alone(row: dict[str, str]) -> None:
    assert [asked.rule.id for asked in IDEA_RULES.asked(row["text"])] == (
        [] if row["rule"] == "none" else [row["rule"]]
    )


def test_there_are_enough_examples_of_each_rule() -> None:
    rules = [row["rule"] for row in read_rows("dbt/idea_examples.csv")]
    assert rules.count("none") >= 20 and all(rules.count(rule.id) >= 3 for rule in IDEA_RULES)
    assert all(rule.when in repr(idea_rules()) for rule in IDEA_RULES)


def test_a_kit_says_what_is_missing() -> None:
    assert CrisisKit().missing == (
        "who it is for",
        "an idea for ACCEPTS",
        "an idea for Self-soothe",
        "an idea for IMPROVE",
        "who the person tells",
    )
    half = CrisisKit(
        "maya", (Idea("accepts", "", "Knit"), Idea("improve", "Prayer", "..."), Idea("self_soothe", "Touch", "Wool"))
    )
    assert half.missing == ("an idea for ACCEPTS", "an idea for IMPROVE", "who the person tells")
    assert half.summary().startswith("Maya’s kit: 1 idea. Still missing: an idea for ACCEPTS")
    whole = example_kit()
    assert whole.ready and whole.asked() == () and "Nothing is missing" in whole.summary()
    assert not replace(whole, tells=" ").ready and not replace(whole, who="").ready
    for nobody in (
        "nobody",
        "No one",
        "there is nobody",
        "none",
        "n/a",
        "idk",
        "whatever lol",
        "I dont tell",
        "not my sister",
    ):
        assert replace(whole, tells=nobody).missing == ("who the person tells",), nobody
    for somebody in ("My sister, or 988 when nobody answers", "988", "Ng", "Noah", "nobody but my grandmother"):
        assert replace(whole, tells=somebody).ready, somebody
    beer, soda = (
        replace(whole, ideas=(*whole.ideas[2:], Idea("accepts", "Activities", drink)))
        for drink in ("one beer", "Nonalcoholic beer")
    )
    assert beer.missing == ("an idea for ACCEPTS",) and soda.ready
    assert set(kit_parts()) == {idea.skill for idea in whole.ideas}
    (asked,) = replace(whole, ideas=(Idea("accepts", "Thoughts", "Order a pizza with a friend"),)).asked()
    assert str(asked) == (
        "“Order a pizza with a friend”: Is it available at two in the morning, for free? What would have the same "
        "effect in five minutes?"
    )


def test_what_a_kit_cannot_hold_is_refused_in_words() -> None:
    for make, words in (
        (lambda: Idea("stop"), "Skill is 'stop', which is not one of: accepts"),
        (lambda: Idea("accepts", "Prayer"), "ACCEPTS: Part is 'Prayer'"),
        (lambda: Idea("accepts", "Thoughts", 3), "Idea is 3; it should be text"),
        (lambda: CrisisKit("rosa"), "For whom is 'rosa'"),
        (lambda: CrisisKit(ideas=("Knit",)), "Ideas contains something that does not belong there"),
        (lambda: CrisisKit(ideas=(Idea("accepts"),) * 13), "Ideas: 13 entries. The limit is 12:"),
        (lambda: CrisisKit(tells=None), "Who the person tells is None"),
        (lambda: CrisisKit.from_json({"version": 1, "ideas": "Knit"}), "should contain a list"),
        (lambda: CrisisKit.from_json({"version": 1, "ideas": [{"part": ""}]}), "Idea 1: Skill is ''"),
    ):
        with pytest.raises(ValueError, match=words):
            make()


IDEAS = st.sampled_from(list(kit_parts())).flatmap(
    lambda name: st.builds(Idea, st.just(name), st.sampled_from(["", *kit_parts()[name]]), st.text(max_size=12))
)


@given(
    st.builds(CrisisKit, st.sampled_from(["", "daniel"]), st.lists(IDEAS, max_size=6).map(tuple), st.text(max_size=9))
)
def test_a_kit_survives_saving(kit: CrisisKit) -> None:
    assert CrisisKit.from_json(json.loads(json.dumps(kit.to_json()))) == kit
    assert kit.ready == (not kit.missing)


@pytest.mark.hostile
@given(ANY_JSON)
def test_damaged_records_are_refused_in_words(found: object) -> None:
    tries = [(kind, found) for kind in (StopWalk, ProsAndCons, CrisisKit)]
    tries += [
        (StopWalk, {"version": 1, "scene": "daniel_shift", "chosen": found}),
        (StopWalk, {"version": 1, "scene": found}),
    ]
    tries += [(ProsAndCons, {"version": 1, "urge": found}), (ProsAndCons, {"version": 1, "mood": found})]
    tries += [(CrisisKit, {"version": 1, "ideas": found}), (CrisisKit, {"version": 1, "ideas": [found]})]
    tries += [
        (CrisisKit, {"version": 1, "ideas": [{"skill": "accepts", "part": found}]}),
        (CrisisKit, {"version": 1, "who": found}),
    ]
    tries += [
        (CrisisKit, {"version": 1, "ideas": [{"skill": found, "part": ""}]}),
        (CrisisKit, {"version": 1, "tells": found}),
    ]
    for kind, damaged in tries:
        try:
            kind.from_json(damaged)
        except ValueError as problem:
            assert str(problem).endswith(".") and len(str(problem)) > 10


# TIPP ------------------------------------------------------------------------------------------------


def test_nothing_about_the_parts_before_every_line_is_ticked() -> None:
    principles = [part.principle for part in Tipp(frozenset(range(len(CHECKS)))).parts]
    assert len(principles) == 4
    for ticked in (set(), {0}, {1}, {2}, {0, 1}, {0, 2}, {1, 2}):
        tipp = Tipp(frozenset(ticked))
        assert not tipp.read and tipp.parts == () and tipp_table(tipp).rows == []
        assert not any(text in tipp.describe() + repr(tipp_table(tipp)) for text in principles)
    done = Tipp(frozenset({0, 1, 2}))
    assert all(text in done.describe() and text in repr(tipp_table(done)) for text in principles)
    assert all("?" in part.ask and len(part.caution) >= 40 for part in done.parts)


def test_the_check_names_whom_it_may_harm() -> None:
    for word in ("heart", "eating disorder", "beta-blockers", "cold", "pregnancy", "breathing", "all four parts"):
        assert word in CHECKS[0]


# What is seen ----------------------------------------------------------------------------------------


@given(st.text())
def test_learners_words_are_never_markup(text: str) -> None:
    evil = f"{text} <img src=x onerror=1><script> & \x00\u202e word"
    grid = ProsAndCons(*[evil] * 9)
    kit = CrisisKit("maya", (Idea("accepts", "Activities", evil), Idea("improve", "", f"buy {evil}")), evil)
    for page in (grid_view(grid), kit_view(kit)):
        assert "<img" not in page and "<script" not in page and "\x00" not in page and "\u202e" not in page
    assert "Questions to think about" in grid_view(grid) and "for free" in kit_view(kit)


def test_a_story_grows_with_the_walk() -> None:
    assert "<table" not in walk_view(StopWalk()) and "Then I quit" in walk_view(StopWalk())
    page = walk_view(StopWalk().choose(1))
    assert "She puts the phone face down" in page and "window" not in page and "…" in page
    assert "I’ll call you on Tuesday" in walk_view(example_walk())
