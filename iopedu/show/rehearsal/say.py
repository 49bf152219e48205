"""What a rehearsal shows: the skill, ratings beside the key, replies side by side, how it goes, and a sheet for two."""

from __future__ import annotations

from html import escape

from iopedu.course.export import page
from iopedu.course.language import _
from iopedu.course.text import in_html
from iopedu.rehearsal import Criterion, Line, Rehearsal, Reply, Round, Skill, biases, summary
from iopedu.rehearsal.judging import LEANS
from iopedu.rehearsal.skills import TOP
from iopedu.show.course.worksheets import LINE
from iopedu.show.table import Line as Statement
from iopedu.show.table import Table


def say_skill(of: Skill) -> Table:
    """Return what is looked for in a reply, with an example for each rating.

    Examples
    --------
    >>> from iopedu.rehearsal import skill
    >>> len(say_skill(skill("validate")).columns)
    4
    """
    rows = [
        (
            one.name,
            [
                (Statement(anchor.partition(": ")[2]), Statement(f"“{example}”"))
                for anchor, example in zip(one.anchors, one.examples, strict=True)
            ],
        )
        for one in of.criteria
    ]
    caption = _("{skill}: what to look for in the words of a reply to “{line}”", skill=of.name, line=of.example_line)
    return Table(caption, [_("Criterion"), "0", "1", "2"], rows)


def client_line(line: Line) -> str:
    """Return what has gone before and what the client says, as HTML."""
    said = _("{person}: “{line}”", person=line.person, line=line.line)
    return f"<p>{escape(line.before)}</p><blockquote>{escape(said)}</blockquote>"


def beside_the_key(of: Round) -> str:
    """Return the learner's last rating of one of our replies beside ours, as HTML."""
    done = [one for one in of.judged if one.ratings]
    if not done:
        return ""
    reply, mine = of.line.replies[done[-1].reply], done[-1].ratings
    told = "".join(
        f"<li><strong>{escape(one.name)}.</strong> {escape(_apart(mine.get(one.id, 0), reply.ratings[one.id]))} "
        f"{escape(reply.reasons[one.id])}</li>"
        for one in of.skill.criteria
    )
    return f"<p>“{escape(reply.text)}”</p><ul>{told}</ul>"


def _apart(mine: int, key: int) -> str:
    told = {"mine": mine, "key": key}
    if mine == key:
        return _("You gave {mine}; we gave {key}.", **told)
    if mine > key:
        return _("You gave {mine}; we gave {key}: yours is kinder.", **told)
    return _("You gave {mine}; we gave {key}: yours is stricter.", **told)


def our_replies(of: Round) -> str:
    """Return our three replies from better to worse, each with its ratings and reasons to be opened, as HTML.

    The sum of the ratings counts, and with the same sum the criterion that comes first.
    """
    ranked = sorted(of.line.replies, key=lambda one: (sum(one.ratings.values()), *one.ratings.values()), reverse=True)
    told = "".join(
        f"<li>“{escape(reply.text)}”<details><summary>{escape(_in_short(of, reply))}</summary>"
        f"<ul>{_rated(of.skill.criteria, reply)}</ul></details></li>"
        for reply in ranked
    )
    return f"<ol>{told}</ol>"


def look_for(line: Line) -> str:
    """Return what is looked for in a reply to a line, and our three replies, as HTML.

    Examples
    --------
    >>> from iopedu.rehearsal import skill
    >>> look_for(skill("validate").lines[0]).count("<details>")
    3
    """
    of = Round(line.id, "2026-01-01T00:00:00+00:00")
    seen = "".join(f"<li><strong>{escape(one.name)}.</strong> {escape(_best(one))}</li>" for one in of.skill.criteria)
    best = _("What we look for:"), _("Our replies, from better to worse:")
    return f"<p>{escape(best[0])}</p><ul>{seen}</ul><p>{escape(best[1])}</p>{our_replies(of)}"


def _best(of: Criterion) -> str:
    return of.anchors[TOP].removeprefix(f"{TOP}: ")


def _in_short(of: Round, reply: Reply) -> str:
    ratings = ", ".join(str(reply.ratings[one.id]) for one in of.skill.criteria)
    return _("Our ratings: {ratings}. Why?", ratings=ratings)


def _rated(criteria: tuple[Criterion, ...], of: Reply) -> str:
    return "".join(
        f"<li>{escape(one.name)}: {of.ratings[one.id]}. {escape(of.reasons[one.id])}</li>" for one in criteria
    )


def how_it_goes(of: Rehearsal, about: Skill) -> str:
    """Return how the rehearsal of a skill goes, as HTML: sentences, and how the learner judges by criterion."""
    told = "".join(f"<li>{escape(line)}</li>" for line in summary(of, about.id))
    found = biases(of, about.id)
    if not found[-1].lean:
        return f"<ul>{told}</ul>"
    rows = [(one.name, [*map(str, (one.same, one.kinder, one.stricter)), LEANS[one.lean]]) for one in found]
    columns = [_("Criterion"), _("Same as the key"), _("Kinder"), _("Stricter"), _("In all")]
    return f"<ul>{told}</ul>{Table(_('Your ratings of our replies'), columns, rows).html()}"


def said_so_far(of: Round) -> str:
    """Return the learner's replies to a line with their own ratings, as HTML."""
    names = {one.id: one.name for one in of.skill.criteria}
    told = ""
    for one in of.tries:
        rated = "; ".join(f"{names[name]}: {got}" for name, got in one.ratings.items() if name in names)
        told += f"<li>{in_html(one.text)}<br>{escape(rated)}</li>"
    return f"<ol>{told}</ol>" if told else ""


def sheet_for_two(of: Skill) -> str:
    """Return a page to print for two people who rate each other's replies: criteria, two lines, and room to write.

    Examples
    --------
    >>> from iopedu.rehearsal import skill
    >>> "Partner" in sheet_for_two(skill("validate"))
    True
    """
    first = next(line for line in of.lines if line.difficulty == 1 and not line.unseen)
    second = next(line for line in of.lines if line.difficulty == 3 and not line.unseen)
    how = _(
        "One of you reads the client’s line out loud; the other answers before writing the answer down. Both of you "
        "rate the reply without showing each other, and then compare: where you differ, point to the words. Change "
        "one thing, and say it again. Then switch roles. Ratings are about words in a reply, not about a person."
    )
    head = f"<p>{escape(of.purpose)} {escape(of.how)}</p><p>{escape(how)}</p>{say_skill(of).html()}"
    return page(
        _("{skill}: a worksheet for two", skill=of.name), head + "".join(_to_fill(of, at) for at in (first, second))
    )


def _to_fill(of: Skill, line: Line) -> str:
    columns = (_("Rating, 0 to 2"), _("My own"), _("Partner"), _("Second reply, my own"), _("Second reply, partner"))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    rows = "".join(f'<tr><th scope="row">{escape(one.name)}</th>{"<td></td>" * 4}</tr>' for one in of.criteria)
    return (
        f'<section>{client_line(line)}{LINE * 2}<table class="grid"><tr>{head}</tr>{rows}</table>{LINE * 2}</section>'
    )
