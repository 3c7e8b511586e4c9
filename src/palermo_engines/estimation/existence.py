"""Why a model cannot be estimated: no extended maximum likelihood estimate, or parameters that are not identifiable.

Codes as in the R packages: 0 fine, 1 no estimate exists, 2 it exists but is not identifiable, 3 both. The fit itself
is the certificate of code 0; the linear programme of Fienberg and Rinaldo (2012) is only asked why a fit failed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog

from palermo_engines.estimation.designs import Flags, Floats, Model, holding
from palermo_engines.estimation.fitting import family, fit_families

FINE, NO_ESTIMATE, NOT_IDENTIFIABLE = 0, 1, 2
_SPREAD = 1e-9


def codes(counts: Floats, models: Sequence[Model], lists: int) -> list[int]:
    """The code of every model for one table of counts (2^t - 1)."""
    families = np.concatenate([family(model, lists) for model in models])
    fits = fit_families(np.broadcast_to(counts, (len(families), len(counts))), families, lists)
    return [
        FINE if converged else reason(counts, row, lists)
        for row, converged in zip(families, fits.converged, strict=True)
    ]


def reason(counts: Floats, chosen: Flags, lists: int) -> int:
    """The code of one model (2^t flags) by rank and linear programme."""
    empty = holding(lists) @ counts == 0
    finite, vanished = chosen & ~empty, chosen & empty
    keep = vanished @ holding(lists) == 0
    incidence = holding(lists)[finite][:, keep]
    if not incidence.size:
        return NO_ESTIMATE
    identifiable = np.linalg.matrix_rank(incidence) == len(incidence)
    exists = _spread(incidence, counts[keep]) > _SPREAD
    return (FINE if exists else NO_ESTIMATE) + (FINE if identifiable else NOT_IDENTIFIABLE)


def _spread(incidence: Floats, counts: Floats) -> float:
    """How evenly people with the same sufficient statistics can be spread: the largest possible smallest cell.

    Maximise s subject to A'x = A'n, x >= s, x >= 0. Zero means that the statistics lie on the boundary of their cone.
    """
    parameters, cells = incidence.shape
    objective = np.append(np.zeros(cells), -1.0)
    equal = np.hstack([incidence, np.zeros((parameters, 1))])
    above = np.hstack([-np.eye(cells), np.ones((cells, 1))])
    bounds = [(0, None)] * cells + [(None, None)]
    found = linprog(objective, A_ub=above, b_ub=np.zeros(cells), A_eq=equal, b_eq=incidence @ counts, bounds=bounds)
    if found.x is None:
        raise ArithmeticError("the linear programme of existence has no answer")
    return float(found.x[-1])
