"""Every answer on one page, for teachers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from iopedu.course.deck import NOT_SURE, Deck
from iopedu.course.explain import explanations
from iopedu.course.export import page
from iopedu.course.outline import Notebook, notebooks
from iopedu.course.quiz import Option, Question, Quiz, questions
from iopedu.deliver.folds import folds, gives_an_answer
from iopedu.teaching.decks import decks

NOTE = (
    "For teachers: worked answers, the points of a good explanation, and the key of every question and of every "
    "practice item. “Not sure” and “I do not know yet” are honest answers, and left out here. The teaching guide is in "
    "TEACHING.md."
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
            parts += [*_worked(files[entry.file]), *_points(entry), *map(_key, questions(entry.number).values())]
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
        points = "".join(f"<li>{escape(point)}</li>" for point in task.points)
        yield f"<h3>{escape(task.title)}: a good answer mentions</h3><p>{escape(task.ask)}</p><ul>{points}</ul>"


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
