"""Figures as a file: every value with its qualifier, its citation and its own address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.commons.downloads import Column, Format, table_response
from palermo.commons.figure_columns import figure_columns
from palermo.measure.wording import breakdown_words, measure_title, place_name, places_in_order

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from palermo.ground.evidence.models import Figure


def in_reading_order(figures: QuerySet[Figure]) -> Iterator[Figure]:
    """``figures`` place by place, places alphabetical in the reader's language; within a place as they were ordered."""
    for code, _name in places_in_order(set(figures.order_by().values_list("subject", flat=True).distinct())):
        yield from figures.filter(subject=code)


def figure_file(request: HttpRequest, figures: QuerySet[Figure], form: str, name: str) -> HttpResponseBase:
    """A file of figures, ``form`` csv or xlsx. The sources must be selected along with them."""

    def address(figure: Figure) -> str:
        return request.build_absolute_uri(reverse("figure", args=[figure.uuid]))

    columns = [
        Column(_("What is counted"), lambda figure: measure_title(figure.measure)),
        Column(_("Place"), lambda figure: place_name(figure.subject)),
        Column(_("Of whom"), lambda figure: breakdown_words(figure.breakdown)),
        *figure_columns(request),
        Column(_("Title of the source"), lambda figure: figure.source.title),
        Column(
            _("Address of the figure"), lambda figure: request.build_absolute_uri(reverse("figure", args=[figure.uuid]))
        ),
    ]
    return table_response(in_reading_order(figures), columns, cast("Format", form), name)
