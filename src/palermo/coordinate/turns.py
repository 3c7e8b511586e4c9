"""One writer at a time where a check looks at many rows: links that must not close a circle, texts taken in once."""

from django.db import connection

_ADVISORY_LOCK = 0x636F6F7264  # "coord"


def take_turn() -> None:
    """Wait until no other transaction holds the turn, and hold it until this one ends. SQLite's immediate transactions
    wait by themselves. Must run inside an act."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])
