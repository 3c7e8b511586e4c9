"""A mixture of independence models: Dirichlet-process latent classes (Manrique-Vallier 2016, Biometrics 72:1246).

Truncated stick breaking with K classes; within a class the lists are independent, which is what identifies the number
of unseen people. Several chains run from different streams and are compared (split R-hat): chains that stick show.
The number of unseen people is drawn without any upper limit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from palermo_engines.estimation.designs import Floats

_FEW, _NOTHING = 1e-12, 1e-300


@dataclass(frozen=True)
class Sampling:
    """How long and how wide to sample. ``shape`` and ``rate``: the gamma prior of the concentration."""

    chains: int = 4
    warmup: int = 4_000
    draws: int = 1_000
    thinning: int = 10
    classes: int = 10
    shape: float = 0.25
    rate: float = 0.25


@dataclass(frozen=True, eq=False)
class Sampled:
    """``totals`` (chains x draws) and ``rhat`` of their logarithm: near 1 when the chains agree."""

    totals: Floats
    rhat: float

    def quantile(self, level: float) -> float:
        return float(np.quantile(self.totals, level))


def sample_classes(counts: Floats, lists: int, seed: int, sampling: Sampling | None = None) -> Sampled:
    """Sample the posterior of the total. All chains advance together, from different totals."""
    settings = sampling or Sampling()
    chain = _Chains(counts, lists, np.random.default_rng(seed), settings)
    for _ in range(settings.warmup):
        chain.turn()
    totals = np.empty((settings.chains, settings.draws))
    for draw in range(settings.draws):
        for _ in range(settings.thinning):
            unseen = chain.turn()
        totals[:, draw] = counts.sum() + unseen
    return Sampled(totals, split_rhat(np.log(totals)))


def split_rhat(draws: Floats) -> float:
    """Potential scale reduction of chains cut in halves (Gelman et al., Bayesian Data Analysis, section 11.4)."""
    half = draws.shape[1] // 2
    parts = np.concatenate([draws[:, :half], draws[:, half : 2 * half]])
    within = parts.var(axis=1, ddof=1).mean()
    between = parts.mean(axis=1).var(ddof=1)
    return float(np.sqrt((half - 1) / half + between / within)) if within > 0 else float("nan")


class _Chains:
    """The state of all chains: class ``shares`` (chains x K), listing ``rates`` (chains x K x lists) and the
    ``concentration`` (chains)."""

    def __init__(self, counts: Floats, lists: int, rng: np.random.Generator, settings: Sampling) -> None:
        self.rng, self.settings = rng, settings
        present = np.flatnonzero(counts)
        self.cells = np.broadcast_to(counts[present].astype(np.int64), (settings.chains, len(present)))
        self.observed = int(counts.sum())
        self.on = ((present[:, None] + 1) >> np.arange(lists) & 1).astype(float)
        # every chain begins near independence, at a total of its own, and classes split off from there: chains that
        # begin with many classes are caught at totals where everybody seems to have been seen
        self.shares = rng.dirichlet([50.0] + [0.5] * (settings.classes - 1), settings.chains)
        self.rates = rng.beta(1, 4, (settings.chains, settings.classes, lists))
        listed = (self.on.T @ self.cells[0]) / self.observed
        self.rates[:, 0] = np.clip(listed / rng.uniform(2, 10, (settings.chains, 1)), _FEW, 0.9)
        self.concentration = rng.uniform(0.2, 1.0, settings.chains)

    def turn(self) -> Floats:
        """One Gibbs cycle of every chain; the numbers of unseen people."""
        rng = self.rng
        split = rng.multinomial(self.cells, self._memberships())
        missed = self.shares * np.prod(1 - self.rates, axis=2)
        missing = missed.sum(axis=1)
        # failures before as many successes as were observed, as a gamma mixture of Poissons: no upper limit
        unseen = rng.poisson(rng.gamma(self.observed, size=len(missing)) * missing / np.maximum(1 - missing, _FEW))
        absent = rng.multinomial(unseen, missed / missing[:, None])
        sizes = split.sum(axis=1) + absent
        listed = np.einsum("chk,hj->ckj", split, self.on)
        self.rates = np.clip(rng.beta(1 + listed, 1 + sizes[:, :, None] - listed), _FEW, 1 - _FEW)
        self._break_sticks(sizes)
        return np.asarray(unseen, dtype=float)

    def _memberships(self) -> Floats:
        """For each chain and history, the probability of each class."""
        seen, unseen = np.log(self.rates), np.log1p(-self.rates)
        logs = np.log(self.shares + _NOTHING)[:, None, :] + unseen.sum(axis=2)[:, None, :]
        logs = logs + np.einsum("hj,ckj->chk", self.on, seen - unseen)
        weights = np.exp(logs - logs.max(axis=2, keepdims=True))
        return np.asarray(weights / weights.sum(axis=2, keepdims=True))

    def _break_sticks(self, sizes: Floats) -> None:
        settings = self.settings
        after = sizes.sum(axis=1, keepdims=True) - np.cumsum(sizes, axis=1)
        taken, kept = self._log_gamma(1.0 + sizes), self._log_gamma(self.concentration[:, None] + after)
        whole = np.logaddexp(taken, kept)
        cuts, left = taken - whole, np.cumsum(kept - whole, axis=1)
        cuts[:, -1] = 0.0  # the last class takes what is left
        logs = cuts + np.hstack([np.zeros((len(cuts), 1)), left[:, :-1]])
        self.shares = np.exp(logs)
        rate = settings.rate - logs[:, -1]
        self.concentration = np.maximum(self.rng.gamma(settings.shape + settings.classes - 1, 1 / rate), _FEW)

    def _log_gamma(self, shape: Floats) -> Floats:
        """Logarithms of gamma draws, without underflow at small shapes: the sticks of empty classes are tiny."""
        return np.asarray(np.log(self.rng.gamma(shape + 1)) + np.log(1 - self.rng.random(shape.shape)) / shape)
