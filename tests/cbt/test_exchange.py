"""Records from files: our own and those of other programs; nothing is invented, hostile files are refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lzstring import LZString

from iopedu.cbt.exchange import read_records
from iopedu.cbt.record import Thought, ThoughtRecord

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
    (record,) = read_records(content)
    assert record == ThoughtRecord(
        thoughts=(Thought("auto ü", hot=True),),
        styles=("All or nothing", "Mind reading"),
        evidence_against="chal",
        balanced="alt",
    )


def test_a_file_may_have_as_many_characters_as_promised_and_no_more() -> None:
    assert read_records("[]".replace("]", "]".rjust(19_999_999))) == ()
    with pytest.raises(ValueError, match="The file has 20,000,001 characters, more than the 20,000,000"):
        read_records("[]".replace("]", "]".rjust(20_000_000)))


def test_a_style_that_says_nothing_of_being_selected_is_one_that_was_chosen() -> None:
    marked = [{"slug": "labeling"}, {"slug": "blame", "selected": 1}, {"slug": "mind-reading", "selected": None}]
    (record,) = read_records(json.dumps({**THOUGHT, "cognitiveDistortions": marked}))
    assert record.styles == ("Labeling",)


def test_an_empty_archive_is_read() -> None:
    assert read_records(archive({"v": "Archive-v1", "thoughts": []})) == ()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "neither a FreeCBT archive nor JSON"),
        (":FreeCBT:", "breaks off"),
        (":FreeCBT::FreeCBT:", "damaged: it cannot be unpacked"),
        (":FreeCBT:AAAA:FreeCBT:", "damaged|neither"),
        (b"\xff\xfe", "not text from byte 0"),
        ("[" * 100_000, "nested too deeply"),
        ("3", "not a single value"),
        ("[3]", "Entry 1: This is not a saved thought record"),
        (json.dumps([{**THOUGHT, "challenge": None}]), "Entry 1: challenge should hold a text"),
        (json.dumps([{**THOUGHT, "cognitiveDistortions": [3]}]), "should hold names"),
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
    (own,) = read_records((samples / "thought-record-version-1.json").read_bytes())
    assert own.hot.text == "He is tired of me" and own.changes()[0].points == -30 and own.emotions[0].after is None
    first, second = read_records((samples / "freecbt-archive-1.txt").read_bytes())
    assert first.styles == ("All or nothing",) and first.balanced == "One page was missing, the rest was fine."
    assert second.thoughts[0].before is None and second.evidence_against == ""
