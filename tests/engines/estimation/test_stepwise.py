"""Stepwise selection: the rule itself against a plain rewriting of it, relabelling, refusals, the switch for R."""

from __future__ import annotations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from palermo_engines.estimation.designs import holding, main_effects, pairs
from palermo_engines.estimation.existence import codes
from palermo_engines.estimation.fitting import family, fit_families
from palermo_engines.estimation.stepwise import select
from tests.engines.estimation.tables import counts_of, relabelled


def plainly(counts: np.ndarray, lists: int, threshold: float) -> frozenset[int]:
    """The rule as the paper words it: all candidates tried, one at a time."""
    model = main_effects(lists)
    while True:
        means = fit_families(counts[None], family(model, lists), lists).means[0]
        tails = {}
        for pair in pairs(lists):
            if pair in model or codes(counts, [model | {pair}], lists) != [0]:
                continue
            seen, expected = holding(lists)[pair] @ counts, holding(lists)[pair] @ means
            tails[pair] = min(poisson.cdf(seen, expected), poisson.sf(seen - 1, expected))
        best = min(tails, key=lambda pair: tails[pair], default=None)
        if best is None or tails[best] >= threshold:
            return model
        model |= {best}


@settings(max_examples=40, deadline=None)
@given(counts_of(4), st.sampled_from([0.02, 0.3]))
def test_follows_the_rule(counts: np.ndarray, threshold: float) -> None:
    assume(all(holding(4)[[1, 2, 4, 8]] @ counts > 0) and codes(counts, [main_effects(4)], 4) == [0])
    assert select(counts[None], 4, threshold).models[0] == plainly(counts, 4, threshold)


@settings(max_examples=40, deadline=None)
@given(counts_of(4, 400), st.permutations(range(4)))
def test_the_order_of_lists_changes_nothing(counts: np.ndarray, order: list[int]) -> None:
    pair = select(np.array([counts, relabelled(counts, order)]), 4)
    if len({len(model) for model in pair.models}) == 1:  # exact ties of two tails are settled by order
        np.testing.assert_allclose(pair.totals[0], pair.totals[1], rtol=1e-6)


def test_without_any_overlap_nothing_finite_is_claimed() -> None:
    assert select(np.array([[40, 30, 0, 20, 0, 0, 0.0]]), 3).totals.tolist() == [np.inf]


def test_a_list_that_came_out_empty_leaves_the_selection_going_unless_r_is_imitated() -> None:
    counts = np.zeros(15)
    counts[[0b001 - 1, 0b010 - 1, 0b100 - 1, 0b011 - 1, 0b110 - 1, 0b101 - 1]] = [500, 400, 300, 90, 5, 4]
    ours, theirs = select(counts[None], 4), select(counts[None], 4, like_r=True)
    assert theirs.models[0] == main_effects(4)
    assert ours.models[0] > main_effects(4)
    three = select(counts[:7][None], 3)
    np.testing.assert_allclose(ours.totals, three.totals, rtol=1e-9)
    assert theirs.totals[0] != ours.totals[0]


def test_batches_and_single_tables_agree() -> None:
    rng = np.random.default_rng(5)
    tables = rng.poisson(rng.choice([0.3, 3, 40], size=31), size=(50, 31)).astype(float)
    together = select(tables, 5)
    alone = [select(counts[None], 5) for counts in tables]
    assert list(together.models) == [one.models[0] for one in alone]
    np.testing.assert_allclose(together.totals, [one.totals[0] for one in alone], rtol=1e-8)
