"""What programs say about themselves: what a claim may mean, what is known of it, and what to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from iopedu.course.entries import Entries
from iopedu.course.facts import Fact
from iopedu.course.files import options

#: How far a claim is shown, by the key that stands in the data.
VERDICTS: Mapping[str, str] = options("claims.verdicts")


@dataclass(frozen=True)
class Claim:
    """One claim of a made-up brochure.

    Parameters
    ----------
    id, claim : str
        Short name; the words of the brochure.
    verdict : str
        A key of `VERDICTS`.
    meaning, ask : str
        What it may mean; what to ask the program.
    facts : tuple of Fact
        What is known, and what was looked for and not found.
    """

    id: str
    claim: str
    verdict: str
    meaning: str
    facts: tuple[Fact, ...]
    ask: str


#: The claims of the brochure, in the order in which they stand in it.
claims = Entries.of("claim", Claim, "claims/claims.csv")
