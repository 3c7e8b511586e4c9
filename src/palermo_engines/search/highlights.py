"""Where a hit's words stand in the text as printed, and the stretch of text worth showing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from palermo_engines.search.analysis import Analysis, Token, analyse
from palermo_engines.search.conditions import AllOf, AnyOf, Condition, Phrase, wanted_phrases

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the original text, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """``pieces`` joined are the shown text; ``before`` and ``after`` tell whether more text precedes or follows."""

    pieces: tuple[Piece, ...]
    before: bool
    after: bool

    @property
    def matched(self) -> tuple[str, ...]:
        """The marked words as printed, each once: why it matched."""
        return tuple(dict.fromkeys(piece.text for piece in self.pieces if piece.marked))


def spans_in(text: str, language: str, condition: Condition) -> list[Span]:
    """The stretches of ``text`` that made it match, in order, not overlapping."""
    analysis = analyse(text, language)
    columns = {"exact": analysis.exact, "words": analysis.words}
    found = [span for phrase in wanted_phrases(condition) for span in _occurrences(columns[phrase.column], phrase)]
    return _merged(sorted(found))


def snippet_of(text: str, spans: Sequence[Span], *, around: int = 90) -> Snippet:
    """The text around the first stretches, some ``3 * around`` characters, cut at white space where there is any."""
    first = spans[0][0] if spans else 0
    start = _cut_back(text, max(0, first - around))
    end = _cut_on(text, min(len(text), max(first + 2 * around, spans[0][1] + around if spans else 0)))
    shown = [(max(begin, start), min(stop, end)) for begin, stop in spans if begin < end and stop > start]
    return Snippet(tuple(_pieces(text, shown, start, end)), start > 0, end < len(text))


def holds(analysis: Analysis, condition: Condition) -> bool:
    """Evaluate ``condition`` on one text's tokens, slowly and plainly: what every back end must agree with."""
    return _holds({"exact": analysis.exact, "words": analysis.words}, condition)


def _holds(columns: dict[str, tuple[Token, ...]], condition: Condition) -> bool:
    if isinstance(condition, Phrase):
        return any(True for _ in _occurrences(columns[condition.column], condition))
    if isinstance(condition, AllOf):
        return all(_holds(columns, part) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return any(_holds(columns, part) for part in condition.parts)
    return _holds(columns, condition.wanted) and not _holds(columns, condition.unwanted)


def _occurrences(tokens: tuple[Token, ...], phrase: Phrase) -> Iterator[Span]:
    length = len(phrase.tokens)
    *head, last = phrase.tokens
    for index in range(len(tokens) - length + 1):
        window = tokens[index : index + length]
        if all(token.text == wanted for token, wanted in zip(window, head, strict=False)):
            final = window[-1]
            if final.text == last or (phrase.open_end and final.text.startswith(last)):
                yield window[0].start, _end(final, last, phrase)


def _end(final: Token, last: str, phrase: Phrase) -> int:
    """An open end marks what was asked, not what follows it; the original may be shorter than its folded form."""
    return min(final.end, final.start + len(last)) if phrase.open_end else final.end


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut_back(text: str, position: int) -> int:
    space = text.find(" ", position, position + 20)
    return space + 1 if position and space >= 0 else position


def _cut_on(text: str, position: int) -> int:
    space = text.rfind(" ", max(0, position - 20), position)
    return space if position < len(text) and space >= 0 else position


def _pieces(text: str, spans: Sequence[Span], start: int, end: int) -> Iterator[Piece]:
    position = start
    for begin, stop in spans:
        if position < begin:
            yield Piece(text[position:begin], False)
        yield Piece(text[begin:stop], True)
        position = stop
    if position < end:
        yield Piece(text[position:end], False)
