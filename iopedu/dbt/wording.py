"""Rules that read the words of a request, letter by letter: put as questions, never a verdict.

The rules are data, in ``data/dbt/dear_man_rules.csv``; the words that they look for are in ``data/word_lists.csv``.
"""

from __future__ import annotations

from collections.abc import Iterator

from iopedu.course.files import read_rows
from iopedu.course.rules import AskingRule, RuleSet
from iopedu.course.wording import Wording


def _read() -> Iterator[AskingRule[str]]:
    for row in read_rows("dbt/dear_man_rules.csv"):
        test = Wording(row.pop("has"), row.pop("lacks"))
        yield AskingRule(part=row.pop("letter"), applies=test, **row)


#: The rules by the letter of DEAR MAN that they read, in each letter the most important one first.
WORD_RULES: RuleSet[str] = RuleSet("dear_man", read=_read)
