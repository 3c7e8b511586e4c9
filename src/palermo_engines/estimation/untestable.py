"""What no data can tell: dependence among all lists at once.

With it, the fit to what was seen stays the same and the number of unseen people is multiplied by the odds ratio of the
highest interaction, or divided by it (Aleshin-Guendel, Sadinle and Wakefield 2021): any total fits equally well.
"""

from __future__ import annotations

from collections.abc import Sequence

FACTORS = (0.25, 0.5, 1.0, 2.0, 4.0)


def totals_under(observed: int, estimate: float, factors: Sequence[float] = FACTORS) -> tuple[tuple[float, float], ...]:
    """For each factor on the number not seen, the total that fits the data exactly as well as ``estimate`` does."""
    return tuple((factor, observed + factor * (estimate - observed)) for factor in factors)
