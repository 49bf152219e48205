"""Days, times, efforts and ratings of planned activities: what is saved, and what each is called."""

from __future__ import annotations

from iopedu.course.language import _

DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
TIMES = ("early morning", "morning", "midday", "afternoon", "evening", "late evening")
#: What the times of day are called; `TIMES` itself is what is saved.
TIME_NAMES = {
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
TEXTS = {"name": _("Name"), "time": _("Time"), "reason": _("Reason")}
RATINGS = {
    "expected_pleasure": _("Expected pleasure"),
    "expected_mastery": _("Expected mastery"),
    "actual_pleasure": _("Actual pleasure"),
    "actual_mastery": _("Actual mastery"),
}
