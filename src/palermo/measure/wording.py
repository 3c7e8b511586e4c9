"""Codes in words, in the reader's language: places, breakdowns, how counts add."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from palermo.commons.wording.languages import active_language, join_names
from palermo.commons.wording.places import alphabetical_key
from palermo.commons.wording.units import unit_text
from palermo.ground.evidence.models import Figure
from palermo.ground.registers.api import declarations
from palermo.ground.standards.api import body_name, countries, measure_name
from palermo.measure.fresh import kept_while_fresh
from palermo.measure.models import Area
from palermo_engines.registers.model import in_language

PARTS: Mapping[str, Mapping[str, str | Promise]] = {
    "sex": {
        "female": gettext_lazy("female"),
        "male": gettext_lazy("male"),
        "other": gettext_lazy("other sex"),
        "unknown": gettext_lazy("sex unknown"),
        "not_disaggregated": gettext_lazy("not disaggregated by sex"),
    },
    "age": {
        "child": gettext_lazy("children"),
        "adult": gettext_lazy("adults"),
        "unknown": gettext_lazy("age unknown"),
    },
    "exploitation": {
        "sexual": gettext_lazy("sexual exploitation"),
        "forced_labour": gettext_lazy("forced labour"),
        "domestic_servitude": gettext_lazy("domestic servitude"),
        "organ_removal": gettext_lazy("removal of organs"),
        "forced_marriage": gettext_lazy("forced marriage"),
        "forced_criminality": gettext_lazy("forced criminality"),
        "begging": gettext_lazy("begging"),
        "other": gettext_lazy("other forms of exploitation"),
    },
    "per": {
        "year": gettext_lazy("a year"),
        "month": gettext_lazy("a month"),
        "week": gettext_lazy("a week"),
        "day": gettext_lazy("a day"),
    },
}
TOGETHER = "together:"
CITIZENS: Mapping[str, str | Promise] = {
    "national": gettext_lazy("nationals of the reporting country"),
    "foreign": gettext_lazy("foreign nationals"),
    "abroad": gettext_lazy("abroad"),
    "stateless": gettext_lazy("stateless persons"),
    "unknown": gettext_lazy("citizenship unknown"),
    "other": gettext_lazy("other citizenships"),
    "not_stated": gettext_lazy("not stated"),
}


def place_name(code: str) -> str:
    """A country, organisation, region or printed area in the reader's language; an empty code is no single one."""
    language = active_language()
    if not code:
        return _("World or several countries")
    if country := countries().get(code):
        return country.name(language)
    return body_name(code, language) or _areas().get(code, code)


def figure_place(figure: Figure) -> str:
    """Where a figure is about: one place, or several together as its scope names them."""
    named = (piece.removeprefix(TOGETHER) for piece in figure.scope.split(";") if piece.startswith(TOGETHER))
    codes = [code for piece in named for code in piece.split("+") if code in countries()]
    return join_names([name for _code, name in places_in_order(set(codes))]) if codes else place_name(figure.subject)


def scope_words(scope: str, measure: str) -> str:
    """A scope for people; that figures are about several countries together is said by their place. Codes that records
    of a register narrow the measure by are said by their labels."""
    pieces = [piece for piece in scope.split(";") if piece and not piece.startswith(TOGETHER)]
    labels = _scope_labels(measure) if pieces else {}
    return "; ".join(labels.get(piece, piece) for piece in pieces)


@kept_while_fresh
def _scope_labels(measure: str) -> Mapping[str, str]:
    """Labels of the codes that registers narrow a measure by; a code with two meanings has none."""
    language, found = active_language(), defaultdict[str, set[str]](set)
    for declared in declarations():
        for field in (declared.field(each.scope) for each in declared.measures if each.id == measure and each.scope):
            for choice in field.choices if field else ():
                found[choice.code].add(in_language(choice.label, language))
    return {code: labels.pop() for code, labels in found.items() if len(labels) == 1}


@kept_while_fresh
def _areas() -> Mapping[str, str]:
    return dict(Area.objects.values_list("code", "printed"))


def places_in_order(codes: set[str]) -> list[tuple[str, str]]:
    """(code, name), alphabetical in the reader's language: the only order places ever have."""
    return list(_in_order(frozenset(codes)))


@kept_while_fresh
def _in_order(codes: frozenset[str]) -> tuple[tuple[str, str], ...]:
    language = active_language()
    named = ((code, place_name(code)) for code in codes)
    return tuple(sorted(named, key=lambda item: alphabetical_key(item[1], language)))


def place_positions(codes: Iterable[str]) -> dict[str, int]:
    """Where each place stands in the alphabetical order of the reader's language."""
    return {code: position for position, (code, _name) in enumerate(places_in_order(set(codes)))}


def measure_title(identifier: str) -> str:
    """The measure's label; for a figure whose measure nobody named, that."""
    return measure_name(identifier, active_language()) if identifier else _("other figures")


def breakdown_words(text: str) -> str:
    """``age=child;sex=female`` as "children, female"; an empty breakdown is the total."""
    if not text:
        return _("total")
    return _(", ").join(_part_words(*part.partition("=")[::2]) for part in text.split(";"))


def _part_words(key: str, value: str) -> str:
    if value.startswith('"'):
        return _("“%(text)s” (as printed)") % {"text": value.strip('"')}
    if key == "citizenship":
        return str(CITIZENS.get(value) or _("citizens of %(place)s") % {"place": place_name(value)})
    if key == "repatriation":
        return _("repatriation: %(place)s") % {"place": CITIZENS.get(value) or place_name(value)}
    if key == "region":
        return place_name(value)
    return str(PARTS.get(key, {}).get(value) or value.replace("_", " "))


def adding_words(code: str) -> str:
    """How values combine, as ``standards/measures.yaml`` codes it."""
    return {
        "sum": _("values that do not overlap add up"),
        "last": _("only the latest value holds"),
        "none": _("values do not add up"),
    }.get(code, code)


def unit_words(unit: str) -> str:
    """The plural of a unit."""
    return _("money, in the currency stated") if unit == "money" else unit_text(unit, Decimal(2))
