"""How good a linkage is: by pairs that people have judged, or by the truth of a simulation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.pairs import Pairs
from palermo_engines.linkage.records import Places


@dataclass(frozen=True)
class Quality:
    """Pairs of records put together rightly, wrongly, and those that should have been. A share of nothing is nan."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of the pairs put together, the share that are one person."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of the pairs that are one person, the share put together."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")


def against_truth(person: Places, truth: Places) -> Quality:
    """All pairs of records, compared with whose records they truly are."""
    _, both = np.unique(np.stack([person, truth]), axis=1, return_counts=True)
    right, found, true = (_pairs_within(counts) for counts in (both, _sizes(person), _sizes(truth)))
    return Quality(right, found - right, true - right)


def _sizes(person: Places) -> Places:
    return np.asarray(np.unique(person, return_counts=True)[1], dtype=np.int64)


def _pairs_within(sizes: Places) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def against_labels(person: Places, labels: Iterable[tuple[int, int, bool]]) -> Quality:
    """Only pairs that someone judged: (record, record, one person or not). How they were picked decides what the shares
    mean: judged pairs of the grey zone alone say nothing about the rest.

    Raises InputError ``linkage.labels`` for a record that does not exist or a pair of one record.
    """
    right = wrong = missed = 0
    for left, other, same in labels:
        if left == other or not (0 <= left < len(person) and 0 <= other < len(person)):
            raise InputError("linkage.labels", "a judged pair names a record that is not there, or one record twice.")
        together = bool(person[left] == person[other])
        right += together and same
        wrong += together and not same
        missed += same and not together
    return Quality(right, wrong, missed)


def expected(pairs: Pairs, person: Places) -> Quality:
    """What the probabilities themselves expect, without labels; it is as good as they are, and blind to pairs that
    were never compared."""
    together = person[pairs.left] == person[pairs.right]
    right, true = pairs.probability[together].sum(), pairs.probability.sum()
    return Quality(round(right), round(together.sum() - right), round(true - right))
