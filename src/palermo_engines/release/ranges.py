"""What a reader of a release can work out: the exact range of any sum of withheld cells.

The reader knows every printed cell and total, that counts are whole, and that a withheld cell counts somebody: cells
that count nobody are printed as such. Ranges are found by integer programming, because totals of overlapping groups
can hide a cell from linear algebra and still give it away to whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

Floats = NDArray[np.float64]

_CEILING = 1_000_000_000  # more people than any table counts: a range that reaches it has no end


@dataclass(frozen=True, slots=True)
class Known:
    """What is printed about ``hidden`` withheld cells: each row of ``sums`` (totals x hidden, 0 or 1) says which of
    them a printed total holds, ``left`` how many people they count together."""

    hidden: int
    sums: tuple[tuple[int, ...], ...]
    left: tuple[int, ...]


def range_of(known: Known, cells: Sequence[int]) -> tuple[float, float]:
    """The least and the greatest number of people that the withheld ``cells`` (their positions) can hold together;
    the greatest is infinite where no total bounds it. ArithmeticError when the totals contradict the cells."""
    wanted = np.zeros(known.hidden)
    wanted[list(cells)] = 1
    greatest = -_least(known, -wanted)
    return _least(known, wanted), greatest if greatest < _CEILING else np.inf


def _least(known: Known, objective: Floats) -> float:
    limits = [LinearConstraint(np.array(known.sums, dtype=float), known.left, known.left)] if known.sums else []
    found = milp(objective, integrality=np.ones(known.hidden), bounds=Bounds(1, _CEILING), constraints=limits)
    if found.fun is None:
        raise ArithmeticError("no counts of people agree with the totals")
    return float(round(found.fun))
