"""The estimation engine against the R packages, on the very tables R drew (the material beside the repository).

Every data set with a file is tested; none is named here.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from palermo_engines.estimation.bic import best_models, rank_models
from palermo_engines.estimation.bootstrap import acceleration, bca, leave_one_out, limits_at
from palermo_engines.estimation.designs import Floats, main_effects, pairs, spell
from palermo_engines.estimation.existence import codes
from palermo_engines.estimation.resamples import Resamples, read_resamples
from palermo_engines.estimation.stepwise import select
from palermo_engines.estimation.tables import ListTable, read_table

SHARED = Path(__file__).resolve().parents[3] / "shared" / "estimation"
if not SHARED.is_dir():
    pytest.skip("the reference material is not beside the repository", allow_module_level=True)

REFERENCE = json.loads((SHARED / "reference.json").read_text())["datasets"]
BOOTS = sorted(SHARED.glob("resamples/boot_sparsemse201_*.csv.gz"))
RUNAWAY = 1e12  # glm stops somewhere above this when the maximum is at infinity


def table_of(name: str) -> ListTable:
    return read_table((SHARED / "data" / f"{name.lower()}.csv").read_text())


def drawn(path: Path, table: ListTable, threshold: float) -> Resamples:
    def procedure(counts: Floats) -> Floats:
        return select(counts, table.lists, threshold, like_r=True).totals

    return read_resamples(path.read_bytes(), table, procedure)


@pytest.mark.parametrize("path", BOOTS, ids=lambda path: path.name)
def test_stepwise_equals_r_on_its_own_resamples(path: Path) -> None:
    name, threshold = path.name.removeprefix("boot_sparsemse201_").removesuffix(".csv.gz").rsplit("_p", 1)
    table = table_of(name)
    given = drawn(path, table, float(threshold))
    assert given.estimates is not None
    ours = select(given.counts, table.lists, float(threshold), like_r=True).totals
    theirs = np.where(given.estimates > RUNAWAY, np.inf, given.estimates)
    np.testing.assert_array_equal(np.isfinite(ours), np.isfinite(theirs))
    finite = np.isfinite(ours)
    np.testing.assert_allclose(ours[finite], theirs[finite], rtol=1e-6)

    printed = REFERENCE[name][f"stepwise_SparseMSE_p{threshold}"]
    point = select(table.counts[None], table.lists, float(threshold), like_r=True).totals[0]
    assert point == pytest.approx(printed["point"]["point est."], rel=1e-6)
    tables, weights = leave_one_out(table.counts)
    accelerated = acceleration(select(tables, table.lists, float(threshold), like_r=True).totals, weights)
    assert accelerated == pytest.approx(printed["ahat"], rel=1e-6)
    given_ties = np.isclose(
        given.estimates, point, rtol=1e-6
    ).any()  # settled by R's last digits, which are not printed
    if not given_ties:
        assert bca(point, ours, accelerated, like_r=True).bias == pytest.approx(printed["z0"], rel=1e-6)
    limits = limits_at(ours, printed["z0"], accelerated, [*map(float, printed["BCa"])])
    for level, limit in printed["BCa"].items():
        assert limits.at[float(level)] == pytest.approx(limit, rel=1e-6), level


@pytest.mark.parametrize("path", sorted(SHARED.glob("resamples/ident_*.csv.gz")), ids=lambda path: path.name)
def test_identifiability_codes_are_equal(path: Path) -> None:
    table = table_of(path.name.removeprefix("ident_").removesuffix(".csv.gz"))
    given = np.loadtxt(path, delimiter=",", skiprows=1, dtype=int)
    available = pairs(table.lists)
    models = [
        main_effects(table.lists).union(p for k, p in enumerate(available) if bits >> k & 1) for bits in given[:, 0]
    ]
    assert codes(table.counts, models, table.lists) == given[:, 1].tolist()


@pytest.mark.parametrize("path", sorted(SHARED.glob("resamples/bic_all_*.csv.gz")), ids=lambda path: path.name)
def test_every_hierarchical_model_has_r_s_criterion_and_total(path: Path) -> None:
    name, order = path.name.removeprefix("bic_all_").removesuffix(".csv.gz").rsplit("_mo", 1)
    table = table_of(name)
    with gzip.open(path, "rt") as lines:
        rows = [line.rsplit(",", 2) for line in lines.read().splitlines()[1:]]
    theirs = {row[0].replace(" ", ","): (float(row[1]), float(row[2])) for row in rows if "NA" not in row[1]}
    ranked = rank_models(table.counts, table.lists, int(order))
    ours = {spell(model): at for at, model in enumerate(ranked.models)}
    assert set(ours) == set(theirs)
    at = [ours[model] for model in theirs]
    np.testing.assert_allclose(ranked.totals[at], [value[0] for value in theirs.values()], rtol=1e-6)
    np.testing.assert_allclose(ranked.bic[at], [value[1] for value in theirs.values()], atol=1e-6)


@pytest.mark.parametrize("path", sorted(SHARED.glob("resamples/bootdraws_bic_*.csv.gz")), ids=lambda path: path.name)
def test_limits_of_nested_candidate_sets_are_r_s(path: Path) -> None:
    name = path.name.removeprefix("bootdraws_bic_").removesuffix(".csv.gz")
    table = table_of(name)
    printed = REFERENCE[name]["bic_MultipleSystemsEstimation"]["bootstrap"]
    ranked = rank_models(table.counts, table.lists, printed["default_maxorder"])
    assert spell(ranked.models[0]) == printed["model"]
    draws = read_resamples(path.read_bytes(), table, lambda counts: counts[:, 0]).counts
    tables, weights = leave_one_out(table.counts)
    for row in printed["BCa"]:
        totals = best_models(draws, ranked, table.lists, row["ntop"]).totals
        if np.isclose(totals, ranked.totals[0], rtol=1e-7).any():
            continue  # strict "<" between totals equal up to rounding: R's limits hang on its last digits
        accelerated = acceleration(best_models(tables, ranked, table.lists, row["ntop"]).totals, weights)
        limits = bca(ranked.totals[0], totals, accelerated, like_r=True)
        for level, limit in limits.at.items():
            assert limit == pytest.approx(row[str(level)], rel=1e-6), (row["ntop"], level)
