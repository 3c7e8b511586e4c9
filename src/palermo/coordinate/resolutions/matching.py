"""Finding held paragraphs and directives again in another edition of their text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from difflib import SequenceMatcher
from uuid import UUID

from palermo.coordinate.resolutions.models import Directive, Paragraph
from palermo.coordinate.resolutions.offering import OfferedDirective, OfferedParagraph

# Under the same number, a paragraph this much alike was corrected; one less alike is another paragraph.
_ALIKE = 0.6
_Same = Callable[[OfferedParagraph], list[int]]


def paragraphs_again(
    held: Iterable[Paragraph], offered: Iterable[OfferedParagraph], findings: Mapping[UUID, int]
) -> dict[int, OfferedParagraph]:
    """What became of each held paragraph, by its id; nothing for those that are lost. ``findings`` tells which held
    paragraph a finding stands in. A shared finding counts most, then the same words, then the same number with words
    that are much alike."""
    listed = list(held)
    waiting = {paragraph.pk for paragraph in listed}
    free = list(offered)
    found: dict[int, OfferedParagraph] = {}
    for same in (_by_finding(findings), _by_words(listed), _by_key(listed)):
        for paragraph in list(free):
            again = next((key for key in same(paragraph) if key in waiting), None)
            if again is not None:
                found[again] = paragraph
                waiting.discard(again)
                free.remove(paragraph)
    return found


def _by_finding(findings: Mapping[UUID, int]) -> _Same:
    return lambda offered: [findings[entry.finding] for entry in offered.directives if entry.finding in findings]


def _by_words(held: list[Paragraph]) -> _Same:
    words: dict[str, list[int]] = {}
    for paragraph in held:
        words.setdefault(plain(paragraph.words), []).append(paragraph.pk)
    return lambda offered: words.get(plain(offered.words), [])


def _by_key(held: list[Paragraph]) -> _Same:
    keys = {paragraph.key: paragraph for paragraph in held}

    def same(offered: OfferedParagraph) -> list[int]:
        paragraph = keys.get(offered.key)
        return [paragraph.pk] if paragraph is not None and _alike(paragraph.words, offered.words) else []

    return same


def _alike(held: str, offered: str) -> bool:
    return SequenceMatcher(None, held, offered, autojunk=False).ratio() >= _ALIKE


def plain(words: str) -> str:
    """Words as they are compared: NFKC, white space squeezed out of the way."""
    return " ".join(unicodedata.normalize("NFKC", words).split())


def directives_again(
    held: Mapping[UUID, Directive], paragraph: Paragraph, offered: Iterable[OfferedDirective], lost: set[UUID]
) -> dict[UUID, Directive]:
    """The held directive of each offered finding of ``paragraph``: the one with that finding; else, in order, one with
    the same verb in the same paragraph whose own finding is ``lost``, so that its history goes on."""
    wanted = list(offered)
    again = {entry.finding: held[entry.finding] for entry in wanted if entry.finding in held}
    left = [each for finding, each in held.items() if finding in lost and each.paragraph_id == paragraph.pk]
    for entry in wanted:
        if entry.finding not in again:
            same = next((directive for directive in left if directive.verb == entry.verb), None)
            if same is not None:
                again[entry.finding] = same
                left.remove(same)
    return again
