"""``palermo serve`` really serves: the site, its assets, and the worker that carries out jobs."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.config.conftest import ROOT

_PATIENCE = 60


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def site(demo: tuple[Path, str]) -> Iterator[str]:
    """The address of the demo's instance, served by the real command until the test ends."""
    port = _free_port()
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "PALERMO_HOME")}
    server = subprocess.Popen(
        [sys.executable, "-m", "palermo.config.cli", "serve", "--home", str(demo[0]), "--port", str(port)],
        cwd=ROOT, env={**environment, "PYTHONPATH": str(ROOT / "src")}, start_new_session=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/health/", server)
        yield address
    finally:
        os.killpg(server.pid, signal.SIGTERM)  # as a service manager ends it
        try:
            server.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            raise


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended by itself"
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:  # not listening yet, or listening before the worker behind it is ready to answer
            time.sleep(0.3)
    pytest.fail("the server did not answer in time")


def test_it_serves_pages_and_assets_and_ends_when_asked(site: str) -> None:
    with urlopen(f"{site}/countries/XAB/", timeout=20) as answer:
        page = answer.read().decode()
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Borrenia" in page
    sheet = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
    with urlopen(f"{site}{sheet}", timeout=20) as answer:
        assert answer.headers["Content-Type"].startswith("text/css")
