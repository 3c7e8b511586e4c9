"""What search needs from a database's full-text index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from palermo.know.search.models import SearchRow
from palermo_engines.search.conditions import Condition


@dataclass(frozen=True, slots=True)
class Spelling:
    """A condition in SQL, over the table of rows named ``r``: ``join`` behind FROM, ``where`` with one parameter
    ``query``, and ``rank`` to sort by, best first when ascending; it takes ``rank_parameters`` times the query."""

    join: str
    where: str
    rank: str
    query: str
    rank_parameters: int = 0


class SearchBackend(Protocol):
    """Adds, removes and finds rows. Writes happen inside the caller's transaction."""

    def add(self, rows: Sequence[SearchRow], language: str) -> None:
        """Index rows that are not indexed yet."""

    def remove(self, rows: Sequence[SearchRow], language: str) -> None:
        """Take rows out; they must carry the text they were indexed with."""

    def clear(self) -> None:
        """Empty the index."""

    def spell(self, condition: Condition) -> Spelling:
        """The condition in this database's language."""
