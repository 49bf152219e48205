"""What the browser loads is compiled and small, and does what the archive did that it was made from."""

from __future__ import annotations

import importlib.util
import marshal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("platformdirs", reason="the extra “site” is not installed")
from iopedu.site import fetch, lite
from iopedu.site.ready import ready

FILES = {
    "kit/__init__.py": "from kit.sum import total\n",
    "kit/sum.py": 'def total(*numbers):\n    """Add."""\n    return sum(numbers)\n',
    "kit/words.txt": "words",
    "kit/odd.py": "print 'an older Python'\n",
    "kit/tests/test_sum.py": "raise AssertionError\n",
    "kit-1.data/data/share/x.js": "x",
    "kit-1.dist-info/METADATA": "Name: kit\nVersion: 1\n",
    "kit-1.dist-info/licenses/LICENSE": "free",
    "kit-1.dist-info/RECORD": "kit/__init__.py,sha256=abc,1\nkit/tests/test_sum.py,,\n",
}


def packed(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def inside(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def made(tmp_path: Path) -> Path:
    (tmp_path / "new").mkdir()
    return ready(packed(tmp_path / "kit-1-py3-none-any.whl", FILES), tmp_path / "new")


def test_sources_become_byte_code_and_tests_stay_away(made: Path) -> None:
    found = inside(made)
    info = "kit-1.dist-info"
    rest = {"kit/words.txt", "kit/odd.py", f"{info}/METADATA", f"{info}/licenses/LICENSE", f"{info}/RECORD"}
    assert set(found) == {"kit/__init__.pyc", "kit/sum.pyc", *rest}
    assert all(found[name].decode() == FILES[name] for name in rest - {f"{info}/RECORD"})
    assert [line.split(",")[0] for line in found[f"{info}/RECORD"].decode().split()] == list(found)


def test_byte_code_is_taken_without_asking_for_its_source(made: Path) -> None:
    for name, content in inside(made).items():
        if name.endswith(".pyc"):
            assert content[:4] == importlib.util.MAGIC_NUMBER and content[4:8] == b"\x01\0\0\0"
            marshal.loads(content[16:])
    code = "from kit import total; print(total(2, 3), total.__doc__)"
    done = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(made)}, capture_output=True, check=True)
    assert done.stdout.split() == [b"5", b"Add."], "as it stands in its archive, like the standard library"


def test_our_own_sources_stay_to_be_looked_at(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    old = packed(
        tmp_path / "iopedu.whl", {"iopedu/__init__.py": "x = 1\n", "future/a.py": "", "pygments/lexers/c.py": ""}
    )
    cached = importlib.util.cache_from_source("iopedu/__init__.py")
    found = inside(ready(old, tmp_path / "new"))
    assert list(found) == ["iopedu/__init__.py", cached, "future/a.py", "pygments/lexers/c.py"]
    assert found["iopedu/__init__.py"] == b"x = 1\n"


def test_the_same_archive_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    assert ready(tmp_path / made.name, again).read_bytes() == made.read_bytes()


def test_without_node_and_without_result_the_build_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kit = packed(tmp_path / "kit-1-py3-none-any.whl", FILES)
    (tmp_path / "new").mkdir()
    monkeypatch.setattr(fetch.shutil, "which", lambda _name: None)
    (tmp_path / "first").mkdir()
    with pytest.raises(fetch.BuildProblem, match="missing: node"):
        fetch.make_ready(tmp_path, [kit], tmp_path / "first", tmp_path / "new")
    monkeypatch.setattr(fetch.shutil, "which", lambda _name: sys.executable)
    monkeypatch.setattr(fetch, "run", lambda *_: None)
    (tmp_path / "second").mkdir()
    with pytest.raises(fetch.BuildProblem, match=r"Not compiled: kit-1-py3-none-any\.whl"):
        fetch.make_ready(tmp_path, [kit], tmp_path / "second", tmp_path / "new")


def test_a_kernel_without_its_wheels_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pypi = tmp_path / "static" / "pypi"
    pypi.mkdir(parents=True)
    (pypi / "piplite-0.8.6-py3-none-any.whl").touch()
    monkeypatch.setattr(lite, "_extension", lambda _name: tmp_path)
    with pytest.raises(fetch.BuildProblem, match=r"lacks ipykernel, pyodide_kernel\."):
        lite._kernel_wheels()


def test_from_afar_the_course_does_not_keep_the_kernel_from_starting() -> None:
    def first(cdn: bool) -> list[str]:
        plugins = lite._app(cdn)["jupyter-config-data"]["litePluginSettings"]
        (kernel,) = plugins.values()
        assert kernel["disablePyPIFallback"] is True
        return kernel["loadPyodideOptions"]["packages"]

    assert "iopedu" in first(False) and "iopedu" not in first(True)
    assert set(first(True)) == {"comm", "ipykernel", "ipython", "jedi", "micropip", "piplite", "pyodide-kernel"}
