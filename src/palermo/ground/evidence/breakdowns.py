"""Whom a figure singles out, in one spelling: ``age=child;sex=female``, keys sorted, empty for a total.

A part that has no code stands as printed, in quotation marks: ``citizenship="stateless person"``.
"""

from __future__ import annotations

from collections.abc import Mapping

_SIGNS = str.maketrans({";": ",", "=": ":", '"': "'", "\n": " ", "\r": " "})


def spell_breakdown(parts: Mapping[str, str]) -> str:
    """The canonical text of ``parts``. ValueError for an empty code, or a key or code with ``;``, ``=`` or a line
    break in it, unless it is free text made by ``as_printed``."""
    for key, code in parts.items():
        inside = code[1:-1] if _is_printed(code) else code
        if not key or not inside or any(sign in key + inside for sign in ';="\n\r'):
            raise ValueError(f"not a part of a breakdown: {key!r} = {code!r}")
    return ";".join(f"{key}={parts[key]}" for key in sorted(parts))


def read_breakdown(text: str) -> dict[str, str]:
    """The parts of a canonical breakdown. ValueError when ``text`` is not canonical: two spellings of one thing would
    hide a conflict."""
    if not text:
        return {}
    pairs = [part.partition("=") for part in text.split(";")]
    parts = {key: code for key, sign, code in pairs if sign}
    if spell_breakdown(parts) != text:
        raise ValueError(f"not a canonical breakdown: {text!r}")
    return parts


def as_printed(words: str) -> str:
    """Free text as a code: in quotation marks, the signs of a breakdown replaced, spaces single."""
    return '"' + " ".join(words.translate(_SIGNS).split()) + '"'


def _is_printed(code: str) -> bool:
    return len(code) > 2 and code.startswith('"') and code.endswith('"')
