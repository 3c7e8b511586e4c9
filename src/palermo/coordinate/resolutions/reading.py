"""A work's page as the template wants it: its texts side by side, what each paragraph directs, and how that stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from palermo.coordinate.resolutions.boards import Row, board
from palermo.coordinate.resolutions.chaining import linked_paragraphs
from palermo.coordinate.resolutions.models import Directive, Paragraph, Text, Work
from palermo.coordinate.resolutions.queries import texts_of
from palermo.coordinate.resolutions.vocabulary import PARAGRAPH_KINDS
from palermo.coordinate.resolutions.words import ParagraphKind
from palermo.ground.access.api import Actor


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a paragraph; ``verb`` when a directive opens with it."""

    text: str
    verb: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One text's wording of a paragraph; ``paragraph`` is None where the text has none under this number."""

    text: Text
    paragraph: Paragraph | None
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """The paragraphs that carry one number, one for each text; ``rows`` are the directives; ``linked`` when it stands
    in a chain."""

    key: str
    first: Paragraph
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    linked: bool


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one kind, under its heading."""

    kind: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class WorkPage:
    """``texts`` are the columns."""

    texts: tuple[Text, ...]
    parts: tuple[Part, ...]


def work_page(actor: Actor, work: Work, day: date) -> WorkPage:
    """Everything of the work that the actor may see, as it stands on ``day``."""
    texts = texts_of(actor, work)
    paragraphs = [(text, paragraph) for text in texts for paragraph in text.shown]  # type: ignore[attr-defined]
    directives = [directive for _, paragraph in paragraphs for directive in paragraph.shown]
    rows = {row.directive.pk: row for row in board(actor, directives, day)}
    linked = linked_paragraphs(actor, [paragraph.pk for _, paragraph in paragraphs])
    lines = [_line(texts, found, rows, linked) for found in _by_key(paragraphs).values()]
    return WorkPage(tuple(texts), tuple(_parts(lines)))


def _by_key(paragraphs: list[tuple[Text, Paragraph]]) -> dict[str, dict[int, Paragraph]]:
    """Paragraphs by number and text. A paragraph that an edition lost stands under a number of its own."""
    found: dict[str, dict[int, Paragraph]] = {}
    for text, paragraph in paragraphs:
        key = f"{paragraph.key} ({paragraph.pk})" if paragraph.gone else paragraph.key
        found.setdefault(key, {})[text.pk] = paragraph
    return found


def _line(texts: list[Text], found: dict[int, Paragraph], rows: dict[int, Row], linked: frozenset[int]) -> Line:
    columns = tuple(_column(text, found.get(text.pk)) for text in texts)
    first = next(iter(found.values()))
    shown = tuple(rows[directive.pk] for each in found.values() for directive in each.shown)  # type: ignore[attr-defined]
    return Line(first.key, first, columns, shown, any(each.pk in linked for each in found.values()))


def _column(text: Text, paragraph: Paragraph | None) -> Column:
    return Column(text, paragraph, tuple(_stretches(paragraph)) if paragraph else ())


def _stretches(paragraph: Paragraph) -> Iterator[Stretch]:
    words, at = paragraph.words, 0
    directives: list[Directive] = paragraph.shown  # type: ignore[attr-defined]
    for directive in sorted(directives, key=lambda each: each.start):
        end = directive.start + len(directive.printed)
        if directive.gone or directive.start < at or words[directive.start : end] != directive.printed:
            continue
        yield Stretch(words[at : directive.start])
        yield Stretch(directive.printed, verb=True)
        at = end
    yield Stretch(words[at:])


def _parts(lines: list[Line]) -> Iterator[Part]:
    """Kinds in the order of a document; the paragraph that introduces recommendations stands with them."""
    for kind in ParagraphKind:
        if kind is ParagraphKind.OPENING:
            continue
        kinds = {kind, ParagraphKind.OPENING} if kind is ParagraphKind.RECOMMENDATION else {kind}
        fitting = [line for line in lines if line.first.kind in kinds]
        if fitting:
            ordered = sorted(fitting, key=lambda line: (line.first.position, line.first.pk))
            yield Part(kind.value, str(PARAGRAPH_KINDS[kind]), tuple(ordered))
