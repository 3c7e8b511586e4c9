"""Measure: the wing's only entrance. Whoever is outside calls these functions and imports nothing else of it."""

from __future__ import annotations

from datetime import date

from palermo.ground.access.api import VISITOR, Actor
from palermo.ground.evidence.api import figures_visible_to
from palermo.measure.conflicts.actions import hold_right
from palermo.measure.conflicts.queries import (
    Contradiction,
    Uneven,
    contradicted_keys,
    contradictions,
    keys_in_order,
    uneven_totals,
)
from palermo.measure.estimates.linking.ending import sweep as sweep_linkages
from palermo.measure.figures.listing import figure_file
from palermo.measure.figures.queries import (
    Choice,
    MeasureSummary,
    all_about,
    figure_visible_to,
    figures_chosen,
    measure_summaries,
    written_about,
)
from palermo.measure.figures.showing import CountryStatistics, country_statistics
from palermo.measure.importing import import_dataset, request_import
from palermo.measure.questionnaires.sources import answers_address
from palermo.measure.releases import Imported
from palermo.measure.statistics.queries import datasets
from palermo.measure.statistics.reporting import report_text
from palermo.measure.treaties.counting import PartyCount
from palermo.measure.treaties.queries import actions_of
from palermo.measure.treaties.queries import parties_at as _parties_at
from palermo.measure.treaties.standing import known_days, known_until
from palermo.measure.wording import breakdown_words, measure_title, place_name

__all__ = [
    "Choice",
    "Contradiction",
    "CountryStatistics",
    "Imported",
    "MeasureSummary",
    "PartyCount",
    "Uneven",
    "actions_of",
    "all_about",
    "answers_address",
    "breakdown_words",
    "contradicted_keys",
    "contradictions",
    "country_statistics",
    "counts",
    "datasets",
    "figure_file",
    "figure_visible_to",
    "figures_chosen",
    "hold_right",
    "import_dataset",
    "keys_in_order",
    "known_days",
    "known_until",
    "measure_summaries",
    "measure_title",
    "parties_at",
    "place_name",
    "report_text",
    "request_import",
    "sweep_linkages",
    "uneven_totals",
    "written_about",
]  # fmt: skip


def parties_at(instrument: str, on: date, actor: Actor = VISITOR) -> PartyCount:
    """The parties to an instrument on a day, as far as the register knows: ``low`` and ``high`` bound the count."""
    return _parties_at(actor, instrument, on)


def counts() -> dict[str, int]:
    """How much is public: ``figures``, ``measures``, ``datasets``, ``conflicts``."""
    return {
        "figures": figures_visible_to(VISITOR).count(),
        "measures": len(measure_summaries(VISITOR)),
        "datasets": datasets().count(),
        "conflicts": len(contradicted_keys(VISITOR)),
    }
