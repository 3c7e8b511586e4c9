"""Finding contradictions among visible figures: one thing (``evidence.ONE_THING``), stated with another value.

Comparable are figures of a known measure with a period or an as-of date, with a place (or of a measure that does not
add over places, such as the parties to a treaty), in the same kind of unit. Two statements within one document, in
whatever language versions, are taken to be about two events; within one dataset they contradict each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Max, Min, Q
from django.db.models.functions import Coalesce

from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import Actor
from palermo.ground.evidence.api import ONE_THING, ONE_WORK, figures_visible_to, told_once
from palermo.ground.evidence.models import Figure
from palermo.ground.evidence.words import SourceKind
from palermo.ground.standards.api import measures
from palermo.measure.conflicts.models import Opinion
from palermo.measure.figures.adding import Addition, additions
from palermo.measure.fresh import kept_while_fresh
from palermo.measure.wording import place_positions

if TYPE_CHECKING:
    from django.db.models import QuerySet

_END = Coalesce("high", "value")
_PERSONS = frozenset({"people", "persons", "victims", "survivors", "suspects", "offenders"})


@dataclass(frozen=True, slots=True)
class Key:
    """What figures must share to be about one thing."""

    measure: str
    subject: str
    period: str
    as_of: str
    scope: str
    breakdown: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Figures about one thing with different values, in the order they came; ``opinions`` by figure, newest first."""

    key: Key
    figures: tuple[Figure, ...]
    opinions: dict[int, list[Opinion]]


@dataclass(frozen=True, slots=True)
class Uneven:
    """A total whose parts do not add up to it, both as stated."""

    total: Figure
    parts: tuple[Figure, ...]
    addition: Addition


@kept_while_fresh
def contradicted_keys(actor: Actor, measure: str = "", country: str = "") -> tuple[Key, ...]:
    """The things that visible figures state differently, by code of the place, measure and time."""
    found = _comparable(figures_visible_to(actor))
    if measure:
        found = found.filter(measure=measure)
    if country:
        found = found.filter(subject=country)
    rows = found.order_by().values(*ONE_THING).annotate(
        low=Min("value"), top=Max("value"), low_end=Min(_END), top_end=Max(_END),
        ways=Count("qualifier", distinct=True), sources=Count(ONE_WORK, distinct=True),
        units=Count("unit", distinct=True),
        published=Count("pk", filter=Q(source__kind=SourceKind.DATASET.value)),
    )  # fmt: skip
    differing = rows.filter(~Q(low=F("top")) | ~Q(low_end=F("top_end")) | Q(ways__gt=1))
    differing = differing.filter(Q(sources__gt=1) | Q(published__gt=1)).values_list(*ONE_THING, "units")
    keys = {Key(*key): units for *key, units in differing}
    mixed = contradictions(actor, (key for key, units in keys.items() if units > 1))
    plain = [key for key, units in keys.items() if units == 1]
    kept = [*plain, *(item.key for item in mixed if _differ_within_a_unit(item.figures))]
    return tuple(sorted(kept, key=lambda key: (key.subject, key.measure, key.period, key.as_of, key.breakdown)))


def keys_in_order(keys: Iterable[Key]) -> list[Key]:
    """For readers: places alphabetical in their language, then by measure and time."""
    listed = list(keys)
    places = place_positions(key.subject for key in listed)
    return sorted(listed, key=lambda key: (places[key.subject], key.measure, key.period, key.as_of, key.breakdown))


def _differ_within_a_unit(figures: Iterable[Figure]) -> bool:
    """Whether the difference is more than that one counts cases and another people."""
    stated: dict[str, set[tuple[object, ...]]] = defaultdict(set)
    for figure in figures:
        stated[_kind_of_unit(figure)].add((figure.value, figure.high, figure.qualifier))
    return any(len(values) > 1 for values in stated.values())


def _kind_of_unit(figure: Figure) -> str:
    return "people" if figure.unit in _PERSONS else figure.unit


def _comparable(figures: QuerySet[Figure]) -> QuerySet[Figure]:
    placeless = [identifier for identifier, measure in measures().items() if measure.over_places == "none"]
    timed = ~Q(period="") | ~Q(as_of="")
    placed = ~Q(subject="") | Q(measure__in=placeless)
    return figures.exclude(measure="").filter(timed & placed)


def contradictions(actor: Actor, keys: Iterable[Key]) -> list[Contradiction]:
    """The figures behind ``keys``, in the order of the keys; statements of several language versions once."""
    wanted = tuple(keys)
    found = _contradictions(actor, wanted) if wanted else ()
    return [replace(item, figures=tuple(told_once(item.figures, active_language()))) for item in found]


@kept_while_fresh
def _contradictions(actor: Actor, wanted: tuple[Key, ...]) -> tuple[Contradiction, ...]:
    any_of = reduce(or_, (Q(**_fields(key)) for key in wanted))
    grouped: dict[Key, list[Figure]] = defaultdict(list)
    for figure in figures_visible_to(actor).filter(any_of).select_related("source").order_by("pk"):
        grouped[_key_of(figure)].append(figure)
    opinions = opinions_on([figure for figures in grouped.values() for figure in figures])
    return tuple(Contradiction(key, tuple(grouped[key]), opinions) for key in wanted if key in grouped)


def contradicting(actor: Actor, figure: Figure) -> list[Figure]:
    """Other visible figures about the same thing with another value."""
    if not figure.measure:
        return []
    others = _comparable(figures_visible_to(actor)).filter(**_fields(_key_of(figure))).exclude(pk=figure.pk)
    if figure.source.kind != SourceKind.DATASET.value:
        others = others.exclude(source=figure.source)
        if figure.source.key:
            others = others.exclude(source__key=figure.source.key)
    same = Q(value=figure.value, qualifier=figure.qualifier)
    same &= Q(high__isnull=True) if figure.high is None else Q(high=figure.high)
    found = others.exclude(same).select_related("source").order_by("pk")
    return [other for other in found if _kind_of_unit(other) == _kind_of_unit(figure)]


def _key_of(figure: Figure) -> Key:
    return Key(*(getattr(figure, name) for name in ONE_THING))


def _fields(key: Key) -> dict[str, Any]:
    return {name: getattr(key, name) for name in ONE_THING}


def opinions_on(figures: Iterable[Figure]) -> dict[int, list[Opinion]]:
    """What reviewers hold about each figure, by the figure's key, newest first."""
    found: dict[int, list[Opinion]] = defaultdict(list)
    for opinion in Opinion.objects.filter(figure__in=list(figures)):
        found[opinion.figure_id].append(opinion)
    return dict(found)


def uneven_totals(actor: Actor, country: str = "") -> tuple[Uneven, ...]:
    """Totals that their parts contradict, those of several language versions once. Parts that fall short may be some
    of the parts only: whether a text presents them as all is judged where it is read, and becomes a warning."""
    uneven = _uneven_totals(actor, country)
    kept = {total.pk for total in told_once((item.total for item in uneven), active_language())}
    return tuple(item for item in uneven if item.total.pk in kept)


@kept_while_fresh
def _uneven_totals(actor: Actor, country: str) -> tuple[Uneven, ...]:
    visible = figures_visible_to(actor)
    parts = visible.filter(part_of__isnull=False).select_related("source").order_by("pk")
    by_total: dict[int, list[Figure]] = defaultdict(list)
    for part in parts:
        by_total[part.part_of_id or 0].append(part)
    totals = visible.filter(pk__in=by_total).select_related("source").order_by("source__title", "pk")
    if country:
        totals = totals.filter(subject=country)
    return tuple(
        Uneven(total, tuple(by_total[total.pk]), addition)
        for total in totals
        for addition in additions(total, by_total[total.pk])
        if addition.agrees is False
    )
