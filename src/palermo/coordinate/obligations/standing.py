"""How an obligation stands on a day."""

from __future__ import annotations

from datetime import date

from palermo.coordinate.obligations.models import Obligation
from palermo.coordinate.obligations.words import Standing


def standing_on(obligation: Obligation, day: date) -> Standing:
    """Issued when the report was there on ``day``; else overdue once the last day it was planned for has passed."""
    if obligation.issued_first is not None and obligation.issued_first <= day:
        return Standing.ISSUED
    if obligation.planned_last is None:
        return Standing.UNDATED
    return Standing.OVERDUE if obligation.planned_last < day else Standing.DUE


def days_late(obligation: Obligation) -> int | None:
    """How many days after the last planned day it was issued, by the first day it may have been; None when it was in
    time, when it is not issued, or when nobody planned a day."""
    if obligation.issued_first is None or obligation.planned_last is None:
        return None
    late = (obligation.issued_first - obligation.planned_last).days
    return late if late > 0 else None
