"""What programs say: brochure, table and questions tell one story, and each verdict rests on what its facts are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iopedu import show
from iopedu.course.facts import fact
from iopedu.course.files import options, read_rows
from iopedu.course.quiz import questions
from tests.tools import in_data

ASKED = questions("13")["claims"]
VERDICTS = options("claims.verdicts")
CLAIMS = read_rows("claims/claims.csv", lists=("facts",))


@pytest.mark.parametrize("row", in_data("claims/claims.csv"), ids=lambda row: row["id"])
def test_the_question_has_the_words_and_the_verdict_of_the_table(row: dict) -> None:
    asked = ASKED.question(f"claim_{row['id']}")
    assert f"“{row['claim']}.”" in asked.ask
    assert [option.text for option in asked.options] == list(VERDICTS.values())
    assert [option.text for option in asked.options if option.right] == [VERDICTS[row["verdict"]]]
    assert row["ask"].endswith("?") and row["facts"]


def test_the_brochure_makes_every_claim_that_is_judged_and_no_claim_is_judged_twice(root: Path) -> None:
    cells = json.loads(next((root / "notebooks").glob("13_*")).read_text(encoding="utf-8"))["cells"]
    (brochure,) = ["".join(cell["source"]) for cell in cells if "**Cedar Bridge, an" in "".join(cell["source"])]
    quote = brochure.partition("\n> ")[2].partition("\n\n")[0]
    assert all(quote.count(one["claim"]) == 1 for one in CLAIMS)
    assert len(ASKED.questions) == len(CLAIMS)


def test_no_verdict_is_right_so_often_that_a_guesser_passes() -> None:
    often = [sum(one["verdict"] == verdict for one in CLAIMS) for verdict in VERDICTS]
    assert min(often) >= 2 and max(often) <= len(CLAIMS) / 2


def test_a_verdict_fits_the_kinds_of_facts_that_stand_beside_it() -> None:
    for one in CLAIMS:
        found = [fact(name) for name in one["facts"]]
        kinds = {entry.kind for entry in found}
        if one["verdict"] == "shown":
            assert "unknown" not in kinds and kinds & {"study", "rule"}, one["id"]
        if one["verdict"] == "partly":
            assert any(entry.kind == "study" and (entry.value or entry.low) for entry in found), one["id"]
        if one["verdict"] == "not_shown":  # what would settle it was looked for, or stands there for other people only
            assert "unknown" in kinds or one["id"] == "bridge", one["id"]


def test_a_link_before_and_after_or_without_lots_is_said_to_be_one() -> None:
    for name in ("stress_smart", "resilience_day", "spirit_group"):
        assert "No control group" in fact(name).text, name
    for name in ("work_supported", "transition_booked"):
        assert "not randomized" in fact(name).population, name
    assert "Who steps down is not a matter of chance" in fact("transition_step").text
    assert "not a significant difference" in fact("spirit_distress").text
    low, high = float(fact("tailored_better").low), float(fact("tailored_all").high)
    assert float(fact("tailored_better").value) < float(fact("tailored_all").value) and 0 < low < high


def test_the_table_says_verdict_meaning_and_question_and_names_its_sources() -> None:
    said = repr(show.claims())
    for one in CLAIMS:
        assert one["meaning"] in said and one["ask"] in said and VERDICTS[one["verdict"]] in said
    assert {key for one in CLAIMS for name in one["facts"] for key in fact(name).sources} == set(show.claims().sources)
