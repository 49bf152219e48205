"""Effects of single studies: one scale to work on, the published scale to read, and the side that is better."""

from __future__ import annotations

import math
from dataclasses import KW_ONLY, dataclass

from iopedu.course.language import Refusal, _
from iopedu.course.ratings import check_text, shown
from iopedu.course.text import allowed, check_one_of, within

#: Measures, each with its name and the value that means no difference on the published scale.
MEASURES = {"g": (_("standardized mean difference g"), 0.0), "rr": (_("risk ratio"), 1.0)}

#: Whether a lower or a higher value is what the treatment is for.
BETTER = ("lower", "higher")

#: Half the width of a 95 % interval in standard errors, when the error is taken as known.
Z = 1.959964


@dataclass(frozen=True)
class Counts:
    """How many people had an event, in the treatment group and in the control group.

    Parameters
    ----------
    events, total, events_control, total_control : int

    Raises
    ------
    ValueError
        When a group is empty, has more events than people, or a number is not a whole number.

    Examples
    --------
    >>> Counts(12, 52, 23, 49)
    12 of 52 versus 23 of 49
    """

    events: int
    total: int
    events_control: int
    total_control: int

    def __post_init__(self) -> None:
        groups = (
            (_("the treatment group"), self.events, self.total),
            (_("the control group"), self.events_control, self.total_control),
        )
        for name, events, total in groups:
            for value in (events, total):
                if type(value) is not int or not 0 <= value <= 1_000_000:
                    found = {"group": name, "value": shown(value)}
                    raise Refusal("The value for {group} is {value}. Enter whole numbers, 0 or more.", **found)
            if total == 0:
                raise Refusal("There are no people in {group}, so there is no risk to compare.", group=name)
            if events > total:
                found = {"group": name, "events": events, "total": total}
                raise Refusal("For {group}, {events} of {total} is not possible.", **found)

    @property
    def corrected(self) -> bool:
        """Whether a group has 0 events, so that 0.5 is added to every cell of this study."""
        return 0 in (self.events, self.events_control)

    def log_ratio(self) -> tuple[float, float]:
        """Return the logarithm of the risk ratio and its standard error.

        Where one group has no event, 0.5 is added to the people with and to the people without the event in
        both groups of this study, and of no other.

        Raises
        ------
        ValueError
            When nobody or everybody had the event in both groups: such a study says nothing about the ratio.

        Examples
        --------
        >>> log, error = Counts(13, 52, 27, 49).log_ratio()
        >>> round(math.exp(log), 3), round(error, 3)
        (0.454, 0.273)
        """
        if not self.events and not self.events_control:
            raise Refusal("Nobody had the event in either group, so this study says nothing about the ratio.")
        if self.events == self.total and self.events_control == self.total_control:
            raise Refusal("Everybody had the event in both groups, so this study says nothing about the ratio.")
        add = 0.5 if self.corrected else 0.0
        a, n = self.events + add, self.total + 2 * add
        c, m = self.events_control + add, self.total_control + 2 * add
        return math.log((a / n) / (c / m)), math.sqrt(1 / a - 1 / n + 1 / c - 1 / m)

    def __repr__(self) -> str:
        return _("{events} of {total} versus {events_control} of {total_control}", **vars(self))


@dataclass(frozen=True)
class Study:
    """One study as its source prints it; where it has no numbers, it is told in words only.

    Parameters
    ----------
    study : str
    n, n_control : int, optional
        People in each group; None when it is not known.
    counts : Counts, optional
        The counts behind a risk ratio.
    against, group, note, source : str
        Kind of control; another way to group the studies; what to know; keys of the sources.
    """

    study: str
    _: KW_ONLY
    n: int | None = None
    n_control: int | None = None
    counts: Counts | None = None
    against: str = ""
    group: str = ""
    note: str = ""
    source: str = ""

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of its sources."""
        return tuple(self.source.split(";")) if self.source else ()


@dataclass(frozen=True)
class Effect(Study):
    """What one study found, on the scale on which effects are pooled.

    Parameters
    ----------
    measure : {"g", "rr"}
        A standardized mean difference, or a risk ratio.
    value, se : float
        Effect and standard error on the working scale: for a risk ratio its logarithm.
    better : {"lower", "higher", ""}
        Which side is in favor of the treatment; empty while that is not settled.

    Raises
    ------
    ValueError
        When the effect or its error is missing, not a number, or cannot be pooled.
    """

    measure: str
    value: float
    se: float
    better: str

    def __post_init__(self) -> None:
        check_text("study", self.study)
        check_one_of("measure", self.measure, MEASURES)
        if self.better not in (*BETTER, ""):
            raise ValueError(allowed("better", self.better, BETTER))
        for name, value in ((_("effect"), self.value), (_("standard error"), self.se)):
            if type(value) not in (int, float) or not math.isfinite(value) or abs(value) > 100:
                found = {"study": self.study, "name": name, "value": shown(value)}
                raise Refusal("{study}: the {name} is {value}; it should be a number.", **found)
        if self.se < 1e-6:
            raise Refusal(
                "{study}: the standard error is {value}. It has to be above 0, or this study would outweigh all "
                "others.",
                study=self.study,
                value=shown(self.se),
            )

    @classmethod
    def from_counts(cls, study: str, counts: Counts, better: str, **more: str) -> Effect:
        """Return the risk ratio of a study with its counts.

        Examples
        --------
        >>> Effect.from_counts("Verheul 2003", Counts(2, 27, 8, 31), "lower")
        Verheul 2003: risk ratio 0.29 (0.07 to 1.24)
        """
        with within(study):
            value, se = counts.log_ratio()
        people = {"n": counts.total, "n_control": counts.total_control}
        return cls(study, "rr", value, se, better, counts=counts, **people, **more)

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval on the working scale."""
        return self.value - Z * self.se, self.value + Z * self.se

    def published(self, value: float) -> float:
        """Return a value of the working scale as it is published: a risk ratio instead of its logarithm."""
        return math.exp(value) if self.measure == "rr" else value

    def numbers(self) -> str:
        """Return the effect with its interval, as published.

        Examples
        --------
        >>> Effect("A", "g", -0.4, 0.1, "lower").numbers()
        '-0.40 (-0.60 to -0.20)'
        """
        return f"{number_text(self.published(self.value))} {interval_text(*map(self.published, self.interval))}"

    def __repr__(self) -> str:
        named = {"study": self.study, "measure": MEASURES[self.measure][0]}
        return _("{study}: {measure} {numbers}", numbers=self.numbers(), **named)


def number_text(value: float) -> str:
    """Write an effect for a reader.

    Examples
    --------
    >>> number_text(-0.001), number_text(0.486), number_text(16.75), number_text(608853.3)
    ('0.00', '0.49', '16.8', '608,853')
    """
    text = f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}" if abs(value) < 100 else f"{value:,.0f}"
    return "0.00" if text == "-0.00" else text


def interval_text(low: float, high: float) -> str:
    """Write an interval for a reader.

    Examples
    --------
    >>> interval_text(0.336, 0.703)
    '(0.34 to 0.70)'
    """
    return _("({low} to {high})", low=number_text(low), high=number_text(high))
