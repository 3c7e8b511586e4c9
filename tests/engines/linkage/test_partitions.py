"""From pairs to people: consistent linkages, drawn as often as they are probable."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo_engines.linkage import partitions
from palermo_engines.linkage.partitions import (
    APART,
    best_linkage,
    divisions,
    draw_linkages,
    groups_of,
    threshold_linkage,
)  # fmt: skip
from tests.engines.linkage.samples import pairs_of


def test_all_divisions_are_there_once() -> None:
    assert [len(divisions(size)[0]) for size in range(1, 7)] == [1, 2, 5, 15, 52, 203]  # Bell's numbers
    people, together = divisions(4)
    assert len({tuple(row) for row in people.tolist()}) == 15
    assert together[0].all()
    assert not together[-1].any()


def test_a_pair_is_drawn_as_often_as_it_is_probable() -> None:
    groups = groups_of(pairs_of({(0, 1): 0.25, (2, 3): 4.0}), 5)
    drawn = np.array(list(draw_linkages(groups, 4_000, 1)))
    assert (drawn[:, 1] == 0).mean() == pytest.approx(0.2, abs=0.03)
    assert (drawn[:, 3] == 2).mean() == pytest.approx(0.8, abs=0.03)
    assert (drawn[:, 4] == 4).all()
    assert best_linkage(groups).tolist() == [0, 1, 2, 2, 4]


def test_a_chain_is_as_plausible_as_its_missing_link() -> None:
    """A with B and B with C at odds 9 each: never all three more often than C with A allows."""
    groups = groups_of(pairs_of({(0, 1): 9.0, (1, 2): 9.0}), 3)
    drawn = Counter(tuple(row.tolist()) for row in draw_linkages(groups, 5_000, 2))
    weights = {(0, 0, 0): 81 * APART, (0, 0, 2): 9, (0, 1, 1): 9, (0, 1, 2): 1, (0, 1, 0): APART}
    for division, weight in weights.items():
        assert drawn[division] / 5_000 == pytest.approx(weight / sum(weights.values()), abs=0.025)


Odds = dict[tuple[int, int], float]
ODDS = st.dictionaries(
    st.sampled_from(list(combinations(range(9), 2))), st.floats(0.002, 500), min_size=1, max_size=20
)  # fmt: skip


@given(ODDS, st.integers(0, 100))
@settings(max_examples=50, deadline=None)
def test_every_linkage_is_consistent_and_joins_only_connected_records(
    odds: dict[tuple[int, int], float], seed: int
) -> None:
    groups = groups_of(pairs_of(odds), 9)
    reachable = threshold_linkage(pairs_of(odds), 9, 0.0)
    for person in (best_linkage(groups), *draw_linkages(groups, 3, seed)):
        assert (person[person] == person).all()  # named by a record of its own
        assert (person <= np.arange(9)).all()
        assert (reachable[person] == reachable).all()


@given(ODDS)
@settings(max_examples=25, deadline=None)
def test_no_division_is_more_probable_than_the_best(odds: Odds) -> None:
    pairs = pairs_of(odds)
    groups = groups_of(pairs, 9)

    def weight(person: np.ndarray) -> float:
        return sum(np.log(odds.get((a, b), APART)) for a, b in combinations(range(9), 2) if person[a] == person[b])

    best = weight(best_linkage(groups))
    if groups.large:  # best up to single moves, not proven the best of all
        return
    assert all(weight(person) <= best + 1e-9 for person in draw_linkages(groups, 20, 1))


def test_large_groups_are_drawn_like_small_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    odds = {(0, 1): 1.5, (1, 2): 0.7, (0, 2): 1.2, (2, 3): 2.0, (1, 3): 0.9, (0, 3): 0.4}
    exact = np.array(list(draw_linkages(groups_of(pairs_of(odds), 4), 3_000, 1)))
    monkeypatch.setattr(partitions, "EXACT", 3)
    groups = groups_of(pairs_of(odds), 4)
    assert len(groups.large) == 1
    sampled = np.array(list(draw_linkages(groups, 1_500, 1)))
    for left, right in odds:
        gap = (exact[:, left] == exact[:, right]).mean() - (sampled[:, left] == sampled[:, right]).mean()
        assert abs(gap) < 0.05


def test_weak_pairs_do_not_chain_everybody_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partitions, "MOST", 10)
    odds = {(at, at + 1): 0.01 if at % 2 else 99.0 for at in range(30)}
    groups = groups_of(pairs_of(odds), 31)
    assert max([*groups.alike, *(len(members) for members, _ in groups.large)]) <= 10
    assert (best_linkage(groups)[1::2] == np.arange(0, 30, 2)).all()


def test_draws_do_not_depend_on_how_many_are_asked_for() -> None:
    groups = groups_of(pairs_of({(0, 1): 1.0, (1, 2): 1.0, (3, 4): 1.0}), 5)
    few, many = list(draw_linkages(groups, 2, 7)), list(draw_linkages(groups, 5, 7))
    assert all(np.array_equal(one, other) for one, other in zip(few, many, strict=False))


def test_the_customary_threshold_chains() -> None:
    pairs = pairs_of({(0, 1): 99.0, (1, 2): 99.0, (2, 3): 1.0})
    assert threshold_linkage(pairs, 5, 0.95).tolist() == [0, 0, 0, 3, 4]
