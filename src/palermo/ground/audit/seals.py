"""Seals in the database itself: events are only ever appended, and the head only moves on to the next one.

They stop accidents and injected statements, whoever connects. Somebody who owns the database can drop them; then
the hash chain still tells. ``migrations/0002`` puts them in place.
"""

from __future__ import annotations

from typing import Any

_MESSAGE = "the audit chain is append-only"

# table, statement, condition under which it is refused (None: always). The same conditions on both databases.
_APPENDED_OUT_OF_TURN = "NEW.seq <> COALESCE((SELECT seq FROM ground_head WHERE id = 1), 0) + 1"
_HEAD_ASTRAY = (
    "NEW.id <> OLD.id OR NEW.seq <> OLD.seq + 1"
    " OR NOT EXISTS (SELECT 1 FROM ground_event e WHERE e.seq = NEW.seq AND e.hash = NEW.hash)"
)
_HEAD_NOT_FRESH = "NEW.seq <> 0 OR EXISTS (SELECT 1 FROM ground_event)"
_RULES: dict[str, tuple[str, str, str | None]] = {
    "audit_event_insert": ("ground_event", "INSERT", _APPENDED_OUT_OF_TURN),
    "audit_event_update": ("ground_event", "UPDATE", None),
    "audit_event_delete": ("ground_event", "DELETE", None),
    "audit_head_insert": ("ground_head", "INSERT", _HEAD_NOT_FRESH),
    "audit_head_update": ("ground_head", "UPDATE", _HEAD_ASTRAY),
    "audit_head_delete": ("ground_head", "DELETE", None),
}
_TRUNCATED = ("ground_event", "ground_head")


def put_in_place(connection: Any) -> None:
    """Create the triggers; those that exist are made anew."""
    lift(connection)
    statements = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def lift(connection: Any) -> None:
    """Drop the triggers: for undoing the migration, and for test suites that empty the database between tests."""
    tables = {name: table for name, (table, _, _) in _RULES.items()}
    tables |= {f"audit_{table}_truncate": table for table in _TRUNCATED}
    on_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        for name, table in tables.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + ("" if on_sqlite else f" ON {table}"))


def in_place(connection: Any) -> bool:
    """Whether every trigger exists."""
    catalogue = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        return _RULES.keys() <= {row[0] for row in cursor.fetchall()}


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {name} BEFORE {statement} ON {table}"
        + (f" WHEN {condition}" if condition else "")
        + f" BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
        for name, (table, statement, condition) in _RULES.items()
    ]


def _postgresql() -> list[str]:
    function = (
        "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    checks = [_postgresql_check(name, *rule) for name, rule in _RULES.items()]
    truncates = [
        f"CREATE TRIGGER audit_{table}_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION audit_refuse()"
        for table in _TRUNCATED
    ]
    return [function, *(statement for pair in checks for statement in pair), *truncates]


def _postgresql_check(name: str, table: str, statement: str, condition: str | None) -> list[str]:
    """PostgreSQL allows no subquery in a trigger's WHEN, so the condition moves into a function of its own."""
    row = "OLD" if statement == "DELETE" else "NEW"
    refuse = f"RAISE EXCEPTION '{_MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';"
    body = f"IF {condition} THEN {refuse} END IF;" if condition else refuse
    function = (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN {row}; END $$"
    )
    return [function, f"CREATE TRIGGER {name} BEFORE {statement} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"]
