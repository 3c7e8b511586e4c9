"""Pages of treaties: the list, and one treaty on any day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.commons.downloads import Column, Format, Value, table_response
from palermo.commons.figure_columns import citation_columns
from palermo.commons.wording.dates import date_text
from palermo.ground.access.api import ActorRequest, open_to_all
from palermo.ground.standards.api import instruments
from palermo.measure.treaties import standing
from palermo.measure.treaties.counting import count_parties
from palermo.measure.treaties.naming import full_name, instrument_name, kind_name
from palermo.measure.treaties.standing import Participant


@require_safe
@open_to_all("treaty participation is public")
def treaty_list(request: ActorRequest) -> HttpResponse:
    """The instruments that the register knows, each with its count of parties."""
    days = standing.known_days()
    known = [(code, days[code]) for code in instruments() if code in days]
    rows = [
        {
            "code": code,
            "name": instrument_name(code),
            "known_until": day,
            "count": count_parties(standing.kept_consents(request.actor, code), date.fromisoformat(day)),
        }
        for code, day in known
    ]
    return render(request, "measure/treaties/treaties.html", {"rows": rows})


@require_safe
@open_to_all("treaty participation is public")
def treaty(request: ActorRequest, code: str) -> HttpResponse:
    """One treaty on a day: how many parties, who, since when, and what documents say."""
    until = _known(code)
    day, problem = _day(request.GET.get("on", ""), until)
    name = instrument_name(code)
    found = standing.participants(request.actor, code, day)
    context = {
        "code": code,
        "name": name,
        "full_name": full_name(code),
        "day": day.isoformat(),
        "problem": problem,
        "known_until": until,
        "beyond": day > date.fromisoformat(until),
        "count": count_parties(standing.kept_consents(request.actor, code), day),
        "participants": found,
        "chart": standing.parties_chart(request.actor, instruments()[code], name),
        "map": standing.participation_map(found, name, date_text(day.isoformat())),
        "releases": standing.registers(code),
        "agreements": standing.agreements(request.actor, code),
    }
    return render(request, "measure/treaties/treaty.html", context, status=422 if problem else 200)


@require_safe
@open_to_all("treaty participation is public")
def treaty_download(request: ActorRequest, code: str, form: str) -> HttpResponseBase:
    """Every participant with its deeds and their sources, as CSV or XLSX."""
    until = _known(code)
    day, _problem = _day(request.GET.get("on", ""), until)
    found = standing.participants(request.actor, code, day)
    return table_response(found, _columns(request), cast("Format", form), f"{code}-{day.isoformat()}")


def _known(code: str) -> str:
    until = standing.known_until(code) if code in instruments() else ""
    if not until:
        raise Http404
    return until


def _day(asked: str, until: str) -> tuple[date, str]:
    """The day asked for, else the last one the register knows; and what is wrong with what was asked."""
    try:
        return date.fromisoformat(asked or until), ""
    except ValueError:
        return date.fromisoformat(until), _("Write the day as year, month and day: 2020-07-20.")


def _columns(request: ActorRequest) -> list[Column]:
    words = ("", _("party"), _("party on an uncertain day"), _("signatory, not a party"))
    columns = [
        Column(_("Participant"), lambda item: item.name),
        Column(_("Code"), lambda item: item.code),
        Column(_("Standing"), lambda item: words[item.standing]),
        Column(_("Signed"), lambda item: item.signed.date if item.signed else ""),
        Column(_("Act"), lambda item: kind_name(item.consented.kind) if item.consented else ""),
        Column(_("Date of the act"), lambda item: item.consented.date if item.consented else ""),
        Column(_("Earliest day"), lambda item: item.consented.first if item.consented else None),
        Column(_("Latest day"), lambda item: item.consented.last if item.consented else None),
    ]
    cited = citation_columns(request)
    return [*columns, *(Column(column.title, _of_deed(column)) for column in cited)]


def _of_deed(column: Column) -> Callable[[Participant], Value]:
    """A citation column of the deed that makes the participant one."""
    return lambda item: column.value(item.consented or item.signed)
