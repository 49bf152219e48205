"""No number without its source, population, place and year; nothing from memory."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from iopedu.course.environment import checks
from iopedu.course.facts import Fact, fact, facts, fill
from iopedu.course.glossary import glossary
from iopedu.course.safety import Help, countries, crisis_lines, is_old
from iopedu.course.sources import Source, check_key, source, sources

GOOD = {
    **{
        "id": "x",
        "subject": "care",
        "about": "iop",
        "aspect": "hours",
        "text": "{value} hours",
        "value": "9",
        "low": "",
        "high": "",
    },
    **dict.fromkeys(("valid_until", "searched"), ""),
    **{
        "unit": "hours",
        "kind": "rule",
        "field": "both",
        "population": "p",
        "country": "US",
        "year": "2024",
    },
    **{"mark": "V", "sources": ("medicare_iop",)},
}


def test_every_number_has_population_country_or_trial_and_source() -> None:
    for entry in facts().values():
        if entry.mark in "PU":
            assert not entry.value or entry.sources
            continue
        assert entry.population and entry.sources, entry.id
        assert entry.country or entry.kind in ("study", "statistic"), entry.id
        assert entry.context.count(",") >= 1, entry.id


def test_one_result_stands_once() -> None:
    found: dict[tuple[str, ...], list[str]] = {}
    for entry in facts().values():
        if entry.value or entry.low:
            found.setdefault((*entry.sources, entry.value, entry.low, entry.high), []).append(entry.id)
    twice = [set(ids) for ids in found.values() if len(ids) > 1]
    # The same number, and not the same result.
    assert twice == [{"crisis_stay_max_23h", "crisis_suits_settle"}, {"phq9_clinics_sens", "phq9_clinics_spec"}]


def test_dates_and_money_carry_a_year() -> None:
    for entry in facts().values():
        if "USD" in entry.unit:
            assert entry.year, entry.id


def test_no_fact_carries_a_number_that_is_not_in_its_columns_as_a_measure() -> None:
    measure = re.compile(r"(?<![\w{-])\d+(?:\.\d+)?\s*(?:percent|%|dollars)")
    for entry in facts().values():
        assert not measure.search(entry.text), entry.id


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"mark": "M"}, "mark is 'M'"),
        ({"field": "dental"}, "field is 'dental'"),
        ({"sources": ()}, "needs at least one source"),
        ({"value": ""}, r"the text uses \['value'\], the row has \[\]"),
        ({"high": "19"}, r"the row has \['high', 'value'\]"),
    ],
)
def test_a_bad_fact_is_refused_by_name(change: dict, says: str) -> None:
    assert Fact(**GOOD).says == "9 hours"
    with pytest.raises(ValueError, match=f"Fact x: .*{says}"):
        Fact(**{**GOOD, **change})


def test_a_fact_with_an_unknown_source_is_refused() -> None:
    with pytest.raises(KeyError, match="No source has the key 'nobody2020'"):
        Fact(**{**GOOD, "sources": ("nobody2020",)})


def test_texts_are_filled_from_the_data() -> None:
    assert fill("{fact:iop_hours_band.low} to {fact:iop_hours_band.high}") == "9 to 19"
    with pytest.raises(ValueError, match="has no value"):
        fill("{fact:iop_hours_band}")
    with pytest.raises(KeyError, match="No fact is called"):
        fill("{fact:nothing}")


def test_marks_other_than_seen_are_said() -> None:
    assert fact("iop_hours_band").context.endswith("reported secondhand")
    assert fact("iop_hours_min_medicare").context == "Medicare adults, mental health or substance use, US, 2024"
    assert fact("crisis_cost_unknown").context.startswith("searched 2026-11-29: ")
    assert (
        "country not stated" in fact("cbt_one_session").context
        and "until 2026-09-30" in fact("inpatient_cost_medicare_ect").context
    )


def test_every_source_can_be_read_as_a_reference() -> None:
    for key, entry in sources().items():
        assert check_key(key) == key, "what names a source by its key alone knows the same keys"
        assert re.fullmatch(r"[a-z0-9_]+", key)
        assert entry.authors and entry.title and "{" not in entry.full, key
        assert "†" not in entry.full and "[M]" not in entry.full, key
        assert entry.short.split()[-1] in (entry.year, "n.d.")


def test_citations() -> None:
    assert source("bruijniks2020").link.startswith("https://doi.org/10.")


@pytest.mark.parametrize(
    ("authors", "year", "short", "full"),
    [
        (("Ames",), "2001", "Ames 2001", "Ames (2001)."),
        (("Ames", "Bo"), "2001", "Ames and Bo 2001", "Ames, Bo (2001)."),
        (("Ames", "Bo", "Cy"), "", "Ames et al. n.d.", "Ames, Bo, Cy (no date)."),
        (("Ames", "others"), "2001", "Ames et al. 2001", "Ames, et al. (2001)."),
        (("Ames", "Bo", "others"), "2001", "Ames et al. 2001", "Ames, Bo, et al. (2001)."),
    ],
)
def test_a_source_is_named_by_its_authors(authors: tuple[str, ...], year: str, short: str, full: str) -> None:
    found = Source("x", authors, year, "On rain", "J 1:2", "https://x.example", "Read in part")
    assert found.short == short and found.full == f"{full} On rain. J 1:2. https://x.example [Read in part.]"
    assert replace(found, link="", note="").full == f"{full} On rain. J 1:2."


def test_glossary_words_are_unique() -> None:
    names = [entry.name.casefold() for entry in glossary()]
    assert len(set(names)) == len(names)


def test_crisis_lines_were_compared_within_half_a_year() -> None:
    assert not is_old(), (
        "A crisis line was last compared over half a year ago: compare all of them with their source pages."
    )
    newest = max(line.checked_on for line in crisis_lines())
    assert newest <= date.today()
    oldest = min(line.checked_on for line in crisis_lines())
    assert [is_old(oldest + timedelta(days=days)) for days in (179, 180, 181)] == [False, False, True]


def test_every_country_has_a_way_to_call_or_write() -> None:
    assert len(countries()) >= 12
    for country in countries():
        assert all(line.call or line.write for line in crisis_lines(country))
        assert country in Help(country).describe()
    assert "findahelpline.com" in Help().describe()
    with pytest.raises(ValueError, match=r"'Atlantis'.*findahelpline\.com"):
        Help("Atlantis")


@pytest.mark.parametrize("stale", ["08457", "0900-0113", "1-800-784-2433", "1850 60 90 90", "0800 567 567"])
def test_retired_numbers_are_not_listed(stale: str) -> None:
    assert not any(stale in repr(line) for line in crisis_lines())


def test_the_computer_is_described_in_words(tmp_path) -> None:
    found = {check.name: check for check in checks(tmp_path)}
    assert all(check.ok for check in found.values())
    assert not checks(tmp_path / "nowhere")[-1].ok
    assert "Copy the course elsewhere" in checks(tmp_path / "nowhere")[-1].says


def test_a_missing_package_is_named_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iopedu.course.environment.PACKAGES", {"not-a-package": "nothing"})
    (missing,) = (check for check in checks() if not check.ok)
    assert "python -m pip install" in missing.says and repr(missing).startswith("MISSING")


@pytest.mark.parametrize("lacking", ["notebooks", "data"])
def test_a_course_that_is_not_whole_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, root: Path, lacking: str
) -> None:
    (tmp_path / lacking).mkdir()
    found = {"notebooks": root / "notebooks", "data": root / "data"} | {lacking: tmp_path / lacking}
    monkeypatch.setattr("iopedu.course.environment.shipped", found.get)
    (missing,) = (check for check in checks(tmp_path) if not check.ok)
    assert missing.name == "Course files" and "notebooks or data are missing" in missing.says
