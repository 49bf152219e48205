"""The sample hub with LTI: a fictional LMS sends a learner, and forged, foreign and old messages are refused."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.skipif(not os.environ.get("IOPEDU_HUB"), reason="slow; set IOPEDU_HUB=1")

CONFIG = """
load_subconfig({here!r} + "/jupyterhub_config.py")
load_subconfig({here!r} + "/jupyterhub_config_lti.py")
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = "http://127.0.0.1:{inside}"
c.ConfigurableHTTPProxy.command = {proxy!r}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"
"""
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"


def new_key() -> Any:
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Lms:
    """What an LMS does in a launch: it shows its public key, and signs who comes."""

    def __init__(self, hub: str) -> None:
        from jwt.algorithms import RSAAlgorithm

        self.hub, self.key = hub, new_key()
        shown = json.loads(RSAAlgorithm.to_jwk(self.key.public_key())) | {"kid": "1", "alg": "RS256", "use": "sig"}

        class Keys(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps({"keys": [shown]}).encode())

            def log_message(self, *_what: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Keys)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def launch(self, key: Any = None, **other: str) -> tuple[int, int, str]:
        """Send a learner to the hub; return the answer to the launch and, of the home page, its answer and its text."""
        import jwt
        import requests

        browser, home = requests.Session(), f"{self.hub}/hub/home"
        asked = {"iss": self.address, "login_hint": "u", "target_link_uri": home, "client_id": "iopedu-at-school"}
        begun = browser.get(f"{self.hub}/hub/lti13/oauth_login", params=asked, allow_redirects=False)
        wanted = {name: each[0] for name, each in parse_qs(urlsplit(begun.headers["location"]).query).items()}
        now = int(time.time())
        token = {
            "iss": self.address,
            "aud": "iopedu-at-school",
            "sub": "7f3c-fictional",
            "email": "ana@example.org",
            "iat": now,
            "exp": now + 300,
            "nonce": wanted["nonce"],
            f"{CLAIM}message_type": "LtiResourceLinkRequest",
            f"{CLAIM}version": "1.3.0",
            f"{CLAIM}deployment_id": "1",
            f"{CLAIM}target_link_uri": home,
            f"{CLAIM}resource_link": {"id": "1"},
            f"{CLAIM}roles": [],
        }
        signed = jwt.encode(token | other, key or self.key, algorithm="RS256", headers={"kid": "1"})
        sent = {"id_token": signed, "state": wanted["state"]}
        answer = browser.post(f"{self.hub}/hub/lti13/oauth_callback", data=sent, allow_redirects=False)
        page = browser.get(home, allow_redirects=False)
        return answer.status_code, page.status_code, page.text


@pytest.fixture
def lms(tmp_path: Path) -> Iterator[Lms]:
    requests = pytest.importorskip("requests")
    pytest.importorskip("ltiauthenticator")
    from tests.hub.load import HERE, free_ports, proxy

    port, inside, api = free_ports(3)
    config = tmp_path / "config.py"
    ports = {"port": port, "inside": inside, "api": api}
    config.write_text(CONFIG.format(here=str(HERE), proxy=proxy(tmp_path), **ports), encoding="utf-8")
    made_up = Lms(f"http://127.0.0.1:{port}")
    about = {"ISSUER": made_up.address, "CLIENT_ID": "iopedu-at-school"}
    about |= {"AUTHORIZE_URL": f"{made_up.address}/auth", "JWKS_URL": f"{made_up.address}/keys"}
    command = [sys.executable, "-m", "jupyterhub", "-f", str(config)]
    env = os.environ | {f"LTI_{name}": value for name, value in about.items()}
    with Popen(command, cwd=tmp_path, env=env, stdout=DEVNULL, stderr=DEVNULL) as hub:
        try:
            for _second in range(120):
                time.sleep(1)
                try:
                    if requests.get(f"{made_up.hub}/hub/health", timeout=5).ok:  # before the hub, its proxy answers
                        break
                except requests.ConnectionError:
                    assert hub.poll() is None, "the hub did not start"
            yield made_up
        finally:
            hub.terminate()
            made_up.server.shutdown()
            made_up.server.server_close()


def test_a_learner_comes_in_from_the_lms_and_nobody_else(lms: Lms) -> None:
    answer, home, page = lms.launch()
    assert (answer, home) == (302, 200) and "7f3c-fictional" in page and "ana@example.org" not in page
    for what, answered in {
        "a forged signature": lms.launch(new_key()),
        "another LMS": lms.launch(iss="https://evil.example.org"),
        "a message for another tool": lms.launch(aud="another-tool"),
        "a message sent again": lms.launch(nonce="x" * 40),
    }.items():
        assert answered[0] in (400, 401) and answered[1] == 302, what
