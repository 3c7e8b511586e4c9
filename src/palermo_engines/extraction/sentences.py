"""Where sentences and clauses begin and end."""

from __future__ import annotations

import re
from functools import cache

from palermo_engines.extraction.lexicons import lexicon
from palermo_engines.extraction.normalising import normalised
from palermo_engines.kit.languages import Language

_DEFAULT_END = r"[.!?。！？](?=\s|$)"


@cache
def _ends(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = lexicon(language, "actions")
    sentence = normalised(words.get("sentence_end", _DEFAULT_END))
    return re.compile(sentence), re.compile(rf"(?:{sentence})|{words.get('clause_end', ';')}")


def sentences(text: str, language: Language, *, clauses: bool = False) -> list[tuple[int, int]]:
    """Start and end of the sentences of a text, their full stop included; at semicolons too when ``clauses``."""
    pattern = _ends(language)[1 if clauses else 0]
    spans, start = [], 0
    for match in pattern.finditer(text):
        spans.append((start, match.end()))
        start = match.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans
