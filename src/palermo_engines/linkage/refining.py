"""A last round of learning on all compared pairs and all fields at once.

Splink learns each field from pairs that agree on others, which among few records are few. Here every compared pair
counts as far as it is probably one person (expectation and maximisation as in Fellegi and Sunter 1969, chance
agreement fixed), so that the probabilities add up to the number of pairs that are one person.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from palermo_engines.linkage.pairs import Floats, Pairs

_ROUNDS, _STILL = 50, 1e-4
_PRIOR = 2.0  # pairs' worth of what Splink learned, so that a level hardly met keeps a chance


def refined(settings: dict[str, Any], pairs: Pairs, records: int, *, levels: bool = True) -> dict[str, Any]:
    """The settings with the share of pairs that are one person, and with ``levels`` how such pairs agree, learned anew.

    ``pairs`` were compared under ``settings``.
    """
    learned = [_learned(comparison) for comparison in settings["comparisons"]]
    possible = records * (records - 1) / 2
    share = before = float(settings["probability_two_random_records_match"])
    fitted = [values.copy() for values in learned]
    for _ in range(_ROUNDS):
        bits = pairs.weight + np.log2(share / (1 - share) * (1 - before) / before)
        for at, (new, old) in enumerate(zip(fitted, learned, strict=True)):
            bits += np.append(np.log2(new / old), 0.0)[pairs.agreement[:, at]]  # the last for nothing known, -1
        probable = 1 / (1 + np.exp2(-bits))
        if levels:
            fitted = [_shares(pairs.agreement[:, at], probable, old) for at, old in enumerate(learned)]
        previous, share = share, max(float(probable.sum()), 1.0) / possible
        if abs(share / previous - 1) < _STILL:
            break
    return _with(settings, fitted, share)


def _audible(comparison: dict[str, Any]) -> list[dict[str, Any]]:
    """The levels that say something, from the bottom, as agreements are numbered."""
    return [level for level in reversed(comparison["comparison_levels"]) if not level.get("is_null_level")]


def _learned(comparison: dict[str, Any]) -> Floats:
    return np.array([max(float(level.get("m_probability") or 0.0), 1e-6) for level in _audible(comparison)])


def _shares(agreement: Any, probable: Floats, learned: Floats) -> Floats:
    known = agreement >= 0
    counts = np.bincount(agreement[known], weights=probable[known], minlength=len(learned)) + _PRIOR * learned
    return np.asarray(counts / counts.sum())


def _with(settings: dict[str, Any], fitted: list[Floats], share: float) -> dict[str, Any]:
    comparisons = []
    for comparison, values in zip(settings["comparisons"], fitted, strict=True):
        levels = [level | {} for level in comparison["comparison_levels"]]
        changed = comparison | {"comparison_levels": levels}
        for level, value in zip(_audible(changed), values.tolist(), strict=True):
            level["m_probability"] = value
        comparisons.append(changed)
    return settings | {"comparisons": comparisons, "probability_two_random_records_match": share}
