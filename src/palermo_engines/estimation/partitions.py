"""How much the lists matter: the estimate without lists, and with lists merged, in every way there is.

Merging is natural where two agencies work together, dropping where a list counts another kind of person; an estimate
that hangs on such a choice should not be quoted without it (Jackson et al. 2020, Crime and Delinquency).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from palermo_engines.estimation.stepwise import select
from palermo_engines.estimation.tables import ListTable

MOST_LISTS = 6

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Variant:
    """The stepwise estimate had lists been dropped or merged.

    ``kind`` is ``drop`` (``groups`` is one group, of the lists left out) or ``merge`` (``groups`` are those joined,
    each of more than one list); ``estimate`` is None where none is finite.
    """

    kind: str
    groups: Groups
    observed: int
    estimate: float | None

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists that are dropped or merged."""
        return tuple(name for group in self.groups for name in group)


def partitions(names: Sequence[str]) -> Iterator[Groups]:
    """Every way to put the lists into groups, from all apart to all in one; each list and each group in its order."""
    if not names:
        yield ()
        return
    first, rest = names[0], names[1:]
    for smaller in partitions(rest):
        yield ((first,), *smaller)
        for at, group in enumerate(smaller):
            yield ((first, *group), *smaller[:at], *smaller[at + 1 :])


def all_variants(table: ListTable, threshold: float) -> tuple[Variant, ...]:
    """Every subset of at least two lists, and every partition into at least two groups; ValueError beyond six lists,
    where there are too many to be read by anybody."""
    if table.lists > MOST_LISTS:
        raise ValueError(f"{table.lists} lists; up to {MOST_LISTS} can be tried in every way")
    return tuple(_estimated([*_dropped(table.names), *_merged(table.names)], table, threshold))


def near_variants(table: ListTable, threshold: float) -> tuple[Variant, ...]:
    """Each list dropped and each two merged, for tables of three lists or more; of two, nothing would be left."""
    if table.lists < 3:
        return ()
    merged = [("merge", (pair,), _joining(table.names, pair)) for pair in combinations(table.names, 2)]
    return tuple(_estimated([*_each_dropped(table.names), *merged], table, threshold))


Choice = tuple[str, Groups, Groups]


def _each_dropped(names: Sequence[str]) -> Iterator[Choice]:
    for name in names:
        yield "drop", ((name,),), tuple((other,) for other in names if other != name)


def _joining(names: Sequence[str], pair: tuple[str, ...]) -> Groups:
    return (pair, *((name,) for name in names if name not in pair))


def _dropped(names: Sequence[str]) -> Iterator[Choice]:
    for size in range(len(names) - 1, 1, -1):
        for kept in combinations(names, size):
            yield "drop", (tuple(name for name in names if name not in kept),), tuple((name,) for name in kept)


def _merged(names: Sequence[str]) -> Iterator[Choice]:
    for groups in partitions(names):
        if 1 < len(groups) < len(names):
            yield "merge", tuple(group for group in groups if len(group) > 1), groups


def _estimated(choices: Iterable[Choice], table: ListTable, threshold: float) -> Iterator[Variant]:
    """The estimates, tables with the same number of lists fitted side by side, in the order of the choices."""
    changed = [(kind, named, table.merged(groups)) for kind, named, groups in choices]
    by_lists: dict[int, list[int]] = defaultdict(list)
    for at, (_, _, other) in enumerate(changed):
        if other.observed:
            by_lists[other.lists].append(at)
    totals = np.full(len(changed), np.inf)
    for lists, places in by_lists.items():
        totals[places] = select(np.stack([changed[at][2].counts for at in places]), lists, threshold).totals
    for (kind, named, other), total in zip(changed, totals.tolist(), strict=True):
        yield Variant(kind, named, other.observed, total if np.isfinite(total) else None)
