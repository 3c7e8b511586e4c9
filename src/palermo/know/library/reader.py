"""The reader's page as the template wants it: blocks in order, each with its text cut at marks and highlights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from palermo.ground.access.api import Actor
from palermo.know.library.models import Block, Document, Footnote
from palermo.know.library.queries import blocks_of, footnotes_of
from palermo.know.library.words import BlockKind, footnote_anchor, paragraph_anchor
from palermo.know.review.models import Finding
from palermo.know.review.queries import facts_beside
from palermo.know.review.wording import Worded, word_finding


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text, ``marked`` when a fact stands on it; or, with ``note`` set, the mark of a footnote."""

    text: str = ""
    marked: bool = False
    note: str = ""
    note_anchor: str = ""
    note_mark: str = ""


@dataclass(frozen=True, slots=True)
class Margin:
    """One fact beside its paragraph."""

    finding: Finding
    worded: Worded


@dataclass(frozen=True, slots=True)
class Part:
    """A block or footnote, ready to be shown. ``number`` is what stands before a paragraph."""

    kind: str
    anchor: str
    number: str = ""
    level: int = 2
    style: str = ""
    page: int | None = None
    stretches: tuple[Stretch, ...] = ()
    rows: Sequence[Sequence[str]] = ()
    margin: tuple[Margin, ...] = ()
    back: str = ""


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """Everything on the page; ``contents`` are the headings."""

    parts: tuple[Part, ...]
    footnotes: tuple[Part, ...]
    contents: tuple[Part, ...] = field(default=())


def reader_page(actor: Actor, document: Document) -> ReaderPage:
    """The document as the actor may read it: strangers see published facts only."""
    beside = facts_beside(actor, document)
    notes = footnotes_of(document)
    known = {note.key for note in notes}
    marked: set[str] = set()
    parts = tuple(_part(block, beside.get(block.anchor, []), known, marked) for block in blocks_of(document))
    footnotes = tuple(_footnote(note, beside.get(note.anchor, []), note.key in marked) for note in notes)
    return ReaderPage(parts, footnotes, tuple(part for part in parts if part.kind == BlockKind.HEADING))


def _part(block: Block, facts: list[Finding], known: set[str], marked: set[str]) -> Part:
    marks = [(offset, key) for key, offset in block.marks if key in known]
    stretches = tuple(_stretches(block.text, facts, sorted(marks), marked))
    return Part(
        kind=block.kind,
        anchor=block.anchor,
        number=_printed_number(block),
        level=min((block.level or 1) + 1, 6),
        style=block.style,
        page=block.page,
        stretches=stretches,
        rows=block.rows,
        margin=_margin(facts),
    )


def _printed_number(block: Block) -> str:
    """What the page prints before the text: nothing for unnumbered paragraphs, ``38`` for a second 38 (``38~2``)."""
    if block.kind == BlockKind.HEADING:
        return block.number
    if block.kind != BlockKind.PARAGRAPH or block.style in ("unnumbered", "preambular"):
        return ""
    return block.key.partition("~")[0]


def _footnote(note: Footnote, facts: list[Finding], mark_shown: bool) -> Part:
    back = f"fnref-{note.key}" if mark_shown else paragraph_anchor(note.paragraph) if note.paragraph else ""
    stretches = tuple(_stretches(note.text, facts, [], set()))
    return Part("footnote", note.anchor, note.key, stretches=stretches, margin=_margin(facts), back=back)


def _margin(facts: list[Finding]) -> tuple[Margin, ...]:
    return tuple(Margin(finding, word_finding(finding)) for finding in facts)


def _stretches(text: str, facts: list[Finding], marks: list[tuple[int, str]], marked: set[str]) -> Iterator[Stretch]:
    """Cut the text wherever a fact begins or ends or a footnote's mark stands. The first mark of a note is where its
    way back leads."""
    spans = [(min(fact.start, len(text)), min(fact.end, len(text))) for fact in facts]
    at_marks = {min(offset, len(text)) for offset, _ in marks}
    cuts = sorted({0, len(text)} | at_marks | {cut for span in spans for cut in span})
    waiting = list(marks)
    for start, end in zip(cuts, [*cuts[1:], None], strict=True):
        while waiting and waiting[0][0] <= start:
            yield _note_mark(waiting.pop(0)[1], marked)
        if end is not None:
            yield Stretch(text[start:end], any(first <= start and end <= last for first, last in spans))
    for _, key in waiting:
        yield _note_mark(key, marked)


def _note_mark(key: str, marked: set[str]) -> Stretch:
    first = key not in marked
    marked.add(key)
    return Stretch(note=key, note_anchor=footnote_anchor(key), note_mark=f"fnref-{key}" if first else "")
