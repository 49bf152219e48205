"""Find a skill; distress tolerance: a walk through STOP, pros and cons, a crisis kit, and TIPP behind a check."""

from dataclasses import replace
from html import escape

import ipywidgets as widgets

from iopedu.course.fields import Ask, Choice
from iopedu.course.language import _
from iopedu.course.quiz import Option, Question
from iopedu.course.text import in_list
from iopedu.course.workbook import Workbook
from iopedu.dbt.crisis_kit import CrisisKit, Idea, kit_parts, part_name
from iopedu.dbt.finder import Search
from iopedu.dbt.pros_cons import CELLS, TERMS, ProsAndCons
from iopedu.dbt.skills import skill
from iopedu.dbt.stop_walk import StopWalk, scenes
from iopedu.dbt.tipp import CHECKS, Tipp
from iopedu.forms.base import Form
from iopedu.forms.described import Described, control
from iopedu.forms.options import Options
from iopedu.forms.parts import FILL, button, dropdown, group, in_pairs, row, tick, words
from iopedu.show.dbt import skills as show


class SkillFinder(Described[Search]):
    """Choose what the moment is like; the skills that fit appear with reason, steps and pitfalls.

    Parameters
    ----------
    keep : Workbook, optional
        Where the search is kept.
    record : Search, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = SkillFinder()
    >>> form.fields["situation"].value, form.fields["module"].value = "fact", "distress_tolerance"
    >>> form.record.summary()
    'A fact that cannot be changed: 3 skills in distress tolerance.'
    """

    KEY = "finder"

    RECORD = Search
    draw = staticmethod(show.finder_view)

    def _changed(self) -> None:
        if self.try_record(self.made):
            self.say(self.record.summary(), warn=self.record.danger)

    def twin(self, record: Search) -> str:
        return show.finder_view(record) if record.situation else show.finder_map().html()

    def twin_text(self, record: Search) -> str:
        return record.describe() if record.situation else repr(show.finder_map())


class StopWalkForm(Form[StopWalk]):
    """Four steps in a fictional moment: choose, read the comment, go on or go back.

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
    >>> form.record.summary()
    'Maya and the message: 1 of 4 steps done; the pause lasted for 1 of them.'
    """

    KEY = "stop_walk"

    def __init__(self, keep: Workbook | None = None, record: StopWalk | None = None) -> None:
        self.scene = dropdown(_("Moment"), {scene.id: scene.title for scene in scenes()})
        self.options, self.view = Options(), widgets.HTML()
        self.take = button(_("Choose this"), self._take, primary=True)
        self.back = button(_("Go back one step"), self._back)
        body = [self.scene, self.options, row(self.take, self.back)]
        super().__init__(self.titled(keep), record or StopWalk(), body, keep=keep, after=[self.view])
        self.observe_controls([self.scene], self._begin)

    def _show(self) -> None:
        self.scene.value = self.record.scene
        station, at = self.record.station, len(self.record.chosen) + 1
        self.take.disabled, self.back.disabled = station is None, at == 1
        if station is None:
            self.options.empty(_("All four steps are done. The story is below; go back to try another way."))
        else:
            options = tuple(Option(choice.text, choice.keeps, choice.comment) for choice in station.choices)
            ask = _("Step {at} of 4, {name}: {ask}", at=at, name=station.name, ask=station.ask)
            self.options.put(Question(f"{self.record.scene}_{at}", ask, options))
        self.view.value = show.walk_view(self.record)

    def _begin(self) -> None:
        if self.try_record(lambda: StopWalk(self.scene.value)):
            self.say(self.record.where.moment)

    def _take(self) -> None:
        if self.try_record(lambda: self.record.choose(*self.options.chosen)):
            self.say(self.record.taken[-1][1].comment, self.record.summary())

    def _back(self) -> None:
        if self.try_record(lambda: self.record.back()):
            self.say(_("You are back at step {step}. Try another way.", step=len(self.record.chosen) + 1))

    def twin(self, record: StopWalk) -> str:
        if record.chosen:
            return show.walk_view(record)
        return f"{in_list(scene.moment for scene in scenes())}<p>{FILL}</p>"

    def twin_text(self, record: StopWalk) -> str:
        if record.chosen:
            return f"{record.describe()}\n{show.walk_table(record)!r}"
        return "\n".join([*(scene.moment for scene in scenes()), FILL])


class ProsAndConsForm(Described[ProsAndCons]):
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
    Grid of pros and cons: 1 of 9 parts filled in; 3 questions to think about
    """

    KEY = "pros_and_cons"

    RECORD = ProsAndCons
    draw = staticmethod(show.grid_view)

    def control(self, name: str, ask: Ask) -> widgets.Widget:
        when = TERMS.get(name.rpartition("_")[2], ask.label)
        return control(replace(ask, label=when[:1].upper() + when[1:]))

    def body(self) -> list[widgets.Widget]:
        cells = (
            group(title, *(self.fields[f"{cell}_{term}"] for term in TERMS), look="stack")
            for cell, title in CELLS.items()
        )
        note = words(_("Write one reason per line, for somebody who is in the middle of the urge."))
        return [self.fields["urge"], note, in_pairs(*cells)]

    def told_in_text(self, record: ProsAndCons) -> str:
        return "\n".join([repr(show.grid_table(record)), *map(str, record.asked())])


class CrisisKitForm(Described[CrisisKit]):
    """At least one idea for each of three skills, in a fictional person's words, and who the person tells.

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

    RECORD = CrisisKit
    FIELDS = ("who", "tells")
    draw = staticmethod(show.kit_view)

    def __init__(self, keep: Workbook | None = None, record: CrisisKit | None = None) -> None:
        super().__init__(keep, record)
        self.observe_controls((box for _skill, *boxes in self.ideas for box in boxes), self._changed)

    def body(self) -> list[widgets.Widget]:
        self.ideas = [self._idea(name, at + 1) for name in kit_parts() for at in range(self.EACH)]
        groups = (
            group(skill(name).name, *(row(*boxes) for key, *boxes in self.ideas if key == name), look="stack")
            for name in kit_parts()
        )
        return [self.fields["who"], *groups, self.fields["tells"]]

    def _idea(self, name: str, number: int) -> tuple[str, widgets.Dropdown, widgets.Text]:
        parts = {part: part_name(part) for part in kit_parts()[name]}
        text = control(replace(Idea.asks()["text"], label=_("Idea {number}", number=number)))
        text.layout.flex = "1 1 20rem"
        return name, control(Choice(label=_("Part {number}", number=number), options=parts)), text

    def values(self) -> dict[str, object]:
        ideas = tuple(Idea(name, part.value, text.value) for name, part, text in self.ideas if part.value or text.value)
        return {**super().values(), "ideas": ideas}

    def fill(self) -> None:
        super().fill()
        left = {name: [idea for idea in self.record.ideas if idea.skill == name] for name in kit_parts()}
        for name, part, text in self.ideas:
            idea = left[name].pop(0) if left[name] else Idea(name)
            part.value, text.value = idea.part, idea.text

    def asks_for(self) -> list[str]:
        return [f"{skill(name).name}: {', '.join(parts)}" for name, parts in kit_parts().items()]

    def told_in_text(self, record: CrisisKit) -> str:
        return "\n".join([repr(show.kit_table(record)), *map(str, record.asked())])


class TippCheck(Form[Tipp]):
    """The medical caution of TIPP; its principles, and what practices a part, appear when every line was ticked.

    Nothing is kept, so that the caution is read each time, and the twin never holds more than the caution.

    Parameters
    ----------
    then : Form, optional
        What practices a part, such as the pacer: it stays out of sight as well.

    Examples
    --------
    >>> form = TippCheck()
    >>> form.record.describe()
    '0 of 3 items checked. The parts of TIPP are not shown yet.'
    """

    def __init__(self, then: Form | None = None) -> None:
        self.then = [] if then is None else [then]
        self.boxes = [tick(text) for text in CHECKS]
        self.view = widgets.HTML()
        caution = words(f"<p><strong>{_('Read this first.')}</strong> {escape(skill('tipp').caution)}</p>")
        body = [caution, group(_("Check each line that is true for you"), *self.boxes, look="stack")]
        super().__init__(_("TIPP: a check before anything else"), Tipp(), body, after=[self.view, *self.then])
        self.observe_controls(self.boxes, self._tick)

    def _tick(self) -> None:
        ticked = frozenset(at for at, box in enumerate(self.boxes) if box.value)
        if self.try_record(lambda: Tipp(ticked)):
            done = _("The principles are below. Uncheck a line to hide them.")
            self.say(done if self.record.read else self.record.describe())

    def _show(self) -> None:
        for at, box in enumerate(self.boxes):
            box.value = at in self.record.ticked
        self.view.value = show.tipp_table(self.record)._repr_html_() if self.record.read else ""
        for part in self.then:
            part.layout.display = "" if self.record.read else "none"

    def twin(self, record: Tipp) -> str:
        return f"<p>{escape(skill('tipp').caution)}</p>{in_list(CHECKS)}<p>{FILL}</p>"

    def twin_text(self, record: Tipp) -> str:
        return "\n".join([skill("tipp").caution, *CHECKS, FILL])
