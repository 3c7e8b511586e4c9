"""Importing the published trafficking workbook: all of it or nothing, once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from palermo.commons import originals
from palermo.ground.access.api import Actor, may
from palermo.ground.audit import api as audit
from palermo.ground.evidence.models import Figure
from palermo.ground.evidence.words import FigureStatus, Origin
from palermo.measure import releases
from palermo.measure.models import Release
from palermo.measure.releases import Imported
from palermo.measure.rows import insert_many
from palermo.measure.statistics.gathering import Gathered, ImportReport, gather
from palermo.measure.statistics.stating import state_rows
from palermo.measure.statistics.vocabulary import vocabulary
from palermo.measure.statistics.workbook import PrintedTable, read_table
from palermo.measure.words import DatasetKind
from palermo_engines.kit.quantities import Qualifier

_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
STEPS = 4


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything an import will write, computed without touching the database."""

    publication: releases.Publication
    sheet: str
    gathered: list[Gathered]
    report: ImportReport


def prepare(content: bytes, name: str, *, step: Callable[[int, int, str], None] = lambda *_: None) -> Prepared:
    """Read, code and count the whole table. InputError or TableError when it cannot be used."""
    step(0, STEPS, "reading the workbook")
    table = read_table(content, vocabulary().columns)
    step(1, STEPS, "reading the rows")
    statements, without_value = state_rows(table)
    publication = _publication(content, name, table, frozenset(item.subject for item in statements if item.subject))
    step(2, STEPS, "looking for duplicates and contradictions")
    gathered, report = gather(statements, without_value)
    step(3, STEPS, "writing the figures")
    return Prepared(publication, table.sheet, gathered, report)


def record(actor: Actor, prepared: Prepared) -> Imported:
    """Write a prepared import in one act: the release, its figures, and the withdrawal of the release before."""
    may(actor, "measure.dataset.import").demand()
    with audit.act(actor, "measure.dataset.imported", object_kind="dataset") as act:
        release, prepared.report.withdrawn = releases.begin_release(prepared.publication, prepared.report.rows)
        insert_many(Figure, _figures(release, prepared))
        report = prepared.report.as_json()
        releases.keep_report(release, report)
        act.about(release.source.uuid)
        act.note(digest=prepared.publication.digest, **_counts(report))
    return Imported(release, changed=True, report=report)


def _counts(report: dict[str, Any]) -> dict[str, int]:
    return {name: value for name, value in report.items() if isinstance(value, int)}


def _figures(release: Release, prepared: Prepared) -> Iterator[Figure]:
    areas = releases.area_codes({item.statement.area for item in prepared.gathered if item.statement.subject is None})
    for item in prepared.gathered:
        stated = item.statement
        yield Figure(
            source_id=release.source_id,
            locator=f"{prepared.sheet[:28]}!{stated.row.number}",
            snippet=" | ".join(stated.row.cells),
            language="en",
            origin=Origin.DATASET.value,
            origin_uuid=release.uuid,
            status=FigureStatus.PUBLISHED.value,
            measure=stated.measure,
            subject=stated.subject or areas[stated.area],
            value=stated.stated.value,
            qualifier=(Qualifier.LESS_THAN if stated.stated.suppressed else Qualifier.EXACT).value,
            unit=stated.unit,
            suppressed=stated.stated.suppressed,
            period=str(stated.year),
            period_first=date(stated.year, 1, 1),
            period_last=date(stated.year, 12, 31),
            breakdown=";".join(f"{key}={code}" for key, code in stated.parts),
            scope=item.scope,
        )


def _publication(content: bytes, name: str, table: PrintedTable, places: frozenset[str]) -> releases.Publication:
    words, digest = vocabulary(), originals.digest_of(content)
    dated = _release_date(table.preamble)
    return releases.Publication(
        kind=DatasetKind.STATISTICS,
        key=f"trafficking-statistics-{dated or digest[:8]}",
        title=words.title,
        publisher=words.publisher,
        dated=dated,
        digest=digest,
        filename=name,
        places=places,
    )


def _release_date(preamble: tuple[str, ...]) -> str:
    """The first date above the header: the day of the release. UNODC prints the day first."""
    for text in preamble:
        if match := _ISO.match(text):
            return "-".join(match.groups())
        if match := _DAY_FIRST.fullmatch(text):
            day, month, year = match.groups()
            return f"{year}-{int(month):02d}-{int(day):02d}"
    return ""
