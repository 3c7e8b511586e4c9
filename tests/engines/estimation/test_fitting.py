"""Fits and their certificate: against a general optimiser, against the linear programme, and under relabelling."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo_engines.estimation.designs import Model, full_rank, hierarchical, holding, main_effects, pairs, spell
from palermo_engines.estimation.existence import codes, reason
from palermo_engines.estimation.fitting import family, fit_families
from tests.engines.estimation.tables import counts_of, dense_counts, naive_unseen, pairwise_models


@settings(max_examples=40, deadline=None)
@given(dense_counts(3), pairwise_models(3))
def test_agrees_with_a_general_optimiser(counts: np.ndarray, model: Model) -> None:
    fits = fit_families(counts[None], family(model, 3), 3)
    assert fits.converged.all()
    np.testing.assert_allclose(fits.unseen[0], naive_unseen(counts, model, 3), rtol=1e-4)


@settings(max_examples=60, deadline=None)
@given(counts_of(4), pairwise_models(4))
def test_the_certificate_agrees_with_the_linear_programme(counts: np.ndarray, model: Model) -> None:
    fits = fit_families(counts[None], family(model, 4), 4)
    assert bool(fits.converged[0]) == (reason(counts, family(model, 4)[0], 4) == 0)


@settings(max_examples=40, deadline=None)
@given(counts_of(4), pairwise_models(4))
def test_the_fit_keeps_the_sufficient_statistics(counts: np.ndarray, model: Model) -> None:
    fits = fit_families(counts[None], family(model, 4), 4)
    if fits.converged[0]:
        rows = holding(4)[sorted(model)]
        np.testing.assert_allclose(rows @ fits.means[0], rows @ counts, rtol=1e-6, atol=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.lists(dense_counts(3), min_size=2, max_size=5), pairwise_models(3))
def test_company_changes_nothing(tables: list[np.ndarray], model: Model) -> None:
    together = fit_families(np.array(tables), family(model, 3), 3).unseen
    alone = [fit_families(counts[None], family(model, 3), 3).unseen[0] for counts in tables]
    np.testing.assert_allclose(together, alone, rtol=1e-9)


def test_a_start_far_away_ends_at_the_same_place() -> None:
    counts = np.array([[30, 20, 4, 25, 3, 2, 1.0]])
    model = family(main_effects(3) | {3}, 3)
    cold = fit_families(counts, model, 3)
    start = np.zeros((1, 8))
    start[0, [0, 1, 2, 4, 3]] = [9, -40, 12, 3, 25]
    np.testing.assert_allclose(fit_families(counts, model, 3, start).unseen, cold.unseen, rtol=1e-8)


def test_the_number_of_hierarchical_models_is_the_known_one() -> None:
    numbers = {(3, 2): 8, (4, 2): 64, (4, 3): 113, (5, 2): 1024, (5, 3): 6212, (5, 4): 6893}
    assert {key: sum(1 for _ in hierarchical(*key)) for key in numbers} == numbers


def test_the_three_lists_without_an_overlap_of_two_pairs() -> None:
    counts = np.array([40, 30, 6, 20, 0, 0, 0.0])  # A, B, AB, C
    models = [main_effects(3) | {q for at, q in enumerate(pairs(3)) if bits >> at & 1} for bits in range(8)]
    assert codes(counts, models, 3) == [0, 1, 0, 1, 0, 1, 0, 2]


def test_rank_is_asked_of_the_retained_histories() -> None:
    finite = np.array([True, True, True, False])
    assert full_rank(finite.tobytes(), np.array([True, True, True]).tobytes(), 2)
    assert not full_rank(finite.tobytes(), np.array([True, True, False]).tobytes(), 2)


def test_models_are_spelled_larger_sets_first() -> None:
    assert spell(main_effects(5) | {0b00011, 0b00101, 0b00110, 0b00111, 0b10010, 0b01100}) == "[123,25,34]"
    assert spell(main_effects(4) | {0b1001}) == "[14,2,3]"
