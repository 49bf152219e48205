"""A chain analysis as it is read: an ordered list in which every link has its type, and the rules that ask."""

from __future__ import annotations

from iopedu.course.language import _
from iopedu.course.text import in_html, listed, printable
from iopedu.dbt import Chain, Link, ModelAnswer, chain_questions, skill
from iopedu.dbt.chain import CONSEQUENCES, ENDINGS
from iopedu.dbt.chain_rules import CHAIN_RULES
from iopedu.dbt.link import KINDS
from iopedu.show.asking import asked_list, rules_table
from iopedu.show.palette import MODULE_COLORS
from iopedu.show.svg import folded, framed, titled
from iopedu.show.table import Line, Table

_SHAPES = {
    "thought": '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "feeling": '<circle cx="8" cy="8" r="7" fill="currentColor"/>',
    "body": '<rect x="2" y="2" width="12" height="12" fill="none" stroke="currentColor" stroke-width="2"/>',
    "urge": '<path d="M8 1l7 14H1z" fill="none" stroke="currentColor" stroke-width="2"/>',
    "action": '<path d="M2 1l13 7-13 7z" fill="currentColor"/>',
    "event": '<path d="M8 1l7 7-7 7-7-7z" fill="currentColor"/>',
    "": '<path d="M2 8h12" stroke="currentColor" stroke-width="2"/>',
}

_WHAT = {
    "thought": (_("What went through the mind; it can be true or not."), _("“I will never get this right”")),
    "feeling": (_("A state of mind in one word, with a strength from 0 to 100."), _("Shame (80)")),
    "body": (_("What the body did."), _("Everything is heavy")),
    "urge": (_("What somebody wanted to do, whether or not it was done."), _("I want to hide")),
    "action": (_("What somebody did, as a camera would show it."), _("I turned my phone off")),
    "event": (_("What happened outside, as a camera would show it."), _("The phone rang")),
}


def chain_view(chain: Chain, asks: bool = True) -> str:
    """Return a chain as an ordered list, as a story and as a list, with what is missing and what the rules ask."""
    if chain == Chain():
        empty = _("No chain yet. The picture grows while you write.")
        return framed(f"<p>{empty}</p>")
    return framed(_picture(chain) + (_questions(chain) if asks else "") + _texts(chain))


def _picture(chain: Chain) -> str:
    arrow = '<div class="iop-arrow" aria-hidden="true">↓</div>'
    items = [_box(_("Vulnerability factors"), "<br>".join(map(in_html, chain.factors)))]
    items.append(_box(_("Prompting event"), in_html(chain.prompting), "event"))
    items += map(_link, chain.links)
    ending = ENDINGS.get(chain.ending, chain.asks()["behavior"].label)
    items.append(_box(ending, in_html(chain.behavior), end=True))
    after = [
        f"<strong>{n}:</strong> {in_html(getattr(chain, f))}" for f, n in CONSEQUENCES.items() if getattr(chain, f)
    ]
    items.append(_box(_("What followed"), "<br>".join(after)))
    title = f"<p><strong>{in_html(chain.about)}</strong></p>" if chain.about.strip() else ""
    boxes = [f"<li>{item}{arrow}</li>" for item in items[:-1]] + [f"<li>{items[-1]}</li>"]
    return f'{title}<ol class="iop-chain" role="list">{"".join(boxes)}</ol>'


def _box(name: str, text: str, kind: str = "", end: bool = False) -> str:
    look = "iop-link iop-link-end" if end else f"iop-link iop-link-{kind or 'part'}"
    shape = _shape(kind) if kind else ""
    return f'<div class="{look}"><p>{shape}<strong>{name}</strong></p><p>{text or "…"}</p></div>'


def _link(link: Link) -> str:
    look = f"iop-link iop-link-{link.kind or 'part'}"
    said = f"<p>{_shape(link.kind)}<strong>{link.label}:</strong> {in_html(link.told)}</p>"
    return f'<div class="{look}">{said}{_slot(link)}</div>'


def _shape(kind: str) -> str:
    return f'<svg viewBox="0 0 16 16" aria-hidden="true">{_SHAPES[kind]}</svg>'


def _slot(link: Link) -> str:
    if not link.skill_says:
        return ""
    color = MODULE_COLORS[skill(link.skill).module] if link.skill else "currentColor"
    said = _("Skill here: {skill}", skill=in_html(link.skill_says))
    return f'<div class="iop-slot" style="border-color:{color}">{said}</div>'


def _questions(chain: Chain) -> str:
    missing = chain.missing
    empty = _("Still empty: {parts}.", parts=in_html(listed(missing))) if missing else _("No part is empty.")
    return f"<p>{empty}</p>" + asked_list(chain_questions(chain))


def _texts(chain: Chain) -> str:
    story = "".join(f"<p>{in_html(line)}</p>" for line in chain.story().split("\n"))
    lines = "".join(f"<p>{in_html(line)}</p>" for line in chain.listing().split("\n"))
    return "".join(
        folded(name, f'<div class="iop-story">{text}</div>')
        for name, text in {_("The chain as a story"): story, _("The chain as a list"): lines}.items()
    )


def model_view(model: ModelAnswer) -> str:
    """Return a model answer: the reading of the week, and the chain."""
    reading = "".join(f"<li>{in_html(line)}</li>" for line in model.reading)
    head = titled(_("A model answer. There are others."), "")
    body = titled(_("How the week can be read"), f"<ul>{reading}</ul>")
    body += titled(_("The chain"), "")
    return framed(head + body + _picture(model.chain) + _texts(model.chain))


def chain_table(chain: Chain) -> Table:
    """Return a chain as a table, for print."""
    rows = [(chain.asks()["vulnerability"].label, ["; ".join(map(printable, chain.factors)) or "…", "–"])]
    rows.append((chain.asks()["prompting"].label, [printable(chain.prompting) or "…", "–"]))
    rows += [
        (f"{at}. {link.label}", [printable(link.told), (Line(printable(link.skill_says)),) if link.skill_says else "–"])
        for at, link in enumerate(chain.links, 1)
    ]
    rows.append((ENDINGS.get(chain.ending, chain.asks()["behavior"].label), [printable(chain.behavior) or "…", "–"]))
    rows += [(name, [printable(getattr(chain, field)) or "…", "–"]) for field, name in CONSEQUENCES.items()]
    return Table(
        printable(chain.about) or _("A chain"), [_("Part"), _("What it says"), _("Skill that could fit")], rows
    )


def link_types() -> Table:
    """Return the types of links, with an example for each."""
    return Table(
        _("Types of links"),
        [_("Type"), _("What it is"), _("From Maya’s chain, or like it")],
        [(KINDS[kind], list(words)) for kind, words in _WHAT.items()],
    )


def chain_rules() -> Table:
    """Return every rule that asks a question about a chain, in full."""
    return rules_table(CHAIN_RULES, (f"{at}. {rule.part}" for at, rule in enumerate(CHAIN_RULES, 1)))
