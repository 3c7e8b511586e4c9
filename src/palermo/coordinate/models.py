"""The wing's tables, gathered for Django."""

from palermo.coordinate.obligations.models import Obligation
from palermo.coordinate.resolutions.models import (
    Addressee,
    Directive,
    Paragraph,
    Renewal,
    StatusEntry,
    TakenUp,
    Text,
    Work,
)

__all__ = ["Addressee", "Directive", "Obligation", "Paragraph", "Renewal", "StatusEntry", "TakenUp", "Text", "Work"]
