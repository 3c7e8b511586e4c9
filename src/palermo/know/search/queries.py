"""Finding passages: what the actor may see is decided in the same SQL that finds, so nothing else can be found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from palermo.ground.access.api import Actor, may
from palermo.know.search.backends import backend
from palermo.know.search.backends.protocol import Spelling
from palermo_engines.search.conditions import Condition
from palermo_engines.search.highlights import Snippet, snippet_of, spans_in
from palermo_engines.search.planning import Plan, Stage, plan
from palermo_engines.search.queries import parse
from palermo_engines.search.scripts import languages_written_like
from palermo_engines.search.synonyms import load_synonyms

PAGE_LENGTH = 20
FACETS = ("country", "language", "year", "kind", "part", "document")

_VISIBLE = "d.state = 'published'"
_COUNTRY = """EXISTS (SELECT 1 FROM know_finding f WHERE f.document_id = r.document_id AND f.passage = r.anchor
 AND f.code = %s AND ((f.kind = 'mention' AND f.state NOT IN ('rejected', 'withdrawn'))
 OR (f.kind IN ('figure', 'action') AND f.state IN ('accepted', 'corrected'))))"""
_COUNTRY_FACET = """SELECT 'country', f.code, count(DISTINCT hits.row_id), NULL FROM hits JOIN know_finding f
 ON f.document_id = hits.document_id AND f.passage = hits.anchor
 WHERE f.kind = 'mention' AND f.state NOT IN ('rejected', 'withdrawn') AND length(f.code) = 3 GROUP BY f.code"""
_COLUMNS = {"language": "s.language", "year": "d.year", "kind": "d.kind", "part": "r.kind", "document": "d.uuid"}


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means any. ``kind`` is the document's, ``part`` the passage's (paragraph, footnote, heading, table)."""

    country: str = ""
    year: str = ""
    language: str = ""
    kind: str = ""
    part: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage, with the document it stands in and the words that made it match."""

    document: UUID
    title: str
    symbol: str
    language: str
    dated: str
    part: str
    anchor: str
    published: bool
    snippet: Snippet

    @property
    def place(self) -> str:
        """The number people cite; empty for headings and tables, which have none."""
        return self.anchor.partition("-")[2] if self.anchor.startswith(("p-", "fn-")) else ""


@dataclass(frozen=True, slots=True)
class Facet:
    """How many hits have ``value``; ``label`` is set for documents only."""

    value: str
    count: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """``stage`` says how strictly the query was taken (a code of the plan); ``also`` the other names searched for."""

    total: int = 0
    hits: tuple[Hit, ...] = ()
    facets: dict[str, tuple[Facet, ...]] = field(default_factory=dict)
    stage: str = "asked"
    also: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    page: int = 1

    @property
    def pages(self) -> int:
        return -(-self.total // PAGE_LENGTH)


def search(
    actor: Actor, text: str, filters: Filters = Filters(), *, page: int = 1, newest_first: bool = False
) -> Answer:
    """The passages that match ``text``, best first; those in a language written like ``text`` come before those that
    say the same in another. A query that finds nothing as asked is asked more loosely."""
    planned = plan(parse(text), load_synonyms())
    if not planned.stages:
        return Answer(also=planned.also, notices=planned.notices)
    fence = _fence(actor, filters)
    stage, facets = _first_fruitful(planned, fence)
    total = sum(facet.count for facet in facets["part"])
    page = max(1, min(page, -(-total // PAGE_LENGTH)))
    first = () if newest_first else languages_written_like(text)
    hits = _hits(stage.condition, fence, page, first) if total else ()
    return Answer(total, hits, facets if total else {}, stage.code, planned.also, planned.notices, page)


def count(actor: Actor, condition: Condition, filters: Filters = Filters()) -> int:
    """How many passages meet a condition."""
    spelling, fence = backend().spell(condition), _fence(actor, filters)
    rows = _fetch(f"SELECT count(*) {_from(spelling, fence)}", [spelling.query, *fence.parameters])
    return int(rows[0][0])


@dataclass(frozen=True, slots=True)
class _Fence:
    """The filters and the actor's limits as SQL."""

    where: str
    parameters: tuple[Any, ...]


def _fence(actor: Actor, filters: Filters) -> _Fence:
    conditions, parameters = [], []
    if not may(actor, "know.document.read_unpublished"):
        conditions.append(_VISIBLE)
    for name, column in _COLUMNS.items():
        sought = getattr(filters, name).replace("\0", " ")
        if sought:
            conditions.append(f"{column} = %s")
            parameters.append(_parameter(name, sought))
    if filters.country:
        conditions.append(_COUNTRY)
        parameters.append(filters.country.replace("\0", " "))
    return _Fence("".join(f" AND {condition}" for condition in conditions), tuple(parameters))


def _parameter(name: str, sought: str) -> Any:
    """A value as the database stores it; what cannot be one matches nothing."""
    if name == "year":
        return int(sought) if sought.isdecimal() and len(sought) < 5 else -1
    if name == "document":
        try:
            key = UUID(sought)
        except ValueError:
            key = UUID(int=0)
        return key if connection.vendor == "postgresql" else key.hex
    return sought


def _first_fruitful(planned: Plan, fence: _Fence) -> tuple[Stage, dict[str, tuple[Facet, ...]]]:
    """The strictest stage that finds something, with its facets, which also tell how much; else the first."""
    nothing: tuple[Stage, dict[str, tuple[Facet, ...]]] | None = None
    for stage in planned.stages:
        facets = _facets(stage.condition, fence)
        if facets["part"]:
            return stage, facets
        nothing = nothing or (stage, facets)
    assert nothing is not None
    return nothing


def _from(spelling: Spelling, fence: _Fence) -> str:
    return (
        f"FROM know_searchrow r {spelling.join} JOIN know_document d ON d.id = r.document_id "
        f"JOIN ground_source s ON s.id = d.source_id WHERE {spelling.where}{fence.where}"
    )


def _hits(condition: Condition, fence: _Fence, page: int, first: Sequence[str]) -> tuple[Hit, ...]:
    """One page of hits, best match first, those in the languages ``first`` before the others; newest first when no
    language comes first."""
    spelling = backend().spell(condition)
    ranked: list[Any] = []
    order = "s.dated DESC, d.id, r.position"
    if first:
        order = (
            f"CASE WHEN s.language IN ({', '.join(['%s'] * len(first))}) THEN 0 ELSE 1 END, {spelling.rank}, {order}"
        )
        ranked = [*first, *[spelling.query] * spelling.rank_parameters]
    rows = _fetch(
        "SELECT d.uuid, s.title, s.key, s.language, s.dated, r.kind, r.anchor, d.state, r.text "
        f"{_from(spelling, fence)} ORDER BY {order} LIMIT {PAGE_LENGTH} OFFSET {(page - 1) * PAGE_LENGTH}",
        [spelling.query, *fence.parameters, *ranked],
    )
    return tuple(_hit(row, condition) for row in rows)


def _hit(row: Sequence[Any], condition: Condition) -> Hit:
    uuid, title, symbol, language, dated, part, anchor, state, text = row
    snippet = snippet_of(text, spans_in(text, language, condition))
    return Hit(UUID(str(uuid)), title, symbol, language, dated, part, anchor, state == "published", snippet)


def _facets(condition: Condition, fence: _Fence) -> dict[str, tuple[Facet, ...]]:
    """Counts by language, year, kind, part and document, in one pass over the hits."""
    spelling = backend().spell(condition)
    groups = " UNION ALL ".join(
        f"SELECT '{name}', CAST({name} AS TEXT), count(*), {'max(title)' if name == 'document' else 'NULL'} "  # noqa: S608
        f"FROM hits GROUP BY {name}"
        for name in _COLUMNS
    )
    columns = ", ".join(f"{column} AS {name}" for name, column in _COLUMNS.items())
    rows = _fetch(
        f"WITH hits AS MATERIALIZED (SELECT {columns}, s.title AS title, r.id AS row_id, r.document_id, r.anchor "
        f"{_from(spelling, fence)}) {groups} UNION ALL {_COUNTRY_FACET}",
        [spelling.query, *fence.parameters],
    )
    found: dict[str, list[Facet]] = {name: [] for name in FACETS}
    for name, value, number, label in rows:
        if value:
            found[name].append(Facet(_as_uuid(value) if name == "document" else value, number, label or ""))
    return {name: tuple(sorted(facets, key=_facet_order)) for name, facets in found.items()}


def _as_uuid(text: str) -> str:
    return str(UUID(text))


def _facet_order(facet: Facet) -> tuple[str, str]:
    """By name: facets are a table of contents, not a ranking. Years run backwards."""
    newest_first = str(9999 - int(facet.value)) if facet.value.isdecimal() and len(facet.value) == 4 else facet.value
    return facet.label, newest_first


def _fetch(sql: str, parameters: Sequence[Any]) -> list[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(parameters))
        return list(cursor.fetchall())
