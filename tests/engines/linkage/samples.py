"""Simulated records that several tests link."""

from __future__ import annotations

import numpy as np

from palermo_engines.linkage.pairs import Pairs
from palermo_engines.linkage.records import Places, Records, prepare
from palermo_engines.linkage.rehearsal import lists_of
from palermo_engines.simulation.countries import Simulated, simulate
from palermo_engines.simulation.people import Country
from palermo_engines.simulation.samples import five_agencies


def truth_of(simulated: Simulated) -> Places:
    """Whose record each is, lists in order."""
    return np.concatenate([table.person for table in simulated.tables])


def small_country(people: int = 6_000, seed: int = 4) -> tuple[Records, Places]:
    simulated = simulate(Country(people), five_agencies(), seed)
    return prepare(lists_of(simulated, five_agencies())), truth_of(simulated)


def pairs_of(odds: dict[tuple[int, int], float]) -> Pairs:
    """Pairs with these odds of being one person."""
    left, right = (np.array([pair[side] for pair in odds], dtype=np.int64) for side in (0, 1))
    values = np.array(list(odds.values()), dtype=float)
    empty = np.zeros((len(odds), 0))
    return Pairs(
        left, right, np.log2(values), values / (1 + values), (), empty.astype(np.float32), empty.astype(np.int8)
    )
