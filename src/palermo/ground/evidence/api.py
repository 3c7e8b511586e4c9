"""Evidence: sources, the figures and treaty actions that cite them, who sees them, which say the same."""

from palermo.ground.evidence.breakdowns import as_printed, read_breakdown, spell_breakdown
from palermo.ground.evidence.models import Figure, Source, TreatyAction
from palermo.ground.evidence.queries import (
    ONE_THING,
    figures_visible_to,
    sources_visible_to,
    treaty_actions_visible_to,
)
from palermo.ground.evidence.translations import ONE_WORK, told_once
from palermo.ground.evidence.words import FigureStatus, Origin, SourceKind

__all__ = [
    "ONE_THING", "ONE_WORK", "Figure", "FigureStatus", "Origin", "Source", "SourceKind", "TreatyAction", "as_printed",
    "figures_visible_to", "read_breakdown", "sources_visible_to", "spell_breakdown", "told_once",
    "treaty_actions_visible_to",
]  # fmt: skip
