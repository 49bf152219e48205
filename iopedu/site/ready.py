"""Archives of Python made ready for the browser: byte code in place of sources, and without what is not used there.

Byte code serves one version of Python only, so Python for the browser runs this file itself while a site is built;
``ready.mjs`` starts it. Without byte code, each learner's browser would compile everything anew at each start.
"""

from __future__ import annotations

import warnings
from importlib.util import cache_from_source
from pathlib import Path
from py_compile import PycInvalidationMode, PyCompileError
from py_compile import compile as to_byte_code
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: Descriptions of other packages, and of Python 2, with which jedi completes what somebody types.
_IDLE = tuple(f"jedi/third_party/{name}" for name in ("django-stubs/", "typeshed/third_party/2", "typeshed/stdlib/2/"))
#: Seldom or never imported: byte code is larger than sources, so these stay as they are, but for the second list.
_SELDOM = ("future/", "icalendar/", "pygments/lexers/")
_OFTEN = tuple(f"pygments/lexers/{name}.py" for name in ("__init__", "_mapping", "python"))
#: The package whose sources stay beside its byte code, so that a learner can look at them.
_OPEN = "iopedu"


def ready(archive: Path, folder: Path) -> Path:
    """Write a wheel or the standard library as the browser gets it, under its name into another folder.

    The same archive gives the same bytes.
    """
    with ZipFile(archive) as old, ZipFile(folder / archive.name, "w", ZIP_DEFLATED) as new:
        made = {}
        for name in filter(_used, old.namelist()):
            made |= _files(name, old.read(name))
        for name, content in made.items():
            if name.endswith(".dist-info/RECORD"):
                content = "".join(f"{each},,\n" for each in made).encode()
            entry = ZipInfo(name)  # with a fixed date
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            new.writestr(entry, content)
    return folder / archive.name


def _used(name: str) -> bool:
    """Whether a browser uses a file: not folders themselves, tests, or what goes to other places of a computer."""
    folders = name.split("/")[:-1]
    idle = "tests" in folders or any(part.endswith(".data") for part in folders) or name.startswith(_IDLE)
    return not idle and not name.endswith("/")


def _files(name: str, content: bytes) -> dict[str, bytes]:
    """Return what stands for one file of the archive."""
    compiled = name.endswith(".py") and (name in _OFTEN or not name.startswith(_SELDOM))
    code = _byte_code(content) if compiled else b""
    if not code:
        return {name: content}
    return {name: content, cache_from_source(name): code} if name.split("/")[0] == _OPEN else {f"{name}c": code}


def _byte_code(source: bytes) -> bytes:
    """Return byte code that is taken as it is, or nothing where this version cannot read the source."""
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        file, code = Path(folder) / "source.py", Path(folder) / "code"
        file.write_bytes(source)
        unchecked = PycInvalidationMode.UNCHECKED_HASH
        try:
            to_byte_code(str(file), str(code), "source.py", doraise=True, invalidation_mode=unchecked)
        except PyCompileError:
            return b""
        return code.read_bytes()
