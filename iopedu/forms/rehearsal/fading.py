"""A record of somebody new with gaps to fill, between the worked example and the blank form."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

import ipywidgets as widgets

from iopedu.cbt.record import ThoughtRecord
from iopedu.course.language import _
from iopedu.course.record import Record
from iopedu.course.text import in_html
from iopedu.course.workbook import Workbook
from iopedu.dbt.chain import Chain
from iopedu.dbt.dear_man import DearMan
from iopedu.forms.base import Form
from iopedu.forms.parts import FILL, button, dropdown, row, words
from iopedu.progress.plan import TransitionPlan
from iopedu.rehearsal.fading import COMPARED, Faded, Part, faded

#: The record that each example is a filled-in one of.
RECORDS: dict[str, type[Record]] = {
    "thought_record": ThoughtRecord,
    "dear_man": DearMan,
    "chain": Chain,
    "plan": TransitionPlan,
}


def label_of(name: str, part: Part) -> str:
    """Return what a part of a record with gaps is called."""
    return ": ".join(filter(None, (RECORDS[name].asks()[part.field].label, part.label)))


class Fading(Form[Faded]):
    """A record with gaps; after an attempt the model stands below each gap, and the learner compares.

    Parameters
    ----------
    name : str
        Name of the record in ``data/rehearsal/fading.json``.
    keep : Workbook
        Keeps the answers.
    """

    def __init__(self, name: str, keep: Workbook) -> None:
        blank, self.name = faded()[name], name
        self.boxes, self.models, self.choices, body = [], [], [], [words(f"<p>{escape(blank.case)}</p>")]
        for part in blank.parts:
            if not part.gap:
                body.append(words(self._given(part)))
                continue
            label, hint = label_of(name, part), RECORDS[name].asks()[part.field].hint
            box = widgets.Textarea(description=label, placeholder=hint, rows=2)
            model, choice = words(""), dropdown(_("{part}: how it compares", part=label), COMPARED, _("Choose"))
            choice.add_class("iop-wrap")
            body += [box, model, choice]
            self.boxes.append(box)
            self.models.append(model)
            self.choices.append(choice)
        body.append(row(button(_("Keep it and open the model"), self._attempt, primary=True)))
        super().__init__(blank.title, blank, body, keep=keep, key=f"fading_{name}")
        self.observe_controls(self.choices, self._compare)

    def _given(self, part: Part) -> str:
        return f"<p><strong>{escape(label_of(self.name, part))}.</strong> {in_html(part.text)}</p>"

    def _show(self) -> None:
        record = self.record
        found = zip(self.boxes, self.models, self.choices, record.gaps, record.mine, record.compared, strict=True)
        for box, model, choice, part, mine, compared in found:
            box.value, choice.value = mine, compared
            model.value = f"<p><strong>{escape(_('Our words'))}.</strong> {in_html(part.text)}</p>"
            model.layout.display = choice.layout.display = "" if record.attempted else "none"
            if not record.attempted:
                model.value = ""

    def _typed(self) -> tuple[str, ...]:
        return tuple(box.value for box in self.boxes)

    def _attempt(self) -> None:
        if self.try_record(lambda: self.record.attempt(self._typed())):
            self.say(
                _(
                    "Recorded. Now compare, part by part. Different words can be just as good; "
                    "you can change yours at any time."
                )
            )

    def _compare(self) -> None:
        chosen = tuple(choice.value for choice in self.choices)
        if self.try_record(lambda: replace(self.record.attempt(self._typed()), compared=chosen)) and self.record.ready:
            done = _("You have compared every part. Where yours says less, or something different, does it matter?")
            self.say(self.whole(done))

    def free_texts(self) -> tuple[tuple[str, str], ...]:
        """Return every free text with its place: a gap by the name of its box."""
        names = {f"{Faded.asks()['mine'].of.label} {at}": box.description for at, box in enumerate(self.boxes, 1)}
        return tuple((names.get(place, place), text) for place, text in super().free_texts())

    def question(self) -> str:
        return self.record.case

    def from_json(self, found: Any) -> Faded:
        return self._blank.with_answer(found)

    def _keep(self) -> None:
        if self.record.attempted:
            super()._keep()

    def twin(self, record: Faded) -> str:
        parts = (
            f"<p><strong>{escape(label_of(self.name, part))}.</strong> {FILL}</p>" if part.gap else self._given(part)
            for part in record.parts
        )
        return f"<p>{escape(record.case)}</p>" + "\n".join(parts)

    def twin_text(self, record: Faded) -> str:
        parts = (f"{label_of(self.name, part)}: {FILL if part.gap else part.text}" for part in record.parts)
        return "\n".join([record.case, *parts])
