"""A chain analysis as it is read: an ordered list in which every link has its type, and the rules that ask."""

from iopedu.course.language import _
from iopedu.course.text import in_html, listed, printable
from iopedu.dbt.cases import ModelAnswer
from iopedu.dbt.chain import CHAIN_RULES, CONSEQUENCES, PRECISELY, PREVENTION, REPAIR, Chain, chain_questions
from iopedu.dbt.comparing import Comparison
from iopedu.dbt.link import AROUSAL, KINDS, Link, fit_question, fitting
from iopedu.dbt.skills import skill
from iopedu.show.asking import asked_list, rules_table
from iopedu.show.palette import MODULE_COLORS
from iopedu.show.svg import bullets, folded, framed, paragraphs, titled
from iopedu.show.table import Line, Table
from iopedu.show.words import Row, table_of

_SHAPES = {
    "thought": '<circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2"/>',
    "feeling": '<circle cx="8" cy="8" r="7" fill="currentColor"/>',
    "body": '<rect x="2" y="2" width="12" height="12" fill="none" stroke="currentColor" stroke-width="2"/>',
    "urge": '<path d="M8 1l7 14H1z" fill="none" stroke="currentColor" stroke-width="2"/>',
    "action": '<path d="M2 1l13 7-13 7z" fill="currentColor"/>',
    "event": '<path d="M8 1l7 7-7 7-7-7z" fill="currentColor"/>',
    "": '<path d="M2 8h12" stroke="currentColor" stroke-width="2"/>',
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
    items.append(_box(chain.ended, _named(("", chain.behavior), *chain.told(PRECISELY)), end=True))
    items.append(_box(_("What followed"), _named(*chain.told(CONSEQUENCES))))
    if planned := chain.told(PREVENTION, REPAIR):
        items.append(_box(_("Prevention and repair"), _named(*planned)))
    title = f"<p><strong>{in_html(chain.about)}</strong></p>" if chain.about.strip() else ""
    boxes = [f"<li>{item}{arrow}</li>" for item in items[:-1]] + [f"<li>{items[-1]}</li>"]
    return f'{title}<ol class="iop-chain" role="list">{"".join(boxes)}</ol>'


def _named(*found: tuple[str, str]) -> str:
    parts = ((f"<strong>{name}:</strong> " if name else "") + in_html(text) for name, text in found if text.strip())
    return "<br>".join(parts)


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
    color = MODULE_COLORS[skill(link.skill).module] if link.skill else "currentColor"
    lines = [*link.notes, *filter(None, [fit_question(link)])]
    said = paragraphs(map(in_html, lines))
    return f'<div class="iop-slot" style="border-color:{color}">{said}</div>' if said else ""


def _questions(chain: Chain) -> str:
    missing = chain.missing
    empty = _("Still empty: {parts}.", parts=in_html(listed(missing))) if missing else _("No part is empty.")
    return f"<p>{empty}</p>" + asked_list(chain_questions(chain))


def _texts(chain: Chain) -> str:
    told = ((_("The chain as a story"), chain.story()), (_("The chain as a list"), chain.listing()))
    shown = ((name, paragraphs(map(in_html, text.split("\n")))) for name, text in told)
    return "".join(folded(name, f'<div class="iop-story">{html}</div>') for name, html in shown)


def model_view(model: ModelAnswer, mine: Chain) -> str:
    """Return a model answer beside an attempt, part by part; the reading of the week and the whole model are folded."""
    parts = Comparison(mine, model.chain).parts()
    beside = table_of("model_view", ((name, [printable(text) or "…" for text in both]) for name, *both in parts))
    body = titled(_("A model answer. There are others."), "") + beside.html()
    body += folded(_("How the week can be read"), bullets(map(in_html, model.reading)))
    return framed(body + folded(_("The whole model chain"), _picture(model.chain) + _texts(model.chain)))


def comparison_view(comparison: Comparison) -> str:
    """Return my links beside those of the model, and what is missing or differs."""
    own = comparison.mine.links
    rows = []
    for at, link in enumerate(comparison.model.links, 1):
        its = own[comparison.pairs[at] - 1] if at in comparison.pairs else None
        mine = f"{comparison.pairs[at]}. {its!r}" if its else "…"
        rows.append(
            (f"{at}", [printable(mine), f"{link!r}", *((its and its.skill_says) or "–", link.skill_says or "–")])
        )
    table = table_of("comparison_view", rows).html()
    return framed(table + bullets(map(in_html, comparison.lines())))


def chain_table(chain: Chain) -> Table:
    """Return a chain as a table, for print."""

    def row(name: str) -> Row:
        return chain.asks()[name].label, [printable(getattr(chain, name)) or "…", "–"]

    rows = [(chain.ended, row("behavior")[1]), *map(row, PRECISELY)]
    rows.append((row("vulnerability")[0], ["; ".join(map(printable, chain.factors)) or "…", "–"]))
    rows.append(row("prompting"))
    rows += [
        (f"{at}. {link.label}", [printable(link.told), (Line(printable(link.skill_says)),) if link.skill_says else "–"])
        for at, link in enumerate(chain.links, 1)
    ]
    after = (*CONSEQUENCES, *PREVENTION, *(REPAIR if chain.ending != "effective" else ()))
    rows += map(row, after)
    return table_of("chain_table", rows, caption=printable(chain.about) or _("A chain"))


def link_types() -> Table:
    """Return the types of links, with an example for each."""
    return table_of("link_types")


def chain_rules() -> Table:
    """Return every rule that asks a question about a chain, in full."""
    return rules_table(CHAIN_RULES, (f"{at}. {rule.part}" for at, rule in enumerate(CHAIN_RULES, 1)))


def skills_for_links() -> Table:
    """Return which skills to think of at which type of link: in extreme arousal, and below it."""
    rows = []
    for kind, name in KINDS.items():
        below, extreme = (
            [skill(fit.skill).name for fit in fitting(kind, level) if level == "extreme" or kind in fit.first]
            for level in ("raised", "extreme")
        )
        rows.append((name, [listed(below), listed(extreme)]))
    return table_of("skills_for_links", rows, more=[AROUSAL["extreme"]])
