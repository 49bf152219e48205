"""What the page around a notebook says; ``static/remoteEntry.js`` is the page's own part, written for JupyterLab.

``python -m tests.refresh front-end`` writes these sentences, with their translations and the code cells of every
notebook, to ``static/course.json``, where the page finds them.
"""

from __future__ import annotations

from iopedu.course.language import _

__all__ = ["SENTENCES"]

#: By name; the page fills in what stands in braces.
SENTENCES = {
    "page": _("About this page"),
    "starting": _("Starting the forms …"),
    "far": _("{done} of {all}"),
    "start": _("Start"),
    "again": _("Start again"),
    "open": _("Open “{section}”"),
    "all": _("Open all sections"),
    "show": _("Show the program"),
    "hide": _("Hide the program"),
    "untrusted": _(
        "This page came from somewhere else, so it’s waiting for you. If you know who made it, press Start."
    ),
    "changed": _(
        "The program on this page isn’t the course’s own, so it’s waiting for you. If you know why, press Start."
    ),
    "foreign": _("This page uses the course but isn’t part of it. If you know who made it, press Start."),
    "language": _("This page needs Python. In the Kernel menu, choose Change Kernel…, then a Python kernel."),
    "slow": _("This is taking longer than usual. You can keep waiting, or press Start again."),
    "failed": _("Part of this page couldn’t start. Press Start again. If that doesn’t help, run: iopedu check"),
    "missing": _("Python couldn’t start. Press Start again. If that doesn’t help, close Jupyter and open it again."),
    "died": _("Python stopped, so the forms can’t answer. What was saved is safe. Press Start again."),
    "lost": _("The forms can’t reach Python. Is Jupyter still running? Once it is, reload this page."),
}
