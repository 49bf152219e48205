"""A statement of what a learner did in the course: their own, and with no more in it than they choose."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from html import escape

from iopedu import __date__, __version__
from iopedu.course.checkpoints import in_all, progress
from iopedu.course.export import page
from iopedu.course.files import options
from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.show.table import Table
from iopedu.teaching.results import Results, sets

OWN = options("statement.says")["own"]


def statement(work: Workbook, day: date, scores: bool = False) -> str:
    """Return the statement as a page to print, with lines for a name and a signature.

    Parameters
    ----------
    work : Workbook
        With the answers of all notebooks.
    day : datetime.date
        When it is written.
    scores : bool
        Say also how many answers to the questions at the end of each notebook are right.

    Raises
    ------
    ValueError
        When no task is done.
    StorageProblem
        When the answers cannot be read.
    """
    document = work.everything()
    done, total, _percent = in_all(found := progress(work))
    if not done:
        raise ValueError(_("No tasks have been completed yet, so there is nothing to report."))
    chosen, rows = {}, []
    with suppress(ValueError):  # no question is answered, so none is right
        chosen = Results.of(document).chosen
    for one in (one for one in found if one.done):
        number, title = one.notebook.number, one.notebook.title
        last = max(answer.changed for answer in document.sections[number].answers.values())
        end = replace(sets()[f"{number}/quiz"], answers=chosen.get(f"{number}/quiz", {}))
        right = _("{right} of {answered}", right=end.right, answered=len(end.questions))
        tasks = _("{right} of {answered}", right=one.done, answered=len(one.notebook.tasks))
        rows.append((f"{number} {title}", [tasks, last[:10], *([right] if scores else [])]))
    heads = [_("Notebook"), _("Tasks done"), _("Last entry"), *([_("Right in “Check yourself”")] if scores else [])]
    said = _("{done} of {total} tasks in the whole course, as of {day}.", done=done, total=total, day=day.isoformat())
    edition = _("Edition {version}, {day}.", version=__version__, day=__date__)
    name, signed = (f"<p>{escape(word)}: {'_' * 34}</p>" for word in (_("Name"), _("Signature")))
    table = Table(f"{said} {edition}", heads, rows, OWN).html(True)
    return page(_("What I did in the iopedu course"), f"{name}{table}{signed}")
