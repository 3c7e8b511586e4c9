"""Reading datasets: what was imported, and the place of a row in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from palermo.ground.access.api import Actor
from palermo.ground.evidence.api import figures_visible_to, treaty_actions_visible_to
from palermo.measure.models import Release
from palermo.measure.words import DatasetKind

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from palermo.ground.evidence.models import Figure, TreatyAction


def datasets() -> QuerySet[Release]:
    """Every release that was imported, the newest first. What was imported is public; its source says so."""
    return Release.objects.filter(source__published=True).select_related("source", "superseded_by__source")


def dataset_with(uuid: UUID) -> Release | None:
    return datasets().filter(source__uuid=uuid).first()


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a dataset in the order of its rows, withdrawn ones included: figures or treaty actions."""

    rows: QuerySet[Figure] | QuerySet[TreatyAction]
    figures: bool

    def page_of(self, row: int, length: int) -> int | None:
        """The page, counted from 1, on which a row of the file stands; None when nothing was made of it."""
        at = self.rows.filter(locator__endswith=f"!{row}").values_list("pk", flat=True).first()
        if at is None:
            return None
        return self.rows.filter(pk__lt=at).count() // length + 1


def records_of(actor: Actor, release: Release) -> Records:
    figures = release.kind == DatasetKind.STATISTICS
    visible = figures_visible_to if figures else treaty_actions_visible_to
    found = visible(actor, include_withdrawn=True).filter(source=release.source_id)
    return Records(found.select_related("source").order_by("pk"), figures)
