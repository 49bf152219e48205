"""Say it: judge two replies, write one's own to a client's line, look at it, and say it again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape

import ipywidgets as widgets

from iopedu.course.files import options
from iopedu.course.language import _
from iopedu.course.people_first import concerns
from iopedu.course.text import in_html
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.parts import FILL, button, group, row, words
from iopedu.rehearsal import Rehearsal, Round, Skill, facts_of, skill, skills, summary
from iopedu.rehearsal.skills import HARDEST
from iopedu.show.rehearsal import say as shown
from iopedu.show.style import STYLE

#: What the button says that goes on, by the step.
_GO = options("say_it.go")
_HOW = _(
    "First you rate two replies and see how close you come to our rating. Then you write your own, compare it with "
    "ours, and say it again with one change. The lines get harder when you’re ready."
)
_SEEN = _("What to look for in the words, with examples")
_MOST_CRITERIA = 4
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*[”\"]?")
#: A word or two of the client's, said back.
_SAID_BACK = re.compile(r"[“\"]\w+(?: \w+){0,2}[.,]?[”\"]")
_TO_THE_CLIENT = re.compile(r"(?i)^(?!.*\bmyself\b).*\b(?:you(?:r|rs|rself|rselves)?|let[’\']s)\b")
#: A part of such a sentence in which somebody may speak of themself.
_OF_MYSELF = re.compile(r"(?i)(?<![“\"])\b(?:I|my)\b.*?(?=\byou|\blet[’\']s|[“\"]|$)")


class SayIt(Form[Rehearsal]):
    """One step at a time: two replies to judge, a line to answer, the reply to look at, one thing to change.

    Parameters
    ----------
    notebook : str
        Its skills are rehearsed, as the data say.
    keep : Workbook, optional
        Where the replies are kept.
    record : Rehearsal, optional
        What was said before.
    clock : callable, optional
        Returns the time in UTC.

    Examples
    --------
    >>> form = SayIt("08")
    >>> form.chooser.value = "validate"
    >>> form.go.click()
    >>> form.record.now("validate").step
    'judge'
    """

    KEY = "say_it"

    def __init__(
        self,
        notebook: str,
        keep: Workbook | None = None,
        record: Rehearsal | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.skills, self.clock = skills(notebook), clock or (lambda: datetime.now(UTC))
        self._drawn, self._since = None, None
        self.chooser = widgets.Dropdown(
            options=[(one.name, one.id) for one in self.skills], description=_("What to practice")
        )
        self.place, self.client, self.seen = words("", "iop-legend"), widgets.HTML(), widgets.HTML()
        self.task = words("")
        self.marks = [widgets.RadioButtons(options=[("", 0)], value=None) for _one in range(_MOST_CRITERIA)]
        self.asked = [group("", mark, look="stack") for mark in self.marks]
        self.text = widgets.Textarea(
            description=_("Your reply"), rows=3, placeholder=_("Say it out loud first, then write what you said.")
        )
        self.timed = widgets.Checkbox(description=_("Tell me how long I take"), indent=False)
        self.change = widgets.RadioButtons(options=[("", "")], value=None)
        self.changed = group(_("Change one thing:"), self.change, look="stack")
        self.go, self.next = button("", self._go, primary=True), button(_("Next line"), self._next)
        self.goes = button(_("Show how it’s going"), self._goes)
        self.write = button(_("Write a worksheet for two"), self._write)
        buttons = [self.go, self.next, self.goes, *([self.write] if keep is not None else [])]
        chooser = [self.chooser] if len(self.skills) > 1 else []
        steps = [*self.asked, self.text, self.timed, self.changed, row(*buttons)]
        # The sheet stands here once: in every answer, it would make the page work out its whole look again.
        body = [widgets.HTML(STYLE), *chooser, self.place, self.client, self.seen, self.task, *steps]
        self.view = widgets.HTML()
        super().__init__(_("Say it"), record or Rehearsal(), body, keep=keep, after=[self.view])
        self.observe_controls([self.chooser], self._turn)

    @property
    def skill(self) -> Skill:
        """The skill on the form."""
        return skill(self.chooser.value)

    @property
    def round(self) -> Round | None:
        """The line on the form with what was done there, or None before the first."""
        return self.record.now(self.skill.id)

    @property
    def step(self) -> str:
        """What is to be done now."""
        return self.round.step if self.round else "begin"

    @property
    def ratings(self) -> dict[str, int | None]:
        """What is marked now, by criterion."""
        return {one.id: mark.value for one, mark in zip(self.skill.criteria, self.marks, strict=False)}

    # From the record to the controls -----------------------------------------------------------------

    def _show(self) -> None:
        at = self.round
        state = (self.skill.id, at and (at.item, at.at, at.judged, at.tries))
        if state == self._drawn:
            return
        self._drawn = state
        self._put(at)
        rates, step = self.step in ("judge", "look"), self.step
        for one, mark, box in zip(self.skill.criteria, self.marks, self.asked, strict=False):
            box.children[0].value = escape(one.name)
            anchors = tuple((text, rating) for rating, text in enumerate(one.anchors))
            if mark.options != anchors:
                mark.options = anchors
            mark.value = None
        for number, box in enumerate(self.asked):
            box.layout.display = "" if rates and number < len(self.skill.criteria) else "none"
        self.text.value = ""
        for control in (self.text, self.timed):
            control.layout.display = "" if step == "say" else "none"
        self._put_change(at)
        self.go.description = _GO[step]
        self.next.layout.display = "" if step == "again" else "none"
        self.view.value = ""
        self._since = self.clock()

    def _put(self, at: Round | None) -> None:
        """Write what there is to read at this step."""
        if at is None:
            self.place.value = escape(self.skill.name)
            self.client.value = f"<p>{escape(self.skill.purpose)} {escape(self.skill.how)}</p>"
            examples = shown.say_skill(self.skill).html()
            self.seen.value = _look(f"<details><summary>{_SEEN}</summary>{examples}</details>")
            self.task.value = f"<p>{escape(_HOW)}</p>"
            return
        line = at.line
        kept = _("{skill}. Someone you haven’t met here before.", skill=self.skill.name)
        told = _("{skill}. Difficulty {level} of {top}.", skill=self.skill.name, level=line.difficulty, top=HARDEST)
        self.place.value = escape(kept if line.unseen else told)
        self.client.value = _look(shown.client_line(line))
        self.seen.value, self.task.value = self._seen(at), f"<p>{self._task(at)}</p>"

    def _seen(self, at: Round) -> str:
        """Return what came out of the step before."""
        if at.step == "judge" or (at.step == "say" and not at.tries):
            return _look(shown.beside_the_key(at))
        if at.step != "look":
            return _look(f"<p>{escape(_('You said:'))}</p>{shown.said_so_far(at)}")
        took = at.tries[-1].seconds
        told = [] if took is None else [_("It took {seconds} seconds to write.", seconds=took)]
        facts = [*facts_of(at.tries[-1].text, [reply.text for reply in at.line.replies]), *told]
        return _look(
            f"<p>{escape(_('You said:'))}</p><blockquote>{in_html(at.tries[-1].text)}</blockquote>"
            f"<p>{escape(_('Facts about these words, not a verdict:'))} {escape(' '.join(facts))}</p>"
            f"<p>{escape(_('Our replies, from better to worse:'))}</p>{shown.our_replies(at)}"
        )

    def _task(self, at: Round) -> str:
        """Return what is to be done now, as HTML."""
        match at.step:
            case "judge":
                reply = at.line.replies[at.to_judge.reply].text
                return f"{escape(_('Judge first. Here is one reply:'))}<br><strong>“{escape(reply)}”</strong>"
            case "say" if at.tries:
                changed = next((one.name for one in self.skill.criteria if one.id == at.tries[-1].change), "")
                return escape(_("Say it again, and change one thing: {criterion}", criterion=changed))
            case "say":
                return escape(_("Your turn: what do you say?"))
            case "look":
                return escape(_("Rate your reply by what its words say."))
        return escape(_("Say it again with one change, or go on."))

    def _put_change(self, at: Round | None) -> None:
        """Offer the criteria that are not reached yet, or all where every one is."""
        self.changed.layout.display = "none" if at is None or at.step != "again" else ""
        if at is None or at.step != "again":
            return
        got = at.tries[-1].ratings
        low = [one for one in self.skill.criteria if got.get(one.id) != 2] or list(self.skill.criteria)
        self.change.options = [(one.name, one.id) for one in low]
        self.change.value = None

    def _turn(self) -> None:
        with self.quietly():
            self._show()
        self.say("")

    # What the buttons do -----------------------------------------------------------------------------

    def _go(self) -> None:
        name, step = self.skill.id, self.step
        if step == "begin":
            self._next()
            return
        took = round((self.clock() - self._since).total_seconds()) if self.timed.value else None
        act = {
            "judge": lambda: self.record.judge(name, self.ratings),
            "say": lambda: self.record.say(name, self.text.value, took),
            "look": lambda: self.record.rate(name, self.ratings),
            "again": lambda: self.record.again(name, self.change.value),
        }[step]
        if self.try_record(act):
            self.say(self._said(step))

    def _said(self, step: str) -> str:
        """Return what came of a step."""
        at = self.round
        if step == "judge" and at.step == "judge":
            return _("Our rating is above. Here is one more reply to judge.")
        if step == "judge":
            return _("Our rating is above. Now it’s your turn.")
        if step == "say":
            return _("Recorded. Your reply is shown next to our three. Rate it by the same criteria.")
        if step == "look" and at.needed == len(at.tries):
            return _("By your own rating, every criterion is met. Go on to the next line.")
        return _("Recorded. Choose one thing to change.") if step == "look" else _("One more try at the same line.")

    def _next(self) -> None:
        from iopedu.teaching.repeating import said

        def begun() -> Rehearsal:
            elsewhere = said(self.keep.everything(), self.skill.id) if self.keep is not None else {}
            return self.record.begin(self.skill.id, self.clock(), elsewhere)

        if self.try_record(begun):
            self.say(_("A new line."))

    def _goes(self) -> None:
        self.view.value = _look(shown.how_it_goes(self.record, self.skill))
        self.say(_("How it’s going is shown below the buttons."))

    def _write(self) -> None:
        self.hand_over(f"say-it-{self.skill.id.replace('_', '-')}-for-two.html", shown.sheet_for_two(self.skill))

    # Keeping, and the page without a kernel ------------------------------------------------------------

    def free_texts(self) -> tuple[tuple[str, str], ...]:
        """Return what is typed, without the sentences that are said to the client.

        "Are you thinking about suicide?" tells of no danger to whoever writes it; what is said of "myself" may.
        """
        return tuple((place, of_the_writer(text)) for place, text in super().free_texts())

    def where(self) -> str:
        return self.skill.id

    def go_to(self, place: str) -> None:
        if place in {one.id for one in self.skills}:
            self.chooser.value = place

    def question(self) -> str:
        return _("What would you say?")

    def describe(self) -> str:
        begun = [one for one in self.skills if self.record.of(one.id)]
        told = [f"{one.name}: {' '.join(summary(self.record, one.id))}" for one in begun]
        return "\n".join([*told, self.record.describe()])

    def twin(self, record: Rehearsal) -> str:
        about = "".join(f"<li><strong>{escape(one.name)}.</strong> {escape(one.purpose)}</li>" for one in self.skills)
        said = "" if not record.rounds else f"<p>{in_html(self.describe())}</p>"
        return f"<p>{FILL}</p><ul>{about}</ul>{said}"

    def twin_text(self, record: Rehearsal) -> str:
        return "\n".join([FILL, *(f"{one.name}: {one.purpose}" for one in self.skills)])


def of_the_writer(text: str) -> str:
    """Return what a writer says of themself: a reply without the sentences that are said to the client.

    A sentence with "you" stays where the words of danger stand between "I" or "my" and that "you".

    Examples
    --------
    >>> of_the_writer("I want to die, you know. I want to ask: are you thinking about suicide?")
    'I want to die, you know.'
    """
    sentences = (found.strip() for found in _SENTENCE.findall(_SAID_BACK.sub("…", text)))
    return " ".join(one for one in sentences if not _TO_THE_CLIENT.search(one) or _tells_of_themself(one))


def _tells_of_themself(sentence: str) -> bool:
    """Whether somebody speaks of a danger of their own; that they tell nobody may be a promise to the client."""
    told = [found.words for found in concerns(sentence) if found.kind != "secret"]
    return any(words in part for part in _OF_MYSELF.findall(sentence) for words in told)


def _look(html: str) -> str:
    return f'<div class="iop">{html}</div>'
