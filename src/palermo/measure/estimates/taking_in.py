"""Taking a table of overlaps in."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.standards.api import countries
from palermo.measure.estimates.models import OverlapTable
from palermo.measure.estimates.reading import Overlaps
from palermo.measure.estimates.rules import may_run
from palermo.measure.estimates.tables import list_table
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.periods import days_of


@dataclass(frozen=True, slots=True)
class About:
    """What a table is about: ``subject`` is ISO 3166-1 alpha-3 or empty, ``period`` ISO 8601."""

    title: str
    subject: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """``tables``: the counts of each history under other plausible linkages; ``linked``: how the links were made."""

    tables: list[list[int]]
    linked: dict[str, Any]


def take_in(actor: Actor, *, about: About, overlaps: Overlaps, drawn: Drawn | None = None) -> OverlapTable:
    """Keep the counts, and nothing of the files they came from. InputError when the place or period is unknown."""
    may_run(actor).demand()
    demand_known(about)
    rows = [[code, list(values), count] for (code, values), count in sorted(overlaps.counts.items())]
    with audit.act(actor, "measure.estimate.table_taken_in", object_kind="overlap_table") as act:
        table = OverlapTable.objects.create(
            title=about.title, subject=about.subject, period=about.period, made_from=overlaps.made_from,
            names=list(overlaps.names), covariates=list(overlaps.covariates), rows=rows,
            observed=sum(overlaps.counts.values()), digest=digest_of(overlaps, rows, drawn),
            draws=drawn.tables if drawn else [], linked=drawn.linked if drawn else {},
            salt=secrets.token_hex(16), made_by=actor.code,
        )  # fmt: skip
        act.about(table.uuid)
        act.note(lists=len(overlaps.names), covariates=len(overlaps.covariates), made_from=str(overlaps.made_from))
    return table


def digest_of(overlaps: Overlaps, rows: Sequence[Sequence[object]], drawn: Drawn | None = None) -> str:
    """SHA-256 of everything that decides a result, besides settings and seed. Without covariates and draws it is the
    digest that ``palermo estimate`` prints of the same table."""
    if not overlaps.covariates and drawn is None:
        return list_table(overlaps.names, rows).digest
    decides: list[object] = [overlaps.names, overlaps.covariates, rows, *([drawn.tables] if drawn else [])]
    spelled = json.dumps(decides, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()


def seal_of(table: OverlapTable) -> str:
    """What a publication says of its data: who holds the table and the salt can prove that it is the one, and nobody
    can guess withheld cells from it."""
    return hashlib.sha256(f"{table.salt}{table.digest}".encode()).hexdigest()


def demand_known(about: About) -> None:
    """InputError naming the field that cannot be used."""
    if not about.title.strip():
        raise InputError("estimates.title", "Give the table a title.", where="title")
    if about.subject and about.subject not in countries():
        raise InputError("estimates.subject", "No such country or area is known.", where="subject")
    try:
        bounds = days_of(about.period) if about.period else None
    except ValueError as error:
        raise InputError("estimates.period", "Write a year, or a period such as 2015/2017.", where="period") from error
    if bounds and bounds.first and bounds.last and bounds.last < bounds.first:
        raise InputError("estimates.period", "The period ends before it begins.", where="period")
