"""Which charts a measure's page shows for a choice."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from palermo.commons.charts import BarChart, LineChart, WorldMap
from palermo.ground.access.api import Actor
from palermo.ground.evidence.api import Figure
from palermo.ground.standards.api import countries, measures
from palermo.measure.figures.charting import bars_by_year, cell_of_all, lines_by_year, world_map
from palermo.measure.figures.choosing import Chosen
from palermo.measure.figures.queries import citizenships, measures_of, over_the_world, yearly
from palermo.measure.fresh import kept_while_fresh
from palermo.measure.wording import breakdown_words, measure_title, place_name

_SEXES = ("female", "male", "other", "unknown")


@dataclass(frozen=True, slots=True)
class Charts:
    """``over_time`` and ``by_sex`` only when a place is chosen; ``world`` when a year has published figures."""

    over_time: LineChart | BarChart | None = None
    by_sex: BarChart | None = None
    world: WorldMap | None = None
    elsewhere: list[tuple[str, str]] = field(default_factory=list)


def measure_charts(actor: Actor, identifier: str, chosen: Chosen) -> Charts:
    """Charts of one measure: of the chosen country over time, and of the chosen year over the world."""
    return _charts(actor, identifier, chosen.country, chosen.year, chosen.total_or_breakdown)


@kept_while_fresh
def _charts(actor: Actor, identifier: str, country: str, year: int | None, breakdown: str) -> Charts:
    world, elsewhere = _world(actor, identifier, year, breakdown)
    if not country:
        return Charts(world=world, elsewhere=elsewhere)
    over_time = country_over_time(actor, identifier, country, breakdown)
    return Charts(over_time, country_by_sex(actor, identifier, country), world, elsewhere)


def country_over_time(actor: Actor, identifier: str, country: str, breakdown: str = "") -> LineChart | None:
    """Published statistics and documents of one country as two lines."""
    published = yearly(actor, identifier, country, breakdown, from_dataset=True)
    written = yearly(actor, identifier, country, breakdown, from_dataset=False)
    series = [
        (name, found) for name, found in ((_("published statistics"), published), (_("documents"), written)) if found
    ]
    return lines_by_year(_title(identifier, country, breakdown), series)


def country_by_sex(actor: Actor, identifier: str, country: str) -> BarChart | None:
    """Published statistics of one country by sex; suppressed counts are hatched, years without a figure are gaps."""
    series = [
        (breakdown_words(f"sex={sex}"), yearly(actor, identifier, country, f"sex={sex}", from_dataset=True))
        for sex in _SEXES
    ]
    title = _("%(measure)s, %(place)s, by sex") % {"measure": measure_title(identifier), "place": place_name(country)}
    return bars_by_year(title, [(name, found) for name, found in series if found])


def _world(
    actor: Actor, identifier: str, year: int | None, breakdown: str
) -> tuple[WorldMap | None, list[tuple[str, str]]]:
    """The map, and the places with their figures that it cannot show."""
    places = over_the_world(actor, identifier, year, breakdown) if year else {}
    if not places:
        return None, []
    title = _("%(measure)s, %(year)s: %(breakdown)s") % {
        "measure": measure_title(identifier),
        "year": year,
        "breakdown": breakdown_words(breakdown),
    }
    on_map = {code: found for code, found in places.items() if code in countries()}
    elsewhere = [(place_name(code), cell_of_all(found).text) for code, found in places.items() if code not in on_map]
    return world_map(title, on_map, measure_title(identifier)), elsewhere


def _title(identifier: str, country: str, breakdown: str) -> str:
    words = {
        "measure": measure_title(identifier),
        "place": place_name(country),
        "breakdown": breakdown_words(breakdown),
    }
    return _("%(measure)s, %(place)s: %(breakdown)s") % words


@dataclass(frozen=True, slots=True)
class CountryStatistics:
    """Published statistics of one country: victims over time and by sex, then what is counted of criminal justice
    (persons in one chart, everything else in its own), and the citizenships of victims in the latest year told."""

    charts: list[LineChart | BarChart]
    citizenships: list[Figure]
    citizenships_year: int | None


_VICTIMS = "victims_identified"


@kept_while_fresh
def country_statistics(actor: Actor, country: str) -> CountryStatistics:
    """What the country's page draws."""
    counted = measures_of(actor, country)
    others = [measure for measure in counted if measure != _VICTIMS]
    persons = [measure for measure in others if measures()[measure].unit == "people"]
    charts = [
        country_over_time(actor, _VICTIMS, country),
        country_by_sex(actor, _VICTIMS, country),
        _side_by_side(actor, persons, country),
        *(country_over_time(actor, measure, country) for measure in others if measure not in persons),
    ]
    by_citizenship = citizenships(actor, _VICTIMS, country)
    return CountryStatistics(
        charts=[chart for chart in charts if chart],
        citizenships=by_citizenship,
        citizenships_year=int(by_citizenship[0].period) if by_citizenship else None,
    )


def _side_by_side(actor: Actor, counted: list[str], country: str) -> LineChart | None:
    """Totals of several measures in one chart, in the order of the list of measures."""
    found = [(measure_title(measure), yearly(actor, measure, country, "", from_dataset=True)) for measure in counted]
    title = _("Persons in contact with criminal justice, %(place)s") % {"place": place_name(country)}
    return lines_by_year(title, [(name, series) for name, series in found if series])
