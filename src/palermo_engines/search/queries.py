"""What a reader types, taken apart: words are AND, ``OR`` joins alternatives, ``"..."`` is literal, ``-`` excludes,
``*`` at the end of a word is a prefix. Nothing typed is an error: what cannot be understood is taken as words.

``OR`` binds closer than the AND between words: ``labour victim OR survivor`` asks for labour and either of the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from palermo_engines.search.analysis import runs_of
from palermo_engines.search.folding import fold_text

MAX_LENGTH = 500
"""Characters of a query that are read; the rest is ignored and a notice says so."""
MAX_TERMS = 32

_QUOTES = str.maketrans(dict.fromkeys("“”„«»「」『』＂", '"'))
_PIECES = re.compile(r'(?P<minus>-?)(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<plain>[^\s"]+))')


class Manner(StrEnum):
    """How a term is meant."""

    PLAIN = "plain"
    LITERAL = "literal"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Term:
    """One word or quotation of a query; ``text`` is folded."""

    text: str
    manner: Manner = Manner.PLAIN


@dataclass(frozen=True, slots=True)
class Query:
    """All of ``required`` (any one term of each), none of ``excluded``. ``notices`` are codes for the reader."""

    required: tuple[tuple[Term, ...], ...]
    excluded: tuple[Term, ...] = ()
    notices: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to look for (a query of exclusions alone looks for nothing)."""
        return not self.required


def parse(text: str) -> Query:
    """Take a query apart. Never raises."""
    cleaned = text.replace("\0", " ").translate(_QUOTES)
    required: list[list[Term]] = []
    excluded: list[Term] = []
    joining = False
    terms = 0
    for piece in _PIECES.finditer(cleaned[:MAX_LENGTH]):
        if piece["plain"] in ("OR", "|") and not piece["minus"]:
            joining = bool(required)
            continue
        term = _term(piece["quoted"], piece["plain"])
        if term is None or terms >= MAX_TERMS:
            continue
        terms += 1
        if piece["minus"]:
            excluded.append(term)
        elif joining:
            required[-1].append(term)
        else:
            required.append([term])
        joining = False
    return Query(tuple(map(tuple, required)), tuple(excluded), _notices(cleaned, terms, required, excluded))


def _notices(text: str, terms: int, required: list[list[Term]], excluded: list[Term]) -> tuple[str, ...]:
    found = []
    if len(text) > MAX_LENGTH or terms >= MAX_TERMS:
        found.append("shortened")
    if excluded and not required:
        found.append("only_exclusions")
    return tuple(found)


def _term(quoted: str | None, plain: str | None) -> Term | None:
    if quoted is not None:
        text = fold_text(quoted).strip()
        return Term(text, Manner.LITERAL) if any(True for _ in runs_of(text)) else None
    text = fold_text(plain or "").strip()
    if text.endswith("*") and _meaningful(text.rstrip("*")):
        return Term(text.rstrip("*"), Manner.PREFIX)
    return Term(text) if _meaningful(text) else None


def _meaningful(text: str) -> bool:
    """Whether anything but punctuation is left: nobody looks for a lone comma without quoting it."""
    return any(run.sort != "mark" for run in runs_of(text))
