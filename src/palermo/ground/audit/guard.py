"""No write without its audit event: outside an audited act the database refuses to change Palermo's tables.

A wrapper on every connection reads the first word of each statement. It is the narrowest place that all writes
pass through, bulk, raw and cascading ones included, so no model or manager can forget it (rule 2 of the house).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

_WRITE = re.compile(
    r"\s*(?:WITH\b.*?\)\s*)?"
    r"(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE(?:\s+OR\s+\w+)?(?:\s+ONLY)?|DELETE\s+FROM(?:\s+ONLY)?|REPLACE\s+INTO"
    r"|MERGE\s+INTO|TRUNCATE(?:\s+TABLE)?|COPY)\s+\"?(\w+)",
    re.IGNORECASE | re.DOTALL,
)
_open: ContextVar[bool] = ContextVar("audited_act_open", default=False)
_written: ContextVar[set[str] | None] = ContextVar("tables_written", default=None)

# Written outside acts: a job's heartbeat is not a deed.
_EXEMPT = frozenset({"ground_job"})
# Tables of the accounts library that decide who can sign in.
_CREDENTIALS = frozenset({"mfa_authenticator", "account_emailaddress"})
CHAIN = frozenset({"ground_event", "ground_head"})


class UnauditedWrite(RuntimeError):  # noqa: N818  a fact, in the past tense
    """A write to one of Palermo's tables outside ``audit.act``."""


@contextmanager
def writes_allowed() -> Iterator[None]:
    """Only ``audit.act`` and migrations open this."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


@contextmanager
def writes_noted() -> Iterator[set[str]]:
    """Yields the set that fills with the guarded tables written to meanwhile, the chain's own included."""
    written: set[str] = set()
    token = _written.set(written)
    try:
        yield written
    finally:
        _written.reset(token)


@lru_cache(maxsize=1024)
def _guarded(table: str) -> bool:
    if table in _CREDENTIALS:
        return True
    prefix = table.partition("_")[0]
    return table not in _EXEMPT and any(
        config.label == prefix and config.name.startswith("palermo.") for config in apps.get_app_configs()
    )


def _refuse_unaudited(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    match = _WRITE.match(sql)
    if match and _guarded(match.group(1)):
        _note_or_refuse(match.group(1))
    return execute(sql, params, many, context)


def _watch(connection: Any) -> None:
    if _refuse_unaudited not in connection.execute_wrappers:
        connection.execute_wrappers.append(_refuse_unaudited)


def _note_or_refuse(table: str) -> None:
    if not _open.get():
        raise UnauditedWrite(f"{table} was about to be written outside an audited act")
    written = _written.get()
    if written is not None:
        written.add(table)


def _watch_new(connection: Any, **_: object) -> None:
    _watch(connection)


def install() -> None:
    """Watch every connection, those already open too."""
    connection_created.connect(_watch_new, weak=False, dispatch_uid="audit")
    for connection in connections.all(initialized_only=True):
        _watch(connection)
    # Migrations are part of a release, reviewed with it; they are not deeds of an actor.
    pre_migrate.connect(lambda **_: _open.set(True), weak=False, dispatch_uid="audit-opens")
    post_migrate.connect(lambda **_: _open.set(False), weak=False, dispatch_uid="audit-closes")
