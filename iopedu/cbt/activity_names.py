"""Days, times, efforts and ratings of planned activities: what is saved, and what each is called."""

from __future__ import annotations

from iopedu.course.files import options
from iopedu.course.language import _

DAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
#: What is saved of a time of day, and what it is called.
TIMES = options("activity_names.times")
EFFORTS = ("low", "medium", "high")
SCALES = ("pleasure", "mastery")
SCALE_NAMES = {"pleasure": _("Pleasure"), "mastery": _("Mastery")}
RATINGS = options("activity_names.ratings")
