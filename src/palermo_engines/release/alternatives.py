"""Other tables that a release leaves possible, near to the true one.

What is worked out from the exact table and printed beside the release must be the same for some of them: otherwise it
tells which table is the true one, and so the small count.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from palermo_engines.release.gate import Counts, Key, Release, Rule, known_of

_WEIGHTINGS, _CEILING = 6, 1_000_000_000
Floats = NDArray[np.float64]


def alternatives(counts: Counts, made: Release, rule: Rule, small: Key) -> Iterator[dict[Key, int]]:
    """Tables in which the cell ``small`` counts another number of people below the minimum, and everything printed is
    the same. For each number the nearest such tables, as seen by a few weightings of the cells: always the same ones.
    """
    order = [key for key in counts.cells if made.cells[key] is None]
    known = known_of(counts, order, frozenset(name for name, total in made.totals.items() if total is None))
    truth = np.array([counts.cells[key] for key in order], dtype=float)
    sums = np.array(known.sums, dtype=float).reshape(-1, len(order))
    weightings = np.random.default_rng(1).uniform(0.2, 1.0, size=(_WEIGHTINGS, len(order)))
    for value in range(1, rule.minimum):
        if value != counts.cells[small]:
            for weights in weightings:
                found = _nearest(truth, sums, np.array(known.left, dtype=float), order.index(small), value, weights)
                if found is not None:
                    yield {**counts.cells, **dict(zip(order, found, strict=True))}


def _nearest(
    truth: Floats, sums: Floats, left: Floats, at: int, value: int, weights: Floats
) -> list[int] | None:  # fmt: skip
    """Whole numbers of at least 1 that add up, with ``value`` at ``at``, nearest to the truth by weighted distance;
    the second half of the variables are the distances. None when there are none."""
    size = len(truth)
    low, high = np.ones(size), np.full(size, float(_CEILING))
    low[at] = high[at] = value
    same = np.eye(size)
    limits = [
        LinearConstraint(np.hstack([same, -same]), -np.inf, truth),
        LinearConstraint(np.hstack([-same, -same]), -np.inf, -truth),
    ]
    if len(sums):
        limits.append(LinearConstraint(np.hstack([sums, np.zeros(sums.shape)]), left, left))
    found = milp(
        np.append(np.zeros(size), weights),
        integrality=np.append(np.ones(size), np.zeros(size)),
        bounds=Bounds(np.append(low, np.zeros(size)), np.append(high, np.full(size, np.inf))),
        constraints=limits,
    )
    return None if found.x is None else [round(each) for each in found.x[:size].tolist()]
