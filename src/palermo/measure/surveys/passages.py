"""A reply's text cut into passages that a coder can mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from palermo.measure.surveys.models import CodedSupport

_PASSAGE = re.compile(r"(?:[^\n.!?。！？؟]|[.!?؟](?!\s|$))*(?:[.!?؟]+(?=\s|$)|[。！？]+|\n|$)")


@dataclass(frozen=True, slots=True)
class Passage:
    """``start`` and ``end`` are characters of the answer; ``statements`` are the codes already marked in it."""

    start: int
    end: int
    text: str
    statements: tuple[str, ...] = ()


def passages_of(text: str, supports: Sequence[CodedSupport] = ()) -> Iterator[Passage]:
    """The sentences of an answer, in order: together they are the whole text but blanks."""
    for match in _PASSAGE.finditer(text):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + match[0].index(stripped[0])
            end = start + len(stripped)
            marked = tuple(each.statement.code for each in supports if _overlaps(each, start, end))
            yield Passage(start, end, stripped, marked)


def _overlaps(support: CodedSupport, start: int, end: int) -> bool:
    return support.start is not None and support.end is not None and support.start < end and support.end > start
