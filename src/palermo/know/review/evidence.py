"""Agreed findings become evidence: figures and treaty actions that cite the exact words."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from palermo.ground.evidence.breakdowns import spell_breakdown
from palermo.ground.evidence.models import Figure, TreatyAction
from palermo.ground.evidence.words import FigureStatus, Origin
from palermo.know.library.words import locator_of
from palermo.know.review.models import Finding
from palermo.know.review.payloads import decimal_of
from palermo.know.review.words import AGREED_STATES, FindingKind
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.periods import days_of
from palermo_engines.kit.quantities import Qualifier

_TABLES: Mapping[str, type[Figure] | type[TreatyAction]] = {
    FindingKind.FIGURE: Figure,
    FindingKind.ACTION: TreatyAction,
}
_LARGEST = Decimal(10) ** 16
_LONGEST_BREAKDOWN = 200


def state_as_evidence(finding: Finding) -> None:
    """Write the evidence of an agreed finding, hidden until its document is published again. One row a finding, so
    that its address stays when a decision is undone and taken again. InputError when the fact cannot be one."""
    table = _TABLES.get(finding.kind)
    if table is None:
        return
    fields = _figure_fields(finding) if table is Figure else _action_fields(finding)
    table.objects.update_or_create(
        origin_uuid=finding.uuid,
        defaults={
            "source_id": finding.document.source_id,
            "locator": locator_of(finding.passage),
            "snippet": finding.snippet,
            "language": finding.document.language,
            "origin": Origin.EXTRACTION.value,
            "status": FigureStatus.ACCEPTED.value,
            **fields,
        },
    )
    if table is Figure:
        _tie_parts(finding)


def follow_moved(findings: Iterable[Finding]) -> None:
    """The citations of findings whose paragraph has another number in a corrected edition."""
    for finding in findings:
        if finding.kind in _TABLES and finding.state in AGREED_STATES:
            rows = _TABLES[finding.kind].objects.filter(origin_uuid=finding.uuid)
            rows.update(locator=locator_of(finding.passage))


def withdraw_evidence(findings: Iterable[UUID]) -> None:
    """Take back what was stated: the rows stay, marked withdrawn."""
    _set_status(findings, FigureStatus.WITHDRAWN)


def publish_evidence(findings: Iterable[UUID]) -> None:
    """Show the rows to everybody (their source must be published too)."""
    _set_status(findings, FigureStatus.PUBLISHED)


def _set_status(findings: Iterable[UUID], status: FigureStatus) -> None:
    uuids = list(findings)
    for table in _TABLES.values():
        table.objects.filter(origin_uuid__in=uuids).update(status=status.value)


def _figure_fields(finding: Finding) -> dict[str, Any]:
    fact = finding.fact
    subject, scope = _subject(fact.get("iso3") or [])
    first, last = _days(fact.get("period"), "period")
    _days(fact.get("as_of"), "as_of")
    value, high = _amount(fact.get("value"), "value"), decimal_of(fact.get("high"))
    if high is not None and high < value:
        raise InputError("review.range", "A range runs from the lower value to the higher one.", where="high")
    return {
        "measure": fact.get("measure") or "",
        "subject": subject,
        "scope": scope,
        "value": value,
        "high": high,
        "qualifier": Qualifier(fact.get("qualifier") or "exact").value,
        "unit": (fact.get("unit") or "")[:40],
        "period": fact.get("period") or "",
        "period_first": first,
        "period_last": last,
        "as_of": fact.get("as_of") or "",
        "breakdown": _breakdown(fact.get("breakdown") or {}),
    }


def _amount(value: Any, where: str) -> Decimal:
    amount = decimal_of(value)
    if amount is None or not amount.is_finite() or abs(amount) >= _LARGEST:
        raise InputError("review.value", "This is not a number that can be kept.", where=where)
    return amount


def _action_fields(finding: Finding) -> dict[str, Any]:
    fact = finding.fact
    first, last = _days(fact.get("date"), "date")
    return {
        "instrument": fact.get("instrument") or "",
        "kind": fact.get("kind") or "",
        "country": fact.get("iso3") or "",
        "date": fact.get("date") or "",
        "first": first,
        "last": last,
    }


def _subject(countries: list[str]) -> tuple[str, str]:
    """One country is the subject. Several are one figure about them together: no subject, and a scope naming them."""
    if len(countries) <= 1:
        return (countries[0] if countries else ""), ""
    scope = "together:" + "+".join(sorted(countries))
    if len(scope) > 80:
        scope = f"together:{len(countries)}:{hashlib.sha256(scope.encode()).hexdigest()[:12]}"
    return "", scope


def _breakdown(parts: Mapping[str, str]) -> str:
    try:
        spelled = spell_breakdown(parts)
    except ValueError:
        spelled = ""
    if len(spelled) > _LONGEST_BREAKDOWN or (parts and not spelled):
        raise InputError("review.breakdown", "Write sex=female; age=child.", where="breakdown")
    return spelled


def _days(text: str | None, where: str) -> tuple[date | None, date | None]:
    if not text:
        return None, None
    try:
        days = days_of(text)
    except ValueError:
        raise InputError(
            "review.date", "This is not a date or an interval.",
            advice="Write 2014, 2014-11, 2014-11-07 or 2013-12-18/2016-04-01.", where=where,
        ) from None  # fmt: skip
    return days.first, days.last


def _tie_parts(finding: Finding) -> None:
    """A part points at its total once both are agreed, whichever was agreed first."""
    total_id, own_id = finding.payload.get("part_of"), finding.payload.get("id")
    figures = Figure.objects.filter(origin_uuid__isnull=False)
    if total_id:
        total = _agreed(finding).filter(payload__id=total_id).values_list("uuid", flat=True).first()
        figures.filter(origin_uuid=finding.uuid).update(part_of=figures.filter(origin_uuid=total).first())
    if own_id:
        parts = list(_agreed(finding).filter(payload__part_of=own_id).values_list("uuid", flat=True))
        figures.filter(origin_uuid__in=parts).update(part_of=figures.get(origin_uuid=finding.uuid))


def _agreed(finding: Finding) -> Any:
    return Finding.objects.filter(
        document=finding.document_id, kind=FindingKind.FIGURE.value, state__in=AGREED_STATES
    ).exclude(pk=finding.pk)
