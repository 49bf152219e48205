"""A wrong lock is refused with a sentence, before anybody gets a kernel that never answers."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("packaging")
pytest.importorskip("platformdirs", reason="the extra “site” is not installed")
from iopedu.course.environment import PACKAGES
from iopedu.site import fetch, lock

CDN = "https://packages.example/full/"
OFFICIAL = {
    "info": {"python": "3.14.2", "arch": "wasm32"},
    "packages": {
        "numpy": {"name": "numpy", "version": "2.4.6", "file_name": "numpy.whl", "sha256": "0", "depends": []},
        "matplotlib": {
            "name": "matplotlib",
            "version": "3.10.8",
            "file_name": "matplotlib.whl",
            "sha256": "0",
            "depends": ["numpy", "Cycler_x"],
        },
        "cycler-x": {"name": "cycler-x", "version": "1", "file_name": "cycler.whl", "sha256": "0", "depends": []},
        "scikit": {"name": "scikit", "version": "1", "file_name": "scikit.whl", "sha256": "0", "depends": []},
    },
}


def wheel(folder: Path, name: str, version: str = "1.0", needs: tuple[str, ...] = ()) -> Path:
    path = folder / f"{name}-{version}-py3-none-any.whl"
    lines = "".join(f"Requires-Dist: {need}\n" for need in needs)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}/__init__.py", "")
        archive.writestr(f"{name}-{version}.dist-info/METADATA", f"Name: {name}\nVersion: {version}\n{lines}")
    return path


@pytest.fixture
def shipped(tmp_path: Path) -> list[Path]:
    """A small course: what it needs, what only a desktop needs, and what has compiled parts."""
    needs = ("Forms_Kit>=1", "matplotlib>=3.9,<4", 'colors; sys_platform == "win32"', 'tests; extra == "test"')
    kit = wheel(tmp_path, "forms_kit", needs=("six",))
    return [wheel(tmp_path, "iopedu", needs=needs), kit, wheel(tmp_path, "six")]


def test_a_lock_made_from_what_is_shipped_is_right(shipped: list[Path], tmp_path: Path) -> None:
    made = lock.make(OFFICIAL, shipped)
    lock.check(made, tmp_path)
    assert list(made["packages"]) == ["forms-kit", "iopedu", "six"]
    assert made["packages"]["iopedu"]["depends"] == ["forms-kit"] and made["info"] == OFFICIAL["info"]
    assert made["packages"]["forms-kit"]["imports"] == ["forms_kit"]
    json.dumps(made)


def test_with_the_public_server_compiled_packages_come_with_all_they_need(shipped: list[Path], tmp_path: Path) -> None:
    made = lock.make(OFFICIAL, shipped, CDN)
    lock.check(made, tmp_path, CDN)
    assert made["packages"]["iopedu"]["depends"] == ["forms-kit", "matplotlib"]
    assert made["packages"]["matplotlib"]["file_name"] == f"{CDN}matplotlib.whl"
    assert made["packages"]["matplotlib"]["depends"] == ["numpy", "cycler-x"]
    assert {"numpy", "cycler-x"} < set(made["packages"]) and "scikit" not in made["packages"]


def wrong(lock_: dict, folder: Path, cdn: str = "") -> str:
    with pytest.raises(lock.WrongLock) as caught:
        lock.check(lock_, folder, cdn)
    return str(caught.value)


def test_a_missing_file_is_named(shipped: list[Path], tmp_path: Path) -> None:
    made = lock.make(OFFICIAL, shipped)
    shipped[2].unlink()
    assert wrong(made, tmp_path) == "The lock names six-1.0-py3-none-any.whl, and there is no such file."


def test_another_file_of_the_same_name_is_noticed(shipped: list[Path], tmp_path: Path) -> None:
    made = lock.make(OFFICIAL, shipped)
    shipped[2].write_bytes(shipped[2].read_bytes() + b" ")
    said = wrong(made, tmp_path)
    assert said == "six-1.0-py3-none-any.whl is not the file that the lock describes: its checksum differs."


def test_a_dependency_that_nobody_listed_is_named(shipped: list[Path], tmp_path: Path) -> None:
    made = lock.make(OFFICIAL, [path for path in shipped if not path.name.startswith("six")])
    assert wrong(made, tmp_path) == "forms-kit needs six, which is not in the lock."


def test_a_dependency_that_is_there_but_not_loaded_is_named(shipped: list[Path], tmp_path: Path) -> None:
    made = lock.make(OFFICIAL, shipped)
    made["packages"]["iopedu"]["depends"] = []
    assert wrong(made, tmp_path) == "iopedu needs forms-kit, and the lock does not load it."


def test_a_version_that_does_not_do_is_named(tmp_path: Path) -> None:
    made = lock.make(OFFICIAL, [wheel(tmp_path, "iopedu", needs=("six>=2",)), wheel(tmp_path, "six")])
    assert wrong(made, tmp_path) == "iopedu needs six>=2, and the lock has 1.0."


def test_nothing_leads_outside_unless_it_was_asked_for(shipped: list[Path], tmp_path: Path) -> None:
    made = lock.make(OFFICIAL, shipped, CDN)
    assert wrong(made, tmp_path).endswith(f"would be fetched from outside: {CDN}cycler.whl")
    made["packages"]["numpy"]["file_name"] = "https://elsewhere.example/numpy.whl"
    assert wrong(made, tmp_path, CDN) == "numpy would be fetched from outside: https://elsewhere.example/numpy.whl"


def test_what_a_package_of_the_server_loads_must_be_listed(shipped: list[Path], tmp_path: Path) -> None:
    made = lock.make(OFFICIAL, shipped, CDN)
    del made["packages"]["cycler-x"]
    assert wrong(made, tmp_path, CDN) == "matplotlib loads cycler-x, which is not in the lock."


def test_a_lock_without_the_course_is_refused(shipped: list[Path], tmp_path: Path) -> None:
    made = lock.make(OFFICIAL, shipped[2:])
    assert wrong(made, tmp_path) == "The lock does not name iopedu itself."


def test_a_file_that_is_no_wheel_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "six-1.0-py3-none-any.whl"
    broken.write_text("no archive")
    with pytest.raises(lock.WrongLock, match=r"six-1.0-py3-none-any.whl is not a wheel\."):
        lock.make(OFFICIAL, [broken])


def test_what_is_left_out_has_a_purpose_that_a_learner_can_read() -> None:
    assert all(name in PACKAGES for name in lock.ONLINE) and all(lock.OPTIONAL.values())


def test_pinned_lists_hold_names_versions_and_checksums_only() -> None:
    for name in ("wheels.txt", "sources.txt"):
        text = (Path(lock.__file__).parent / name).read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        assert lines and "://" not in text
        assert all(re.fullmatch(r"[\w.-]+==[\w.]+ --hash=sha256:[0-9a-f]{64}", line) for line in lines), name


def test_a_download_with_another_checksum_is_refused(tmp_path: Path) -> None:
    archive = tmp_path / "pyodide.tgz"
    archive.write_bytes(b"something else")
    with pytest.raises(fetch.BuildProblem, match=r"pyodide\.tgz is not the file that was pinned"):
        fetch.unpack(archive, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_store_that_is_not_complete_is_named(tmp_path: Path) -> None:
    six = wheel(tmp_path, "six")
    listed = f"six==1.0 --hash=sha256:{lock._sha256(six)}\npybtex==0.26 --hash=sha256:{'0' * 64}\n"
    with pytest.raises(fetch.BuildProblem, match=r"is not complete: pybtex, lzstring\."):
        fetch._complete(tmp_path, listed, "lzstring==1.0.4 --hash=sha256:0\n")
    assert fetch._complete(tmp_path, listed.split("\n")[0], "six==1.0") == [six]


def test_npm_is_asked_for_by_name_when_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch.shutil, "which", lambda _name: None)
    with pytest.raises(fetch.BuildProblem, match="missing: npm"):
        fetch.pyodide(tmp_path)


def test_a_program_that_fails_is_quoted() -> None:
    import sys

    with pytest.raises(fetch.BuildProblem, match=r"Counting did not work:\nthree is missing"):
        fetch.run([sys.executable, "-c", "raise SystemExit('three is missing')"], "Counting")
