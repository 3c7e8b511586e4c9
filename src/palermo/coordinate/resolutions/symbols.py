"""Symbols of United Nations documents: whose they are, and those that cannot be."""

from __future__ import annotations

import re

from palermo_engines.kit.errors import InputError

_BODIES = (
    ("A/", "GA"), ("S/", "SC"), ("E/CN.15/", "CCPCJ"), ("E/", "ECOSOC"), ("CTOC/COP/WG.4/", "WG_TIP"),
    ("CTOC/COP/", "COP_UNTOC"), ("ICAT/", "ICAT"),
)  # fmt: skip
_ASSEMBLY = re.compile(r"A/RES/(\d+)/(\d+)", re.IGNORECASE)
# Until its thirtieth session, in 1975, the General Assembly put the session behind the number, in Roman numerals.
_FIRST_SLASHED_SESSION = 31


def body_of_symbol(symbol: str) -> str:
    """The code of the body whose paper ``symbol`` is, as far as its beginning tells; else empty."""
    return next((body for beginning, body in _BODIES if symbol.upper().startswith(beginning)), "")


def check_symbol(symbol: str) -> None:
    """InputError for a resolution of the General Assembly whose session cannot be: ``A/RES/7/179`` for 70/179."""
    match = _ASSEMBLY.fullmatch(symbol)
    if match and int(match[1]) < _FIRST_SLASHED_SESSION:
        raise InputError(
            "resolutions.symbol", "No session of the General Assembly numbered its resolutions in this way.",
            advice="Look whether a digit is missing.", where="symbol",
        )  # fmt: skip
