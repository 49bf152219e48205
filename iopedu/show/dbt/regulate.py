"""Emotion regulation in tables and pictures: emotions, the walk through the facts, ABC PLEASE."""

from collections.abc import Mapping
from html import escape
from itertools import product

from iopedu.course.language import _
from iopedu.course.ratings import Change
from iopedu.course.text import in_html
from iopedu.dbt.abc_please import CARE, DAYS, AbcPlease
from iopedu.dbt.check_the_facts import ANSWERS, NEVER_TOWARD, QUESTIONS, RULES, WAYS, CheckTheFacts, decide
from iopedu.dbt.cope_ahead import CopeAhead
from iopedu.dbt.emotions import EmotionGuide, emotion_guides
from iopedu.show.asking import asked_list
from iopedu.show.palette import MODULE_COLORS
from iopedu.show.svg import SLIM, WIDE, Drawing, bullets, fitting, folded, framed, short
from iopedu.show.table import Cell, Line, Table
from iopedu.show.words import rows_of, table_of

_COLOR = MODULE_COLORS["emotion_regulation"]
_ANSWER = {True: _("yes"), False: _("no"), None: "–"}
_SAID = {**_ANSWER, None: _("not answered")}


def emotion_table() -> Table:
    """Return the emotions: what each may fit, its urge, an opposite action, and when that is not the way."""

    def opposite(entry: EmotionGuide) -> Cell:
        how = {"posture": entry.posture, "voice": entry.voice, "words": entry.words}
        return (Line(entry.opposite, _("All the way: {posture} {voice} {words}", **how)),)

    rows = rows_of(emotion_guides(), "name", "may_fit", "urge", opposite, "not_when")
    return table_of("emotion_table", rows, never=NEVER_TOWARD)


def facts_rules() -> Table:
    """Return where every combination of answers leads: the rules of the walk in full."""
    helps = QUESTIONS["helps"].answers

    def row(header: str, **known: str) -> tuple[str, list[str]]:
        ways = [decide({**known, "helps": answer}) for answer in helps]
        return header, [way.title for way in ways]

    rows = [row(_("Danger: yes, or not sure"), danger="yes", clear="yes", fits="yes")]
    rows += [row(_("No danger; clear enough: no, or not sure"), danger="no", clear="no", fits="yes")]
    for fits in QUESTIONS["fits"].answers:
        head = _("No danger, clear enough; fits the facts: {answer}", answer=ANSWERS[fits])
        rows.append(row(head, danger="no", clear="yes", fits=fits))
    total = len(list(product(*(asked.answers for asked in QUESTIONS.values()))))
    said = " ".join(f"{at}. {rule.says}: {WAYS[rule.way].title}." for at, rule in enumerate(RULES, 1))
    return table_of(
        "facts_rules",
        rows,
        more=[*(_("Acting helps: {answer}", answer=ANSWERS[answer]) for answer in helps)],
        total=total,
        rules=said,
    )


def facts_ways() -> Table:
    """Return the ways that the walk can lead, and what to do on each."""
    return table_of("facts_ways", [(way.title, [way.do]) for way in WAYS.values()])


def walk_view(walk: CheckTheFacts, whole: bool = False) -> str:
    """Return where a walk leads: as a path, in words, and with what would change it.

    Parameters
    ----------
    walk : CheckTheFacts
        What was walked through.
    whole : bool
        Whether the words say everything that was entered, or only where it leads.
    """
    parts = [_path(walk), f"<p>{in_html(walk.describe() if whole else walk.leads())}</p>"]
    if changes := bullets(map(in_html, walk.what_would_change())):
        parts.append(folded(_("What would lead to a different result?"), changes))
    parts += [asked_list(walk.asked())]
    parts += [_change(walk.change, not whole)] if walk.change else []
    return framed("".join(parts))


def cope_view(plan: CopeAhead, whole: bool = False) -> str:
    """Return what a plan for a hard moment leaves to think about; with ``whole`` also the plan itself."""
    said = in_html(plan.describe()) if whole else escape(repr(plan))
    return framed(f"<p>{said}</p>{asked_list(plan.asked())}")


def _path(walk: CheckTheFacts) -> str:
    """Return the four questions and where they lead as boxes; what is not answered yet is dashed."""
    leads, end = bool(walk.way), walk.way.title if walk.way else _("still open")
    answers = {asked.short: ANSWERS.get(walk.answers[name], _("not answered")) for name, asked in QUESTIONS.items()}
    answered = [bool(walk.answers[name]) for name in QUESTIONS]
    said = "; ".join(f"{name}: {answer}" for name, answer in answers.items())
    return fitting(
        _("The path through the facts"),
        _("{answers}; leads to: {way}.", answers=said, way=end),
        Drawing(716, 62, _across(answers, answered, end, leads)),
        Drawing(SLIM, 226, _down(answers, answered, end, leads)),
    )


def _look(given: bool) -> str:
    return 'fill="none" stroke="currentColor"' + ("" if given else ' stroke-dasharray="5 3"')


def _goal(given: bool) -> str:
    return f'fill="none" stroke="{_COLOR}" stroke-width="3"' if given else _look(given)


def _down(answers: Mapping[str, str], answered: list[bool], end: str, leads: bool) -> str:
    """Draw the boxes one below the other."""
    drawn = []
    for at, ((name, answer), given) in enumerate(zip(answers.items(), answered, strict=True)):
        y = at * 46
        drawn.append(
            f'<rect x="2" y="{y + 1}" width="{SLIM - 4}" height="32" rx="6" {_look(given)}/>'
            f'<text x="12" y="{y + 22}" font-weight="600">{short(name, 20)}</text>'
            f'<text x="{SLIM - 12}" y="{y + 22}" text-anchor="end">{short(answer, 16)}</text>'
            f'<path d="M{SLIM // 2} {y + 34}v12" stroke="currentColor"/>'
        )
    drawn.append(f'<rect x="2" y="185" width="{SLIM - 4}" height="38" rx="6" {_goal(leads)}/>')
    drawn.append(f'<text x="12" y="209" font-weight="600">{short(end, 44)}</text>')
    return "".join(drawn)


def _across(answers: Mapping[str, str], answered: list[bool], end: str, leads: bool) -> str:
    """Draw the boxes side by side."""
    drawn, gap, wide = [], 16, 118
    for at, ((name, answer), given) in enumerate(zip(answers.items(), answered, strict=True)):
        x = at * (wide + gap)
        drawn.append(
            f'<rect x="{x + 1}" y="1" width="{wide}" height="58" rx="6" {_look(given)}/>'
            f'<text x="{x + 10}" y="24" font-weight="600">{short(name, 16)}</text>'
            f'<text x="{x + 10}" y="46">{short(answer, 16)}</text>'
            f'<path d="M{x + wide + 2} 30h{gap - 4}" stroke="currentColor"/>'
        )
    x = 4 * (wide + gap)
    first, *more = _lines(end)
    drawn.append(f'<rect x="{x + 1}" y="2" width="176" height="56" rx="6" {_goal(leads)}/>')
    drawn += [
        f'<text x="{x + 12}" y="{(26 if more else 35) + 20 * at}" font-weight="600">{short(line, 24)}</text>'
        for at, line in enumerate((first, *more))
    ]
    return "".join(drawn)


def _lines(text: str) -> list[str]:
    """Return a text in one or two lines of about equal length."""
    if len(text) <= 22:
        return [text]
    words = text.split()
    cut = min(range(1, len(words)), key=lambda at: abs(len(" ".join(words[:at])) - len(" ".join(words[at:]))))
    return [" ".join(words[:cut]), " ".join(words[cut:])]


def _change(change: Change, said: bool) -> str:
    """Return the same emotion before and after as two bars, and where it is not said elsewhere in words."""
    title = _("{what} before and after", what=change.what)
    words = f"<p>{in_html(change.describe())}</p>" if said else ""
    wide, narrow = (Drawing(width, 52, _two_bars(change, unit)) for width, unit in ((WIDE, 5.6), (SLIM, 2.1)))
    return fitting(title, change.describe(), wide, narrow) + words


def _two_bars(change: Change, unit: float) -> str:
    drawn, looks = "", ('fill="none" stroke="currentColor" stroke-dasharray="4 2"', f'fill="{_COLOR}"')
    words = _("{rating} before", rating=change.before), _("{rating} after", rating=change.after)
    for at, value in enumerate((change.before, change.after)):
        y = 4 + 24 * at
        drawn += f'<rect x="1" y="{y}" width="{value * unit:g}" height="14" {looks[at]}/>'
        drawn += f'<text x="{value * unit + 9:g}" y="{y + 13}">{words[at]}</text>'
    return drawn


def abc_table(plan: AbcPlease) -> Table:
    """Return PLEASE for a week: on how many of the answered days each part was a yes."""
    rows = [(label, [plan.summary(name).split(": ", 1)[-1]]) for name, label in CARE.items()]
    return table_of("abc_table", rows, answered=plan.answered_days, total=len(DAYS))


def abc_view(plan: AbcPlease, whole: bool = False) -> str:
    """Return the week of an ABC PLEASE plan as a picture and in a table.

    Parameters
    ----------
    plan : AbcPlease
        What was planned and answered.
    whole : bool
        Whether what is planned under A, B and C is said too.
    """
    told = ((letter, plan.said(*names)) for letter, names in plan.LETTERS.items() if whole)
    planned = (bullets((in_html(f"{label}: {text}") for label, text in said), letter) for letter, said in told)
    return framed(f"{''.join(planned)}{_week(plan)}{abc_table(plan).html()}")


def _week(plan: AbcPlease) -> str:
    """Return one box for each part and day: filled for yes, empty for no, dashed and with a dash for not answered."""
    said = [f"{label}: {', '.join(_SAID[answer] for answer in getattr(plan, name))}" for name, label in CARE.items()]
    # Where there is no room for a column of names, each name stands above its seven days.
    wide = Drawing(690, 24 + 34 * len(CARE), _boxes(plan, 130, 80, 34))
    narrow = Drawing(SLIM, 24 + 50 * len(CARE), _boxes(plan, 0, 45, 50))
    return fitting(_("PLEASE, day by day"), _("Monday to Sunday. {answers}.", answers="; ".join(said)), wide, narrow)


def _boxes(plan: AbcPlease, left: int, wide: int, high: int) -> str:
    """Draw the boxes; without room at the left the name of a row stands above them."""
    pad, above = (10, 0) if left else (6, 18)
    drawn = [f'<text x="{left + pad + wide * at}" y="16">{day[:3]}</text>' for at, day in enumerate(DAYS)]
    looks = {
        True: f'fill="{_COLOR}" fill-opacity="0.35" stroke="{_COLOR}"',
        False: 'fill="none" stroke="currentColor"',
        None: 'fill="none" stroke="currentColor" stroke-dasharray="4 3" stroke-opacity="0.6"',
    }
    for down, (name, label) in enumerate(CARE.items()):
        y = 24 + high * down + above
        drawn.append(f'<text x="0" y="{y - 5 if above else y + 20}">{label}</text>')
        for at, answer in enumerate(getattr(plan, name)):
            x = left + wide * at
            drawn.append(f'<rect x="{x}" y="{y}" width="{wide - 6}" height="28" rx="3" {looks[answer]}/>')
            drawn.append(f'<text x="{x + pad}" y="{y + 20}">{_ANSWER[answer]}</text>')
    return "".join(drawn)
