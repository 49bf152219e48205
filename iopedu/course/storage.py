"""The one file in which a learner's answers are kept: read with suspicion, written whole or not at all."""

from __future__ import annotations

import os
import stat
import warnings
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

with warnings.catch_warnings():  # it warns where a system has no locks; there (in a browser) nobody else writes either
    warnings.simplefilter("ignore", UserWarning)
    from filelock import FileLock, Timeout

from iopedu.course.document import Document, StorageProblem, parse
from iopedu.course.language import _


def read(path: Path) -> Document:
    """Read the file, or return an empty document when there is none.

    Raises
    ------
    StorageProblem
        When it cannot be read; `DamagedFile` and `NewerFile` say more.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would keep the reader waiting for ever
            raise StorageProblem(_("The file {file} cannot be read: it is not an ordinary file.", file=path.name))
        return parse(path.read_bytes())
    except FileNotFoundError:
        return Document()
    except OSError as problem:
        raise StorageProblem(
            _("The file {file} cannot be read: {problem}.", file=path.name, problem=problem.strerror)
        ) from None


@contextmanager
def alone(path: Path):
    """Hold the file for one reader and writer at a time, across notebooks."""
    try:
        with FileLock(path.with_name(f".{path.stem}.lock"), timeout=5, mode=0o600):
            for left_over in path.parent.glob(f".{path.stem}-*.tmp"):  # of a process that was killed
                left_over.unlink(missing_ok=True)
            yield
    except Timeout:
        raise StorageProblem(_("Another notebook is saving right now. Try again in a moment.")) from None
    except OSError as problem:
        raise StorageProblem(_("The folder cannot be written to: {problem}.", problem=problem.strerror)) from None


def write(path: Path, text: str | bytes, mode: int = 0o600) -> None:
    """Write a file that only its owner may read: the old one or the new one is there at any moment, whole.

    Parameters
    ----------
    path : Path
        The file.
    text : str or bytes
        All that it will hold.
    mode : int
        Who may read it, for a file that holds nothing of a learner.

    Raises
    ------
    StorageProblem
        When it cannot be written; what was there before stays.
    """
    try:
        name = path.with_name(f".{path.stem}-{token_hex(6)}.tmp")
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)  # unlike chmod it keeps to the umask
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode() if isinstance(text, str) else text)
                file.flush()
                os.fsync(file.fileno())
            name.replace(path)
        except BaseException:
            name.unlink(missing_ok=True)
            raise
    except OSError as problem:
        says = _("The file {file} cannot be written: {problem}.", file=path.name, problem=problem.strerror)
        raise StorageProblem(says) from None
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    # Makes the new name itself survive a power cut; Windows opens no folders.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def set_aside(path: Path) -> Path:
    """Rename a damaged file so that nothing in it is lost, and return its new name."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    try:
        path.rename(aside)
    except OSError as problem:
        says = _("The file {file} cannot be set aside: {problem}.", file=path.name, problem=problem.strerror)
        raise StorageProblem(says) from None
    return aside
