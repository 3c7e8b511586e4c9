"""From lines with hints to a document: furniture out, notes out, numbers weighed, chunks named, marks tied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from palermo_engines.documents.chunks import Chunk, Chunker, Kind, Plan
from palermo_engines.documents.contents import drop_contents
from palermo_engines.documents.footnotes import join_lone_keys, take_footnotes
from palermo_engines.documents.frontpage import Told, front_of, metadata_of
from palermo_engines.documents.furniture import drop_furniture
from palermo_engines.documents.items import ItemChooser
from palermo_engines.documents.joining import Joiner
from palermo_engines.documents.language import language_of
from palermo_engines.documents.lines import Layout, Line, Note, Source, ends_clause, ends_sentence, layout_of
from palermo_engines.documents.marks import settle_marks, tidy, without_marks
from palermo_engines.documents.model import Block, Document, Footnote, Paragraph
from palermo_engines.documents.numbering import label_of
from palermo_engines.documents.sequence import Candidate, Chooser, Start
from palermo_engines.documents.structure import Builder, Draft
from palermo_engines.documents.words import Words, fold, words_of

_LONGEST_OPENING = 200
_SAMPLE_LINES = 2_000
_LOOK_AHEAD = 12


def document_of(source: Source, name: str, digest: str) -> Document:
    """Put a document together from what a format reader found."""
    sample = source.lines[:_SAMPLE_LINES]
    words = words_of(language_of("\n".join(line.text for line in sample)))
    body = drop_furniture(join_lone_keys(source.lines), words)
    layout = source.layout or layout_of(body.lines, source.whole)
    joiner = Joiner(words.language, body.lines)
    lines, notes = take_footnotes(drop_contents(body.lines, words), layout, words, joiner)
    notes = [*notes, *source.notes]
    plan = _plan(lines, layout, words)
    front = front_of(lines, plan, layout, words)
    chunks = Chunker(lines, plan, layout, words).chunk(front.end)
    builder = Builder(chunks, words, joiner)
    builder.build()
    blocks, footnotes = _settle(builder.blocks, notes, words)
    furniture = (*body.furniture, *source.furniture)
    opens, title = _opening_title(chunks, joiner, words)
    metadata = metadata_of(Told(front.lines, furniture, opens, title, _beginning(blocks)), words, joiner)
    return Document(name, digest, metadata, blocks, footnotes, (*source.notices, *builder.notices))


def _plan(lines: Sequence[Line], layout: Layout, words: Words) -> Plan:
    candidates = [
        Candidate(index, label)
        for index, line in enumerate(lines)
        if line.text and (label := label_of(line.text, words))
    ]
    starts = Chooser(lines, candidates, layout, words.language == "zh").choose()
    openings = _openings(lines, starts, layout, words)
    annexes = frozenset(index for index in range(len(lines)) if _is_annex(lines, index, layout, words))
    items = ItemChooser(lines, candidates, {*starts, *openings, *annexes}, layout).choose()
    return Plan(starts, items, openings, annexes)


def _openings(lines: Sequence[Line], starts: Mapping[int, Start], layout: Layout, words: Words) -> frozenset[int]:
    """The lines in which a resolution's organ begins to speak; none inside another's preamble."""
    found: list[int] = []
    in_preamble = False
    for index, line in enumerate(lines):
        if index in starts:
            in_preamble = False
        elif (
            not in_preamble and len(line.text) <= _LONGEST_OPENING and ends_clause(line.text) and index + 1 < len(lines)
        ):
            in_preamble = _opens(lines, index, layout, words)
            if in_preamble:
                found.append(index)
    return frozenset(found)


def _opens(lines: Sequence[Line], index: int, layout: Layout, words: Words) -> bool:
    """Whether a line that ends in a comma is an opening: a known organ's name, or any short line, not itself
    preambular, above a preambular paragraph. It must not be the end of a passage begun above."""
    line, above = lines[index], lines[index - 1] if index else None
    if above is not None and layout.full(above, line) and not layout.parted(line) and not ends_sentence(above.text):
        return False
    folded = fold(without_marks(line.text))
    below = [fold(each.text) for each in lines[index + 1 : index + 1 + _LOOK_AHEAD]]
    speaks = words.preambular.match(below[0]) is not None or words.operative.match(below[0]) is not None
    if words.opening.fullmatch(folded):
        return speaks or any(text.startswith("1") for text in below)
    if words.preambular.match(folded) or words.operative.match(folded) or not speaks:
        return False
    return not layout.full(line, lines[index + 1]) or layout.parted(lines[index + 1])


def _is_annex(lines: Sequence[Line], index: int, layout: Layout, words: Words) -> bool:
    text = lines[index].text
    if not index or len(text) > 40 or text[:1] not in words.initials or words.annex.fullmatch(fold(text)) is None:
        return False
    return (
        not layout.full(lines[index - 1], lines[index])
        or layout.parted(lines[index])
        or ends_sentence(lines[index - 1].text)
    )


def _opening_title(chunks: Sequence[Chunk], joiner: Joiner, words: Words) -> tuple[bool, str | None]:
    """Whether the document itself is a resolution, and the heading between its front page and its opening line."""
    for position, chunk in enumerate(chunks):
        if chunk.kind in (Kind.PARAGRAPH, Kind.ANNEX):
            return False, None
        if chunk.kind is Kind.OPENING:
            above = chunks[position - 1] if position else None
            if above is None or above.ends_sentence:
                return True, None
            return True, tidy(without_marks(joiner.join(above.texts)), words.language == "zh")
    return False, None


def _beginning(blocks: Sequence[Block]) -> str:
    paragraphs = [block.text for block in blocks if isinstance(block, Paragraph)]
    return "\n".join(paragraphs[:3])


def _settle(
    blocks: Sequence[object], notes: Sequence[Note], words: Words
) -> tuple[tuple[Block, ...], tuple[Footnote, ...]]:
    """Tie the footnotes, and turn drafts into paragraphs."""
    drafts = [block for block in blocks if isinstance(block, Draft)]
    chinese = words.language == "zh"
    ties = settle_marks([draft.text for draft in drafts], notes, chinese)
    footnotes = tuple(
        Footnote(note.key, drafts[tie].key if tie is not None else None, tidy(without_marks(note.text), chinese))
        for note, tie in zip(notes, ties, strict=True)
    )
    finished: list[Block] = []
    for block in blocks:
        if isinstance(block, Draft):
            finished.append(Paragraph(block.key, block.kind, block.text.text, block.text.marks, block.page))
        else:
            finished.append(block)  # type: ignore[arg-type]
    return tuple(finished), footnotes
