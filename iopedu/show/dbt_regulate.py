"""Emotion regulation in tables and pictures: emotions, the walk through the facts, ABC PLEASE."""

from __future__ import annotations

from itertools import product

from iopedu.course.language import _
from iopedu.course.ratings import Change
from iopedu.course.text import in_html
from iopedu.dbt.abc_please import CARE, DAYS, AbcPlease
from iopedu.dbt.branches import NEVER_TOWARD
from iopedu.dbt.decision import FactsWalk
from iopedu.dbt.emotions import emotion_guides
from iopedu.dbt.ways import ANSWERS, QUESTIONS, RULES, WAYS, decide
from iopedu.show.palette import MODULE_COLORS
from iopedu.show.svg import folded, framed, picture, short, titled
from iopedu.show.table import Line, Table

__all__ = ["abc_table", "abc_view", "emotion_table", "facts_rules", "facts_ways", "walk_view"]

_COLOR = MODULE_COLORS["emotion_regulation"]
_ANSWER = {True: _("yes"), False: _("no"), None: "–"}
_SAID = {**_ANSWER, None: _("not answered")}


def emotion_table() -> Table:
    """Return the emotions: what each may fit, its urge, an opposite action, and when that is not the way."""
    rows = [
        (
            entry.name,
            [
                entry.may_fit,
                entry.urge,
                (
                    Line(
                        entry.opposite,
                        _(
                            "All the way: {posture} {voice} {words}",
                            posture=entry.posture,
                            voice=entry.voice,
                            words=entry.words,
                        ),
                    ),
                ),
                entry.not_when,
            ],
        )
        for entry in emotion_guides()
    ]
    note = _(
        "Principles in our own words; a clinician should read them critically. People and "
        "cultures differ in what an emotion fits, and the person decides with others, not "
        "the table. {never}",
        never=NEVER_TOWARD,
    )
    return Table(
        _("Emotions and their opposites"),
        [_("Emotion"), _("May fit when"), _("Urge"), _("Opposite"), _("Not when")],
        rows,
        note,
    )


def facts_rules() -> Table:
    """Return where every combination of answers leads: the rules of the walk in full."""
    helps = QUESTIONS["helps"].answers
    any_fit = QUESTIONS["fits"].answers

    def row(header: str, **known: str) -> tuple[str, list[str]]:
        ways = [decide({**known, "helps": answer}) for answer in helps]
        return header, [way.title for way in ways]

    rows = [row(_("Danger: yes, or not sure"), danger="yes", clear="yes", fits="yes")]
    rows += [row(_("No danger; clear enough: no, or not sure"), danger="no", clear="no", fits="yes")]
    rows += [
        row(
            _("No danger, clear enough; fits the facts: {answer}", answer=ANSWERS[fits]),
            danger="no",
            clear="yes",
            fits=fits,
        )
        for fits in any_fit
    ]
    total = len(list(product(*(asked.answers for asked in QUESTIONS.values()))))
    said = " ".join(f"{at}. {rule.says}: {WAYS[rule.way].title}." for at, rule in enumerate(RULES, 1))
    note = _(
        "The four questions have {total} combinations of answers, and each of them stands in one row of this table. "
        "The rules are read from the top, and the first one that fits decides: {rules} A teaching rule in our own "
        "words, not a test of anybody.",
        total=total,
        rules=said,
    )
    columns = [_("Answers"), *(_("Acting helps: {answer}", answer=ANSWERS[answer]) for answer in helps)]
    return Table(_("Where the answers lead"), columns, rows, note)


def facts_ways() -> Table:
    """Return the ways that the walk can lead, and what to do on each."""
    return Table(_("Seven ways"), [_("Way"), _("What to do")], [(way.title, [way.do]) for way in WAYS.values()])


def walk_view(walk: FactsWalk, whole: bool = False) -> str:
    """Return where a walk leads: as a path, in words, and with what would change it.

    Parameters
    ----------
    walk : FactsWalk
        What was walked through.
    whole : bool
        Whether the words say everything that was entered, or only where it leads.
    """
    parts = [_path(walk), f"<p>{in_html(walk.describe() if whole else walk.leads())}</p>"]
    changes = "".join(f"<li>{in_html(line)}</li>" for line in walk.what_would_change())
    if changes:
        parts.append(folded(_("What would change the way?"), f"<ul>{changes}</ul>"))
    asked = "".join(f"<li>{in_html(repr(hint))}</li>" for hint in walk.questions())
    parts += [titled(_("Questions to think about"), f"<ul>{asked}</ul>")] if asked else []
    parts += [_change(walk.change, not whole)] if walk.change else []
    return framed("".join(parts))


def _path(walk: FactsWalk) -> str:
    """Return the four questions and where they lead as boxes; what is not answered yet is dashed."""
    said, drawn, gap, wide = [], [], 16, 118
    for at, (name, asked) in enumerate(QUESTIONS.items()):
        answer = ANSWERS.get(walk.answers[name], _("not answered"))
        said.append(f"{asked.short}: {answer}")
        look = "" if walk.answers[name] else 'stroke-dasharray="5 3"'
        x = at * (wide + gap)
        drawn.append(
            f'<rect x="{x + 1}" y="1" width="{wide}" height="58" rx="6" fill="none" stroke="currentColor" {look}/>'
            f'<text x="{x + 10}" y="24" font-weight="600">{short(asked.short, 16)}</text>'
            f'<text x="{x + 10}" y="46">{short(answer, 16)}</text>'
            f'<path d="M{x + wide + 2} 30h{gap - 4}" stroke="currentColor"/>'
        )
    x, end = 4 * (wide + gap), walk.way.title if walk.way else _("still open")
    look = f'stroke="{_COLOR}" stroke-width="3"' if walk.way else 'stroke="currentColor" stroke-dasharray="5 3"'
    first, *more = _lines(end)
    drawn.append(f'<rect x="{x + 1}" y="2" width="176" height="56" rx="6" fill="none" {look}/>')
    drawn += [
        f'<text x="{x + 12}" y="{(26 if more else 35) + 20 * at}" font-weight="600">{short(line, 24)}</text>'
        for at, line in enumerate((first, *more))
    ]
    return picture(
        _("The way through the facts"),
        _("{answers}; leads to: {way}.", answers="; ".join(said), way=end),
        x + 180,
        62,
        "".join(drawn),
    )


def _lines(text: str) -> list[str]:
    """Return a text in one or two lines of about equal length."""
    if len(text) <= 22:
        return [text]
    words = text.split()
    cut = min(range(1, len(words)), key=lambda at: abs(len(" ".join(words[:at])) - len(" ".join(words[at:]))))
    return [" ".join(words[:cut]), " ".join(words[cut:])]


def _change(change: Change, said: bool) -> str:
    """Return the same emotion before and after as two bars, and where it is not said elsewhere in words."""
    drawn, looks = "", ('fill="none" stroke="currentColor" stroke-dasharray="4 2"', f'fill="{_COLOR}"')
    for at, (value, words) in enumerate(
        (
            (change.before, _("{rating} before", rating=change.before)),
            (change.after, _("{rating} after", rating=change.after)),
        )
    ):
        y = 4 + 24 * at
        drawn += f'<rect x="1" y="{y}" width="{value * 5.6:g}" height="14" {looks[at]}/>'
        drawn += f'<text x="{value * 5.6 + 9:g}" y="{y + 13}">{words}</text>'
    title = _("{what} before and after", what=change.what)
    words = f"<p>{in_html(change.describe())}</p>" if said else ""
    return picture(title, change.describe(), 720, 52, drawn) + words


def abc_table(plan: AbcPlease) -> Table:
    """Return PLEASE for a week: on how many of the answered days each part was a yes."""
    rows = [(label, [plan.summary(name).split(": ", 1)[-1]]) for name, (label, _ask) in CARE.items()]
    note = _(
        "{answered} of {total} days have an answer. A dash is not answered; it is not a no.",
        answered=plan.answered_days,
        total=len(DAYS),
    )
    return Table(_("PLEASE, part by part"), [_("Part"), _("In this week")], rows, note)


def abc_view(plan: AbcPlease, whole: bool = False) -> str:
    """Return the week of an ABC PLEASE plan as a picture and in a table.

    Parameters
    ----------
    plan : AbcPlease
        What was planned and answered.
    whole : bool
        Whether what is planned under A, B and C is said too.
    """
    parts = []
    for letter, names in plan.LETTERS.items() if whole else ():
        lines = [f"{plan.WORDS[name]}: {getattr(plan, name)}" for name in names if getattr(plan, name).strip()]
        said = "".join(f"<li>{in_html(line)}</li>" for line in lines)
        parts += [f"<p><strong>{letter}</strong></p><ul>{said}</ul>"] if said else []
    return framed(f"{''.join(parts)}{_week(plan)}{abc_table(plan).html()}")


def _week(plan: AbcPlease) -> str:
    """Return one box for each part and day: filled for yes, empty for no, dashed and with a dash for not answered."""
    left, wide, high, said = 130, 80, 34, []
    drawn = [f'<text x="{left + 10 + wide * at}" y="16">{day[:3]}</text>' for at, day in enumerate(DAYS)]
    looks = {
        True: f'fill="{_COLOR}" fill-opacity="0.35" stroke="{_COLOR}"',
        False: 'fill="none" stroke="currentColor"',
        None: 'fill="none" stroke="currentColor" stroke-dasharray="4 3" stroke-opacity="0.6"',
    }
    for down, (name, (label, _ask)) in enumerate(CARE.items()):
        y = 24 + high * down
        drawn.append(f'<text x="0" y="{y + 20}">{label}</text>')
        for at, answer in enumerate(getattr(plan, name)):
            x = left + wide * at
            drawn.append(f'<rect x="{x}" y="{y}" width="{wide - 6}" height="{high - 6}" rx="3" {looks[answer]}/>')
            drawn.append(f'<text x="{x + 10}" y="{y + 20}">{_ANSWER[answer]}</text>')
        said.append(f"{label}: {', '.join(_SAID[answer] for answer in getattr(plan, name))}")
    title = _("PLEASE, day by day")
    return picture(
        title,
        _("Monday to Sunday. {answers}.", answers="; ".join(said)),
        left + wide * 7,
        24 + high * len(CARE),
        "".join(drawn),
    )
