"""Reads free text for danger, so that people come before exercises. It reads words, and misses much.

Rules find words (``data/course/danger_patterns.csv``), a “no”, an idiom or the talk of teaching sets them aside, and a
list of weights, learned from sentences in ``tests/samples/people_first``, says whether what is left is enough to ask.
Nothing is kept, and silence means nothing: only people can know.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from iopedu.course.files import read_json, read_rows

#: “I am” and “do not” are one word each, like “I’m” and “don’t”.
_WRITTEN_OUT = r"\b(?:i\s{1,3}am|(?:do|does|did|can|could|will|would|should|have|has|had)\s{1,3}not)\b"
_WORD = re.compile(rf"<[^<>]{{0,80}}>|(?i:{_WRITTEN_OUT})|[^\W_](?:[\w'’‘@$\u200b-\u200d\u2060\ufeff]{{0,60}}[\w$])?")
_END = re.compile(r"[.!?]+[\"”’')]*\s|[\n\r\v\f]+")
_INVISIBLE = dict.fromkeys(map(ord, "'’‘\u200b\u200c\u200d\u2060\ufeff_"))
_LEET = str.maketrans("01345@$", "oieasas")
#: Longest stretch that is read at once, in characters: the time for a text then grows with its length only.
_LONGEST = 400
#: So many letters of a word are weighed: “drink” and “drinking” are one, “eat” and “eating” are two.
_BEGINNING = 5
#: So many words a “no” reaches.
_NEGATED = 7
#: What a sentence must weigh to count alone when the sentences around it are calm.
_ALONE = 2


@dataclass(frozen=True)
class Concern:
    """A reason to bring in people before going on.

    Parameters
    ----------
    kind : str
        A key of ``data/course/danger_kinds.json``.
    words : str
        The words of the text that it goes by.
    """

    kind: str
    words: str

    @property
    def name(self) -> str:
        """The kind, readable."""
        return _kinds()[self.kind]["name"]

    @property
    def bring_in(self) -> str:
        """Whom to bring in."""
        return _kinds()[self.kind]["bring_in"]

    @property
    def questions(self) -> tuple[str, ...]:
        """Open questions to ask."""
        return tuple(_kinds()[self.kind]["questions"])

    @property
    def not_alone(self) -> str:
        """What nobody does alone."""
        return _kinds()[self.kind]["not_alone"]


def concerns(text: str) -> tuple[Concern, ...]:
    """Return what in a free text calls for people first: one concern for each kind, in order; often nothing.

    Parameters
    ----------
    text : str
        Any text, also very long or in no language.

    Returns
    -------
    tuple of Concern
        Empty when nothing was found, which does not mean that nobody is in danger.

    Examples
    --------
    >>> concerns("I want to die.")
    (Concern(kind='suicide', words='I want to die'),)
    >>> concerns("She denies any wish to die. The exam is killing me!")
    ()
    """
    found: dict[str, Concern] = {}
    if not text.strip("0123456789 .,:%"):  # what it takes to read words is not loaded for a number
        return ()
    for start, end in _stretches(text, _LONGEST):
        sentences = [(start + one, start + other) for one, other in _stretches(text[start:end], 1)]
        alone = [(one, other, _ALONE) for one, other in sentences] if len(sentences) > 1 else []
        for one, other, enough in [(start, end, 0), *alone]:
            for kind, first, last in Stretch(text[one:other]).calls(enough):
                found.setdefault(kind, Concern(kind, text[one + first : one + last]))
    return tuple(found.values())


class _Said(NamedTuple):
    """A rule that found its words, counted in words."""

    kind: str
    start: int
    end: int
    rule: _Rule


@dataclass(frozen=True, eq=False)
class _Rule:
    kind: str
    text: str

    @cached_property
    def _parts(self) -> list[tuple[list[str], bool]]:
        """Each part's ways to say it, and whether it may be missing; a gap has none."""
        found = re.findall(r"\([^()]*\)\??|\S+", self.text)
        return [(_ways(one.removesuffix("?")), one.endswith("?")) for one in found]

    @cached_property
    def needs(self) -> list[frozenset[str]]:
        """The first three letters of what must be there."""
        parts = (ways for ways, optional in self._parts if ways and not optional)
        return [frozenset(one.split()[0][:3] for one in ways) for ways in parts]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        gaps = iter(re.findall(r"(?<= )\.{2,3}(?= )", self.text))
        made = ""
        for ways, optional in self._parts:
            said = f"(?:{'|'.join(ways)}) " if ways else rf"(?:\S+ ){{0,{3 if next(gaps) == '..' else 7}}}?"
            made += f"(?:{said})?" if optional else said
        return re.compile(f"(?<= ){made}")

    @cached_property
    def says_no(self) -> bool:
        return not _words("negation").isdisjoint(re.findall(r"\w+", self.text))


class Stretch:
    """A stretch of text of limited length.

    Parameters
    ----------
    text : str
        At most a few hundred characters.
    """

    def __init__(self, text: str) -> None:
        found = [(one.span(), word) for one in _WORD.finditer(text) if one[0][0] != "<" for word in _plain(one[0])]
        self.words = [word for _, word in found]
        self.places = [place for place, _ in found]
        gaps = (text[one[1] : other[0]] for one, other in pairwise(self.places))
        self._breaks = {i for i, gap in enumerate(gaps, 1) if re.search(r"[,;:.!?—–(\n]", gap)}
        self._listing = not {"or", "nor"}.isdisjoint(self.words)
        said = list(self._said())
        self._idioms = [one for one in said if one.kind == "idiom"]
        self._contexts = {one.kind for one in said} - set(_kinds())
        self._live = [one for one in said if one.kind in _kinds() and not self._set_aside(one)]
        self._kinds = {one.kind for one in said} & set(_kinds())

    def _said(self) -> Iterator[_Said]:
        text, here = f" {' '.join(self.words)} ", {word[:3] for word in self.words}
        starts = [one.start() for one in re.finditer(r"(?<= )\S", text)]
        candidates = dict.fromkeys(rule for key in sorted(here) for rule in _index().get(key, ()))
        for rule in candidates:
            if not any(map(here.isdisjoint, rule.needs)):
                for one in rule.regex.finditer(text):
                    first, last = (bisect_right(starts, place) - 1 for place in (one.start(), one.end() - 1))
                    yield _Said(rule.kind, first, last + 1, rule)

    def _set_aside(self, one: _Said) -> bool:
        """Whether an idiom holds the words, a “no” in the same clause or list takes them back, or whom it hits does."""
        if any(other.start < one.end and one.start < other.end for other in self._idioms):
            return True
        reached = self.words[one.start : one.end + (self.words[one.end + 1 : one.end + 2] != ["and"])]
        if not (re.search("[myr]self", one.rule.text) or _words(f"not {one.kind}").isdisjoint(reached)):
            return True
        if not one.rule.says_no and not _words("negation").isdisjoint(self.words[one.start : one.end]):
            return True
        for i in range(one.start - 1, max(-1, one.start - 13), -1):
            word = self.words[i]
            if word.startswith(("denie", "deny")):
                return True
            if i < one.start - 6 or word in _words("turn") or (i + 1 in self._breaks and not self._listing):
                break
            if word in _words("negation") and _words("negation stays").isdisjoint(self.words[i + 1 : i + 3]):
                return True
        return self.words[one.end : one.end + 1] in (["0"], ["none"], ["denied"], ["negative"])

    @property
    def signs(self) -> list[str]:
        """What the rules say about the whole, by name."""
        live = {one.kind for one in self._live}
        signs = [f"is {kind}" for kind in live] + [f"no {kind}" for kind in self._kinds - live]
        signs += [f"context {one}" for one in self._contexts]
        if live:
            signs += ["danger", *(f"danger, {one}" for one in self._contexts)]
            signs += ["danger, aside" if self._contexts - {"idiom"} else "danger, plain"]
            signs += ["two kinds"] * (len(live) > 1) + ["two rules"] * (len(self._live) > 1)
        return signs

    @cached_property
    def beginnings(self) -> dict[str, int]:
        """How words begin, also after a “no”, and pairs, side by side or around a word, with the place of the first."""
        begin = [word[:_BEGINNING] for word in self.words]
        refused = {f"!{begin[i]}": i for i in self._refused}
        beside = [f"{one} {other}" for one, other in pairwise(begin)]
        around = [f"{one} . {other}" for one, other in zip(begin, begin[2:], strict=False)]
        return refused | {name: i for names in (around, beside, begin) for i, name in enumerate(names)}

    @property
    def _refused(self) -> Iterator[int]:
        """The places of words that follow a “no” in their clause."""
        left = 0
        for i, word in enumerate(self.words):
            left = 0 if i in self._breaks or word in _words("turn") else left - 1
            if left > 0:
                yield i
            if word in _words("negation"):
                left = _NEGATED

    @property
    def score(self) -> float:
        """What the weights say; above 0 there is enough to ask."""
        weights = _weights()["danger"]
        signs = sum(weights.get(name, 0) for name in self.signs)
        return weights[""] + signs + sum(self._weighed("danger").values()) / math.sqrt(len(self.beginnings) or 1)

    def _weighed(self, kind: str) -> dict[str, float]:
        weights = _weights()[kind]
        return {name: weights[name] for name in self.beginnings if name in weights}

    def calls(self, enough: float) -> Iterator[tuple[str, int, int]]:
        """Each kind of concern with the place of its words, the longest first, when the score is above ``enough``."""
        if self.words and self.score > enough:
            for one in sorted(self._live, key=lambda one: one.start - one.end):
                yield one.kind, self.places[one.start][0], self.places[one.end - 1][1]
            if not self._live:
                yield self._by_weight()

    def _by_weight(self) -> tuple[str, int, int]:
        """The kind whose words weigh most, from the first to the last of the three that weigh most for danger."""
        heavy: Counter[int] = Counter()
        for name, weight in self._weighed("danger").items():
            heavy[self.beginnings[name]] += weight
        places = [i for i, _ in heavy.most_common(3)] or [0, len(self.words) - 1]
        kind = max(_kinds(), key=lambda kind: _weights()[kind][""] + sum(self._weighed(kind).values()))
        return kind, self.places[min(places)][0], self.places[max(places)][1]


def _stretches(text: str, least: int) -> Iterator[tuple[int, int]]:
    """Sentences, as many together as have ``least`` letters; what has no end in time is cut at a space."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _LONGEST)
        stops = [one.end() for one in _END.finditer(text, start, end)]
        if stops and (end < len(text) or least < _LONGEST):
            end = next((stop for stop in stops if stop - start >= least), stops[-1])
        elif end < len(text):
            end = max(text.rfind(" ", start, end), start + _LONGEST // 2)
        yield start, end
        start = end


@cache
def _kinds() -> dict[str, Any]:
    return read_json("course/danger_kinds.json")


@cache
def _weights() -> dict[str, dict[str, float]]:
    return read_json("course/danger_weights.json")


@cache
def _concepts() -> dict[str, list[str]]:
    return {row["name"]: row["words"].split("|") for row in read_rows("course/danger_concepts.csv")}


@cache
def _words(concept: str) -> frozenset[str]:
    return frozenset(_concepts().get(concept, ()))


def _ways(part: str) -> list[str]:
    if part.startswith("<"):
        return _concepts()[part[1:-1]]
    ways = part.strip("()").split("|") if part.strip(".") else []
    return list(dict.fromkeys(ways + _concepts()["not"])) if "not" in ways else ways


@cache
def _index() -> dict[str, list[_Rule]]:
    """Every rule by the first letters of its rarest part, so that a sentence meets only few of them."""
    found: dict[str, list[_Rule]] = {}
    for row in read_rows("course/danger_patterns.csv"):
        rule = _Rule(row["kind"], row["pattern"])
        for key in min(rule.needs, key=lambda keys: (sum(len(key) < 3 for key in keys), len(keys))):
            found.setdefault(key, []).append(rule)
    return found


@cache
def _spelled() -> dict[str, str]:
    return {one: row["word"] for row in read_rows("course/danger_spelling.csv") for one in row["written"].split("|")}


def _plain(written: str) -> list[str]:
    """A word as the rules write it: small letters, no accents, apostrophes or letters too many; “isn’t” is two."""
    word = unicodedata.normalize("NFKD", written.lower().translate(_INVISIBLE))
    word = "".join(letter for letter in word if not (unicodedata.combining(letter) or letter.isspace()))
    if re.fullmatch(r"19\d\d|20[01]\d|202[0-3]", word):
        return ["oldyear"]
    word = re.sub(r"([a-z])\1{2,}", r"\1\1", word)
    word = re.sub(r"^s[uio]{1,3}[scz]{1,3}[iea]{0,2}d(?=al|el|le|il|ial|e|$)", "suicid", word)
    if word not in _spelled() and re.fullmatch(r"[a-z]+[01345@$]+[a-z]+", word):
        word = word.translate(_LEET)
    return _spelled().get(word, word).split()
