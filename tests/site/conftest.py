"""The site, built once, and a plain server for it."""

from __future__ import annotations

import functools
import http.server
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

SLOW = pytest.mark.skipif(not os.environ.get("IOPEDU_SITE"), reason="slow; set IOPEDU_SITE=1")


@pytest.fixture(scope="session")
def pages_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages alone, without the copy that runs."""
    for name in ("sphinx", "myst_nb", "sphinx_book_theme", "platformdirs"):
        pytest.importorskip(name, reason="the extra “site” is not installed")
    from iopedu.site import pages

    folder = tmp_path_factory.mktemp("pages")
    pages.build(folder / "site", folder)
    return folder / "site"


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything, as ``iopedu site`` builds it."""
    from iopedu.cli import main

    folder = tmp_path_factory.mktemp("built") / "site"
    assert main(["site", str(folder)]) == 0
    return folder


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files only. One line is added to the settings of JupyterLab, so that a test can ask it things."""

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.path.split("?")[0] != "/run/jupyter-lite.json":
            super().do_GET()
            return
        settings = json.loads((Path(self.directory) / "run/jupyter-lite.json").read_text(encoding="utf-8"))
        settings["jupyter-config-data"]["exposeAppInBrowser"] = True
        content = json.dumps(settings).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture(scope="session")
def served(site_folder: Path) -> Iterator[str]:
    """Serve the built folder on this computer only, and give the address."""
    handler = functools.partial(Handler, directory=str(site_folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
