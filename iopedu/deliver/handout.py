"""Write a notebook, or what a learner entered in one, as one page that is read and printed without anything else."""

import os
import re
from collections.abc import Iterator
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from iopedu.course import storage
from iopedu.course.document import DamagedFile, Document, NewerFile, Section, StorageProblem
from iopedu.course.export import answers, page
from iopedu.course.language import _
from iopedu.course.outline import Notebook
from iopedu.course.taught import as_shown
from iopedu.show.style import STYLE

_PRINT = """<style>
ol:not(.iop-sources) { color: inherit; font-size: inherit }
figure, svg, .iop-note { break-inside: avoid }
.iop .iop-scroll svg { min-width: 0 }
@media print { body { font-size: 9.5pt } a { color: inherit; text-decoration: none } }
</style>"""
_LINK = re.compile(r'<a href="(?!https?://|#)[^"]*">(.*?)</a>', re.DOTALL)
#: Which the page has already, or which is of use at a computer only.
_LEFT_OUT = re.compile(r"\A# .*\n|^> \*\*If you see plain text instead of forms.*\n?", re.MULTILINE)


def run(
    entry: Notebook, work: Path | None = None, short: bool = False, out: Path | None = None, force: bool = False
) -> None:
    """Write the page that was asked for, and say where it is.

    Parameters
    ----------
    entry : Notebook
        Which one.
    work : Path, optional
        A learner's saved file: its entries are written instead of the notebook.
    short : bool
        Write only the one page that the notebook writes itself from “Your work”.
    out : Path, optional
        Where to; by default a name from the notebook's in this folder, or beside the saved file.
    force : bool
        Replace a file that is there.

    Raises
    ------
    StorageProblem
        With a sentence that says why nothing was written.
    """
    from iopedu.show.course.handouts import handout  # the figures' room takes a second to load

    if work:
        # A name that begins like the saved file's: erasing everything there takes this page with it.
        name, text = work.with_name(f"{work.stem}-{entry.number}.html"), saved(entry, work)
    elif short:
        name, text = Path(f"iopedu-handout-{entry.number}.html"), handout(entry.number)
    else:
        name, text = Path(entry.file).with_suffix(".html"), reading(entry)
    write(out or name, text, force, private=work is not None)
    print(_("Written to {name}. Open it in a browser to read or print it.", name=str(out or name)))


def reading(entry: Notebook) -> str:
    """Return the whole notebook to read: prose, tables and figures; every form as its text.

    It needs no script and asks no other computer for anything. What a learner entered is not in it.

    Raises
    ------
    StorageProblem
        Without JupyterLab, whose reader of Markdown is used.
    """
    if find_spec("mistune") is None:
        raise StorageProblem(_('Handouts require JupyterLab. Install it with: python -m pip install "iopedu[lab]"'))
    import mistune

    markdown = mistune.create_markdown(escape=False, plugins=["table"])
    return page(f"{entry.number} {entry.title}", "\n".join([STYLE, _PRINT, *_parts(as_shown(entry), markdown)]))


def _parts(book: dict[str, Any], markdown: Any) -> Iterator[str]:
    for cell in book["cells"]:
        if cell["cell_type"] == "markdown":
            text = _LEFT_OUT.sub("", "".join(cell["source"]))
            yield _LINK.sub(r"<em>\1</em>", markdown(text))  # a page alone has no other notebook beside it
            continue
        for output in cell["outputs"]:
            data = output["data"]
            yield (
                "".join(data["text/html"])
                if "text/html" in data
                else f"<pre>{escape(''.join(data['text/plain']))}</pre>"
            )


def saved(entry: Notebook, path: Path) -> str:
    """Return a learner's saved entries for a notebook, followed by its hand-out. What was typed stays inert text.

    Raises
    ------
    StorageProblem
        When the file is not there, cannot be read, or holds nothing for this notebook; a sentence says which.
    """
    from iopedu.show.course.handouts import handout_parts

    if not path.is_file():
        raise StorageProblem(_("There is no file named {name}.", name=str(path)))
    try:
        section = storage.read(path).sections.get(entry.number, Section())
    except (DamagedFile, NewerFile) as problem:
        raise StorageProblem(
            _("{name} is not a file of saved work: {problem}.", name=path.name, problem=problem)
        ) from None
    if not section.answers:
        raise StorageProblem(_("{name} has no answers for notebook {number}.", name=path.name, number=entry.number))
    body = answers(Document({entry.number: section})) + handout_parts(entry.number)
    return page(_("My answers in iopedu"), body)


def write(path: Path, text: str | bytes, force: bool = False, private: bool = False, ending: str = ".html") -> None:
    """Write a file. One that is there stays, unless ``force`` is set.

    Parameters
    ----------
    path : Path
        Must end in ``ending``.
    text : str or bytes
        All that it will hold.
    force : bool
        Replace a file.
    private : bool
        Only the owner of the file may read it.
    ending : str
        How its name ends.

    Raises
    ------
    StorageProblem
        With a sentence that says what to do.
    """
    if path.suffix != ending:
        raise StorageProblem(_("{name} must end in {ending}.", name=path.name, ending=ending))
    if not force and os.path.lexists(path):
        raise StorageProblem(
            _("{name} already exists. Add --force to replace it, or choose another name with --out.", name=str(path))
        )
    storage.write(path, text, 0o600 if private else 0o644)
