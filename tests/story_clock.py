"""Read what a text says of hours, weekdays, dates, weeks and lengths of time, for the three fictional people."""

from __future__ import annotations

import csv
import json
import re
from calendar import month_name
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

#: Texts that are somebody's own and do not name the person.
OWN = {
    "care/program_day.csv": "maya",
    "cbt/example_records.json": "maya",
    "exercises/04.json/questions/quiz/items/evidence": "maya",
    "exercises/03.json/questions/drive": "daniel",
    "rehearsal/clients/aisha_chain.json": "aisha",
}
ROOT = Path(__file__).parent.parent
NAMES = {"maya": "Maya", "daniel": "Daniel", "aisha": "Aisha"}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
NUMBERS = {word: at for at, word in enumerate(_WORDS, 1)} | {"a": 1, "twenty": 20}
_N = "|".join(sorted(NUMBERS, key=len, reverse=True))
_ORDER = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"]
_HOURS = "|".join(_WORDS[:12])
_DAY = "|".join(DAYS)
_MONTHS = list(month_name)[1:]
#: What stands in an English text for a time of day. The spoken ones leave open which half of the day is meant.
_CLOCKS: tuple[tuple[str, int], ...] = (
    (rf"\bhalf past ({_HOURS})\b", 30),
    (rf"\b(?:at |by )?a quarter past(?: ({_HOURS}))?\b", 15),
    (rf"\btwenty past ({_HOURS})\b", 20),
    (rf"\btwenty to ({_HOURS})\b", -20),
    (rf"\bfive to ({_HOURS})\b", -5),
    (rf"\b({_HOURS})-fifteen\b", 15),
    (rf"\b({_HOURS})-thirty\b", 30),
    (rf"\b({_HOURS})-forty\b", 40),
)
_THEN = r"(?=[,.;:?!”’]|$| \(| (?:my|in the|and|tomorrow|last|so|when|he|she|I|it)\b)"
_BARE = (
    rf"\b(?:at|by|about|until|after|since|before|from|past|was|nearly|ends|starts|ended|starting) ({_HOURS})\b{_THEN}",
    rf"\b({_HOURS})(?: o[’']clock| in the (?:morning|evening|afternoon))",
)
#: Of “1:00 to 4:00 p.m.” it stands behind the second time only.
_HALF = r" ([ap])\.m\."
_LENGTH = rf"\b(?:(\d+)|({_N}))(?: dry| more| free| short)? (day|week|month)s\b(?! a week)"


@dataclass(frozen=True)
class Said:
    """One thing that a sentence says of time.

    Parameters
    ----------
    kind : str
        clock, week, length or date.
    value : str
        ``17:30``, ``3``, ``7 week`` or ``2026-03-16``; a spoken hour is written as in the first half of the day.
    days : frozenset of str
        Weekdays in the same sentence.
    spoken : bool
        Whether 5:00 may also be 17:00.
    """

    kind: str
    value: str
    days: frozenset[str]
    spoken: bool
    sentence: str


def _last_days(before: str) -> frozenset[str]:
    """The weekdays named last before a time of day: those of a list, and those between two with “to”."""
    groups = re.findall(rf"(?:(?:{_DAY})s?(?:, | and | to )?)+", before)
    if not groups:
        return frozenset()
    named = re.findall(_DAY, groups[-1])
    if " to " in groups[-1].strip() and len(named) == 2:
        named = list(DAYS[DAYS.index(named[0]) : DAYS.index(named[1]) + 1])
    return frozenset(named)


def times(sentence: str) -> Iterator[Said]:
    """Give what a sentence says of time."""
    days = frozenset(re.findall(rf"\b({_DAY})s?\b", sentence))
    left, end, near = sentence, 0, frozenset[str]()
    for found in re.finditer(rf"\b(\d{{1,2}}):(\d\d)\b(?:{_HALF}|(?= to \d{{1,2}}:\d\d{_HALF}))?", left):
        between, end = left[end : found.start()], found.end()
        near = near if between in (" to ", " and ") else _last_days(between)
        half = found[3] or found[4]
        hour = int(found[1]) % 12 + 12 * (half == "p") if half else int(found[1])
        yield Said("clock", f"{hour}:{found[2]}", near, False, sentence)
    for found in re.finditer(rf"(?<![:\d])(\d{{1,2}}){_HALF}", left):
        yield Said("clock", f"{int(found[1]) % 12 + 12 * (found[2] == 'p')}:00", days, False, sentence)
    for pattern, minutes in _CLOCKS:
        for found in re.finditer(pattern, left):
            total = NUMBERS[found[1] or "twelve"] * 60 + minutes
            if found[1]:
                near = _last_days(left[: found.start()])
                yield Said("clock", f"{total // 60}:{total % 60:02}", near, True, sentence)
        left = re.sub(pattern, "~", left)
    for pattern in _BARE:
        for found in re.finditer(pattern, left, re.IGNORECASE):
            yield Said("clock", f"{NUMBERS[found[1].lower()]}:00", _last_days(left[: found.start()]), True, sentence)
        left = re.sub(pattern, "~", left, flags=re.IGNORECASE)
    weeks = (
        rf"(?:({_DAY}) of )?\b[Ww]eeks? (\d+|{_N})\b(?:(?:,| and| to) (\d)\b(?!:|\d))?(?: and (\d)\b)?(?:, ({_DAY})\b)?"
    )
    for found in re.finditer(weeks, sentence):
        day = frozenset(filter(None, (found[1], found[5])))
        for value in filter(None, found.groups()[1:4]):
            yield Said("week", str(NUMBERS.get(value, value)), day, False, sentence)
    for found in re.finditer(rf"(?<![Ee]very )\b({'|'.join(_ORDER)}) week\b", sentence):
        yield Said("week", str(_ORDER.index(found[1]) + 1), frozenset(), False, sentence)
    for found in re.finditer(_LENGTH, sentence.lower()):
        value = found[1] or NUMBERS[found[2]]
        yield Said("length", f"{value} {found[3]}", days, False, sentence)
    for found in re.finditer(rf"\b({'|'.join(_MONTHS)}) (\d{{1,2}}), (\d{{4}})", sentence):
        on = date(int(found[3]), _MONTHS.index(found[1]) + 1, int(found[2]))
        yield Said("date", on.isoformat(), days, False, sentence)
    for found in re.finditer(r"\b\d{4}-\d\d-\d\d\b", sentence):
        yield Said("date", found[0], days, False, sentence)


def texts() -> Iterator[tuple[str, str]]:
    """Give each text of the course with its place."""

    def walk(value: object, place: str) -> Iterator[tuple[str, str]]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from walk(inner, f"{place}/{key}")
        elif isinstance(value, list):
            for at, inner in enumerate(value):
                name = (
                    " ".join(inner.get(key, "") for key in ("id", "scene")).strip() if isinstance(inner, dict) else ""
                )
                yield from walk(inner, f"{place}/{name or at}")
        elif isinstance(value, str):
            yield place, value

    data = ROOT / "data"
    for file in sorted(data.rglob("*.*")):
        place = file.relative_to(data).as_posix()
        if place in ("datapackage.json", "story.csv", "names.csv"):
            continue
        if file.suffix == ".json":
            yield from walk(json.loads(file.read_text(encoding="utf-8")), place)
        elif file.suffix == ".csv":
            with file.open(encoding="utf-8", newline="") as rows:
                yield from walk(list(csv.DictReader(rows)), place)
    for file in sorted((ROOT / "notebooks").glob("*.ipynb")):
        last = ""
        for at, cell in enumerate(json.loads(file.read_text(encoding="utf-8"))["cells"]):
            if cell["cell_type"] == "markdown":
                text = "".join(cell["source"])
                named = re.findall(rf"\b({'|'.join(NAMES.values())})\b", text)
                # A folded answer belongs to the task above it.
                own = not named and re.match(r"<details><summary>(One|Answer|What happened)", text)
                yield f"{file.name}/{at}" + (f"/{last}" if own else ""), text
                last = named[0] if len(set(named)) == 1 else "" if text.startswith("#") else last
    yield "TEACHING.md", (ROOT / "notebooks/TEACHING.md").read_text(encoding="utf-8")


def told() -> Iterator[tuple[str, str, Said]]:
    """Give (person, place, what is said) for each sentence about one of the three.

    A sentence is about those whom it names, or else about the one named before it in the same text; a text whose place
    names one of them is about that one.
    """
    for place, text in texts():
        if place.startswith(("care/example_weeks.json", "care/program_day.csv")) and place.endswith(("/from", "/to")):
            continue  # what the calendar is compared with
        parts = re.split(r"[/_:. ]", place)
        about = [name for name in NAMES if name in parts or NAMES[name] in parts]
        about += [OWN[own] for own in OWN if place.startswith(own)]
        text = text.replace("Dr. ", "Dr ").replace("When I was eight", "")
        if not about and not re.search(r"\b(Maya|Daniel|Aisha)\b", text):
            continue
        for line in re.split(r"\n+|\|", text) if place.endswith(".md") else [text]:
            now = about
            for sentence in re.split(r"(?<=[.?!;”])(?<![ap]\.m\.)\s+|\n+|\|", line):
                now = [name for name in NAMES if re.search(rf"\b{NAMES[name]}\b", sentence)] or now
                yield from ((name, place, said) for said in times(sentence) for name in now)
