"""How complete each language is."""

from __future__ import annotations

import json
from functools import cache

from palermo.site.catalogues.compiling import LOCALE


@cache
def _counts() -> dict[str, dict[str, int]]:
    try:
        counts: dict[str, dict[str, int]] = json.loads((LOCALE / "coverage.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return counts


def missing_count(language: str) -> int:
    """How many strings of the pages have no translation into ``language``; 0 for English, the language they are
    written in."""
    return _counts().get(language, {}).get("missing", 0)
