"""From Know to Coordinate: what a document directs, as reviewers agreed to it, becomes a work that is followed up.

Purpose       following what came of resolutions and recommendations.
Legal basis   the mandate of the body that adopted the text to follow its carrying out. No person is concerned: what
              crosses are words of documents of intergovernmental bodies.
What crosses  the paragraphs of a resolution, or those of a report in which directives were agreed, those that
              introduce them, and those that somebody names; the agreed directives with the words they stand on. Nothing
              that nobody reviewed, and no finding of another kind.
Audit line    passages.know_to_coordinate.crossed, with document, edition and numbers of what crossed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from palermo.coordinate import api as coordinate
from palermo.ground.access.api import Actor, may
from palermo.ground.audit import api as audit
from palermo.know import api as know
from palermo_engines.kit.errors import InputError

_RESOLUTIONS = {"draft_resolution": coordinate.Stage.DRAFT, "resolution": coordinate.Stage.ADOPTED}
_OF_RESOLUTIONS = {
    "preambular": coordinate.ParagraphKind.PREAMBULAR, "operative": coordinate.ParagraphKind.OPERATIVE
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document in which directives were agreed. ``work`` is what it was taken into before, if it was."""

    uuid: UUID
    symbol: str
    title: str
    language: str
    dated: str
    directives: int
    work: coordinate.Work | None


def candidates(actor: Actor) -> list[Candidate]:
    """Documents that can be taken in, in the library's order."""
    listed = know.directing_documents(actor)
    works = coordinate.works_by_source(actor, [document.uuid for document, _ in listed])
    return [
        Candidate(
            document.uuid, document.symbol, document.title, document.language, document.dated, count,
            works.get(document.uuid),
        )
        for document, count in listed
    ]  # fmt: skip


def documents_with_passages(actor: Actor) -> list[tuple[UUID, str]]:
    """Every document of which a paragraph can be taken in, with its symbol or title."""
    return [(document.uuid, document.symbol or document.title) for document in know.documents_visible_to(actor)]


def take_in_document(
    actor: Actor, *, document: UUID, work: coordinate.Work | None = None, named: Iterable[str] = ()
) -> coordinate.TakenIn:
    """Take a document in, or again. ``named`` are keys of further paragraphs (``46``). LookupError when there is no
    such document for the actor, InputError for a key it does not have or when nothing can be taken in."""
    may(actor, "coordinate.work.write").demand()
    read = know.directing_document(actor, document)
    if read is None:
        raise LookupError(document)
    keys = frozenset(named)
    unknown = keys - {paragraph.key for paragraph in read.paragraphs}
    if unknown:
        raise InputError("passages.no_paragraph", "The document has no such paragraph.", where="paragraph")
    offered = _offered(read, keys | coordinate.keys_held(document))
    if not any(paragraph.wanted for paragraph in offered.paragraphs):
        raise InputError(
            "passages.nothing", "No directive of this document was accepted yet.",
            advice="Review its findings first, or name a paragraph.", where="document",
        )  # fmt: skip
    with audit.act(
        actor, "passages.know_to_coordinate.crossed", object_kind="document", object_uuid=document
    ) as act:  # fmt: skip
        done = coordinate.take_in(actor, offered=offered, work=work)
        act.note(edition=read.edition, paragraphs=sum(each.wanted for each in offered.paragraphs))
    return done


def _offered(read: know.DirectingDocument, named: frozenset[str]) -> coordinate.OfferedText:
    resolution = read.kind in _RESOLUTIONS
    kind = coordinate.WorkKind.RESOLUTION if resolution else coordinate.WorkKind.REPORT
    openings = frozenset() if resolution else _openings(read.paragraphs)
    return coordinate.OfferedText(
        source=read.uuid, edition=read.edition, kind=kind,
        stage=_RESOLUTIONS.get(read.kind, coordinate.Stage.ISSUED), symbol=read.symbol, title=read.title,
        language=read.language, dated=read.dated, session=read.session,
        paragraphs=tuple(_paragraph(each, resolution, openings, named) for each in read.paragraphs),
    )  # fmt: skip


def _openings(paragraphs: Iterable[know.DirectingParagraph]) -> frozenset[str]:
    """Keys of paragraphs that introduce items with directives: ``97`` before ``97(a)``."""
    return frozenset(each.key.rpartition("(")[0] for each in paragraphs if each.style == "item" and each.directives)


def _paragraph(
    each: know.DirectingParagraph, resolution: bool, openings: frozenset[str], named: frozenset[str]
) -> coordinate.OfferedParagraph:
    if resolution and each.style in _OF_RESOLUTIONS:
        kind = _OF_RESOLUTIONS[each.style]
    elif each.key in openings:
        kind = coordinate.ParagraphKind.OPENING
    elif each.directives:
        kind = coordinate.ParagraphKind.RECOMMENDATION
    else:
        kind = coordinate.ParagraphKind.PASSAGE
    wanted = kind is not coordinate.ParagraphKind.PASSAGE or each.key in named
    return coordinate.OfferedParagraph(each.key, kind, each.position, each.text, wanted, _directives(each))


def _directives(each: know.DirectingParagraph) -> tuple[coordinate.OfferedDirective, ...]:
    return tuple(
        coordinate.OfferedDirective(
            said.finding, said.verb, said.printed, said.addressees, said.start, said.end
        )
        for said in each.directives
    )  # fmt: skip
