"""Names in any script as comparable text: a Latin spelling, and the skeleton that romanisations have in common.

The Latin spelling is anyascii's, which needs no language. Arabic script leaves out vowels and clerks romanise by ear,
so the skeleton keeps consonants only and joins those that ear and language confuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii

# longer spellings first: each becomes one sound
_SOUNDS = (
    ("shch", "s"), ("tch", "s"), ("sch", "s"), ("sh", "s"), ("ch", "s"), ("zh", "s"), ("hs", "s"), ("ts", "s"),
    ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("bh", "b"), ("lh", "l"), ("rh", "r"),
    ("ck", "k"), ("c", "k"), ("q", "k"), ("x", "s"), ("z", "s"), ("j", "s"),
)  # fmt: skip
_SOUND_OF = dict(_SOUNDS)
_SOUND = re.compile("|".join(spelling for spelling, _ in _SOUNDS))
_SILENT = re.compile("[aeiouyvw]")
_REPEATED = re.compile(r"(.)\1+")
_NOT_A_LETTER = re.compile(r"[^a-z]+")


@lru_cache(maxsize=500_000)
def latin(name: str) -> str:
    """The name in lower-case Latin letters without marks or gaps; empty when nothing is left."""
    return _NOT_A_LETTER.sub("", anyascii(name).lower())


@lru_cache(maxsize=500_000)
def skeleton(name: str) -> str:
    """The sounds that romanisations of one name share; the Latin spelling itself where they are fewer than two."""
    spelled = latin(name)
    sounds = _SOUND.sub(lambda found: _SOUND_OF[found.group()], spelled)
    kept = _REPEATED.sub(r"\1", _SILENT.sub("", sounds))
    return kept if len(kept) > 1 else spelled


def latin_of(names: Iterable[str]) -> list[str | None]:
    """The Latin spellings; None for a name that is missing."""
    return [latin(name) or None for name in names]


def skeletons_of(names: Iterable[str]) -> list[str | None]:
    """The skeletons; None for a name that is missing."""
    return [skeleton(name) or None for name in names]
