"""What is never a step toward what is feared, and what the rules ask about a ladder.

What is never a step is refused only where the words leave hardly a doubt; the rest is asked about. How often the rules
are right is measured in ``tests/cbt/test_step_rules.py``.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from iopedu.course.language import _, _n
from iopedu.course.ratings import in_plain_words
from iopedu.course.rules import RuleSet
from iopedu.course.text import listed
from iopedu.course.wording import Wording

if TYPE_CHECKING:
    from iopedu.cbt.exposure import Hierarchy, Step

_WIDE, _FIRST_BELOW = 30, 40


def says(*patterns: str) -> Callable[[str], bool]:
    """Return what tells whether a text has one of some patterns in it."""
    pattern = re.compile("|".join(patterns), re.IGNORECASE)
    return lambda text: bool(pattern.search(text.replace("’", "'")))


_SOME = (
    r"(?:(?:a|an|one|two|three|some|my|her|his|the|[\w-]+'s|little|small|large|half|few|more|extra|double|cold|warm|quick"
    r"|couple|bit|lines?|hits?|puffs?|glass|glasses|shots?|sips?|cans?|bottles?|pints?|of|or|red|white)\s+)*"
)
#: What follows the name of a thing itself, and not one that it describes: not the wine store, not a joint account.
_ITSELF = (
    r"(?=\s*(?:$|[.,;:!?)]|(?:and|or|before|after|first|then|with|without|at|on|in|to|for|from|until|till|like|so|while"
    r"|when|during|alone|beforehand|every|each|as|if)\b))"
)
_ALCOHOL = (
    r"(?:wine|beers?|whiske?y|vodka|gin|rum|tequila|liquor|alcohol|prosecco|champagne|cocktails?|margaritas?)\b"
    + _ITSELF
)
_DRUG = r"(?:weed|joints?|cannabis|marijuana|cocaine|edibles?|ecstasy|heroin)\b" + _ITSELF
_CALMING = (
    r"(?:xanax|ativan|valium|klonopin|lorazepam|alprazolam|diazepam|clonazepam|benzos?|benzodiazepines?|propranolol"
    r"|beta[- ]blockers?|sedatives?|tranquili[sz]ers?|anxiety (?:pill\w?|meds?|medication|medicine|tablets?))\b"
)
_PILL = r"(?:pill\w?|tablets?|dose|meds?|medication|medicine)\b"
#: Where what the person does begins: what others do, used to do or talk about is told in other places.
_DOES = r"(?:^\W*|[,;.]\s*|\b(?:and|then|first),?\s+)"
_HARMED = (
    r"(?:beat|beats|hit|hits|hurt|hurts|threatened|threatens|abused|abuses|raped|assaulted|attacked|stalked|stalks"
    r"|choked|strangled|punched|slapped|molested)\s+(?:me|her|him|us|them)\s*"
    r"(?:$|[.,;:!?)]|(?:and (?!won)|before|once|again|badly|last|as a|when|for years|alone|by myself|on my own)\b)"
)
_WHO = rf"(?:\s+(?:has|had|once|used to|always|often|also|really))*\s+{_HARMED}"
_HARMFUL = r"(?:my|her|his|the) (?:abuser|stalker|rapist|attacker|batterer)\b"
_VIOLENT = (
    r"(?:abusive|violent|threatening) (?:ex\b|ex-\w+|father|mother|brother|uncle|husband|wife|partner|boyfriend"
    r"|girlfriend|stepfather|neighbor)\b"
)
_GOES = (
    r"\b(?:meet|visit|see|confront|face|(?:dinner|coffee|lunch) with|go to|go back to|return to|move back (?:in )?with"
    r"|stay with|sit with|talk to|drive to|alone with)\s+(?:with\s+|up with\s+)?"
)
#: Not where a professional is there, and not where only a picture of the person is.
_UNGUARDED = (
    r"(?!.*\b(?:with (?:my|a|the|her|his|our) (?:advocate|lawyer|attorney|therapist|clinician|team|case worker"
    r"|counselor|officer)|in court|advocate|police|photos?|picture|imagin\w+|film|movie|book)\b)"
)

NEVER_RULES: RuleSet[str] = RuleSet(
    "never_a_step",
    alcohol_or_drugs=says(
        rf"{_DOES}(?:drink|sip|down|gulp|have)\s+{_SOME}{_ALCOHOL}",
        rf"\b(?:after|by) (?:drinking|having)\s+{_SOME}{_ALCOHOL}",
        rf"\bafter\s+(?:a|one|two|three|some)\s+{_SOME}{_ALCOHOL}",
        rf"\b(?:calm|relax|loosen|warm)\b[^,;.]* with\s+{_SOME}{_ALCOHOL}",
        rf"{_DOES}(?:smoke|vape|eat|use|do|snort|take|share)\s+{_SOME}(?:{_DRUG}|(?<=smoke )pot\b)",
        rf"{_DOES}get\s+(?:(?:a|little|bit|really|slightly)\s+)*(?:drunk|tipsy|stoned|buzzed|wasted)\b",
        rf"{_DOES}get\s+high\s*(?:$|[.,;]|before\b|first\b|with\b|and\b)",
        rf"{_DOES}(?:drink|have|take)\s+(?:a|one|two|three|some|a few|a couple of)\s+(?:drinks?|shots?)\s+"
        r"(?:before|first|to (?:calm|relax|loosen)|for courage|beforehand)",
    ),
    extra_medicine=says(
        rf"{_DOES}(?:take|swallow|pop|use)\s+{_SOME}{_CALMING}(?!.*\bas prescribed)",
        rf"{_DOES}(?:take|swallow|pop|use)\s+(?:(?:an?|one|my|the|two)\s+)*(?:extra|additional|double|second|more)\s+"
        rf"{_PILL}(?! (?:box|bottle))",
        rf"{_DOES}take {_SOME}(?:pill\w?|tablets?)\b[^.;]* (?:before|first|to (?:get through|calm))",
        rf"{_DOES}(?:double|triple)\s+(?:my|her|his|the)\s+{_PILL}",
    ),
    violent_person=says(
        rf"{_UNGUARDED}{_GOES}(?:my|her|his|the|a|an)\s+(?:[\w-]+\s+){{0,2}}?[\w-]+,?\s+(?:who|because s?he){_WHO}",
        rf"{_UNGUARDED}{_GOES}(?:{_HARMFUL}|(?:my|her|his|the|an?)\s+{_VIOLENT})",
    ),
    real_danger=says(
        rf"{_DOES}drive\b[^.;]*\b(?:after (?:drinking|(?:an?|one|two|some) (?:glass(?:es)? of wine|beers?|drinks?))"
        r"|drunk|without (?:a |my |the )?seat ?belt|eyes (?:closed|shut)|while texting)",
        rf"{_DOES}text while driving\b",
        rf"{_DOES}(?:eat|taste|try)\b[^.;]*\b(?:although|though|that|which) (?:I'm|I am|she is|he is) allergic",
        rf"{_DOES}(?:skip|stop taking|leave out|go without|do not take|don't take) (?:my |her |his |the )?"
        r"(?:insulin|lithium|inhaler|antidepressants?|blood thinners?|heart pill\w?"
        rf"|(?:\w+ ){{0,2}}(?:medication|meds|medicine))\b{_ITSELF}",
    ),
    against_the_law=says(
        rf"{_DOES}(?:shoplift|trespass|vandali[sz]e)\b",
        rf"{_DOES}steal (?:an?|some|something|money|from)\b(?! (?:\w+ )?(?:look|glance|kiss|moment|minute)s?\b)",
        rf"{_DOES}break into (?:an?|the|my|her|his) (?:\w+ )?(?:house|home|office|building|school|car|store)\b",
        rf"{_DOES}(?:ride|take|board)\b[^.;]*\bwithout (?:a |my |the )?(?:valid )?(?:ticket|fare)\b{_ITSELF}",
        rf"{_DOES}(?:ride|take|board|walk|leave|run)\b[^.;]*\bwithout paying(?:{_ITSELF}| the (?:fare|check|bill))",
        rf"{_DOES}(?:drive|ride)\b[^.;]*\b(?:without a license|(?:over|above) the (?:speed )?limit)",
        rf"{_DOES}(?:drive|ride)\b[^.;]* through a red light",
        rf"{_DOES}buy {_SOME}{_DRUG}",
    ),
)


def refusal(text: str) -> str:
    """Return why a text is never a step and what to do instead, or nothing.

    Examples
    --------
    >>> refusal("Walk past the wine store"), refusal("Drink one glass of wine, then walk past")[:48]
    ('', 'Alcohol and drugs are never part of a step: they')
    """
    return next((asked.rule.question for asked in NEVER_RULES.asked(text)), "")


_PEOPLE = (
    r"(?:mother|father|mom|dad|friends?|sister|brother|partner|husband|wife|boyfriend|girlfriend|grandmother|grandfather"
    r"|coworker|colleague|therapist|clinician|counselor|nurse|instructor|teacher|roommate|neighbor|aunt|uncle|cousin"
    r"|daughter|son|peer|classmate|lab partner)\b"
)
_IS_ACCOMPANIED = says(
    rf"\b(?:with|beside|next to|accompanied by) (?:my|her|his|their|the|an?|another|one) (?:[\w-]+ ){{0,2}}{_PEOPLE}",
    r"\b(?:holding (?:my|her|his) \w+'s hand|somebody comes along)\b",
)
_HAS_NAME = re.compile(r"\b(?:with|beside|next to) (?!January|March|April|May|June|July|August|God)[A-Z][a-z]+\b")
_FEELS_SAFE = says(
    r"\b(?:hold|holding|carry|carrying|bring|bringing|clutch\w*|keep|keeping|with) (?:my |her |his |the |a |an )"
    r"(?:[\w-]+ )?(?:pill\w?|medication|medicine|meds|water bottle|bottle of water|phone|lucky \w+|stone|charm|bag|list"
    r"|notes?|sanitizer|wipes|gloves)\b",
    r"\b(?:near|by|next to|close to|beside) (?:the |an? )?(?:door|exit|way out|aisle)\b",
    r"\b(?:headphones|earbuds|sunglasses|hood up|looking (?:down|away|at (?:my|her|his) phone)|scrolling|texting)\b",
    r"\bon the phone with\b|\bphone in (?:my |her |his )?hand\b|\b(?:rehears|distract|count)ing\b",
    r"\bonly (?:if|when) (?:I feel (?:well|calm)|it is empty|nobody)|\bso (?:that )?(?:I don't|no one|nobody)\b",
    r"\b(?:speak|talk|answer|order|ask|pay|call)s? for (?:me|her|him)\b|\bhold(?:s|ing)? (?:my|her|his) hand\b",
    r"\b(?:a|and|my) (?:hood|scarf|mask) (?:so|over|on)\b|\bwhole time\b",
)
_NEAR_SUBSTANCE = says(
    rf"\b(?:{_ALCOHOL}|{_DRUG}|{_CALMING}|(?:(?<!snack )(?<!salad )(?<!chocolate )bars?|pub|drugs?|happy hour)\b)"
)
_OF_VIOLENCE = says(
    rf"\bwho{_WHO}|{_HARMFUL}|{_VIOLENT}",
)
_NEAR_DANGER = says(
    r"\balone (?:at night|after dark|in the dark|at [1-4] ?a\.?m)\b|\b(?:[1-4] ?a\.?m\.?|at night) alone\b",
    r"\bwithout looking\b|\bstrangers? .* at night\b|\b(?:tease|provoke)\b",
    r"\bdark (?:street|alley|park)\b|\bhighway\b|\bthin ice\b",
    r"\bstranger's (?:car|home|house|apartment)\b|\bhitchhik\w+",
    r"\bswim (?:far )?out\b|\bwithout (?:a |my )?(?:helmet|life jacket)\b",
)
_IS_NEEDED = says(
    r"\b(?:inhaler|insulin|epipen|prescribed|antidepressants?|lithium|(?:my|her|his|the) (?:medication|medicine|meds)"
    r"|glasses|cane|walker|hearing aids?|seat ?belt|helmet|safety plan|crisis line)\b"
)


def _steps(ladder: Hierarchy, asks: Callable[[Step], bool]) -> Iterator[str]:
    """Yield one place that names all steps about which to ask, by their number."""
    found = [f"{at}" for at, step in enumerate(ladder.steps, 1) if asks(step)]
    if found:
        yield _n("Step {numbers}", "Steps {numbers}", len(found), numbers=listed(found))


def _on_steps(asks: Callable[[Step], bool]) -> Callable[[Hierarchy], Iterator[str]]:
    return lambda ladder: _steps(ladder, asks)


def _in_situation(says: Callable[[str], bool]) -> Callable[[Hierarchy], Iterator[str]]:
    return _on_steps(lambda step: says(step.situation) and not refusal(step.situation))


def _none(field: str) -> Callable[[Hierarchy], bool]:
    """Whether there are steps, and none of them says this."""
    return lambda ladder: bool(ladder.steps) and not any(in_plain_words(getattr(one, field)) for one in ladder.steps)


def _accompanied(text: str) -> bool:
    return _IS_ACCOMPANIED(text) or bool(_HAS_NAME.search(text))


def _never_alone(ladder: Hierarchy) -> bool:
    return len(ladder.steps) >= 3 and all(_accompanied(step.situation) for step in ladder.steps)


def _high_start(ladder: Hierarchy) -> bool:
    rated = [step.expected for step in ladder.steps if step.expected is not None]
    return bool(rated) and min(rated) >= _FIRST_BELOW


def _gaps(ladder: Hierarchy) -> Iterable[str]:
    rated = [step for step in ladder.steps if step.expected is not None]
    for low, high in itertools.pairwise(rated):
        if high.expected - low.expected > _WIDE:
            told = {"lower": low.situation, "higher": high.situation, "gap": high.expected - low.expected}
            yield _(
                "From “{lower}” ({lower_rating}) to “{higher}” ({higher_rating}) it is {gap} points",
                **told,
                lower_rating=low.expected,
                higher_rating=high.expected,
            )


LADDER_RULES: RuleSet[Hierarchy] = RuleSet(
    "ladder",
    {"rating": _FIRST_BELOW, "points": _WIDE},
    no_action=_in_situation(Wording("no_action")),
    high_start=_high_start,
    gap=_gaps,
    unrated=_on_steps(lambda step: step.expected is None),
    nothing_feared=_on_steps(lambda step: not in_plain_words(step.feared) or step.likely is None),
    feels_safe=_on_steps(lambda step: _FEELS_SAFE(step.situation) and not in_plain_words(step.without)),
    nothing_left_out=_none("without"),
    never_alone=_never_alone,
    needed=_on_steps(lambda step: _IS_NEEDED(step.without)),
    not_again=_none("again"),
    near_substance=_in_situation(_NEAR_SUBSTANCE),
    of_violence=_in_situation(_OF_VIOLENCE),
    near_danger=_in_situation(_NEAR_DANGER),
)
