"""The overlaps of lists as counts for the gate: one cell a history, one total a list, and everybody."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

from palermo_engines.release.gate import Counts, Release, Rule, release

EVERYBODY = "*"


def overlap_counts(names: Sequence[str], counts: Mapping[int, int]) -> Counts:
    """Capture histories (bit ``j`` of a key: on list ``j``) that somebody has, with a total for each list, named as the
    lists, and ``*`` for everybody seen."""
    cells: dict[Hashable, int] = {code: count for code, count in sorted(counts.items()) if count}
    lists = {name: frozenset(code for code in counts if code >> j & 1) & cells.keys() for j, name in enumerate(names)}
    return Counts(cells, {EVERYBODY: frozenset(cells), **lists})


def release_overlaps(names: Sequence[str], counts: Mapping[int, int], rule: Rule | None = None) -> Release:
    """Pass a table of capture histories through the gate."""
    return release(overlap_counts(names, counts), rule)
