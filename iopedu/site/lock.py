"""Which Python packages the browser loads, with their checksums: the ``pyodide-lock.json`` of the site.

Pyodide believes its lock. A file that is missing there, or a dependency that nobody listed, leaves a learner with a
kernel that never answers; so the lock is made from the wheels that are really shipped, and checked before a site
is given out.

The library ``pyodide-lock`` (0.1.2) does not serve here: it cannot read the lock of our Pyodide, whose ``info`` names
no version, and it refuses wheels that hold compiled modules only, as ours do so that they load faster.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from iopedu.course.language import _

NAME = "pyodide-lock.json"
ROOT = "iopedu"

#: Packages with compiled parts of which the registries have no wheel for the browser. `iopedu.course.environment` says
#: what each is for, and the course goes on without them.
ONLINE = ("matplotlib",)
#: Packages that others ask for and that nothing in the browser uses.
OPTIONAL = {
    "pyyaml": "pybtex also reads YAML with it; our sources are BibTeX",
    "widgetsnbextension": "JavaScript for the classic notebook",
    "jupyterlab-widgets": "JavaScript that JupyterLite carries itself",
}


class WrongLock(ValueError):
    """The lock and the files beside it do not belong together; the message says where."""


@dataclass(frozen=True)
class Wheel:
    """What the lock has to know of one wheel.

    Parameters
    ----------
    name, version, file, sha256 : str
        ``name`` is the normalized one.
    needs : tuple of packaging.requirements.Requirement
        What has to be loaded with it in a browser.
    imports : tuple of str
        Names under which it is imported.
    """

    name: str
    version: str
    file: str
    sha256: str
    needs: tuple[Requirement, ...]
    imports: tuple[str, ...]

    @classmethod
    def read(cls, path: Path, python: str) -> Wheel:
        """Read a wheel; ``python`` is the version of Python in the browser, as in "3.14.2".

        Raises
        ------
        WrongLock
            When the file is no wheel.
        """
        try:
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
                (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA") and name.count("/") == 1)
                found = HeaderParser().parsestr(archive.read(metadata).decode("utf-8"))
        except (zipfile.BadZipFile, ValueError):
            raise WrongLock(_("{file} is not a wheel.", file=path.name)) from None
        return cls(
            name=canonicalize_name(found["Name"]),
            version=found["Version"],
            file=path.name,
            sha256=_sha256(path),
            needs=tuple(_needed(found.get_all("Requires-Dist", ()), python)),
            imports=tuple(_imports(names)),
        )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _needed(lines: Iterable[str], python: str) -> Iterator[Requirement]:
    browser = {
        "sys_platform": "emscripten",
        "platform_system": "Emscripten",
        "os_name": "posix",
        "platform_machine": "wasm32",
        "python_version": ".".join(python.split(".")[:2]),
        "python_full_version": python,
        "extra": "",
    }
    wanted = (Requirement(line) for line in lines)
    return (need for need in wanted if need.marker is None or need.marker.evaluate(browser))


def _imports(names: Iterable[str]) -> list[str]:
    top = {name.split("/")[0] for name in names if name.endswith((".py", ".pyc"))}
    return sorted({name.partition(".")[0] for name in top if not name.endswith((".data", ".dist-info"))})


def make(official: Mapping[str, Any], wheels: Iterable[Path], cdn: str = "") -> dict[str, Any]:
    """Return the lock for these wheels and nothing else.

    Parameters
    ----------
    official : mapping
        The lock that came with Pyodide.
    wheels : iterable of Path
        What is shipped.
    cdn : str, optional
        Address of a folder with the packages of ``official``, ending with a slash. With it, what is in `ONLINE`
        comes from there; without it, the site has to do without.
    """
    info = official["info"]
    read = [Wheel.read(path, info["python"]) for path in wheels]
    listed = {canonicalize_name(name): entry for name, entry in official["packages"].items()}
    packages = {wheel.name: _entry(wheel, left_out={*OPTIONAL, *(() if cdn else ONLINE)}) for wheel in read}
    wanted = [need for entry in packages.values() for need in entry["depends"]] if cdn else []
    while wanted:
        name = wanted.pop()
        if name in packages or name not in listed:
            continue
        depends = [canonicalize_name(need) for need in listed[name]["depends"]]
        file = f"{cdn}{listed[name]['file_name']}"
        packages[name] = {**listed[name], "name": name, "depends": depends, "file_name": file}
        wanted += depends
    return {**official, "packages": dict(sorted(packages.items()))}


def _entry(wheel: Wheel, left_out: set[str]) -> dict[str, Any]:
    needs = {canonicalize_name(need.name) for need in wheel.needs}
    return {
        "name": wheel.name,
        "version": wheel.version,
        "file_name": wheel.file,
        "sha256": wheel.sha256,
        "install_dir": "site",
        "package_type": "package",
        "unvendored_tests": False,
        "imports": list(wheel.imports),
        "depends": sorted(needs - left_out),
    }


def check(lock: Mapping[str, Any], folder: Path, cdn: str = "") -> None:
    """Compare a lock with the files beside it.

    Parameters
    ----------
    lock : mapping
        What `make` returned, or what a site holds.
    folder : Path
        Where the wheels are.
    cdn : str, optional
        The one address that may stand in the lock.

    Raises
    ------
    WrongLock
        When a file is missing or is another one than the lock says, when a package that is needed is not listed or
        has a version that does not do, or when the lock leads to another place.
    """
    packages = lock["packages"]
    for name, entry in packages.items():
        file = entry["file_name"]
        if cdn and file.startswith(cdn):
            continue
        if "/" in file:
            raise WrongLock(_("{name} would be fetched from outside: {file}", name=name, file=file))
        path = folder / file
        if not path.is_file():
            raise WrongLock(_("The lock names {file}, and there is no such file.", file=file))
        if _sha256(path) != entry["sha256"]:
            raise WrongLock(_("{file} is not the file that the lock describes: its checksum differs.", file=file))
        _check_needs(Wheel.read(path, lock["info"]["python"]), packages, online=bool(cdn))
    if ROOT not in packages:
        raise WrongLock(_("The lock does not name {name} itself.", name=ROOT))
    for name, entry in packages.items():
        for need in entry["depends"]:
            if need not in packages:
                raise WrongLock(_("{name} loads {need}, which is not in the lock.", name=name, need=need))


def _check_needs(wheel: Wheel, packages: Mapping[str, Any], online: bool) -> None:
    for need in wheel.needs:
        name = canonicalize_name(need.name)
        if name in OPTIONAL or (name in ONLINE and not online):
            continue
        if name not in packages:
            raise WrongLock(_("{name} needs {need}, which is not in the lock.", name=wheel.name, need=str(need)))
        version = packages[name]["version"]
        if wheel.name == ROOT and not need.specifier.contains(version, prereleases=True):
            raise WrongLock(
                _("{name} needs {need}, and the lock has {version}.", name=ROOT, need=str(need), version=version)
            )
        if name not in packages[wheel.name]["depends"]:
            raise WrongLock(_("{name} needs {need}, and the lock does not load it.", name=wheel.name, need=name))
