"""The document-level pass: every figure's id unique, and parts tied to the ids of their totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from palermo_engines.extraction.facts import Figure


def link_parts(figures: Iterable[Figure]) -> list[Figure]:
    """The figures of one document in order, with ids made unique: a second figure stated in the same words gets
    ``-2``. ``part_of`` always names a figure of the same passage that came before."""
    seen: Counter[str] = Counter()
    current: dict[tuple[str | None, str | None, str], str] = {}
    linked = []
    for figure in figures:
        seen[figure.id] += 1
        unique = figure.id if seen[figure.id] == 1 else f"{figure.id}-{seen[figure.id]}"
        where = (figure.place.paragraph, figure.place.footnote)
        current[(*where, figure.id)] = unique
        total = current.get((*where, figure.part_of)) if figure.part_of else None
        linked.append(replace(figure, id=unique, part_of=total))
    return linked
