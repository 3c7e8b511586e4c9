"""SQLite FTS5: a contentless table of two columns, fed with ready tokens.

``tokenize='ascii'`` takes every byte above 127 for a letter, so our tokens pass as they are. A contentless table
forgets what it indexed: to take a row out, exactly the tokens that went in must be given again. That is why rows
remember the version of their analysis.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection

from palermo.know.search.backends.protocol import Spelling
from palermo.know.search.models import SearchRow
from palermo_engines.search.analysis import Token, analyse
from palermo_engines.search.conditions import AllOf, AnyOf, Condition, Phrase

TABLE = "know_search_fts"

_ADD = f"INSERT INTO {TABLE}(rowid, exact, words) VALUES (%s, %s, %s)"  # noqa: S608 - a constant name
_REMOVE = f"INSERT INTO {TABLE}({TABLE}, rowid, exact, words) VALUES ('delete', %s, %s, %s)"  # noqa: S608
_CLEAR = f"INSERT INTO {TABLE}({TABLE}) VALUES ('delete-all')"  # noqa: S608


class Fts5Backend:
    """The back end of SQLite."""

    def add(self, rows: Sequence[SearchRow], language: str) -> None:
        self._write(_ADD, rows, language)

    def remove(self, rows: Sequence[SearchRow], language: str) -> None:
        self._write(_REMOVE, rows, language)

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_CLEAR)

    def spell(self, condition: Condition) -> Spelling:
        return Spelling(
            join=f"JOIN {TABLE} ON {TABLE}.rowid = r.id",
            where=f"{TABLE} MATCH %s",
            rank=f"bm25({TABLE}, 1.0, 4.0)",
            query=_spell(condition),
        )

    def _write(self, statement: str, rows: Sequence[SearchRow], language: str) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(statement, list(_token_rows(rows, language)))


def _token_rows(rows: Sequence[SearchRow], language: str) -> Iterator[tuple[int, str, str]]:
    for row in rows:
        analysis = analyse(row.text, language)
        yield row.pk, _column(analysis.exact), _column(analysis.words)


def _column(tokens: tuple[Token, ...]) -> str:
    return " ".join(token.text for token in tokens)


def _spell(condition: Condition) -> str:
    """In FTS5's query language. Tokens hold no quote: ASCII marks were moved out of the way."""
    if isinstance(condition, Phrase):
        return f'{condition.column} : "{" ".join(condition.tokens)}"{" *" if condition.open_end else ""}'
    if isinstance(condition, AllOf | AnyOf):
        word = " AND " if isinstance(condition, AllOf) else " OR "
        return f"({word.join(map(_spell, condition.parts))})"
    return f"({_spell(condition.wanted)} NOT {_spell(condition.unwanted)})"
