"""The page around the forms: it is told what is kept, and what an earlier run of its cells left is closed."""

from typing import Any, NamedTuple

import ipywidgets as widgets
from comm import get_comm_manager
from comm.base_comm import BaseComm
from IPython import get_ipython

from iopedu.course.language import _n
from iopedu.course.workbook import Workbook, opened

#: Name under which the course's front end opens a line to the kernel.
TARGET = "iopedu"
#: Windows whose forms are kept alive; one that was closed without a word makes room for the next.
WINDOWS = 3


class _Run(NamedTuple):
    """What one run of a cell in one window has made."""

    run: str
    made: list[widgets.Widget]


_runs: dict[tuple[str, str], _Run] = {}


def _now_running() -> tuple[str, str, str] | None:
    """Return window, cell, and run, where a front end that names its cells has asked for this."""
    kernel = getattr(get_ipython(), "kernel", None)
    parent = kernel.get_parent() if hasattr(kernel, "get_parent") else None
    cell = ((parent or {}).get("metadata") or {}).get("cellId")
    header = (parent or {}).get("header") or {}
    return (header["session"], cell, header["msg_id"]) if cell and header.get("session") else None


def _note(widget: widgets.Widget) -> None:
    """Note which cell makes a widget; ipywidgets itself keeps every widget of every run for ever."""
    found = _now_running()
    if found is None:
        return
    window, cell, run = found
    before = _runs.get((window, cell))
    if before is None or before.run != run:
        _runs[window, cell] = _Run(run, [])
        _close(before)
        for old in list(dict.fromkeys(window for window, _cell in _runs))[:-WINDOWS]:
            forget(old)
    _runs[window, cell].made.append(widget)


def _close(run: _Run | None) -> None:
    from iopedu.forms.base import Form

    if run is not None and any(isinstance(widget, Form) for widget in run.made):  # a learner's own widgets stay
        for widget in run.made:
            widget.close()


def forget(window: str) -> None:
    """Close the forms of a window that is gone."""
    for key in [key for key in _runs if key[0] == window]:
        _close(_runs.pop(key))


def state(work: Workbook) -> dict[str, Any]:
    """Return what the page shows about a notebook's answers: a line, and whether it should ask before it is closed."""
    tasks = work.notebook.tasks
    done = sum(task in work.answers and work.answers[task].done for task in tasks)
    far = _n("{done} of {n} task done.", "{done} of {n} tasks done.", len(tasks), done=done)
    return {"line": f"{far} {work.state()}", "unkept": work.unsaved, "problem": bool(work.problem)}


def _opened(line: BaseComm, message: dict[str, Any]) -> None:
    window = (message.get("header") or {}).get("session", "")

    def tell() -> None:
        for work in opened()[-1:]:
            line.send(state(work))

    def heard(message: dict[str, Any]) -> None:
        asked = message["content"]["data"]
        for work in opened():
            if asked.get("save"):
                work.keep_now()
            if asked.get("look"):
                work.look()
        if asked.get("gone"):
            for work in opened():
                work.keep_now()
            stop()
            forget(window)
        else:
            tell()

    ends = [work.watch(tell) for work in opened()]

    def stop(_message: object = None) -> None:
        for end in ends:
            end()

    line.on_msg(heard)
    line.on_close(stop)
    tell()


get_comm_manager().register_target(TARGET, _opened)
widgets.Widget.on_widget_constructed(_note)
