"""Planned activities: what was expected of each, and how it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from iopedu.course.entries import Entries
from iopedu.course.files import options, read_json
from iopedu.course.language import Refusal, _, _n
from iopedu.course.ratings import Pair, count_pairs, in_plain_words
from iopedu.course.record import Record, choice, number, record, rows, words, yes_no
from iopedu.course.text import DAYS, check_one_of

#: What is saved of a time of day, and what it is called.
TIMES = options("activation.times")
SCALES = {"pleasure": _("Pleasure"), "mastery": _("Mastery")}
RATINGS = options("activation.ratings")


@record
class Activity(Record):
    """Something to do, and its ratings from 0 to 10. None means not set; 0 is a rating.

    Parameters
    ----------
    name : str
        What to do, in a few words.
    day : int or None
        1 is Monday, 7 is Sunday.
    time : str
        One of `TIMES`, or empty.
    expected_pleasure, expected_mastery, actual_pleasure, actual_mastery : int or None
        Pleasure is how much it is enjoyed; mastery is the sense of having done something.
    done : bool or None
        None while it is open.
    reason : str
        What got in the way, for an activity that was not done.

    Raises
    ------
    ValueError
        With a sentence for the learner.

    Examples
    --------
    >>> Activity("Walk to the river", 5, "evening", expected_pleasure=2, actual_pleasure=0, done=True).describe()
    'Friday evening: Walk to the river. Pleasure: 2 expected, 0 actual, 2 lower than predicted.'
    """

    WHAT: ClassVar[str] = _("activity")

    name: str = words(_("Activity"), hint=_("What to do, in a few words"), lines=1)
    day: int | None = number(_("Day"), 1, len(DAYS))
    time: str = choice(_("Time of day"), TIMES)
    expected_pleasure: int | None = number(RATINGS["expected_pleasure"], high=10)
    expected_mastery: int | None = number(RATINGS["expected_mastery"], high=10)
    done: bool | None = yes_no(_("Done"))
    actual_pleasure: int | None = number(RATINGS["actual_pleasure"], high=10)
    actual_mastery: int | None = number(RATINGS["actual_mastery"], high=10)
    reason: str = words(_("If not, what got in the way"), lines=1)

    def check(self) -> None:
        if not in_plain_words(self.name):
            raise Refusal("The activity is blank. Write in a few words what to do.")
        for scale in SCALES:
            value = getattr(self, f"actual_{scale}")
            if value is not None and self.done is not True:
                found = {"rating": RATINGS[f"actual_{scale}"], "value": value}
                raise Refusal("{rating} is {value}, but “Done?” is not set to yes. Set it to yes first.", **found)
        if self.reason and self.done is not False:
            raise Refusal("“What got in the way” is filled in, but “Done?” is not set to no. Set it to no first.")

    @property
    def when(self) -> str:
        """Day and time of day in words; empty when neither is set."""
        return " ".join(part for part in (DAYS[self.day - 1] if self.day else "", TIMES.get(self.time)) if part)

    def pair(self, scale: str) -> Pair | None:
        """Return expected and actual rating of ``pleasure`` or ``mastery``; None unless both are set."""
        check_one_of("scale", scale, SCALES)
        expected, actual = getattr(self, f"expected_{scale}"), getattr(self, f"actual_{scale}")
        return None if expected is None or actual is None else Pair(self.name, scale, expected, actual)

    def describe(self) -> str:
        """Return the activity with every rating that is set, in words."""
        parts = [f"{self.when}: {self.name}" if self.when else self.name]
        for scale in SCALES:
            expected, actual = getattr(self, f"expected_{scale}"), getattr(self, f"actual_{scale}")
            said = [] if expected is None else [_("{rating} expected", rating=expected)]
            said += [] if actual is None else [_("{rating} actual", rating=actual)]
            pair = self.pair(scale)
            said += [pair.verdict] if pair else []
            parts += [f"{SCALES[scale]}: {', '.join(said)}"] if said else []
        if self.done is False:
            reason = _("Not done. What got in the way: {reason}", reason=self.reason)
            parts.append(reason if self.reason else _("Not done. What got in the way: not given"))
        return ". ".join(part.rstrip(".") for part in parts) + "."


@record
class ActivityPlan(Record):
    """A week of up to 14 activities, in the order in which they were written down.

    Examples
    --------
    >>> walk = Activity("Walk", expected_pleasure=2, actual_pleasure=5, done=True)
    >>> ActivityPlan((walk, Activity("Read"))).compare("pleasure")
    'Pleasure: 1 pair from 2 activities used; 1 higher than predicted, 0 as predicted, 0 lower than predicted; mean \
change +3.0.'
    """

    WHAT: ClassVar[str] = _("activity plan")
    #: Two a day; a longer list is a wish list.
    MOST = 14

    activities: tuple[Activity, ...] = rows(_("Activities"), _("Row"), Activity, most=MOST)

    @property
    def ready(self) -> bool:
        """Whether at least three activities have an expected rating."""
        rated = [
            entry for entry in self.activities if (entry.expected_pleasure, entry.expected_mastery) != (None, None)
        ]
        return len(rated) >= 3

    def on(self, day: int) -> ActivityPlan:
        """Return the plan of one day; 1 is Monday."""
        return ActivityPlan(tuple(entry for entry in self.activities if entry.day == day))

    def pairs(self, scale: str) -> tuple[Pair, ...]:
        """Return expected and actual ratings of ``pleasure`` or ``mastery`` for the activities that have both."""
        return tuple(pair for entry in self.activities if (pair := entry.pair(scale)))

    def compare(self, scale: str) -> str:
        """Return one sentence: how many pairs were used, how they came out, and the mean change with its sign."""
        pairs = self.pairs(scale)
        if not pairs:
            return _("{scale}: nothing to compare yet. It takes an expected and an actual rating.", scale=SCALES[scale])
        mean = sum(pair.change for pair in pairs) / len(pairs)
        return _(
            "{scale}: {pairs} from {activities} used; {compared}; mean change {change}.",
            scale=SCALES[scale],
            pairs=_n("{n} pair", "{n} pairs", len(pairs)),
            activities=_n("{n} activity", "{n} activities", len(self.activities)),
            compared=count_pairs(pairs),
            change=f"{mean:+.1f}" if mean else "0",
        )

    def summary(self) -> str:
        """Return what the ratings show so far, and what was not done, in neutral words."""
        if not self.activities:
            return _("No activities yet.")
        parts = [self.compare(scale) for scale in SCALES]
        missed = [entry for entry in self.activities if entry.done is False]
        if missed:
            unsaid = _("reason not given")
            names = "; ".join(f"{entry.name} ({entry.reason.rstrip('.') or unsaid})" for entry in missed)
            parts.append(_("Not done, which is useful information for the next plan: {names}.", names=names))
        return " ".join(parts)

    def describe(self) -> str:
        """Return every activity and the summary, one below the other."""
        return "\n".join([*(entry.describe() for entry in self.activities), self.summary()])


@dataclass(frozen=True)
class ActivityIdea:
    """An everyday activity to pick from."""

    id: str
    name: str
    area: str
    effort: str


#: Ideas for activities.
activity_ideas = Entries.of("idea", ActivityIdea, "cbt/activities.csv")


def example_week() -> ActivityPlan:
    """Return Daniel's week, which is fictional.

    Examples
    --------
    >>> len(example_week().activities), len(example_week().pairs("pleasure"))
    (10, 8)
    """
    return ActivityPlan.from_json(read_json("cbt/examples_06.json")["daniel_week"])
