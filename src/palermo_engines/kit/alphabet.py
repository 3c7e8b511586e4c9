"""Where a name stands in a reader's alphabet: the only order in which countries are listed (rule 4)."""

from __future__ import annotations

import unicodedata

from palermo_engines.kit.languages import Language


def alphabetical_key(name: str, language: Language) -> tuple[str, str]:
    """Where ``name`` stands in the reader's alphabet.

    Diacritics do not count (É stands with E), nor do case, apostrophes and the Arabic article. Chinese names stand in
    the order of their pinyin, as GB 2312 arranges the common characters; characters outside it follow.
    """
    if language == "zh":
        return _pinyin_order(name), name
    folded = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    letters = "".join(char for char in folded.casefold() if char.isalnum() or char == " ")
    if language == "ar":
        letters = letters.removeprefix("ال")
    return letters, name


def _pinyin_order(name: str) -> str:
    encoded = (char.encode("gb2312", "replace") if char.isalpha() else b"" for char in name)
    return "".join(f"{int.from_bytes(code) if len(code) == 2 else 0xFFFF:05d}" for code in encoded if code)
