"""Labels of rows: what fits of a name. The whole name stands in the table beside the chart."""

from __future__ import annotations

from unicodedata import east_asian_width

_NARROW, _WIDE = 7.2, 13.2


def width_of(words: str) -> float:
    """How wide the words are at 13 user units, generously; Chinese characters take twice the room."""
    return sum(_WIDE if east_asian_width(sign) in "WF" else _NARROW for sign in words)


def fitting(words: str, room: float) -> str:
    """As much of the words as fits, with an ellipsis where something is cut off."""
    if width_of(words) <= room:
        return words
    kept = words
    while kept and width_of(kept) > room - _WIDE:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"
