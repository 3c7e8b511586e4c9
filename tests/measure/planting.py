"""Evidence planted for tests of reading: figures as documents state them, visible or not."""

from __future__ import annotations

from decimal import Decimal

from palermo.ground.access.api import console
from palermo.ground.audit import api as audit
from palermo.ground.evidence.models import Figure, Source
from palermo_engines.kit.periods import days_of


def document(key: str = "A/1", *, published: bool = True, dated: str = "2020-05-01") -> Source:
    with audit.act(console(), "tests.source.planted", object_kind="source"):
        return Source.objects.create(
            kind="document", key=key, title=f"Report {key}", language="en", published=published, dated=dated
        )


def figure(source: Source, value: int, **fields: object) -> Figure:
    """A figure as a document states it: victims identified in Chad in 2018, unless said otherwise."""
    usual: dict[str, object] = {
        "measure": "victims_identified", "subject": "TCD", "period": "2018", "unit": "people", "locator": "7",
        "snippet": f"{value} victims", "language": "en", "origin": "extraction", "status": "published",
    }  # fmt: skip
    row = Figure(source=source, value=Decimal(value), **(usual | fields))
    if row.period:
        days = days_of(row.period)
        row.period_first, row.period_last = days.first, days.last
    with audit.act(console(), "tests.figure.planted", object_kind="figure"):
        row.save()
    return row
