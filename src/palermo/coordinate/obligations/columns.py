"""The columns of the downloaded calendar."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from palermo.commons.citing import citation_of
from palermo.commons.downloads import Column
from palermo.coordinate.obligations.queries import Listed
from palermo.coordinate.resolutions.queries import Paragraph
from palermo.coordinate.resolutions.vocabulary import addressee_name


def obligation_columns(request: HttpRequest) -> list[Column]:
    """For rows of ``Listed``. Links are absolute, so that the file can leave the site."""

    def cited(paragraph: Paragraph | None) -> str:
        if paragraph is None:
            return ""
        citation = citation_of(paragraph)  # type: ignore[arg-type]
        return f"{citation.words} {request.build_absolute_uri(citation.address)}"

    def address(row: Listed) -> str:
        return request.build_absolute_uri(reverse("obligation", args=[row.obligation.uuid]))

    return [
        Column(_("What is to be reported"), lambda row: row.obligation.title),
        Column(_("Who reports"), lambda row: addressee_name(row.obligation.author)),
        Column(_("To whom"), lambda row: addressee_name(row.obligation.body)),
        Column(_("Session"), lambda row: row.obligation.session),
        Column(_("Planned date"), lambda row: row.obligation.planned),
        Column(_("Actual date"), lambda row: row.obligation.issued),
        Column(_("Days late"), lambda row: row.late),
        Column(_("Standing"), lambda row: row.standing_words),
        Column(_("Symbol of the report"), lambda row: row.obligation.issued_symbol),
        Column(_("Mandate"), lambda row: cited(row.mandate.paragraph) if row.mandate else row.obligation.mandate_words),
        Column(_("Evidence"), lambda row: cited(row.evidence)),
        Column(_("Link"), address),
    ]
