"""Build a chain analysis link by link, and compare it with a model after the attempt."""

from html import escape

import ipywidgets as widgets

from iopedu.course.language import _
from iopedu.course.text import in_html, listed
from iopedu.course.workbook import Workbook
from iopedu.dbt.cases import ChainTask, Comparison
from iopedu.dbt.chain import CONSEQUENCES, PRECISELY, PREVENTION, REPAIR, Chain
from iopedu.dbt.missing_links import MissingLinks
from iopedu.forms.described import Described
from iopedu.forms.parts import button, close, dropdown, group, in_pairs, row, words
from iopedu.forms.rows import DescribedRows
from iopedu.show.dbt.diary import chain_view, comparison_view, model_view
from iopedu.show.svg import framed

_NO_DETAILS = _("For self-harm or an attempt: say that it happened, when, and whether help was needed; never how.")


class ChainForm(DescribedRows[Chain]):
    """The behavior, before it, the links, what followed, prevention and repair; the picture below grows with it.

    Parameters
    ----------
    task : ChainTask, optional
        A moment to turn into a chain. Its model answer opens after an attempt.
    keep : Workbook, optional
        Where the chain is kept.
    record : Chain, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = ChainForm()
    >>> form.fields["prompting"].value = "A letter came"
    >>> form.rows[0]["text"].value, form.rows[0]["kind"].value = "I never get it right", "thought"
    >>> print(form.record.story())
    It began with this: A letter came.
    Then came the thought: I never get it right.
    """

    KEY = "chain"
    RECORD = Chain
    ENTRIES = "links"
    beside = staticmethod(in_pairs)
    draw = staticmethod(chain_view)

    def __init__(
        self, task: ChainTask | None = None, keep: Workbook | None = None, record: Chain | None = None
    ) -> None:
        self.task = task
        self.compare = button(_("Compare with a model answer"), self._compare, primary=True)
        self.model, self.matched = widgets.HTML(), widgets.HTML()
        self.matches = widgets.VBox()
        super().__init__(keep, record)

    def titled(self, keep: Workbook | None, title: str = "") -> str:
        title = super().titled(keep, title)
        return f"{title}: {self.task.title}" if self.task else title

    def _group(self, legend: str, *names: str, note: str = "") -> widgets.VBox:
        notes = [words(f"<p>{escape(note)}</p>")] if note else []
        return group(legend, *notes, *map(self.fields.get, names), look="stack")

    def body(self) -> list[widgets.Widget]:
        behavior = self._group(
            _("1. The behavior, described precisely enough for an actor to play it"),
            *("about", "ending", "behavior", *PRECISELY),
            note=_NO_DETAILS,
        )
        before = self._group(_("2. Before it"), "vulnerability", "prompting")
        self.begin = words(f"<p>{escape(_('Begin here: the other parts open once you start writing.'))}</p>")
        return [
            behavior,
            self.begin,
            before,
            words(escape(_("3. Link by link, from the prompting event to the behavior")), "iop-legend"),
        ]

    def below(self) -> list[widgets.Widget]:
        followed = self._group(_("4. What followed"), *CONSEQUENCES)
        ahead = self._group(_("5. Prevention and repair"), *PREVENTION, *REPAIR)
        return [followed, ahead, row(self.compare)] if self.task else [followed, ahead]

    def after(self) -> list[widgets.Widget]:
        return [*super().after(), self.model, self.matches, self.matched]

    def _show(self) -> None:
        super()._show()
        for box in self.children[3 : self.children.index(self.first)]:  # a chain begins with its behavior
            box.layout.display = "none" if self.record.blank else ""
        self.begin.layout.display = "" if self.record.blank else "none"
        if self.task is None or self.task.lacks(self.record):
            self.model.value = self.matched.value = ""
            self._take_matches()
        elif self.model.value:  # what was compared is compared anew
            self._put_model()

    def _compare(self) -> None:
        with self.telling():
            self._put_model()
            self.say(_("The model answer is below your chain. Match your links to those in the model."))

    def _put_model(self) -> None:
        """Show the model beside this chain, and ask which links are the same; what was chosen stays where it can."""
        model, own = self.task.model(self.record), self.record.links
        self.model.value = model_view(model, self.record)
        before = {box.description: box.label.partition(" ")[2] for box in self._boxes_of_matches()}
        places = {repr(link): at for at, link in enumerate(own, 1)}
        options = {0: _("None of mine")} | {at: f"{at}. {link!r}" for at, link in enumerate(own, 1)}
        boxes = []
        for at, link in enumerate(model.chain.links, 1):
            box = dropdown(f"{at}. {link!r}", options)
            box.add_class("iop-wrap")
            box.value = places.get(before.get(box.description), 0)
            boxes.append(box)
        self.observe_controls(boxes, self._match)
        self._take_matches()
        self.matches.children = (
            group(_("For each link in the model, which of your links matches it?"), *boxes, look="stack"),
        )
        self._match()

    def _take_matches(self) -> None:
        before, self.matches.children = self.matches.children, ()
        for box in before:
            close(box)

    def _boxes_of_matches(self) -> tuple[widgets.Dropdown, ...]:
        return self.matches.children[0].children[1].children if self.matches.children else ()

    def _match(self) -> None:
        chosen = {at: box.value for at, box in enumerate(self._boxes_of_matches(), 1) if box.value}
        self.matched.value = comparison_view(Comparison(self.record, self.task.model(self.record).chain, chosen))

    def question(self) -> str:
        return self.task.story if self.task else super().question()

    def asks_for(self) -> list[str]:
        return [*([self.task.story] if self.task else []), *super().asks_for()]


class MissingLinksForm(Described[MissingLinks]):
    """What was needed, four questions in their order, and where the link is missing.

    Parameters
    ----------
    keep : Workbook, optional
        Where it is kept.
    record : MissingLinks, optional
        For a worked example: what it shows.

    Examples
    --------
    >>> form = MissingLinksForm()
    >>> form.fields["knew"].value = False
    >>> form.record.says_gap.partition(".")[0]
    'I didn’t know what was needed'
    """

    KEY = "missing_links"
    RECORD = MissingLinks

    def draw(self, record: MissingLinks) -> str:
        gap = f"<p><strong>{in_html(record.says_gap)}</strong></p>" if record.says_gap else ""
        left = _("Still empty: {parts}.", parts=in_html(listed(record.missing))) if record.missing else ""
        return framed(gap + (f"<p>{left}</p>" if left and not record.blank else ""))
