"""What the page knows of the course is what the package ships."""

from __future__ import annotations

import json
import re

from iopedu.course.files import options, shipped
from iopedu.deliver.copies import KINDS, contents
from tests.refresh.front_end import COURSE, course

STATIC = COURSE.parent


def test_the_page_knows_the_notebooks_and_sentences_of_today() -> None:
    assert COURSE.read_text(encoding="utf-8") == course(), "run: uv run python -m tests.refresh front-end"


def test_every_kind_of_copy_runs_by_itself() -> None:
    known = list(json.loads(COURSE.read_text(encoding="utf-8"))["notebooks"].values())
    for kind in KINDS:
        for name, content in contents(kind, shipped("notebooks")).items():
            if name.endswith(".ipynb"):
                cells = json.loads(content)["cells"]
                code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
                assert code in known, f"{kind} copy of {name}"


def test_the_page_says_each_of_its_sentences_and_no_other() -> None:
    script = "".join((STATIC / name).read_text(encoding="utf-8") for name in ("remoteEntry.js", "sections.js"))
    said = set(re.findall(r"\bsay\.(\w+)", script)) | set(re.findall(r'fail\("(\w+)"\)', script))
    (reasons,) = re.findall(r"const why = (.+);", script)
    assert said | (set(re.findall(r'"(\w+)"', reasons))) == set(options("page.says"))


def test_the_page_knows_no_address_outside() -> None:
    for file in STATIC.iterdir():
        assert not re.search(r"\b(https?|wss?)://|//cdn", file.read_text(encoding="utf-8")), file
