"""Precision and recall from pairs that people judge, drawn at random so that they can be weighted back to all pairs.

Pairs are drawn within strata: bands of probability, joined and not joined apart. Judged pairs of the grey zone alone
would say nothing about the rest; a plain random sample would hold hardly any pair that is in doubt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from palermo_engines.linkage.pairs import Floats, Pairs
from palermo_engines.linkage.records import Places

BANDS = (0.05, 0.5, 0.95)
_REPEATS, _EDGES = 4_000, (2.5, 97.5)


@dataclass(frozen=True)
class Share:
    """A share with its 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Judged:
    """``precision``: of the pairs joined, those that are one person; ``recall``: of the compared pairs that are one
    person, those joined (None where no such pair was met); ``pairs``: how many were judged."""

    precision: Share
    recall: Share | None
    pairs: int


def quality_sample(pairs: Pairs, person: Places, *, each: int, seed: int) -> Places:
    """The places of up to ``each`` pairs of every stratum, in an order in which any beginning is a random sample of
    each stratum: one of each in turn."""
    strata, rng = _strata(pairs, person), np.random.default_rng(seed)
    drawn = [rng.permutation(np.flatnonzero(strata == stratum))[:each] for stratum in np.unique(strata)]
    turns = [some[turn] for turn in range(each) for some in drawn if turn < len(some)]
    return np.array(turns, dtype=np.int64)


def judged_quality(pairs: Pairs, person: Places, labels: Mapping[int, bool], *, seed: int) -> Judged | None:
    """The quality of the linkage ``person``, from labels of sampled pairs by their place (True: one person).

    The interval is that of the shares of all strata under Jeffreys' prior, drawn independently. None while a stratum
    has no label: nothing can be said of its pairs.
    """
    strata = _strata(pairs, person)
    kinds, sizes = np.unique(strata, return_counts=True)
    of_label = strata[list(labels)] if labels else np.empty(0, dtype=np.int64)
    said = np.array(list(labels.values()), dtype=bool)
    judged = np.array([(of_label == kind).sum() for kind in kinds])
    same = np.array([said[of_label == kind].sum() for kind in kinds])
    joined = kinds % 2 == 1
    if not joined.any() or not (judged > 0).all():
        return None
    rng = np.random.default_rng(seed)
    drawn = rng.beta(same + 0.5, judged - same + 0.5, size=(_REPEATS, len(kinds)))
    drawn = np.where(judged == sizes, same / judged, drawn)  # a stratum judged whole is known
    right, true = (same / judged * sizes)[joined].sum(), (same / judged * sizes).sum()
    right_drawn, true_drawn = (drawn * sizes)[:, joined].sum(axis=1), (drawn * sizes).sum(axis=1)
    precision = _share(right / sizes[joined].sum(), right_drawn / sizes[joined].sum())
    recall = _share(right / true, right_drawn / np.maximum(true_drawn, 1e-12)) if true else None
    return Judged(precision, recall, len(labels))


def _strata(pairs: Pairs, person: Places) -> Places:
    """A number for each pair: its band, and whether it is joined (odd)."""
    band = np.digitize(pairs.probability, BANDS)
    return np.asarray(2 * band + (person[pairs.left] == person[pairs.right]), dtype=np.int64)


def _share(value: float, drawn: Floats) -> Share:
    """The limits reach the share itself where it is all or nothing (Brown, Cai and DasGupta 2001)."""
    low, high = np.percentile(drawn, _EDGES).tolist()
    return Share(float(value), min(float(low), float(value)), max(float(high), float(value)))
