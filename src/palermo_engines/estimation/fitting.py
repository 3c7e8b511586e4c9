"""Poisson log-linear fits, many tables at once.

Fisher scoring from mu = n + 0.1 (robust for sparse tables), or from coefficients of a near fit. A fit counts as
converged when the largest change of a log-mean falls below ``_SETTLED`` within ``_ROUNDS`` rounds: on identifiable
parameters that happens exactly when the maximum exists, since without one each round lowers the vanishing log-means by
about 1 and never settles (it is the certificate that spares the linear programme of Fienberg and Rinaldo 2012).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, xlogy

from palermo_engines.estimation.designs import Flags, Floats, Whole, full_rank, holding

_ROUNDS, _PATIENCE, _SETTLED, _WILD = 40, 12, 1e-7, 300.0
_SUDDEN, _VANISHING, _SINGULAR, _SLACK = 0.1, -20.0, 1e-11, 1e-7


@dataclass(frozen=True, eq=False)
class Fits:
    """``coefficients`` (tables x 2^t, by mask, 0 outside the model; minus infinity is not written), ``means`` (tables x
    2^t - 1, 0 in the histories that hold an empty overlap of the model), ``converged`` (tables), ``beaten``: proved to
    stay below what was needed."""

    coefficients: Floats
    means: Floats
    converged: Flags
    beaten: Flags

    @property
    def unseen(self) -> Floats:
        """The fitted mean of the history nobody observed; infinite where no finite estimate exists."""
        unseen = np.full(len(self.converged), np.inf)
        unseen[self.converged] = np.exp(self.coefficients[self.converged, 0])
        return unseen

    def log_likelihood(self, counts: Floats) -> Floats:
        """Poisson log-likelihood over the retained histories, whose others are empty; nan where not converged."""
        return np.asarray((xlogy(counts, self.means) - self.means - gammaln(counts + 1)).sum(axis=1))


def fit_families(
    counts: Floats, families: Flags, lists: int, start: Floats | None = None, needed: Floats | None = None
) -> Fits:
    """Fit each table (row of ``counts``, 2^t - 1 wide) its own model by extended maximum likelihood.

    ``families`` (tables or 1, x 2^t) is True at the sets of the model, a downward-closed family. Its overlaps that are
    empty in the table go to minus infinity: they and the histories that hold them leave the fit (Chan, Silverman and
    Vincent 2021, section 2). ``start``: coefficients (tables or 1, x 2^t) of near fits. Models that are not
    identifiable from the retained histories come back as not converged; so do those, with ``needed`` (tables), that
    are proved on the way to stay below that log-likelihood.
    """
    families = np.broadcast_to(families, (len(counts), 1 << lists))
    empty = counts @ holding(lists).T == 0
    vanished, finite = families & empty, families & ~empty
    keep = np.asarray((vanished @ holding(lists)) == 0, dtype=float)
    widths = np.where(_identifiable(finite, keep, vanished, lists), finite.sum(axis=1), 0)
    fits = _blank(len(counts), lists)
    begin = None if start is None else np.where(finite, start, 0.0)
    least = None if needed is None else needed + gammaln(counts + 1).sum(axis=1)
    for width in np.unique(widths[widths > 0]):
        rows = np.flatnonzero(widths == width)
        sets = np.nonzero(finite[rows])[1].reshape(-1, width)
        scoring = _Scoring(counts[rows], sets, keep[rows], lists, None if least is None else least[rows])
        merge(fits, rows, scoring.fit(None if begin is None else begin[rows]))
    return fits


def family(model: Iterable[int], lists: int) -> Flags:
    """A model as one row for ``fit_families``."""
    row = np.zeros((1, 1 << lists), dtype=bool)
    row[0, list(model)] = True
    return row


def chosen(fits: Fits, rows: Flags) -> Fits:
    """The fits of some tables."""
    return Fits(fits.coefficients[rows], fits.means[rows], fits.converged[rows], fits.beaten[rows])


def _identifiable(finite: Flags, keep: Floats, vanished: Flags, lists: int) -> Flags:
    """A hierarchical model without the highest interaction is identifiable as long as no overlap of it is empty."""
    fine = np.ones(len(finite), dtype=bool)
    doubtful = np.flatnonzero(vanished.any(axis=1))
    if len(doubtful):
        for _, rows in grouped(np.hstack([finite[doubtful], keep[doubtful] > 0])):
            one = doubtful[rows[0]]
            fine[doubtful[rows]] = full_rank(finite[one].tobytes(), (keep[one] > 0).tobytes(), lists)
    return fine


def grouped(flags: Flags) -> list[tuple[Flags, NDArray[np.intp]]]:
    """The distinct rows of ``flags``, each with the numbers of the rows equal to it."""
    groups: dict[bytes, list[int]] = {}
    for at, row in enumerate(np.packbits(flags, axis=1)):
        groups.setdefault(row.tobytes(), []).append(at)
    return [(flags[rows[0]], np.array(rows)) for rows in groups.values()]


def _blank(tables: int, lists: int) -> Fits:
    coefficients, means = np.full((tables, 1 << lists), np.nan), np.full((tables, (1 << lists) - 1), np.nan)
    return Fits(coefficients, means, np.zeros(tables, dtype=bool), np.zeros(tables, dtype=bool))


def merge(fits: Fits, rows: NDArray[np.intp], part: Fits) -> None:
    """Write ``part`` into ``rows`` of ``fits``."""
    fits.coefficients[rows], fits.means[rows] = part.coefficients, part.means
    fits.converged[rows], fits.beaten[rows] = part.converged, part.beaten


class _Scoring:
    """Fisher scoring of many tables side by side; the tables that settled leave the round."""

    def __init__(self, counts: Floats, sets: Whole, keep: Floats, lists: int, least: Floats | None) -> None:
        """``sets`` (tables x parameters): the finite ones; ``keep`` (tables x 2^t - 1): 1 in the retained histories;
        ``least``: the log-likelihood, without its constant, below which a table's fit is of no use."""
        self.counts, self.sets, self.keep, self.lists, self.least = counts, sets, keep, lists, least
        self.holding = holding(lists)
        self.unions = (sets[:, :, None] | sets[:, None, :]).reshape(len(sets), -1)
        self.beaten = np.zeros(len(counts), dtype=bool)

    def fit(self, start: Floats | None) -> Fits:
        """Score every table. A warm start that does not settle is tried again from mu = n + 0.1, so that the
        certificate never depends on where the search began."""
        with np.errstate(all="ignore"):  # runaway fits overflow; they come back as not converged
            fits = self.run(np.arange(len(self.counts)), start)
            lost = np.flatnonzero(~fits.converged & ~self.beaten)
            if start is not None and len(lost):
                merge(fits, lost, self.run(lost, None))
        fits.beaten[:] = self.beaten
        return fits

    def _of(self, index: Whole, sums: Floats, rows: NDArray[np.intp]) -> Floats:
        """``sums`` (rows x 2^t) at the sets of each row's model."""
        return np.take_along_axis(sums, index[rows], axis=1)

    def run(self, rows: NDArray[np.intp], start: Floats | None) -> Fits:
        """Score the tables ``rows``."""
        found = _blank(len(rows), self.lists)
        active = np.arange(len(rows))
        logs = self._first(rows) if start is None else np.array(start[rows])
        etas, before = logs @ self.holding, np.zeros(len(rows))
        for turn in range(_ROUNDS):
            logs, etas, size, hopeful = self._round(rows[active], logs, etas)
            settled: Flags = np.asarray(size < _SETTLED)
            going = ~settled & hopeful & (np.abs(logs).max(axis=1) < _WILD)
            lowest = np.where(self.keep[rows[active]] > 0, etas, 0.0).min(axis=1)
            doubtful: Flags = np.asarray(settled & ((before > _SUDDEN) | (lowest < _VANISHING)))
            if doubtful.any():
                settled[doubtful] = self._sound(rows[active], etas, doubtful)
            done = active[settled]
            found.coefficients[done], found.converged[done] = logs[settled], True
            found.means[done] = np.exp(etas[settled]) * self.keep[rows[done]]
            if turn == _PATIENCE:
                going &= self._worth_waiting(rows, active, going, logs, etas)
            active, logs, etas, before = active[going], logs[going], etas[going], size[going]
            if not len(active):
                break
        return found

    def _sound(self, rows: NDArray[np.intp], etas: Floats, doubtful: Flags) -> Flags:
        """Whether the information of fits that came to rest at once after a long step, or with a vanishing mean, still
        has full rank: a runaway fit rests when its vanishing means have left the precision of the machine."""
        mu = np.exp(etas[doubtful]) * self.keep[rows[doubtful]]
        information = self._information(rows[doubtful], mu)
        scale = 1 / np.sqrt(np.diagonal(information, axis1=1, axis2=2))
        scaled = information * scale[:, :, None] * scale[:, None, :]
        finite: Flags = np.asarray(np.isfinite(scaled).all(axis=(1, 2)))
        finite[finite] = np.linalg.eigvalsh(scaled[finite])[:, 0] > _SINGULAR
        return np.asarray(finite)

    def _first(self, rows: NDArray[np.intp]) -> Floats:
        """Coefficients after the first round from mu = n + 0.1, which no model explains."""
        mu = (self.counts[rows] + 0.1) * self.keep[rows]
        working = mu * np.log(self.counts[rows] + 0.1) - 0.1 * self.keep[rows]
        return self._spread(rows, self._solve(rows, mu, self._of(self.sets, working @ self.holding.T, rows)))

    def _round(self, rows: NDArray[np.intp], logs: Floats, etas: Floats) -> tuple[Floats, Floats, Floats, Flags]:
        """New coefficients, new log-means, the largest change of a retained log-mean, and whether to go on."""
        mu = np.exp(etas) * self.keep[rows]
        residuals = (self.counts[rows] - mu) @ self.holding.T  # not a difference of sums: vanishing means must show
        steps = self._spread(rows, self._solve(rows, mu, self._of(self.sets, residuals, rows)))
        moved = steps @ self.holding
        size = np.abs(moved * self.keep[rows]).max(axis=1)
        return logs + steps, etas + moved, size, self._hopeful(rows, mu * (1 + moved))

    def _hopeful(self, rows: NDArray[np.intp], spread: Floats) -> Flags:
        """Whether the maximum can still reach what is needed.

        ``spread`` has the sufficient statistics of the table (that is what the step solves); if it is nowhere negative
        it bounds the log-likelihood of the model from above: sum(x log x - x), by convex duality.
        """
        if self.least is None:
            return np.ones(len(rows), dtype=bool)
        bound = (xlogy(spread, spread) - spread).sum(axis=1)  # nan where negative: no bound
        beaten = np.flatnonzero(bound < self.least[rows] - _SLACK)
        beaten = beaten[self._same_statistics(rows[beaten], spread[beaten])]
        self.beaten[rows[beaten]] = True
        hopeful = np.ones(len(rows), dtype=bool)
        hopeful[beaten] = False
        return hopeful

    def _same_statistics(self, rows: NDArray[np.intp], spread: Floats) -> Flags:
        """Whether the step was solved well enough for the bound to hold: near-singular systems are not."""
        gaps = np.abs(self._of(self.sets, (spread - self.counts[rows]) @ self.holding.T, rows)).max(axis=1)
        return np.asarray(gaps < _SLACK)

    def _solve(self, rows: NDArray[np.intp], mu: Floats, right: Floats) -> Floats:
        return _solutions(self._information(rows, mu), right)

    def _information(self, rows: NDArray[np.intp], mu: Floats) -> Floats:
        width = self.sets.shape[1]
        return self._of(self.unions, mu @ self.holding.T, rows).reshape(-1, width, width)

    def _spread(self, rows: NDArray[np.intp], values: Floats) -> Floats:
        """Values at the model's sets, as (rows x 2^t)."""
        wide = np.zeros((len(values), 1 << self.lists))
        np.put_along_axis(wide, self.sets[rows], values, axis=1)
        return wide

    def _worth_waiting(
        self, rows: NDArray[np.intp], active: NDArray[np.intp], going: Flags, logs: Floats, etas: Floats
    ) -> Flags:
        """Whether a maximum exists depends only on which histories are empty: of all late tables with the same model
        and the same empty histories, one goes on to the last round and speaks for the others."""
        late = np.flatnonzero(going)
        at = rows[active[late]]
        inside = self._spread(at, np.ones((len(at), self.sets.shape[1]))) > 0
        for _, members in grouped(np.hstack([self.counts[at] > 0, self.keep[at] > 0, inside])):
            one = late[members[0]]
            if len(members) > 1 and not self._settles(rows[active[[one]]], logs[[one]], etas[[one]]):
                going[late[members]] = False
        return going

    def _settles(self, row: NDArray[np.intp], logs: Floats, etas: Floats) -> bool:
        for _ in range(_PATIENCE, _ROUNDS):
            logs, etas, size, _ = self._round(row, logs, etas)
            if size[0] < _SETTLED:
                return bool(self._sound(row, etas, np.array([True]))[0])
            if not np.isfinite(size[0]):
                return False
        return False


def _solutions(information: Floats, right: Floats) -> Floats:
    """Solve every system; nan where one is singular."""
    try:
        return np.asarray(np.linalg.solve(information, right[:, :, None])[:, :, 0])
    except np.linalg.LinAlgError:
        if len(right) == 1:
            return np.full_like(right, np.nan)
        half = len(right) // 2
        parts = _solutions(information[:half], right[:half]), _solutions(information[half:], right[half:])
        return np.concatenate(parts)


def error_of_unseen(fits: Fits, counts: Floats, families: Flags, lists: int) -> Floats:
    """The standard error of the logarithm of the unseen, for each converged fit of ``families`` (tables x 2^t) to
    ``counts``: the root of the entry of the empty set in the inverse Fisher information. nan elsewhere."""
    errors = np.full(len(counts), np.nan)
    finite = families & (counts @ holding(lists).T > 0)
    widths = np.where(fits.converged, finite.sum(axis=1), 0)
    sums = np.nan_to_num(fits.means) @ holding(lists).T
    for width in np.unique(widths[widths > 0]):
        rows = np.flatnonzero(widths == width)
        sets = np.nonzero(finite[rows])[1].reshape(-1, width)
        unions = (sets[:, :, None] | sets[:, None, :]).reshape(len(rows), -1)
        information = np.take_along_axis(sums[rows], unions, axis=1).reshape(-1, width, width)
        first = np.zeros((len(rows), width))
        first[:, 0] = 1.0
        with np.errstate(invalid="ignore"):
            errors[rows] = np.sqrt(_solutions(information, first)[:, 0])
    return errors
