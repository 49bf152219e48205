"""How sure a learner was of answers, and how often that was right."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from iopedu.course.language import _, _n
from iopedu.course.quiz import Question
from iopedu.course.repeating import FEW, Calibration, Thing
from iopedu.show.table import Table

_MOST = 5


def calibration(found: Calibration, things: Mapping[str, Thing]) -> str:
    """Return it as HTML: sure and wrong first, then each step with its number of answers.

    Parameters
    ----------
    found : Calibration
        What was answered.
    things : mapping of str to Thing
        What can be repeated, by id: it says what was asked.
    """
    told = "".join(f"<li>{escape(line)}</li>" for line in found.sentences())
    if len(found.counted) < FEW:
        return f"<ul>{told}</ul>"
    asked = [things[one.item].content(0) for one in found.to_look_at if one.item in things]
    look = "".join(f"<li>{escape(one.ask)}</li>" for one in asked[:_MOST] if isinstance(one, Question))
    first = f"<p>{escape(_('You were sure of these, and they were not right:'))}</p><ul>{look}</ul>" if look else ""
    rows = [(name, [_step(right, many)]) for name, right, many in found.steps() if many]
    table = Table(_("How sure, how right"), [_("You said"), _("Right")], rows)
    return f"<ul>{told}</ul>{first}{table.html()}"


def _step(right: int, many: int) -> str:
    if many < FEW:
        return _n("{n} answer, too few to say", "{n} answers, too few to say", many)
    return _("{right} of {many}", right=right, many=many)
