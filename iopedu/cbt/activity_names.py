"""Days, times, efforts and ratings of planned activities: what is saved, and what each is called."""

from __future__ import annotations

from iopedu.course.language import _

DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
#: What is saved of a time of day, and what it is called.
TIMES = {
    "early morning": _("early morning"),
    "morning": _("morning"),
    "midday": _("midday"),
    "afternoon": _("afternoon"),
    "evening": _("evening"),
    "late evening": _("late evening"),
}
EFFORTS = ("low", "medium", "high")
SCALES = ("pleasure", "mastery")
SCALE_NAMES = {"pleasure": _("Pleasure"), "mastery": _("Mastery")}
RATINGS = {
    "expected_pleasure": _("Expected pleasure"),
    "expected_mastery": _("Expected mastery"),
    "actual_pleasure": _("Actual pleasure"),
    "actual_mastery": _("Actual mastery"),
}
