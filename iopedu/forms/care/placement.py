"""Compare levels of care; the placement worksheet as a form; fictional people to place."""

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from iopedu.care.gates import TEACHING
from iopedu.care.levels import Comparison, levels
from iopedu.care.placement import Worksheet
from iopedu.care.placement_practice import Placed, Placements
from iopedu.care.red_flags import ROUTES
from iopedu.care.vignettes import CHOICES, SPEAKS, Vignette, choice_name, vignette, vignettes
from iopedu.course.fields import Ask
from iopedu.course.language import _
from iopedu.course.text import in_list
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.described import Control, Described, asked
from iopedu.forms.parts import FILL, button, dropdown, group, line, radios, row, tick, words
from iopedu.show.care.levels import comparison
from iopedu.show.care.placement import our_answer, placement_agreement, placement_view


class Comparer(Described[Comparison]):
    """Choose levels, a view and a field; the table follows.

    Parameters
    ----------
    record : Comparison
        What is shown first.
    keep : Workbook, optional
        Where the choice is kept.

    Examples
    --------
    >>> form = Comparer()
    >>> form.fields["levels"]["outpatient"].value = True
    >>> form.record
    Partial hospitalization, Intensive outpatient program and Standard outpatient: Time and place (both fields)
    """

    KEY = "comparer"
    RECORD = Comparison

    def __init__(self, record: Comparison | None = None, keep: Workbook | None = None) -> None:
        super().__init__(keep, record)

    def body(self) -> list[widgets.Widget]:
        choose = group(_("Levels (two to four)"), *self.fields["levels"].values(), look="columns")
        return [choose, row(self.fields["view"], self.fields["field"])]

    def _changed(self) -> None:
        if self.try_record(self.made):
            self.say(_("Now showing {comparison}.", comparison=self.record.describe()))

    def draw(self, record: Comparison) -> str:
        return comparison(record)._repr_html_()

    def describe(self) -> str:
        """Return the choice and everything that the table says."""
        return f"{self.record.describe()}\n{comparison(self.record)!r}"

    def twin(self, record: Comparison) -> str:
        return comparison(record).html()

    def twin_text(self, record: Comparison) -> str:
        return repr(comparison(record))

    def _keep(self) -> None:
        if self.keep is not None:
            self.keep.put(self.key, self.question(), self.to_json(), self.record.describe())


class PlacementWorksheet(Described[Worksheet]):
    """Ratings in words; the range of levels, its reasons and what would change it follow.

    Parameters
    ----------
    keep : Workbook, optional
        Where the worksheet is kept.
    record : Worksheet, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = PlacementWorksheet()
    >>> form.fields["danger"].value = "yes"
    >>> form.record
    Worksheet: emergency route first; no level yet
    """

    KEY = "worksheet"
    RECORD = Worksheet
    draw = staticmethod(placement_view)

    def control(self, name: str, ask: Ask) -> Control:
        return super().control(name, ask) if name not in ("danger", "medical") else radios(ask.names)

    def body(self) -> list[widgets.Widget]:
        danger, medical, flags, ratings, settles, wish, out_of_reach, missing, override, reason = self.fields.values()
        self.rated = widgets.VBox(
            [
                group(_("Six axes, in words"), *ratings.values(), look="below"),
                group(_("Choose within the range"), settles, wish, look="stack"),
                group(_("Which levels are not available in time?"), *out_of_reach.values(), look="columns"),
                missing,
                group(_("Override: go outside the range (give a reason)"), override, reason, look="stack"),
            ]
        )
        seen = group(_("Check what is present"), *flags.values(), look="columns")
        self.asked = group(Worksheet.asks()["medical"].ask, medical, seen, look="stack")
        self.clear = button(_("Start over"), self._start_over)
        first = group(Worksheet.asks()["danger"].ask, danger, look="stack")
        note = words(f"<p>{escape(TEACHING)}. {_('Not for decisions about real people.')}</p>")
        return [note, first, self.asked, self.rated, row(self.clear)]

    def values(self) -> dict[str, Any]:
        found = super().values()
        # Nothing that is half typed further down may keep what comes first from being taken.
        before = {name: found[name] for name in ("danger", "medical", "flags", "ratings")}
        return before if Worksheet(**before).first or found["danger"] is None else found

    def _changed(self) -> None:
        super()._changed()
        if self.record.cautions and "iop-warn" not in self.status.value:
            self.say(*self.record.cautions, warn=True)

    def _start_over(self) -> None:
        self.record = Worksheet()
        self.say(_("Cleared. Begin with the first question."))

    def _show(self) -> None:
        super()._show()
        self.asked.layout.display = "" if self.record.danger == "no" else "none"
        nothing = self.record.danger == self.record.medical == "no" and not self.record.first
        self.rated.layout.display = "" if nothing else "none"
        self.fields["settles"].layout.display = "" if self.record.asks_settling else "none"

    def asks_for(self) -> list[str]:
        asks = Worksheet.asks()
        return [f"{TEACHING}.", *asked([asks["danger"], asks["medical"], asks["ratings"]])]


class PlacementPractice(Form[Placements]):
    """Read, say what comes first, place with facts and a reason, think again, read our answer, and the follow-ups.

    Parameters
    ----------
    keep : Workbook, optional
        Where the placements are kept. A form without it is an example.
    record : Placements, optional
        For a worked example: what was placed before.

    Examples
    --------
    >>> form = PlacementPractice()
    >>> form.before.value, form.level.value, form.reason.value = "level", "iop", "weekly care has stalled"
    >>> form.facts["past"].value = True
    >>> form.think.click()
    >>> form.weighs.value = "less"
    >>> form.check.click()
    >>> form.record  # doctest: +ELLIPSIS
    1 of ... people placed: 1 exact, 1 within the range
    """

    KEY = "placements"

    def __init__(self, keep: Workbook | None = None, record: Placements | None = None) -> None:
        self.person = dropdown(_("Person"), {entry.id: entry.name for entry in vignettes()})
        self.story, self.what_if = words(""), words("")
        self.before = radios({**ROUTES, "level": _("Nothing: go ahead and choose a level")})
        self.level = radios({entry.id: entry.label for entry in levels()})
        self.again, self.then = (radios({choice: choice_name(choice) for choice in CHOICES}) for _both in range(2))
        self.facts = {name: tick("") for name in Placed.asks()["facts"].names}
        self.weighs = radios({key: said[:1].upper() + said[1:] for key, said in SPEAKS.items()})
        self.questions = words("")
        self.reason = widgets.Textarea(
            description=_("Your reason"), rows=2, placeholder=_("In a sentence, how do these facts lead to that level?")
        )
        self.think = button(_("This is my first thought"), self._place, primary=True)
        self.check = button(_("Check my placement"), self._rethink, primary=True)
        self.follow = button(_("Check this, too"), self._follow, primary=True)
        self.next = button(_("Next person"), self._next)
        self.agree = button(_("Show my agreement"), self._agree)
        self.label = line(_("Number for the class file"), _("Optional, no name"))
        self.export = button(_("Write my placements for the class"), self._export)
        self.answer, self.seen = widgets.HTML(), widgets.HTML()
        self.later = group(_("What if?"), self.what_if, self.then, row(self.follow), look="stack")
        note = words(f"<p>{escape(TEACHING)}. {_('All of these people are fictional.')}</p>")
        first = group(_("First, does anything come before choosing a level?"), self.before, look="stack")
        self.start = group(_("Where would you start?"), self.level, look="stack")
        decides = group(_("Which facts decide it?"), *self.facts.values(), look="stack")
        self.second = widgets.VBox(
            [
                self.questions,
                group(_("What does that fact point to?"), self.weighs, look="stack"),
                group(_("Where would you start now? You can keep your first choice."), self.again, look="stack"),
                row(self.check),
            ]
        )
        placing = [first, self.start, decides, self.reason, row(self.think), self.second]
        self.entered = (self.before, self.level, self.reason, self.weighs, self.again, self.then, *self.facts.values())
        self.blank, self.shown = [control.value for control in self.entered], self.person.value
        self.drafts: dict[str, list[Any]] = {}
        body = [note, row(self.person, self.next), self.story, *placing]
        after = [self.answer, self.later, row(self.agree)]
        if keep is not None:
            after.append(group(_("For a class"), self.label, self.export))
        super().__init__(self.titled(keep), record or Placements(), body, keep=keep, after=[*after, self.seen])
        self.observe_controls([self.person], self._turn)
        self.observe_controls([self.before], self._ask_level)

    @property
    def about(self) -> Vignette:
        """The person on the form."""
        return vignette(self.person.value)

    @property
    def placed(self) -> Placed | None:
        """The placement of that person, if there is one."""
        return self.record.of(self.person.value)

    def _ask_level(self) -> None:
        self.start.layout.display = "" if self.before.value == "level" else "none"

    def _show(self) -> None:
        placed, about = self.placed, self.about
        self.story.value = f"<p>{escape(about.first.text)}</p>"
        for name, box in self.facts.items():
            box.description = about.facts[name].says if name in about.facts else name
            box.layout.display = "" if name in about.facts else "none"
        typed = (self.before, self.level, self.reason, self.think, *self.facts.values())
        for control in typed:
            control.disabled = placed is not None
        if placed is not None:
            self.before.value = placed.level if placed.level in ROUTES else "level"
            self.level.value = None if placed.level in ROUTES else placed.level
            self.reason.value = placed.reason
            for name, box in self.facts.items():
                box.value = name in placed.facts
        self._ask_level()
        self._show_second(placed)
        self._show_answer(placed if placed and placed.second else None)

    def _show_second(self, placed: Placed | None) -> None:
        self.second.layout.display = "" if placed else "none"
        if placed is None:
            return
        self.questions.value = "".join(f"<p>{escape(line)}</p>" for line in placed.questions())
        self.weighs.value = placed.weighs or self.weighs.value
        self.again.value = placed.second or self.again.value or placed.level
        self.weighs.disabled = self.again.disabled = self.check.disabled = bool(placed.second)

    def _show_answer(self, placed: Placed | None) -> None:
        self.later.layout.display = "" if placed and placed.next else "none"
        self.answer.value = ""
        if placed is None:
            return
        answered = self.about.after[len(placed.after) - 1] if placed.after else self.about.first
        self.answer.value = our_answer(answered)
        if placed.next:
            number, many = len(placed.after) + 1, len(self.about.after)
            asked = _("{number} of {many}. {what_if}", number=number, many=many, what_if=placed.next.text)
            self.what_if.value = f"<p>{escape(asked)}</p>"

    def _turn(self) -> None:
        self.drafts[self.shown] = [control.value for control in self.entered]
        self.shown = self.person.value
        self._enter()
        self.say(*self._feedback())

    def _enter(self) -> None:
        """Show the person with what was entered about them before, be it half made."""
        with self.quietly():
            for control, value in zip(self.entered, self.drafts.get(self.shown, self.blank), strict=True):
                control.value = value
            self._show()

    def _feedback(self) -> tuple[str, ...]:
        """Return the last feedback on the person shown."""
        placed = self.placed
        if placed is None:
            return ()
        if not placed.second:
            return (_("Recorded as your first thought. Before you see our answer, take a second look below."),)
        if placed.after:
            at = len(placed.after) - 1
            found = self.about.after[at].feedback(placed.after[at])
        else:
            found = (*self.about.first.feedback(placed.second), *filter(None, [placed.weighed()]))
        return (*found, _("Next: a “what if,” below.") if placed.next else f"{self.record!r}.")

    def _place(self) -> None:
        chosen = (self.level.value if self.before.value == "level" else self.before.value) or ""
        facts = [name for name, box in self.facts.items() if box.value]
        self._checked(lambda: self.record.place(self.about.id, chosen, self.reason.value, facts))

    def _rethink(self) -> None:
        weighs, level = self.weighs.value or "", self.again.value or ""
        self._checked(lambda: self.record.rethink(self.about.id, weighs, level))

    def _follow(self) -> None:
        self._checked(lambda: self.record.follow(self.about.id, self.then.value or ""))
        self.then.value = None

    def _checked(self, make: Callable[[], Placements]) -> None:
        if self.try_record(make):
            self.seen.value = ""  # what it said is no longer true
            self.say(*self._feedback())

    def _next(self) -> None:
        names = [entry.id for entry in vignettes()]
        at = names.index(self.person.value)
        open_ones = [name for name in (*names[at + 1 :], *names[:at]) if self.record.of(name) is None]
        if not open_ones:
            self.say(_("You have placed everybody else. Choose a person to reread, or look at your agreement."))
            return
        self.person.value = open_ones[0]

    def _agree(self) -> None:
        self.seen.value = placement_agreement(self.record)._repr_html_()
        self.say(_("Your agreement is shown below."))

    def _export(self) -> None:
        number = self.label.value.strip()
        holds = _("The file contains only the levels you chose and this number: no name, no reasons, no times.")
        with self.telling():
            text = self.record.export(number)
            self.hand_over(f"my-iopedu-work-placements{f'-{number}' if number else ''}.json", text, holds)

    def where(self) -> str:
        return self.person.value

    def go_to(self, place: str) -> None:
        if place in [entry.id for entry in vignettes()]:
            self.person.value = place

    def _restore(self) -> None:
        super()._restore()
        self.seen.value, self.drafts = "", {}
        self._enter()

    def twin(self, record: Placements) -> str:
        about = f"{TEACHING}. {_('{many} fictional people.', many=len(vignettes()))} {FILL}"
        if not record.placed:
            return f"<p>{escape(about)}</p>{in_list(entry.name for entry in vignettes())}"
        first = record.placed[0]
        said = "".join(f"<p>{escape(line)}</p>" for line in first.about.first.feedback(first.second or first.level))
        return f"<p>{escape(about)}</p><p>{escape(first.about.first.text)}</p>{said}"

    def twin_text(self, record: Placements) -> str:
        names = ", ".join(entry.name for entry in vignettes())
        return f"{TEACHING}.\n{record.describe()}\n{names}. {FILL}"
