"""Sets as bits do what sets do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from palermo.ground.registers import bits

NUMBERS = st.sets(st.integers(min_value=0, max_value=4 * bits.BLOCK), max_size=60)


@given(NUMBERS, NUMBERS)
def test_bits_are_sets(one: set[int], other: set[int]) -> None:
    a, b = bits.of_numbers(one), bits.of_numbers(other)
    assert list(bits.numbers_in(bits.both(a, b))) == sorted(one & other)
    assert list(bits.numbers_in(bits.either([a, b]))) == sorted(one | other)
    assert list(bits.numbers_in(bits.without(a, b))) == sorted(one - other)
    assert bits.count(a) == len(one)
    assert all(bits.holds(a, number) == (number in one) for number in one | other)


@given(NUMBERS, st.integers(0, 70), st.integers(1, 30))
def test_a_page_is_a_slice_of_the_falling_order(numbers: set[int], offset: int, limit: int) -> None:
    expected = sorted(numbers, reverse=True)[offset : offset + limit]
    assert bits.falling(bits.of_numbers(numbers), offset, limit) == expected


@given(st.sets(st.integers(0, bits.BLOCK - 1)))
def test_what_is_packed_is_unpacked(places: set[int]) -> None:
    packed = bits.pack(bits.of_places(places))
    assert bits.places_in(bits.unpack(packed)) == sorted(places)


@given(st.sets(st.integers(0, 4000)), st.sets(st.integers(0, 4000)))
def test_an_overlap_is_counted_as_sets_would(one: set[int], other: set[int]) -> None:
    among = bits.of_places(other)
    assert bits.overlap(bits.pack(bits.of_places(one)), among, bits.spell(among)) == len(one & other)


def test_few_bits_take_few_bytes_and_many_no_more_than_their_block() -> None:
    assert len(bits.pack(1 << (bits.BLOCK - 1))) == 3
    assert len(bits.pack((1 << bits.BLOCK) - 1)) == bits.BLOCK // 8 + 1
