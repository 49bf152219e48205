"""A notebook as a campus teaches it: no link to what is left out, its own next one, and its own rows in what is shown.

Code and order of the cells stay as the course wrote them, and without a campus everything does.
"""

from __future__ import annotations

import json
import re
import tempfile
from typing import Any

from iopedu.course.campus import campus
from iopedu.course.files import shipped
from iopedu.course.outline import Notebook, notebooks

_LINK = re.compile(r"\[([^\]]*)\]\((\d\d)_[^)]*\.ipynb\)")
_SHEET = re.compile(r"<style>.*?</style>\s*", re.DOTALL)
_LIVE = "application/vnd.jupyter.widget-view+json"


def as_taught(entry: Notebook) -> dict[str, Any]:
    """Return a notebook as it is read; as the course wrote it where there is no campus.

    Examples
    --------
    >>> from iopedu.course.outline import notebook
    >>> "".join(as_taught(notebook("04"))["cells"][-1]["source"])[:7]
    '## Next'
    """
    book = json.loads(shipped("notebooks").joinpath(entry.file).read_bytes())
    if campus() is None:
        return book
    for cell in book["cells"]:
        if cell["cell_type"] == "markdown":
            text = "".join(cell["source"])
            text = _next(entry) if text.startswith("## Next\n") else _LINK.sub(_linked, text)
            cell["source"] = text.splitlines(keepends=True)
    return book


def _linked(found: re.Match[str]) -> str:
    return found[0] if found[2] in notebooks.ids else f"*{found[1]}* (left out in this course)"


def _next(entry: Notebook) -> str:
    start, after = notebooks()[0], iter(notebooks())
    following = next(after, None) if any(one.number == entry.number for one in after) else None
    back = f"[{start.title}]({start.file})"
    if following is None:
        return f"## Next\n\nThis is the last notebook. Go back to {back}: answer the first questions once more."
    when = f" ({following.when})" if following.when else ""
    begin = f"## Next\n\nGo on with [{following.title}]({following.file}){when}."
    return begin if entry.number == start.number else f"{begin} Or go back to {back} to see your progress."


def as_shown(entry: Notebook) -> dict[str, Any]:
    """Return a notebook with what its cells show; with a campus they are run anew, in an empty folder."""
    book = as_taught(entry)
    if campus() is None:
        return book
    import nbclient
    import nbformat

    made = nbformat.reads(json.dumps(book), as_version=4)
    with tempfile.TemporaryDirectory() as empty:
        where = {"metadata": {"path": empty}}
        quiet = ["--log-level=ERROR"]  # of a kernel on this computer, for as long as it takes
        run = nbclient.NotebookClient(made, timeout=300, resources=where, extra_arguments=quiet)
        run.store_widget_state = False
        run.execute()
    for data in (output["data"] for cell in made.cells for output in cell.get("outputs", ()) if "data" in output):
        data.pop(_LIVE, None)
        if "text/html" in data:  # the page brings the style sheet once
            data["text/html"] = _SHEET.sub("", data["text/html"])
    return json.loads(nbformat.writes(made))
