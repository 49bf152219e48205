"""Records from files: our own and those of other programs; nothing is invented, hostile files are refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lzstring import LZString

from iopedu.cbt.exchange import Reading, read_records
from iopedu.cbt.record import Summary, Thought, ThoughtRecord
from tests.tools import in_data

THOUGHT = {
    **{"automaticThought": "auto ü", "challenge": "chal", "alternativeThought": "alt", "uuid": "1"},
    **{"cognitiveDistortions": ["all-or-nothing", "mind-reading"], "createdAt": "2026-01-01T00:00:00.000Z"},
}


def archive(found: object) -> str:
    return f":FreeCBT:{LZString().compressToBase64(json.dumps(found))}:FreeCBT:"


@pytest.mark.parametrize(
    "content",
    [
        archive({"v": "Archive-v1", "thoughts": [THOUGHT]}),
        json.dumps({"v": "Archive-v1", "thoughts": [THOUGHT]}),
        json.dumps([THOUGHT]).encode(),
        b"\xef\xbb\xbf" + json.dumps(THOUGHT).encode(),
        json.dumps(
            {
                **THOUGHT,
                "cognitiveDistortions": [
                    {"slug": "all-or-nothing", "label": "x", "selected": True},
                    {"slug": "labeling", "label": "y", "selected": False},
                    {"slug": "mind-reading", "label": "z", "selected": True},
                ],
            }
        ),
    ],
)
def test_thoughts_of_other_programs_come_in_with_nothing_invented(content: str | bytes) -> None:
    (record,) = read_records(content).records
    assert record == ThoughtRecord(
        thoughts=(Thought("auto ü", hot=True),),
        styles=("All-or-nothing thinking", "Mind reading"),
        evidence_against="chal",
        balanced="alt",
        note="Written: 2026-01-01 00:00 UTC.",
        origin="1",
    )
    assert "Imported notes: Written: 2026-01-01 00:00 UTC." in record.describe() and "origin" not in record.describe()


def test_a_file_may_have_as_many_characters_as_promised_and_no_more() -> None:
    assert read_records("[]".replace("]", "]".rjust(19_999_999))) == Reading(())
    with pytest.raises(ValueError, match="The file has 20,000,001 characters, more than the 20,000,000"):
        read_records("[]".replace("]", "]".rjust(20_000_000)))


#: The thinking styles of FreeCBT (erosson/freecbt, expo54/src/model/distortion-data.ts) by the course's names.
SLUGS = {
    "all-or-nothing": "All-or-nothing thinking",
    "overgeneralization": "Overgeneralization",
    "mind-reading": "Mind reading",
    "fortune-telling": "Fortune telling",
    "magnification-of-the-negative": "Magnification",
    "minimization-of-the-positive": "Minimization",
    "catastrophizing": "Magnification",
    "emotional-reasoning": "Emotional reasoning",
    "should-statements": "Should statements",
    "labeling": "Labeling",
    "self-blaming": "Personalization",
    "other-blaming": "Blame",
}


@pytest.mark.parametrize(("slug", "name"), SLUGS.items())
def test_every_style_of_freecbt_is_one_of_the_course(slug: str, name: str) -> None:
    assert name in [row["name"] for row in in_data("cbt/styles.csv")]
    for found in (slug, {"slug": slug}, {"slug": slug, "selected": True}):
        (record,) = read_records(json.dumps({**THOUGHT, "cognitiveDistortions": [found]})).records
        assert record.styles == (name,)
    renamed = "as named in the other program:" in record.note
    assert renamed == (slug.split("-")[0] in ("self", "other", "catastrophizing", "magnification", "minimization"))


@pytest.mark.parametrize(
    ("found", "styles", "assumed"),
    [
        (
            [{"slug": "labeling"}, {"slug": "mind-reading", "selected": True}],
            ["Mind reading"],
            "so the unmarked ones are left out",
        ),
        ([{"slug": "labeling"}, {"slug": "blame", "selected": False}], [], "so the unmarked ones are left out"),
        ([{"slug": "labeling"}, {"slug": "blame"}], ["Labeling", "Blame"], "each of them counts as chosen"),
        ([{"slug": "labeling", "selected": 1}, {"slug": "blame", "selected": None}], [], ""),
        ([{"slug": "labeling", "selected": False}, {"slug": "blame", "selected": True}], ["Blame"], ""),
        (["labeling", "blame"], ["Labeling", "Blame"], ""),
        ([], [], ""),
    ],
)
def test_styles_are_those_that_were_chosen_and_what_was_assumed_is_said(
    found: list, styles: list, assumed: str
) -> None:
    reading = read_records(json.dumps({**THOUGHT, "cognitiveDistortions": found}))
    assert list(reading.records[0].styles) == styles
    assert assumed in " ".join(reading.assumed) and len(reading.assumed) == bool(assumed)


def test_an_empty_archive_is_read() -> None:
    assert read_records(archive({"v": "Archive-v1", "thoughts": []})) == Reading(())


def test_one_bad_entry_is_named_and_the_others_come_in() -> None:
    bad = {name: value for name, value in THOUGHT.items() if name != "challenge"} | {"automaticThought": "He left"}
    reading = read_records(json.dumps([THOUGHT, bad, 3, {**THOUGHT, "uuid": "2"}]))
    assert [record.origin for record in reading.records] == ["1", "2"]
    assert reading.left_out[0] == "Entry 2 ('He left'): challenge should contain text."
    assert reading.left_out[1].startswith("Entry 3: This is not a saved thought record")


def test_dates_and_follow_ups_are_kept_in_the_note() -> None:
    (record,) = read_records(
        json.dumps(
            {
                **THOUGHT,
                "updatedAt": "2026-01-02T10:30:00+02:00",
                "followUpDate": "soon",
                "followUpCompleted": False,
                "immediateCheckup": "better",
                "followUpCheckup": "worse",
                "followUpNote": "She had called",
            }
        )
    ).records
    assert record.note.split("\n") == [
        *("Written: 2026-01-01 00:00 UTC.", "Last changed: 2026-01-02 10:30.", "Follow-up planned for: soon."),
        *("Follow-up not done yet.", "Right after it: better.", "Later: worse.", "Follow-up note: She had called"),
    ]
    assert ("Imported notes", record.note) in record.parts() and ("Imported notes", record.note) in record.texts()
    assert ThoughtRecord.from_json(record.to_json()) == record


def test_the_same_file_twice_holds_each_record_once() -> None:
    own = ThoughtRecord("A friend did not answer")
    first = read_records(json.dumps([THOUGHT, {**THOUGHT, "uuid": "@Quirk:thoughts:2"}, own.to_json()])).records
    later = read_records(json.dumps([{**THOUGHT, "uuid": "2", "challenge": "new"}])).records
    held = Summary(()).joined(first)
    assert len(held.records) == 3 and held.joined(first) == held
    assert [record.evidence_against for record in held.joined(later).records] == ["chal", "new", ""]
    assert len(held.joined([ThoughtRecord("Another evening")]).records) == 4


def test_a_table_is_refused_with_the_export_that_can_be_read() -> None:
    table = "uuid,createdAt,updatedAt,automaticThought,cognitiveDistortions,challenge,alternativeThought\n1,a,b,c,d,e,f"
    for content in (table, table.replace(",", ";"), "created: 2026\n\n# Automatic Thought\n\nHe left"):
        with pytest.raises(ValueError, match=r"choose “Export as JSON” or the backup; its CSV and Markdown"):
            read_records(content)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "neither a FreeCBT archive nor JSON"),
        (":FreeCBT:", "is incomplete"),
        (":FreeCBT::FreeCBT:", "damaged: it cannot be unpacked"),
        (":FreeCBT:AAAA:FreeCBT:", "damaged|neither"),
        (b"\xff\xfe", "Starting at byte 0, the file is not text"),
        ("[" * 100_000, "nested too deeply"),
        ("3", "not a single value"),
        ("[3]", "Entry 1: This is not a saved thought record"),
        (json.dumps([{**THOUGHT, "challenge": None}]), r"Entry 1 .*: challenge should contain text"),
        (json.dumps([{**THOUGHT, "cognitiveDistortions": [3]}]), "should contain names"),
    ],
)
def test_other_files_are_refused_by_place(content: str | bytes, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        read_records(content)


@pytest.mark.hostile
@given(st.text() | st.binary(), st.booleans())
def test_any_file_is_read_or_refused_in_words(content: str | bytes, packed: bool) -> None:
    if packed and isinstance(content, str):
        content = f":FreeCBT:{content}:FreeCBT:"
    try:
        read_records(content)
    except ValueError as problem:
        assert str(problem).endswith(".")


def test_samples_of_the_first_versions_stay_readable() -> None:
    samples = Path(__file__).parent.parent / "samples"
    (own,) = read_records((samples / "thought-record-version-1.json").read_bytes()).records
    assert own.hot.text == "He is tired of me" and own.changes()[0].points == -30 and own.emotions[0].after is None
    first, second = read_records((samples / "freecbt-archive-1.txt").read_bytes()).records
    assert first.styles == ("All-or-nothing thinking",) and first.balanced == "One page was missing, the rest was fine."
    assert second.thoughts[0].before is None and second.evidence_against == ""
