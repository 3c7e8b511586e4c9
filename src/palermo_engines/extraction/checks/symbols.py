"""A document symbol printed for papers of two different meetings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from palermo_engines.extraction.checks.words import words
from palermo_engines.extraction.facts import Place, Warning
from palermo_engines.extraction.normalising import normalised
from palermo_engines.extraction.passages import ReadPassage

CODE = "symbol_used_twice"
_SYMBOL = re.compile(r"(?<![\w/])[A-Z]{1,6}(?:/[A-Z0-9]{1,10}(?:\.[A-Z0-9]+)*){2,7}(?![\w/])", re.ASCII)
_STEM = 4


@dataclass(frozen=True, slots=True)
class _Use:
    meeting: str
    place: Place


def symbols_used_twice(reads: Sequence[ReadPassage]) -> Iterator[Warning]:
    """A warning for each symbol that stands in brackets for a paper of one meeting and later of another."""
    first: dict[str, _Use] = {}
    reported: set[str] = set()
    for read in reads:
        for symbol, use in _uses(read):
            known = first.setdefault(symbol, use)
            if known.meeting != use.meeting and symbol not in reported:
                reported.add(symbol)
                places = known.place.paragraph, use.place.paragraph
                message = (
                    f"{symbol} stands for a paper of one meeting in paragraph {places[0]} and of another in paragraph "
                    f"{places[1]}."
                )
                yield Warning(use.place, CODE, message, {"symbol": symbol})


def _uses(read: ReadPassage) -> Iterator[tuple[str, _Use]]:
    """The symbols in brackets that follow the number of a meeting in the same passage, with that number."""
    if read.passage.footnote is not None or "/" not in read.passage.text:
        return
    text = normalised(read.passage.text)
    meetings = [(match.start(), match.group(1)) for match in words(read.passage.language, "meeting").finditer(text)]
    for match in _SYMBOL.finditer(text):
        before = [number for at, number in meetings if at < match.start()]
        if before and _in_brackets(text, match.start()):
            yield match.group(), _Use(before[-1].lower()[:_STEM], read.passage.place(*match.span()))


def _in_brackets(text: str, at: int) -> bool:
    return text.rfind("(", 0, at) > text.rfind(")", 0, at)
