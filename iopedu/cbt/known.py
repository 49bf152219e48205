"""What studies say about CBT and its tools."""

from __future__ import annotations

from iopedu.course.facts import Fact, facts

__all__ = ["known", "sources"]


def known(aspect: str) -> tuple[Fact, ...]:
    """Return the facts on one aspect of CBT, such as "thought_record", "homework", "activation" or "evidence".

    Examples
    --------
    >>> known("thought_record")[0].value
    '110'
    """
    return tuple(fact for fact in facts().values() if (fact.about, fact.aspect) == ("cbt", aspect))


def sources() -> tuple[str, ...]:
    """Return the keys of all sources on CBT.

    Examples
    --------
    >>> "waltman2019" in sources()
    True
    """
    keys = (key for fact in facts().values() if fact.about == "cbt" for key in fact.sources)
    return tuple(dict.fromkeys(keys))
