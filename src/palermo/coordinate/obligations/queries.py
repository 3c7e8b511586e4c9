"""Reading obligations, fenced by the actor: strangers see published ones only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from palermo.coordinate.obligations.models import Obligation as Obligation  # pages name what queries give them
from palermo.coordinate.obligations.standing import days_late, standing_on
from palermo.coordinate.obligations.words import BADGES, STANDINGS, Standing
from palermo.coordinate.resolutions.queries import (
    Directive,
    Paragraph,
    Work,
    directives_visible_to,
    paragraphs_visible_to,
    works_visible_to,
)
from palermo.coordinate.resolutions.rules import may_read_unpublished
from palermo.coordinate.resolutions.vocabulary import addressee_name
from palermo.ground.access.api import Actor


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader filters by; an empty string is no filter."""

    author: str = ""
    body: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """An obligation as it stands on the day asked for, with what the actor may see of its mandate, report and
    evidence. ``late`` counts days."""

    obligation: Obligation
    standing: Standing
    late: int | None
    mandate: Directive | None
    report: Work | None
    evidence: Paragraph | None

    @property
    def standing_words(self) -> str:
        return str(STANDINGS[self.standing])

    @property
    def badge(self) -> str:
        return BADGES[self.standing]

    @property
    def author(self) -> str:
        return addressee_name(self.obligation.author)

    @property
    def body(self) -> str:
        return addressee_name(self.obligation.body)


def obligations_visible_to(actor: Actor) -> QuerySet[Obligation]:
    """All for staff, published ones for everybody else; in the order of their planned days, undated ones last."""
    found = Obligation.objects.all() if may_read_unpublished(actor) else Obligation.objects.filter(published=True)
    return found.order_by(F("planned_last").asc(nulls_last=True), "title", "pk")


def obligation_visible_to(actor: Actor, uuid: UUID) -> Obligation | None:
    """None when there is no such obligation, or none for this actor."""
    return obligations_visible_to(actor).filter(uuid=uuid).first()


def obligations_wanted(actor: Actor, wanted: Wanted, day: date) -> list[Listed]:
    """The visible obligations that fit, as they stand on ``day``."""
    found = obligations_visible_to(actor)
    if "\0" in wanted.author + wanted.body:
        return []
    found = found.filter(**{name: value for name in ("author", "body") if (value := getattr(wanted, name))})
    listed = listed_for(actor, list(found), day)
    return [each for each in listed if wanted.standing in ("", each.standing)]


def listed_for(actor: Actor, obligations: list[Obligation], day: date) -> list[Listed]:
    """Obligations with what the actor may see beside them, in the order given."""
    mandates = directives_visible_to(actor).in_bulk([each.mandate_id for each in obligations if each.mandate_id])
    reports = works_visible_to(actor).in_bulk([each.report_id for each in obligations if each.report_id])
    evidence = paragraphs_visible_to(actor).in_bulk([each.evidence_id for each in obligations if each.evidence_id])
    return [
        Listed(
            each, standing_on(each, day), days_late(each), mandates.get(each.mandate_id or 0),
            reports.get(each.report_id or 0), evidence.get(each.evidence_id or 0),
        )
        for each in obligations
    ]  # fmt: skip


def choices_for(actor: Actor) -> dict[str, list[str]]:
    """The authors and bodies of visible obligations, as codes."""
    found = obligations_visible_to(actor).order_by()
    return {
        "authors": list(found.values_list("author", flat=True).distinct()),
        "bodies": list(found.values_list("body", flat=True).distinct()),
    }


def mandated_by(actor: Actor, work: Work, day: date) -> list[Listed]:
    """The visible obligations that rest on a directive of the work."""
    found = obligations_visible_to(actor).filter(mandate__paragraph__text__work=work)
    return listed_for(actor, list(found), day)
