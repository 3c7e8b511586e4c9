"""Published evidence about several countries, planted so that an order by value would show."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from palermo.ground.access.api import console
from palermo.ground.audit import api as audit
from palermo.ground.evidence.models import Figure, Source, TreatyAction
from palermo.know import api as know
from palermo.measure import api as measure_wing

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
REGION = SAMPLES / "region.yaml"

# Values rise while the alphabet falls, in English, French, Arabic and Chinese alike.
VALUES = {"ZWE": 3, "SWE": 40, "FRA": 500, "EGY": 6_000, "CHN": 70_000, "AFG": 800_000, "ALB": 9_000_000}


def plant_figures(measure: str = "victims_identified", year: int = 2019) -> None:
    """A dataset with a figure and a treaty action for each country of ``VALUES``."""
    with audit.act(console(), "tests.evidence.planted", object_kind="dataset"):
        source = Source.objects.create(kind="dataset", key="PLANTED", title="Planted", language="en", published=True)
        common = {"source": source, "origin": "dataset", "status": "published"}
        for row, (code, value) in enumerate(VALUES.items(), start=2):
            Figure.objects.create(
                **common, measure=measure, subject=code, value=Decimal(value), unit="persons", locator=f"data!{row}",
                period=str(year), period_first=date(year, 1, 1), period_last=date(year, 12, 31),
            )  # fmt: skip
            TreatyAction.objects.create(
                **common, instrument="XVIII-12-a", kind="ratification", country=code, locator=f"data!{row}",
                date=f"20{row:02d}-05-01", first=date(2000 + row, 5, 1), last=date(2000 + row, 5, 1),
            )  # fmt: skip


def plant_samples(*documents: str) -> list[str]:
    """The project's own statistics and treaty register, and these documents of the samples, published. Returns the
    documents' addresses. Needs the setting PALERMO_REGION to name ``REGION``."""
    for path in (SAMPLES / "treaties" / "status.csv", SAMPLES / "statistics" / "trafficking.xlsx"):
        measure_wing.import_dataset(console(), path.read_bytes(), path.name)
    addresses = []
    for name in documents:
        document = know.ingest(console(), name=name, content=(SAMPLES / "documents" / name).read_bytes()).document
        know.publish(console(), document=document)
        addresses.append(f"/library/{document.uuid}/")
    return addresses
