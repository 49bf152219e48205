"""In a browser a package may be left out: a cell that asks for it then says so, and the cells after it still run."""

from html import escape
from types import TracebackType
from typing import Any

from IPython.display import display

from iopedu.course.environment import PACKAGES, without
from iopedu.show.style import framed


def explain_missing(shell: Any) -> None:
    """Let a shell show a sentence where a package of the course is missing, and a traceback for everything else.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
        The one that runs the cells.
    """

    def shown(
        shell: Any, kind: type, problem: ModuleNotFoundError, trace: TracebackType, tb_offset: Any = None
    ) -> None:
        package = (problem.name or "").split(".")[0]
        if package in PACKAGES:
            note = framed(f'<p class="iop-note">{escape(without(package))}</p>')
            display({"text/html": note, "text/plain": without(package)}, raw=True)
        else:
            shell.showtraceback((kind, problem, trace), tb_offset=tb_offset)

    shell.set_custom_exc((ModuleNotFoundError,), shown)
