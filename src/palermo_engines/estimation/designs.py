"""Hierarchical log-linear models and their designs.

A model is a downward-closed family of sets of lists, each set coded as a bit mask like a capture history; the empty
set and every single list are always in it (Poisson log-linear model: Cormack 1989; notation of Chan, Silverman and
Vincent 2021, JASA 116:1297). Interactions of all t lists are not identifiable and never in a model.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Model = frozenset[int]
Bits = NDArray[np.int64]


@lru_cache(maxsize=32)
def histories(lists: int) -> Bits:
    """The codes of all observable histories, 1 to 2^t - 1."""
    return np.arange(1, 1 << lists)


@lru_cache(maxsize=32)
def pairs(lists: int) -> tuple[int, ...]:
    """All pairs of lists as masks, in the order 12, 13, .., 1t, 23, .."""
    return tuple((1 << i) | (1 << j) for i, j in combinations(range(lists), 2))


def main_effects(lists: int) -> Model:
    """The independence model: the empty set and every single list."""
    return frozenset([0, *(1 << j for j in range(lists))])


def overlaps(counts: NDArray[np.float64], sets: tuple[int, ...], lists: int) -> NDArray[np.float64]:
    """How many people were on all lists of each set, whatever else: the sufficient statistics.

    ``counts`` is (..., 2^t - 1); the result (..., len(sets)).
    """
    codes = histories(lists)
    within = np.array([(codes & mask) == mask for mask in sets], dtype=float).T
    return counts @ within


@dataclass(frozen=True, eq=False)
class Design:
    """The reduced incidence of a model once empty overlaps are taken to minus infinity.

    ``cells`` are positions (code - 1) of the retained histories, ``parameters`` the retained sets, the empty set
    first, ``incidence`` cells by parameters. ``full_rank`` says whether the parameters are identifiable.
    """

    cells: NDArray[np.intp]
    parameters: tuple[int, ...]
    incidence: NDArray[np.float64]
    full_rank: bool


@lru_cache(maxsize=20_000)
def design(model: Model, empty: frozenset[int], lists: int) -> Design:
    """Drop every history that holds an empty overlap of the model, and every set that holds one (extended maximum
    likelihood, steps 1 and 2 of Chan, Silverman and Vincent 2021)."""
    codes = histories(lists)
    keep = np.ones(len(codes), dtype=bool)
    for mask in empty:
        keep &= (codes & mask) != mask
    kept = tuple(sorted(s for s in model if not any((s & mask) == mask for mask in empty)))
    incidence = ((codes[keep][:, None] & np.array(kept)) == np.array(kept)).astype(float)
    full_rank = bool(np.linalg.matrix_rank(incidence) == len(kept))
    return Design(np.flatnonzero(keep), kept, incidence, full_rank)


def maximal(model: Model) -> tuple[int, ...]:
    """The sets of the model that no other set of it contains, the model's usual short name."""
    return tuple(sorted(s for s in model if s and not any(s != other and (s & other) == s for other in model)))


def spell(model: Model) -> str:
    """A model as its maximal sets with lists numbered from 1: ``[12,13,4]``; ten and above are spelled in dots."""
    return "[" + ",".join(_spell_set(s) for s in maximal(model)) + "]"


def _spell_set(mask: int) -> str:
    numbers = [str(j + 1) for j in range(mask.bit_length()) if mask >> j & 1]
    return ("" if mask < 1 << 9 else ".").join(numbers)
