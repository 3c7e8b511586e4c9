"""Models of pairs with columns besides them, many tables at once: for effects that are no sets of lists.

The fits of ``fitting.py`` live on sets, whose information is a table of sums. A column such as "on one list only" is no
set, so the information is formed from the columns themselves. Pairs enter by a forward search: the pair with the
largest score statistic is fitted and stays if it lowers BIC.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from palermo_engines.estimation.designs import Flags, Floats, pairs

Rows = NDArray[np.intp]

_ROUNDS, _SETTLED, _STRIDE, _RIDGE, _FLOOR, _FAR = 40, 1e-6, 4.0, 1e-9, 1e-6, 40.0
_PROMISING, _MEMORY = 0.5, 8_000_000


@lru_cache(maxsize=16)
def columns(lists: int) -> Floats:
    """The design (2^t - 1 histories x columns): the constant, every list, every pair, then one column for being on one
    list only, whichever, and one for being on this list only, for every list."""
    codes = np.arange(1, 1 << lists)
    sets = np.array([0, *(1 << j for j in range(lists)), *pairs(lists)])
    alone = np.array([1 << j for j in range(lists)])
    single = np.isin(codes, alone)
    design = np.hstack([(codes[:, None] & sets) == sets, single[:, None], codes[:, None] == alone])
    return np.asarray(design, dtype=float)


@dataclass(frozen=True, eq=False)
class Chosen:
    """For each table the ``criterion`` of the model that the search ended with (-2 log-likelihood up to a constant of
    the table, and log n for each pair), the coefficient ``extra`` of the forced column (0 if none), the fitted
    ``means`` of the histories and of the ``unseen``, and which ``pairs`` are in."""

    criterion: Floats
    extra: Floats
    means: Floats
    unseen: Floats
    pairs: Flags


def choose_pairs(counts: Floats, lists: int, forced: int | None = None) -> Chosen:
    """Search the pairs for every row of ``counts``; ``forced``: the place of an additional column (0: on one list
    only, 1 + j: on list j only) that is in every model and costs nothing, so that who asks can price it."""
    size = max(1, _MEMORY // columns(lists).size)
    parts = [_Search(counts[at : at + size], lists, forced).run() for at in range(0, len(counts), size)]
    return Chosen(*(np.concatenate([getattr(part, name) for part in parts]) for name in Chosen.__dataclass_fields__))


class _Search:
    """The models of a block of tables: which columns are ``finite`` or at minus infinity (``vanished``: pairs whose
    overlap is empty), which histories these leave (``keep``), and the fit."""

    def __init__(self, counts: Floats, lists: int, forced: int | None) -> None:
        self.counts, self.design, self.lists = counts, columns(lists), lists
        self.first, self.last = 1 + lists, 1 + lists + len(pairs(lists))
        self.extra = None if forced is None else self.last + forced
        self.price = np.log(counts.sum(axis=1))
        self.seen = counts @ self.design[:, self.first : self.last]
        shape = len(counts), self.design.shape[1]
        self.finite, self.keep = np.zeros(shape, dtype=bool), np.ones(counts.shape)
        self.finite[:, : self.first] = True
        if self.extra is not None:
            self.finite[:, self.extra] = True
        self.inside = np.zeros(self.seen.shape, dtype=bool)
        self.logs, self.means, self.likelihood = self._fit(np.arange(len(counts)), self.finite, self.keep, None)

    def run(self) -> Chosen:
        rows = np.arange(len(self.counts))
        while len(rows):
            rows = self._grow(rows)
        criterion = self.price * self.inside.sum(axis=1) - 2 * self.likelihood
        extra = np.zeros(len(self.counts)) if self.extra is None else self.logs[:, self.extra]
        return Chosen(criterion, extra, self.means, np.exp(np.minimum(self.logs[:, 0], _FAR)), self.inside)

    def _grow(self, rows: Rows) -> Rows:
        """Add to each of ``rows`` its most promising pair, if that pays; the tables whose model grew."""
        scores = self._scores(rows)
        best = scores.argmax(axis=1)
        promising = scores[np.arange(len(rows)), best] > _PROMISING * self.price[rows]
        rows, best = rows[promising], best[promising]
        finite, keep = self.finite[rows], self.keep[rows]
        some = self.seen[rows, best] > 0
        finite[some, self.first + best[some]] = True
        keep[~some] *= 1 - self.design[:, self.first + best[~some]].T
        logs, means, likelihood = self._fit(rows, finite, keep, self.logs[rows])
        pays = 2 * (likelihood - self.likelihood[rows]) > self.price[rows]
        grown = rows[pays]
        self.inside[grown, best[pays]] = True
        self.finite[grown], self.keep[grown] = finite[pays], keep[pays]
        self.logs[grown], self.means[grown], self.likelihood[grown] = logs[pays], means[pays], likelihood[pays]
        return np.asarray(grown)

    def _scores(self, rows: Rows) -> Floats:
        """The score statistic of every pair that is not in (tables x pairs): what it would gain, without its fit."""
        information = self._information(self.means[rows])
        finite, wanted = self.finite[rows], slice(self.first, self.last)
        across = np.where(finite[:, :, None], information[:, :, wanted], 0.0)
        explained = np.linalg.solve(_reduced(information, finite), across)
        spread = np.einsum("tpp->tp", information[:, wanted, wanted]) - (across * explained).sum(axis=1)
        score = ((self.counts[rows] - self.means[rows]) @ self.design)[:, wanted]
        statistic = np.where(spread > _FLOOR, score**2 / np.maximum(spread, _FLOOR), 0.0)
        return np.where(self.inside[rows], 0.0, statistic)

    def _information(self, means: Floats) -> Floats:
        return np.asarray((self.design.T[None] * means[:, None, :]) @ self.design)

    def _fit(self, rows: Rows, finite: Flags, keep: Floats, start: Floats | None) -> tuple[Floats, Floats, Floats]:
        """Fisher scoring, with steps held to a few units; a mean that vanishes is left when it is as good as zero.
        Coefficients, means and log-likelihoods up to a constant."""
        counts, active = self.counts[rows] * keep, np.arange(len(rows))
        logs = np.zeros((len(rows), self.design.shape[1])) if start is None else np.where(finite, start, 0.0)
        means = (counts + 0.1) * keep if start is None else self._means(logs, keep)
        for turn in range(_ROUNDS):
            mu, inside = means[active], finite[active]
            right = counts[active] - mu
            if start is None and not turn:  # the working response of the first round, from mu = n + 0.1
                right = right + mu * np.log(np.where(mu > 0, mu, 1.0))
            system = _reduced(self._information(mu), inside)
            step = np.linalg.solve(system, np.where(inside, right @ self.design, 0.0)[:, :, None])[:, :, 0]
            longest = np.abs(step).max(axis=1, keepdims=True)
            if start is not None or turn:
                step = step * np.minimum(1.0, _STRIDE / np.maximum(longest, _RIDGE))
            logs[active] += step
            means[active] = self._means(logs[active], keep[active])
            active = active[longest[:, 0] > _SETTLED]
            if not len(active):
                break
        return logs, means, (xlogy(counts, np.maximum(means, 1e-300)) - means).sum(axis=1)

    def _means(self, logs: Floats, keep: Floats) -> Floats:
        return np.asarray(np.exp(np.clip(logs @ self.design.T, -_FAR, _FAR)) * keep)


def _reduced(information: Floats, finite: Flags) -> Floats:
    """The information of the columns of each model, with ones for those outside it, so that all have one shape."""
    within = finite[:, :, None] & finite[:, None, :]
    outside = np.where(finite, _RIDGE, 1.0)
    return np.asarray(np.where(within, information, 0.0) + outside[:, :, None] * np.eye(finite.shape[1]))
