"""What could be noticed at this table at all: the power of the checks, by simulation, before silence is trusted.

A check that stays silent says something only if it would have spoken. For each way to break an assumption, tables are
drawn that are like the user's but for that, and the checks are run on them. For a hidden class the total is told that
the estimate would then stand for: what a class hides from all lists, no method gets back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Self

import numpy as np

from palermo_engines.estimation.breaches import drawn, with_dependence, with_hidden_class, with_people_out_of_reach
from palermo_engines.estimation.columns import choose_pairs
from palermo_engines.estimation.designs import Flags, Floats, main_effects, pairs
from palermo_engines.estimation.excess import LEAST_LISTS, hidden_limit, hidden_strength, reach_strength
from palermo_engines.estimation.fitting import family, fit_families
from palermo_engines.estimation.stepwise import select
from palermo_engines.estimation.tables import ListTable

ENOUGH = 0.8
SHARES, ODDS, RATIOS = (0.25, 0.5), (0.25, 1 / 12), (2.0, 0.5)
_DRAWS = 200


@dataclass(frozen=True)
class Power:
    """``noticed``: the share of tables in which the check speaks, if the assumption ``code`` were broken: a
    ``hidden_class`` of ``size`` (share of everybody) with ``odds`` times the odds of others on every list; people
    ``out_of_reach`` of all but the list ``name``, of that size; or a ``dependence`` between the lists ``name``, its
    odds ratio as ``size``. ``inflation``: the true total over the estimate then, where it is no longer 1."""

    code: str
    name: str
    size: float
    odds: float
    noticed: float
    inflation: float = 1.0

    @property
    def enough(self) -> bool:
        return self.noticed >= ENOUGH


def hidden_power(table: ListTable, seed: int, draws: int = _DRAWS) -> tuple[Power, ...]:
    """The power to see hidden classes alone, with what they would mean for the total."""
    return tuple(_Base.of(table, seed, draws).hidden_classes()) if table.lists >= LEAST_LISTS else ()


def power(table: ListTable, seed: int, *, threshold: float = 0.02, draws: int = _DRAWS) -> tuple[Power, ...]:
    """The power to see hidden classes, people out of reach, and dependence of each pair of lists that is not in the
    model (by the stepwise selection with ``threshold``)."""
    if table.lists < LEAST_LISTS:
        return ()
    base = _Base.of(table, seed, draws)
    return (*base.hidden_classes(), *base.out_of_reach(), *base.dependences(threshold))


@dataclass(frozen=True, eq=False)
class _Base:
    """The table with its fit; every kind of breach has a stream of its own."""

    table: ListTable
    means: Floats
    unseen: float
    inside: Flags
    draws: int
    seed: int

    @classmethod
    def of(cls, table: ListTable, seed: int, draws: int) -> Self:
        fitted = choose_pairs(table.counts[None], table.lists)
        return cls(table, fitted.means[0], float(fitted.unseen[0]), fitted.pairs[0], draws, seed)

    def _stream(self, *place: int) -> np.random.Generator:
        return np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=place))

    def hidden_classes(self) -> Iterator[Power]:
        lists = self.table.lists
        limit = hidden_limit(self.means, lists, self.table.observed, self.seed)
        for at, (share, odds) in enumerate((share, odds) for share in SHARES for odds in ODDS):
            expected = with_hidden_class(self.means, self.unseen, share, odds)
            strengths = hidden_strength(drawn(expected, self.draws, self._stream(0, at)), lists)
            yield Power("hidden_class", "", share, odds, float(np.mean(strengths > limit)), self._inflation(expected))

    def _inflation(self, expected: Floats) -> float:
        """The people behind ``expected`` over what the model without a breach says of them."""
        lists, inside = self.table.lists, np.array(pairs(self.table.lists))[self.inside]
        fits = fit_families(expected[None, :-1], family(main_effects(lists).union(inside.tolist()), lists), lists)
        return float(expected.sum() / (expected[:-1].sum() + fits.unseen[0]))

    def out_of_reach(self) -> Iterator[Power]:
        """For the list with the fewest people of its own, where it is hardest to see."""
        alone = [self.table.counts[(1 << j) - 1] for j in range(self.table.lists)]
        at = int(np.argmin(alone))
        for place, share in enumerate(SHARES):
            expected = with_people_out_of_reach(self.means, self.unseen, at, share)
            tables = drawn(expected, self.draws, self._stream(1, place))
            noticed = reach_strength(tables, self.table.lists) > np.log(tables.sum(axis=1))
            yield Power("out_of_reach", self.table.names[at], share, 0.0, float(np.mean(noticed)))

    def dependences(self, threshold: float) -> Iterator[Power]:
        lists = self.table.lists
        for place, (pair, names) in enumerate(zip(pairs(lists), combinations(self.table.names, 2), strict=True)):
            if self.inside[place]:
                continue
            for turn, ratio in enumerate(RATIOS):
                expected = with_dependence(self.means, self.unseen, pair, ratio)
                models = select(drawn(expected, self.draws, self._stream(2, place, turn)), lists, threshold).models
                noticed = float(np.mean([pair in model for model in models]))
                yield Power("dependence", "+".join(names), ratio, 0.0, noticed)
