"""What an actor may see: published evidence of published sources; readers of drafts see accepted evidence too.

Withdrawn evidence is seen by its own address only (``include_withdrawn``), so that a citation never leads nowhere.
"""

from __future__ import annotations

from django.db.models import QuerySet

from palermo.ground.access.api import Actor, may
from palermo.ground.evidence.models import Figure, TreatyAction
from palermo.ground.evidence.words import FigureStatus


def figures_visible_to(actor: Actor, *, include_withdrawn: bool = False) -> QuerySet[Figure]:
    return _fenced(Figure.objects.all(), actor, include_withdrawn)


def treaty_actions_visible_to(actor: Actor, *, include_withdrawn: bool = False) -> QuerySet[TreatyAction]:
    return _fenced(TreatyAction.objects.all(), actor, include_withdrawn)


def _fenced(evidence: QuerySet, actor: Actor, include_withdrawn: bool) -> QuerySet:  # type: ignore[type-arg]
    statuses = [FigureStatus.PUBLISHED.value]
    if include_withdrawn:
        statuses.append(FigureStatus.WITHDRAWN.value)
    if may(actor, "measure.figure.read_unpublished"):
        return evidence.filter(status__in=[*statuses, FigureStatus.ACCEPTED.value])
    return evidence.filter(status__in=statuses, source__published=True)
