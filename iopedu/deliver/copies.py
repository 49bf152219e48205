"""Three copies of the course from one source, for self-learners, students and teachers; all answers on one page."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

from iopedu.course.campus import campus
from iopedu.course.deck import NOT_SURE, Deck
from iopedu.course.explain import explanations
from iopedu.course.export import page
from iopedu.course.outline import Notebook, notebooks
from iopedu.course.quiz import Option, Question, Quiz, questions
from iopedu.course.taught import as_taught
from iopedu.course.text import in_list
from iopedu.forms.rehearsal.fading import label_of
from iopedu.rehearsal.fading import faded
from iopedu.teaching.decks import decks

#: What a learner needs to go on, in an exercise or after a prediction, begins with these words.
_NEEDED = ("Stuck?", "What happened", "What it means")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<(/?)details\b[^>]*>", re.IGNORECASE)
_SUMMARY = re.compile(r"\s*<summary\b[^>]*>(.*?)</summary\s*>", re.DOTALL | re.IGNORECASE)


class Fold(NamedTuple):
    """A fold: where it begins and ends in the text, what is seen of it, and what is folded away."""

    start: int
    end: int
    summary: str
    body: str


def folds(text: str) -> Iterator[Fold]:
    """Yield the outer folds of a text, however their tags are written; one that is never closed goes to the end.

    Examples
    --------
    >>> [fold[2:] for fold in folds("a <details open>\\n<summary>Answer</summary>b</details> c")]
    [('Answer', 'b')]
    """
    plain = _COMMENT.sub(lambda comment: " " * len(comment[0]), text)
    depth, begun = 0, None
    tags = [*_TAG.finditer(plain)]
    for tag in tags:
        depth = max(0, depth + (-1 if tag[1] else 1))
        if depth == 1 and not tag[1]:
            begun = tag
        elif depth == 0 and begun:
            yield _fold(text, begun, tag.start(), tag.end())
            begun = None
    if begun:
        yield _fold(text, begun, len(text), len(text))


def _fold(text: str, begun: re.Match[str], stop: int, end: int) -> Fold:
    seen = _SUMMARY.match(text, begun.end())
    summary = " ".join(seen[1].split()) if seen else ""
    return Fold(begun.start(), end, summary, text[seen.end() if seen else begun.end() : stop])


def gives_an_answer(summary: str) -> bool:
    """Whether what is folded away under these words is a worked answer; it is unless it is needed to go on.

    Examples
    --------
    >>> gives_an_answer("One possible answer"), gives_an_answer("Stuck? Three questions that help")
    (True, False)
    """
    return not summary.startswith(_NEEDED)


NOTE = (
    "For teachers: worked answers, the points of a good explanation, our words for each record with gaps, and the key "
    "of every question and of every practice item. “Not sure” and “I don’t know yet” are honest answers, and left out "
    "here. The teaching guide is in TEACHING.md."
)


_LOOK = """<style>
a { color: var(--jp-content-link-color, #0b57a4) } nav ul { columns: 18rem; list-style: none; padding: 0 }
nav li { padding: .2rem 0 } li small { display: block } li { margin-bottom: .35rem } h3 { margin-top: 1.6rem }
</style>"""


def answers_page(files: Mapping[str, bytes]) -> str:
    """Return all answers as one self-contained page.

    Parameters
    ----------
    files : mapping of str to bytes
        The notebooks by file name; those of the map that are not among them are left out.
    """
    contents, parts = [], []
    for entry in notebooks():
        if entry.file in files:
            contents.append((entry.number, f"{entry.number} {entry.title}"))
            parts.append(_heading(*contents[-1]))
            parts += [*_worked(files[entry.file]), *_points(entry), *_gaps(entry)]
            parts += map(_key, questions(entry.number).values())
            parts += map(_deck, decks(entry.number).values())
    contents.append(("all", "The whole course"))
    whole = (quiz for name in ("before_after", "transfer") for quiz in questions(name).values())
    parts += [_heading(*contents[-1]), *map(_key, whole)]
    links = "".join(f'<li><a href="#{place}">{escape(title)}</a></li>' for place, title in contents)
    begin = f'{_LOOK}<p class="note">{escape(NOTE)}</p><nav aria-label="Contents"><ul>{links}</ul></nav>'
    return page("Answers", "\n".join([begin, *parts]))


def _heading(place: str, title: str) -> str:
    return f'<h2 id="{place}">{escape(title)}</h2>'


def _worked(content: bytes) -> Iterator[str]:
    """Yield the worked answers of a notebook, each with the instructions that stand before it."""
    heading = ""
    for cell in json.loads(content)["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] != "markdown":
            continue
        heading = next(iter(re.findall(r"^## (.+)$", text, re.MULTILINE)), heading)
        for fold in folds(text):
            if gives_an_answer(fold.summary):
                yield f"<h3>{escape(heading)}: {escape(fold.summary)}</h3>{_paragraphs(fold.body)}"


def _paragraphs(markdown: str) -> str:
    """Return the few marks that worked answers use as HTML; anything else stays text."""
    text = escape(re.sub(r"<!--.*?-->", "", markdown).strip(), quote=False)
    text = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)
    text = re.sub(r"\*(.+?)\*", r"<em>\1</em>", text)
    return "".join(f"<p>{part}</p>".replace("\n", "<br>") for part in text.split("\n\n"))


def _points(entry: Notebook) -> Iterator[str]:
    for task in explanations(entry.number).values():
        said = f"<p>{escape(task.ask)}</p>{in_list(task.points)}"
        yield f"<h3>{escape(task.title)}: a good answer mentions</h3>{said}"


def _gaps(entry: Notebook) -> Iterator[str]:
    """Yield our words for each record with gaps of a notebook."""
    for name, one in faded().items():
        if one.notebook == entry.number:
            ours = in_list(f"{label_of(name, part)}: {part.text}" for part in one.gaps)
            yield f"<h3>{escape(one.title)}: our words in the gaps</h3><p>{escape(one.case)}</p>{ours}"


def _key(quiz: Quiz) -> str:
    return f"<h3>{escape(quiz.title)}</h3>{_listed(quiz.questions)}"


def _deck(deck: Deck) -> str:
    kinds = "".join(
        f"<h4>{escape(title)}</h4>{_listed(item.question for item in deck.of(kind))}"
        for kind, title in deck.kinds.items()
    )
    return f"<h3>{escape(deck.title)}</h3>{kinds}"


def _listed(asked: Iterable[Question]) -> str:
    return "".join(
        f"<p><strong>{number}. {escape(entry.ask)}</strong></p><ul>"
        + "".join(_option(entry.options[at]) for at in entry.shown)
        + "</ul>"
        for number, entry in enumerate(asked, 1)
    )


def _option(option: Option) -> str:
    if option.text == NOT_SURE:
        return ""
    said = f"<strong>Right:</strong> <strong>{escape(option.text)}</strong>" if option.right else ""
    return f"<li>{said or f'Not right: {escape(option.text)}'} <small>{escape(option.why)}</small></li>"


# Copies -----------------------------------------------------------------------------------------------

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
