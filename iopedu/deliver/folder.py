"""A folder with a copy of the course: filled and renewed without touching what a learner changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from iopedu.course import storage
from iopedu.course.files import shipped
from iopedu.course.language import _, _n
from iopedu.deliver.copies import KINDS, contents

__all__ = ["RECORD", "copy"]

#: Which files were copied, and the checksum of each.
RECORD = ".iopedu-copied.json"
#: Notebooks hold nothing of a learner: the system's own rule decides who may read them.
_MODE = 0o666
_WHERE = {
    "course": _("The course is in {folder}"),
    "student": _("The course is in {folder} (student copy)"),
    "instructor": _("The course is in {folder} (instructor copy)"),
}


def copy(folder: Path, kind: str = "") -> list[str]:
    """Copy the notebooks to a folder and return what was done, in sentences.

    A notebook that a learner changed is never touched. One that was copied before, was not changed since,
    and has a newer edition is replaced. Each file is there whole or not at all, also when the computer stops
    in the middle.

    Parameters
    ----------
    folder : Path
        Made when it does not exist.
    kind : {"", "course", "student", "instructor"}
        Which copy; by default the one that is there, else the course.

    Raises
    ------
    ValueError
        When the folder holds another kind of copy.
    StorageProblem
        When a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / RECORD
    copied = _read_record(record)
    there_is = _kind_of(folder, copied, [file.name for file in shipped("notebooks").iterdir()])
    kind = kind or there_is or "course"
    if there_is not in ("", kind):
        raise ValueError(_other_copy(folder, there_is, kind))
    new, renewed, kept = [], [], []
    for name, content in contents(kind, shipped("notebooks")).items():
        target = folder / name
        edition = hashlib.sha256(content).hexdigest()
        there = hashlib.sha256(target.read_bytes()).hexdigest() if target.exists() else None
        if there == edition:
            pass
        elif there is None or there == copied.get(name):
            storage.write(target, content.decode(), _MODE)
            _trust(target)
            (new if there is None else renewed).append(name)
        else:
            kept += [name] if edition != copied.get(name) else []
            continue
        copied[name] = edition
    storage.write(record, json.dumps(copied | {"copy": kind}, indent=1), _MODE)
    said = [_WHERE[kind].format(folder=folder.resolve())]
    if new:
        many = _n("Copied {n} file.", "Copied {n} files.", len(new))
        said += [many if kind == "instructor" else _n("Copied {n} notebook.", "Copied {n} notebooks.", len(new))]
    said += [_("Renewed: {notebooks}.", notebooks=", ".join(renewed))] if renewed else []
    said += [
        _("Kept with your changes: {notebook}. To get the new edition, rename yours first.", notebook=name)
        for name in kept
    ]
    return said


def _other_copy(folder: Path, there_is: str, kind: str) -> str:
    """Return the sentence that says why one kind of copy does not go where another one is."""
    names = {"course": _("course"), "student": _("student"), "instructor": _("instructor")}
    return _(
        "{folder} holds the {found} copy. Choose another folder for the {wanted} copy.",
        folder=folder,
        found=names[there_is],
        wanted=names[kind],
    )


def _read_record(record: Path) -> dict[str, str]:
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _trust(notebook: Path) -> None:
    """Sign our own notebook, so that JupyterLab shows its stored tables and figures before it is run."""
    if notebook.suffix != ".ipynb" or find_spec("nbformat") is None:
        return
    import nbformat
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()
    notary.sign(nbformat.read(notebook, as_version=4))
    notary.store.close()


def _kind_of(folder: Path, record: Mapping[str, Any], names: list[str]) -> str:
    """Return which copy a folder holds: as its record says, or as its notebooks say when the record was not handed on.

    Returns
    -------
    str
        One of `KINDS`, or nothing where the folder holds none of our notebooks.
    """
    if record.get("copy") in list(KINDS):
        return record["copy"]
    there = [folder / name for name in names if (folder / name).is_file()]
    return "student" if any(map(_is_for_students, there)) else "course" if there or record else ""


def _is_for_students(file: Path) -> bool:
    try:
        return json.loads(file.read_bytes())["metadata"]["iopedu"]["copy"] == "student"
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return False
