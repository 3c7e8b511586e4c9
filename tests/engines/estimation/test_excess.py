"""Signs of a broken assumption: found where they can be, named, and quiet where nothing is broken."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from palermo_engines.estimation.breaches import with_dependence, with_hidden_class, with_people_out_of_reach
from palermo_engines.estimation.columns import choose_pairs, columns
from palermo_engines.estimation.designs import Floats, main_effects, pairs
from palermo_engines.estimation.excess import excesses, hidden_strength, reach_strength
from palermo_engines.estimation.fitting import family, fit_families
from palermo_engines.estimation.power import hidden_power, power
from palermo_engines.estimation.tables import ListTable
from palermo_engines.estimation.words import sign_text
from tests.engines.estimation.tables import dense_counts

RATES = (0.2, 0.25, 0.15, 0.2, 0.18)


def independent(people: int, rates: tuple[float, ...] = RATES) -> Floats:
    """The expected numbers of every history when the lists see people independently, those on no list last."""
    chances = np.array([1.0])
    for rate in rates:
        chances = np.concatenate([chances * (1 - rate), chances * rate])
    return people * np.append(chances[1:], chances[0])


def drawn(expected: Floats, seed: int, tables: int = 1) -> Floats:
    people = round(float(expected.sum()))
    rng = np.random.default_rng(seed)
    return rng.multinomial(people, expected / expected.sum(), size=tables)[:, :-1].astype(float)


def named(counts: Floats) -> ListTable:
    lists = (len(counts) + 1).bit_length() - 1
    return ListTable(tuple("abcdefgh"[:lists]), counts)


@given(dense_counts(4))
@settings(max_examples=30, deadline=None)
def test_without_an_excess_the_fit_is_that_of_the_sets(counts: Floats) -> None:
    found = choose_pairs(counts[None], 4)
    model = main_effects(4).union(np.array(pairs(4))[found.pairs[0]].tolist())
    fits = fit_families(counts[None], family(model, 4), 4)
    if fits.converged[0]:
        np.testing.assert_allclose(found.means, fits.means, rtol=1e-4, atol=1e-4)
        assert found.unseen[0] == pytest.approx(fits.unseen[0], rel=1e-4)


@given(dense_counts(4))
@settings(max_examples=30, deadline=None)
def test_with_an_excess_the_fit_solves_its_score_equations(counts: Floats) -> None:
    found = choose_pairs(counts[None], 4, 0)
    inside = [*range(5), *(5 + np.flatnonzero(found.pairs[0])), 5 + len(pairs(4))]
    residuals = (counts - found.means[0]) @ columns(4)[:, inside]
    np.testing.assert_allclose(residuals, 0, atol=1e-4 * counts.sum())


def test_a_shallow_class_that_hides_is_noticed_in_a_large_table() -> None:
    visible = independent(20_000)
    counts = drawn(with_hidden_class(visible[:-1], visible[-1], 0.4, 0.15), 3)[0]
    hidden, _ = excesses(named(counts), 1)
    assert hidden.noticed
    assert hidden.people > 1_000
    assert "hard to see for every list" in sign_text(hidden.code, hidden.name, hidden.people)


def test_people_whom_one_list_alone_sees_are_noticed_and_the_list_is_named() -> None:
    visible = independent(6_000)
    counts = drawn(with_people_out_of_reach(visible[:-1], visible[-1], 2, 0.4), 3)[0]
    _, reach = excesses(named(counts), 1)
    assert reach.noticed
    assert reach.name == "c"
    assert reach.people == pytest.approx(4_000 * 0.15, rel=0.25)
    assert "The list c" in sign_text(reach.code, reach.name, reach.people)


def test_where_nothing_is_broken_both_are_quiet() -> None:
    """Independent lists, and two lists that depend: false alarms as often as the limits say, and no more."""
    visible = independent(5_000)
    tied = with_dependence(visible[:-1], visible[-1], 0b11, 3.0)
    tables = np.concatenate([drawn(visible, 5, 100), drawn(tied, 6, 100)])
    assert np.mean(hidden_strength(tables, 5) > 2.71) < 0.1  # half of chi-squared with one degree: 5%
    assert np.mean(reach_strength(tables, 5) > np.log(tables.sum(axis=1))) < 0.05


def test_one_dependence_is_taken_for_no_excess() -> None:
    """With three lists a list's own excess and a dependence of the two others fit equally well: no sign of either."""
    counts = np.array([69, 55, 60, 63, 17, 18, 28.0])
    _, reach = excesses(named(counts), 1)
    assert reach.strength == pytest.approx(reach.limit, abs=1e-3) or not reach.noticed


def test_two_lists_cannot_show_a_sign() -> None:
    assert excesses(named(np.array([40, 30, 10.0])), 1) == ()
    assert power(named(np.array([40, 30, 10.0])), 1) == hidden_power(named(np.array([40, 30, 10.0])), 1) == ()


def test_what_is_added_is_what_was_asked_for() -> None:
    visible = independent(1_000)
    hidden = with_hidden_class(visible[:-1], visible[-1], 0.5, 0.1)
    beyond = with_people_out_of_reach(visible[:-1], visible[-1], 0, 0.25)
    tied = with_dependence(visible[:-1], visible[-1], 0b11, 4.0)
    assert [expected.sum() for expected in (hidden, beyond, tied)] == pytest.approx([2_000, 4_000 / 3, 1_000])
    assert beyond[0] - visible[0] == pytest.approx(1_000 / 3 * 0.2)  # the first list sees a fifth
    first, second, both, neither = tied[0], tied[1], tied[2], tied[-1]
    assert both * neither / (first * second) == pytest.approx(4.0)


def test_power_grows_with_what_is_broken_and_tells_what_it_hides() -> None:
    found = power(named(drawn(independent(4_000), 7)[0]), 1, draws=60)
    by = {(each.code, each.size, round(each.odds, 2)): each for each in found if each.code != "dependence"}
    assert by["out_of_reach", 0.5, 0.0].noticed >= by["out_of_reach", 0.25, 0.0].noticed
    assert by["out_of_reach", 0.5, 0.0].enough
    deep = by["hidden_class", 0.5, 0.08]
    assert not deep.enough
    assert 1.4 < deep.inflation < 2.0  # nobody seen of half of them: exactly twice
    ties = [each for each in found if each.code == "dependence"]
    assert {each.size for each in ties} == {2.0, 0.5}
    assert max(each.noticed for each in ties if each.size == 2.0) > 0.7


def test_a_class_that_nobody_sees_leaves_the_table_as_it_is() -> None:
    """The proof that it cannot be found: two populations, one twice the other, and the same expected table."""
    visible = independent(1_000)
    twice = with_hidden_class(visible[:-1], visible[-1], 0.5, 1e-12)
    np.testing.assert_allclose(twice[:-1], visible[:-1], rtol=1e-9)
    assert twice.sum() == pytest.approx(2_000)
