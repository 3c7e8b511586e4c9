"""Hierarchical log-linear models as families of bit masks.

A model is a downward-closed family of sets of lists, each set coded as a bit mask like a capture history; the empty
set and every single list are always in it (Poisson log-linear model: Cormack 1989; notation of Chan, Silverman and
Vincent 2021, JASA 116:1297). Interactions of all t lists are not identifiable and never in a model.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, combinations

import numpy as np
from numpy.typing import NDArray

Model = frozenset[int]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]


@lru_cache(maxsize=32)
def holding(lists: int) -> Floats:
    """1 where the history (columns, code - 1) holds every list of the set (rows, its mask): 2^t by 2^t - 1.

    ``counts @ holding.T`` is, for every set, how many people were on all its lists: the sufficient statistics. Of
    fitted means the same product holds the whole Fisher information, whose entry for two sets is that of their union.
    """
    codes = np.arange(1, 1 << lists)
    masks = np.arange(1 << lists)[:, None]
    return np.asarray((codes & masks) == masks, dtype=float)


@lru_cache(maxsize=32)
def pairs(lists: int) -> tuple[int, ...]:
    """All pairs of lists as masks, in the order 12, 13, .., 1t, 23, .."""
    return sets_of_order(lists, 2)


def sets_of_order(lists: int, order: int) -> tuple[int, ...]:
    """All sets of ``order`` lists as masks, in the order 12, 13, .., 23, .."""
    return tuple(sum(1 << j for j in chosen) for chosen in combinations(range(lists), order))


def main_effects(lists: int) -> Model:
    """The independence model: the empty set and every single list."""
    return frozenset([0, *(1 << j for j in range(lists))])


def hierarchical(lists: int, order: int) -> Iterator[Model]:
    """Every hierarchical model with all main effects and interactions of at most ``order`` lists (fewer than all)."""
    yield from _grown(main_effects(lists), lists, 2, min(order, lists - 1))


def _grown(model: Model, lists: int, order: int, highest: int) -> Iterator[Model]:
    if order > highest:
        yield model
        return
    possible = [s for s in sets_of_order(lists, order) if all(part in model for part in _facets(s))]
    for added in chain.from_iterable(combinations(possible, size) for size in range(len(possible) + 1)):
        if added:
            yield from _grown(model.union(added), lists, order + 1, highest)
        else:
            yield model


def _facets(mask: int) -> list[int]:
    return [mask & ~(1 << j) for j in range(mask.bit_length()) if mask >> j & 1]


@lru_cache(maxsize=100_000)
def full_rank(finite: bytes, keep: bytes, lists: int) -> bool:
    """Whether the parameters of the sets ``finite`` (2^t flags) are identifiable from the histories ``keep``
    (2^t - 1 flags); both as the bytes of their arrays, so that the answer can be remembered."""
    incidence = holding(lists)[np.frombuffer(finite, dtype=bool)][:, np.frombuffer(keep, dtype=bool)]
    return bool(np.linalg.matrix_rank(incidence) == len(incidence))


def maximal(model: Model) -> tuple[int, ...]:
    """The sets of the model that no other set of it contains, larger first, then in the order of their lists."""
    top = [s for s in model if s and not any(s != other and (s & other) == s for other in model)]
    return tuple(sorted(top, key=lambda s: (-s.bit_count(), _numbers(s))))


def spell(model: Model) -> str:
    """A model as its maximal sets with lists numbered from 1: ``[12,13,4]``; from ten lists on, ``[1.12,10]``."""
    dotted = any(s >= 1 << 9 for s in model)
    return "[" + ",".join(("." if dotted else "").join(map(str, _numbers(s))) for s in maximal(model)) + "]"


def _numbers(mask: int) -> list[int]:
    return [j + 1 for j in range(mask.bit_length()) if mask >> j & 1]
