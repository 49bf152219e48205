"""P6: what opening “Ten minutes today” costs when everything in the course was answered."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmark.table import Measure, summary

ROOT = Path(__file__).parents[2]
RUN = """
import json, sys, tempfile
from datetime import UTC, datetime, timedelta
from time import perf_counter
from iopedu import forms
from iopedu.course.document import Answer, Document, Section
from iopedu.course.outline import notebooks
from iopedu.course.practice import Practice
from iopedu.course.quiz import questions
from iopedu.course.workbook import Workbook

def took(work):
    start = perf_counter()
    work()
    return 1000 * (perf_counter() - start)

def document():
    from iopedu.teaching.decks import decks
    ago = datetime.now(UTC) - timedelta(days=60)
    sections = {entry.number: {} for entry in notebooks()}
    for number, found in sections.items():
        for name, quiz in questions(number).items():
            for one in quiz.questions:
                quiz = quiz.answer(one.id, [0])
            found[name] = Answer("", quiz.to_json(), "", True, ago.isoformat())
        for place, deck in decks(number).items():
            practice = Practice(deck)
            for day in range(3):
                for item in deck.items:
                    at = day % len(item.question.options)
                    practice = practice.answer(item.id, [at], ago + timedelta(days=9 * day))
            found[place[3:]] = Answer("", practice.to_json(), "", True, ago.isoformat())
    found = sections["02"]
    found["placements"] = Answer("", {"version": 1, "placed": []}, "", True, ago.isoformat())
    return Document({number: Section(answers=found) for number, found in sections.items()})

folder = tempfile.mkdtemp()
if sys.argv[1] == "write":
    print(document().dumps())
else:
    with open(f"{folder}/my-iopedu-work.json", "w") as file:
        file.write(sys.stdin.read())
    work = Workbook("05", folder, by_itself=True)
    quiz = took(lambda: forms.Questions("quiz", work))
    again = took(lambda: forms.Questions("quiz", work))
    form = forms.TenMinutes(work)
    first = took(form.begin.click)
    assert form.plan
    second = took(form._begin)
    print(json.dumps([again, first, second]))
"""


def measures() -> Iterator[Measure]:
    """Yield the first and a later opening, each beside the making of a form with questions."""
    run = [sys.executable, "-c", RUN]
    text = subprocess.run([*run, "write"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    rounds = []
    for _round in range(7):
        done = subprocess.run([*run, "open"], cwd=ROOT, check=True, capture_output=True, text=True, input=text)
        rounds.append(json.loads(done.stdout))
    quiz, first, second = zip(*rounds, strict=True)
    form = summary("a form with questions", quiz, "ms")
    yield form
    yield summary("Ten minutes today, first opened", first, "ms", than=form, note="loads the subjects and fsrs")
    yield summary("Ten minutes today, opened again", second, "ms", than=form)
