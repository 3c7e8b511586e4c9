"""What a table like the user's would look like if an assumption failed: expected counts, to try checks on.

Each function takes the fitted ``means`` of the histories and of the ``unseen`` and returns the expected counts of a
population in which something is added (2^t - 1 histories, then those on no list).
"""

from __future__ import annotations

import numpy as np

from palermo_engines.estimation.designs import Floats, holding


def with_hidden_class(means: Floats, unseen: float, share: float, odds: float) -> Floats:
    """Besides the people that the fit tells of, a class of ``share`` of everybody, whose odds to come on each list are
    ``odds`` times as high."""
    everyone = np.append(means, unseen)
    on = np.array([code.bit_count() for code in range(1, len(means) + 1)] + [0])
    hidden = everyone * odds**on
    return np.asarray(everyone + hidden / hidden.sum() * everyone.sum() * share / (1 - share))


def with_people_out_of_reach(means: Floats, unseen: float, at: int, share: float) -> Floats:
    """Besides them, ``share`` of everybody whom only the list ``at`` can see, as often as it sees others."""
    lists = (len(means) + 1).bit_length() - 1
    everyone = np.append(means, unseen)
    added = everyone.sum() * share / (1 - share)
    seen = added * float(holding(lists)[1 << at] @ means) / everyone.sum()
    everyone[(1 << at) - 1] += seen
    everyone[-1] += added - seen
    return everyone


def with_dependence(means: Floats, unseen: float, pair: int, ratio: float) -> Floats:
    """The same number of people, of whom those on one list of ``pair`` (a mask) have ``ratio`` times the odds to come
    on the other."""
    lists = (len(means) + 1).bit_length() - 1
    everyone = np.append(means, unseen)
    tilted = everyone * np.append(ratio ** holding(lists)[pair], 1.0)
    return np.asarray(tilted / tilted.sum() * everyone.sum())


def drawn(expected: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """Observable tables (draws x 2^t - 1) of a population with these expected counts."""
    people = round(float(expected.sum()))
    return rng.multinomial(people, expected / expected.sum(), size=draws)[:, :-1].astype(float)
