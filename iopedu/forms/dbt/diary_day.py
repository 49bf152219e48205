"""The controls of one day of a diary card."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from html import escape

import ipywidgets as widgets

from iopedu.course.fields import Number, YesNo
from iopedu.course.language import _, _n
from iopedu.course.text import in_html, listed
from iopedu.dbt.dates import day_name
from iopedu.dbt.diary import DiaryCard
from iopedu.dbt.diary_day import MOST_AMOUNT, STATES, TOP, Day
from iopedu.dbt.skills import skill, skills
from iopedu.forms.described import control
from iopedu.forms.parts import area, close, dropdown, group, line, row, words

_MOST_LATE = 6


class DayFields(widgets.VBox):
    """Boxes for one day: urges, actions, emotions, skills, what helped, and a note.

    Parameters
    ----------
    changed : callable
        Called when a learner has changed something.
    """

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._busy = False
        self.card = DiaryCard()
        self.said: dict[str, str] = {}
        self.ratings, self.acted, self.amounts = {}, {}, {}
        self.skill = dropdown(_("A skill"), skills.named("in_module")())
        self.state = dropdown(_("How it went"), STATES, _("Not answered"))
        self.skills_said = words("")
        self.effective = area(_("Actions that helped"), _("One thing on each line"))
        self.note = area(_("Note"))
        self.filled = widgets.Dropdown(options=self._late(_MOST_LATE), description=_("Filled in"))
        self.asked = widgets.VBox()
        self.title = words("", "iop-legend")
        super().__init__([self.title, self.asked])
        self.add_class("iop-group")
        self._observe(self.effective, self.note, self.filled)
        self.skill.observe(lambda _change: self._set_skills(self.said), "value")
        self.state.observe(self._put_state, "value")

    @staticmethod
    def _late(most: int) -> list[tuple[str, object]]:
        later = [(_n("{n} day later", "{n} days later", days), days) for days in range(1, most + 1)]
        return [(_("Not stated"), ""), (_("On the same day"), 0), *later]

    def _observe(self, *controls: widgets.Widget) -> None:
        def changed(_change: object) -> None:
            if not self._busy:
                self._changed()

        for box in controls:
            box.observe(changed, "value")

    # Rows -------------------------------------------------------------------------------------------

    def build(self, card: DiaryCard) -> None:
        """Make boxes for the rows of a card, where its rows have changed."""
        if self.asked.children and (card.targets, card.emotions) == (self.card.targets, self.card.emotions):
            self.card = card
            return
        self.card = card
        before = [box for fields in (self.ratings, self.acted, self.amounts) for box in fields.values()]
        self.ratings = {target.name: line(_("Rating, 0 to {top}", top=TOP)) for target in card.targets}
        self.ratings |= {name: line(_("{emotion}, 0 to {top}", emotion=name, top=TOP)) for name in card.emotions}
        acting = [target for target in card.targets if target.acts]
        self.acted = {t.name: control(YesNo(label=t.act)) for t in acting}
        self.amounts = {t.name: line(_("How much, in {unit}", unit=t.unit)) for t in acting if t.unit}
        kinds = (self.ratings, self.acted, self.amounts)
        self._observe(*(box for fields in kinds for box in fields.values()))
        urges = (group(t.name, *(boxes[t.name] for boxes in kinds if t.name in boxes)) for t in card.targets)
        self.asked.children = (
            *urges,
            group(_("Emotions"), *(self.ratings[name] for name in card.emotions), look="columns"),
            group(_("Skills"), row(self.skill, self.state), self.skills_said, look="stack"),
            group(_("More about this day"), self.effective, self.note, self.filled, look="stack"),
        )
        for box in before:
            close(box)

    # Skills -----------------------------------------------------------------------------------------

    def _put_state(self, _change: object) -> None:
        if not self._busy:
            self._set_skills({**self.said, self.skill.value: self.state.value})
            self._changed()

    def _set_skills(self, states: Mapping[str, str]) -> None:
        self.said = {name: state for name, state in states.items() if state}
        before, self._busy = self._busy, True
        self.state.value, self._busy = self.said.get(self.skill.value, ""), before
        said = _("Skills on this day: not answered yet.")
        if self.said:
            named = (f"{skill(name).name} ({STATES[state]})" for name, state in self.said.items())
            said = _("Skills on this day: {skills}.", skills=listed(named))
        self.skills_said.value = f"<p>{escape(said)}</p>"

    # From boxes to a day, and back ------------------------------------------------------------------

    def read(self, on: date) -> Day:
        """Return what the boxes say; raises ValueError with a sentence that names day and field."""
        where = day_name(on)
        rated = {name: Number(label=f"{where}: {name}", high=TOP).read(box.value) for name, box in self.ratings.items()}
        acted = {name: None if box.value == "" else box.value for name, box in self.acted.items()}
        amounts = {}
        for name, box in self.amounts.items():
            how_much = _("{day}: the amount for {name}", day=where, name=name)
            amounts[name] = Number(label=how_much, high=MOST_AMOUNT, whole=False).read(box.value)
        try:
            filled = None if self.filled.value == "" else on + timedelta(days=self.filled.value)
        except OverflowError:
            raise ValueError(_("{day}: the “Filled in” date does not exist.", day=where)) from None
        return Day(
            on,
            urges={target.name: rated[target.name] for target in self.card.targets},
            acted=acted,
            amounts=amounts,
            emotions={name: rated[name] for name in self.card.emotions},
            effective=tuple(text.strip() for text in self.effective.value.splitlines() if text.strip()),
            skills=self.said,
            note=self.note.value,
            filled_on=filled,
        )

    def write(self, day: Day) -> None:
        """Show a day in the boxes."""
        before, self._busy = self._busy, True
        try:
            self.title.value = in_html(day.name)
            for name, box in self.ratings.items():
                value = {**day.urges, **day.emotions}.get(name)
                box.value = "" if value is None else str(value)
            for name, box in self.acted.items():
                box.value = day.acted.get(name, "")
            for name, box in self.amounts.items():
                box.value = f"{day.amounts[name]:g}" if name in day.amounts else ""
            self.effective.value, self.note.value = "\n".join(day.effective), day.note
            self.filled.options = self._late(max(_MOST_LATE, day.days_late))
            self.filled.value = "" if day.filled_on is None else day.days_late
            self._set_skills(day.skills)
        finally:
            self._busy = before
