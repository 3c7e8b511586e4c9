"""Graphs and latent classes: known counts of graphs, closed forms by hand, and diagnostics that can fail."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import gammaln

from palermo_engines.estimation.graphs import average_graphs, decomposable
from palermo_engines.estimation.latent import Sampling, sample_classes, split_rhat

COUNTS = np.array([30, 20, 8, 25, 6, 5, 3.0])


def test_the_number_of_decomposable_graphs_is_the_known_one() -> None:
    assert [len(decomposable(lists)) for lists in (2, 3, 4, 5)] == [2, 8, 61, 822]


def test_cliques_less_separators_cover_every_list_once() -> None:
    for graph in decomposable(5):
        for j in range(5):
            holding = sum(c >> j & 1 for c in graph.cliques) - sum(s >> j & 1 for s in graph.separators)
            assert holding == 1


def test_the_graphs_of_two_lists_by_hand() -> None:
    """Two lists have two graphs: the posterior is the mixture of two closed forms, written out here cell by cell."""
    counts, delta = np.array([30, 20, 8.0]), 0.5
    averaged = average_graphs(counts, 2, delta=delta, reach=300)
    unseen = np.arange(301.0)
    n = counts.sum() + unseen

    def dirichlet(cells: list[np.ndarray | float], weight: float) -> np.ndarray:
        all_of = gammaln(weight * len(cells)) - gammaln(n + weight * len(cells))
        return np.asarray(all_of + sum(gammaln(cell + weight) - gammaln(weight) for cell in cells))

    prior = gammaln(n + 1) - gammaln(unseen + 1) - np.log(n)
    together = dirichlet([30, 20, 8, unseen], delta)
    apart = dirichlet([38, 20 + unseen], 2 * delta) + dirichlet([28, 30 + unseen], 2 * delta)
    scores = np.exp(np.array([together, apart]) + prior - (together + prior).max())
    np.testing.assert_allclose(averaged.weights, scores.sum(axis=0) / scores.sum(), rtol=1e-8)
    share = {graph.cliques: weight for graph, weight in averaged.graphs}
    assert share[(3,)] == pytest.approx(scores[0].sum() / scores.sum())


def test_the_grid_grows_until_nothing_is_cut_off() -> None:
    sparse = np.array([300, 200, 2, 250, 1, 1, 0.0])
    assert average_graphs(sparse, 3).tail < 1e-6
    assert average_graphs(sparse, 3, reach=5_000).tail > 1e-4


def test_coarse_steps_change_no_figure() -> None:
    fine = average_graphs(COUNTS, 3, reach=4_000)
    coarse = average_graphs(COUNTS, 3, reach=40_000)
    for level in (0.025, 0.5, 0.975):
        assert fine.quantile(level) == pytest.approx(coarse.quantile(level), rel=2e-3)


def test_more_than_five_lists_are_not_averaged() -> None:
    with pytest.raises(ValueError, match="6 lists"):
        average_graphs(np.ones(63), 6)


def test_rhat_sees_chains_that_stick() -> None:
    rng = np.random.default_rng(1)
    mixed = rng.normal(0, 1, (4, 500))
    assert split_rhat(mixed) < 1.02
    assert split_rhat(mixed + np.array([[0], [0], [0], [3]])) > 1.3


def test_chains_hang_on_the_seed_alone() -> None:
    short = Sampling(warmup=50, draws=20, thinning=2)
    first, again, other = (sample_classes(COUNTS, 3, seed, short).totals for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)
    assert (first >= COUNTS.sum()).all()
