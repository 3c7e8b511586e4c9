"""A register's totals: what its measure adds up to, along which directions, and what was left apart."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from palermo.commons.wording.dates import date_text
from palermo.commons.wording.figures import figure_text
from palermo.commons.wording.languages import active_language, join_names
from palermo.commons.wording.places import alphabetical, alphabetical_key, country_name
from palermo.ground.access.api import open_to_all
from palermo.ground.registers.api import Part, record_visible_to, register_totals
from palermo.ground.standards.api import measure_name
from palermo.measure import api as measures
from palermo.site.registers.pages import all_wanted
from palermo.site.registers.requests import PageRequest, register_or_404
from palermo.site.registers.wording import title_of
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration, in_language

_RECORDS = 12
_TOGETHER = "together:"
_WHY: dict[str, str | Promise] = {
    "time": _("Values of different periods stand side by side: this measure does not add up over time."),
    "places": _("Values of different places stand side by side: this measure does not add up over places."),
    "contributors": _("Values of different bodies stand side by side: this measure does not add up over them."),
    "overlap": _("Periods of one body overlap: the longer one counts."),
    "stock": _("This is a stock: only the latest value of each body counts."),
}


class _Said:
    """A total in the shape that words are made of."""

    def __init__(self, part: Part) -> None:
        self.value, self.high, self.qualifier, self.unit = part.value, part.high, part.qualifier, part.unit
        self.suppressed = False


@open_to_all("only what the reader may read is added, field by field")
@require_safe
def totals(request: PageRequest, register: str, measure: str) -> HttpResponse:
    """The totals of a measure over the records that the filters leave."""
    declaration = register_or_404(request.actor, register)
    try:
        found = register_totals(request.actor, declaration, measure, all_wanted(request, declaration))
    except InputError:
        raise Http404 from None
    language = active_language()
    lines = sorted(found.lines, key=lambda part: alphabetical_key(_place(part), language))
    context = {
        "declaration": declaration, "register_title": title_of(declaration),
        "here_title": measure_name(measure, language), "records": found.records,
        "lines": [_line(request, declaration, measure, part) for part in lines], "counted_twice": found.counted_twice,
        "notes": [(_WHY[each.direction], len(each.records)) for each in found.not_added],
    }  # fmt: skip
    return render(request, "site/registers/totals.html", context)


def _place(part: Part) -> str:
    """Where a total is about: one place, or several together, as its scope names them."""
    if part.subject:
        return country_name(part.subject)
    codes = [code for piece in _pieces(part) if _together(piece) for code in piece.removeprefix(_TOGETHER).split("+")]
    return join_names([country_name(code) for code in alphabetical(codes)])


def _narrowed(declaration: Declaration, measure: str, part: Part) -> str:
    """What else narrows the count: codes of the field that says so by their labels."""
    fields = [declaration.field(each.scope) for each in declaration.measures if each.id == measure]
    language = active_language()
    labels = {choice.code: in_language(choice.label, language) for field in fields if field for choice in field.choices}
    return ", ".join(labels.get(piece, piece) for piece in _pieces(part) if not _together(piece))


def _pieces(part: Part) -> list[str]:
    return [piece for piece in part.scope.split(";") if piece]


def _together(piece: str) -> bool:
    return piece.startswith(_TOGETHER)


def _line(request: PageRequest, declaration: Declaration, measure: str, part: Part) -> dict[str, Any]:
    return {
        "place": _place(part), "when": date_text(part.period), "value": figure_text(_Said(part)),
        "split": measures.breakdown_words(part.breakdown), "scope": _narrowed(declaration, measure, part),
        "records": [(code, _address(request, declaration, code)) for code in part.records[:_RECORDS]],
        "more": max(0, len(part.records) - _RECORDS),
    }  # fmt: skip


def _address(request: PageRequest, declaration: Declaration, code: str) -> str:
    record = record_visible_to(request.actor, declaration, code)
    return reverse("register-record", args=[declaration.id, record.uuid]) if record else ""
