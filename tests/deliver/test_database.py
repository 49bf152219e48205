"""A database that is fetched by its DOI: whole, as its checksum says, or not at all. This computer is the server."""

from __future__ import annotations

import hashlib
import io
import json
import sys
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pooch
import pytest

from iopedu.cli import main
from iopedu.deliver.database import fetch
from iopedu.evidence import DATABASES, read_metapsy

TABLE = b"study;.g;.g_se\nA;-0,5;0,2\nB;-0,3;0,2\n"


class Zenodo:
    """An archive that answers as Zenodo does, on loopback."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.told: dict[str, str] = {}
        self.asked: list[str] = []

    def record(self, address: str) -> bytes:
        """Return what the archive says of its files."""
        files = []
        for name, content in self.files.items():
            checksum = f"md5:{self.told.get(name) or hashlib.md5(content).hexdigest()}"
            files.append({"key": name, "checksum": checksum, "links": {"self": f"{address}/files/{name}"}})
        return json.dumps({"id": 1, "files": files}).encode()


@pytest.fixture
def zenodo(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zenodo]:
    archive = Zenodo()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            archive.asked.append(self.path)
            address = f"http://127.0.0.1:{self.server.server_port}"
            name = self.path.rpartition("/files/")[2]
            known = name in archive.files or "/files/" not in self.path
            body = archive.files.get(name) if "/files/" in self.path else archive.record(address)
            self.send_response(200 if known else 404)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_line: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(pooch.downloaders, "doi_to_url", lambda doi, **_more: f"https://zenodo.org/records/{doi[-7:]}")
    monkeypatch.setattr(pooch.downloaders.ZenodoRepository, "base_api_url", f"{address}/api/records")
    yield archive
    server.shutdown()
    server.server_close()


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.csv", content)
            archive.writestr(f"{name}.txt", "about it")
    return buffer.getvalue()


def test_tables_are_fetched_once_and_can_be_read(zenodo: Zenodo, tmp_path: Path) -> None:
    zenodo.files = {"data.csv": TABLE, "README.md": b"# About"}
    (table,) = fetch("Depression", tmp_path / "new")
    assert table == tmp_path / "new" / "data.csv" and len(read_metapsy(table.read_text()).effects) == 2
    assert zenodo.asked[0].endswith("7254845")
    again = len(zenodo.asked)
    assert fetch("Depression", tmp_path / "new") == (table,)
    assert not any("/files/" in path for path in zenodo.asked[again:]), "what is there already is not fetched again"


def test_a_packed_database_is_unpacked(zenodo: Zenodo, tmp_path: Path) -> None:
    zenodo.files = {"data.zip": zipped(one=TABLE, two=TABLE)}
    assert [file.name for file in fetch("Peer support", tmp_path)] == ["one.csv", "two.csv"]


def test_a_damaged_file_is_named_and_does_not_stay(zenodo: Zenodo, tmp_path: Path) -> None:
    zenodo.files, zenodo.told = {"data.csv": TABLE}, {"data.csv": "0" * 32}
    with pytest.raises(ValueError, match=r"Depression did not arrive: .*MD5 hash.* instead: https://doi.org/10.5281"):
        fetch("Depression", tmp_path)
    assert not list(tmp_path.iterdir())


def test_names_that_lead_elsewhere_are_refused(zenodo: Zenodo, tmp_path: Path) -> None:
    zenodo.files = {"../outside.csv": TABLE}
    with pytest.raises(ValueError, match=r"names of files that lead elsewhere: \.\./outside\.csv"):
        fetch("Depression", tmp_path / "in")
    assert not (tmp_path / "outside.csv").exists()


def test_without_a_connection_the_address_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def none(*_all: object, **_more: object) -> str:
        raise ConnectionError("no connection")

    monkeypatch.setattr(pooch.downloaders, "doi_to_url", none)
    with pytest.raises(
        ValueError, match=r"did not arrive: no connection\. Download it with your browser instead: https"
    ):
        fetch("Depression", tmp_path)


def test_without_pooch_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pooch", None)
    with pytest.raises(ValueError, match=r"pooch is missing\. Fetching needs: uv run --extra data iopedu database"):
        fetch("Depression", tmp_path)


def test_the_command_prints_the_files_and_the_license(
    zenodo: Zenodo, tmp_path: Path, capsys: pytest.CaptureFixture
) -> None:
    zenodo.files = {"data.csv": TABLE}
    assert main(["database", "Depression", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert str(tmp_path / "data.csv") in said and "ODC-By 1.0" in said and DATABASES["Depression"] in said
    assert main(["database", "Grief", str(tmp_path)]) == 1
    assert "'Grief'" in capsys.readouterr().err
