"""One spelling for characters that documents print in several ways, length unchanged so that offsets hold."""

from __future__ import annotations

from functools import lru_cache

_PAIRS = {
    "’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u3000": " ", "\n": " ", "\t": " ",
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "－": "-",
    "（": "(", "）": ")", "【": "(", "】": ")",
    "ё": "е", "Ё": "Е",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي",
    "—": "-", "–": "-",
}  # fmt: skip
_ZEROS = (0xFF10, 0x0660, 0x06F0)  # full-width, Arabic-Indic, extended Arabic-Indic
_DIGITS = {chr(zero + digit): str(digit) for zero in _ZEROS for digit in range(10)}
_TABLE = str.maketrans({**_PAIRS, **_DIGITS})


@lru_cache(maxsize=1024)
def normalised(text: str) -> str:
    """The text with variant characters folded; same length, so that positions in one are positions in the other."""
    return text.translate(_TABLE)
