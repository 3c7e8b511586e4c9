"""Statements of a whole table -> the figures to record, and a report of everything that was not plain.

Exact duplicates are dropped and counted. Rows with the same key and another value are all kept: they contradict each
other in print, and readers shall see it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from palermo.measure.statistics.stating import Statement

Parts = tuple[tuple[str, str], ...]
Key = tuple[str, str, int, Parts]


@dataclass(frozen=True, slots=True)
class Gathered:
    """``scope`` sets apart rows that are one thing only after coding (``Brasil`` and ``Brazil``): not a conflict."""

    statement: Statement
    scope: str


@dataclass(slots=True)
class ImportReport:
    """Counts of one import. ``repeated_keys`` are keys printed more than once; ``contradicting_keys`` those of them
    whose values differ. ``uncoded`` maps texts kept as printed, ``regions`` codes without a name and ``areas`` names
    without an ISO 3166-1 code to their number of rows. ``suppressed_rows`` counts rows, ``suppressed`` the figures kept
    of them. ``coded_together``: figures told apart by their printed text."""

    rows: int = 0
    figures: int = 0
    suppressed_rows: int = 0
    suppressed: int = 0
    without_value: int = 0
    duplicates: int = 0
    repeated_keys: int = 0
    contradicting_keys: int = 0
    coded_together: int = 0
    citizenships: int = 0
    uncoded: dict[str, int] = field(default_factory=dict)
    regions: dict[str, int] = field(default_factory=dict)
    areas: dict[str, int] = field(default_factory=dict)
    measures: dict[str, int] = field(default_factory=dict)
    countries: int = 0
    first_year: int | None = None
    last_year: int | None = None
    withdrawn: int = 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def gather(statements: list[Statement], without_value: int) -> tuple[list[Gathered], ImportReport]:
    """The statements to keep, in the order of their rows, and the report."""
    printed: Counter[tuple[str, ...]] = Counter(statement.row.cells for statement in statements)
    kept = [statement for statement, first in _firsts(statements) if first]
    report = ImportReport(rows=len(statements) + without_value, without_value=without_value, figures=len(kept))
    report.duplicates = sum(printed.values()) - len(printed)
    _count_repeats(report, statements)
    _count_places(report, statements)
    together = _coded_together(kept)
    gathered = [Gathered(item, _scope(item) if _key(item) in together else "") for item in kept]
    report.coded_together = sum(1 for item in gathered if item.scope)
    report.suppressed_rows = sum(1 for item in statements if item.stated.suppressed)
    report.suppressed = sum(1 for item in kept if item.stated.suppressed)
    report.measures = dict(Counter(item.measure for item in kept))
    return gathered, report


def _firsts(statements: Iterable[Statement]) -> Iterable[tuple[Statement, bool]]:
    seen: set[tuple[str, ...]] = set()
    for statement in statements:
        yield statement, statement.row.cells not in seen
        seen.add(statement.row.cells)


def _key(statement: Statement) -> Key:
    return statement.measure, statement.subject or statement.area, statement.year, statement.parts


def _scope(statement: Statement) -> str:
    return f"printed as {statement.category}"[:80]


def _coded_together(kept: list[Statement]) -> set[Key]:
    """Keys under which differently printed categories met."""
    categories: dict[Key, set[str]] = defaultdict(set)
    for statement in kept:
        categories[_key(statement)].add(statement.category)
    return {key for key, found in categories.items() if len(found) > 1}


def _count_repeats(report: ImportReport, statements: list[Statement]) -> None:
    stated: dict[tuple[Key, str], list[object]] = defaultdict(list)
    for statement in statements:
        stated[_key(statement), statement.category].append(statement.stated)
    report.repeated_keys = sum(1 for values in stated.values() if len(values) > 1)
    report.contradicting_keys = sum(1 for values in stated.values() if len(set(values)) > 1)


def _count_places(report: ImportReport, statements: list[Statement]) -> None:
    free_text = {statement.category for statement in statements if _is_free_text(statement)}
    uncoded = Counter(statement.category for statement in statements if not statement.coded)
    elsewhere = [statement for statement in statements if statement.subject is None]
    report.citizenships = len(free_text)
    report.uncoded = dict(sorted(uncoded.items(), key=lambda item: item[0].casefold()))
    report.regions = dict(sorted(Counter(item.area for item in elsewhere if item.row.cells[1] == "").items()))
    report.areas = dict(sorted(Counter(item.area for item in elsewhere if item.row.cells[1]).items()))
    report.countries = len({item.subject for item in statements if item.subject})
    years = [statement.year for statement in statements]
    report.first_year, report.last_year = min(years, default=None), max(years, default=None)


def _is_free_text(statement: Statement) -> bool:
    return any(key == "citizenship" for key, _ in statement.parts)
