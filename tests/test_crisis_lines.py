"""Crisis numbers stand in one place, data/crisis_lines.csv: an old or wrong one is found wherever a reader may meet it.

Nothing here asks the code for a number: the file is read again, and texts are searched as they lie there.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from iopedu import forms
from iopedu.course import notebook, safety
from iopedu.deliver import handout
from iopedu.deliver.copies import student_copy

ROOT = Path(__file__).parent.parent
FILE = ROOT / "data" / "crisis_lines.csv"
with FILE.open(encoding="utf-8", newline="") as _rows:
    ROWS = list(csv.DictReader(_rows))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SOURCES = [
    file
    for folder in ("data", "iopedu")
    for file in sorted((ROOT / folder).rglob("*"))
    if file.suffix in {".py", ".js", ".mjs", ".j2", ".po", ".json", ".csv", ".bib"} and file != FILE
    if not file.name.startswith("danger_")  # words to look for in what others write
]
REFRESH = "If data/crisis_lines.csv was changed, run: uv run python -m tests.refresh notebooks"
REWRITE = "Write what stands in data/crisis_lines.csv, or leave the number out."

ANCHOR = re.compile(r"</?a\b[^>]*>")
NUMBER = re.compile(r"(?<![\w/.,-])(?=[\d -]*\d\d)\+?\d(?:[ -]?\d){2,}(?![\w/%]|[.,]\d)")
#: Looks, addresses, days and years.
NO_NUMBER = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>|https?://\S+|\b(?:19|20)\d\d(?:-\d\d-\d\d)?\b", re.DOTALL)
SERVICES = sorted({row["service"] for row in ROWS}, key=len, reverse=True)
NAMED = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, SERVICES))})(?!\w)", re.IGNORECASE)
COUNTRY = re.compile("|".join(sorted({row["country"] for row in ROWS})))
#: What stands before a number that somebody is to call or write to.
LEADS = re.compile(
    r"(?:\b(?:crisis (?:text )?lines?|(?:hot|help|life) ?lines?|samaritans?|telefonseelsorge|call|dial|phone|"
    r"text(?: [A-Z]+ to)?(?!\")|llam\w+|marc\w+)\b|§)[^.!?=]{0,60}$",
    re.IGNORECASE,
)


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def numbers(row: dict[str, str]) -> set[str]:
    return {digits(found) for field in ("service", "call", "write") for found in NUMBER.findall(row[field])}


def wrong(text: str) -> Iterator[str]:
    """Find each number for a crisis that is not the one of its service in its country."""
    text = " ".join(unescape(NO_NUMBER.sub(" ", text)).split())
    names = list(NAMED.finditer(text))
    for found in NUMBER.finditer(text):
        if any(name.start() <= found.start() < name.end() for name in names):
            continue
        before = text[max(0, found.start() - 90) : found.start()]
        if not LEADS.search(NAMED.sub("§", before)):
            continue
        rows = ROWS
        service = [name for name in names if name.end() <= found.start()][-1:]
        if service and not re.search(r"[.!?] |.{100}", text[service[0].end() : found.start()]):
            country = COUNTRY.findall(text[: found.start()])[-1:]
            rows = [row for row in ROWS if row["service"].casefold() == service[0][0].casefold()]
            rows = [row for row in rows if row["country"] in country] or rows
        if digits(found[0]) not in set().union(*map(numbers, rows)):
            yield f"“{found[0]}” after “{before[-40:]}”"


def shown(content: bytes | str) -> str:
    """Return everything that a notebook says before it is run."""
    parts = []
    for cell in json.loads(content)["cells"]:
        parts.append("".join(cell["source"]))
        for output in cell.get("outputs", ()):
            parts += ["".join(text) for text in output.get("data", {}).values()]
    return "\n".join(parts)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_its_copies_and_its_pages_name_no_other_number(path: Path) -> None:
    content = path.read_bytes()
    for what, text in {
        f"notebooks/{path.name}": shown(content),
        f"The student copy of {path.name}": shown(student_copy(content)),
        f"The hand-out of {path.name}": handout.reading(notebook(path.name[:2])),
    }.items():
        found = list(wrong(text))
        assert not found, f"{what}: {found[0]} is not in data/crisis_lines.csv. {REFRESH}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_page_of_the_site_names_no_other_number(path: Path) -> None:
    pytest.importorskip("platformdirs", reason="the extra “site” is not installed")
    from iopedu.site.pages import page

    found = list(wrong(shown(json.dumps(page(notebook(path.name[:2]))))))
    assert not found, f"The site's page of {path.name}: {found[0]} is not in data/crisis_lines.csv. {REFRESH}"


def test_prose_data_and_source_name_no_other_number() -> None:
    for file in [ROOT / "README.md", ROOT / "notebooks" / "TEACHING.md", *SOURCES]:
        found = list(wrong(file.read_text(encoding="utf-8")))
        assert not found, f"{file.relative_to(ROOT)}: {found[0]} is not in data/crisis_lines.csv. {REWRITE}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_has_a_number_without_a_kernel_and_the_first_one_has_all(path: Path) -> None:
    rows = [row for row in ROWS if row["country"] == "United States" or path.name.startswith("00")]
    cells = [cell for cell in json.loads(path.read_bytes())["cells"] if cell["cell_type"] == "code"]
    data = {kind: "".join(text) for kind, text in cells[0]["outputs"][0]["data"].items()}
    for text in (ANCHOR.sub("", unescape(data["text/html"])), data["text/plain"]):
        for row in rows:
            at = text.find(row["country"])
            assert at >= 0, f"{path.name} lacks {row['country']}. {REFRESH}"
            line = re.search(rf"{re.escape(row['service'])}: ([^\n]*)", text[at:])
            assert line, f"{path.name} lacks {row['service']}. {REFRESH}"
            assert row["call"] in line[1] and row["write"] in line[1] and row["checked_on"] in line[1], REFRESH
            assert row["compared"] in line[1] and (row["compared_year"] or "undated") in line[1], REFRESH
        assert "findahelpline.com" in text and ("notebook 00" in text) != path.name.startswith("00")
        assert text.count("call ") < 10 or path.name.startswith("00"), f"{path.name} prints more than is needed"


def test_the_living_form_has_the_numbers_of_the_chosen_country_and_no_others() -> None:
    form = forms.CareNote()
    for country in dict.fromkeys(row["country"] for row in ROWS):
        form.country.value = country
        shown = ANCHOR.sub("", unescape(form.lines.value)).split("<li>")[1:]
        rows = [row for row in ROWS if row["country"] == country]
        for row, line in zip(rows, shown, strict=True):
            assert line.startswith(f"{row['service']}: ") and row["call"] in line and row["write"] in line
    form.country.value = ""
    assert form.lines.value == ""


@pytest.mark.parametrize(
    "text",
    [
        "United Kingdom <p>Samaritans: call 116 000; email or letter</p>",
        "Call or text 980 at any hour.",
        "a crisis line, such as 1-800-000-0000",
        "Crisis Text Line: text HOME to 740000 (24/7)",
        "Lifeline: call 13 00 00",
        "Si hay peligro, llame al 020.",
        "Germany TelefonSeelsorge: chat, mail, or 116 000",
    ],
)
def test_a_wrong_number_is_found(text: str) -> None:
    assert len(list(wrong(text))) == 1


def test_a_number_of_another_country_is_found_and_the_right_one_and_other_numbers_are_left_alone() -> None:
    for row in ROWS:
        says = (
            f"{row['service']}: call {row['call']}; {row['write']} ({row['hours']}) checked on {row['checked_on']} [3]"
        )
        assert not list(wrong(f"Ireland <p>Other.</p> {row['country']} <p>{says}</p>"))
    (samaritans, *_same), (germany, *_more) = (
        [row for row in ROWS if row["country"] == country] for country in ("United Kingdom", "Germany")
    )
    assert list(wrong(f"{samaritans['service']}: call {germany['call']}"))
    assert not list(wrong("They phone the team and wait 24 hours. Her score fell by 120."))


def test_a_touch_on_a_number_calls_or_writes_to_this_number_and_to_no_other() -> None:
    form, links = forms.CareNote(), {}
    for country in dict.fromkeys(row["country"] for row in ROWS):
        form.country.value = country
        for item in unescape(form.lines.value).split("<li>")[1:]:
            found = re.findall(r'<a href="(tel|sms):(\d+)(?:\?body=([A-Z]+))?">([^<]*)</a>', item)
            links[country, item.split(": ")[0]] = found
            for scheme, number, word, seen in found:
                assert digits(seen) == number and word in seen and seen.startswith("text ") == (scheme == "sms")
    assert set(links) == {(row["country"], row["service"]) for row in ROWS} and all(links.values())
    for row in ROWS:
        found = {(scheme, number) for scheme, number, *_seen in links[row["country"], row["service"]]}
        assert {number for scheme, number in found if scheme == "tel"} == set(map(digits, NUMBER.findall(row["call"])))
    us = links["United States", "988 Suicide & Crisis Lifeline"]
    assert us == [
        ("tel", "988", "", "988"),
        ("sms", "988", "", "text 988"),
        ("sms", "988", "AYUDA", "text AYUDA to 988"),
        ("sms", "838255", "", "text 838255"),
    ]
    assert links["United States", "Crisis Text Line"] == [("sms", "741741", "HOME", "text HOME to 741741")]


@pytest.mark.parametrize("day", ["", "29 Nov 2026", "2026-02-30"])
def test_a_day_that_cannot_be_read_is_named_with_its_file_row_and_field(day: str, afresh, monkeypatch) -> None:
    rows = [row | {"sources": (), "checked_on": day if at == 1 else row["checked_on"]} for at, row in enumerate(ROWS)]
    monkeypatch.setattr(safety, "read_rows", lambda *_args, **_options: rows)
    with pytest.raises(ValueError, match="checked_on") as told:
        safety.countries()
    service = ROWS[1]["service"]
    where = f"data/crisis_lines.csv, row 2 ({service}): checked_on is {day!r}"
    assert str(told.value) == f"{where}, not a day such as 2026-11-29."
