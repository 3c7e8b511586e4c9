"""A card of the queue: the words with what surrounds them, the fact, and what may be done."""

from __future__ import annotations

from dataclasses import dataclass

from palermo.ground.access.api import Actor
from palermo.know.library.models import Block, Document, Footnote
from palermo.know.library.words import BlockKind
from palermo.know.review.forms import FORMS
from palermo.know.review.models import Finding
from palermo.know.review.rules import may_decide
from palermo.know.review.states import moves_from
from palermo.know.review.wording import Worded, word_finding

AROUND = 240
"""Characters of the paragraph shown on each side of the words."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The words with their surroundings; ``cut_before`` and ``cut_after`` say whether the paragraph goes on."""

    before: str
    words: str
    after: str
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """One finding of the queue. ``opens_passage`` is set on the first card of a paragraph; ``place`` is its number."""

    finding: Finding
    worded: Worded
    excerpt: Excerpt
    place: str
    moves: frozenset[str]
    opens_passage: bool
    open_beside: int


def cards_for(actor: Actor, document: Document, findings: list[Finding]) -> list[Card]:
    """Cards in the order of ``findings``."""
    texts = _texts(document, {finding.passage for finding in findings})
    cards: list[Card] = []
    for finding in findings:
        finding.document = document
        opens = not cards or cards[-1].finding.passage != finding.passage
        beside = sum(other.passage == finding.passage and other.state == "found" for other in findings)
        cards.append(
            Card(
                finding, word_finding(finding), _excerpt(finding, texts.get(finding.passage, "")),
                finding.passage.partition("-")[2], _moves(actor, finding), opens, beside,
            )
        )  # fmt: skip
    return cards


def _moves(actor: Actor, finding: Finding) -> frozenset[str]:
    if not may_decide(actor, finding):
        return frozenset()
    allowed = moves_from(finding.state)
    return allowed if finding.kind in FORMS else allowed - {"correct"}


def _texts(document: Document, passages: set[str]) -> dict[str, str]:
    keys = {passage.partition("-")[2] for passage in passages}
    paragraphs = Block.objects.filter(document=document, kind=BlockKind.PARAGRAPH.value, key__in=keys)
    texts = {block.anchor: block.text for block in paragraphs}
    return texts | {note.anchor: note.text for note in Footnote.objects.filter(document=document, key__in=keys)}


def _excerpt(finding: Finding, text: str) -> Excerpt:
    if not text or finding.gone_in is not None:
        return Excerpt("", finding.snippet, "")
    start, end = min(finding.start, len(text)), min(finding.end, len(text))
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    return Excerpt(text[first:start], text[start:end], text[end:last], first > 0, last < len(text))
