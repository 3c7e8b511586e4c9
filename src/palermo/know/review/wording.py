"""A finding in words for people: the fact in one line, and the little facts about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from palermo.commons.wording.dates import date_text
from palermo.commons.wording.figures import figure_text
from palermo.commons.wording.languages import join_names
from palermo.commons.wording.places import country_name
from palermo.ground.standards.api import action_kinds, instruments, measure_name
from palermo.know.review.models import Finding
from palermo.know.review.payloads import decimal_of
from palermo.know.review.words import FindingKind, FindingState

KIND_NAMES: Mapping[str, str | Promise] = {
    FindingKind.FIGURE: gettext_lazy("Figure"),
    FindingKind.ACTION: gettext_lazy("Treaty action"),
    FindingKind.STATEMENT: gettext_lazy("Statement"),
    FindingKind.DIRECTIVE: gettext_lazy("Directive"),
    FindingKind.WARNING: gettext_lazy("Warning"),
    FindingKind.MENTION: gettext_lazy("Mention"),
}
STATE_NAMES: Mapping[str, str | Promise] = {
    FindingState.FOUND: pgettext_lazy("state of a finding", "to review"),
    FindingState.ACCEPTED: gettext_lazy("accepted"),
    FindingState.CORRECTED: gettext_lazy("corrected"),
    FindingState.REJECTED: gettext_lazy("rejected"),
    FindingState.WITHDRAWN: gettext_lazy("withdrawn"),
}


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A figure's payload, shaped as the wording of figures wants it."""

    value: Decimal
    high: Decimal | None
    qualifier: str
    unit: str
    suppressed: bool = False


@dataclass(frozen=True, slots=True)
class Worded:
    """``headline`` says the fact; ``details`` are label and words, in order."""

    kind: str
    headline: str
    details: tuple[tuple[str, str], ...]


def word_finding(finding: Finding) -> Worded:
    """The finding as it stands now, in the reader's language."""
    headline, details = _WORDERS[finding.kind](finding.fact)
    told = tuple((label, words) for label, words in details if words)
    return Worded(str(KIND_NAMES[finding.kind]), headline, told)


_Details = list[tuple[str, str]]


def _figure(fact: Mapping[str, Any]) -> tuple[str, _Details]:
    value = decimal_of(fact.get("value"))
    stated = StatedFact(
        value or Decimal(0), decimal_of(fact.get("high")), fact.get("qualifier") or "exact", fact.get("unit") or ""
    )
    breakdown = "; ".join(f"{key}: {part}" for key, part in (fact.get("breakdown") or {}).items())
    measure = fact.get("measure")
    return figure_text(stated), [
        (_("Measure"), measure_name(measure, _language()) if measure else ""),
        (_("About"), _places(fact.get("iso3"))),
        (_("Period"), _dates(fact.get("period"))),
        (_("As of"), _dates(fact.get("as_of"))),
        (_("Breakdown"), breakdown),
    ]


def _action(fact: Mapping[str, Any]) -> tuple[str, _Details]:
    kind = action_kinds().get(fact.get("kind") or "")
    label = (kind.get(_language()) or kind["en"]) if kind else str(fact.get("kind") or "")
    return f"{_places(fact.get('iso3'))}: {label}", [
        (_("Instrument"), _treaty(str(fact.get("instrument") or ""))),
        (_("Date"), _dates(fact.get("date"))),
    ]


def _treaty(code: str) -> str:
    """The usual short name where there is one in the reader's language, which is English only."""
    instrument = instruments().get(code)
    if instrument is None:
        return code
    return instrument.short if _language() == "en" else instrument.name(_language())


def _statement(fact: Mapping[str, Any]) -> tuple[str, _Details]:
    return str(fact.get("quantifier") or fact.get("text") or ""), [
        (_("Theme"), str(fact.get("theme") or "")),
        (_("States"), _places(fact.get("iso3"))),
    ]


def _directive(fact: Mapping[str, Any]) -> tuple[str, _Details]:
    return str(fact.get("verb") or ""), [(_("Addressed to"), _places(fact.get("addressees")))]


def _warning(fact: Mapping[str, Any]) -> tuple[str, _Details]:
    return warning_words(str(fact.get("code") or "")), [(_("In detail"), str(fact.get("message") or ""))]


# What each check of the extraction engine looks for. The engine's own message tells the particulars, in English.
_CHECKS = {
    "malformed_resolution_number": gettext_lazy("A resolution is cited by a number that cannot be"),
    "not_a_respondent": gettext_lazy("A State is cited that is not among those that replied"),
    "not_a_subset": gettext_lazy("A footnote names States that it should not"),
    "parts_do_not_add_up": gettext_lazy("The parts do not add up to their total"),
    "planned_and_actual": gettext_lazy("A planned date and the actual one differ"),
    "respondent_not_cited": gettext_lazy("A State that replied is never cited"),
    "symbol_used_twice": gettext_lazy("One symbol stands for two papers"),
    "two_values": gettext_lazy("One thing is stated with two values"),
}


def warning_words(code: str) -> str:
    """What a warning says in the reader's language; its code when this release has no words for it."""
    return str(_CHECKS.get(code, code))


def _mention(fact: Mapping[str, Any]) -> tuple[str, _Details]:
    return _places(fact.get("iso3")), [(_("As printed"), str(fact.get("text") or ""))]


_WORDERS: Mapping[str, Callable[[Mapping[str, Any]], tuple[str, _Details]]] = {
    FindingKind.FIGURE: _figure,
    FindingKind.ACTION: _action,
    FindingKind.STATEMENT: _statement,
    FindingKind.DIRECTIVE: _directive,
    FindingKind.WARNING: _warning,
    FindingKind.MENTION: _mention,
}


def _language() -> str:
    return (get_language() or "en").partition("-")[0]


def _places(codes: Any) -> str:
    listed = [codes] if isinstance(codes, str) else list(codes or ())
    return join_names([country_name(str(code)) for code in listed])


def _dates(text: Any) -> str:
    return date_text(str(text)) if text else ""
