"""Many rows at once, and columns written back: one prepared statement each. Inside an audited act, as every write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

_PLAIN = (str, int, bool)
_BATCH = 500
Item = TypeVar("Item")


def in_batches(items: Sequence[Item], size: int = _BATCH) -> Iterator[Sequence[Item]]:
    """``items`` in pieces that fit into the places of one statement."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def insert_rows(model: type[models.Model], instances: Iterable[models.Model]) -> int:
    """Insert ``instances`` of ``model``; returns how many. Keys are those of ``reserve_keys``, or given by the database
    and not filled in; no signal is sent."""
    instances = list(instances)
    keyed = bool(instances) and instances[0].pk is not None
    fields = [field for field in model._meta.concrete_fields if keyed or not isinstance(field, models.AutoField)]
    rows = [[_spelled(field, field.pre_save(each, add=True)) for field in fields] for each in instances]
    insert_tuples(model, [str(field.column) for field in fields], rows)
    return len(rows)


def insert_tuples(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows that are spelled as the database takes them."""
    if not rows:
        return
    quote = connection.ops.quote_name
    names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})", rows)  # noqa: S608


def speller(model: type[models.Model], name: str) -> Callable[[Any], Any]:
    """What turns values of a field into what the database takes, for the request or job at hand."""
    field = cast("models.Field[Any, Any]", model._meta.get_field(name))
    database = connections[DEFAULT_DB_ALIAS]  # looked up once: the proxy looks it up each time
    return lambda value: None if value is None else field.get_db_prep_save(value, database)


def _spelled(field: models.Field[Any, Any], value: Any) -> Any:
    if value is None or (type(value) in _PLAIN and not isinstance(field, models.JSONField)):
        return value
    return field.get_db_prep_save(value, connection)


def replace_column(model: type[models.Model], column: str, changes: Sequence[tuple[Any, int]]) -> None:
    """Write one column of rows that exist: pairs of the new value, as the database takes it, and the row's key."""
    if changes:
        table, name = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(column)
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table} SET {name} = %s WHERE id = %s", changes)  # noqa: S608


def reserve_keys(model: type[models.Model], many: int) -> list[int]:
    """Primary keys that nobody else gets, for rows that point at one another and are inserted together."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            asked = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(asked, [table, many])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT COALESCE((SELECT seq FROM sqlite_sequence WHERE name = %s), 0)", [table])
        last = cursor.fetchone()[0]  # one writer at a time, so the next ones are ours
    return list(range(last + 1, last + 1 + many))
