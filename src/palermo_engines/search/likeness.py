"""Telling near-identical texts: shingles, a sketch to find candidates, and the exact overlap to decide.

The sketch keeps the smallest hashes of a text's shingles (bottom-k sketch: Broder, "On the resemblance and containment
of documents", 1997). It fits in a kilobyte and estimates the overlap of two texts without reading either.
"""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable

from palermo_engines.search.analysis import runs_of
from palermo_engines.search.folding import fold_text

SHINGLE_LENGTH = 5
SKETCH_LENGTH = 256


def shingles_of(texts: Iterable[str]) -> frozenset[int]:
    """The hashes of every five neighbouring words (characters in Chinese) of the texts. Punctuation does not count,
    nor where one paragraph ends and the next begins."""
    units = [unit for text in texts for unit in _units(text)]
    count = max(len(units) - SHINGLE_LENGTH + 1, 1) if units else 0
    return frozenset(zlib.crc32("\x1f".join(units[index : index + SHINGLE_LENGTH]).encode()) for index in range(count))


def _units(text: str) -> list[str]:
    found: list[str] = []
    for run in runs_of(fold_text(text)):
        if run.sort == "chinese":
            found.extend(run.text)
        elif run.sort == "word":
            found.append(run.text)
    return found


def sketch_of(shingles: frozenset[int]) -> bytes:
    """The smallest ``SKETCH_LENGTH`` hashes, sorted, as bytes."""
    return array("I", sorted(shingles)[:SKETCH_LENGTH]).tobytes()


def likely_overlap(left: bytes, right: bytes) -> float:
    """An estimate, 0 to 1, of the share of shingles that two sketched texts have in common."""
    first, second = set(array("I", left)), set(array("I", right))
    if not first or not second:
        return 0.0
    smallest = sorted(first | second)[:SKETCH_LENGTH]
    return sum(hash_ in first and hash_ in second for hash_ in smallest) / len(smallest)


def overlap(left: frozenset[int], right: frozenset[int]) -> float:
    """The exact share of shingles that two texts have in common (Jaccard), 0 to 1."""
    together = len(left | right)
    return len(left & right) / together if together else 0.0
