"""A chain analysis: link by link from what made a person vulnerable to what came of it, with skills and questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from iopedu.course.fields import Words
from iopedu.course.files import options
from iopedu.course.language import _
from iopedu.course.people_first import concerns
from iopedu.course.ratings import in_plain_words
from iopedu.course.record import Record, choice, record, rows, words
from iopedu.course.rules import Asked, RuleSet
from iopedu.course.wording import Wording, words_of
from iopedu.dbt.link import Link, fit_question

#: A chain can lead to a behavior that helped, too: knowing how that went is worth as much.
ENDINGS: Mapping[str, str] = {"problem": _("Problem behavior"), "effective": _("Effective behavior")}

CONSEQUENCES: Mapping[str, str] = options("chain.consequences")

_THEN = options("chain.then")
#: How exactly the behavior is described, beside what was done.
PRECISELY: Mapping[str, str] = {"when": _("When"), "where": _("Where"), "how": _("How intense and how long")}

#: What is planned so that neither the day nor the event leads there again.
PREVENTION: Mapping[str, str] = options("chain.prevention")

#: What is put right. A behavior that helped has nothing to repair.
REPAIR: Mapping[str, str] = options("chain.repair")

_ENDED = options("chain.ended")


@record
class Chain(Record):
    """What led to a behavior, link by link and in this order, and what followed.

    Parameters
    ----------
    about : str
        Whose chain, and of which moment.
    vulnerability : str
        What made the person easier to upset that day; one thing in each line.
    prompting : str
        The event that set it off.
    links : tuple of Link
        Up to 14, in their order.
    ending : str
        Key of `ENDINGS`; empty while it is not chosen.
    behavior, when, where, how : str
        What the person did in the end, so exactly that an actor could play it.
    soon_me, soon_others, later_me, later_others : str
        What followed, for the person and for others.
    less_vulnerable, less_prompted : str
        What prevents it: on the days before, and at the prompting event.
    harm, correct, overcorrect : str
        What was harmed and how it is put right; nothing is missing without it after a behavior that helped.

    Examples
    --------
    >>> chain = Chain(prompting="A letter came", links=(Link("Shame", "feeling", 80),), behavior="Stayed in bed")
    >>> print(chain.story())
    It began with this: A letter came.
    Then came the feeling: Shame (80).
    In the end: Stayed in bed.
    """

    WHAT: ClassVar[str] = _("chain")

    about: str = words(_("Whose chain, and when"), lines=1, optional=True)
    ending: str = choice(_("Kind of behavior"), ENDINGS)
    behavior: str = words(_("What was done"), lines=2, hint=_("In enough detail that an actor could play it"))
    when: str = words(PRECISELY["when"], lines=1)
    where: str = words(PRECISELY["where"], lines=1)
    how: str = words(PRECISELY["how"], lines=1)
    vulnerability: str = words(_("Vulnerability factors"), hint=_("One thing on each line"))
    prompting: str = words(_("Prompting event"), lines=1)
    links: tuple[Link, ...] = rows(_("Links"), _("Link"), Link, most=14)
    soon_me: str = words(CONSEQUENCES["soon_me"], lines=1)
    soon_others: str = words(CONSEQUENCES["soon_others"], lines=1)
    later_me: str = words(CONSEQUENCES["later_me"], lines=1)
    later_others: str = words(CONSEQUENCES["later_others"], lines=1)
    less_vulnerable: str = words(PREVENTION["less_vulnerable"], lines=1)
    less_prompted: str = words(PREVENTION["less_prompted"], lines=1)
    harm: str = words(REPAIR["harm"], lines=1)
    correct: str = words(REPAIR["correct"], lines=1)
    overcorrect: str = words(REPAIR["overcorrect"], lines=1)

    @property
    def factors(self) -> tuple[str, ...]:
        """The vulnerability factors one by one."""
        return tuple(line.strip() for line in self.vulnerability.splitlines() if line.strip())

    @property
    def slots(self) -> tuple[int, ...]:
        """Places of the links, from 1, for which a skill is chosen."""
        return tuple(at for at, link in enumerate(self.links, 1) if link.skill)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Names of the parts that are still empty."""
        without = REPAIR.values() if self.ending == "effective" else ()
        parts = (name for name in super().lacking if name not in without)
        types = (_("Type of link {number}", number=at) for at, link in enumerate(self.links, 1) if not link.kind)
        return (*parts, *types, *(() if self.slots else (_("A skill for one of the links"),)))

    @property
    def ended(self) -> str:
        """Name of the behavior: a problem, effective, or not chosen."""
        return ENDINGS.get(self.ending, _("Behavior"))

    @property
    def played(self) -> str:
        """The behavior as an actor would play it: what, when, where, how intense."""
        around = "; ".join(" ".join(getattr(self, field).split()) for field in PRECISELY if self._has(field))
        return f"{self.behavior.strip()} ({around})" if around and self._has("behavior") else self.behavior.strip()

    def _has(self, field: str) -> bool:
        return in_plain_words(getattr(self, field))

    def told(self, *parts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """Return name and words of each of these parts that is not empty."""
        return tuple((name, getattr(self, field)) for part in parts for field, name in part.items() if self._has(field))

    def asked(self) -> tuple[Asked, ...]:
        """Return the questions that the rules ask about the chain, each with its place.

        Examples
        --------
        >>> str(Chain(prompting="A letter came", behavior="I stayed in bed").asked()[0]).partition("?")[0]
        'From the prompting event to the behavior: What came in between'
        """
        return CHAIN_RULES.asked(self)

    def story(self) -> str:
        """Return the chain as sentences, in the order in which it happened; empty parts are left out."""
        parts = [_("Before it: {factors}", factors=_end("; ".join(self.factors)))] if self.factors else []
        if self._has("prompting"):
            parts.append(_("It began with this: {event}", event=_end(self.prompting)))
        parts += [_THEN[link.kind].format(link=_end(link.told)) for link in self.links]
        if self._has("behavior"):
            parts.append(_ENDED[self.ending].format(behavior=_end(self.played)))
        parts += [f"{name}: {_end(text)}" for name, text in self.told(CONSEQUENCES)]
        parts += [
            _("Something else could happen at “{link}”: {skill}", link=_bare(link.text), skill=_end(link.skill_says))
            for link in self.links
            if link.skill_says
        ]
        return "\n".join([*parts, *(f"{name}: {_end(text)}" for name, text in self.told(PREVENTION, REPAIR))])

    def listing(self) -> str:
        """Return the chain as a list of its parts, the behavior first; what is empty is named."""
        asks = self.asks()
        texts = {name: getattr(self, name) for name, ask in asks.items() if isinstance(ask, Words)}
        words = {name: f"{asks[name].label}: {text.strip() or '…'}" for name, text in texts.items()}
        lines = [words["about"], f"{self.ended}: {self.behavior.strip() or '…'}", *map(words.get, PRECISELY)]
        lines += [f"{asks['vulnerability'].label}: {'; '.join(self.factors) or '…'}", words["prompting"]]
        for at, link in enumerate(self.links, 1):
            lines += [f"{at}. {link!r}"]
            lines += [f"   {line}" for line in link.notes]
        after = [*CONSEQUENCES, *PREVENTION, *(REPAIR if self.ending != "effective" or self.told(REPAIR) else ())]
        return "\n".join([*lines, *map(words.get, after)])

    def describe(self) -> str:
        """Return the chain as a list and as a story."""
        if self.blank:
            return _("No chain yet.")
        return f"{self.listing()}\n\n{_('As a story:')}\n{self.story() or _('nothing to tell yet')}"


def _bare(text: str) -> str:
    """Return a text without the quotation marks around it: a thought is often written in them."""
    found = re.fullmatch(r"\s*(?:“([^“”]+)”|\"([^\"]+)\")\s*", text)
    return (found[1] or found[2]) if found else text


def _end(text: str) -> str:
    """Return a text that ends like a sentence."""
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?", "…", ".”", "!”", "?”")) else f"{text}."


#: Words in quotation marks.
_SAID = re.compile(r"“[^“”]*”|\"[^\"]*\"")


def _feels(text: str) -> bool:
    """Whether a feeling is named, also one that was not there: no camera records either."""
    return bool(words_of("names_feeling").search(text.casefold()))


def _on_links(kind: str, asks: Callable[[Link], bool]) -> Callable[[Chain], Iterator[str]]:
    def places(chain: Chain) -> Iterator[str]:
        for at, link in enumerate(chain.links, 1):
            if kind in ("", link.kind) and asks(link):
                yield _("Link {number}, “{text}”", number=at, text=link.text)

    return places


def _in_facts(name: str, *fields: str) -> Callable[[Chain], Iterator[str]]:
    """Places that say what happened, or what was done, and hold a word of a list."""

    def places(chain: Chain) -> Iterator[str]:
        yield from (Chain.asks()[field].label for field in fields if Wording(name)(getattr(chain, field)))
        for kind in ("event", "action"):
            yield from _on_links(kind, lambda link: Wording(name)(link.text))(chain)

    return places


def _event_feels(chain: Chain) -> Iterator[str]:
    if _feels(chain.prompting):
        yield Chain.asks()["prompting"].label
    yield from _on_links("event", lambda link: _feels(link.text))(chain)


def _danger(chain: Chain) -> set[str]:
    """Kinds of danger that the behavior tells of.

    The reader of danger weighs words and can pass over a bare “I self-harmed”, so plain words count here whatever it
    says; where it goes by a label, such as “took it out on”, it reads the rest again.
    """
    said = f"{chain.behavior} {chain.how}"
    found, labels = concerns(said), " ".join(words_of("labels").findall(said.casefold()))
    if any(one.words.casefold() in labels for one in found):
        found = concerns(words_of("labels").sub(" ", said.casefold()))
    return {one.kind for one in found} | ({"self_harm"} if Wording("harm")(said) else set())


def _no_details(chain: Chain) -> bool:
    """Whether the behavior may be self-harm or an attempt: nobody asks how that was done."""
    return not {"suicide", "self_harm"}.isdisjoint(_danger(chain))


def _unseen(text: str, lists: str) -> bool:
    """Whether a text has neither words that somebody said nor one that a camera could record."""
    return not _SAID.search(text) and Wording(lacks=lists)(text)


def _reads(text: str) -> bool:
    return Wording("reads")(text) or _unseen(text, "seen seen_event")


def _interprets(chain: Chain) -> Iterator[str]:
    labels = {Chain.asks()["prompting"].label: _reads(chain.prompting)}
    labels[Chain.asks()["behavior"].label] = Wording("reads")(chain.behavior)
    yield from (label for label, found in labels.items() if found)
    yield from _on_links("event", lambda link: _reads(link.text))(chain)
    yield from _on_links("action", lambda link: Wording("reads")(link.text))(chain)


def _vague(chain: Chain) -> bool:
    return (Wording("labels")(chain.behavior) or _unseen(chain.behavior, "seen")) and not _no_details(chain)


def _short(chain: Chain) -> bool:
    return 0 < len(chain.behavior.split()) < 4 and not _no_details(chain)


def _nothing_between(chain: Chain) -> Iterator[str]:
    if chain.prompting.strip() and chain.behavior.strip() and not chain.links:
        yield _("From the prompting event to the behavior")


def _no_feeling(chain: Chain) -> Iterator[str]:
    if len(chain.links) >= 2 and all(link.kind not in ("", "feeling") for link in chain.links):
        yield _("The whole chain")


def _no_skill(chain: Chain) -> Iterator[str]:
    if chain.links and not chain.slots:
        yield _("The whole chain")


def _late_skill(chain: Chain) -> Iterator[str]:
    if chain.slots and len(chain.links) >= 3 and chain.slots[0] > len(chain.links) / 2:
        yield _("Link {number} is the first with a skill", number=chain.slots[0])


CHAIN_RULES: RuleSet[Chain] = RuleSet(
    "chain",
    harm_as_help=lambda chain: chain.ending == "effective" and bool(_danger(chain)),
    short=_short,
    gap=_nothing_between,
    event_feels=_event_feels,
    thought_feels=_on_links("thought", lambda link: Wording("bare_feeling")(link.text)),
    long_feeling=_on_links("feeling", lambda link: len(link.text.split()) > 4),
    no_strength=_on_links("feeling", lambda link: link.strength is None),
    no_feeling=_no_feeling,
    no_skill=_no_skill,
    skill_fit=_on_links("", lambda link: bool(fit_question(link))),
    tipp_cleared=_on_links("", lambda link: link.skill == "tipp" and "clear" not in link.instead.casefold()),
    late_skill=_late_skill,
    vague=_vague,
    interprets=_interprets,
    judges=_in_facts("judges", "vulnerability", "prompting", "behavior", "how", *CONSEQUENCES, *REPAIR),
)
