"""From a text to the tokens of its two index columns.

``exact`` holds the text as it is: words unstemmed, every mark of punctuation a token of its own, runs of Chinese
as overlapping pairs of characters plus the last character alone. A phrase in this column is an exact substring
of a Chinese text (Palermo's measurements: recall and precision 1.0), and quoted words are literal in every language.

``words`` holds what ranks and forgives: stems; Chinese words as rjieba cuts them, with a token between runs so
that no phrase crosses punctuation; whole document symbols as one token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import rjieba

from palermo_engines.search.folding import Folded, fold
from palermo_engines.search.stemming import stem

VERSION = 1
"""Stored with every index row. Raise it when the same text would give other tokens: the index is then rebuilt."""

CHINESE = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
SEPARATOR = "\ue000"
_RUNS = re.compile(f"(?P<chinese>[{CHINESE}]+)|(?P<word>(?:(?![{CHINESE}])[^\\W_]|[\u0300-\u036f])+)|(?P<mark>[^\\s])")
_SYMBOL = re.compile(r"(?<![\w/])[a-z][a-z0-9]*(?:[/.][a-z0-9]+(?:[.\-()][a-z0-9]+\)?)*){2,}", re.ASCII)


class Token(NamedTuple):
    """``start`` and ``end`` are characters of the original text."""

    text: str
    start: int
    end: int


class Run(NamedTuple):
    """A stretch of folded text of one sort: ``chinese``, ``word`` or ``mark`` (one character that is neither)."""

    sort: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """The tokens of one text, by column, in order."""

    exact: tuple[Token, ...]
    words: tuple[Token, ...]


def runs_of(folded: str) -> Iterator[Run]:
    """Cut a folded text into runs; white space falls away."""
    for match in _RUNS.finditer(folded):
        yield Run(match.lastgroup or "", match.group(), match.start())


def analyse(text: str, language: str) -> Analysis:
    """The tokens of ``text``, which is written in ``language`` (ISO 639-1)."""
    folded = fold(text)
    exact: list[Token] = []
    words: list[Token] = []
    for run in runs_of(folded.text):
        exact.extend(_placed(folded, run.start, literal_tokens(run)))
        words.extend(_placed(folded, run.start, _word_tokens(run, language)))
    words.extend(_symbols(folded))
    return Analysis(tuple(exact), tuple(words))


def literal_tokens(run: Run) -> Iterator[tuple[str, int, int]]:
    """The tokens of one run in the column ``exact``: text, start and end within the run."""
    if run.sort == "chinese":
        for index in range(len(run.text)):
            pair = run.text[index : index + 2]
            yield pair, index, index + len(pair)
    else:
        yield (mark_token(run.text) if run.sort == "mark" else run.text), 0, len(run.text)


def chinese_words(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a run of Chinese: text, start and end."""
    start = 0
    for word in rjieba.cut(text):
        yield word, start, start + len(word)
        start += len(word)


def mark_token(mark: str) -> str:
    """Punctuation as a token. ASCII marks move to the private use area: the index would take them for white space."""
    return chr(0xE000 + ord(mark)) if mark.isascii() else mark


def symbols_in(folded: str) -> Iterator[tuple[str, int, int]]:
    """Whole document symbols (``ctoc/cop/wg.4/2014/3``) as one token each: token, start and end."""
    for match in _SYMBOL.finditer(folded):
        yield symbol_token(match.group()), match.start(), match.end()


def symbol_token(symbol: str) -> str:
    """The one token of a whole symbol; the parts are joined by a character the index takes for a letter."""
    return "\u00b7".join(re.findall(r"[a-z0-9]+", symbol))


def _word_tokens(run: Run, language: str) -> Iterator[tuple[str, int, int]]:
    if run.sort == "chinese":
        yield SEPARATOR, 0, 0
        yield from chinese_words(run.text)
        yield SEPARATOR, len(run.text), len(run.text)
    elif run.sort == "word":
        yield stem(run.text, language), 0, len(run.text)


def _symbols(folded: Folded) -> Iterator[Token]:
    for token, start, end in symbols_in(folded.text):
        yield Token(SEPARATOR, start, start)
        yield Token(token, *folded.original_span(start, end))


def _placed(folded: Folded, offset: int, tokens: Iterator[tuple[str, int, int]]) -> Iterator[Token]:
    for text, start, end in tokens:
        if start == end:
            yield Token(text, 0, 0)
        else:
            yield Token(text, *folded.original_span(offset + start, offset + end))
