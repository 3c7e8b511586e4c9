"""Who is known to one list only: the sign that people hide from all lists, or are out of reach of all but one.

Where a class of people is hard to see for every list, those of it who are seen at all are seen once. Then more people
are on one list only than those on several can explain. Where some can be seen by one list alone, that list has more
such people. Two models are compared, each with the pairs that BIC gives it: with and without such an excess.

A hidden class is a weak sign: the limit is what chance passes in 5% of the tables drawn from the model without it
(parametric bootstrap). People out of reach are a strong one: the limit is the price of one more effect in BIC, that is,
the excess must explain the table better than any dependence between pairs of lists does.

What this cannot see is told by ``power.py``: a class that no list ever sees leaves no trace in any table.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from palermo_engines.estimation.columns import Chosen, choose_pairs
from palermo_engines.estimation.designs import Floats
from palermo_engines.estimation.tables import ListTable

FALSE_ALARMS = 0.05
LEAST_LISTS = 3  # with two, any excess fits as well as none
DRAWS = 400
_TIE = 1e-4  # an excess that fits exactly as well as a pair does is no sign: with three lists they are the same
_HIDDEN = 0  # the place of the column of all lists together; 1 + j is that of list j


@dataclass(frozen=True)
class Excess:
    """A sign of the kind ``code``: ``hidden_class``, or ``out_of_reach`` with the ``name`` of the list. ``people``: how
    many of those on one list only the rest cannot explain. ``strength``: by how much the excess improves the fit
    (difference of -2 log-likelihood, log n for each pair that it spares); it is noticed above ``limit``."""

    code: str
    name: str
    people: float
    strength: float
    limit: float

    @property
    def noticed(self) -> bool:
        return self.strength > self.limit + _TIE


def excesses(table: ListTable, seed: int, draws: int = DRAWS) -> tuple[Excess, ...]:
    """The sign of a hidden class, and the strongest sign that people are out of reach of all lists but one.

    None with fewer than three lists: nothing can be said then.
    """
    if table.lists < LEAST_LISTS:
        return ()
    without = choose_pairs(table.counts[None], table.lists)
    limit = hidden_limit(without.means[0], table.lists, table.observed, seed, draws)
    alone = table.counts[[(1 << j) - 1 for j in range(table.lists)]]
    hidden = _sign(table, without, _HIDDEN, float(alone.sum()), limit)
    single = [_sign(table, without, 1 + j, float(alone[j]), np.log(table.observed)) for j in range(table.lists)]
    return hidden, max(single, key=lambda sign: sign.strength)


def _sign(table: ListTable, without: Chosen, place: int, alone: float, limit: float) -> Excess:
    tried = choose_pairs(table.counts[None], table.lists, place)
    people = alone * -float(np.expm1(-max(tried.extra[0], 0.0)))
    code, name = ("hidden_class", "") if place == _HIDDEN else ("out_of_reach", table.names[place - 1])
    return Excess(code, name, people, float(_gain(without, tried)[0]), float(limit))


def hidden_limit(means: Floats, lists: int, observed: int, seed: int, draws: int = DRAWS) -> float:
    """The strength that a hidden class seems to have by chance in no more than FALSE_ALARMS of the tables of
    ``observed`` people with these ``means``."""
    rng = np.random.default_rng(seed)
    tables = rng.multinomial(observed, means / means.sum(), size=draws).astype(float)
    return float(np.quantile(hidden_strength(tables, lists), 1 - FALSE_ALARMS, method="higher"))


def hidden_strength(counts: Floats, lists: int) -> Floats:
    """The strength of the sign of a hidden class in every row of ``counts``."""
    return _gain(choose_pairs(counts, lists), choose_pairs(counts, lists, _HIDDEN))


def reach_strength(counts: Floats, lists: int) -> Floats:
    """The strength of the strongest sign that people are out of reach of all lists but one, in every row."""
    without = choose_pairs(counts, lists)
    return np.asarray(np.max([_gain(without, choose_pairs(counts, lists, 1 + j)) for j in range(lists)], axis=0))


def _gain(without: Chosen, with_excess: Chosen) -> Floats:
    """By how much the excess improves the fit; 0 where it is a lack."""
    gain = np.maximum(without.criterion - with_excess.criterion, 0.0)
    return np.where(with_excess.extra > 0, gain, 0.0)
