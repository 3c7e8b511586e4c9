"""Records on a map, along time, in a month and as charts. Countries stand by name; nothing is ordered by a value."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import groupby, islice
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from palermo.commons.charts import Area, BarChart, BarSeries, Cell, State, WorldMap, level_of, level_words
from palermo.commons.wording.dates import date_text
from palermo.commons.wording.languages import active_language
from palermo.commons.wording.numbers import number
from palermo.ground.registers.api import (
    BY_DATE,
    Found,
    Shown,
    Wanted,
    all_records,
    facet_fields,
    find_records,
    years_of,
)
from palermo.ground.standards.api import measure_name
from palermo.site.registers.calendar import Happening, month_asked, month_of
from palermo.site.registers.requests import PageRequest
from palermo.site.registers.wording import label_of, title_of
from palermo_engines.registers.model import Declaration, FieldType, Role, in_language

MOST = 500  # records on a timeline or in a month; more are found by filtering
_BARS = 24


def view_of(view: str, request: PageRequest, declaration: Declaration, wanted: Wanted, found: Found) -> dict[str, Any]:
    """The template and content of a view other than the list."""
    makers = {"map": _map, "timeline": _timeline, "calendar": _calendar, "chart": _charts}
    return {"body": f"site/registers/_{view}.html", **makers[view](request, declaration, wanted, found)}


def charted(declaration: Declaration) -> bool:
    """Whether there is anything to draw: a date, or a choice to count by."""
    return declaration.with_role(Role.DATE) is not None or any(
        field.type is FieldType.CHOICE and field.facet for field in declaration.fields
    )


def totals_offered(declaration: Declaration) -> list[dict[str, str]]:
    """The measures of the register, each with its page."""
    language = active_language()
    seen: dict[str, str] = {measure.id: measure_name(measure.id, language) for measure in declaration.measures}
    return [
        {"title": title, "address": reverse("register-totals", args=[declaration.id, identifier])}
        for identifier, title in seen.items()
    ]


def happenings(request: HttpRequest, declaration: Declaration, records: Any) -> list[Happening]:
    """Records with days, as a calendar has them."""
    return [_happening(request, declaration, shown) for shown in records if shown.first or shown.last]


def _happening(request: HttpRequest, declaration: Declaration, shown: Shown) -> Happening:
    first = shown.first or shown.last
    last = shown.last or shown.first
    assert first is not None
    assert last is not None
    address = request.build_absolute_uri(reverse("register-record", args=[declaration.id, shown.uuid]))
    return Happening(str(shown.uuid), shown.title or shown.code, first, last, address)


def _map(_request: PageRequest, declaration: Declaration, _wanted: Wanted, found: Found) -> dict[str, Any]:
    field = declaration.with_role(Role.COUNTRY)
    counts = found.facets.get(field.id, {}) if field else {}
    areas = tuple(
        Area(code, level_of(Decimal(count)), number(count)) for code, count in counts.items() if len(code) == 3
    )
    title = _("%(register)s: records by country") % {"register": title_of(declaration)}
    return {"chart": WorldMap(title, areas, level_words(), _("Records")) if areas else None}


def _timeline(request: PageRequest, declaration: Declaration, wanted: Wanted, found: Found) -> dict[str, Any]:
    dated = _by_date(request, declaration, wanted)
    lines = [(shown.last or shown.first, _line(declaration, shown)) for shown in dated if shown.first or shown.last]
    years = [
        (year, [line for _on, line in group])
        for year, group in groupby(lines, key=lambda pair: pair[0].year if pair[0] else 0)
    ]
    whole = found.total <= MOST
    return {"years": years, "undated": found.total - len(lines) if whole else 0, "more": not whole, "most": MOST}


def _by_date(request: PageRequest, declaration: Declaration, wanted: Wanted) -> tuple[Shown, ...]:
    ordered = Wanted(
        wanted.states, wanted.countries, wanted.organisations, wanted.codes, wanted.first, wanted.last, wanted.text,
        BY_DATE,
    )  # fmt: skip
    return find_records(request.actor, declaration, ordered, limit=MOST).records


def _line(declaration: Declaration, shown: Shown) -> dict[str, str]:
    field = declaration.with_role(Role.DATE)
    said = shown.values.get(field.id) if field else ""
    if isinstance(said, dict):
        said = said.get("actual") or said.get("planned")
    return {
        "title": shown.title or shown.code,
        "address": reverse("register-record", args=[declaration.id, shown.uuid]),
        "when": date_text(str(said or "")),
        "about": "",
    }


def _calendar(request: PageRequest, declaration: Declaration, wanted: Wanted, _found: Found) -> dict[str, Any]:
    today = timezone.localdate()
    year, month = month_asked(request.GET.get("month", ""), today)
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1)
    within = Wanted(
        wanted.states, wanted.countries, wanted.organisations, wanted.codes, first, last, wanted.text, BY_DATE
    )
    records = find_records(request.actor, declaration, within, limit=MOST).records
    # What lasts longer than the month would fill every square: it stands on its first and last day only.
    shown = [piece for one in happenings(request, declaration, records) for piece in _pieces(one)]
    made = month_of(year, month, shown, today)
    return {"month": made, "before": _with_month(request, made.before), "after": _with_month(request, made.after)}


def _pieces(one: Happening) -> list[Happening]:
    if (one.last - one.first).days < 31:
        return [one]
    return [
        Happening(one.uid, _("%(title)s (begins)") % {"title": one.title}, one.first, one.first, one.address),
        Happening(one.uid, _("%(title)s (ends)") % {"title": one.title}, one.last, one.last, one.address),
    ]


def _with_month(request: PageRequest, month: str) -> str:
    query = request.GET.copy()
    query["month"] = month
    query["view"] = "calendar"
    return f"?{query.urlencode()}"


def _charts(request: PageRequest, declaration: Declaration, wanted: Wanted, found: Found) -> dict[str, Any]:
    charts = [chart for chart in (_by_year(request, declaration, wanted),) if chart]
    for field in facet_fields(request.actor, declaration):
        counts = found.facets.get(field.id, {})
        if field.type is FieldType.CHOICE and counts:
            language = active_language()
            pairs = [(in_language(c.label, language), counts[c.code]) for c in field.choices if c.code in counts]
            charts.append(_bars(_("Records by: %(field)s") % {"field": label_of(field)}, pairs[:_BARS]))
    return {"charts": charts}


def _by_year(request: PageRequest, declaration: Declaration, wanted: Wanted) -> BarChart | None:
    counts = years_of(request.actor, declaration, wanted)
    if not counts:
        return None
    span = range(max(min(counts), max(counts) - _BARS * 2), max(counts) + 1)
    return _bars(_("Records by year"), [(str(year), counts.get(year, 0)) for year in span])


def _bars(title: str, pairs: list[tuple[str, int]]) -> BarChart:
    cells = tuple(Cell(State.EXACT, Decimal(count), text=number(count)) for _words, count in pairs)
    return BarChart(title, tuple(words for words, _count in pairs), (BarSeries(_("Records"), cells),))


def first_of(records: Any, most: int = 10_000) -> list[Shown]:
    """At most ``most`` records of an iterator."""
    return list(islice(records, most))


def every_happening(request: PageRequest, declaration: Declaration, wanted: Wanted) -> list[Happening]:
    """All records with days, for a calendar file: at most ten thousand."""
    return happenings(request, declaration, first_of(all_records(request.actor, declaration, wanted)))
