"""The columns of a downloaded table of figures: the value as stated, and where it can be read."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from palermo.commons.citing import citation_of
from palermo.commons.downloads import Column
from palermo.commons.wording.figures import figure_text
from palermo.commons.wording.places import country_name


def figure_columns(request: HttpRequest) -> list[Column]:
    """For rows of ``ground.evidence.models.Figure`` with their source selected. Links are absolute, so that the file
    can leave the site and each number still opens to its source."""
    return [
        Column(_("Measure"), lambda figure: figure.measure),
        Column(_("Code"), lambda figure: figure.subject),
        Column(_("Country"), lambda figure: country_name(figure.subject) if figure.subject else ""),
        Column(_("Value"), lambda figure: None if figure.suppressed else figure.value),
        Column(_("Upper value"), lambda figure: figure.high),
        Column(_("Qualifier"), lambda figure: figure.qualifier),
        Column(_("As stated"), figure_text),
        Column(_("Unit"), lambda figure: figure.unit),
        Column(_("Suppressed"), lambda figure: "yes" if figure.suppressed else ""),
        Column(_("Period"), lambda figure: figure.period),
        Column(_("As of"), lambda figure: figure.as_of),
        Column(_("Breakdown"), lambda figure: figure.breakdown),
        Column(_("Scope"), lambda figure: figure.scope),
        Column(_("Origin"), lambda figure: figure.origin),
        *citation_columns(request),
    ]


def citation_columns(request: HttpRequest) -> list[Column]:
    """Source, place, words and link, for rows of anything that cites."""

    def link(cited: Any) -> str:
        address = citation_of(cited).address
        return request.build_absolute_uri(address) if address else ""

    return [
        Column(_("Source"), lambda cited: cited.source.key or cited.source.title),
        Column(_("Place in the source"), lambda cited: cited.locator),
        Column(_("Words of the source"), lambda cited: cited.snippet),
        Column(_("Link"), link),
    ]
