"""The edition: one number and one date, wherever a person meets them, and what is new in it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import yaml

import iopedu
from iopedu.cli import main
from iopedu.show import edition
from iopedu.show.course.tables import news


def test_every_place_says_the_same_number_and_date(root: Path, capsys: pytest.CaptureFixture) -> None:
    here = (iopedu.__version__, date.fromisoformat(iopedu.__date__))
    cited = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["version"], cited["date-released"]) == here, "write what iopedu/__init__.py says into CITATION.cff"
    number, day = re.search(r"^## \[(.+)\] - (.+)$", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.M).groups()
    assert (number, date.fromisoformat(day)) == here, "begin CHANGELOG.md with what iopedu/__init__.py says"
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"iopedu {number}, {day}\n"
    assert repr(edition()).startswith(f"Edition {number}, {day}: what is new\n")


def test_what_is_new_is_what_the_newest_part_of_the_changes_says(root: Path) -> None:
    newest = (root / "CHANGELOG.md").read_text(encoding="utf-8").split("\n## ")[1]
    words = " ".join(newest.partition("\n")[2].replace("\n- ", "\n").split())
    assert len(news()) == newest.count("\n- ") >= 1 and " ".join(news()) == words
    assert all(text in unescape(edition()._repr_html_()) for text in news())


def test_editions_stand_newest_first(root: Path) -> None:
    headings = re.findall(r"^## \[([\d.]+)\] - (\S+)$", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    found = [([int(part) for part in number.split(".")], date.fromisoformat(day)) for number, day in headings]
    assert found == sorted(found, reverse=True) and len(found) >= 2
