"""Learn together: agreements of a group, a correlation in people, and guessing correlations from clouds."""

from collections.abc import Callable
from dataclasses import replace

import ipywidgets as widgets

from iopedu.care.alliance import LINKS, OWN, Cloud, Guesses, published, r_number
from iopedu.care.group import GroupAgreements
from iopedu.course.fields import Ask
from iopedu.course.language import _
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.described import Control, Described, asked, control
from iopedu.forms.parts import FILL, button, dropdown, in_pairs, line, row, words
from iopedu.show.care.group import agreements_view, cloud_table, cloud_view, guess_table, guess_view


class AgreementsForm(Described[GroupAgreements]):
    """Words for each area that a group may agree on; rules that are shown in full ask about them.

    Parameters
    ----------
    keep : Workbook, optional
        Where the agreements are kept.
    record : GroupAgreements, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = AgreementsForm()
    >>> form.fields["agreed"]["part"].value = "One may pass, and need not say why."
    >>> form.record.written
    1
    """

    KEY = "agreements"
    RECORD = GroupAgreements
    draw = staticmethod(agreements_view)

    def control(self, name: str, ask: Ask) -> Control:
        if name == "group":
            return super().control(name, ask)
        return {area: control(replace(one, label=asked([one])[0])) for area, one in ask.asks.items()}

    def body(self) -> list[widgets.Widget]:
        return [self.fields["group"], in_pairs(*self.fields["agreed"].values())]


STEP = 0.1


class CorrelationExplorer(Form[Cloud]):
    """Choose a published link or set one; a hundred fictional people show what it looks like.

    Parameters
    ----------
    keep : Workbook, optional
        Where the choice is kept.
    record : Cloud, optional
        What is shown first; by default no link at all.

    Examples
    --------
    >>> form = CorrelationExplorer()
    >>> form.r.value = "0,5"
    >>> form.record.r, form.record.both
    (0.5, 34)
    """

    KEY = "correlation"

    def __init__(self, keep: Workbook | None = None, record: Cloud | None = None) -> None:
        links = {name: f"{title} (r = {published(name):g})" for name, title in LINKS.items()}
        self.link = dropdown(_("Link to show"), links | {OWN: _("A link I choose")})
        self.r = line(_("r, from -1 to 1"))
        self.weaker = button(_("0.1 lower"), lambda: self._try(lambda: self.record.moved(-STEP)))
        self.stronger = button(_("0.1 higher"), lambda: self._try(lambda: self.record.moved(STEP)))
        self.other = button(_("Another hundred people"), lambda: self._try(lambda: self.record.others()))
        self.view = widgets.HTML()
        body = [row(self.link, self.r), row(self.weaker, self.stronger, self.other)]
        super().__init__(self.titled(keep), record or Cloud(0.0), body, keep=keep, after=[self.view])
        self.observe_controls([self.link], self._linked)
        self.observe_controls(
            [self.r], lambda: self._try(lambda: Cloud(Cloud.asks()["r"].read(self.r.value), self.record.seed))
        )

    def _linked(self) -> None:
        seed = self.record.seed
        self._try(lambda: Cloud.of(self.link.value, seed) if self.link.value != OWN else Cloud(self.record.r, seed))

    def _try(self, make: Callable[[], Cloud]) -> None:
        if self.try_record(make):
            self.say(self.record.describe())

    def _show(self) -> None:
        self.link.value, self.r.value = self.record.link, f"{self.record.r:g}"
        self.view.value = cloud_view(self.record)

    def twin(self, record: Cloud) -> str:
        return cloud_view(record)

    def twin_text(self, record: Cloud) -> str:
        return f"{record.describe()}\n{cloud_table(record)!r}"


class GuessTheCorrelation(Form[Guesses]):
    """See a cloud, guess its correlation, get the answer; the log tells how far off the guesses were.

    Parameters
    ----------
    keep : Workbook, optional
        Where the guesses are kept.
    record : Guesses, optional
        For a worked example: what was guessed before.

    Examples
    --------
    >>> form = GuessTheCorrelation()
    >>> form.typed.value = "0.3"
    >>> form.check.click()
    >>> form.record.given
    (0.3,)
    """

    KEY = "guess_r"

    def __init__(self, keep: Workbook | None = None, record: Guesses | None = None) -> None:
        self.at = 0
        self.place, self.view = words("", "iop-place"), widgets.HTML()
        self.typed = line(_("Your guess for r, from -1 to 1"))
        self.check = button(_("Check my guess"), self._check, primary=True)
        self.look = button(_("Show it without a guess"), lambda: self._give(lambda: self.record.guess(None)))
        self.next = button(_("Next cloud"), self._next)
        self.again = button(_("Start a new round"), self._again)
        moves = row(self.check, self.look, self.next, self.again)
        body = [self.place, self.view, self.typed, moves]
        super().__init__(self.titled(keep), record or Guesses(), body, keep=keep)
        self._go()

    @property
    def known(self) -> bool:
        """Whether the cloud shown was guessed or looked up."""
        return self.at < len(self.record.given)

    def _go(self) -> None:
        """Show the first cloud that is still open, or the last one when the round is over."""
        self.at = len(self.record.given) - (self.record.left == 0)
        with self.quietly():
            self._show()

    def _show(self) -> None:
        given, left = len(self.record.given), self.record.left
        self.at = min(self.at, given - (left == 0))
        place = {"round": self.record.number, "cloud": self.at + 1, "clouds": given + left}
        self.place.value = _("Round {round}, cloud {cloud} of {clouds}", **place)
        self.view.value = guess_view(self.record, self.at)
        if not self.known:
            self.typed.value = ""

    def _check(self) -> None:
        self._give(lambda: self.record.guess(r_number(_("Your guess")).read(self.typed.value)))

    def _give(self, make: Callable[[], Guesses]) -> None:
        if self.known:
            self.say(self.record.feedback(self.at), self._onward())
        elif self.try_record(make):
            self.say(self.record.feedback(self.at), self.record.summary(), self._onward())

    def _onward(self) -> str:
        return _("Press Next cloud to go on.") if self.record.left else _("That was the last cloud of this round.")

    def _next(self) -> None:
        if not self.known:
            self.say(_("Guess first, or press “Show it without a guess.”"), warn=True)
        elif not self.record.left:
            self.say(self._onward(), self.record.summary(), _("You can start a new round."))
        else:
            self.say()
            self._go()

    def _again(self) -> None:
        self.record = self.record.again()
        self._go()
        self.say(_("This is a new round with different people. The guesses from the last round are gone."))

    def _restore(self) -> None:
        super()._restore()
        if self.key not in self.keep.answers:
            self.say()
        self._go()

    def twin(self, record: Guesses) -> str:
        shown = guess_view(record, len(record.given) - (record.left == 0))
        return f"{shown}<p>{FILL}</p>"

    def twin_text(self, record: Guesses) -> str:
        return f"{guess_table(record)!r}\n{FILL}"
