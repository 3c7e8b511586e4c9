"""Tables of overlaps from linkages, and estimates pooled over them."""

from __future__ import annotations

import numpy as np
import pytest

from palermo_engines.estimation.designs import Floats
from palermo_engines.estimation.stepwise import select
from palermo_engines.estimation.tables import ListTable
from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.overlaps import overlap_table, overlaps_by
from palermo_engines.linkage.pooling import pool
from palermo_engines.linkage.records import AgencyList, prepare
from tests.engines.linkage.samples import small_country

TABLE = ListTable(("a", "b", "c"), np.array([120.0, 90, 20, 110, 25, 18, 6]))


def totals(counts: Floats) -> Floats:
    return select(counts, 3).totals


def test_overlaps_count_people_once() -> None:
    lists = [AgencyList("a", {"family": ["x", "y", "x"]}), AgencyList("b", {"family": ["x", "z"]})]
    records = prepare(lists)
    table = overlap_table(records, np.array([0, 1, 0, 0, 4]))
    assert table.names == ("a", "b")
    assert table.counts.tolist() == [1, 1, 1]
    with pytest.raises(InputError):
        overlap_table(prepare(lists[:1]), np.array([0, 1, 2]))


def test_true_links_give_the_true_table_and_kinds_add_up_to_it() -> None:
    records, truth = small_country(2_000)
    _, first = np.unique(truth, return_index=True)
    person = first[np.searchsorted(np.unique(truth), truth)]
    whole = overlap_table(records, person)
    assert whole.observed == len(np.unique(truth))
    forms = [records.written(record)["form"] for record in range(len(records))]
    parts = overlaps_by(records, person, forms)
    np.testing.assert_array_equal(sum(part.counts for part in parts.values()), whole.counts)
    assert "forced labour" in parts


def test_pooling_the_same_table_is_the_bootstrap_of_it() -> None:
    one, many = pool([TABLE], totals, seed=1, resamples=4_000), pool([TABLE] * 20, totals, seed=1)
    assert many.linkage_share == 0
    assert many.estimate == one.estimate == totals(TABLE.counts[None])[0]
    np.testing.assert_allclose(many.intervals["0.95"], one.intervals["0.95"], rtol=0.05)
    assert many == pool([TABLE] * 20, totals, seed=1)


def test_tables_that_differ_widen_the_interval() -> None:
    step = np.array([1, 1, 0, 1, -1, -1, 0])
    moved = [ListTable(TABLE.names, TABLE.counts + times * step) for times in range(-10, 11)]
    pooled, alone = pool(moved, totals, seed=1), pool([TABLE], totals, seed=1, resamples=2_000)
    assert np.ptp(pooled.intervals["0.95"]) > 1.2 * np.ptp(alone.intervals["0.95"])
    assert 0.2 < pooled.linkage_share < 1
    assert pooled.observed == (379, 399)


def test_no_finite_estimate_stays_without_one() -> None:
    table = ListTable(("a", "b", "c"), np.array([50.0, 40, 0, 60, 0, 0, 0]))
    pooled = pool([table] * 3, totals, seed=1)
    assert pooled.estimate is None
    assert pooled.intervals["0.95"][1] == np.inf


def test_tables_of_other_lists_are_not_pooled() -> None:
    for tables in ([], [TABLE, ListTable(("a", "b"), TABLE.counts[:3])]):
        with pytest.raises(InputError):
            pool(tables, totals, seed=1)
