"""How alike two stretches of text are."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]{5,}")


def share_of_letters(one: str, other: str) -> float:
    """The share of letters that two names have in common, whatever their order:
    ``2 * common / (all of one + all of the other)``."""
    mine, theirs = sorted(one), sorted(other)
    if not mine or not theirs:
        return 0.0
    rest, common = list(theirs), 0
    for letter in mine:
        if letter in rest:
            rest.remove(letter)
            common += 1
    return 2 * common / (len(mine) + len(theirs))


def longest_shared(one: str, other: str) -> str:
    """The longest stretch that stands in both texts."""
    best, lengths = "", [0] * (len(other) + 1)
    for position, letter in enumerate(one, start=1):
        row = [0] * (len(other) + 1)
        for column, facing in enumerate(other, start=1):
            if letter == facing:
                row[column] = lengths[column - 1] + 1
                if row[column] > len(best):
                    best = one[position - row[column] : position]
        lengths = row
    return best


def shared_words(one: str, other: str) -> int:
    """How many words of five letters and more stand in both texts."""
    return len({word.lower() for word in _WORD.findall(one)} & {word.lower() for word in _WORD.findall(other)})
