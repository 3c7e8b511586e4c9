"""Evidence: sources, the figures and treaty actions that cite them, who sees them, and what contradicts what."""

from palermo.ground.evidence.actions import checked, record_figures
from palermo.ground.evidence.breakdowns import as_printed, read_breakdown, spell_breakdown
from palermo.ground.evidence.models import Figure, Source, TreatyAction
from palermo.ground.evidence.queries import (
    ONE_THING,
    conflicts,
    figures_visible_to,
    sources_visible_to,
    treaty_actions_visible_to,
)
from palermo.ground.evidence.words import FigureStatus, Origin, SourceKind

__all__ = [
    "ONE_THING", "Figure", "FigureStatus", "Origin", "Source", "SourceKind", "TreatyAction", "as_printed", "checked",
    "conflicts", "figures_visible_to", "read_breakdown", "record_figures", "sources_visible_to", "spell_breakdown",
    "treaty_actions_visible_to",
]  # fmt: skip
