"""A document read in several languages states each figure several times. Readers want to see it once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Case, CharField, F, When
from django.db.models.functions import Cast

from palermo.ground.evidence.models import Figure

# Language versions of a document share its symbol; a source without one stands for itself.
ONE_WORK = Case(
    When(source__key="", then=Cast("source_id", CharField())), default=F("source__key"), output_field=CharField()
)
_ONE_STATEMENT = (
    "locator", "measure", "subject", "value", "high", "qualifier", "period", "as_of", "breakdown", "scope", "origin",
)  # fmt: skip


def told_once(figures: Iterable[Figure], language: str) -> list[Figure]:
    """Each statement once, in ``language`` where the document was read in it, in the order given.

    Two figures are one statement when language versions of one document (the same symbol) say the same at the same
    place. The others stand in ``also_in`` of the one that is kept.
    """
    versions: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        work = figure.source.key or figure.source_id
        versions[(work, *(getattr(figure, name) for name in _ONE_STATEMENT))].append(figure)
    return [_kept(same, language) for same in versions.values()]


def _kept(same: list[Figure], language: str) -> Figure:
    kept = next((figure for figure in same if figure.language == language), same[0])
    # One document may say the same twice at one place: only other languages are versions of it.
    kept.also_in = tuple(figure for figure in same if figure.language != kept.language)
    return kept
