"""Template tags of this wing: ``{% load measure %}``.

place_name code         a country, organisation, region or printed area
measure_title id        what is counted
figure_place figure     the same for a figure, that may be about several places together; scope_words scope measure
breakdown_words text    whom a figure singles out
instrument_name code    a treaty; kind_name kind: what a State did about it
adding_words code       how values combine; unit_words unit: the plural of a unit
of_figure figure        what reviewers hold about a figure, out of all opinions of a page
"""

from __future__ import annotations

from django import template

from palermo.ground.evidence.models import Figure
from palermo.measure import wording
from palermo.measure.treaties.naming import instrument_name, kind_name

register = template.Library()
register.filter("place_name", wording.place_name)
register.filter("measure_title", wording.measure_title)
register.filter("breakdown_words", wording.breakdown_words)
register.filter("figure_place", wording.figure_place)
register.filter("scope_words", wording.scope_words)
register.filter("adding_words", wording.adding_words)
register.filter("unit_words", wording.unit_words)


@register.filter
def of_figure(opinions: dict[int, list[object]], figure: Figure) -> list[object]:
    """What was said about one figure."""
    return opinions.get(figure.pk, [])


register.filter("instrument_name", instrument_name)
register.filter("kind_name", kind_name)


@register.filter
def row_number(locator: str) -> str:
    """The row in a place such as ``sheet!123``."""
    return locator.rpartition("!")[2]
