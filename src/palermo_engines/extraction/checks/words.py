"""The words checks look for, compiled once per language."""

from __future__ import annotations

import re
from functools import cache

from palermo_engines.extraction.lexicons import lexicon
from palermo_engines.extraction.normalising import normalised
from palermo_engines.kit.languages import Language

_NEVER = "(?!)"


@cache
def words(language: Language, name: str) -> re.Pattern[str]:
    """The expression ``name`` of ``lexicons/<language>/checks.yaml``; one that never matches when it is missing."""
    return re.compile(normalised(lexicon(language, "checks").get(name, _NEVER)))
