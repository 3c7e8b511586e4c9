"""Works for tests: documents made by hand, reviewed, and taken in through the passage."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from palermo.coordinate import api as coordinate
from palermo.ground.access.api import Actor, console
from palermo.ground.audit.actor import Actor as AnyActor
from palermo.know import api as know
from palermo.know.ingest.actions import store
from palermo.know.ingest.reading import Reading
from palermo.know.library.models import Document
from palermo.know.review.actions import accept_all
from palermo.passages.know_to_coordinate import take_in_document
from palermo_engines.documents.model import Document as ReadDocument
from palermo_engines.documents.model import Metadata, Paragraph, ParagraphKind
from palermo_engines.extraction.facts import Directive, Place

READ = "coordinate.work.read_unpublished"
WRITE = "coordinate.work.write"
PUBLISH = "coordinate.work.publish"
LIBRARY = frozenset({"know.document.read_unpublished", "know.finding.read"})
READER = AnyActor("reader", "system", LIBRARY | {READ})
REGISTRAR = AnyActor("registrar", "system", LIBRARY | {READ, WRITE})
OTHER_REGISTRAR = AnyActor("registrar-2", "system", LIBRARY | {READ, WRITE})
COORDINATOR = AnyActor("coordinator", "system", LIBRARY | {READ, WRITE, PUBLISH})

PREAMBLE = "Recalling the fourth conference of Meridia,"
ASKS = "Requests the Secretariat to report in 2032, and invites Aldoria to help;"
URGES = "Urges all Member States to train their border guards;"
Said = tuple[str, str, tuple[str, ...]]  # as printed, code, addressees
DIRECTIVES: dict[str, Sequence[Said]] = {
    "OP1": (("Requests", "requests", ("secretariat",)), ("invites", "invites", ("XAA",))),
    "OP2": (("Urges", "urges", ("member_states",)),),
}
RESOLUTION = {"PP1": PREAMBLE, "OP1": ASKS, "OP2": URGES}
_KINDS = {"PP": ParagraphKind.PREAMBULAR, "OP": ParagraphKind.OPERATIVE}


def ingest(
    paragraphs: Mapping[str, str], directives: Mapping[str, Sequence[Said]], *, on_likeness: str = "separate",
    accepted: bool = True, published: bool = True, **about: Any,
) -> Document:  # fmt: skip
    """A document of the library with these directives, accepted and published unless told otherwise."""
    metadata = Metadata(
        **{"language": "en", "title": "A resolution", "kind": "resolution", "date": "2031-03-14", **about}
    )
    blocks = tuple(Paragraph(key, _kind(key), text) for key, text in paragraphs.items())
    facts = tuple(
        Directive(_place(key, paragraphs[key], printed), printed, code, addressees, paragraphs[key])
        for key, said in directives.items()
        for printed, code, addressees in said
    )
    content = repr((paragraphs, metadata)).encode()
    read = ReadDocument("text.txt", hashlib.sha256(content).hexdigest(), metadata, blocks)
    document = store(
        console(),
        name="text.txt",
        content=content,
        reading=Reading(read, facts),
        on_likeness=on_likeness,  # type: ignore[arg-type]
    ).document
    if accepted:
        accept_all(console(), document=document, findings=list(document.findings.filter(kind="directive")))
    if published:
        know.publish(console(), document=document)
    return document


def _kind(key: str) -> ParagraphKind:
    return _KINDS.get(key[:2], ParagraphKind.ITEM if "(" in key else ParagraphKind.NUMBERED)


def _place(key: str, text: str, printed: str) -> Place:
    start = text.index(printed)
    return Place(key, None, start, len(text))


def take_in(document: Document, *named: str, actor: Actor | None = None) -> coordinate.TakenIn:
    """The document as a work."""
    return take_in_document(actor or console(), document=document.uuid, named=named)


def resolution(published: bool = True, **about: Any) -> coordinate.Work:
    """A resolution of Meridia with three directives, public unless told otherwise."""
    done = take_in(ingest(RESOLUTION, DIRECTIVES, **about))
    if published:
        coordinate.publish_work(console(), work=done.work)
        done.work.refresh_from_db()
    return done.work


def report(key: str = "46", text: str = "The Secretariat reported in May 2032.", **about: Any) -> coordinate.Paragraph:
    """A paragraph of a later report, taken in and public."""
    given = {"kind": "report", "title": "A report", "date": "2032-06", **about}
    done = take_in(ingest({key: text}, {}, **given), key)
    coordinate.publish_work(console(), work=done.work)
    return paragraph(done.work, key)


def paragraph(work: coordinate.Work, key: str) -> coordinate.Paragraph:
    """The paragraph with this number, in the first text that has it."""
    found = coordinate.paragraphs_visible_to(console()).filter(text__work=work, key=key, gone=False)
    return found.order_by("text").first()  # type: ignore[return-value]


def directive(work: coordinate.Work, key: str = "OP1", verb: str = "requests") -> coordinate.Directive:
    """The directive with this verb."""
    return coordinate.directives_visible_to(console()).get(paragraph__text__work=work, paragraph__key=key, verb=verb)


def confirm(proposal: Any, actor: Actor | None = None) -> Any:
    """Confirmed by one who may."""
    return coordinate.decide(actor or console(), proposal=proposal, move="confirm", revision=proposal.revision)


def link(earlier: coordinate.Paragraph, later: coordinate.Paragraph, confirmed: bool = True) -> Any:
    """``later`` takes up ``earlier``."""
    made = coordinate.propose_taking_up(
        console(), earlier=coordinate.End(earlier), later=coordinate.End(later), reason="it says so"
    )
    return confirm(made) if confirmed else made
