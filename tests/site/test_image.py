"""What the browser starts from is compiled and holds what is used, and two learners do not get the same numbers."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("platformdirs", reason="the extra “site” is not installed")
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from iopedu.course.environment import PACKAGES
from iopedu.site import fetch, lite
from iopedu.site.image import unpack
from tests.site.conftest import SLOW

LISTS = ("wheels.txt", "sources.txt")
FILES = {
    "kit/__init__.py": "from kit.sum import total\n",
    "kit/sum.py": 'def total(*numbers):\n    """Add."""\n    return sum(numbers)\n',
    "kit/words.txt": "words",
    "kit/odd.py": "print 'an older Python'\n",
    "kit/tests/test_sum.py": "raise AssertionError\n",
    "kit-1.data/data/share/x.js": "x",
    "kit-1.dist-info/METADATA": "Name: kit\nVersion: 1\n",
    "kit-1.dist-info/RECORD": "kit/__init__.py,sha256=abc,1\n",
}


def packed(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def unpacked(folder: Path, files: dict[str, str]) -> set[str]:
    wheels, made = folder / "wheels", folder / "made"
    wheels.mkdir()
    packed(wheels / "kit-1-py3-none-any.whl", files)
    unpack(wheels, made)
    return {str(path.relative_to(made)) for path in made.rglob("*") if path.is_file()}


def test_sources_become_byte_code_and_tests_stay_away(tmp_path: Path) -> None:
    kept = {"kit/words.txt", "kit/odd.py", "kit-1.dist-info/METADATA"}
    assert unpacked(tmp_path, FILES) == {"kit/__init__.pyc", "kit/sum.pyc", *kept}
    code = "from kit import total; print(total(2, 3), total.__doc__)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path / "made", capture_output=True, check=True)
    assert done.stdout.split() == [b"5", b"Add."]


def test_byte_code_is_taken_without_asking_for_its_source(tmp_path: Path) -> None:
    unpacked(tmp_path, FILES)
    content = (tmp_path / "made/kit/sum.pyc").read_bytes()
    assert content[:4] == importlib.util.MAGIC_NUMBER and content[4:8] == b"\x01\0\0\0"


def test_what_serves_no_page_stays_away(tmp_path: Path) -> None:
    files = {
        "iopedu/__init__.py": "x = 1\n",
        "iopedu/cli.py": "",
        "iopedu/site/lite.py": "",
        "pygments/lexers/c.py": "",
    }
    assert unpacked(tmp_path, files) == {"iopedu/__init__.pyc"}


def pins() -> dict[str, str]:
    text = "".join((Path(fetch.__file__).parent / name).read_text(encoding="utf-8") for name in LISTS)
    return {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}


def test_the_pinned_packages_are_those_that_the_course_asks_for(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {canonicalize_name(need.name): need for need in map(Requirement, project["dependencies"])}
    browser = {"sys_platform": "emscripten", "platform_system": "Emscripten", "os_name": "posix"}
    asked = {name: need for name, need in asked.items() if need.marker is None or need.marker.evaluate(browser)}
    wrong = {name for name in asked.keys() & pins().keys() if not asked[name].specifier.contains(pins()[name])}
    assert wrong == set()
    absent = asked.keys() - pins().keys()
    assert absent and absent <= set(PACKAGES), "what a browser lacks has a purpose that a learner can read"


def test_pinned_lists_hold_names_versions_and_checksums_only() -> None:
    for name in LISTS:
        text = (Path(fetch.__file__).parent / name).read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        assert lines and "://" not in text
        assert all(re.fullmatch(r"[\w.-]+==[\w.]+ --hash=sha256:[0-9a-f]{64}", line) for line in lines), name


def test_a_download_with_another_checksum_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "pyodide.tgz"
    archive.write_bytes(b"something else")
    with pytest.raises(fetch.BuildProblem, match=r"pyodide\.tgz is not the pinned file"):
        fetch.unpack(archive, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_store_that_is_not_complete_is_named(tmp_path: Path) -> None:
    import hashlib

    six = packed(tmp_path / "six-1.0-py3-none-any.whl", {"six.py": ""})
    digest = hashlib.sha256(six.read_bytes()).hexdigest()
    listed = f"six==1.0 --hash=sha256:{digest}\npybtex==0.26 --hash=sha256:{'0' * 64}\n"
    with pytest.raises(fetch.BuildProblem, match=r"is incomplete: pybtex, lzstring\."):
        fetch._complete(tmp_path, listed, "lzstring==1.0.4 --hash=sha256:0\n")
    assert fetch._complete(tmp_path, listed.split("\n")[0], "six==1.0") == [six]


def test_what_is_missing_is_asked_for_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch.shutil, "which", lambda _name: None)
    with pytest.raises(fetch.BuildProblem, match="missing: npm"):
        fetch.pyodide(tmp_path)
    with pytest.raises(fetch.BuildProblem, match="missing: node"):
        fetch.make_image(tmp_path, [], tmp_path, tmp_path)


def test_a_program_that_fails_is_quoted() -> None:
    with pytest.raises(fetch.BuildProblem, match=r"Counting failed:\nthree is missing"):
        fetch.run([sys.executable, "-c", "raise SystemExit('three is missing')"], "Counting")


def test_a_kernel_without_its_wheels_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pypi = tmp_path / "static" / "pypi"
    pypi.mkdir(parents=True)
    (pypi / "ipykernel-0.8.6-py3-none-any.whl").touch()
    monkeypatch.setattr(lite, "_extension", lambda _name: tmp_path)
    with pytest.raises(fetch.BuildProblem, match=r"is missing pyodide_kernel\."):
        lite._kernel_wheels()


#: Prints what must differ from learner to learner, and what must not be imported any more.
CODE = """
import json, random, secrets, sys, tempfile, uuid
there = [name in sys.modules for name in ("pyodide_kernel", "iopedu.forms", "iopedu.show", "ipywidgets")]
numbers = [random.random(), secrets.token_hex(8), str(uuid.uuid4()), random.Random().random()]
absent = {"numpy", "micropip", "jedi.api"}.isdisjoint(sys.modules)
json.dumps({"there": there, "numbers": numbers, "absent": absent})
"""


def start(site: Path, code: str, folder: Path) -> str:
    """Run code in the Python that the site holds, and return what its last line gives."""
    node = shutil.which("node")
    assert node, "Node.js is needed"
    (folder / "code.py").write_text(code, encoding="utf-8")
    (python,) = (site / "run/static").glob("python-*")
    command = [node, Path(__file__).with_name("smoke.mjs"), python, folder / "code.py"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout.strip().splitlines()[-1]


@SLOW
def test_everything_is_imported_and_chance_is_fresh(site_folder: Path, tmp_path: Path) -> None:
    one, two = (json.loads(start(site_folder, CODE, tmp_path)) for _ in range(2))
    assert all(one["there"]) and one["absent"]
    assert not set(one["numbers"]) & set(two["numbers"])


@SLOW
def test_what_lies_in_the_image_is_not_sent_twice(site_folder: Path) -> None:
    (python,) = (site_folder / "run/static").glob("python-*")
    assert not list((site_folder / "run").rglob("iopedu*.whl"))
    names = zipfile.ZipFile(python / "python_stdlib.zip").namelist()
    assert any(name.startswith("imaplib.py") for name in names)
    assert not {"json/__init__.pyc", "dataclasses.pyc"} & set(names)
