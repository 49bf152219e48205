"""Three copies of the course from one source: for self-learners, for students of a class, for their teachers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from iopedu.course.campus import campus
from iopedu.course.outline import notebooks
from iopedu.course.taught import as_taught
from iopedu.deliver.answers import answers_page, folds, gives_an_answer

AFTER = "*One possible answer is with your teacher. Write your own first, then compare the two.*"


def student_copy(content: bytes) -> bytes:
    """Return a notebook without its worked answers. What answers a prediction is folded in every copy.

    Nothing else differs, and the same notebook gives the same bytes. After an attempt the forms still explain:
    their feedback is in the package and not in the notebook.

    Parameters
    ----------
    content : bytes
        The notebook.
    """
    notebook = json.loads(content)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = _for_a_student("".join(cell["source"])).splitlines(keepends=True)
    notebook["metadata"].setdefault("iopedu", {})["copy"] = "student"
    return _written(notebook)


def _for_a_student(text: str) -> str:
    for fold in reversed([*folds(text)]):
        if gives_an_answer(fold.summary):
            text = text[: fold.start] + AFTER + text[fold.end :]
    return text


def _notebooks(shipped: Traversable) -> dict[str, bytes]:
    if campus() is not None:
        return {entry.file: _written(as_taught(entry)) for entry in notebooks()}
    return {file.name: file.read_bytes() for file in shipped.iterdir() if file.name.endswith(".ipynb")}


def _written(notebook: Any) -> bytes:
    return (json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _for_students(shipped: Traversable) -> dict[str, bytes]:
    return {name: student_copy(content) for name, content in _notebooks(shipped).items()}


def _for_teachers(shipped: Traversable) -> dict[str, bytes]:
    found = _notebooks(shipped)
    notes = {"TEACHING.md": shipped.joinpath("TEACHING.md").read_bytes(), "answers.html": answers_page(found).encode()}
    return found | notes


#: What each kind of copy holds, by file name.
KINDS: Mapping[str, Callable[[Traversable], dict[str, bytes]]] = {
    "course": _notebooks,
    "student": _for_students,
    "instructor": _for_teachers,
}


def contents(kind: str, shipped: Traversable) -> dict[str, bytes]:
    """Return the files of one kind of copy by name, in order."""
    return dict(sorted(KINDS[kind](shipped).items()))
