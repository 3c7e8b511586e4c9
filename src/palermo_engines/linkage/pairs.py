"""Compared pairs of records, whoever compared them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from palermo_engines.linkage.records import Places

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Compared pairs of records: ``left`` < ``right``, the ``weight`` of evidence in bits, the ``probability`` that
    they are one person; for each field of ``fields`` the ``evidence`` in bits (0: nothing known) and the ``agreement``,
    the place of the level from the bottom (-1: nothing known)."""

    left: Places
    right: Places
    weight: Floats
    probability: Floats
    fields: tuple[str, ...]
    evidence: NDArray[np.float32]
    agreement: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.left)

    def only(self, kept: NDArray[np.bool_] | NDArray[np.intp]) -> Pairs:
        """The pairs where ``kept`` is true, or those at these places, in their order."""
        return Pairs(
            self.left[kept], self.right[kept], self.weight[kept], self.probability[kept], self.fields,
            self.evidence[kept], self.agreement[kept],
        )  # fmt: skip
