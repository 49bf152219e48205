"""Every notebook is a page that can be read as it is, and no page asks anybody else for anything."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

pytest.importorskip("platformdirs", reason="the extra “site” is not installed")
from iopedu import __date__, __version__
from iopedu.cli import main
from iopedu.course import glossary, notebooks, sources
from iopedu.forms.dbt.breathing import Pacer
from iopedu.show.course.tables import news
from iopedu.site import assemble, fetch, pages

NOTEBOOKS = [entry.file.removesuffix(".ipynb") for entry in notebooks()]
LOADS = {
    "script": "src",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "audio": "src",
    "video": "src",
}


class Reader(HTMLParser):
    """Headings, links, names of places, what a page loads, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.ids: set[str] = set()
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        found = dict(attributes)
        self.tags.append((tag, found))
        self.ids.add(found.get("id", ""))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def values(self, tag: str, attribute: str) -> list[str]:
        return [found[attribute] for name, found in self.tags if name == tag and found.get(attribute)]


@pytest.fixture(scope="module")
def read(pages_folder: Path) -> dict[str, Reader]:
    files = sorted(pages_folder.glob("*.html"))
    return {file.stem: Reader(file.read_text(encoding="utf-8")) for file in files}


def test_there_is_a_page_for_each_notebook_and_to_look_things_up(read: dict[str, Reader]) -> None:
    assert set(read) == {"index", "glossary", "references", "search", *NOTEBOOKS}


def test_every_page_has_one_heading_and_a_language(pages_folder: Path, read: dict[str, Reader]) -> None:
    for name, page in read.items():
        html = (pages_folder / f"{name}.html").read_text(encoding="utf-8")
        assert name == "search" or html.partition("<article")[2].count("<h1>") == 1, name
        assert page.values("html", "lang") == ["en"], name


def test_pages_stand_in_the_order_of_the_course(read: dict[str, Reader]) -> None:
    links = [link for link in read["glossary"].values("a", "href") if link.removesuffix(".html") in NOTEBOOKS]
    assert [link.removesuffix(".html") for link in dict.fromkeys(links)] == NOTEBOOKS


def test_nothing_is_loaded_from_outside(pages_folder: Path, read: dict[str, Reader]) -> None:
    for name, page in read.items():
        for tag, attribute in LOADS.items():
            for address in page.values(tag, attribute):
                assert not re.match(r"(https?:)?//", address), f"{name}: <{tag}> loads {address}"
    for file in pages_folder.rglob("*.css"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"(@import|url\()\s*['\"]?(https?:)?//", text), file.name


def test_every_page_forbids_whatever_is_not_of_this_folder(read: dict[str, Reader]) -> None:
    for name, page in read.items():
        places = [
            at for at, (_tag, found) in enumerate(page.tags) if found.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(places) == 1, name
        loading = [at for at, (tag, found) in enumerate(page.tags) if tag in {"script", "link", "img", "style"}]
        assert places[0] < min(loading), f"{name}: what stands before the policy is not under it"
        parts = dict(part.split(maxsplit=1) for part in page.tags[places[0]][1]["content"].split(";"))
        assert {"default-src", "object-src", "base-uri", "form-action"} <= parts.keys()
        allowed = {word for words in parts.values() for word in words.split()}
        assert allowed <= {"'self'", "'none'", "'unsafe-inline'", "file:", "blob:", "data:"}, name


def test_every_link_inside_the_site_leads_somewhere(pages_folder: Path, read: dict[str, Reader]) -> None:
    checked = 0
    for name, page in read.items():
        for link in page.values("a", "href"):
            parts = urlsplit(link)
            if parts.scheme or parts.path.startswith("run/") or link == "#":
                continue
            target = pages_folder / unquote(parts.path) if parts.path else pages_folder / f"{name}.html"
            assert target.is_file(), f"{name}: {link}"
            if parts.fragment:
                assert unquote(parts.fragment) in read[target.stem].ids, f"{name}: {link}"
            checked += 1
    assert checked > 300


def test_every_page_leads_to_its_own_notebook(read: dict[str, Reader]) -> None:
    for name in NOTEBOOKS:
        found = [link for link in read[name].values("a", "href") if link.startswith("run/")]
        assert found == [f"run/lab/index.html?path={name}.ipynb"]


def test_every_form_table_and_figure_is_there_in_words(root: Path, pages_folder: Path, read: dict[str, Reader]) -> None:
    for name in NOTEBOOKS:
        page = " ".join(" ".join(read[name].words).split())
        assert "cell_input" not in (pages_folder / f"{name}.html").read_text(encoding="utf-8"), f"{name} shows code"
        cells = json.loads((root / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
        for cell in cells:
            code = "".join(cell["source"])
            if cell["cell_type"] != "code" or code in pages.LIVE:
                continue
            stored = Reader("".join(cell["outputs"][0]["data"]["text/html"]))
            words = " ".join(" ".join(stored.words).split())
            assert words in page, f"{name}: {code}"


def test_no_page_asks_to_open_a_menu_that_it_has_not(read: dict[str, Reader]) -> None:
    for name in NOTEBOOKS:
        assert "To begin:" not in " ".join(read[name].words), name


def test_every_word_and_every_source_is_listed(read: dict[str, Reader]) -> None:
    words, cited = (" ".join(" ".join(read[name].words).split()) for name in ("glossary", "references"))
    assert all(" ".join(f"{term.title} : {term.meaning}".split()) in words for term in glossary())
    assert all(source.title in cited for source in sources().values())


def test_the_front_page_says_which_edition_this_is_and_what_is_new(read: dict[str, Reader]) -> None:
    words = " ".join(" ".join(read["index"].words).split())
    assert f"Edition {__version__}, {__date__}" in words and all(text in words for text in news())


def test_the_search_finds_words_of_forms(pages_folder: Path) -> None:
    index = (pages_folder / "searchindex.js").read_text(encoding="utf-8")
    assert "dizzi" in index  # stands in what a form shows only


def test_breathing_is_alive_with_what_python_would_send(pages_folder: Path, root: Path) -> None:
    html = (pages_folder / "07_practice_mindfulness_and_distress_tolerance.html").read_text(encoding="utf-8")
    found = re.findall(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)
    states = [json.loads(text)["state"] for text in found]
    assert len(states) == 4 and all(state["steps"] and state["note"] and state["texts"] for state in states)
    assert [state["moves"] for state in states] == [False, False, False, True]
    assert len({state["label"] for state in states}) == 4
    (source,) = re.findall(r'<script type="application/json" id="iopedu-breathing">(.*?)</script>', html, re.DOTALL)
    assert json.loads(source) == Pacer._esm
    assert "Run this notebook to breathe along" not in html


def test_text_cannot_end_the_place_it_stands_in() -> None:
    assert "</script" not in pages._json({"note": "</script><img src=x>"})


@pytest.mark.usefixtures("makes_pages")
def test_a_warning_of_sphinx_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "notebooks", lambda: ())
    monkeypatch.setattr(pages, "_front", lambda: "# Front\n\n[lost](nowhere.ipynb)\n")
    monkeypatch.setattr(pages, "_glossary", lambda: "# Words\n")
    with pytest.raises(fetch.BuildProblem, match=r"Making the pages failed:(.|\n)*nowhere\.ipynb"):
        pages.build(tmp_path / "site", tmp_path)


def test_a_folder_with_other_things_is_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    assert main(["site", str(tmp_path)]) == 1
    assert "contains something else" in capsys.readouterr().err and (tmp_path / "thesis.txt").read_text() == "mine"


def test_what_was_built_before_is_replaced_only_by_something_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / assemble.MARK).touch()
    (folder / "old.html").touch()

    def make_pages(new: Path, *_: object) -> None:
        new.mkdir()
        (new / "index.html").touch()

    def fail(*_: object) -> None:
        raise fetch.BuildProblem("The net is down.")

    monkeypatch.setattr(assemble.pages, "build", make_pages)
    monkeypatch.setattr(assemble.lite, "build", fail)
    assert main(["site", str(folder)]) == 1
    assert capsys.readouterr().err == "The net is down.\n" and (folder / "old.html").is_file()
    monkeypatch.setattr(assemble.lite, "build", lambda *_: None)
    assert main(["site", str(folder)]) == 0
    assert {path.name for path in folder.iterdir()} == {
        "index.html",
        "offline.js",
        "service-worker.js",
        ".nojekyll",
        assemble.MARK,
    }


def test_without_the_project_there_is_nothing_to_build_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "files", lambda _name: tmp_path / "site-packages" / "iopedu")
    with pytest.raises(fetch.BuildProblem, match="built from a clone of the project"):
        fetch.clone()
