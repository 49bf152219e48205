"""Build a plan against relapse and for the step to the next level, part by part."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.ratings import read_rating
from iopedu.course.text import listed
from iopedu.course.workbook import Workbook
from iopedu.forms.parts import button, group, row, words
from iopedu.forms.rows import UNSET, Fields, Typed, in_pairs, line
from iopedu.progress.plan import CHAPTERS, LISTS, NEEDS, PARTS, WORDS, Contact, Coping, TransitionPlan
from iopedu.progress.plan_rules import plan_questions
from iopedu.show.progress.plan import plan_page, plan_view

ASKS = {
    "early": _("What changes first? Words that somebody else could check. One on each line."),
    "late": _("What shows that it has become serious? One on each line."),
    "coping": _("What can be done before anybody is reached?"),
    "places": _("Where are other people, without having to talk about it? One on each line."),
    "reasons": _("What makes it worth going on? One on each line."),
    "helpers": _("Who in everyday life can be told? Say how to reach them."),
    "professionals": _("Who is paid to help, and at which hours? A crisis line belongs here."),
    "surroundings": _(
        "Talked through in person, with a clinician and somebody close. Write only who helps, and when it "
        "is looked at again. No details."
    ),
    "lapse": _("A lapse is not a relapse. What happens in the first day after one, and who is told?"),
    "step_up": _("At which signs is more care asked for, by whom, and where?"),
    "level": _("Where does care go on?"),
    "first_appointment": _("How many days after discharge is the first appointment? 0 is the day itself."),
    "hand_over": _("Who tells the next team what they need to know, and when?"),
    "medication": _("Who looks at the medication, and when next?"),
    "work": _("Which step comes first, and who has agreed to it? One on each line."),
    "peers": _("Where are people who have been there themselves?"),
}
#: What each of `NEEDS` is called; those themselves are saved.
_NEEDS = {
    "nothing": _("nothing"),
    "money": _("money"),
    "other people": _("other people"),
    "money and other people": _("money and other people"),
}
_PAIRS = {
    "coping": (_("What helps, {at}"), _("It needs, {at}")),
    "helpers": (_("Person, {at}"), _("How to reach, {at}")),
    "professionals": (_("Office or line, {at}"), _("How and when to reach, {at}")),
}


class TransitionPlanForm(Typed[TransitionPlan]):
    """Three parts of one plan; the plan as it stands and the rules' questions follow below.

    Parameters
    ----------
    keep : Workbook, optional
        Where the plan is kept.
    record : TransitionPlan, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = TransitionPlanForm()
    >>> form.fields["early"].value = "Sleeps past noon"
    >>> form.record
    Plan against relapse: 1 of 16 parts filled in
    """

    KEY = "plan"

    def __init__(self, keep: Workbook | None = None, record: TransitionPlan | None = None) -> None:
        self.at = 0
        self.fields: Fields = {
            "person": line(_("Made-up person")),
            **{name: self._area(name) for name in (*LISTS, *WORDS)},
        }
        self.fields["first_appointment"] = line(PARTS["first_appointment"])
        self.pairs = {name: [self._pair(name, at) for at in range(1, TransitionPlan.MOST_ROWS + 1)] for name in _PAIRS}
        self.pages = [self._page(chapter) for chapter in CHAPTERS]
        self.place, self.page, self.view = words("", "iop-legend"), widgets.VBox(), widgets.HTML()
        self.back = button(_("Back"), lambda: self._go(-1))
        self.next = button(_("Next part"), lambda: self._go(1), primary=True)
        self.lacking = button(_("What is missing?"), self._missing)
        self.ask = button(_("Ask me questions about it"), self._ask)
        self.write = button(_("Write it as a page to print"), self._write)
        buttons = [self.back, self.next, self.lacking, self.ask, *([self.write] if keep is not None else [])]
        title = _("Plan against relapse") if keep is not None else _("Plan against relapse: a worked example")
        body = [self.fields["person"], self.place, self.page, row(*buttons)]
        super().__init__(title, record or TransitionPlan(), body, keep=keep, after=[self.view])
        typed = [*self.fields.values(), *(field for rows in self.pairs.values() for pair in rows for field in pair)]
        self.observe_controls(typed, self._changed)
        self._go(0)

    # Controls ---------------------------------------------------------------------------------------

    def text_boxes(self) -> list[widgets.Widget]:
        pairs = (field for rows in self.pairs.values() for pair in rows for field in pair)
        return [field for field in (*self.fields.values(), *pairs) if not isinstance(field, widgets.Dropdown)]

    @staticmethod
    def _area(name: str) -> widgets.Textarea:
        return widgets.Textarea(description=ASKS[name], rows=2, continuous_update=False)

    @staticmethod
    def _pair(name: str, at: int) -> tuple[widgets.Widget, widgets.Widget]:
        first, second = (label.format(at=at) for label in _PAIRS[name])
        if name != "coping":
            return line(first), line(second)
        return line(first), widgets.Dropdown(
            options=[(UNSET, ""), *((_NEEDS[n], n) for n in NEEDS)], description=second
        )

    def _page(self, chapter: str) -> tuple[widgets.Widget, ...]:
        parts = []
        for part in CHAPTERS[chapter]:
            if part in self.pairs:
                inner = [words(escape(ASKS[part])), *(in_pairs(*pair) for pair in self.pairs[part])]
            else:
                inner = [self.fields[part]]
            parts.append(group(PARTS[part], *inner, look="stack"))
        return tuple(parts)

    def _go(self, steps: int) -> None:
        self.at = min(max(self.at + steps, 0), len(self.pages) - 1)
        self.place.value = _(
            "Part {at} of {many}: {chapter}", at=self.at + 1, many=len(self.pages), chapter=list(CHAPTERS)[self.at]
        )
        self.page.children = self.pages[self.at]
        self.back.disabled, self.next.disabled = self.at == 0, self.at == len(self.pages) - 1

    # From the controls to the record, and back --------------------------------------------------------

    def made(self) -> TransitionPlan:
        found: dict[str, Any] = {name: field.value for name, field in self.fields.items()}
        found |= {name: _lines(found[name]) for name in LISTS}
        label = PARTS["first_appointment"]
        found["first_appointment"] = read_rating(found["first_appointment"], label, TransitionPlan.LATEST)
        for name, kind in (("coping", Coping), ("helpers", Contact), ("professionals", Contact)):
            found[name] = self._read(name, kind)
        return TransitionPlan(**found)

    def _read(self, name: str, kind: Callable[[str, str], Any]) -> tuple[Any, ...]:
        entries = []
        for at, (first, second) in enumerate(self.pairs[name], 1):
            if first.value.strip() or second.value.strip():
                try:
                    entries.append(kind(first.value, second.value))
                except ValueError as problem:
                    said = _("{part}, line {at}: {problem}", part=PARTS[name], at=at, problem=problem)
                    raise ValueError(said) from None
        return tuple(entries)

    def _show(self) -> None:
        if not self._is_typed():
            self._fill()
        self._shown = self.record
        self.view.value = plan_view(self.record)

    def _fill(self) -> None:
        self.say()
        for name, field in self.fields.items():
            value = getattr(self.record, name)
            field.value = "\n".join(value) if name in LISTS else "" if value is None else str(value)
        for name, pairs in self.pairs.items():
            entries = [tuple(vars(entry).values()) for entry in getattr(self.record, name)]
            for pair, values in zip(pairs, [*entries, *[("", "")] * len(pairs)], strict=False):
                for field, value in zip(pair, values, strict=True):
                    field.value = value

    # What the buttons do -----------------------------------------------------------------------------

    def _missing(self) -> None:
        lacking = self.record.missing
        self.say(_("Still empty: {fields}.", fields=listed(lacking)) if lacking else _("No part is empty."))

    def _ask(self) -> None:
        found = [repr(asked) for asked in plan_questions(self.record)]
        none = _(
            "The rules have no question about it. That does not make it right or wrong: read it once more yourself."
        )
        self.say(*(found or [none if self.record.started else _("Nothing is in the plan yet.")]))

    def _write(self) -> None:
        if not self.record.started:
            self.say(_("Nothing is in the plan yet."), warn=True)
            return
        self.hand_over(f"{self.keep.path.stem}-plan.html", plan_page(self.record))

    def question(self) -> str:
        return _("A plan against relapse and for the step to the next level of care")

    def twin(self, record: TransitionPlan) -> str:
        if record.started:
            return plan_view(record)
        parts = "".join(
            f"<li>{escape(chapter)}: {escape(', '.join(PARTS[part] for part in parts))}</li>"
            for chapter, parts in CHAPTERS.items()
        )
        run = _("Run this notebook to write a plan, with questions that think along.")
        return f"<ul>{parts}</ul><p>{run}</p>"

    def twin_text(self, record: TransitionPlan) -> str:
        if record.started:
            return "\n".join([record.describe(), *(repr(asked) for asked in plan_questions(record))])
        run = _("Run this notebook to write a plan of {parts} parts.", parts=len(PARTS))
        return f"{record.describe()} {run}"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(entry.strip() for entry in text.split("\n") if entry.strip())
