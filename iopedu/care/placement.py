"""The placement worksheet: ratings in, a range of levels with its reasons out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from iopedu.care.gates import TEACHING, UNSURE, Axis, Change, Gated, axes, changes, gated, hours_of, intensity, material
from iopedu.care.levels import level, levels
from iopedu.care.red_flags import EMERGENCY, FIND_OUT, ROUTES, RedFlag, first, red_flags
from iopedu.course.fields import Choice
from iopedu.course.files import options
from iopedu.course.language import Refusal, _
from iopedu.course.record import Record, choice, named, picked, record, words
from iopedu.course.text import check_words, listed

WISHES: Mapping[str, str] = material()["wish"]["answers"]
#: A reason has at least this many words; fewer explain nothing to the next clinician.
LEAST_WORDS = 3


#: What the least concern on an axis says no to, of what the words of a text may call for people about.
DENIED: Mapping[str, tuple[str, ...]] = {
    "safety": ("suicide", "self_harm", "violence", "means", "secret"),
    "home": ("being_harmed", "means"),
}


def _ratings() -> Mapping[str, Choice]:
    return {
        axis.id: Choice(
            label=axis.name,
            ask=axis.ask,
            options={**{at: ": ".join(anchor) for at, anchor in axis.anchors.items()}, UNSURE: _("Not sure")},
            unset=_("Not rated yet"),
            denies="a" if axis.id in DENIED else None,
            denied=DENIED.get(axis.id, ()),
        )
        for axis in axes()
    }


def _before_levels(name: str, **more: Any) -> Any:
    """Declare a question that comes before every level; a no to it says that there is no danger."""
    asked = material()[name]
    return choice(asked["name"], asked["answers"], ask=asked["ask"], default=None, denies="no", **more)


@record
class Worksheet(Record):
    """One placement, from the question about danger to the level that is chosen.

    Parameters
    ----------
    danger : {"no", "yes", "u"}, optional
        Asked before anything else. With "yes" or "u" (not sure) no level is chosen.
    medical : {"no", "yes", "u"}, optional
        Asked second: whether there is a medical red flag. With "yes" or "u" no level is chosen either.
    flags : tuple of str
        The red flags that are there; with one of them no level is chosen, whatever else was answered.
    ratings : mapping of str to str
        Ratings by axis; an axis that is not in it was not rated, which is not the same as "not sure".
    settles : {"no", "yes", "over", "u"}, optional
        Whether an acute danger could settle within a day, or did not although the day is over.
    wish : {"", "less", "fits", "more"}
        What the person wants; it chooses within the range.
    out_of_reach : tuple of str
        Levels that cannot be reached in time.
    missing : str
        What is missing there.
    override : str
        A level outside the range that is chosen all the same, or empty; one within it is a choice and no override.
    reason : str
        Why; an override without it is refused.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Worksheet()
    Worksheet, not rated yet: Danger now
    """

    WHAT: ClassVar[str] = _("placement worksheet")

    danger: str | None = _before_levels("danger")
    medical: str | None = _before_levels(
        "medical", unset=_("Not answered"), denied=("purging", "starving", "medicine", "substance")
    )
    flags: tuple[str, ...] = picked(_("Red flags that are present"), red_flags.named())
    ratings: Mapping[str, str] = named(_("Axis"), _ratings)
    settles: str | None = choice(
        material()["settles"]["ask"], material()["settles"]["answers"], unset=_("Not answered"), default=None
    )
    wish: str = choice(
        material()["wish"]["ask"], {name: said for name, said in WISHES.items() if name}, unset=WISHES[""]
    )
    out_of_reach: tuple[str, ...] = picked(_("Levels out of reach"), levels.named("label"))
    missing: str = words(_("What is missing"), hint=_("For example, child care, a ride, coverage, an opening"), lines=1)
    override: str = choice(_("Override"), levels.named("label"), unset=_("No override"))
    reason: str = words(_("Reason for the override"), hint=_("What you know that the axes don’t show"), lines=1)

    def check(self) -> None:
        if self.override:
            said = _("An override needs a reason of at least {least} words: what do you know that the axes don’t show?")
            check_words(self.reason, LEAST_WORDS, said)
        if self.reason.strip() and not self.override:
            raise Refusal("You gave a reason, but no level to override with. Choose the level, or clear the reason.")
        if self.missing.strip() and not self.out_of_reach:
            raise Refusal("Something is missing, but no level is marked as out of reach. Mark one, or clear the box.")

    # What was rated ----------------------------------------------------------------------------------

    @property
    def unrated(self) -> tuple[str, ...]:
        """Names of what was not answered yet; empty when there is a result."""
        if self.danger is None:
            return (material()["danger"]["name"],)
        if self.medical is None and not self.first:
            return (material()["medical"]["name"],)
        return () if self.first else tuple(axis.name for axis in axes() if axis.id not in self.ratings)

    @property
    def ready(self) -> bool:
        """Whether there is a result."""
        return not self.unrated

    @property
    def first(self) -> str:
        """What comes before a level, as `red_flags.first` says it; empty when a level may be chosen."""
        return first(self.danger, self.medical, self.flags)

    @property
    def raised(self) -> tuple[RedFlag, ...]:
        """The red flags that are there."""
        return tuple(map(red_flags.get, self.flags))

    @property
    def stop(self) -> str:
        """What to do instead of choosing a level; empty when nothing comes before it."""
        if not self.first:
            return ""
        if self.first == FIND_OUT:
            return material()["danger" if self.danger == UNSURE else "medical"][UNSURE]
        return material()["danger" if self.first == EMERGENCY else "medical"]["yes"]

    @property
    def gates(self) -> Gated | None:
        """What the gates say, or None while something is not rated or somebody is in danger."""
        return gated(self.ratings) if self.ready and not self.stop else None

    @property
    def cautions(self) -> tuple[str, ...]:
        """What comes before a level, or before it is used: safety that is not known, a person who can't take part."""
        if not self.gates:
            return (self.stop,) if self.stop else ()
        absent = self.ratings["part"] == "d" and intensity(self.gates.level) < intensity("residential")
        holds = {"safety": self.ratings["safety"] == UNSURE, "part": absent}
        return tuple(said for axis, said in material()["first"].items() if holds[axis])

    @property
    def unsure(self) -> tuple[Axis, ...]:
        """The axes to find out about next."""
        return tuple(axis for axis in axes() if self.ratings.get(axis.id) == UNSURE)

    @property
    def range(self) -> tuple[str, ...]:
        """What can be defended, the most intensive first: levels, or what comes before them; empty while unknown."""
        if not self.gates:
            return (self.first,) if self.first in ROUTES else ()
        # A short stay is for finding out whether it settles. When its day is over, it has answered.
        return tuple(name for name in self.gates.range if name != "crisis" or self.settles != "over")

    def changes(self) -> tuple[Change, ...]:
        """Return what would change the suggestion; nothing while there is no suggestion."""
        return changes(self.ratings) if self.gates else ()

    # What is chosen ----------------------------------------------------------------------------------

    @property
    def asks_settling(self) -> bool:
        """Whether the question about settling within a day chooses between two levels."""
        return bool(self.gates) and self.ratings["safety"] == "d" and "crisis" in self.gates.range

    @property
    def wished(self) -> str:
        """The level that course and wish choose within the range; empty while there is none."""
        found = self.gates
        if not found:
            return ""
        if self.asks_settling:  # a short stay is for what settles; a wish alone does not make it safe
            return "crisis" if self.settles == "yes" and self.wish != "more" else found.level
        return {"less": found.least, "more": found.most}.get(self.wish, found.level)

    @property
    def reached(self) -> str:
        """The level that can be reached: the wished one, or the next best; empty when none that is safe is there.

        First less intensive within the range, then more intensive, then less intensive than the range; never below
        the floor.
        """
        if not self.gates:
            return ""
        start, floor = intensity(self.wished), intensity(self.gates.floor.level)
        less = [name for name in self.range if intensity(name) <= start]
        more = [entry.id for entry in reversed(levels()) if intensity(entry.id) > start]
        under = [entry.id for entry in levels() if floor <= intensity(entry.id) < intensity(self.gates.least)]
        return next((name for name in [*less, *more, *under] if name not in self.out_of_reach), "")

    @property
    def chosen(self) -> str:
        """The level in the end: the override, or what can be reached; empty while there is none."""
        return (self.override or self.reached) if self.gates else ""

    @property
    def overrides(self) -> bool:
        """Whether the level is chosen outside the range, by an override."""
        return bool(self.gates and self.override) and self.override not in self.range

    # In words ----------------------------------------------------------------------------------------

    def reasons(self) -> tuple[str, ...]:
        """Return the result in sentences: range, gates, choice."""
        found = self.gates
        if not found:
            return (*self.cautions, *map(repr, self.raised))
        names = [level(name).label for name in reversed(self.range)]
        hours = {"hours": hours_of(found.hours.level), "reason": found.hours.says}
        lines = [
            _("Suggested: {level}, {hours}.", level=level(found.level).label, hours=hours_of(found.level)),
            _("Range: {levels}.", levels=listed(names, "or"))
            if names[1:]
            else _("Range: {level} only.", level=names[0]),
            options("placement.decided")[found.decided_by.gate],
            repr(found.floor),
            _("Time needed: {hours}. {reason}", **hours),
            repr(found.ceiling),
        ]
        return (*self.cautions, *lines, *_within(self), *_reach(self), *_override(self))

    def next_questions(self) -> tuple[str, ...]:
        """Return what to find out next, and where it could lead; "not sure" counts as no concern until then."""
        lines, found = [], self.changes()
        for axis in self.unsure:
            its = ({"rating": axis.word(one.then), "level": one.to.label} for one in found if one.axis == axis)
            leads = [_("“{rating}” would lead to {level}", **one) for one in its]
            then = f"{'; '.join(leads)}." if leads else _("That would not change the level now.")
            lines.append(f"{axis.name}: {axis.find_out} {then}")
        if self.asks_settling and self.settles in (None, UNSURE):
            lines.append(_("Could this settle within a day, with help? If so, crisis stabilization may be enough."))
        return tuple(lines)

    def describe(self) -> str:
        """Return the whole worksheet in plain words."""
        if not self.ready:
            return f"{TEACHING}.\n{_('Not rated yet: {names}.', names=listed(self.unrated))}"
        lines = [f"{TEACHING}.", *self.reasons()]
        lines += [_("Find out next: {question}", question=line) for line in self.next_questions()]
        known = (repr(change) for change in self.changes() if change.now != UNSURE)
        lines += [_("What would change it: {change}", change=change) for change in known]
        return "\n".join(lines)

    def __repr__(self) -> str:
        if not self.ready:
            return _("Worksheet, not rated yet: {names}", names=listed(self.unrated))
        if self.stop:
            return _("Worksheet: {stop}", stop=self.stop.split(".")[0].lower())
        if not self.chosen:
            return _("Worksheet: no safe level is within reach")
        said = _("Worksheet: {level} by override") if self.overrides else _("Worksheet: {level}")
        return said.format(level=level(self.chosen).label)


def example_worksheet(name: str = "maya") -> Worksheet:
    """Return the worksheet of a fictional person.

    Examples
    --------
    >>> example_worksheet()
    Worksheet: Intensive outpatient program (IOP)
    """
    return Worksheet.from_json(material()["example"][name])


def _within(sheet: Worksheet) -> tuple[str, ...]:
    asked, wants = material()["settles"], sheet.wish in ("less", "more")
    settles = sheet.asks_settling and sheet.settles
    said = [f"{asked['ask']} {asked['answers'][settles]}."] if settles else []
    if wants:
        said.append(_("The person wants {wish}.", wish=WISHES[sheet.wish].lower()))
    if said:
        said.append(_("Within the range, that means {level}.", level=level(sheet.wished).label))
    if wants and sheet.wished == sheet.gates.level:
        end = sheet.range[-1 if sheet.wish == "less" else 0]
        said.append(options("placement.wish")["end" if sheet.wished == end else "settles"])
    return (" ".join(said),) if said else ()


def _reach(sheet: Worksheet) -> tuple[str, ...]:
    says, missing = options("placement.reach"), sheet.missing.strip() or _("not written down yet")
    if sheet.reached == sheet.wished:
        gone = listed(level(name).label for name in sheet.out_of_reach)
        return (says["beside"].format(levels=gone, missing=missing),) if gone else ()
    said = says["missing"].format(level=level(sheet.wished).label, missing=missing)
    if not sheet.reached:
        return said, says["nowhere"]
    next_best = _("Next best: {level}.", level=level(sheet.reached).label)
    if sheet.reached in sheet.range:
        return said, next_best
    beside = "more" if intensity(sheet.reached) > intensity(sheet.wished) else "less"
    return said, f"{next_best} {says[beside]}"


def _override(sheet: Worksheet) -> tuple[str, ...]:
    if not sheet.override:
        return ()
    chosen = {"level": level(sheet.override).label, "reason": sheet.reason.strip()}
    if not sheet.overrides:
        return (_("{level} is within the range, so it’s a choice and not an override. {reason}", **chosen),)
    said = _("Override: {level}, because: {reason}", **chosen)
    if intensity(sheet.override) >= intensity(sheet.gates.floor.level):
        return (said,)
    return said, _("This is below the floor. Nobody should decide that alone: call a supervisor first.")
