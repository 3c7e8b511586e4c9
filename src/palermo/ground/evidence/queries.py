"""Reading evidence, fenced by the actor: strangers see published evidence of published sources, nothing else."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet

from palermo.ground.access.api import Actor, may
from palermo.ground.evidence.models import Cited, Figure, Source, TreatyAction
from palermo.ground.evidence.words import FigureStatus

_DRAFTS = "measure.figure.read_unpublished"
# What makes two figures statements about one thing (design: evidence is the common coin).
ONE_THING = ("measure", "subject", "period", "as_of", "scope", "breakdown")
AnyCited = TypeVar("AnyCited", bound=Cited)


def figures_visible_to(actor: Actor, *, include_withdrawn: bool = False) -> QuerySet[Figure]:
    """Published figures of published sources; readers of drafts see accepted ones too.

    ``include_withdrawn`` is for a figure's own address, so that a citation never leads nowhere.
    """
    return _fenced(Figure.objects.all(), actor, include_withdrawn)


def treaty_actions_visible_to(actor: Actor, *, include_withdrawn: bool = False) -> QuerySet[TreatyAction]:
    """Treaty actions, by the same rule as figures."""
    return _fenced(TreatyAction.objects.all(), actor, include_withdrawn)


def sources_visible_to(actor: Actor) -> QuerySet[Source]:
    """Published sources; readers of drafts see all."""
    return Source.objects.all() if may(actor, _DRAFTS) else Source.objects.filter(published=True)


def _fenced(evidence: QuerySet[AnyCited], actor: Actor, include_withdrawn: bool) -> QuerySet[AnyCited]:
    statuses = [FigureStatus.PUBLISHED.value]
    if include_withdrawn:
        statuses.append(FigureStatus.WITHDRAWN.value)
    if may(actor, _DRAFTS):
        return evidence.filter(status__in=[*statuses, FigureStatus.ACCEPTED.value])
    return evidence.filter(status__in=statuses, source__published=True)
