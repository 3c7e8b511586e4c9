"""Strata share one selection and add up; lists are dropped and merged in every way; what no data can tell is said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo_engines.estimation.partitions import all_variants, near_variants, partitions
from palermo_engines.estimation.stepwise import select
from palermo_engines.estimation.strata import select_strata, stratified
from palermo_engines.estimation.tables import ListTable
from palermo_engines.estimation.untestable import totals_under

BELL = {1: 1, 2: 2, 3: 5, 4: 15, 5: 52, 6: 203}


def drawn(total: int, rates: list[float], seed: int, *, together: float = 0.0) -> ListTable:
    """People whom the lists see by chance; ``together``: those on the first list who are therefore on the second."""
    rng = np.random.default_rng(seed)
    seen = rng.random((total, len(rates))) < rates
    seen[:, 1] |= seen[:, 0] & (rng.random(total) < together)
    codes = seen @ (1 << np.arange(len(rates)))
    return ListTable(tuple("abcdef"[: len(rates)]), np.bincount(codes, minlength=1 << len(rates))[1:].astype(float))


@pytest.mark.parametrize("lists", BELL)
def test_there_are_as_many_partitions_as_bell_numbers_say(lists: int) -> None:
    found = list(partitions("abcdef"[:lists]))
    assert len(found) == len(set(found)) == BELL[lists]
    assert all(sorted(name for group in groups for name in group) == list("abcdef"[:lists]) for groups in found)


def test_every_subset_and_every_partition_is_estimated_and_agrees_with_the_table_made_by_hand() -> None:
    table = drawn(900, [0.3, 0.2, 0.25, 0.4], 3)
    found = all_variants(table, 0.02)
    assert len([each for each in found if each.kind == "drop"]) == 4 + 6
    assert len([each for each in found if each.kind == "merge"]) == BELL[4] - 2
    without = next(each for each in found if each.groups == (("d",),))
    by_hand = table.without("d")
    assert without.observed == by_hand.observed
    assert without.estimate == pytest.approx(select(by_hand.counts[None], 3, 0.02).totals[0])
    two = next(each for each in found if each.groups == (("a", "b"), ("c", "d")))
    assert two.estimate == pytest.approx(select(table.merged([("a", "b"), ("c", "d")]).counts[None], 2).totals[0])
    every = {(each.kind, each.groups): each.estimate for each in found}
    for each in near_variants(table, 0.02):
        assert each.estimate == pytest.approx(every[each.kind, each.groups], rel=1e-6)
    with pytest.raises(ValueError, match="up to 6"):
        all_variants(drawn(50, [0.5] * 2, 1).merged([["a"], ["b"]] * 4), 0.02)


def test_the_untestable_assumption_gives_any_total() -> None:
    assert totals_under(100, 300, (0.5, 1, 2)) == ((0.5, 200), (1, 300), (2, 500))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.4]), st.integers(3, 4))
def test_one_stratum_is_the_stepwise_method(seed: int, together: float, lists: int) -> None:
    table = drawn(400, [0.3, 0.2, 0.35, 0.15][:lists], seed, together=together)
    mine, theirs = select_strata(table.counts[None, None], lists), select(table.counts[None], lists)
    assert mine.totals[0, 0] == pytest.approx(theirs.totals[0], rel=1e-6)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.permutations([0, 1, 2]))
def test_strata_add_up_in_whatever_order_they_come(seed: int, order: list[int]) -> None:
    tables = [drawn(300 + 100 * at, [0.3, 0.2, 0.35], seed + at, together=0.3) for at in range(3)]
    straight = stratified(tables, [(0, 2), (0, 1, 2)], bootstrap=20)
    assert straight.groups[0].estimate == pytest.approx(
        sum(each.estimate or 0 for each in (straight.strata[0], straight.strata[2]))
    )
    assert straight.groups[1] == straight.total
    turned = stratified([tables[at] for at in order], bootstrap=0)
    assert straight.total.estimate == pytest.approx(sum(each.estimate or 0 for each in straight.strata))
    assert [turned.strata[order.index(at)].estimate for at in range(3)] == pytest.approx(
        [each.estimate for each in straight.strata], rel=1e-6
    )
    assert (straight.model, straight.total.observed) == (turned.model, sum(table.observed for table in tables))


def test_known_strata_are_found_where_a_pooled_estimate_would_be_too_low() -> None:
    """Two groups whom the lists see at different rates look dependent when they are thrown together."""
    tables = [drawn(3_000, [0.5, 0.45, 0.5], 5), drawn(3_000, [0.08, 0.1, 0.09], 6)]
    found = stratified(tables, bootstrap=200, seed=4)
    for stratum in found.strata:
        assert stratum.interval is not None
        assert stratum.interval[0] <= 3_000 <= stratum.interval[1]
    pooled = select(tables[0].counts[None] + tables[1].counts, 3).totals[0]
    assert abs((found.total.estimate or 0) - 6_000) < abs(pooled - 6_000)
    assert found == stratified(tables, bootstrap=200, seed=4)


def test_a_stratum_without_overlap_has_no_estimate_and_nor_has_the_total() -> None:
    fine, none = drawn(400, [0.3, 0.3, 0.3], 2), ListTable(("a", "b", "c"), np.array([5.0, 4, 0, 3, 0, 0, 0]))
    found = stratified([fine, none], bootstrap=20)
    assert found.strata[0].estimate == pytest.approx(stratified([fine], bootstrap=0).total.estimate)
    assert (found.strata[1].estimate, found.total.estimate) == (None, None)
    assert found.strata[1].observed == 12


def test_strata_with_other_lists_are_refused() -> None:
    with pytest.raises(ValueError, match="same lists"):
        stratified([drawn(90, [0.5, 0.5], 1), drawn(90, [0.5, 0.5, 0.5], 1)])
