"""What every test shares. The database and the home are chosen in ``tests/instance.py``, before Django starts."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--postgres", action="store_true", help="run on a real PostgreSQL that the suite starts itself")


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
