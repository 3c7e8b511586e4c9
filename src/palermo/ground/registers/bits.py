"""Sets of record numbers as bits, in blocks: what filters and counts are made of.

A set is a mapping from block to an integer whose bit ``n`` stands for number ``block * BLOCK + n``. A million records
are sixteen integers of 8 kilobytes; two filters and the counts of a facet are ANDs, whatever they match.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping

BLOCK = 65_536
_SPARSE, _DENSE = b"s", b"d"
_FEW = 256  # places that are listed; setting more one by one takes longer than reading a whole block

Bits = Mapping[int, int]


def place_of(number: int) -> tuple[int, int]:
    """The block of a number and its place there."""
    return divmod(number, BLOCK)


def of_numbers(numbers: Iterable[int]) -> Bits:
    """The set of ``numbers``."""
    places: dict[int, list[int]] = {}
    for number in numbers:
        places.setdefault(number // BLOCK, []).append(number % BLOCK)
    return {block: of_places(found) for block, found in places.items()}


def of_places(places: Iterable[int]) -> int:
    """One block's bits."""
    spelled = bytearray(BLOCK // 8)
    for place in places:
        spelled[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(spelled, "little")


def pack(bits: int) -> bytes:
    """As it is stored: a list of places while they are few and that is shorter than the bits themselves."""
    dense = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    few = bits.bit_count()
    if few <= _FEW and 2 * few < len(dense):
        return _SPARSE + array("H", places_in(bits)).tobytes()
    return _DENSE + dense


def unpack(spelled: bytes | memoryview) -> int:
    """The bits that ``pack`` stored."""
    kind, content = bytes(spelled[:1]), bytes(spelled[1:])
    if kind == _SPARSE:
        places = array("H")
        places.frombytes(content)
        return of_places(places)
    return int.from_bytes(content, "little")


def size_of(spelled: bytes | memoryview) -> int:
    """How many bits are set in what ``pack`` stored."""
    if bytes(spelled[:1]) == _SPARSE:
        return (len(spelled) - 1) // 2
    return int.from_bytes(bytes(spelled[1:]), "little").bit_count()


def overlap(spelled: bytes | memoryview, among: int, spelled_among: bytes) -> int:
    """How many bits of a packed block are also in ``among``, which is given spelled out too (``spell``)."""
    if bytes(spelled[:1]) != _SPARSE:
        return (unpack(spelled) & among).bit_count()
    places = array("H")
    places.frombytes(bytes(spelled[1:]))
    return sum(spelled_among[place >> 3] >> (place & 7) & 1 for place in places)


def spell(bits: int) -> bytes:
    """A block's bits as bytes, place 0 first."""
    return bits.to_bytes(BLOCK // 8, "little")


def places_in(bits: int) -> list[int]:
    """The places set, rising."""
    text = bin(bits)[:1:-1]
    found: list[int] = []
    place = text.find("1")
    while place >= 0:
        found.append(place)
        place = text.find("1", place + 1)
    return found


def both(one: Bits, other: Bits) -> Bits:
    """Numbers in both sets."""
    common = {block: one[block] & other[block] for block in one.keys() & other.keys()}
    return {block: bits for block, bits in common.items() if bits}


def either(sets: Iterable[Bits]) -> Bits:
    """Numbers in any of the sets."""
    found: dict[int, int] = {}
    for bits in sets:
        for block, part in bits.items():
            found[block] = found.get(block, 0) | part
    return found


def without(one: Bits, other: Bits) -> Bits:
    """Numbers of ``one`` that are not in ``other``."""
    left = {block: bits & ~other.get(block, 0) for block, bits in one.items()}
    return {block: bits for block, bits in left.items() if bits}


def count(bits: Bits) -> int:
    """How many numbers are in the set."""
    return sum(part.bit_count() for part in bits.values())


def holds(bits: Bits, number: int) -> bool:
    """Whether the number is in the set."""
    block, place = place_of(number)
    return bool(bits.get(block, 0) >> place & 1)


def falling(bits: Bits, offset: int, limit: int) -> list[int]:
    """``limit`` numbers after the first ``offset``, the highest first. Blocks that are skipped are only counted."""
    found: list[int] = []
    for block in sorted(bits, reverse=True):
        size = bits[block].bit_count()
        if offset >= size:
            offset -= size
            continue
        found += [block * BLOCK + place for place in _highest(bits[block], offset, limit - len(found))]
        offset = 0
        if len(found) >= limit:
            break
    return found


def _highest(bits: int, offset: int, limit: int) -> list[int]:
    places = places_in(bits)
    places.reverse()
    return places[offset : offset + limit]


def numbers_in(bits: Bits) -> Iterator[int]:
    """Every number, rising."""
    for block in sorted(bits):
        for place in places_in(bits[block]):
            yield block * BLOCK + place
