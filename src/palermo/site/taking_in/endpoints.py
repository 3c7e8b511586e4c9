"""Taking in by programs."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from ninja import Router, Schema
from pydantic import Field

from palermo.coordinate import api as coordinate
from palermo.ground.access.api import ActorRequest, gated
from palermo.passages import know_to_coordinate as passage

router = Router(tags=["coordinate"])


class TakeInIn(Schema):
    """``paragraphs`` are the numbers of further paragraphs; ``work`` the one the text belongs to, when known."""

    document: UUID
    paragraphs: list[str] = Field(default_factory=list, max_length=200)
    work: UUID | None = None


class TakenInOut(Schema):
    """What was done."""

    work: UUID
    new_paragraphs: int
    kept_paragraphs: int
    lost_paragraphs: int
    new_directives: int
    kept_directives: int
    lost_directives: int


@router.post("/take-in", response=TakenInOut)
@gated("coordinate.work.write")
def take_in_document(request: ActorRequest, said: TakeInIn) -> TakenInOut:
    """Take a document of the library in, or again."""
    work = coordinate.work_visible_to(request.actor, said.work) if said.work else None
    if said.work and work is None:
        raise Http404
    try:
        done = passage.take_in_document(request.actor, document=said.document, work=work, named=said.paragraphs)
    except LookupError:
        raise Http404 from None
    return TakenInOut(
        work=done.work.uuid, new_paragraphs=done.new_paragraphs, kept_paragraphs=done.kept_paragraphs,
        lost_paragraphs=done.lost_paragraphs, new_directives=done.new_directives,
        kept_directives=done.kept_directives, lost_directives=done.lost_directives,
    )  # fmt: skip
