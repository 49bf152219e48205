"""Weigh again what speaks for danger: learn from ``tests/samples/people_first``, and print how well that reads.

Each file there was written by another hand. What counts is how a hand is read that was left out of the learning. The
rules were written with some of the hands in view, so what the rules are worth is learned from the other hands only.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from scipy import optimize, sparse

from iopedu.course.people_first import Stretch
from tests.tools import strings

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
WEIGHTS = DATA / "course/danger_weights.json"
#: Hands that were read while the rules were written.
IN_VIEW = ("a", "b", "e", "f", "g", "p", "q", "pairs", "called")
#: Hands that wrote danger and its look-alike in pairs: they teach, and are no sample of what people write.
PAIRED = ("l", "m", "p", "q", "pairs", "called")
#: How many weights are kept for danger and for a kind; how many false alarms in a hundred are allowed.
KEPT, KEPT_FOR_KIND, FALSE = 20_000, 150, 0.052
#: How freely words and rules may weigh.
FREE, FREE_RULES = 0.5, 0.1
#: What the course says is no hand: it shows how people write when nothing is wrong.
COURSE, LEARNERS = "course", "learners"
#: Forms in which a weak sentence is clumsy and nothing worse, unless it threatens.
CALM_FORMS = {"dear_man", "thought_record", "experiment"}
THREATS = {"threat", "menace", "final", "attack", "veiled", "guilt_trip"}
#: How many sentences one of these is worth: what must be read rightly counts for more.
WORTH = {COURSE: 0.06, "p": 4, "q": 4, "pairs": 4, "called": 4}

Weights = dict[str, float]


def hands(folder: str = "") -> dict[str, list[dict[str, str]]]:
    """Return the sentences of each hand."""
    found = {}
    for file in sorted((ROOT / "tests/samples/people_first" / folder).glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as opened:
            found[file.stem] = list(csv.DictReader(opened))
    return found


def course() -> list[dict[str, str]]:
    """Return what the course itself says, all of it calm."""
    texts: list[str] = []
    for file in sorted(DATA.rglob("*.json")) + sorted(DATA.rglob("*.csv")):
        if file.suffix == ".json" and not file.stem.startswith("danger"):
            texts += strings(json.loads(file.read_text(encoding="utf-8")))
        elif not file.stem.startswith("danger"):
            with file.open(encoding="utf-8", newline="") as opened:
                texts += [text for row in csv.DictReader(opened) for text in row.values() if text]
    calm = [text for text in dict.fromkeys(texts) if len(text.split()) > 2]
    return [{"text": text, "danger": "0", "kinds": ""} for text in calm]


def learners() -> list[dict[str, str]]:
    """Return what learners write in exercises when nothing is wrong, from the samples of the rules over words."""
    found = []
    for name in ("tune", "judge", "others"):
        with (ROOT / f"tests/samples/rules_unseen/{name}.csv").open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened):
                if row["weak"] == "0" or (row["form"] in CALM_FORMS and not THREATS & set(row["about"].split())):
                    found.append({"text": row["text"], "danger": "0", "kinds": ""})
    return found


def learn(features: list[Weights], danger: Any, free: Any) -> Weights:
    """Return weights by logistic regression with a brake on large weights; ``""`` is where it begins."""
    column = {name: i for i, name in enumerate(dict.fromkeys(name for one in features for name in one))}
    cells = [(value, i, column[name]) for i, one in enumerate(features) for name, value in one.items()]
    values, rows, columns = zip(*cells, strict=True)
    table = sparse.csr_array((values, (rows, columns)), shape=(len(features), len(column)))
    sign = 2 * np.asarray(danger, float) - 1

    def loss(weights: Any) -> tuple[float, Any]:
        right = sign * (table @ weights[:-1] + weights[-1])
        pull = -free * sign / (1 + np.exp(np.clip(right, -30, 30)))
        brake = 0.5 * weights[:-1] @ weights[:-1]
        return (free * np.logaddexp(0, -right)).sum() + brake, np.append(table.T @ pull + weights[:-1], pull.sum())

    best = optimize.minimize(loss, np.zeros(len(column) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return dict(zip(column, best[:-1].tolist(), strict=True)) | {"": float(best[-1])}


def learn_words(read: list[Stretch], danger: Any, free: Any, kept: int = KEPT) -> Weights:
    """Return what beginnings and pairs weigh: the rarer one is, the more it may."""
    often = Counter(name for one in read for name in one.beginnings)
    rare = {name: np.log((1 + len(read)) / (1 + times)) + 1 for name, times in often.items() if times > 1}
    features = [
        {name: rare[name] / len(one.beginnings) ** 0.5 for name in one.beginnings if name in rare} for one in read
    ]
    found = learn(features, danger, free)
    heavy = sorted(rare, key=lambda name: (-abs(found[name]) * rare[name] * often[name] ** 0.5, name))[:kept]
    return {name: found[name] * rare[name] for name in heavy} | {"": found[""]}


def said(words: Weights, read: Stretch) -> float:
    """Return what the words of a stretch weigh together."""
    return words[""] + sum(words.get(name, 0) for name in read.beginnings) / max(1, len(read.beginnings)) ** 0.5


def learn_all(read: dict[str, list[Stretch]], danger: dict[str, Any]) -> Weights:
    """Return weights of words, and of the rules beside them."""

    def words_of(some: list[str]) -> Weights:
        free = [FREE * WORTH.get(hand, 1) for hand in some for _ in read[hand]]
        return learn_words(joined(read[o] for o in some), joined(danger[o] for o in some), np.array(free))

    fresh = [hand for hand in read if hand not in {*IN_VIEW, COURSE, LEARNERS}]
    features = []
    for hand in fresh:
        words = words_of([other for other in read if other != hand])
        features += [dict.fromkeys(one.signs, 1.0) | {"words": 3 * said(words, one)} for one in read[hand]]
    rules = learn(features, joined(danger[hand] for hand in fresh), FREE_RULES)
    words = words_of(list(read))
    by = 3 * rules.pop("words")
    start = rules.pop("") + by * words.pop("")
    return {name: by * weight for name, weight in words.items()} | rules | {"": start}


def joined(lists: Iterable[Any]) -> list[Any]:
    """Return one list of many."""
    return [one for some in lists for one in some]


def weigh(weights: Weights, read: list[Stretch]) -> Any:
    """Return the score of each stretch."""
    return np.array([said(weights, one) + sum(weights.get(name, 0) for name in one.signs) for one in read])


def main(_: list[str]) -> None:
    """Learn, write the weights, and print recall and false alarms of each hand that was left out."""
    rows = hands() | {COURSE: course(), LEARNERS: learners()}
    read = {hand: [Stretch(row["text"]) for row in some] for hand, some in rows.items()}
    danger = {hand: [row["danger"] == "1" for row in some] for hand, some in rows.items()}
    scores = {}
    for hand in [hand for hand in read if hand not in {*IN_VIEW, *PAIRED, COURSE, LEARNERS}]:
        others = {other: read[other] for other in read if other != hand}
        scores[hand] = weigh(learn_all(others, {other: danger[other] for other in others}), read[hand])
    calm = np.sort(np.concatenate([scores[hand][~np.array(danger[hand])] for hand in scores]))
    threshold = float(calm[int(len(calm) * (1 - FALSE))])
    for hand, score in scores.items():
        asks, is_danger = score > threshold, np.array(danger[hand])
        kinds: dict[str, list[bool]] = {}
        for row, asked in zip(rows[hand], asks, strict=True):
            for kind in filter(None, row["kinds"].split(";")):
                kinds.setdefault(kind, []).append(bool(asked))
        told = ", ".join(f"{kind} {sum(found)}/{len(found)}" for kind, found in sorted(kinds.items()))
        print(f"{hand}: {asks[is_danger].mean():.2f} found, {asks[~is_danger].mean():.2f} false alarms; {told}")
    weights = learn_all(read, danger)
    weights[""] -= threshold
    found = {"danger": weights} | kinds_of(joined(read.values()), joined(rows.values()))
    found = {of: {name: round(some[name], 2) for name in sorted(some)} for of, some in found.items()}
    WEIGHTS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def kinds_of(read: list[Stretch], rows: list[dict[str, str]]) -> dict[str, Weights]:
    """Return, for each kind, what words weigh for it among what is danger."""
    told = [(one, row["kinds"].split(";")) for one, row in zip(read, rows, strict=True) if row["kinds"]]
    kinds = sorted({kind for _, some in told for kind in some})
    return {kind: learn_words([one for one, _ in told], [kind in some for _, some in told], FREE, KEPT_FOR_KIND)
            for kind in kinds}  # fmt: skip
