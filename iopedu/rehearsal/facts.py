"""Facts of a reply that a rule reads without error. They are told as facts: no rule knows whether a reply is good."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher

from iopedu.course.language import _, _n
from iopedu.course.text import listed, quoted

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
#: Words that somebody else said are not the reply's own question.
_QUOTE = re.compile(r"[“\"][^”\"]*?(?:([.?!…])[”\"](?=\s+[A-Z¿¡])|(,?)[”\"])")
_QUESTION = re.compile(r"[^.!?…]*\?+")
#: What may stand before the first word of a question, and says nothing about its kind.
_LEAD = re.compile(r"^(?:(?:and|so|but|or|okay|ok|well|then|now|yeah|yes|no|oh|sure|right|also)\b[\s,]*)+")
_OPEN = re.compile(r"(?:what|how)\b")
_NEITHER = re.compile(
    r"(?:what|how) (?:if|about)\b|how (?:come|long|many|much|often|old|far|soon|likely|sure|strong|bad|high)\b"
    r"|what(?:'s| is| was)? (?:(?:the|your) )?(?:time|day|date|year|name)\b"
)
_CLOSED = re.compile(
    r"(?:am|is|are|was|were|do|does|did|have|has|had|should|shall|may|might|must)(?:n't)? "
    r"|(?:can|could|will|would)(?:n't)? (?!you (?:please |maybe )?(?:tell|say|describe|share|explain|walk|help|show)\b)"
)
#: Words that a trainee wants to hear about; whether they are wrong here, no rule knows.
_TOLD = (
    "you should", "you need to", "you have to", "you must", "at least", "i understand", "i promise", "don't worry",
    "calm down", "suicide",
)  # fmt: skip
#: How near the words of two replies are that are the same but for a word or two.
_SAME = 0.85


def questions_of(reply: str) -> tuple[str, ...]:
    """Return the questions of a reply, without what is quoted in it.

    Examples
    --------
    >>> questions_of('She asked "Why?" That hurt. What did you do then?')
    ('What did you do then?',)
    """
    # A quote stands in the sentence as one word, unless it ends it.
    plain = _QUOTE.sub(lambda quote: "…" if quote[1] else f"it{quote[2]}", reply)
    return tuple(found.strip() for found in _QUESTION.findall(plain) if _WORD.search(found))


def kind_of(question: str) -> str:
    """Return "open", "closed", or nothing where the first words do not tell.

    A question with "or" offers a choice, one such as "How long?" asks for a number, and "Could you tell me …?" is
    closed in form only: of these nothing is said.

    Examples
    --------
    >>> kind_of("And what happened then?"), kind_of("Did you sleep?"), kind_of("Could you tell me more?")
    ('open', 'closed', '')
    """
    last = _plain(question)
    # The clause that asks may be the last one: "When she left, what did you do?"
    for clause in (last, *(part.strip() for part in last.split(",")[-1:])):
        begun = _LEAD.sub("", clause)
        if _NEITHER.match(begun) or re.search(r"\bor\b", begun):
            return ""
        if _OPEN.match(begun):
            return "open"
        if _CLOSED.match(begun):
            return "closed"
    return ""


def facts_of(reply: str, others: Iterable[str] = ()) -> tuple[str, ...]:
    """Return simple facts of a reply, each a short sentence.

    Parameters
    ----------
    reply : str
        What was written.
    others : iterable of str
        Replies that were read before: nearly the same words are told.

    Examples
    --------
    >>> facts_of("But you should call her. Did you?")[1:4]
    ('1 closed question.', 'The reply begins with “but”.', 'The reply contains the words “you should”.')
    >>> facts_of("That sounds lonely.")
    ('3 words.', 'No question.', 'The reply ends without a question mark.')
    """
    plain, questions = _plain(reply), questions_of(reply)
    found = [_n("{n} word.", "{n} words.", len(_WORD.findall(reply))), *_asked(questions)]
    first = re.match(r"(but|why|at least|well|because)\b", plain)
    if first:
        found.append(_("The reply begins with {word}.", word=quoted(first[1])))
    told = [words for words in _TOLD if re.search(rf"\b{words}\b", plain)]
    if told:
        found.append(_("The reply contains the words {words}.", words=listed(map(quoted, told))))
    ends = reply.rstrip(" \n\"'”’)").endswith("?")
    found.append(_("The reply ends with a question mark.") if ends else _("The reply ends without a question mark."))
    if any(SequenceMatcher(None, plain, _plain(other), autojunk=False).ratio() >= _SAME for other in others):
        found.append(_("The reply matches one you have read here almost word for word."))
    return tuple(found)


def _asked(questions: tuple[str, ...]) -> list[str]:
    kinds = Counter(map(kind_of, questions))
    told = {
        "open": _n("{n} open question.", "{n} open questions.", kinds["open"]),
        "closed": _n("{n} closed question.", "{n} closed questions.", kinds["closed"]),
        "": _n("{n} question of a different kind.", "{n} questions of a different kind.", kinds[""]),
    }
    return [said for kind, said in told.items() if kinds[kind]] or [_("No question.")]


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split()).lstrip("¿¡\"“' ")
