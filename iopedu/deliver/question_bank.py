"""The course in a school's own system: questions as Moodle XML and as QTI 2.1, and links as a Common Cartridge.

Libraries were looked at on 2026-11-29: text2qti writes QTI 1.2 only, qti-package-maker
QTI 2.1 without feedback for each option, and those for Moodle XML were each an edition or two by one person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from iopedu.care.vignettes import vignettes
from iopedu.course.export import page
from iopedu.course.language import _, _n, language
from iopedu.course.outline import Notebook, notebooks
from iopedu.course.quiz import Option, Question, questions
from iopedu.course.safety import CARE_NOTE, DIRECTORY, EMERGENCY, crisis_lines
from iopedu.course.sources import source
from iopedu.deliver.handout import write
from iopedu.show.svg import paragraphs
from iopedu.teaching.decks import decks
from iopedu.teaching.repeating import case

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_QTI = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1"'
_CARTRIDGE = "http://www.imsglobal.org/xsd/imsccv1p1"
#: What is written in each form, and its name by default.
FILES = {"moodle": "iopedu-questions-moodle.xml", "qti": "iopedu-questions-qti.zip", "links": "iopedu-links.imscc"}


class Bank(NamedTuple):
    """One set of questions: the notebook it belongs to, its name in files, its title and the questions."""

    notebook: Notebook
    key: str
    title: str
    questions: tuple[Question, ...]

    def name(self, entry: Question) -> str:
        """Return a name for one question that no other one has."""
        return f"iopedu-{self.key}-{entry.id}"


def banks() -> Iterator[Bank]:
    """Yield every set of questions and practice items of the course, notebook by notebook.

    What is asked before and after the course is not among them: it measures only while nobody has seen it elsewhere.

    Examples
    --------
    >>> [bank.key for bank in banks()][:2]
    ['00-first_answer', '00-quiz']
    """
    for entry in notebooks():
        for key, quiz in questions(entry.number).items():
            yield Bank(entry, f"{entry.number}-{key}", quiz.title, quiz.questions)
        for deck in decks(entry.number).values():
            items = tuple(item.question for item in deck.items)
            yield Bank(entry, f"{entry.number}-{deck.key}", deck.title, items)
        if entry.number == "02":
            ask = _("Which level of care would you choose? More than one choice can be defended.")
            people = tuple(replace(one, ask=f"{one.ask} {ask}") for one in map(case, vignettes()))
            yield Bank(entry, "02-placements", _("People to place"), people)


def export(kind: str, site: str = "", out: Path | None = None, force: bool = False) -> str:
    """Write one of `FILES`, and return a sentence on it.

    Parameters
    ----------
    kind : str
        A key of `FILES`.
    site : str
        For links: the address at which the pages of the course are published.
    out : Path, optional
        Where to.
    force : bool
        Replace a file that is there.

    Raises
    ------
    ValueError
        When the address is none.
    StorageProblem
        With a sentence that says why nothing was written.
    """
    path = out or Path(FILES[kind])
    if kind == "links":
        if urlsplit(site).scheme not in ("http", "https") or not urlsplit(site).netloc:
            raise ValueError(_("Give the address of the pages, for example, --site https://example.org/iopedu."))
        write(path.with_suffix(".html"), links_page(site), force)
    content = {"moodle": moodle, "qti": qti, "links": lambda: cartridge(site)}[kind]()
    write(path, content, force, ending=Path(FILES[kind]).suffix)
    many = sum(len(bank.questions) for bank in banks())
    said = "" if kind == "links" else _n("{n} question.", "{n} questions.", many)
    return f"{said} {_('Written to {file}.', file=path)}".strip()


def _zipped(files: Mapping[str, str]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():  # without the time, so that the same course gives the same file
            archive.writestr(ZipInfo(name), f"{_XML}{text}\n", ZIP_DEFLATED)
    return buffer.getvalue()


def care() -> str:
    """Return the care note and all crisis lines as paragraphs and a list."""
    elsewhere = _("For other countries, see {directory}.", directory=DIRECTORY)
    lines = "".join(f"<li>{escape(line.country)}: {line.html}</li>" for line in crisis_lines())
    return f"<div>{paragraphs(map(escape, (CARE_NOTE, EMERGENCY)))}<ul>{lines}</ul><p>{escape(elsewhere)}</p></div>"


def _about(entry: Question) -> str:
    """Return what is said whatever was chosen: the sources, and whom to call when it is no exercise."""
    return paragraphs(map(escape, (*(source(key).full for key in entry.sources), EMERGENCY)))


# Moodle -------------------------------------------------------------------------------------------------


def moodle() -> str:
    """Return all questions as Moodle XML, a category for each set, and in each the care note as a description."""
    parts = []
    for bank in banks():
        places = (f"{bank.notebook.number} {bank.notebook.title}", bank.title)
        # Without a context before it, Moodle puts this path into the question bank that is open.
        path = "/".join(["top/iopedu", *(place.replace("/", "//") for place in places)])
        parts.append(f'<question type="category"><category>{_text(path)}</category></question>')
        note = f'<name>{_text(_("Care note"))}</name><questiontext format="html">{_text(care())}</questiontext>'
        parts.append(f'<question type="description">{note}</question>')
        parts += (_moodle(bank, entry) for entry in bank.questions)
    return "\n".join([f"{_XML}<quiz>", *parts, "</quiz>\n"])


def _text(text: str) -> str:
    return f"<text>{escape(text)}</text>"


def _moodle(bank: Bank, entry: Question) -> str:
    return f"""<question type="multichoice">
<name>{_text(f"{bank.notebook.number} {entry.id}")}</name>
<questiontext format="plain_text">{_text(entry.ask)}</questiontext>
<generalfeedback format="html">{_text(_about(entry))}</generalfeedback>
<defaultgrade>1</defaultgrade><idnumber>{bank.name(entry)}</idnumber>
<single>{"false" if entry.several else "true"}</single><shuffleanswers>false</shuffleanswers>
{"".join(_answer(entry, entry.options[at]) for at in entry.shown)}</question>"""


def _answer(entry: Question, option: Option) -> str:
    rights = sum(each.right for each in entry.options) if entry.several else 1
    # Where several are right a wrong one takes everything, as in the course.
    share = 100 / rights if option.right else -100 if entry.several else 0
    # Moodle knows a list of grades, and finds a third in it when it is written with five decimals.
    return f"""<answer fraction="{share:.5f}" format="plain_text">{_text(option.text)}
<feedback format="plain_text">{_text(option.why)}</feedback></answer>
"""


# QTI ----------------------------------------------------------------------------------------------------


def qti() -> bytes:
    """Return all questions as a package of QTI 2.1: a test for each notebook, a section for each set."""
    files, resources = {}, []
    rubric = f'<rubricBlock view="candidate">{care()}</rubricBlock>\n'
    for entry in notebooks():
        sections, needs = [], []
        for bank in (bank for bank in banks() if bank.notebook == entry):
            names = {bank.name(one): one for one in bank.questions}
            files |= {f"items/{name}.xml": _item(bank, one) for name, one in names.items()}
            resources += [_resource(name, "imsqti_item_xmlv2p1", f"items/{name}.xml") for name in names]
            needs += [f'<dependency identifierref="res-{name}"/>' for name in names]
            asked = (f'<assessmentItemRef identifier="{name}" href="../items/{name}.xml"/>' for name in names)
            sections.append(_section(f"set-{bank.key}", bank.title, "".join(asked)))
        # Canvas passes over a rubric block (canvas-lms #1168), and shows the title of each section as a text.
        name, test = f"iopedu-{entry.number}", f"tests/{entry.number}.xml"
        resources.append(_resource(name, "imsqti_test_xmlv2p1", test, "".join(needs)))
        files[test] = f"""<assessmentTest {_QTI} identifier="{name}" title="{escape(f"{entry.number} {entry.title}")}">
<testPart identifier="part" navigationMode="nonlinear" submissionMode="individual">
{_section("all", f"{CARE_NOTE} {EMERGENCY}", "".join([rubric, *sections]))}</testPart></assessmentTest>"""
    manifest = f"""<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="iopedu-questions">
<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>
<organizations/>
<resources>{"".join(resources)}</resources></manifest>"""
    return _zipped({"imsmanifest.xml": manifest, **files})


def _section(name: str, title: str, held: str) -> str:
    return f'<assessmentSection identifier="{name}" title="{escape(title)}" visible="true">{held}</assessmentSection>\n'


def _resource(name: str, kind: str, href: str, more: str = "") -> str:
    return f'<resource identifier="res-{name}" type="{kind}" href="{href}"><file href="{href}"/>{more}</resource>\n'


def _item(bank: Bank, entry: Question) -> str:
    many = "multiple" if entry.several else "single"
    rights = [f"option-{at}" for at in entry.shown if entry.options[at].right]
    values = "".join(f"<value>{name}</value>" for name in (rights if entry.several else rights[:1]))
    mapped = "".join(f'<mapEntry mapKey="{name}" mappedValue="1"/>' for name in rights)
    mapping, score = "", _ALL_RIGHT
    if entry.one_of:
        mapping, score = f'<mapping defaultValue="0">{mapped}</mapping>', _ANY_RIGHT
    choices = "".join(_choice(f"option-{at}", entry.options[at]) for at in entry.shown)
    title, most = escape(f"{bank.title}: {entry.id}"), 0 if entry.several else 1
    # Canvas takes a feedback whose name begins with “general_” as one for every answer.
    return f"""<assessmentItem {_QTI} identifier="{bank.name(entry)}" title="{title}" xml:lang="{language()}"
 adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" cardinality="{many}" baseType="identifier">
<correctResponse>{values}</correctResponse>{mapping}</responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
<outcomeDeclaration identifier="FEEDBACK" cardinality="{many}" baseType="identifier"/>
<outcomeDeclaration identifier="GENERAL" cardinality="single" baseType="identifier"/>
<itemBody><choiceInteraction responseIdentifier="RESPONSE" shuffle="false" maxChoices="{most}">
<prompt>{escape(entry.ask)}</prompt>
{choices}</choiceInteraction></itemBody>
<responseProcessing>{score}
<setOutcomeValue identifier="FEEDBACK"><variable identifier="RESPONSE"/></setOutcomeValue>
<setOutcomeValue identifier="GENERAL"><baseValue baseType="identifier">general_</baseValue></setOutcomeValue>
</responseProcessing>
<modalFeedback outcomeIdentifier="GENERAL" identifier="general_" showHide="show">{_about(entry)}</modalFeedback>
</assessmentItem>"""


def _choice(name: str, option: Option) -> str:
    shown = f'identifier="{name}" outcomeIdentifier="FEEDBACK" showHide="show"'
    why = f"<feedbackInline {shown}>{escape(option.why)}</feedbackInline>"
    return f'<simpleChoice identifier="{name}">{escape(option.text)} {why}</simpleChoice>\n'


_ALL_RIGHT = """<responseCondition><responseIf>
<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>
<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
</responseIf></responseCondition>"""
_ANY_RIGHT = '<setOutcomeValue identifier="SCORE"><mapResponse identifier="RESPONSE"/></setOutcomeValue>'


# Links --------------------------------------------------------------------------------------------------


def _links(site: str) -> list[tuple[str, str, str]]:
    """Return the title, the address and what a learner can do afterwards, for each page."""
    at = (f"{site.rstrip('/')}/{Path(entry.file).with_suffix('.html')}" for entry in notebooks())
    said = ((f"{entry.number} {entry.title}", entry.outcome) for entry in notebooks())
    return [(escape(title), escape(link), escape(outcome)) for link, (title, outcome) in zip(at, said, strict=True)]


def links_page(site: str) -> str:
    """Return a page of links to copy into a page of the school, with the care note before them."""
    lines = (f'<li><a href="{link}">{title}</a>: {outcome}</li>' for title, link, outcome in _links(site))
    return page(_("The course, page by page"), f"{care()}<ul>{''.join(lines)}</ul>")


def cartridge(site: str) -> bytes:
    """Return a Common Cartridge 1.1 with a link to each page of the course."""
    files, items, resources = {}, [], []
    for at, (title, link, _outcome) in enumerate(_links(site)):
        items.append(f'<item identifier="page-{at}" identifierref="res-{at}"><title>{title}</title></item>\n')
        web = f'<title>{title}</title><url href="{link}" target="_blank"/>'
        files[f"page-{at}.xml"] = f'<webLink xmlns="{_CARTRIDGE}/imswl_v1p1">{web}</webLink>'
        held = f'<file href="page-{at}.xml"/>'
        resources.append(f'<resource identifier="res-{at}" type="imswl_xmlv1p1">{held}</resource>\n')
    manifest = f"""<manifest xmlns="{_CARTRIDGE}/imscp_v1p1" identifier="iopedu-links">
<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.1.0</schemaversion>
<lom xmlns="http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest">
<general><title><string language="en">iopedu</string></title></general></lom></metadata>
<organizations><organization identifier="course" structure="rooted-hierarchy"><item identifier="root">
<item identifier="pages"><title>iopedu</title>
{"".join(items)}</item></item></organization></organizations>
<resources>{"".join(resources)}</resources></manifest>"""
    return _zipped({"imsmanifest.xml": manifest, **files})
