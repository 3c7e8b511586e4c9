"""Limits: seeds, ties, what happens at the edges, and agreement with an independent BCa."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo_engines.estimation.bootstrap import acceleration, bca, leave_one_out, quantile, resample

COUNTS = np.array([30, 20, 4, 25, 0, 2, 1.0])


def test_resamples_hold_the_same_people_and_hang_on_the_seed_alone() -> None:
    draws = resample(COUNTS, 50, 3)
    assert (draws.sum(axis=1) == COUNTS.sum()).all()
    assert not draws[:, 4].any()
    np.testing.assert_array_equal(draws, resample(COUNTS, 50, 3))
    assert not np.array_equal(draws, resample(COUNTS, 50, 4))


def test_leave_one_out_takes_one_person_of_each_history() -> None:
    tables, weights = leave_one_out(COUNTS)
    assert weights.tolist() == [30, 20, 4, 25, 2, 1]
    assert (COUNTS.sum() - tables.sum(axis=1) == 1).all()
    assert (tables >= 0).all()


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(1, 1e6), min_size=20, max_size=60), st.floats(0.01, 0.99))
def test_quantiles_are_numpys_median_unbiased(values: list[float], level: float) -> None:
    array = np.array(values)
    np.testing.assert_allclose(quantile(array, level), np.quantile(array, level, method="median_unbiased"), rtol=1e-9)


def test_acceleration_of_a_mean_is_a_sixth_of_its_skewness() -> None:
    sample = np.array([1.0, 2.0, 2.0, 7.0])
    left_out = (sample.sum() - sample) / 3
    skewness = np.mean((sample - sample.mean()) ** 3) / np.mean((sample - sample.mean()) ** 2) ** 1.5
    assert acceleration(left_out, np.ones(4)) == pytest.approx(skewness / (6 * 2))


def test_rounding_noise_moves_no_limit_unless_r_is_imitated() -> None:
    rng = np.random.default_rng(1)
    replicates = np.round(rng.normal(100, 3, 1000))
    noisy = replicates * (1 + 1e-10 * rng.choice([-1, 1], 1000))
    ours = [bca(100.0, values, 0.01).at[0.975] for values in (replicates, noisy)]
    assert ours[0] == pytest.approx(ours[1], rel=1e-8)
    theirs = [bca(100.0, values, 0.01, like_r=True).at[0.1] for values in (replicates, noisy)]
    assert theirs[0] != pytest.approx(theirs[1], rel=1e-8)


def test_infinite_replicates_make_the_upper_limit_infinite_and_nothing_undefined() -> None:
    replicates = np.concatenate([np.arange(100.0, 190.0), np.full(10, np.inf)])
    limits = bca(140.0, replicates, 0.0)
    assert limits.at[0.975] == np.inf
    assert np.isfinite(limits.at[0.025])


@pytest.mark.parametrize("estimate", [0.0, 1000.0])
def test_all_replicates_on_one_side_fall_back_to_percentiles_with_a_warning(estimate: float) -> None:
    replicates = np.arange(100.0, 200.0)
    limits = bca(estimate, replicates, 0.0)
    assert limits.warnings == ("limits_percentile",)
    assert limits.at[0.1] == quantile(replicates, 0.1)


def test_a_runaway_acceleration_falls_back_with_a_warning() -> None:
    limits = bca(150.5, np.arange(100.0, 200.0), 0.9)
    assert limits.warnings == ("limits_percentile",)
    assert np.isfinite(list(limits.at.values())).all()
