"""What every test shares. The database and the home are chosen in ``tests/instance.py``, before Django starts."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no defect: time is measured in benchmarks/, never here.
settings.register_profile("palermo", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("palermo")


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


@pytest.fixture(autouse=True, scope="session")
def _databases_can_be_emptied() -> Iterator[None]:
    """Tests with a live server empty every table when they end, which the audit guard and the seals would refuse."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    from palermo.ground.audit import guard, seals

    flush = BaseDatabaseOperations.execute_sql_flush

    def unsealed_flush(self: Any, sql_list: list[str]) -> None:
        seals.lift(self.connection)
        with guard.writes_allowed():
            flush(self, sql_list)
        seals.put_in_place(self.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", unsealed_flush)
        yield
