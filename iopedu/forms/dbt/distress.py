"""Distress tolerance: a walk through STOP, pros and cons, a crisis kit, and TIPP behind a check."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.people import people
from iopedu.course.quiz import Option, Question
from iopedu.course.workbook import Workbook
from iopedu.dbt.crisis_kit import CrisisKit, Idea, kit_parts, part_name
from iopedu.dbt.pros_cons import CELLS, TERMS, ProsAndCons
from iopedu.dbt.skills import skill
from iopedu.dbt.stop_walk import StopWalk, scenes
from iopedu.dbt.tipp import CHECKS, Tipp
from iopedu.forms.base import Form
from iopedu.forms.options import Options
from iopedu.forms.parts import button, group, row, words
from iopedu.forms.rows import UNSET, Typed, line
from iopedu.show.dbt.distress import grid_table, grid_view, kit_table, kit_view, tipp_table, walk_table, walk_view

_FILL = _("Run this notebook to fill in the grid.")
_PUT = _("Run this notebook to put a kit together.")
_GO_ON = _("Run this notebook to go on from here.")


class StopWalkForm(Form[StopWalk]):
    """Four steps in a made-up moment: choose, read the comment, go on or go back.

    Parameters
    ----------
    keep : Workbook, optional
        Where the walk is kept.
    record : StopWalk, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = StopWalkForm()
    >>> form.options.choose(1)
    >>> form.take.click()
    >>> form.record
    Maya and the message: 1 of 4 steps, 1 of them kept the pause open.
    """

    KEY = "stop_walk"

    def __init__(self, keep: Workbook | None = None, record: StopWalk | None = None) -> None:
        self.scene = widgets.Dropdown(options=[(s.title, s.id) for s in scenes()], description=_("Moment"))
        self.options, self.view = Options(), widgets.HTML()
        self.take = button(_("Choose this"), self._take, primary=True)
        self.back = button(_("Go back one step"), self._back)
        title = _("A walk through STOP") if keep is not None else _("A walk through STOP: a worked example")
        body = [self.scene, self.options, row(self.take, self.back)]
        super().__init__(title, record or StopWalk(), body, keep=keep, after=[self.view])
        self.observe_controls([self.scene], self._begin)

    def _show(self) -> None:
        self.scene.value = self.record.scene
        station, at = self.record.station, len(self.record.chosen) + 1
        self.take.disabled, self.back.disabled = station is None, at == 1
        if station is None:
            self.options.empty(_("All four steps are done. The story stands below; go back to try another way."))
        else:
            options = tuple(Option(choice.text, choice.keeps, choice.comment) for choice in station.choices)
            ask = _("Step {at} of 4, {name}: {ask}", at=at, name=station.name, ask=station.ask)
            self.options.put(Question(f"{self.record.scene}_{at}", ask, options))
        self.view.value = walk_view(self.record)

    def _begin(self) -> None:
        if self.try_record(lambda: StopWalk(self.scene.value)):
            self.say(self.record.where.moment)

    def _take(self) -> None:
        if self.try_record(lambda: self.record.choose(*self.options.chosen)):
            self.say(self.record.taken[-1][1].comment, self.record.summary())

    def _back(self) -> None:
        if self.try_record(lambda: self.record.back()):
            self.say(_("Back at step {step}. Try another way.", step=len(self.record.chosen) + 1))

    def _keep(self) -> None:
        if self.keep is not None:
            self.keep.put(self.key, self.question(), self.to_json(), self.describe(), self.record.ready)

    def question(self) -> str:
        return _("What did the person do at each of the four steps?")

    def twin(self, record: StopWalk) -> str:
        if record.chosen:
            return walk_view(record)
        moments = "".join(f"<li>{escape(scene.moment)}</li>" for scene in scenes())
        run = _("Run this notebook to walk through STOP in one of these moments.")
        return f"<ul>{moments}</ul><p>{run}</p>"

    def twin_text(self, record: StopWalk) -> str:
        if record.chosen:
            return f"{record.describe()}\n{walk_table(record)!r}"
        return "\n".join([*(scene.moment for scene in scenes()), _("Run this notebook to walk through STOP.")])


class ProsAndConsForm(Typed[ProsAndCons]):
    """An urge, and four cells for now and for later; questions ask about what is one-sided.

    Parameters
    ----------
    keep : Workbook, optional
        Where the grid is kept.
    record : ProsAndCons, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = ProsAndConsForm()
    >>> form.fields["act_con_later"].value = "I miss the group"
    >>> form.record
    Pros and cons: 0 reasons toward acting on the urge, 1 reason toward resisting it; 3 questions to think about
    """

    KEY = "pros_and_cons"

    def __init__(self, keep: Workbook | None = None, record: ProsAndCons | None = None) -> None:
        self.fields: dict[str, widgets.Widget] = {
            "urge": line(_("The urge"), _("What does the person feel like doing?"))
        }
        grid = widgets.Box()
        grid.add_class("iop-halves")
        for cell, title in CELLS.items():
            boxes = {f"{cell}_{term}": _box(when.capitalize()) for term, when in TERMS.items()}
            self.fields.update(boxes)
            grid.children += (group(title, *boxes.values(), look="stack"),)
        self.view = widgets.HTML()
        note = words(_("One reason in each line. Write for somebody who is in the middle of the urge."))
        title = _("Pros and cons") if keep is not None else _("Pros and cons: a worked example")
        body = [self.fields["urge"], note, grid]
        super().__init__(title, record or ProsAndCons(), body, keep=keep, after=[self.view])
        self.observe_controls(self.fields.values(), self._changed)

    def made(self) -> ProsAndCons:
        return ProsAndCons(**{name: field.value for name, field in self.fields.items()})

    def _show(self) -> None:
        if not self._is_typed():
            self.say()
            for name, field in self.fields.items():
                field.value = getattr(self.record, name)
        self._shown = self.record
        self.view.value = grid_view(self.record)

    def question(self) -> str:
        return _("What speaks for and against acting on the urge, and resisting it?")

    def twin(self, record: ProsAndCons) -> str:
        if not record.empty:
            return grid_view(record)
        cells = "".join(f"<li>{escape(title)}: {', '.join(TERMS.values())}</li>" for title in CELLS.values())
        return f"<ul>{cells}</ul><p>{_FILL}</p>"

    def twin_text(self, record: ProsAndCons) -> str:
        if not record.empty:
            return "\n".join([repr(grid_table(record)), *record.notes()])
        return "\n".join([*CELLS.values(), _FILL])


def _box(when: str) -> widgets.Textarea:
    return widgets.Textarea(description=when, rows=2, continuous_update=False)


class CrisisKitForm(Typed[CrisisKit]):
    """At least one idea for each of three skills, in a made-up person's words, and whom the person tells.

    Parameters
    ----------
    keep : Workbook, optional
        Where the kit is kept.
    record : CrisisKit, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = CrisisKitForm()
    >>> form.ideas[0][1].value, form.ideas[0][2].value = "Activities", "Sort the buttons"
    >>> form.record.ideas
    (ACCEPTS, activities: Sort the buttons,)
    """

    KEY = "crisis_kit"
    EACH = 2

    def __init__(self, keep: Workbook | None = None, record: CrisisKit | None = None) -> None:
        persons = [(UNSET, ""), *((one.name, one.id) for one in people())]
        self.who = widgets.Dropdown(options=persons, description=_("For whom"))
        self.tells = line(_("Whom the person tells"), _("Somebody near, and a number for when nobody is"))
        self.ideas = [self._idea(name, at + 1) for name in kit_parts() for at in range(self.EACH)]
        groups = [
            group(
                skill(name).name,
                *(row(part, text) for key, part, text in self.ideas if key == name),
                look="stack",
            )
            for name in kit_parts()
        ]
        self.view = widgets.HTML()
        title = _("A crisis kit") if keep is not None else _("A crisis kit: a worked example")
        body = [self.who, *groups, self.tells]
        super().__init__(title, record or CrisisKit(), body, keep=keep, after=[self.view])
        boxes = [box for _skill, part, text in self.ideas for box in (part, text)]
        self.observe_controls([self.who, self.tells, *boxes], self._changed)

    def _idea(self, name: str, number: int) -> tuple[str, widgets.Dropdown, widgets.Text]:
        parts = [(UNSET, ""), *((part_name(part), part) for part in kit_parts()[name])]
        text = line(_("Idea {number}", number=number), _("What the hands, eyes or head do first"))
        text.layout.flex = "1 1 20rem"
        return name, widgets.Dropdown(options=parts, description=_("Part {number}", number=number)), text

    def made(self) -> CrisisKit:
        ideas = tuple(Idea(name, part.value, text.value) for name, part, text in self.ideas if part.value or text.value)
        return CrisisKit(self.who.value, ideas, self.tells.value)

    def _show(self) -> None:
        if not self._is_typed():
            self.say()
            self.who.value, self.tells.value = self.record.who, self.record.tells
            left = {name: [idea for idea in self.record.ideas if idea.skill == name] for name in kit_parts()}
            for name, part, text in self.ideas:
                idea = left[name].pop(0) if left[name] else Idea(name)
                part.value, text.value = idea.part, idea.text
        self._shown = self.record
        self.view.value = kit_view(self.record)

    def question(self) -> str:
        return _("Which ideas are in the kit, and whom does the person tell?")

    def twin(self, record: CrisisKit) -> str:
        if record.ideas:
            return kit_view(record)
        parts = "".join(f"<li>{escape(line)}</li>" for line in self._parts())
        return f"<ul>{parts}</ul><p>{_PUT}</p>"

    def twin_text(self, record: CrisisKit) -> str:
        if record.ideas:
            return "\n".join([repr(kit_table(record)), *record.notes()])
        return "\n".join([*self._parts(), _PUT])

    def _parts(self) -> list[str]:
        return [f"{skill(name).name}: {', '.join(parts)}" for name, parts in kit_parts().items()]


class TippCheck(Form[Tipp]):
    """The medical caution of TIPP; its principles appear only when every line was ticked.

    Nothing is kept, so that the caution is read each time, and the twin never holds more than the caution.

    Examples
    --------
    >>> form = TippCheck()
    >>> form.record
    TIPP: 0 of 3 checks ticked
    """

    def __init__(self) -> None:
        self.boxes = [widgets.Checkbox(description=text, indent=False) for text in CHECKS]
        self.view = widgets.HTML()
        caution = words(f"<p><strong>{_('Read first.')}</strong> {escape(skill('tipp').caution)}</p>")
        body = [caution, group(_("Tick each line that is true for you"), *self.boxes, look="stack")]
        super().__init__(_("TIPP: a check before anything else"), Tipp(), body, after=[self.view])
        self.observe_controls(self.boxes, self._tick)

    def _tick(self) -> None:
        ticked = frozenset(at for at, box in enumerate(self.boxes) if box.value)
        if self.try_record(lambda: Tipp(ticked)):
            done = _("The principles stand below. Untick a line to close them.")
            self.say(done if self.record.read else self.record.describe())

    def _show(self) -> None:
        for at, box in enumerate(self.boxes):
            box.value = at in self.record.ticked
        self.view.value = tipp_table(self.record)._repr_html_() if self.record.read else ""

    def twin(self, record: Tipp) -> str:
        checks = "".join(f"<li>{escape(text)}</li>" for text in CHECKS)
        return f"<p>{escape(skill('tipp').caution)}</p><ul>{checks}</ul><p>{_GO_ON}</p>"

    def twin_text(self, record: Tipp) -> str:
        return "\n".join([skill("tipp").caution, *CHECKS, _GO_ON])
