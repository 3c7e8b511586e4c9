"""Averaging over decomposable graphs of dependence (Madigan and York 1997, Biometrika 84:19).

Given a graph with cliques C and separators S and a total N, a hyper-Dirichlet prior gives the probability of the table
in closed form; with a prior 1/N on the total, the posterior of N and of the graphs is a sum over a grid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from scipy.special import gammaln, logsumexp

from palermo_engines.estimation.designs import Floats

MOST_LISTS = 5
_TAIL, _FARTHEST, _FINE = 1e-6, 10**8, 4_000


@dataclass(frozen=True)
class Graph:
    """A decomposable graph: its cliques, and its separators with their multiplicity, as masks."""

    cliques: tuple[int, ...]
    separators: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Averaged:
    """The posterior of the total: ``totals`` (grid) and their ``weights``; ``graphs`` with their probability, likeliest
    first; ``tail``: the weight of the last hundredth of the grid."""

    totals: Floats
    weights: Floats
    graphs: tuple[tuple[Graph, float], ...]
    tail: float

    def quantile(self, level: float) -> float:
        """The smallest total with at least this much of the posterior at or below it."""
        return float(self.totals[min(int(np.searchsorted(np.cumsum(self.weights), level)), len(self.totals) - 1)])


def usual_prior(lists: int) -> float:
    """The prior weight of a cell that adds up to one person over the whole table."""
    return 1 / (1 << lists)


def average_graphs(
    counts: Floats, lists: int, delta: float | None = None, reach: int | None = None, *, least: int = 0
) -> Averaged:
    """The posterior over all decomposable graphs on at most five lists.

    ``delta``: prior weight of each cell (default 2^-t). ``reach``: the largest number of unseen people considered; by
    default it grows until the tail of the grid has next to no weight, so that no hidden cap shapes the answer.
    ``least``: the smallest; the R package dga begins at 1.
    """
    if lists > MOST_LISTS:
        raise ValueError(f"{lists} lists: the number of graphs can be averaged up to {MOST_LISTS}")
    delta = usual_prior(lists) if delta is None else delta
    last = reach or max(100, 10 * int(counts.sum()))
    while True:
        averaged = _on_grid(counts, lists, delta, least, last)
        if reach is not None or averaged.tail < _TAIL or last >= _FARTHEST:
            return averaged
        last = 4 * last


def _grid(least: int, last: int) -> tuple[Floats, Floats]:
    """Numbers of unseen people and how many whole numbers each stands for: every one up to 4,000, then steps of a
    thousandth, far finer than any posterior."""
    fine = np.arange(least, min(last, _FINE) + 1.0)
    if last <= _FINE:
        return fine, np.ones(len(fine))
    edges = np.unique(np.round(np.geomspace(_FINE + 1, last + 1, 2 + int(1000 * np.log(last / _FINE)))))
    coarse = (edges[:-1] + edges[1:] - 1) / 2
    return np.concatenate([fine, coarse]), np.concatenate([np.ones(len(fine)), np.diff(edges)])


def _on_grid(counts: Floats, lists: int, delta: float, least: int, last: int) -> Averaged:
    unseen, steps = _grid(least, last)
    totals = counts.sum() + unseen
    prior = gammaln(totals + 1) - gammaln(unseen + 1) - np.log(totals) + np.log(steps)
    margins = {mask: _margin(counts, lists, mask, delta, unseen) for mask in range(1, 1 << lists)}
    graphs = decomposable(lists)
    scores = np.array([_score(graph, margins) for graph in graphs]) + prior
    whole = logsumexp(scores)
    weights = np.exp(logsumexp(scores, axis=0) - whole)
    shares = np.exp(logsumexp(scores, axis=1) - whole)
    likeliest = np.argsort(-shares, kind="stable")
    tail = float(weights[unseen > 0.99 * last].sum())
    return Averaged(totals, weights, tuple((graphs[at], float(shares[at])) for at in likeliest), tail)


def _score(graph: Graph, margins: dict[int, Floats]) -> Floats:
    score: Floats = sum((margins[c] for c in graph.cliques), np.zeros(1))
    return score - sum((margins[s] for s in graph.separators if s), np.zeros(1))


def _margin(counts: Floats, lists: int, mask: int, delta: float, unseen: Floats) -> Floats:
    """The log marginal likelihood of the table summed over the lists outside ``mask``, for each number of unseen."""
    weight = delta * 2 ** (lists - mask.bit_count())
    codes = np.arange(1, 1 << lists) & mask
    cells = np.bincount(codes, weights=counts, minlength=1 << lists)
    inside = [code for code in range(1 << lists) if code & ~mask == 0 and code]
    fixed = (gammaln(cells[inside] + weight) - gammaln(weight)).sum()
    absent = gammaln(cells[0] + unseen + weight) - gammaln(weight)
    everyone = gammaln((1 << lists) * delta) - gammaln(counts.sum() + unseen + (1 << lists) * delta)
    return np.asarray(fixed + absent + everyone)


@lru_cache(maxsize=8)
def decomposable(lists: int) -> tuple[Graph, ...]:
    """All decomposable graphs on the lists: 8 on three, 61 on four, 822 on five."""
    edges = list(combinations(range(lists), 2))
    found = (_decomposed(lists, [e for k, e in enumerate(edges) if bits >> k & 1]) for bits in range(1 << len(edges)))
    return tuple(graph for graph in found if graph is not None)


def _decomposed(lists: int, edges: list[tuple[int, int]]) -> Graph | None:
    """Cliques and separators by taking simplicial vertices away one after the other; None if that gets stuck."""
    near = [0] * lists
    for i, j in edges:
        near[i] |= 1 << j
        near[j] |= 1 << i
    left, cliques = (1 << lists) - 1, list[int]()
    while left:
        vertex = next((v for v in _members(left) if _complete(near[v] & left, near)), None)
        if vertex is None:
            return None
        closed = near[vertex] & left | 1 << vertex
        if not any(closed & ~clique == 0 for clique in cliques):
            cliques.append(closed)
        left &= ~(1 << vertex)
    return _joined(tuple(cliques))


def _joined(cliques: tuple[int, ...]) -> Graph:
    """The separators of a running intersection order of the cliques (a maximum-weight tree over their overlaps)."""
    joined, rest, separators = [cliques[0]], list(cliques[1:]), []
    while rest:
        overlap, clique = max(((max((c & j).bit_count() for j in joined), c) for c in rest), key=lambda pair: pair[0])
        separators.append(next(clique & j for j in joined if (clique & j).bit_count() == overlap))
        joined.append(clique)
        rest.remove(clique)
    return Graph(tuple(sorted(cliques)), tuple(separators))


def _members(mask: int) -> Iterator[int]:
    return (v for v in range(mask.bit_length()) if mask >> v & 1)


def _complete(mask: int, near: list[int]) -> bool:
    return all(mask & ~(1 << v) & ~near[v] == 0 for v in _members(mask))
