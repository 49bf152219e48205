"""Walk through the facts, and plan what they lead to."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.ratings import read_rating
from iopedu.course.workbook import Workbook
from iopedu.dbt.check_the_facts import CheckTheFacts
from iopedu.dbt.emotions import emotion_guides
from iopedu.dbt.facts_rules import ANSWERS, QUESTIONS
from iopedu.dbt.opposite_action import NEVER_TOWARD, OppositeAction
from iopedu.dbt.problem_solving import ProblemSolving
from iopedu.forms.parts import group, words
from iopedu.forms.rows import UNSET, Fields, Typed, brief, line
from iopedu.show.dbt.regulate import walk_view

_RUN = _("Run this notebook to walk through the facts and plan what follows.")


class CheckTheFactsForm(Typed[CheckTheFacts]):
    """Event, emotion and thoughts; four questions; and the plan that belongs to where they lead.

    Parameters
    ----------
    keep : Workbook, optional
        Where the walk is kept.
    record : CheckTheFacts, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = CheckTheFactsForm()
    >>> form.fields["danger"].value = "not_sure"
    >>> form.record.way.title
    'People first'
    """

    KEY = "facts_walk"

    def __init__(self, keep: Workbook | None = None, record: CheckTheFacts | None = None) -> None:
        title = _("Check the facts") if keep is not None else _("Check the facts: a worked example")
        self.fields: Fields = {name: brief(label) for name, label in CheckTheFacts.WORDS.items()}
        self.fields["emotion"] = widgets.Dropdown(
            options=[(UNSET, ""), *((entry.name, entry.id) for entry in emotion_guides())], description=_("Emotion")
        )
        self.fields |= {name: _rating(label) for name, label in CheckTheFacts.RATINGS.items()}
        self.fields |= {name: _question(name) for name in QUESTIONS}
        self.opposite: Fields = {name: brief(label) for name, label in OppositeAction.WORDS.items()}
        self.solving: Fields = {name: brief(label) for name, label in ProblemSolving.WORDS.items()}
        self.guide, self.way_out, self.view = widgets.HTML(), widgets.HTML(), widgets.HTML()
        before = (words(escape(NEVER_TOWARD)), self.way_out)
        self.plans = {
            "opposite": group(_("4. Opposite action, all the way"), *before, *self.opposite.values(), look="stack"),
            "solving": group(_("4. Problem solving"), *self.solving.values(), look="stack"),
        }
        self.again = group(_("5. Look again"), self.fields["after"], look="stack")
        super().__init__(title, record or CheckTheFacts(), self._body(), keep=keep, after=[self.view])
        everything = (*self.fields.values(), *self.opposite.values(), *self.solving.values())
        self.observe_controls(everything, self._changed)

    def _body(self) -> list[widgets.Widget]:
        felt = [self.fields[name] for name in ("event", "emotion", "strength")]
        made = [self.fields[name] for name in ("interpretation", "other", "threat", "likelihood")]
        asked = [
            part
            for name, asked in QUESTIONS.items()
            for part in (words(escape(asked.ask), "iop-ask"), self.fields[name])
        ]
        return [
            group(_("1. What happened, and what it felt like"), *felt, look="stack"),
            group(_("2. What was made of it"), *made, look="stack"),
            group(_("3. Four questions"), *asked, self.guide, look="stack"),
            *self.plans.values(),
            self.again,
        ]

    def made(self) -> CheckTheFacts:
        typed = {name: field.value for name, field in self.fields.items()}
        ratings = {name: read_rating(typed[name], label, 100) for name, label in CheckTheFacts.RATINGS.items()}
        plans = {
            "opposite": OppositeAction(**{name: field.value for name, field in self.opposite.items()}),
            "solving": ProblemSolving(**{name: field.value for name, field in self.solving.items()}),
        }
        return CheckTheFacts(**{**typed, **ratings, **plans})

    def _show(self) -> None:
        record = self.record
        if not self._is_typed():
            self.say()
            for fields, source in (
                (self.fields, record),
                (self.opposite, record.opposite),
                (self.solving, record.solving),
            ):
                for name, field in fields.items():
                    value = getattr(source, name)
                    field.value = "" if value is None else str(value)
        self._shown = record
        self.guide.value = escape(record.guide.fits_and_urges) if record.guide else ""
        self.way_out.value = escape(record.guide.all_the_way) if record.guide else ""
        for plan, box in (("opposite", record.opposite), ("solving", record.solving)):
            self.plans[plan].layout.display = "" if box in record.plans else "none"
        arrived = record.way is not None and record.way.id in ("opposite", "solve", "both", "observe")
        self.again.layout.display = "" if arrived else "none"
        self.view.value = walk_view(record)

    def question(self) -> str:
        return _("What happened, do the feeling and the facts fit, and what follows?")

    def twin(self, record: CheckTheFacts) -> str:
        if record != CheckTheFacts():
            return walk_view(record, whole=True)
        asked = " ".join(entry.ask for entry in QUESTIONS.values())
        return f"<p>{escape(', '.join(CheckTheFacts.WORDS.values()))}. {escape(asked)}</p><p>{_RUN}</p>"

    def twin_text(self, record: CheckTheFacts) -> str:
        return record.describe() if record != CheckTheFacts() else f"{record.describe()} {_RUN}"


def _rating(label: str) -> widgets.Text:
    made = line(_("{rating}, 0 to 100", rating=label))
    made.layout.max_width = "26rem"
    return made


def _question(name: str) -> widgets.Dropdown:
    asked = QUESTIONS[name]
    options = [(_("Not answered"), ""), *((ANSWERS[answer].capitalize(), answer) for answer in asked.answers)]
    return widgets.Dropdown(options=options, description=asked.short)
