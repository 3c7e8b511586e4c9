"""The operations of this wing in the API. Reading what is published needs no token."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from ninja import File, Form, Query, Router, UploadedFile

from palermo.ground.access.api import ActorRequest, gated, open_to_all
from palermo.know.ingest.actions import ingest
from palermo.know.library.queries import (
    Document,
    Wanted,
    blocks_of,
    document_visible_to,
    documents_wanted,
    footnotes_of,
)
from palermo.know.review.actions import Decision, decide
from palermo.know.review.corrections import read_correction
from palermo.know.review.publishing import publish
from palermo.know.review.queries import Finding, finding_visible_to, findings_visible_to
from palermo.know.schemas import (
    AnswerOut,
    DecisionIn,
    DocumentOut,
    DocumentsOut,
    FacetOut,
    FindingOut,
    HitOut,
    IngestedOut,
    ParagraphOut,
    PublishedOut,
)  # fmt: skip
from palermo.know.search.queries import Filters, Hit, search
from palermo_engines.documents.limits import check_size

router = Router(tags=["know"])
ITEMS_A_PAGE = 50
MAX_PAGE = 100_000
_PUBLISHED = "strangers see published documents only, in the query itself"

PageNumber = Annotated[int, Query(ge=1, le=MAX_PAGE)]
Word = Annotated[str, Query(max_length=60)]


@router.get("/documents", response=DocumentsOut)
@open_to_all(_PUBLISHED)
def list_documents(
    request: ActorRequest,
    language: Word = "",
    kind: Word = "",
    year: Word = "",
    country: Word = "",
    page: PageNumber = 1,
) -> DocumentsOut:
    """Documents, newest first. ``country`` is a code; ``year`` that of the document."""
    wanted = Wanted(language=language, kind=kind, year=year if year.isdecimal() else "", country=country)
    pages = Paginator(documents_wanted(request.actor, wanted), ITEMS_A_PAGE)
    shown = pages.get_page(page)
    items = [_document_out(found) for found in shown.object_list]
    return DocumentsOut(count=pages.count, page=shown.number, pages=pages.num_pages, items=items)


@router.get("/documents/{uuid}", response=DocumentOut)
@open_to_all(_PUBLISHED)
def get_document(request: ActorRequest, uuid: UUID) -> DocumentOut:
    """One document."""
    return _document_out(_document(request, uuid))


@router.get("/documents/{uuid}/paragraphs", response=list[ParagraphOut])
@open_to_all(_PUBLISHED)
def list_paragraphs(request: ActorRequest, uuid: UUID) -> list[ParagraphOut]:
    """Headings, paragraphs, tables and footnotes, in order."""
    document = _document(request, uuid)
    blocks = [
        ParagraphOut(type=block.kind, key=block.key, kind=block.style, text=block.text, anchor=block.anchor)
        for block in blocks_of(document)
    ]
    return blocks + [
        ParagraphOut(type="footnote", key=note.key, text=note.text, anchor=note.anchor)
        for note in footnotes_of(document)
    ]


@router.get("/documents/{uuid}/findings", response=list[FindingOut])
@open_to_all("strangers see published findings of published documents only, in the query itself")
def list_findings(request: ActorRequest, uuid: UUID, type: Word = "") -> list[FindingOut]:  # noqa: A002 - its name outside
    """Facts found in the document. With a token that may read findings, those to review too."""
    found = findings_visible_to(request.actor, _document(request, uuid)).order_by("position")
    return [_finding_out(finding) for finding in (found.filter(kind=type) if type else found)]


@router.get("/search", response=AnswerOut)
@open_to_all(_PUBLISHED)
def search_passages(
    request: ActorRequest, q: Annotated[str, Query(max_length=500)], country: Word = "", year: Word = "",
    language: Word = "", kind: Word = "", part: Word = "", document: Word = "", page: PageNumber = 1,
) -> AnswerOut:  # fmt: skip
    """Passages that match: words are AND, ``OR``, ``"literal"``, ``-not``, ``prefix*``."""
    filters = Filters(country, year, language, kind, part, document)
    answer = search(request.actor, q, filters, page=page)
    facets = {
        name: [FacetOut(value=facet.value, count=facet.count) for facet in found]
        for name, found in answer.facets.items()
    }
    return AnswerOut(
        count=answer.total, page=answer.page, pages=answer.pages, stage=answer.stage, also=list(answer.also),
        notices=list(answer.notices), facets=facets, items=[_hit_out(hit) for hit in answer.hits],
    )  # fmt: skip


@router.post("/documents", response=IngestedOut)
@gated("know.document.ingest")
def post_document(
    request: ActorRequest,
    file: Annotated[UploadedFile, File()],
    on_likeness: Annotated[Literal["ask", "edition", "separate"], Form()] = "ask",
) -> IngestedOut:
    """Read a file into the library. A file that looks like a corrected edition is refused with
    ``library.looks_like_edition`` until ``on_likeness`` says what it is."""
    check_size(file.size or 0, file.name or "")
    done = ingest(request.actor, name=file.name or "document", content=file.read(), on_likeness=on_likeness)
    return IngestedOut(
        document=done.document.uuid, edition=done.edition, paragraphs=done.paragraphs, findings=done.findings.new,
        reviews_kept=done.findings.kept, reviews_without_words=done.findings.gone, notices=list(done.notices),
    )  # fmt: skip


@router.post("/findings/{uuid}/review", response=FindingOut)
@gated("know.finding.review")
def review_finding(request: ActorRequest, uuid: UUID, decision: DecisionIn) -> FindingOut:
    """Decide about a finding. ``review.decided_meanwhile`` when ``revision`` is not the current one."""
    finding = finding_visible_to(request.actor, uuid)
    if finding is None:
        raise Http404
    fact = read_correction(finding, decision.fact) if decision.move == "correct" else None
    made = Decision(decision.move, decision.revision, decision.note, fact)
    return _finding_out(decide(request.actor, finding=finding, decision=made))


@router.post("/documents/{uuid}/publish", response=PublishedOut)
@gated("know.document.publish")
def publish_document(request: ActorRequest, uuid: UUID) -> PublishedOut:
    """Publish the document with everything agreed so far."""
    document = _document(request, uuid)
    return PublishedOut(document=document.uuid, facts=publish(request.actor, document=document))


def _document(request: ActorRequest, uuid: UUID) -> Document:
    found = document_visible_to(request.actor, uuid)
    if found is None:
        raise Http404
    return found


def _document_out(document: Document) -> DocumentOut:
    return DocumentOut(
        uuid=document.uuid, title=document.title, symbol=document.symbol, language=document.language,
        date=document.dated, kind=document.kind, state=document.state, edition=document.edition,
        address=reverse("source-document", args=[document.uuid]),
    )  # fmt: skip


def _finding_out(finding: Finding) -> FindingOut:
    return FindingOut(
        uuid=finding.uuid, type=finding.kind, anchor=finding.passage, state=finding.state, snippet=finding.snippet,
        fact=finding.fact, published=finding.published, revision=finding.revision,
    )  # fmt: skip


def _hit_out(hit: Hit) -> HitOut:
    return HitOut(
        document=hit.document, title=hit.title, symbol=hit.symbol, language=hit.language, date=hit.dated,
        part=hit.part, anchor=hit.anchor, text="".join(piece.text for piece in hit.snippet.pieces),
        matched=list(hit.snippet.matched),
    )  # fmt: skip
