"""One protocol, two back ends over the same tokens; which one is decided by the database."""

from django.db import connection

from palermo.know.search.backends.fts5 import Fts5Backend
from palermo.know.search.backends.protocol import SearchBackend
from palermo.know.search.backends.tsvector import TsvectorBackend

__all__ = ["SearchBackend", "backend"]


def backend() -> SearchBackend:
    """The back end of the database in use."""
    return TsvectorBackend() if connection.vendor == "postgresql" else Fts5Backend()
