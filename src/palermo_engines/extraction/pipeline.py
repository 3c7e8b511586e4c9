"""From a document to everything extraction finds in it, in document order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from palermo_engines.documents.model import Document, Heading
from palermo_engines.extraction.actions import find_actions
from palermo_engines.extraction.checks import check_document
from palermo_engines.extraction.dates import find_dates
from palermo_engines.extraction.directives import find_directives
from palermo_engines.extraction.facts import Fact, Figure, TreatyAction
from palermo_engines.extraction.figures import find_figures, link_parts, surroundings_of
from palermo_engines.extraction.gazetteer import Gazetteer, gazetteer
from palermo_engines.extraction.instruments import Resolver, instrument_names
from palermo_engines.extraction.mentions import find_mentions
from palermo_engines.extraction.normalising import normalised
from palermo_engines.extraction.order import in_document_order
from palermo_engines.extraction.passages import Passage, ReadPassage, passages_of
from palermo_engines.extraction.statements import find_statements


def extract(document: Document, *, places: Path | None = None) -> list[Fact]:
    """Every mention, date, figure, treaty action, statement, directive and warning of a document.

    ``places`` names a file of added places and organisations, such as the fictional region of the samples.
    """
    names = gazetteer(document.metadata.language, places)
    reads = read_passages(document, names)
    facts: list[Fact] = []
    for read in reads:
        facts.extend(read.mentions)
        facts.extend(read.dates)
    facts.extend(_figures(document, reads, names))
    facts.extend(_actions(document, reads))
    footnotes = {read.passage.footnote: read for read in reads if read.passage.footnote is not None}
    for read in reads:
        facts.extend(find_directives(read))
        if read.passage.footnote is None:
            facts.extend(find_statements(read, footnotes))
    facts.extend(check_document(reads, facts))
    return in_document_order(document, facts)


def read_passages(document: Document, names: Gazetteer) -> list[ReadPassage]:
    """The passages of a document with the mentions and dates in them."""
    return [
        ReadPassage(passage, tuple(find_mentions(passage, names)), tuple(find_dates(passage)))
        for passage in passages_of(document)
    ]


def _figures(document: Document, reads: Sequence[ReadPassage], names: Gazetteer) -> list[Figure]:
    surroundings = surroundings_of(reads, _sections(document, names))
    return link_parts(figure for read in reads for figure in find_figures(read, surroundings))


def _sections(document: Document, names: Gazetteer) -> dict[str, tuple[str, ...]]:
    """The headings that are nothing but the name of a State."""
    found: dict[str, tuple[str, ...]] = {}
    for block in document.blocks:
        if isinstance(block, Heading):
            passage = Passage(block.text, document.metadata.language, None, None, None)
            mentions = find_mentions(passage, names)
            if len(mentions) == 1 and mentions[0].kind == "country" and mentions[0].text == block.text.strip():
                found[block.text] = (mentions[0].code,)
    return found


def _actions(document: Document, reads: Sequence[ReadPassage]) -> Iterator[TreatyAction]:
    if not reads:
        return
    names = instrument_names(reads[0].passage.language)
    namings = [names.namings(normalised(read.passage.text)) for read in reads]
    resolver = Resolver()
    resolver.look_ahead([*namings, names.namings(normalised(document.metadata.title or ""))])
    for read, named in zip(reads, namings, strict=True):
        yield from find_actions(read, resolver.resolved(named))
