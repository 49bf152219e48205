"""Does the pathway model give back what its sources say? A model in which therapy does nothing must fail here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from iopedu.care.cohort import expected
from iopedu.care.pathway import Scenario, parameters
from iopedu.course.language import _


@dataclass(frozen=True)
class Check:
    """One figure of a source, and what the model makes of it.

    Parameters
    ----------
    name : str
    source : float
        What was published.
    model : float
        What comes out.
    within : float
        How far apart the two may be.
    """

    name: str
    source: float
    model: float
    within: float

    @property
    def ok(self) -> bool:
        """Whether the model comes close enough."""
        return abs(self.source - self.model) <= self.within

    def __repr__(self) -> str:
        verdict = "close enough" if self.ok else "too far apart"
        return f"{self.name}: source {self.source:.3f}, model {self.model:.3f}, {verdict}"


def checks(changed: Mapping[str, float] | None = None) -> tuple[Check, ...]:
    """Run the model in situations that the sources describe, and compare.

    Parameters
    ----------
    changed : mapping of str to float, optional
        Numbers to use instead of those of the table.

    Examples
    --------
    >>> all(check.ok for check in checks())
    True
    >>> [check.name for check in checks({"response_treated": 0.19, "dose_gain": 0}) if not check.ok]
    ['Response with therapy minus response without']
    """
    return tuple(_checks(Scenario(changed=dict(changed or {}))))


def _checks(scenario: Scenario) -> Iterator[Check]:
    table = {name: entry.value for name, entry in parameters().items()}
    course = int(scenario.value("course_weeks"))
    # Nobody leaves, comes, waits or is admitted: what is left is what therapy does.
    still = {name: 0.0 for name in table if name.startswith(("admit_", "dropout_", "seek_", "up_"))}
    still |= {"weeks_outpatient": course + 1, "attendance": 1, "wait_outpatient": 0, "return": 0, "readmit": 0}
    treated = replace(
        scenario,
        start="iop_begins",
        weeks=course,
        changed=scenario.changed | still | {"hours_iop": scenario.value("hours_outpatient"), "weeks_iop": course + 1},
    )
    untreated = replace(treated, changed=treated.changed | {"attendance": 0})
    gain = (_share(treated) - _share(untreated)) / 100
    published = table["response_treated"] - table["response_untreated"]
    yield Check(_("Response with therapy minus response without"), published, gain, 0.06)
    left = replace(
        scenario,
        start="iop_begins",
        weeks=int(scenario.value("weeks_iop")),
        changed=scenario.changed | {**still, "dropout_iop": scenario.value("dropout_iop")},
    )
    yield Check(_("Left an IOP before its end"), scenario.value("dropout_iop"), _measure(left, "lost") / 100, 0.001)
    again = replace(
        scenario,
        start="hospital",
        weeks=5,
        changed=scenario.changed | {name: 0.0 for name in table if name.startswith("admit_")},
    )
    yield Check(_("Back in a hospital within 30 days"), table["readmit"], _measure(again, "admissions") / 100, 0.01)


def _share(scenario: Scenario) -> float:
    return _measure(scenario, "responded")


def _measure(scenario: Scenario, name: str) -> float:
    return float(expected(scenario).measures[name][0])
