"""The made-up weeks and chains of notebook 09; the model answer stays closed until there is an attempt."""

from __future__ import annotations

from dataclasses import dataclass

from iopedu.course.files import read_json
from iopedu.course.language import Refusal, _
from iopedu.course.text import listed
from iopedu.dbt.chain import CONSEQUENCES, Chain
from iopedu.dbt.diary import DiaryCard


def example_card() -> DiaryCard:
    """Return Maya's third week, which is made up.

    Examples
    --------
    >>> example_card().average("Urge to withdraw")
    Urge to withdraw: 2.7, from 6 of 7 days, highest 5
    """
    return DiaryCard.from_json(read_json("dbt/diary_cards.json")["maya"])


def week_to_read() -> DiaryCard:
    """Return Aisha's second week in the program, which is made up; it has gaps.

    Examples
    --------
    >>> week_to_read().average("Urge to self-harm")
    Urge to self-harm: 1.3, from 6 of 7 days, highest 4
    """
    return DiaryCard.from_json(read_json("dbt/diary_cards.json")["aisha"])


def example_chain() -> Chain:
    """Return Maya's Wednesday, which is made up.

    Examples
    --------
    >>> len(example_chain().links), example_chain().lacking
    (5, ())
    """
    return Chain.from_json(read_json("dbt/diary_cards.json")["maya_chain"])


@dataclass(frozen=True)
class ModelAnswer:
    """One way to complete the task: a reading of the week, and a chain."""

    reading: tuple[str, ...]
    chain: Chain

    def describe(self) -> str:
        """Return reading and chain in words."""
        return "\n".join([*self.reading, "", self.chain.describe()])


@dataclass(frozen=True)
class ChainTask:
    """A made-up moment to turn into a chain.

    Parameters
    ----------
    title, story : str
        What is known about the moment.
    answer : str
        Name of the model answer in the data.
    """

    title: str
    story: str
    answer: str

    #: An attempt has at least this many links, and this many words in all its parts.
    LEAST_LINKS, LEAST_WORDS = 3, 20

    def lacks(self, attempt: Chain) -> tuple[str, ...]:
        """Return what an attempt still needs before the model answer opens."""
        words = " ".join(
            [*(getattr(attempt, field) for field in attempt.WORDS), *(link.text for link in attempt.links)]
        )
        typed = [link for link in attempt.links if link.kind]
        lacking = {
            _("the prompting event"): not attempt.prompting.strip(),
            _("{links} links with a type", links=self.LEAST_LINKS): len(typed) < self.LEAST_LINKS,
            _("the behavior at the end"): not attempt.behavior.strip(),
            _("one consequence"): not any(getattr(attempt, field).strip() for field in CONSEQUENCES),
            _("a skill for one link"): not attempt.slots,
            _("{words} words in all", words=self.LEAST_WORDS): len(words.split()) < self.LEAST_WORDS,
        }
        return tuple(name for name, is_lacking in lacking.items() if is_lacking)

    def model(self, attempt: Chain) -> ModelAnswer:
        """Return the model answer to somebody who has made an attempt.

        Raises
        ------
        ValueError
            When the attempt is too short; the message says what is missing.
        """
        lacking = self.lacks(attempt)
        if lacking:
            raise Refusal(
                "The model answer opens after an attempt. Still missing in yours: {parts}.", parts=listed(lacking)
            )
        found = read_json("dbt/model_answers.json")[self.answer]
        return ModelAnswer(tuple(found["reading"]), Chain.from_json(found["chain"]))


def chain_task() -> ChainTask:
    """Return the task: Aisha's Thursday.

    Examples
    --------
    >>> chain_task().lacks(Chain())[0]
    'the prompting event'
    """
    return ChainTask(**read_json("dbt/diary_cards.json")["aisha_thursday"])
