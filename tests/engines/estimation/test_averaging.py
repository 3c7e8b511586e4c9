"""Averaging over models of pairs: weights, limits, and that no table sees another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from palermo_engines.estimation.averaging import LEVELS, average_models
from palermo_engines.estimation.designs import holding, main_effects, pairs
from palermo_engines.estimation.fitting import error_of_unseen, family, fit_families
from palermo_engines.estimation.methods import Settings, averaged
from palermo_engines.estimation.tables import ListTable
from tests.engines.estimation.tables import counts_of, dense_counts, pairwise_models, relabelled

INDEPENDENT = np.array([300, 290, 128, 310, 133, 125, 55.0])
NO_OVERLAP = np.array([40, 30, 0, 20, 0, 0, 0.0])


@given(dense_counts(3), pairwise_models(3))
def test_the_error_is_that_of_the_information_written_out(counts: np.ndarray, model: frozenset[int]) -> None:
    families = family(model, 3)
    fits = fit_families(counts[None], families, 3)
    if not fits.converged[0]:
        return
    design = holding(3)[sorted(model)].T
    information = design.T @ (fits.means[0][:, None] * design)
    expected = np.sqrt(np.linalg.inv(information)[0, 0])
    assert error_of_unseen(fits, counts[None], families, 3)[0] == pytest.approx(expected, rel=1e-6)


def test_one_model_alone_gives_its_own_limits() -> None:
    """With two lists there is one model, so the limits are those of a lognormal around it."""
    counts = np.array([400, 300, 120.0])
    found = average_models(counts[None], 2).totals[0]
    fits = fit_families(counts[None], family(main_effects(2), 2), 2)
    error = error_of_unseen(fits, counts[None], family(main_effects(2), 2), 2)[0]
    spread = np.sqrt(error**2 + np.log1p(1 / fits.unseen[0]))
    np.testing.assert_allclose(found, 820 + fits.unseen[0] * np.exp(spread * norm.ppf(LEVELS)), rtol=1e-9)


def test_the_weights_are_those_of_bic_over_all_near_models() -> None:
    found = average_models(INDEPENDENT[None], 3)
    models = [found.model(0, at) for at in range(found.weights.shape[1])]
    assert len(set(models)) == len(models) == 7  # of the 8 models of three pairs all but the one three pairs away
    fits = [fit_families(INDEPENDENT[None], family(model, 3), 3) for model in models]
    sizes = np.array([len(model) for model in models])
    fitted = np.array([each.log_likelihood(INDEPENDENT[None])[0] for each in fits])
    bic = sizes * np.log(INDEPENDENT.sum()) - 2 * fitted
    weights = np.exp(-(bic - bic.min()) / 2)
    np.testing.assert_allclose(found.weights[0], weights / weights.sum(), rtol=1e-6)
    assert (np.diff(found.weights[0]) <= 0).all()


@given(st.lists(counts_of(4), min_size=2, max_size=4))
@settings(max_examples=20, deadline=None)
def test_a_table_does_not_depend_on_those_beside_it(tables: list[np.ndarray]) -> None:
    together = average_models(np.array(tables), 4).totals
    alone = np.concatenate([average_models(table[None], 4).totals for table in tables])
    np.testing.assert_allclose(together, alone, rtol=1e-6)


@given(dense_counts(4), st.permutations(range(4)))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_lists_does_not_matter(counts: np.ndarray, order: list[int]) -> None:
    moved = average_models(relabelled(counts, list(order))[None], 4)
    found = average_models(counts[None], 4)
    if found.weights[0, 0] - found.weights[0, 1] > 1e-3:  # the neighbourhoods of tied models differ
        np.testing.assert_allclose(moved.totals, found.totals, rtol=0.02)


def test_without_a_finite_estimate_nothing_is_said() -> None:
    assert np.isinf(average_models(NO_OVERLAP[None], 3).totals).all()
    result = averaged(ListTable(("a", "b", "c"), NO_OVERLAP), Settings())
    assert (result.estimate, result.warnings) == (None, ("not_finite",))


def test_the_limits_hold_the_total_as_often_as_they_say() -> None:
    rng = np.random.default_rng(4)
    chances = np.array([1.0])
    for rate in (0.15, 0.1, 0.12, 0.08):
        chances = np.concatenate([chances * (1 - rate), chances * rate])
    both = np.array([(code & 3) == 3 for code in range(16)])
    chances = np.where(both, 3, 1) * chances  # the first two lists depend on each other
    tables = rng.multinomial(4_000, chances / chances.sum(), size=400)[:, 1:].astype(float)
    totals = average_models(tables, 4).totals
    held = np.mean((totals[:, 0] <= 4_000) & (totals[:, -1] >= 4_000))
    assert 0.92 <= held <= 0.98
    assert np.median(totals[:, LEVELS.index(0.5)]) == pytest.approx(4_000, rel=0.02)


def test_the_model_that_is_named_is_the_likeliest() -> None:
    dependent = INDEPENDENT.copy()
    dependent[[2, 6]] *= 4
    found = average_models(dependent[None], 3)
    assert found.model(0) == main_effects(3) | {pairs(3)[0]}
    assert averaged(ListTable(("a", "b", "c"), dependent), Settings()).model.startswith("[12,3]")
