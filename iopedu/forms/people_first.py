"""The panel that says whom to bring in, where the words of a box call for people before the exercise goes on."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple

import ipywidgets as widgets

from iopedu.course.files import options
from iopedu.course.language import _, language
from iopedu.course.people_first import Concern, concerns
from iopedu.course.safety import DIRECTORY, EMERGENCY, countries, crisis_lines
from iopedu.course.text import in_html, in_list, listed
from iopedu.course.waiting import Denial
from iopedu.forms.parts import button, dropdown, row, words
from iopedu.show.svg import bullets

#: Kinds in which hours count, the most urgent first: they stand first, and crisis lines stand beside them.
NOW = ("suicide", "violence", "being_harmed", "medicine", "self_harm", "means")
#: Why a concern is set aside. Nothing is written down: a free text here would have to be read, too.
REASONS = options("people_first.reasons")
_SAYS = options("people_first.says")
LIMITS = _SAYS["limits"] if language() == "en" else f"{_SAYS['limits']} {_SAYS['english']}"

_LINK = f'<a href="https://{DIRECTORY}" target="_blank" rel="noopener noreferrer">{DIRECTORY}</a>'
#: Where the crisis lines of other countries are, as HTML.
ELSEWHERE = _("For countries that are not on the list, see {directory}.", directory=_LINK)
_read = lru_cache(maxsize=1024)(concerns)
#: The country whose crisis lines were chosen last, in any form.
_chosen = [""]


class Found(NamedTuple):
    """A concern with the text that it is about, and the name of that text's place."""

    place: str
    text: str
    concern: Concern


def choose_country(name: str) -> None:
    """Show the crisis lines of this country where danger is near."""
    _chosen[0] = name


class PeopleFirst(widgets.VBox):
    """Whom to bring in, what to ask, and what nobody does alone; empty while no text calls for it.

    Parameters
    ----------
    turned : callable
        Called when it opens or closes.

    Examples
    --------
    >>> panel = PeopleFirst(lambda: None)
    >>> panel.read([("Note", "I want to die.")])
    >>> panel.waits
    True
    >>> panel.set_aside("idiom")
    >>> panel.waits
    False
    """

    def __init__(self, turned: Callable[[], None]) -> None:
        self._turned = turned
        self.found: tuple[Found, ...] = ()
        self._denials: tuple[Denial, ...] = ()
        self._aside: set[tuple[str, str]] = set()
        self.head, self.body = words("", "iop-first-head"), words("")
        super().__init__([self.head])
        self.add_class("iop-first")

    @property
    def waits(self) -> bool:
        """Whether people come first now."""
        return bool(self.found)

    def read(self, texts: Iterable[tuple[str, str]], denials: Iterable[Denial] = ()) -> None:
        """Read every text of a form, each with its place; ``denials`` are the answers that say the opposite."""
        every = (Found(place, text, one) for place, text in dict.fromkeys(texts) for one in _read(text))
        found = [one for one in every if (one.text, one.concern.kind) not in self._aside]
        found.sort(key=lambda one: (*NOW, one.concern.kind).index(one.concern.kind))
        self._take(tuple(found), tuple(denials))

    def set_aside(self, reason: str) -> None:
        """Close what stands first, for these words only: when they change and call again, it opens again."""
        if not self.found:
            return  # it closed while the button was pressed
        if not reason:
            self._take(self.found, self._denials, f"<p>{_('Choose a reason first.')}</p>")
            return
        kind = self.found[0].concern.kind
        self._aside |= {(one.text, kind) for one in self.found if one.concern.kind == kind}
        left = tuple(one for one in self.found if one.concern.kind != kind)
        said = _("Set aside: {reason}. If these words change and you need to bring people in again, this will reopen.",
                 reason=_lower(REASONS[reason]))  # fmt: skip
        self._take(left, self._denials, f"<p>{escape(said)}</p>")

    def _take(self, found: tuple[Found, ...], denials: tuple[Denial, ...], said: str = "") -> None:
        if (found, denials) == (self.found, self._denials) and not said:
            return
        was_open, had = self.waits, self._kinds()
        self.found, self._denials = found, denials
        kinds = self._kinds()
        if said or kinds != had:  # what is read out changes only with the kinds, not with each letter
            names = listed(_lower(each[0].concern.name) for each in kinds.values())
            first = f"<p><strong>{escape(_('People first: {kinds}.', kinds=names))}</strong></p>" if found else ""
            self.head.value = said + first
        self.body.value = self._drawn() if found else ""
        if found:
            self._unfold(was_open)
        elif was_open:
            self.children = [self.head]
        if was_open != self.waits:
            self._turned()

    def _kinds(self) -> dict[str, list[Found]]:
        kinds: dict[str, list[Found]] = {}
        for one in self.found:
            kinds.setdefault(one.concern.kind, []).append(one)
        return kinds

    # What it shows ------------------------------------------------------------------------------------

    def _unfold(self, was_open: bool) -> None:
        """Show the controls, which are made when they are needed for the first time."""
        if not hasattr(self, "reason"):
            self.reason = dropdown(_("Set aside because"), REASONS, _("Choose a reason"))
            self.aside = button(_("Set it aside"), lambda: self.set_aside(self.reason.value))
            self.country = dropdown(_("Crisis lines in"), {name: name for name in countries()}, _("Choose a country"))
            self.country.observe(self._choose, "value")
            self.lines = words("")
            self.controls = [
                self.body,
                self.country,
                self.lines,
                row(self.reason, self.aside),
                words(f"<p><em>{escape(LIMITS)}</em></p>"),
            ]
        if not was_open:
            # A kept answer, or a campus that changed since, may name a country that is listed no more.
            self.reason.value, self.country.value = "", _chosen[0] if _chosen[0] in countries() else ""
        self._draw_lines()
        near = any(one.concern.kind in NOW for one in self.found)
        left_out = () if near else (self.country, self.lines)
        self.children = [self.head, *(one for one in self.controls if one not in left_out)]

    def _choose(self, change: dict[str, Any]) -> None:
        choose_country(change["new"])
        self._draw_lines()

    def _draw_lines(self) -> None:
        self.lines.value = _lines(self.country.value)

    def _drawn(self) -> str:
        (_kind, first), *others = self._kinds().items()
        more = "".join(
            f"<details><summary>{escape(each[0].concern.name)}</summary>{self._about(each)}</details>"
            for _kind, each in others
        )
        below = _("It’s also shown farther down, with crisis lines and a way to set it aside.")
        parts = (
            f'<p class="iop-first-below">{escape(below)}</p>{self._about(first)}<p>{escape(_SAYS["calm"])}</p>{more}'
        )
        return f'<div class="iop-said iop-warn">{parts}</div>'

    def _about(self, found: list[Found]) -> str:
        """Return one kind: its words, an answer that says the opposite, whom to bring in, what to ask."""
        of = found[0].concern
        # A place is said without the question that some labels go on with.
        quoted = listed(
            _("“{words}” ({place})", words=one.concern.words, place=one.place.partition(". ")[0]) for one in found
        )
        lines = [_("The words that prompted this: {words}.", words=quoted), *self._contradictions(found)]
        lines.append(_("Bring in: {who}", who=of.bring_in))
        told = "".join(f"<p>{in_html(line)}</p>" for line in lines)
        return f"{told}<p>{_('Ask:')}</p>{in_list(of.questions)}<p>{escape(of.not_alone)}</p>"

    def _contradictions(self, found: list[Found]) -> list[str]:
        return [
            _SAYS["contradiction"].format(question=denial.label, answer=denial.answer, words=one.concern.words)
            for one in found
            for denial in self._denials
            if denial.is_about(one.concern.kind, one.place)
        ]


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _lines(country: str) -> str:
    """Return the crisis lines of a country as links to call, and where the lines of others are."""
    there = crisis_lines(country) if country else ()
    return f"<p>{escape(EMERGENCY)} {ELSEWHERE}</p>{bullets(line.html for line in there)}"
