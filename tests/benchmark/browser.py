"""JupyterLab in a browser for measuring: the same start and page as in the tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.conftest import Page, _address
from tests.conftest import CHROMIUM


class Lab:
    """``iopedu lab`` on a folder of its own, and Chromium."""

    def __enter__(self) -> Lab:
        self._folder = tempfile.TemporaryDirectory()
        self.folder = Path(self._folder.name)
        log = self.folder / "lab.log"
        command = [sys.executable, "-m", "iopedu", "lab", str(self.folder / "course"), "--no-browser", "--port=0"]
        command += ["--expose-app-in-browser", *(["--allow-root"] if os.geteuid() == 0 else [])]
        environment = {**os.environ, "HOME": str(self.folder), "JUPYTER_CONFIG_DIR": str(self.folder / "config")}
        self._server = subprocess.Popen(
            command, stdout=log.open("w"), stderr=subprocess.STDOUT, env=environment, start_new_session=True
        )
        self.address = _address(log, self._server)
        self._playwright = sync_playwright().start()
        self.chromium = self._playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        return self

    def open(self, notebook: str, **options: Any) -> Page:
        """Open one notebook of the folder."""
        return Page(self.chromium, self.address, notebook, **options)

    def __exit__(self, *_problem: object) -> None:
        self.chromium.close()
        self._playwright.stop()
        os.killpg(self._server.pid, signal.SIGTERM)
        self._server.wait(20)
        self._folder.cleanup()
