"""A database that is fetched by its DOI: whole and plain, or not at all. This computer plays the server."""

from __future__ import annotations

import hashlib
import io
import json
import sys
import threading
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pooch
import pytest

from iopedu.cli import main
from iopedu.deliver import database
from iopedu.deliver.database import fetch, origin
from iopedu.evidence import metapsy
from iopedu.evidence.metapsy import DATABASES, read_metapsy

TABLE = b"study;.g;.g_se\nA;-0,5;0,2\nB;-0,3;0,2\n"
MOST = metapsy.MOST
FOLDER = Path("databases") / "depression-7254845"


class Zenodo:
    """An archive that answers as Zenodo does, on loopback, or worse."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.told: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.said: bytes | None = None
        self.asked: list[str] = []
        self.sent = 0

    def record(self, address: str) -> bytes:
        """Return what the archive says of its files."""
        files = []
        for at, (name, content) in enumerate(self.files.items()):
            checksum = self.told.get(name) or f"md5:{hashlib.md5(content).hexdigest()}"
            link = self.links.get(name) or f"{address}/api/records/7254845/files/{at}"
            files.append({"key": name, "checksum": checksum, "links": {"self": link}})
        return json.dumps({"id": 1, "files": files}).encode() if self.said is None else self.said


@pytest.fixture
def zenodo(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zenodo]:
    archive = Zenodo()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            archive.asked.append(self.path)
            at = self.path.partition("/files/")[2]
            body = list(archive.files.values())[int(at)] if at else archive.record(address)
            self.send_response(200)
            self.end_headers()
            with suppress(ConnectionError):  # the other side has had enough
                for start in range(0, len(body), 1_000_000):
                    archive.sent += self.wfile.write(body[start : start + 1_000_000])

        def log_message(self, *_line: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
    monkeypatch.setattr(pooch.downloaders, "doi_to_url", lambda doi, **_more: f"https://zenodo.org/records/{doi[-7:]}")
    monkeypatch.setattr(database, "RECORDS", f"{address}/api/records")
    yield archive
    server.shutdown()
    server.server_close()


def zipped(method: int = zipfile.ZIP_DEFLATED, **files: bytes) -> bytes:
    return packed({f"{name}.csv": content for name, content in files.items()}, method)


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def refused(folder: Path, because: str) -> None:
    """Fetching is refused in a sentence that says why and what to do instead, and nothing in the folder has changed."""
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    with pytest.raises(
        ValueError, match=rf"^Depression could not be downloaded: .*{because}.*instead: https://doi.org/10.5281"
    ):
        fetch("Depression", folder)
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before
    assert not list(folder.glob("databases/*")) and not list(folder.glob("databases/.*"))


# What arrives ------------------------------------------------------------------------------------------------


def test_tables_are_fetched_once_and_can_be_read(zenodo: Zenodo, tmp_path: Path) -> None:
    zenodo.files = {"data.csv": TABLE, "README.md": b"# About"}
    (table,) = fetch("Depression", tmp_path / "new")
    assert table == tmp_path / "new" / FOLDER / "data.csv" and len(read_metapsy(table.read_text()).lines) == 2
    table.write_text("what a learner made of it")
    again = len(zenodo.asked)
    assert fetch("Depression", tmp_path / "new") == (table,) and len(zenodo.asked) == again
    assert table.read_text() == "what a learner made of it"


def test_an_archive_as_github_and_zenodo_make_it_is_unpacked_to_its_tables(zenodo: Zenodo, tmp_path: Path) -> None:
    inside = "metapsy-project-data-peer-support-0a1b2c3"
    files = {f"{inside}/.github/a.yml": b"", f"{inside}/data.csv": TABLE, f"{inside}/metadata/search_flow.json": b"{}"}
    files |= {f"__MACOSX/{inside}/._data.csv": b"", f"{inside}/run.py": b"import os"}
    zenodo.files = {"metapsy-project/data-peer-support-22.0.1.zip": packed(files)}
    (table,) = fetch("Peer support", tmp_path)
    assert table.read_bytes() == TABLE
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [table]


def test_a_newer_version_gets_a_folder_of_its_own(
    zenodo: Zenodo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zenodo.files = {"data.csv": TABLE}
    (older,) = fetch("Depression", tmp_path)
    zenodo.files = {"data.csv": TABLE + b"C;-0,1;0,2\n"}
    monkeypatch.setattr(pooch.downloaders, "doi_to_url", lambda *_all, **_more: "https://zenodo.org/records/99")
    (newer,) = fetch("Depression", tmp_path)
    assert older.parent != newer.parent and older.read_bytes() == TABLE and newer.read_bytes() != TABLE


def test_only_a_table_that_is_known_is_vouched_for(
    zenodo: Zenodo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zenodo.files = {"data.csv": TABLE, "other.csv": TABLE + b"\n"}
    monkeypatch.setitem(database.KNOWN, hashlib.sha256(TABLE).hexdigest(), "Depression 24.0.2")
    known, other = map(origin, fetch("Depression", tmp_path))
    assert "data.csv: version Depression 24.0.2, the one this course was tested with" in known
    assert "other.csv: Its checksum comes from the server and proves only that the download is complete." in other


def test_each_known_table_is_of_a_database_that_can_be_fetched() -> None:
    for checksum, version in metapsy.KNOWN.items():
        assert len(bytes.fromhex(checksum)) == 32 and version.rpartition(" ")[0] in DATABASES


# What is refused ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("checksum", [f"md5:{'0' * 32}", "sha256:", "", "shake_128:00", "crc32:0", "md5"])
def test_a_file_that_is_not_what_was_promised_does_not_stay(zenodo: Zenodo, tmp_path: Path, checksum: str) -> None:
    zenodo.files, zenodo.told = {"data.csv": TABLE}, {"data.csv": checksum or ":"}
    refused(tmp_path, "data.csv does not match the checksum that the server gave")


STRANGE = ["../outside.csv", "/etc/x.csv", "C:\\evil.csv", "a\\b.csv", "CON.csv", "con .csv", "aux.old.csv", "com1.csv"]
STRANGE += [".hidden.csv", "é.csv", "x\n.csv", "a:b.csv", f"{'x' * 97}.csv", "..csv", " x.csv", "nul/x.csv"]
STRANGE += ["x/../y.csv", "//server/x.csv", "-x.csv", "\u202evsc.csv", "x|y.csv", "~/x.csv"]


@pytest.mark.parametrize("name", STRANGE)
@pytest.mark.parametrize("in_archive", [False, True])
def test_a_name_that_is_not_plain_is_refused(zenodo: Zenodo, tmp_path: Path, name: str, in_archive: bool) -> None:
    zenodo.files = {"data.zip": packed({"data.csv": TABLE, name: TABLE})} if in_archive else {name: TABLE}
    (tmp_path / "in").mkdir()
    refused(tmp_path / "in", "is not accepted")
    assert [file.name for file in tmp_path.iterdir()] == ["in"]


def test_what_lies_in_the_folder_is_never_overwritten(zenodo: Zenodo, tmp_path: Path) -> None:
    own = {"my-iopedu-work.json": "{}", "00_start_here.ipynb": "{}", "iopedu.py": "", "data.csv": "mine"}
    for name, text in own.items():
        (tmp_path / name).write_text(text)
    zenodo.files = dict.fromkeys(own, b"theirs")
    (table,) = fetch("Depression", tmp_path)
    assert table.parent == tmp_path / FOLDER and [file.name for file in table.parent.iterdir()] == ["data.csv"]
    assert {name: (tmp_path / name).read_text() for name in own} == own


def test_a_file_or_a_broken_link_in_the_folders_place_stays(zenodo: Zenodo, tmp_path: Path) -> None:
    zenodo.files = {"data.csv": TABLE}
    (tmp_path / FOLDER).parent.mkdir()
    (tmp_path / FOLDER).write_text("mine")
    with pytest.raises(ValueError, match="could not be downloaded"):
        fetch("Depression", tmp_path)
    assert (tmp_path / FOLDER).read_text() == "mine"
    assert [file.name for file in (tmp_path / "databases").iterdir()] == [FOLDER.name]


def test_two_tables_that_are_one_on_some_computers_are_refused(zenodo: Zenodo, tmp_path: Path) -> None:
    zenodo.files = {"data.zip": packed({"a/data.csv": TABLE, "b/DATA.csv": b"other"})}
    refused(tmp_path, "two tables are named DATA.csv")


def test_an_archive_in_an_archive_stays_closed(zenodo: Zenodo, tmp_path: Path) -> None:
    zenodo.files = {"data.zip": packed({"inner.zip": zipped(one=TABLE)})}
    refused(tmp_path, "it contains no table")


def test_a_download_is_broken_off_at_the_limit(zenodo: Zenodo, tmp_path: Path) -> None:
    zenodo.files = {"data.csv": b"x" * (5 * MOST)}
    refused(tmp_path, "larger than 20,000,000 bytes")
    assert zenodo.sent < 3 * MOST


def test_the_limit_holds_for_all_files_of_a_record_together(zenodo: Zenodo, tmp_path: Path) -> None:
    archive = packed({"picture.png": b"x" * (MOST // 2)}, zipfile.ZIP_STORED)
    zenodo.files = {"one.zip": archive, "two.zip": archive, "three.csv": TABLE}
    refused(tmp_path, "larger than 20,000,000 bytes")


def test_no_more_is_unpacked_than_may_be(zenodo: Zenodo, tmp_path: Path) -> None:
    zenodo.files = {"data.zip": zipped(data=b"0" * (15 * MOST))}
    tracemalloc.start()
    try:
        refused(tmp_path, "larger than 20,000,000 bytes")
        assert tracemalloc.get_traced_memory()[1] < 5 * MOST
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("parts", [1, 3])
def test_a_small_archive_that_unpacks_to_much_is_refused(zenodo: Zenodo, tmp_path: Path, parts: int) -> None:
    table = b"0" * (MOST // parts + 1)
    zenodo.files = {"data.zip": zipped(**{f"part{at}": table for at in range(parts)})}
    assert len(zenodo.files["data.zip"]) < 100_000
    refused(tmp_path, "larger than 20,000,000 bytes")


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_way_of_packing_that_cannot_be_limited_is_not_opened(zenodo: Zenodo, tmp_path: Path, method: int) -> None:
    zenodo.files = {"data.zip": zipped(method, data=b"0" * MOST)}
    refused(tmp_path, "data.csv is compressed in a format that is not accepted")


def test_very_many_files_are_refused(zenodo: Zenodo, tmp_path: Path) -> None:
    zenodo.files = {"data.zip": packed({f"{at}.csv": b"" for at in range(1001)})}
    refused(tmp_path, "or has more than 1,000 files")


WHOLE = zipped(zipfile.ZIP_STORED, data=TABLE)
LOCKED = bytearray(WHOLE)
LOCKED[6] |= 1
LOCKED[WHOLE.index(b"PK\1\2") + 8] |= 1
DAMAGED = [b"", b"PK", WHOLE[:-10], WHOLE[:60], WHOLE.replace(b"-0,5", b"-0,9"), bytes(LOCKED), b"<html>not found"]


@pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_archive_is_a_sentence_and_leaves_nothing(zenodo: Zenodo, tmp_path: Path, content: bytes) -> None:
    zenodo.files = {"fine.csv": TABLE, "data.zip": content}
    refused(tmp_path, "the archive data.zip is damaged")


SAID = [b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000, b'{"files": [1]}', b'{"files": 7}', b'{"files": {}}']
SAID += [b'{"files": [{"key": "a.csv"}]}', b'{"files": [{"key": 5, "links": [], "checksum": ""}]}']


@pytest.mark.parametrize("said", SAID)
def test_an_answer_that_describes_no_files_is_a_sentence(zenodo: Zenodo, tmp_path: Path, said: bytes) -> None:
    zenodo.said = said
    refused(tmp_path, "the server’s description of it cannot be read")


@pytest.mark.parametrize("link", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://127.0.0.1:1/x", "https://x.org/"])
def test_a_link_that_leads_elsewhere_is_not_followed(zenodo: Zenodo, tmp_path: Path, link: str) -> None:
    zenodo.files, zenodo.links = {"data.csv": TABLE}, {"data.csv": link}
    refused(tmp_path, "is not on zenodo.org")


@pytest.mark.parametrize("address", ["https://zenodo.org/records/../x", "https://example.org/", "https://x.org/1?a=2"])
def test_an_address_that_is_no_record_is_refused(
    zenodo: Zenodo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(pooch.downloaders, "doi_to_url", lambda *_all, **_more: address)
    refused(tmp_path, "its address does not lead to a Zenodo record")
    assert not zenodo.asked


def test_without_a_connection_the_address_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def none(*_all: object, **_more: object) -> str:
        raise ConnectionError("\x1b[31mno connection")

    monkeypatch.setattr(pooch.downloaders, "doi_to_url", none)
    refused(tmp_path, "\ufffd" + r"\[31mno connection\. Download it with your browser")


def test_without_pooch_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pooch", None)
    needs = r"pooch is not installed\. To download, run: uv run --extra data iopedu database NAME"
    with pytest.raises(ValueError, match=needs):
        fetch("Depression", tmp_path)


def test_the_command_prints_the_files_and_the_license(
    zenodo: Zenodo, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    zenodo.files = {"data.csv": TABLE}
    assert main(["database", "Depression", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert str(tmp_path / FOLDER / "data.csv") in said and "comes from the server" in said
    assert "ODC-By 1.0" in said and DATABASES["Depression"] in said
    assert main(["database", "Grief", str(tmp_path)]) == 1
    assert "'Grief'" in capsys.readouterr().err
