"""Question banks, read back by other parsers than the writer: nothing lost, the same key, and no learner misled."""

from __future__ import annotations

import html
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from iopedu import cli
from iopedu.course.facts import fill
from iopedu.course.outline import notebooks
from iopedu.course.quiz import Option, Question
from iopedu.course.sources import source
from iopedu.deliver import question_bank
from iopedu.deliver.question_bank import Bank, banks, cartridge, moodle, qti
from tests.deliver.qti_binding import ATTRIBUTES, MIXED, STRUCTURE
from tests.tools import in_data

QTI, PACKAGE = "{http://www.imsglobal.org/xsd/imsqti_v2p1}", "{http://www.imsglobal.org/xsd/imscp_v1p1}"
#: The grades that Moodle's import accepts (``fraction_options_full`` in question/engine/bank.php), and their negatives.
GRADES = [
    0,
    1,
    0.9,
    5 / 6,
    0.8,
    0.75,
    0.7,
    2 / 3,
    0.6,
    0.5,
    0.4,
    1 / 3,
    0.3,
    0.25,
    0.2,
    1 / 6,
    1 / 7,
    0.125,
    1 / 9,
    0.1,
]


class Read(NamedTuple):
    """A question as a file tells it: what is asked, and for each option its text, what is said to it and its worth."""

    ask: str
    options: tuple[tuple[str, str], ...]
    right: frozenset[str]
    several: bool


@cache
def packed() -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(qti())) as archive:
        assert archive.testzip() is None
        return {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}


@cache
def in_moodle() -> dict[str, ET.Element]:
    found = [entry for entry in ET.fromstring(moodle()) if entry.get("type") == "multichoice"]
    return {entry.findtext("idnumber"): entry for entry in found}


def of_moodle(entry: ET.Element) -> Read:
    answers = entry.findall("answer")
    return Read(
        entry.findtext("questiontext/text"),
        tuple((answer.findtext("text"), answer.findtext("feedback/text")) for answer in answers),
        frozenset(answer.findtext("text") for answer in answers if float(answer.get("fraction")) > 0),
        entry.findtext("single") == "false",
    )


def of_qti(item: ET.Element) -> Read:
    choices = item.findall(f".//{QTI}simpleChoice")
    named = {choice.get("identifier"): choice.text.strip() for choice in choices}
    keys = [value.text for value in item.iterfind(f".//{QTI}correctResponse/{QTI}value")]
    keys += [entry.get("mapKey") for entry in item.iter(f"{QTI}mapEntry")]
    return Read(
        item.findtext(f".//{QTI}prompt"),
        tuple((choice.text.strip(), choice.findtext(f"{QTI}feedbackInline")) for choice in choices),
        frozenset(named[key] for key in keys),
        item.find(f".//{QTI}choiceInteraction").get("maxChoices") == "0",
    )


def as_read(entry: Question) -> Read:
    shown = [entry.options[at] for at in entry.shown]
    return Read(
        entry.ask,
        tuple((option.text, option.why) for option in shown),
        frozenset(option.text for option in shown if option.right),
        entry.several,
    )


def every() -> Iterator[tuple[str, Question]]:
    for bank in banks():
        for entry in bank.questions:
            yield bank.name(entry), entry


def test_both_files_hold_every_question_item_and_person_once() -> None:
    in_files = sum(len(each["items"]) for entry in notebooks() for each in in_exercises(entry.number).values())
    names = [name for name, _entry in every()]
    assert len(names) == len(set(names)) == in_files + 331 + len(in_data("care/vignettes.json")["vignettes"])
    assert [*in_moodle()] == names
    assert [name for name in packed() if name.startswith("items/")] == [f"items/{name}.xml" for name in names]


def test_what_is_asked_before_and_after_the_course_is_in_no_file() -> None:
    asked = {
        item["ask"]
        for name in ("before_after", "transfer")
        for each in in_exercises(name).values()
        for item in each["items"]
    }
    assert len(asked) > 20 and not asked & {entry.ask for _name, entry in every()}


def in_exercises(number: str) -> dict:
    return in_data(f"exercises/{number}.json")["questions"]


def test_read_back_they_say_what_the_course_says() -> None:
    for name, entry in every():
        expected = as_read(entry)
        assert of_moodle(in_moodle()[name]) == expected, name
        assert of_qti(packed()[f"items/{name}.xml"]) == expected, name


def test_read_back_they_say_what_stands_in_the_data() -> None:
    """Without the course's reader of questions: prompts, options and keys against the files of data/ themselves."""
    for number in (entry.number for entry in notebooks()):
        for key, found in in_exercises(number).items():
            for entry in found["items"]:
                read = of_moodle(in_moodle()[f"iopedu-{number}-{key}-{entry['id']}"])
                assert read.ask == fill(entry["ask"])
                told = {(fill(option["text"]), fill(option["why"])) for option in entry["options"]}
                assert set(read.options) == told and len(read.options) == len(entry["options"])
                assert read.right == {fill(option["text"]) for option in entry["options"] if option["right"]}
    for entry in in_data("cbt/practice.json")["items"]:
        read = of_qti(packed()[f"items/iopedu-05-practice-{entry['id']}.xml"])
        assert entry["text"] in read.ask


def scored(item: ET.Element, chosen: set[str]) -> tuple[float, set[str]]:
    """Process an answer as QTI says, and return the score and the feedback that is shown."""
    correct = {value.text for value in item.iterfind(f".//{QTI}correctResponse/{QTI}value")}
    mapped = {entry.get("mapKey"): float(entry.get("mappedValue")) for entry in item.iter(f"{QTI}mapEntry")}
    outcomes: dict[str, object] = {"SCORE": 0.0}

    def value(found: ET.Element) -> object:
        kind = found.tag.removeprefix(QTI)
        if kind == "mapResponse":
            return sum(mapped.get(each, 0.0) for each in chosen)
        return chosen if kind == "variable" else float(found.text) if found.get("baseType") == "float" else {found.text}

    def follow(rules: ET.Element) -> None:
        for rule in rules:
            if rule.tag == f"{QTI}setOutcomeValue":
                outcomes[rule.get("identifier")] = value(rule[0])
            elif rule.tag == f"{QTI}responseCondition" and chosen == correct:
                follow(rule[0])

    follow(item.find(f"{QTI}responseProcessing"))
    shown = {
        told.text or "".join(told.itertext())
        for told in (*item.iter(f"{QTI}feedbackInline"), *item.iter(f"{QTI}modalFeedback"))
        if told.get("identifier") in outcomes[told.get("outcomeIdentifier")]
    }
    return outcomes["SCORE"], shown


def graded(entry: ET.Element, chosen: set[str]) -> float:
    """Grade an answer as Moodle does: the shares of what was chosen, and never less than nothing."""
    shares = {answer.findtext("text"): float(answer.get("fraction")) / 100 for answer in entry.findall("answer")}
    return max(0, sum(shares[text] for text in chosen))


def test_an_answer_is_right_there_when_it_is_right_here() -> None:
    for name, entry in every():
        at = {option.text: place for place, option in enumerate(entry.options)}
        right = {option.text for option in entry.options if option.right}
        tries = [{text} for text in at] + ([right, *({*right, text} for text in at), set(at)] if entry.several else [])
        item = packed()[f"items/{name}.xml"]
        for chosen in tries:
            here = entry.is_right(at[text] for text in chosen)
            score, shown = scored(item, {f"option-{at[text]}" for text in chosen})
            assert (score == 1) == here and score in (0, 1), name
            assert {entry.options[at[text]].why for text in chosen} <= shown, name
            assert len([why for why in shown if why in {o.why for o in entry.options}]) <= len(chosen), name
            assert (graded(in_moodle()[name], chosen) > 0.99) == here, name
            if chosen - right:
                assert graded(in_moodle()[name], chosen) < 1e-6, f"{name}: ticking everything is no answer"


def test_moodle_knows_every_grade_and_they_add_up() -> None:
    for name, entry in in_moodle().items():
        shares = [float(answer.get("fraction")) / 100 for answer in entry.findall("answer")]
        assert all(min(abs(abs(share) - grade) for grade in GRADES) < 1e-6 for share in shares), name
        if entry.findtext("single") == "true":
            assert set(shares) == {0, 1}, name
        else:
            assert sum(share for share in shares if share > 0) == pytest.approx(1, abs=1e-5), name
        assert len(name) <= 100 and len(entry.findtext("name/text")) <= 255


def test_each_set_has_a_category_in_the_bank_that_is_open() -> None:
    found = [entry.findtext("category/text") for entry in ET.fromstring(moodle()) if entry.get("type") == "category"]
    assert found[0] == "top/iopedu/00 Start here/A first question" and len(found) == len(set(found)) == len(
        list(banks())
    )
    assert all(len(re.split(r"(?<!/)/(?!/)", path)) == 4 for path in found), "a stroke in a title is doubled"


def test_the_structure_is_that_of_the_binding() -> None:
    for name, root in packed().items():
        for element in root.iter() if name != "imsmanifest.xml" else ():
            assert element.tag.startswith(QTI), f"{name}: {element.tag}"
            children, needed = STRUCTURE[element.tag.removeprefix(QTI)]
            inside = "".join(f"{child.tag.removeprefix(QTI)} " for child in element)
            assert re.fullmatch(children, inside), f"{name}: {element.tag} {inside}"
            known = set(needed.split()) | {each for each in element.attrib if each.endswith("}lang")}
            assert set(element.attrib) == known, f"{name}: {element.tag}"
            for key, value in element.attrib.items():
                (form,) = (form for keys, form in ATTRIBUTES.items() if re.fullmatch(keys, key))
                assert re.fullmatch(form, value), f"{name}: {element.tag} {key}={value}"
            if element.tag.removeprefix(QTI) not in MIXED:
                spaces = [element.text or "", *(child.tail or "" for child in element)]
                assert not "".join(spaces).strip(), f"{name}: {element.tag} holds text"
        given = [
            each.get("identifier") for each in root.iter() if each.tag.endswith(("Test", "Part", "Section", "Ref"))
        ]
        given += [each.get("identifier") for each in root.iter() if each.tag.endswith("Declaration")]
        assert len(given) == len(set(given)), f"{name}: an identifier stands twice"
        names = [element.get("identifier") for element in root.iter(f"{QTI}simpleChoice")]
        assert len(names) == len(set(names)) and all(re.fullmatch(r"[A-Za-z_][\w.-]*", each) for each in names)
        declared = {each.get("identifier") for each in root.iter() if each.tag.endswith("Declaration")}
        used = {each.get("outcomeIdentifier") for each in root.iter()} - {None}
        assert used <= declared, name
        for tag, kind in (
            ("variable", "response"),
            ("correct", "response"),
            ("mapResponse", "response"),
            ("setOutcomeValue", "outcome"),
        ):
            known = {each.get("identifier") for each in root.iter(f"{QTI}{kind}Declaration")}
            assert {each.get("identifier") for each in root.iter(f"{QTI}{tag}")} <= known, f"{name}: {tag}"


def test_the_manifest_lists_what_is_there_and_nothing_else() -> None:
    manifest = packed()["imsmanifest.xml"]
    assert manifest.findtext(f"{PACKAGE}metadata/{PACKAGE}schema") == "QTIv2.1 Package"
    resources = {entry.get("identifier"): entry for entry in manifest.iter(f"{PACKAGE}resource")}
    files = [entry.find(f"{PACKAGE}file").get("href") for entry in resources.values()]
    assert Counter(files) == Counter(set(packed()) - {"imsmanifest.xml"})
    assert Counter(entry.get("type") for entry in resources.values()) == {
        "imsqti_item_xmlv2p1": len(in_moodle()),
        "imsqti_test_xmlv2p1": len(notebooks()),
    }
    # The schema of IMS Content Packaging 1.1.4: names are xs:ID, and the three parts stand in this order.
    assert [part.tag.removeprefix(PACKAGE) for part in manifest] == ["metadata", "organizations", "resources"]
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", each) for each in (*resources, manifest.get("identifier")))
    assert (
        len(resources) == len(manifest.findall(f".//{PACKAGE}resource")) and manifest.get("identifier") not in resources
    )
    needed = [each.get("identifierref") for each in manifest.iter(f"{PACKAGE}dependency")]
    assert len(needed) == len(set(needed)) == len(in_moodle()) and set(needed) <= set(resources)
    for name, root in packed().items():
        for item in root.iter(f"{QTI}assessmentItemRef"):
            path = item.get("href").replace("../", "")
            assert packed()[path].get("identifier") == item.get("identifier"), name


def test_sources_and_help_come_with_the_questions() -> None:
    emergency = "call the emergency number for the country you are in"
    for name, entry in every():
        for text in (
            html.unescape(re.sub("<[^>]*>", "", in_moodle()[name].findtext("generalfeedback/text"))),
            "".join(packed()[f"items/{name}.xml"].find(f"{QTI}modalFeedback").itertext()),
        ):
            assert emergency in text, name
            for key in entry.sources:
                assert source(key).full in text, f"{name}: {key}"
    numbers = {row["call"] for row in in_data("crisis_lines.csv") if row["call"]}
    notes = [
        entry.findtext("questiontext/text") for entry in ET.fromstring(moodle()) if entry.get("type") == "description"
    ]
    assert len(notes) == len(list(banks()))
    tests = [root for name, root in packed().items() if name.startswith("tests/")]
    for test in tests:  # one section around all others; Canvas shows its title, and not its block
        (head,) = test.findall(f"{QTI}testPart/{QTI}assessmentSection")
        assert emergency in head.get("title") and "does not diagnose or treat" in head.get("title")
        assert len(head.findall(f"{QTI}assessmentSection//{QTI}assessmentItemRef")) == len(
            list(test.iter(f"{QTI}assessmentItemRef"))
        )
        notes.append("".join(head.find(f"{QTI}rubricBlock").itertext()))
    for note in notes:
        said = re.sub("<[^>]*>", "", note)
        assert emergency in said and "does not diagnose or treat" in said
        assert all(number in said for number in numbers)


def test_text_stays_text(monkeypatch: pytest.MonkeyPatch) -> None:
    odd = "<script>\"a\" & 'b' ]]> </text> {x} é 😀"
    options = (Option(f"{odd} 1", True, f"{odd} yes"), Option(f"{odd} 2", False, f"{odd} no"))
    bank = Bank(notebooks()[0], "00-odd", odd, (Question("odd", odd, options),))
    monkeypatch.setattr(question_bank, "banks", lambda: [bank])
    (entry,) = (entry for entry in ET.fromstring(moodle()) if entry.get("type") == "multichoice")
    assert of_moodle(entry) == as_read(bank.questions[0])
    with zipfile.ZipFile(io.BytesIO(qti())) as archive:
        assert of_qti(ET.fromstring(archive.read("items/iopedu-00-odd-odd.xml"))) == as_read(bank.questions[0])


def test_a_cartridge_and_a_page_lead_to_every_page(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    site = "https://example.org/a?x=1&y=2"
    assert cli.main(["export", "links", "--site", f"{site}/", "--out", str(tmp_path / "l.imscc")]) == 0
    pasted = (tmp_path / "l.html").read_text(encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "l.imscc") as archive:
        files = {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}
    manifest = files.pop("imsmanifest.xml")
    space = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
    assert manifest.findtext(f"{space}metadata/{space}schema") == "IMS Common Cartridge"
    held = {entry.get("identifier"): entry for entry in manifest.iter(f"{space}resource")}
    asked = [item.get("identifierref") for item in manifest.iter(f"{space}item") if item.get("identifierref")]
    assert asked == list(held) and {entry.get("type") for entry in held.values()} == {"imswl_xmlv1p1"}
    links = [next(each.get("href") for each in root if each.get("href")) for root in files.values()]
    assert links == [f"{site}/{entry.file.replace('.ipynb', '.html')}" for entry in notebooks()]
    assert all(link.replace("&", "&amp;") in pasted for link in links) and cartridge(site) == cartridge(f"{site}/")


@pytest.mark.parametrize("site", ["", "example.org", "javascript:alert(1)", "file:///etc", "https://"])
def test_an_address_that_is_none_is_refused(site: str, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    assert cli.main(["export", "links", "--site", site, "--out", str(tmp_path / "l.imscc")]) == 1
    assert "--site https://" in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_a_file_stays_unless_it_is_to_be_replaced(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    file = tmp_path / "mine.xml"
    file.write_text("mine")
    assert cli.main(["export", "moodle", "--out", str(file)]) == 1
    assert "--force" in capsys.readouterr().err and file.read_text() == "mine"
    assert cli.main(["export", "moodle", "--out", str(file), "--force"]) == 0
    assert f"{len(in_moodle())} questions." in capsys.readouterr().out
    assert file.read_text(encoding="utf-8") == moodle() and qti() == qti(), "the same course gives the same file"
    assert cli.main(["export", "qti", "--out", str(file), "--force"]) == 1
    assert "must end in .zip" in capsys.readouterr().err
    assert json.dumps(sorted(path.name for path in tmp_path.iterdir())) == '["mine.xml"]'
