"""The gate: no printed margin gives a small cell back, tried against every table of whole numbers that fits."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo_engines.kit.errors import InputError
from palermo_engines.release.gate import Counts, Rule, leaks, release
from palermo_engines.release.overlaps import EVERYBODY, release_overlaps
from palermo_engines.release.ranges import Known, range_of

_MOST = 14


def _possible(
    counts: Counts, cells: dict[object, int | None], totals: dict[str, int | None]
) -> list[dict[object, int]]:
    """Every table that a reader of the release cannot exclude, counting to ``_MOST`` in each withheld cell: brute
    force, knowing nothing of how the gate works."""
    hidden = [key for key, count in cells.items() if count is None]
    found = []
    for tried in product(range(1, _MOST + 1), repeat=len(hidden)):
        table = {**{k: v for k, v in cells.items() if v is not None}, **dict(zip(hidden, tried, strict=True))}
        if all(v is None or sum(table[k] for k in counts.totals[n]) == v for n, v in totals.items()):
            found.append(table)
    return found


def _table(values: list[int], *, lists: int = 2) -> Counts:
    cells: dict[object, int] = dict(zip(range(1, 1 << lists), values, strict=True))
    totals = {f"L{j}": frozenset(c for c in cells if int(str(c)) >> j & 1) for j in range(lists)}
    return Counts(cells, {EVERYBODY: frozenset(cells), **totals})


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=3, max_size=3), st.integers(2, 5))
def test_no_printed_margin_reveals_a_small_cell(values: list[int], minimum: int) -> None:
    counts, rule = _table(values), Rule(minimum)
    made = release(counts, rule)
    possible = _possible(counts, dict(made.cells), dict(made.totals))
    assert possible, "the truth itself must be possible"
    for key in made.small:
        seen = {table[key] for table in possible}
        assert {1, minimum - 1} <= seen, (values, key, seen)
    for name, keys in counts.totals.items():
        if 0 < counts.total(name) < minimum:
            somebody = len(keys & made.small)
            seen = {sum(table[key] for key in keys) for table in possible}
            assert made.totals[name] is None
            assert {somebody, max(somebody, minimum - 1)} <= seen


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=7, max_size=7))
def test_the_release_is_the_same_each_time_prints_nothing_small_and_passes_its_own_check(values: list[int]) -> None:
    counts, rule = _table(values, lists=3), Rule(5)
    made = release(counts, rule)
    assert made == release(counts, rule)
    assert all(count is None or count == 0 or count >= 5 for count in [*made.cells.values(), *made.totals.values()])
    assert all(count in (None, counts.cells[key]) for key, count in made.cells.items())
    hidden = frozenset(key for key, count in made.cells.items() if count is None)
    assert not leaks(counts, rule, hidden, frozenset(n for n, count in made.totals.items() if count is None))


def test_withholding_the_small_cell_alone_is_found_out() -> None:
    counts = _table([30, 20, 3])
    assert leaks(counts, Rule(5), frozenset({3}), frozenset()) == [3]
    made = release(counts, Rule(5))
    assert made.cells[3] is None
    assert made.complementary
    assert _possible(counts, dict(made.cells) | {3: None}, {}) != []


def test_whole_numbers_give_away_what_linear_algebra_does_not() -> None:
    """Two cells that count three people together, each somebody: neither is fixed, but none can hold four."""
    known = Known(2, ((1, 1),), (3,))
    assert range_of(known, [0]) == (1, 2)
    with pytest.raises(ArithmeticError):
        range_of(Known(2, ((1, 1),), (1,)), [0])


def test_a_table_of_small_cells_only_withholds_its_totals() -> None:
    made = release(_table([1, 2, 0]), Rule(5))
    assert made.cells == {1: None, 2: None, 3: 0}
    assert made.totals[EVERYBODY] is None


def test_rounding_comes_last() -> None:
    made = release_overlaps(["a", "b"], {1: 33, 2: 27, 3: 12}, Rule(5, base=5))
    assert made.cells == {1: 35, 2: 25, 3: 10}
    assert made.totals == {EVERYBODY: 70, "a": 45, "b": 40}


@pytest.mark.parametrize("rule", [Rule(1), Rule(5, 0)])
def test_rules_that_protect_nobody_are_refused(rule: Rule) -> None:
    with pytest.raises(InputError):
        release(_table([9, 9, 9]), rule)


def test_a_total_of_unknown_cells_and_a_negative_count_are_refused() -> None:
    for counts in (Counts({1: 5}, {"t": frozenset({2})}), Counts({1: -5}, {})):
        with pytest.raises(InputError):
            release(counts)
