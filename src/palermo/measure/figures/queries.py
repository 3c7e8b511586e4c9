"""Reading figures, fenced by the actor: one, a series over time, a year over the world, the lists to choose from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, F, Max, Min, Q

from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import Actor
from palermo.ground.evidence.api import figures_visible_to, told_once
from palermo.ground.evidence.models import Figure
from palermo.ground.evidence.words import Origin
from palermo.ground.standards.api import measures
from palermo.measure.fresh import kept_while_fresh

if TYPE_CHECKING:
    from django.db.models import QuerySet

_FREE = ("citizenship=", "repatriation=", "region=")
DATASET = Origin.DATASET.value
_BY_TIME = F("period_last").asc(nulls_first=True)  # the databases disagree about where unknown times stand


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader chose to see; empty strings and None mean everything, an empty ``breakdown`` the totals."""

    measure: str = ""
    country: str = ""
    year: int | None = None
    breakdown: str | None = None
    origin: str = ""


def figures_chosen(actor: Actor, choice: Choice) -> QuerySet[Figure]:
    """The figures of a choice in a stable order: by measure, place, time, breakdown; never by value."""
    conditions = Q()
    if choice.measure:
        conditions &= Q(measure=choice.measure)
    if choice.country:
        conditions &= Q(subject=choice.country)
    if choice.year:
        conditions &= _touches(choice.year)
    if choice.breakdown is not None:
        conditions &= Q(breakdown=choice.breakdown)
    if choice.origin:
        conditions &= Q(origin=choice.origin)
    found = figures_visible_to(actor).filter(conditions).select_related("source")
    return found.order_by("measure", "subject", _BY_TIME, "breakdown", "pk")


def _touches(year: int) -> Q:
    """The period, or the as-of date of a figure without one, shares a day with the year."""
    return Q(period_first__lte=f"{year}-12-31", period_last__gte=f"{year}-01-01") | Q(
        period="", as_of__startswith=str(year)
    )


def figure_visible_to(actor: Actor, uuid: UUID) -> Figure | None:
    """A figure by its address, withdrawn ones included: a citation never leads nowhere."""
    found = figures_visible_to(actor, include_withdrawn=True).filter(uuid=uuid)
    return found.select_related("source", "part_of__source").first()


def parts_of(actor: Actor, figure: Figure) -> list[Figure]:
    return list(figures_visible_to(actor).filter(part_of=figure).select_related("source").order_by("breakdown", "pk"))


def yearly(
    actor: Actor, measure: str, country: str, breakdown: str, *, from_dataset: bool
) -> Mapping[int, list[Figure]]:
    """Figures that stand for exactly one calendar year, by year; several of one year are all given."""
    found = figures_chosen(actor, Choice(measure=measure, country=country, breakdown=breakdown))
    found = found.filter(origin=DATASET) if from_dataset else found.exclude(origin=DATASET)
    series: dict[int, list[Figure]] = defaultdict(list)
    for figure in found.filter(_WHOLE_YEAR):
        assert figure.period_first is not None
        series[figure.period_first.year].append(figure)
    return series


_WHOLE_YEAR = Q(
    period_first__month=1, period_first__day=1, period_last__month=12, period_last__day=31,
    period_first__year=F("period_last__year"),
)  # fmt: skip


def over_the_world(actor: Actor, measure: str, year: int, breakdown: str) -> Mapping[str, list[Figure]]:
    """Published statistics of one year by place."""
    found = figures_visible_to(actor).filter(
        measure=measure, origin=DATASET, period_last=f"{year}-12-31", period_first=f"{year}-01-01", breakdown=breakdown
    )
    places: dict[str, list[Figure]] = defaultdict(list)
    for figure in found.select_related("source").order_by("subject", "pk"):
        places[figure.subject].append(figure)
    return places


@dataclass(frozen=True, slots=True)
class MeasureSummary:
    """How many visible figures a measure has, from datasets and from documents, and from which years."""

    measure: str
    from_datasets: int
    from_documents: int
    places: int
    first_year: int | None
    last_year: int | None


@kept_while_fresh
def measure_summaries(actor: Actor) -> tuple[MeasureSummary, ...]:
    """Every measure with at least one visible figure, in the order of the list of measures."""
    rows = figures_visible_to(actor).exclude(measure="").order_by().values("measure").annotate(
        all=Count("pk"), published=Count("pk", filter=Q(origin=DATASET)), places=Count("subject", distinct=True),
        first=Min("period_first"), last=Max("period_last"),
    )  # fmt: skip
    order = {identifier: position for position, identifier in enumerate(measures())}
    summaries = (
        MeasureSummary(
            row["measure"], row["published"], row["all"] - row["published"], row["places"],
            row["first"].year if row["first"] else None, row["last"].year if row["last"] else None,
        )
        for row in rows
    )  # fmt: skip
    return tuple(sorted(summaries, key=lambda item: (order.get(item.measure, len(order)), item.measure)))


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen of one measure. ``covered`` gives for each year how many places have a published total."""

    places: frozenset[str]
    years: tuple[int, ...]
    breakdowns: tuple[str, ...]
    covered: Mapping[int, int]

    @property
    def best_year(self) -> int | None:
        """The latest year that at least half as many places report as in the fullest one."""
        enough = max(self.covered.values(), default=0) / 2
        return max((year for year, count in self.covered.items() if count >= enough), default=None)


@kept_while_fresh
def choices_of(actor: Actor, measure: str) -> Choices:
    """Places, years and breakdowns that a measure's visible figures have; citizenships are left to country pages."""
    found = figures_visible_to(actor).filter(measure=measure).order_by()
    totals = found.filter(origin=DATASET, breakdown="").filter(_WHOLE_YEAR).values("period_last__year")
    breakdowns = found.values_list("breakdown", flat=True).distinct()
    years = found.filter(period_last__isnull=False).values_list("period_last__year", flat=True).distinct()
    return Choices(
        places=frozenset(found.exclude(subject="").values_list("subject", flat=True).distinct()),
        years=tuple(sorted(years)),
        breakdowns=tuple(sorted(text for text in breakdowns if not any(free in text for free in _FREE))),
        covered={row["period_last__year"]: row["n"] for row in totals.annotate(n=Count("subject", distinct=True))},
    )


def citizenships(actor: Actor, measure: str, country: str) -> list[Figure]:
    """Published figures of one country by citizenship, all sexes and ages, of the latest year that has any; in the
    order of their rows."""
    found = figures_visible_to(actor).filter(
        measure=measure, subject=country, origin=DATASET, breakdown__startswith="citizenship="
    )
    plain = found.exclude(breakdown__contains=";").select_related("source")
    latest = plain.order_by("-period_last").values_list("period", flat=True).first()
    return list(plain.filter(period=latest).order_by("pk")) if latest else []


def measures_of(actor: Actor, country: str) -> list[str]:
    """Measures for which published statistics have the country, in the order of the list of measures."""
    found = figures_visible_to(actor).filter(subject=country, origin=DATASET).order_by()
    present = set(found.values_list("measure", flat=True).distinct())
    return [identifier for identifier in measures() if identifier in present]


def written_about(actor: Actor, country: str) -> list[Figure]:
    """What documents state about a country, alone or together with others it is named with; each statement once,
    in however many languages its document was read."""
    together = Q(scope__startswith="together:", scope__contains=country)
    found = figures_visible_to(actor).filter(Q(subject=country) | together).exclude(origin=DATASET)
    ordered = found.select_related("source").order_by("measure", _BY_TIME, "as_of", "breakdown", "pk")
    return told_once(ordered, active_language())


def all_about(actor: Actor, country: str) -> QuerySet[Figure]:
    """Every visible figure about a country, for its download."""
    together = Q(scope__startswith="together:", scope__contains=country)
    found = figures_visible_to(actor).filter(Q(subject=country) | together)
    return found.select_related("source").order_by("measure", _BY_TIME, "breakdown", "pk")
