"""What a learner entered: where it is kept, one answer or all of them to read and print, earlier states, erasing."""

from collections.abc import Callable
from datetime import date
from functools import partial
from html import escape

import ipywidgets as widgets

from iopedu.course.document import Earlier, StorageProblem
from iopedu.course.export import EXPORT_NAMES, EXPORTS, page
from iopedu.course.files import options
from iopedu.course.language import _, _n
from iopedu.course.text import in_html
from iopedu.course.workbook import Workbook
from iopedu.forms.base import Form
from iopedu.forms.parts import KEPT, KeepSwitch, button, dropdown, group, line, row, tick, upload, words

_FOR_THE_CLASS = options("your_work.says")["for the class"]


class YourWork(Form[Workbook]):
    """The panel for a learner's own answers.

    Parameters
    ----------
    work : Workbook
    """

    def __init__(self, work: Workbook) -> None:
        self.which = widgets.Dropdown(options=[(_("All answers"), "")], description=_("Which"))
        self.kind = dropdown(_("As"), {kind: EXPORT_NAMES[kind] for kind in EXPORTS})
        self.kind.value = [*EXPORTS][-1]
        self.export = button(_("Write it"), self._export, primary=True)
        self.handout = button(_("Write the handout for this notebook"), self._write_handout)
        self.states = widgets.Dropdown(options=[], description=_("Earlier version"))
        self.back, self.state = button(_("Bring it back"), self._bring_back), widgets.HTML()
        self.aside = button(_("Read what was set aside"), self._read_aside)
        self.past = group(_("Earlier versions of your answers"), self.states, self.state, row(self.back), look="stack")
        self.upload = upload(_("Add answers from a file"), ".json", self._uploaded)
        self.label = line(_("Number for the class file"), _("Optional, no name"))
        self.hand_on = button(_("Write my quiz answers for the class"), self._hand_on)
        self.scores = tick(_("Also say how many answers were right"))
        self.state_it = button(_("Write a statement of what I did"), self._state_it)
        self.erase = button(_("Erase…"), lambda: self._ask(True))
        self.erase_here = button(_("Erase this notebook’s answers"), lambda: self._erase(work.erase))
        self.erase_all = button(_("Erase everything, including the files"), lambda: self._erase(work.erase_everything))
        self.cancel = button(_("Cancel"), lambda: self._ask(False))
        self.files = words("")
        question = _("What do you want to erase? This cannot be undone.")
        self.sure = group(question, self.files, row(self.erase_here, self.erase_all, self.cancel), look="stack")
        self.switch = KeepSwitch(work)
        copies = group(_("To read, print, or count"), self.which, self.kind, self.export, self.handout)
        body = [self.switch, copies, self.past, row(self.upload, self.aside, self.erase), self.sure]
        body.append(group(_("For a class"), self.label, self.hand_on))
        body.append(group(_("For a school, if you like"), self.scores, self.state_it))
        super().__init__(_("Your work"), work, body, keep=work)
        self._ask(False)
        self.states.observe(lambda _change: self._describe_state(), "value")
        self._stop = work.watch(self._list)
        self._list()

    # What there is ------------------------------------------------------------------------------------

    def _list(self) -> None:
        """Offer the answers and the earlier states that there are now."""
        work = self.record
        names = [(_("All answers"), "")]
        names += [(_label(answer.question), key) for key, answer in work.answers.items()]
        _offer(self.which, names)
        states = [(_when(one), at) for at, one in enumerate(work.earlier)]
        _offer(self.states, states[::-1])
        self.past.layout.display = "" if states else "none"
        self.aside.layout.display = "" if work.aside else "none"
        self._describe_state()

    def _describe_state(self) -> None:
        at = self.states.value
        known = at is not None and at < len(self.record.earlier)
        said = in_html(self.record.earlier[at].answer.words) if known else ""
        self.state.value = f'<div class="iop-said"><p>{said}</p></div>' if said else ""

    def _do(self, act: Callable[[], str]) -> None:
        with self.telling():
            self.say(act())

    # Copies -------------------------------------------------------------------------------------------

    def _export(self) -> None:
        work, key, (suffix, render) = self.record, self.which.value, EXPORTS[self.kind.value]
        # A form knows how its record is laid out, as far as it could show it.
        forms = [form for form in work.forms(key) if form.to_json() == work.answers[key].value] if key else []
        name = f"{work.path.stem}-{work.notebook.number}-{key}{suffix}" if key else f"{work.path.stem}{suffix}"
        with self.telling():
            if forms and suffix == ".html":
                text = page(work.answers[key].question, forms[0].printed(), wide=forms[0].WIDE)
            else:
                text = render(work.everything(key or None))
            self.hand_over(name, text)

    # Hand-outs and results know every subject; they are loaded when somebody asks for them, not in every notebook.

    def _write_handout(self) -> None:
        from iopedu.show.course.handouts import handout

        number = self.record.notebook.number
        self.hand_over(f"iopedu-handout-{number}.html", handout(number))

    def _hand_on(self) -> None:
        from iopedu.teaching.results import Results

        number = self.label.value.strip()
        with self.telling():
            text = Results.of(self.record.everything(), number).export()
            self.hand_over(
                f"{self.record.path.stem}-results{f'-{number}' if number else ''}.json", text, _FOR_THE_CLASS
            )

    def _state_it(self) -> None:
        from iopedu.show.course.statement import statement

        with self.telling():
            text = statement(self.record, date.today(), self.scores.value)
            self.hand_over(
                f"{self.record.path.stem}-statement.html", text, _("Share it with anybody you like, or nobody.")
            )

    # Bringing back, adding, erasing -------------------------------------------------------------------

    def _bring_back(self) -> None:
        at = self.states.value
        if at is None or at >= len(self.record.earlier):
            self.say(_("There is no earlier version to bring back."), warn=True)
            return
        one = self.record.earlier[at]
        self.record.bring_back(one)
        self.say(
            _("Brought back: {question}. What it replaced is now an earlier version.", question=one.answer.question)
        )

    def _uploaded(self, files: list[tuple[str, bytes]]) -> None:
        for _name, content in files:
            self._do(partial(self.record.load, content))

    def _read_aside(self) -> None:
        lines = []
        for file in self.record.aside:
            try:
                lines.append(f"{file.name}: {self.record.load(file.read_bytes())}")
            except (OSError, StorageProblem) as problem:
                lines.append(f"{file.name}: {problem}")
        self.say(*lines)

    def _ask(self, sure: bool) -> None:
        self.sure.layout.display = "" if sure else "none"
        self.say(_("Choose what to erase.") if sure else "")
        if sure:
            names = ", ".join(file.name for file in self.record.own_files())
            also = _("“Everything” also deletes: {files}.", files=names) if names else ""
            what = _n(
                "Here: {n} answer with its earlier versions. “Everything” means the answers in all notebooks.",
                "Here: {n} answers with their earlier versions. “Everything” means the answers in all notebooks.",
                len(self.record.answers),
            )
            self.files.value = f"<p>{escape(what)} {escape(also)}</p>"

    def _erase(self, act: Callable[[], str]) -> None:
        self._ask(False)
        self._do(act)

    def describe(self) -> str:
        return KEPT

    def twin_text(self, record: Workbook) -> str:
        return KEPT

    def twin(self, record: Workbook) -> str:
        run = _("Run this notebook to read, print, or erase them, and to write the handout.")
        return f"<p>{KEPT} {run}</p>"

    def close(self) -> None:
        self._stop()
        super().close()


def _label(question: str) -> str:
    return question if len(question) <= 60 else f"{question[:59]}…"


def _when(one: Earlier) -> str:
    day = one.answer.changed[:16].replace("T", " ")
    return f"{_label(one.answer.question)} ({', '.join(filter(None, (day, one.because)))})"


def _offer(choice: widgets.Dropdown, options: list[tuple[str, object]]) -> None:
    """Renew what can be chosen, and stay with what is chosen while it is there."""
    if tuple(options) == tuple(choice.options):
        return
    chosen = choice.value
    choice.options = options
    values = [value for _name, value in options]
    choice.value = chosen if chosen in values else next(iter(values), None)
