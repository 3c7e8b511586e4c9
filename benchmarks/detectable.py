"""The most that any check of the counts could notice: a bound by the lemma of Neyman and Pearson.

For a country with a broken assumption, take the country nearest to it in which all assumptions hold (each list looks
back at one earlier list at most): the one whose expected table is least different. No test that raises a false alarm
in at most 5% of the tables of that sound country can notice more of those of the broken one than the likelihood ratio
of the two does, which knows both countries exactly. Whoever is content with fewer false alarms notices less.
"""

from __future__ import annotations

from concurrent.futures import Executor
from functools import lru_cache
from itertools import product

import numpy as np

from palermo_engines.estimation.designs import Flags, Floats, main_effects, pairs
from palermo_engines.estimation.fitting import family, fit_families
from palermo_engines.simulation.agencies import Agency
from palermo_engines.simulation.people import Country
from palermo_engines.simulation.samples import BREACHES, unsound_country

LEVELS = (0.05, 0.1)
_DRAWS = 4_000


def ceiling(breach: str, seeds: list[int], pool: Executor) -> str:
    """The bounds, averaged over the countries of ``seeds``."""
    found = np.array(list(pool.map(_bounds, [breach] * len(seeds), seeds)))
    forests, everything = found[:, :2].mean(axis=0), found[:, 2:].mean(axis=0)
    said = ", ".join(
        f"{level:.0%} false alarms {one:.1%} (if any pairs may depend: {other:.1%})"
        for level, one, other in zip(LEVELS, forests, everything, strict=True)
    )
    return f"{breach:<14} {len(seeds):4} countries; no check can notice more than: {said}"


def _bounds(breach: str, seed: int) -> list[float]:
    """At each of LEVELS, against sound countries; then against any in which only pairs of lists depend."""
    country, agencies = unsound_country(breach, np.random.default_rng([seed, 1 + BREACHES.index(breach)]))
    expected, lists = expected_counts(country, agencies), len(agencies)
    every_pair = family(main_effects(lists).union(pairs(lists)), lists)
    rng = np.random.default_rng(seed)
    return [
        most_power(expected, nearest(expected, families, lists), level, rng)
        for families in (_looking_back(lists), every_pair)
        for level in LEVELS
    ]


def expected_counts(country: Country, agencies: tuple[Agency, ...]) -> Floats:
    """The expected number of people of each observable history, exactly, for agencies without definitions."""
    codes = np.arange(1 << len(agencies))
    on = {each.name: codes >> at & 1 for at, each in enumerate(agencies)}
    whole = np.zeros(len(codes))
    for hides, share in ((0, 1 - country.hiding), (1, country.hiding)):
        chance = np.ones(len(codes))
        for each in agencies:
            odds = np.log(each.reach / (1 - each.reach)) + each.hidden * hides
            odds = odds + sum(effect * on[name] for name, effect in each.after.items())
            seen = 1 / (1 + np.exp(-odds))
            chance = chance * np.where(on[each.name] == 1, seen, 1 - seen)
        whole += share * country.people * chance
    return np.asarray(whole[1:])


@lru_cache
def _looking_back(lists: int) -> Flags:
    """Every way in which each list looks back at none or one of the lists before it."""
    ways = product(*(range(-1, j) for j in range(1, lists)))
    models = (
        main_effects(lists).union((1 << j) | (1 << i) for j, i in enumerate(way, start=1) if i >= 0) for way in ways
    )
    return np.concatenate([family(model, lists) for model in models])


def nearest(expected: Floats, families: Flags, lists: int) -> Floats:
    """The expected table of the model that differs least from ``expected`` (Kullback-Leibler)."""
    fits = fit_families(np.broadcast_to(expected, (len(families), len(expected))), families, lists)
    differences = (expected * np.log(expected / fits.means) - expected + fits.means).sum(axis=1)
    return np.asarray(fits.means[np.nanargmin(differences)])


def most_power(broken: Floats, sound: Floats, level: float, rng: np.random.Generator) -> float:
    """The power of the likelihood ratio test of Poisson tables with means ``broken`` against ``sound``."""
    ratio = np.log(broken / sound)
    by_chance = rng.poisson(sound, (_DRAWS, len(sound))) @ ratio
    limit = np.quantile(by_chance, 1 - level)
    return float(np.mean(rng.poisson(broken, (_DRAWS, len(broken))) @ ratio > limit))
