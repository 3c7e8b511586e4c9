"""The exact searches against trying every model."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo_engines.estimation.bic import best_models, criterion, rank_models
from palermo_engines.estimation.designs import hierarchical
from palermo_engines.estimation.existence import codes, reason
from palermo_engines.estimation.fitting import family, fit_families
from palermo_engines.estimation.pairwise import best_pairs
from tests.engines.estimation.tables import counts_of, relabelled


def every_model(counts: np.ndarray, lists: int, order: int) -> float:
    """The lowest BIC by fitting one model at a time, with nothing skipped."""
    lowest = np.inf
    for model in hierarchical(lists, order):
        fits = fit_families(counts[None], family(model, lists), lists)
        lowest = min(lowest, float(criterion(fits, counts[None], len(model))[0]))
    return lowest


def sparse_draws(seed: int, tables: int, lists: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    means = rng.choice([0.05, 0.5, 4, 60], size=(1 << lists) - 1)
    return rng.poisson(means, size=(tables, (1 << lists) - 1)).astype(float) + (np.arange(1, 1 << lists) < 3)


@settings(max_examples=8, deadline=None)
@given(counts_of(3))
def test_exactly_the_models_with_an_estimate_are_ranked(counts: np.ndarray) -> None:
    models = list(hierarchical(3, 2))
    fine = {model for model, code in zip(models, codes(counts, models, 3), strict=True) if code == 0}
    ranked = rank_models(counts, 3, 2)
    assert set(ranked.models) == fine == {m for m in models if reason(counts, family(m, 3)[0], 3) == 0}
    assert (np.diff(ranked.bic) >= 0).all()


def test_a_table_on_the_edge_is_ranked_as_the_linear_programme_says() -> None:
    counts = np.zeros(15)
    counts[[6, 7, 14]] = [4, 2, 1]
    fine = [model for model in hierarchical(4, 3) if reason(counts, family(model, 4)[0], 4) == 0]
    assert set(rank_models(counts, 4, 3).models) == set(fine)
    alone = [m for m in hierarchical(4, 3) if fit_families(counts[None], family(m, 4), 4).converged[0]]
    assert alone == fine


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 10_000))
def test_bounds_find_the_best_of_every_resample(seed: int) -> None:
    tables = sparse_draws(seed, 12, 3)
    ranked = rank_models(tables.sum(axis=0), 3, 2)
    best = best_models(tables, ranked, 3)
    allowed = np.array([criterion(fit_families(tables, row[None], 3), tables, row.sum()) for row in ranked.families])
    np.testing.assert_allclose(best.bic, allowed.min(axis=0), rtol=1e-8)


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 10_000))
def test_leaps_and_bounds_find_the_best_pairs(seed: int) -> None:
    tables = sparse_draws(seed, 4, 4)
    found = best_pairs(tables, 4)
    plain = [every_model(counts, 4, 2) for counts in tables]
    np.testing.assert_allclose(found.bic, plain, rtol=1e-8)


def test_fewer_candidates_are_nested_in_more() -> None:
    tables = sparse_draws(3, 40, 4)
    ranked = rank_models(tables.sum(axis=0), 4, 3)
    bic = [best_models(tables, ranked, 4, top).bic for top in (1, 5, 20, None)]
    assert all((more <= fewer + 1e-9).all() for fewer, more in pairwise(bic))


def test_workers_change_nothing() -> None:
    tables = np.repeat(sparse_draws(4, 30, 4), 20, axis=0)
    ranked = rank_models(tables[0], 4, 3)
    one, four = (best_models(tables, ranked, 4, workers=workers) for workers in (1, 4))
    np.testing.assert_array_equal(one.totals, four.totals)
    np.testing.assert_array_equal(one.positions, four.positions)
    np.testing.assert_array_equal(best_pairs(tables, 4, workers=1).totals, best_pairs(tables, 4, workers=3).totals)


def test_the_order_of_lists_changes_no_criterion() -> None:
    counts = sparse_draws(9, 1, 4)[0]
    moved = relabelled(counts, [2, 0, 3, 1])
    np.testing.assert_allclose(rank_models(counts, 4, 3).bic, rank_models(moved, 4, 3).bic, rtol=1e-8)


def test_a_step_that_was_not_solved_proves_nothing() -> None:
    """Near-singular steps miss the sufficient statistics; trusting their bound loses the best model of these tables."""
    tables = sparse_draws(3, 400, 4)[[9, 57, 116]]
    found = best_pairs(tables, 4)
    np.testing.assert_allclose(found.bic, [every_model(counts, 4, 2) for counts in tables], rtol=1e-8)
