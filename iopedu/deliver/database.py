"""Fetch an open database of the Metapsy project when somebody asks for it; nothing else here asks a server.

Names, sizes and contents come from a server, so each is judged before anything is written. The checksum that is
compared comes from the same server, and proves only that the download is whole. Where the table itself is known to
`iopedu.evidence.metapsy.KNOWN`, its SHA-256 says that it is the one that the course was tried with.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from iopedu.course.language import _
from iopedu.course.text import allowed, printable
from iopedu.evidence.metapsy import DATABASES, KNOWN, MOST

RECORDS = "https://zenodo.org/api/records"
FOLDER = "databases"
#: Files of a record, and files in an archive; these databases have one and about ten.
MOST_FILES = 1000
#: Other methods unpack without a limit, a few bytes to gigabytes.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}")
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9]) *(\.|$)", re.IGNORECASE)


def fetch(name: str, folder: Path) -> tuple[Path, ...]:
    """Download a database by its DOI into a folder of its own, and return its tables; what is there already stays.

    Parameters
    ----------
    name : str
        Key of `iopedu.evidence.metapsy.DATABASES`.
    folder : pathlib.Path
        Where the folder ``databases`` goes; it is made when it is not there.

    Raises
    ------
    ValueError
        With a sentence, when there is no such database, when pooch is missing, or when what arrived cannot be taken;
        then nothing is left behind.
    """
    if name not in DATABASES:
        raise ValueError(allowed("database", name, list(DATABASES)))
    address = DATABASES[name]
    by_hand = _("Download it with your browser instead: {address}", address=address)
    try:
        import pooch.downloaders
    except ModuleNotFoundError:
        hint = _("pooch is not installed. To download, run: uv run --extra data iopedu database NAME")
        raise ValueError(f"{hint} {by_hand}") from None
    try:
        number = pooch.downloaders.doi_to_url(address.removeprefix("https://doi.org/"), timeout=60).rpartition("/")[2]
        if not re.fullmatch("[0-9]{1,20}", number):
            raise ValueError(_("its address does not lead to a Zenodo record"))
        target = folder / FOLDER / f"{re.sub('[^a-z]+', '-', name.lower())}-{number}"
        if not target.is_dir():
            _write(_tables(number), target)
    except (OSError, ValueError) as problem:  # the errors of requests are OSErrors
        said = printable(f"{problem}"[:300])
        raise ValueError(
            _("{name} could not be downloaded: {problem}.", name=name, problem=said) + f" {by_hand}"
        ) from None
    return tuple(sorted(target.glob("*.csv")))


def origin(table: Path) -> str:
    """Say what is known of a table that was fetched: the version that it is, or that only the server vouches for it."""
    known = KNOWN.get(hashlib.sha256(table.read_bytes()).hexdigest())
    if known:
        return _("{file}: version {version}, the one this course was tested with.", file=table, version=known)
    whole = _("Its checksum comes from the server and proves only that the download is complete.")
    return f"{table}: {whole}"


def _write(tables: dict[str, bytes], target: Path) -> None:
    """Write all tables or none."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".", dir=target.parent) as part:
        whole = Path(part) / target.name
        whole.mkdir()
        for name, content in tables.items():
            (whole / name).write_bytes(content)
        whole.rename(target)


def _tables(number: str) -> dict[str, bytes]:
    """Download the tables of a record: each has a plain name, and all together are at most `MOST` bytes."""
    tables: dict[str, bytes] = {}
    left = MOST
    for name, address, promised in _described(number):
        if not name.lower().endswith((".csv", ".zip")):
            continue
        plain = _plain(name)
        content = _download(address, left)
        left -= len(content)
        kind, _colon, checksum = promised.partition(":")
        if kind not in ("md5", "sha256") or hashlib.new(kind, content).hexdigest() != checksum:
            raise ValueError(_("{file} does not match the checksum that the server gave", file=plain))
        for one, table in [(plain, content)] if plain.lower().endswith(".csv") else _unpacked(plain, content):
            _add(tables, one, table)
    if not tables:
        raise ValueError(_("it contains no table"))
    return tables


def _described(number: str) -> list[tuple[str, str, str]]:
    """Return name, address and checksum of each file of a record, as the server says."""
    try:
        files = json.loads(_download(f"{RECORDS}/{number}", MOST))["files"]
        return [(f"{file['key']}", f"{file['links']['self']}", f"{file['checksum']}") for file in files[:MOST_FILES]]
    except (LookupError, TypeError, RecursionError, UnicodeDecodeError, json.JSONDecodeError):
        raise ValueError(_("the server’s description of it cannot be read")) from None


def _add(tables: dict[str, bytes], name: str, content: bytes) -> None:
    if name.lower() in (other.lower() for other in tables):  # one file on Windows and macOS
        raise ValueError(_("two tables are named {name}", name=name))
    tables[name] = content
    if sum(map(len, tables.values())) > MOST:
        raise ValueError(_too_large())


def _unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Unpack the tables of an archive one after the other; archives in it stay closed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.filelist) > MOST_FILES:
                raise ValueError(_too_large())
            for member in archive.filelist:
                if not member.filename.lower().endswith(".csv") or "/._" in f"/{member.filename}":  # notes of macOS
                    continue
                if member.compress_type not in _METHODS:
                    raise ValueError(
                        _("{file} is compressed in a format that is not accepted", file=printable(member.filename))
                    )
                with archive.open(member) as file:
                    yield _plain(member.filename), file.read(MOST + 1)
    except ValueError:
        raise
    except Exception:  # what a damaged archive makes zipfile raise has no name in common
        raise ValueError(_("the archive {file} is damaged", file=name)) from None


def _plain(name: str) -> str:
    """Return the last part of a name; an archive of GitHub is called after its owner, a slash and the repository."""
    if not all(_PLAIN.fullmatch(part) and not _DEVICE.match(part) for part in name.split("/")):
        raise ValueError(_("the name {name} is not accepted", name=printable(repr(name[:200]))))
    return name.rpartition("/")[2]


def _download(address: str, most: int) -> bytes:
    import pooch

    if not address.startswith(f"{RECORDS}/"):
        raise ValueError(_("{address} is not on zenodo.org", address=printable(address[:200])))
    found = _Limited(most)
    pooch.HTTPDownloader(chunk_size=65_536, timeout=60)(address, found, None)
    return found.getvalue()


class _Limited(io.BytesIO):
    """Takes a download up to a number of bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def write(self, part: Any) -> int:
        """Take the next part, or raise ValueError when it is too much."""
        if self.tell() + len(part) > self.most:
            raise ValueError(_too_large())
        return super().write(part)


def _too_large() -> str:
    return _("it is larger than {most} bytes or has more than {files} files", most=f"{MOST:,}", files=f"{MOST_FILES:,}")
