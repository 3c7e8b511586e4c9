"""PostgreSQL: a tsvector written from the same tokens, with a GIN index.

Both columns live in one vector: tokens of ``words`` carry a mark in front and weight A, and stand behind those of
``exact`` with a gap, so that no phrase runs from one into the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from palermo.know.search.backends.protocol import Spelling
from palermo.know.search.models import SearchRow
from palermo_engines.search.analysis import Token, analyse
from palermo_engines.search.conditions import AllOf, AnyOf, Condition, Phrase

_WORDS_MARK = "\ue100"
_LAST_POSITION = 16_383
_POSITIONS_OF_A_TOKEN = 255
_LONGEST_TOKEN = 500
_GAP = 10


class TsvectorBackend:
    """The back end of PostgreSQL."""

    def add(self, rows: Sequence[SearchRow], language: str) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE know_searchrow SET tokens = %s::tsvector WHERE id = %s",
                [(vector_of(row.text, language), row.pk) for row in rows],
            )

    def remove(self, rows: Sequence[SearchRow], language: str) -> None:
        """Nothing to do: the tokens stand in the row and go with it."""

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE know_searchrow SET tokens = NULL")

    def spell(self, condition: Condition) -> Spelling:
        return Spelling(
            join="",
            where="r.tokens @@ %s::tsquery",
            rank="-ts_rank(r.tokens, %s::tsquery)",
            query=_spell(condition),
            rank_parameters=1,
        )


def vector_of(text: str, language: str) -> str:
    """The tsvector literal of a text."""
    analysis = analyse(text, language)
    positions: dict[str, list[str]] = {}
    _collect(positions, analysis.exact, "", 1, "")
    _collect(positions, analysis.words, _WORDS_MARK, len(analysis.exact) + _GAP, "A")
    return " ".join(f"{_quoted(token)}:{','.join(found[:_POSITIONS_OF_A_TOKEN])}" for token, found in positions.items())


def _collect(positions: dict[str, list[str]], tokens: tuple[Token, ...], mark: str, first: int, weight: str) -> None:
    for position, token in enumerate(tokens, start=first):
        if position > _LAST_POSITION:
            return
        positions.setdefault(mark + token.text, []).append(f"{position}{weight}")


def _quoted(token: str) -> str:
    """A token as PostgreSQL reads it, cut where it would refuse the whole text."""
    escaped = token[:_LONGEST_TOKEN].replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _spell(condition: Condition) -> str:
    if isinstance(condition, Phrase):
        return f"({' <-> '.join(_token(condition, index) for index in range(len(condition.tokens)))})"
    if isinstance(condition, AllOf | AnyOf):
        sign = " & " if isinstance(condition, AllOf) else " | "
        return f"({sign.join(map(_spell, condition.parts))})"
    return f"({_spell(condition.wanted)} & !{_spell(condition.unwanted)})"


def _token(phrase: Phrase, index: int) -> str:
    mark = _WORDS_MARK if phrase.column == "words" else ""
    is_last = index == len(phrase.tokens) - 1
    return _quoted(mark + phrase.tokens[index]) + (":*" if phrase.open_end and is_last else "")
