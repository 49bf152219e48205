"""Many learners on one hub: ``uv run --extra hub python -m tests.hub.load --users 10 20 40 --every 1``.

For each number a hub is started on this computer with ``jupyterhub_config.py``. Each fictional user logs in, gets a
server with the course, opens one notebook and runs all its cells through the websocket, as a browser does. Printed are
errors, times and memory. It stops before a step for which memory does not suffice, and after one with an error. It asks
the npm registry once for the hub's proxy, when ``configurable-http-proxy`` is not installed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import secrets
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from iopedu.course import notebook

HERE = Path(__file__).parent
PROXY = "configurable-http-proxy@5.3.0"
MOST = 60  # users; a slip of the keyboard does not take the computer down
PATIENCE = 300  # seconds
EACH = 300_000_000  # bytes that have to be free for each user, more than one was seen to take
CONFIG = """
load_subconfig({sample!r})
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{inside}"
c.ConfigurableHTTPProxy.command = {proxy!r}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
c.JupyterHub.services = [{{"name": "load", "api_token": {token!r}}}]
c.JupyterHub.load_roles = [
    {{"name": "load", "services": ["load"], "scopes": ["admin:users", "admin:servers", "access:servers"]}}
]
c.SimpleLocalProcessSpawner.home_dir_template = {homes!r} + "/{{username}}"
c.Spawner.args = ["--allow-root"] if {root!r} else []
"""


@dataclass
class Visit:
    """What one user found."""

    user: str
    ready: float = 0.0
    form: float = 0.0
    done: float = 0.0
    cells: int = 0
    errors: list[str] = field(default_factory=list)


def free_ports(count: int) -> list[int]:
    """Return ports that nobody uses just now."""
    sockets = [socket.socket() for _each in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def proxy(folder: Path) -> list[str]:
    """Return the command of the hub's proxy; install it into the folder where there is none."""
    found = shutil.which("configurable-http-proxy")
    if not found:
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder / "npm"), PROXY]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        found = str(folder / "npm" / "node_modules" / ".bin" / "configurable-http-proxy")
    return [found]


class Hub:
    """A hub that runs."""

    def __init__(self, address: str, token: str, process: subprocess.Popen) -> None:
        self.address, self.token, self.process = address, token, process

    async def ask(self, method: str, path: str, content: object = None) -> object:
        """Ask the hub, or a user's server through it."""
        body = json.dumps(content) if content is not None else "" if method == "POST" else None
        headers = {"Authorization": f"token {self.token}"}
        request = HTTPRequest(self.address + path, method, headers, body, request_timeout=120)
        answer = await AsyncHTTPClient(max_clients=200).fetch(request)
        return json.loads(answer.body) if answer.body else None

    async def up(self) -> None:
        """Wait until the hub answers."""
        for _again in range(300):
            if self.process.poll() is not None:
                raise RuntimeError("the hub ended; its log is above")
            try:
                await self.ask("GET", "/hub/api/")
            except Exception:
                await asyncio.sleep(0.2)
            else:
                return
        raise RuntimeError("the hub did not start within a minute")

    def memory(self, users: list[str]) -> tuple[float, float]:
        """Return megabytes of the hub with its proxy, and of one user's processes on average (shared parts divided)."""
        own, theirs = 0, 0
        for process in [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]:
            try:
                used, user = process.memory_full_info().pss, process.environ().get("JUPYTERHUB_USER")
            except psutil.Error:
                continue
            own, theirs = (own, theirs + used) if user in users else (own + used, theirs)
        return own / 1e6, theirs / 1e6 / len(users)


@contextmanager
def running(folder: Path) -> Iterator[Hub]:
    """Start the sample hub on ports that are free."""
    port, inside, api = free_ports(3)
    token = secrets.token_hex(16)
    (folder / "homes").mkdir(exist_ok=True)
    config = folder / "config.py"
    config.touch(mode=0o600)
    config.write_text(
        CONFIG.format(
            sample=str(HERE / "jupyterhub_config.py"),
            port=port,
            inside=inside,
            api=api,
            token=token,
            proxy=proxy(folder),
            homes=str(folder / "homes"),
            root=hasattr(os, "geteuid") and os.geteuid() == 0,
        ),
        encoding="utf-8",
    )
    paths = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    log = folder / "hub.log"
    command = [sys.executable, "-m", "jupyterhub", "-f", str(config)]
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, "PATH": paths}, stdout=out, stderr=out, start_new_session=True
        )
    try:
        yield Hub(f"http://127.0.0.1:{port}", token, process)
    except BaseException:
        print(log.read_text()[-5000:], file=sys.stderr)
        raise
    finally:
        below = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        finally:
            for left in psutil.wait_procs(below, timeout=10)[1]:
                left.kill()


async def visit(hub: Hub, user: str, file: str, wait: float) -> Visit:
    """Do what one learner does: come in, open a notebook, run all cells."""
    await asyncio.sleep(wait)
    seen, start = Visit(user), time.monotonic()
    try:
        await hub.ask("POST", f"/hub/api/users/{user}")
        await come_in(hub, user, start)
        seen.ready = time.monotonic() - start
        await run_all(hub, seen, start, f"/user/{user}", f"iopedu/{file}")
        seen.done = time.monotonic() - start
    except Exception as problem:
        seen.errors.append(f"{type(problem).__name__}: {problem}")
    return seen


async def come_in(hub: Hub, user: str, start: float) -> None:
    """Start a user's server and wait until it is ready; come again when the hub asks for that."""
    while time.monotonic() - start < PATIENCE:
        try:
            await hub.ask("POST", f"/hub/api/users/{user}/server")
            break
        except HTTPClientError as problem:
            if problem.code != 429:
                raise
            await asyncio.sleep(5)
    while time.monotonic() - start < PATIENCE:
        server = (await hub.ask("GET", f"/hub/api/users/{user}"))["servers"].get("") or {}
        if server.get("ready"):
            return
        if not server.get("pending"):
            raise RuntimeError("the server did not start")
        await asyncio.sleep(0.3)
    raise TimeoutError(f"the server was not ready within {PATIENCE} seconds")


async def run_all(hub: Hub, seen: Visit, start: float, base: str, path: str) -> None:
    """Run all cells of a notebook, one after the other, and note every error, and when the first form lives."""
    book = (await hub.ask("GET", f"{base}/api/contents/{path}"))["content"]
    asked = {"path": path, "name": path, "type": "notebook", "kernel": {"name": "python3"}}
    kernel = (await hub.ask("POST", f"{base}/api/sessions", asked))["kernel"]["id"]
    address = f"{hub.address}{base}/api/kernels/{kernel}/channels".replace("http", "ws", 1)
    headers = {"Authorization": f"token {hub.token}"}
    line = await websocket_connect(HTTPRequest(address, headers=headers), max_message_size=50_000_000)
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            seen.errors += await asyncio.wait_for(run(line, "".join(cell["source"])), 120)
            seen.cells += 1
            if "forms." in "".join(cell["source"]):
                seen.form = seen.form or time.monotonic() - start
    line.close()


async def run(line: object, code: str) -> list[str]:
    """Run one cell and return its errors; a cell that shows nothing is one too."""
    name = uuid.uuid4().hex
    header = {"msg_id": name, "msg_type": "execute_request", "session": name, "username": "", "version": "5.3"}
    content = {"code": code, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": False}
    message = {"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"}
    await line.write_message(json.dumps({**message, "buffers": []}))
    errors, shown, replied, idle = [], 0, False, False
    while not (replied and idle):
        got = await line.read_message()
        if got is None:
            raise ConnectionError("the kernel hung up")
        if isinstance(got, bytes):  # widgets send these; they answer nothing here
            continue
        got = json.loads(got)
        if got["parent_header"].get("msg_id") != name:
            continue
        kind, said = got["msg_type"], got["content"]
        shown += kind in ("execute_result", "display_data")
        errors += [f"{said['ename']}: {said['evalue']}"] if kind == "error" else []
        replied = replied or kind == "execute_reply"
        idle = idle or (kind == "status" and said["execution_state"] == "idle")
    return errors or ([] if shown else [f"nothing shown by: {code[:40]}"])


async def many(users: int, every: float, number: str, folder: Path) -> tuple[list[Visit], str]:
    """Let users arrive, and return what each found, and a report to print."""
    file, names = notebook(number).file, [f"learner{at:02}" for at in range(users)]
    with running(folder) as hub:
        await hub.up()
        visits = await asyncio.gather(*(visit(hub, user, file, at * every) for at, user in enumerate(names)))
        own, each = hub.memory(names)
    errors = [f"{one.user}: {line}" for one in visits for line in one.errors]
    if errors:
        print((folder / "hub.log").read_text(encoding="utf-8", errors="replace")[-3000:], file=sys.stderr)
    lines = [f"{users} users, one every {every:g} s, notebook {number}: {len(errors)} errors", *errors]
    lines += [f"cells run: {sum(one.cells for one in visits)}"]
    for what, called in (("ready", "server ready"), ("form", "first form alive"), ("done", "whole notebook run")):
        times = [getattr(one, what) for one in visits if getattr(one, what)] or [float("nan")]
        spread = (min(times), statistics.median(times), max(times))
        lines.append(f"{called} after (least, median, most): {', '.join(f'{value:.1f} s' for value in spread)}")
    lines.append(f"memory: {each:.0f} MB for each user, {own:.0f} MB for the hub with its proxy")
    return visits, "\n".join(lines)


def main() -> int:
    """Read the options, run, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--users", type=int, nargs="+", default=[3], help="how many, step by step (default: 3)")
    parser.add_argument("--every", type=float, default=0, help="seconds between two arrivals (default: all at once)")
    parser.add_argument("--notebook", default="01", metavar="NN")
    options = parser.parse_args()
    if not all(1 <= users <= MOST for users in options.users):
        parser.error(f"--users must be from 1 to {MOST}")
    for users in options.users:
        free = psutil.virtual_memory().available
        if free < users * EACH:
            print(f"{users} users need {users * EACH / 1e9:.1f} GB of memory, and {free / 1e9:.1f} GB are free")
            return 1
        with tempfile.TemporaryDirectory() as folder:
            visits, report = asyncio.run(many(users, options.every, options.notebook, Path(folder)))
        print(report, flush=True)
        if any(one.errors for one in visits):
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
