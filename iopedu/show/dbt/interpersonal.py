"""Interpersonal effectiveness in tables and pictures: a request, its rules, and how firmly to ask."""

from iopedu.course.files import read_rows
from iopedu.course.language import _
from iopedu.course.people_first import concerns
from iopedu.course.ratings import in_plain_words
from iopedu.course.text import in_html, listed
from iopedu.course.waiting import who_first
from iopedu.dbt.dear_man import GOALS, LETTERS, WORD_RULES, DearMan
from iopedu.dbt.decks import sentence_pairs
from iopedu.dbt.firmness import CONSIDERATIONS, LEVELS, MODES, READINESS, REASONS, SAFETY, Firmness, level_for
from iopedu.show.asking import asked_list, compared, rules_table
from iopedu.show.palette import MODULE_COLORS
from iopedu.show.svg import SLIM, WIDE, Drawing, bullets, fitting, folded, framed, short, titled
from iopedu.show.table import Table
from iopedu.show.words import list_of, rows_of, table_of

_COLOR = MODULE_COLORS["interpersonal"]


def request_rules() -> Table:
    """Return every rule that asks a question about a request, and how often they were right."""
    (note,) = list_of("request_rules")
    return rules_table(WORD_RULES, (LETTERS[rule.part].name for rule in WORD_RULES), _("Letter"), note, "dear_man")


def give_and_fast() -> Table:
    """Return the letters of GIVE and FAST with a sentence for each."""
    rows = rows_of(read_rows("dbt/manners.csv"), lambda row: f"{row['word']}: {row['name']}", "meaning", "example")
    return table_of("give_and_fast", rows)


def priorities() -> Table:
    """Return what changes in a talk with the goal that comes first or last."""
    rows = [(goal.name, [goal.ask[0].upper() + goal.ask[1:], goal.first, goal.last]) for goal in GOALS.values()]
    return table_of("priorities", rows)


def request_view(request: DearMan, whole: bool = False) -> str:
    """Return a request as a text to read, what the goals change, and the questions.

    Parameters
    ----------
    request : DearMan
        What was written.
    whole : bool
        Whether to whom it goes and the plan for the talk are said too.
    """
    if request == DearMan():
        return framed(f"<p>{request.describe()}</p>")
    parts = [f"<p>{label}: {in_html(text)}</p>" for label, text in request.said("to")] if whole else []
    parts += [titled(_("What is said"), f"<blockquote>{in_html(request.assembled() or '…')}</blockquote>")]
    planned = (f"{name}: {in_html(text)}" for name, text in request.plan() if whole and text.strip())
    parts.append(bullets(planned, _("Plan for the talk")))
    parts.append(bullets(request.manner(), _("How to say it")))
    none = _("The rules raise no questions about it. That doesn’t mean it’s right, so say it out loud and listen.")
    hints = request.asked()
    letters = listed(one.place for one in hints)
    beside = _("There is a question below each of these letters: {letters}.", letters=letters)
    calm = "" if who_first() or not in_plain_words(request.assembled()) else f"<p>{none}</p>"
    parts.append((asked_list(hints) if whole else f"<p>{beside}</p>") if hints else calm)
    return framed("".join(parts))


def letter_view(name: str, text: str, typing: bool = False) -> str:
    """Return what stands below one letter: one question with two sentences to compare and an answer, or the two.

    Parameters
    ----------
    name : str
        Key of `LETTERS`.
    text : str
        What stands in its box now.
    typing : bool
        Whether somebody is still writing: what a sentence lacks is asked for when it has ended.

    Examples
    --------
    >>> letter_view("benefit", "")
    ''
    >>> "The other person may answer: “Fine, then go ahead.”" in letter_view("benefit", "If not, I leave.")
    True
    """
    if not in_plain_words(text) or who_first() or concerns(text):
        return ""
    open_ended = typing and not text.rstrip().endswith((".", "!", "?", "”", '"'))
    asked = [one for one in WORD_RULES.asked(text, name) if not (open_ended and one.rule.applies.lacks)][:1]
    pairs = [pair for pair in sentence_pairs() if pair.letter == name]
    if not asked and open_ended:
        return ""
    if not asked:
        pair = next((pair for pair in pairs if not pair.rule), pairs[0])
        told = compared(pair.scene, pair.weak, pair.strong, pair.why_weak, pair.why_strong)
        judge = _("The rules raise no questions here, but that proves little. Which of these two is yours closer to?")
        judge = f"<p><strong>{judge}</strong></p>{told}"
        return framed(folded(_("Compare yours with a weak and a strong sentence"), told) if pair.rule else judge)
    (rule,) = (one.rule for one in asked)
    said = f"<p><strong>{rule.question}</strong></p>"
    said += f"<p>{_('The other person may answer: “{answer}”', answer=rule.answer)}</p>"
    pair = next((pair for pair in pairs if pair.rule == rule.id), pairs[0])
    return framed(f'<div role="status">{said}{compared(pair.scene, pair.weak, pair.strong)}</div>')


def firmness_rule(mode: str = "ask") -> Table:
    """Return the level for every count of reasons and readiness: the rule in full.

    Parameters
    ----------
    mode : {"ask", "refuse"}
        Whether something is asked for or refused.
    """
    rows = [
        (
            _("{reasons} of {total} reasons", reasons=reasons, total=len(REASONS)),
            [f"{(at := level_for(reasons, signs))}: {LEVELS[mode][at]}" for signs in range(len(READINESS) + 1)],
        )
        for reasons in range(len(REASONS) + 1)
    ]
    names = [listed(CONSIDERATIONS[name].short.lower() for name in side) for side in (REASONS, READINESS)]
    total = len(READINESS)
    more = [MODES[mode], *(_("ready on {signs} of {total}", signs=signs, total=total) for signs in range(total + 1))]
    return table_of("firmness_rule", rows, more=more, reasons=names[0], readiness=names[1], safety=SAFETY)


def firmness_view(found: Firmness, whole: bool = False) -> str:
    """Return the levels as a ladder with the one that fits, and the reasons in words.

    Parameters
    ----------
    found : Firmness
        What was considered.
    whole : bool
        Whether the words say everything that was answered, or only where it leads.
    """
    ladder = "" if found.people_first else _ladder(found)
    if whole:
        return framed(f"{ladder}<p>{in_html(found.describe())}</p>")
    more = asked_list(found.what_would_change(), _("What would change it"))
    return framed(f"{ladder}<p>{in_html(found.advice())}</p>{more}")


def _ladder(found: Firmness) -> str:
    """Return the levels as steps; where it is narrow with their numbers only, since the words stand below."""
    says = _("Six levels; none is marked yet.")
    if found.level is not None:
        says = _("Six levels; here: {level}.", level=found.level)
    high = 28 * len(LEVELS[found.mode])
    wide, narrow = Drawing(WIDE, high, _steps(found, 64)), Drawing(SLIM, high, _steps(found, 0))
    return fitting(_("How firmly"), says, wide, narrow)


def _steps(found: Firmness, letters: int) -> str:
    levels, drawn = LEVELS[found.mode], []
    for at, says in enumerate(levels):
        y = 28 * (len(levels) - 1 - at)
        here = found.level == at
        look = f'fill="{_COLOR}" stroke="{_COLOR}"' if here else 'fill="none" stroke="currentColor"'
        drawn.append(f'<rect x="1" y="{y + 4}" width="{30 + 22 * at}" height="18" rx="3" {look}/>')
        weight = ' font-weight="700"' if here else ""
        words = f"{at}: {short(says, letters)}" if letters else f"{at}"
        words = _("{level} (here)", level=words) if here else words
        drawn.append(f'<text x="160" y="{y + 18}"{weight}>{words}</text>')
    return "".join(drawn)
