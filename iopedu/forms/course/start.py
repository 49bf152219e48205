"""What the course begins with: a look at this computer, questions for before and after, and how far a learner is."""

from dataclasses import dataclass
from html import escape
from random import choice

import ipywidgets as widgets

from iopedu.course.before_after import FORMS, ROUNDS, Rounds, before_after, transfer
from iopedu.course.checkpoints import in_all, progress
from iopedu.course.document import StorageProblem
from iopedu.course.environment import Check, checks
from iopedu.course.language import _, _n
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.options import Asks
from iopedu.forms.parts import FILL, button, row, words
from iopedu.show.care.cohort import rounds_table
from iopedu.show.course.tables import course_map
from iopedu.show.svg import bullets


@dataclass(frozen=True)
class Checked:
    """The checks that were made; none before the button is pressed."""

    found: tuple[Check, ...] = ()

    def describe(self) -> str:
        """Return the result in one sentence."""
        missing = [check.name for check in self.found if not check.ok]
        if not self.found:
            return _("Checks Python, the packages, the course files, and whether answers can be saved here.")
        if missing:
            names = ", ".join(missing)
            return _n("{n} thing is missing: {names}.", "{n} things are missing: {names}.", len(missing), names=names)
        return _("All {many} checks passed.", many=len(self.found))


class Computer(Form[Checked]):
    """A button that runs the same checks as the command ``iopedu check``."""

    def __init__(self) -> None:
        self.look = button(_("Check this computer"), self._look, primary=True)
        what = words(f"<p>{Checked().describe()}</p>")
        super().__init__(_("Is everything here?"), Checked(), [what, row(self.look)])

    def _look(self) -> None:
        self.record = Checked(checks())
        missing = [check for check in self.record.found if not check.ok]
        lines = [f"{check.name}: {check.says}" for check in missing or self.record.found]
        self.say(self.record.describe(), *lines, warn=bool(missing))


class YourProgress(Form[Workbook]):
    """A page with the tasks done in each notebook, from the saved file.

    Parameters
    ----------
    work : Workbook
    """

    def __init__(self, work: Workbook) -> None:
        self.bars = widgets.HTML()
        self.again = button(_("Look again"), self._look, primary=True)
        super().__init__(_("Your progress"), work, [self.bars, row(self.again)])

    def _show(self) -> None:
        with self.telling():
            found = progress(self.record)
            done, total, percent = in_all(found)
            values = {"done": done, "total": total, "percent": percent}
            course = _("The whole course: {done} of {total} tasks ({percent}%)", **values)
            bars = bullets(f"{escape(repr(one))}{_meter(one.percent)}" for one in found)
            self.bars.value = f"<p>{escape(course)}</p>{_meter(percent)}{bars}"

    def _look(self) -> None:
        self.say()
        self._show()
        if not self.status.value:
            self.say(_("The count now includes the answers in all notebooks in this folder."))

    def describe(self) -> str:
        try:
            return "\n".join(map(repr, progress(self.record)))
        except StorageProblem as problem:
            return str(problem)

    def twin(self, record: Workbook) -> str:
        return course_map().html()

    def twin_text(self, record: Workbook) -> str:
        return repr(course_map())


def _meter(percent: int) -> str:
    return f'<div class="iop-meter" aria-hidden="true"><div style="width:{percent}%"></div></div>'


class BeforeAfter(Asks[Rounds]):
    """One question at a time; the second round is begun by the learner, and then the change is shown.

    Parameters
    ----------
    keep : Workbook
        Keeps the answers of both rounds.

    Examples
    --------
    >>> form = BeforeAfter(Workbook("00"))
    >>> form.check.click()
    >>> len(form.record.before)
    0
    """

    KEY = "before_after"

    def __init__(self, keep: Workbook) -> None:
        rounds = self._rounds()
        self.what = self.named("ask").format(number=len(rounds.quiz.questions))
        self.seen = widgets.HTML()
        self.asking(_("Keep my answer"), _("Next question"))
        self.begin = button(_("Begin the second round"), self._begin)
        self.moves = row(self.check, self.back, self.next)
        body = [words(f"<p>{escape(self.what)}</p>"), self.place, self.options, self.moves, row(self.begin)]
        super().__init__(self.titled(keep), rounds, body, keep=keep, after=[self.seen])

    def _rounds(self) -> Rounds:
        return Rounds(before_after())

    def _show(self) -> None:
        record, order = self.record, self.record.order()
        over = record.waiting or record.ready
        self.moves.layout.display = "none" if over else ""
        self.begin.layout.display = "" if record.waiting else "none"
        self.begin.description = _("Begin the second round")
        self.seen.value = rounds_table(record)._repr_html_() if record.ready else ""
        if over:
            self.place.value = ""
            self.options.empty(record.describe())
            return
        self.at = min(self.at, len(order) - 1)
        name, many = order[self.at].id, len(order)
        self.place.value = _("{round}, question {at} of {many}", round=ROUNDS[record.round], at=self.at + 1, many=many)
        self.options.put(record.asked(name))
        if name in record.answers:
            self.choose(record.options(name).index(record.answers[name]))
        self.back.disabled, self.next.disabled = self.at == 0, self.at == many - 1

    def _check(self) -> None:
        if not self.chosen:
            self.say(_("You haven’t chosen anything yet. “I don’t know yet” is an answer, too."), warn=True)
            return
        name = self.record.order()[self.at].id
        chosen = self.record.options(name)[self.chosen[0]]
        if self.try_record(lambda: self.record.answer(name, chosen)):
            self._after_an_answer()

    def _after_an_answer(self) -> None:
        record = self.record
        if record.ready:
            self.say(_("Both rounds are complete. What changed is shown below."))
        elif record.waiting:
            self.say(_("The first round is complete. Come back after the last notebook."))
        else:
            self._to_the_next_open()
            self.say(_("Kept."), record.describe())

    def _to_the_next_open(self) -> None:
        order, answers = self.record.order(), self.record.answers
        ahead = [*range(self.at + 1, len(order)), *range(self.at)]
        self._go(next(at for at in ahead if order[at].id not in answers) - self.at)

    def _begin(self) -> None:
        ask = _("This round is for after the last notebook, and there is no going back. Begin it now?")
        if self.asks_first(self.begin, _("Yes, begin it now"), ask):
            return
        self.at = 0
        if self.try_record(self.record.begin):
            again = _("The second round: the same questions in a different order.")
            self.say(_("The second round: the same decisions about different people.") if self.record.forms else again)

    def _restore(self) -> None:
        self.at = 0
        super()._restore()

    def question(self) -> str:
        return self.what

    def twin(self, record: Rounds) -> str:
        # Without the questions: who has read them for some weeks answers them from memory.
        return f"<p>{escape(self.what)} {FILL}</p>"

    def twin_text(self, record: Rounds) -> str:
        return self.what


class Transfer(BeforeAfter):
    """People who stand nowhere else in the course: one form before it, a parallel one after it.

    Which form comes first is drawn by chance, and kept with the first answer.
    """

    KEY = "transfer"

    def _rounds(self) -> Rounds:
        return transfer(choice(FORMS))
