"""Alternatives agree with everything that is printed, and differ where they should."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from palermo_engines.release.alternatives import alternatives
from palermo_engines.release.gate import Rule, release
from palermo_engines.release.overlaps import overlap_counts


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=7, max_size=7), st.integers(1, 4))
def test_they_are_what_a_reader_cannot_exclude(values: list[int], small: int) -> None:
    counts = overlap_counts(("a", "b", "c"), dict(enumerate([small, *values[1:]], start=1)))
    made = release(counts, Rule(5))
    found = list(alternatives(counts, made, Rule(5), 1))
    assert {table[1] for table in found} >= {1, 4} - {small}, "the gate promises that both ends stay possible"
    for table in found:
        assert table[1] != small
        assert all(count in (None, table[key]) for key, count in made.cells.items())
        for name, total in made.totals.items():
            assert total in (None, sum(table[key] for key in counts.totals[name]))
    assert found == list(alternatives(counts, made, Rule(5), 1))
