"""The panel: refusals with reasons, disagreement said aloud, the same whoever asks and in whatever order lists come."""

from __future__ import annotations

import numpy as np
import pytest

from palermo_engines.estimation.bounds import chao_lower_bound, chapman_pairs, isolated_lists, sample_coverage
from palermo_engines.estimation.methods import METHODS, Result, Settings, bic, dga, lcm, stepwise
from palermo_engines.estimation.panel import compare, refusals, run_panel
from palermo_engines.estimation.tables import ListTable
from palermo_engines.estimation.usability import usability
from palermo_engines.estimation.words import WARNINGS, text_of

QUICK = Settings(bootstrap=200, seed=7)


def table_of(*cells: float) -> ListTable:
    lists = (len(cells) + 1).bit_length() - 1
    return ListTable(tuple("abcdefgh"[:lists]), np.array(cells, dtype=float))


def independent(total: int, rates: list[float], seed: int) -> ListTable:
    """A table of ``total`` people whom the lists see independently: the truth is known."""
    rng = np.random.default_rng(seed)
    seen = rng.random((total, len(rates))) < rates
    codes = seen @ (1 << np.arange(len(rates)))
    counts = np.bincount(codes, minlength=1 << len(rates))[1:].astype(float)
    return ListTable(tuple("abcdefgh"[: len(rates)]), counts)


def test_a_table_without_overlap_is_refused_with_the_reason_and_a_lower_bound() -> None:
    panel = run_panel(table_of(40, 30, 0, 20, 0, 0, 0), QUICK)
    assert panel.refusals == ("no_overlap",)
    assert panel.results == ()
    assert panel.checks["chao_lower_bound"] > 90
    assert "lower bound" in text_of("no_overlap")


def test_a_list_that_shares_nobody_is_refused() -> None:
    table = table_of(40, 30, 6, 20, 0, 0, 0)
    assert isolated_lists(table) == ("c",)
    assert refusals(table) == ("isolated_list",)
    assert refusals(table_of(40, 30, 6, 20, 1, 0, 0)) == ()


def test_methods_say_none_rather_than_a_number_where_nothing_finite_exists() -> None:
    table = table_of(40, 30, 0, 20, 0, 0, 0)
    for method in (stepwise, bic):
        result = method(table, QUICK)
        assert (result.estimate, result.warnings[-1]) == (None, "not_finite")


@pytest.mark.parametrize("method", list(METHODS))
def test_every_method_finds_a_known_total_where_its_assumptions_hold(method: str) -> None:
    result = METHODS[method](independent(2_000, [0.3, 0.4, 0.25], 11), QUICK)
    low, high = result.intervals["0.95"]
    assert low <= 2_000 <= high
    assert result.estimate == pytest.approx(2_000, rel=0.15)


def test_the_same_seed_gives_the_same_and_workers_change_nothing() -> None:
    table = independent(900, [0.3, 0.2, 0.25, 0.1], 3)
    again = Settings(bootstrap=200, seed=7, workers=1)
    assert [METHODS[m](table, QUICK) for m in METHODS] == [METHODS[m](table, again) for m in METHODS]
    assert stepwise(table, QUICK).intervals != stepwise(table, Settings(bootstrap=200, seed=8)).intervals


def test_disagreement_is_an_estimate_outside_another_methods_interval() -> None:
    close = [Result("x", 100.0, {"0.95": (80.0, 130.0)}), Result("y", 120.0, {"0.95": (90.0, 140.0)})]
    assert compare(close) is None
    apart = compare([*close, Result("z", 300.0, {"0.95": (100.0, 900.0)}), Result("w", None)])
    assert apart is not None
    assert apart.outside == (("z", "x"), ("z", "y"))
    assert (apart.lowest, apart.highest) == (("x", 100.0), ("z", 300.0))
    assert "300" in apart.text
    assert "not one number" in apart.text


def test_dependent_lists_make_methods_disagree_or_warn() -> None:
    panel = run_panel(table_of(900, 700, 60, 500, 25, 20, 15), QUICK)
    codes = {code for result in panel.results for code in result.warnings}
    assert panel.disagreement is not None or codes
    assert codes <= set(WARNINGS)
    assert {(v.kind, v.lists) for v in panel.variants} >= {("drop", ("a",)), ("merge", ("a", "b"))}


def test_two_lists_are_never_silent_about_independence() -> None:
    assert "two_lists" in stepwise(table_of(40, 30, 10), QUICK).warnings


def test_the_graph_posterior_is_flagged_when_the_prior_decides() -> None:
    assert "prior_sensitive" in dga(independent(1_500, [0.1] * 5, 4), QUICK).warnings


def test_more_than_five_lists_are_merged_for_graphs_and_it_says_so() -> None:
    result = dga(independent(600, [0.2] * 6, 5), QUICK)
    assert "merged_lists" in result.warnings
    assert "+" in result.model


def test_latent_classes_have_no_cap_on_the_unseen() -> None:
    table = independent(40_000, [0.01, 0.012, 0.009], 2)  # about 3 % seen: more than twenty unseen for one seen
    assert lcm(table, QUICK).intervals["0.95"][1] > 25 * table.observed


def test_sanity_checks_are_the_textbook_formulas() -> None:
    table = table_of(40, 30, 10)
    assert chapman_pairs(table) == {"a+b": pytest.approx(51 * 41 / 11 - 1)}
    assert chao_lower_bound(table.counts, 2) == pytest.approx(80 + 0.5 * 70 * 69 / (2 * 11))
    assert sample_coverage(table.counts, 2) == pytest.approx((80 - 35) / (1 - (40 / 50 + 30 / 40) / 2))
    assert sample_coverage(table_of(40, 30, 0).counts, 2) == np.inf


def test_usability_tells_a_plain_table_from_a_hopeless_one() -> None:
    plain = usability(independent(3_000, [0.3, 0.3, 0.3], 1), 1, tables=30, bootstrap=100)
    assert plain[0].usable
    hopeless = usability(table_of(69, 55, 21, 63, 17, 18, 28), 1, tables=30, bootstrap=100)
    assert not all(each.usable for each in hopeless)
