"""The shapes of this wing's API. Dates are ISO 8601, as precise as known."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field


class WorkOut(Schema):
    """A resolution, decision, report or declaration. ``body`` is a code; ``address`` its page."""

    uuid: UUID
    symbol: str
    title: str
    language: str
    kind: str
    body: str
    session: str
    planned: str
    dated: str
    published: bool
    revision: int
    address: str


class WorksOut(Schema):
    """One page of the list."""

    count: int
    page: int
    pages: int
    items: list[WorkOut]


class CitationOut(Schema):
    """Where words stand: the source's identifier, the place in it, and the address that opens both."""

    source: UUID
    locator: str
    address: str


class StatusOut(Schema):
    """What came of a directive for one addressee; ``unknown`` without a day when nobody said anything."""

    addressee: str
    implicit: bool
    status: str
    as_of: date | None
    evidence: CitationOut | None


class DirectiveOut(Schema):
    """One verb of a paragraph. ``verb`` is a code, ``printed`` as it stands; ``statuses`` are those of the day."""

    uuid: UUID
    verb: str
    printed: str
    words: str
    action: str
    theme: str
    statuses: list[StatusOut]
    revision: int


class WorkParagraphOut(Schema):
    """A paragraph of a work's text with what it directs."""

    uuid: UUID
    stage: str
    language: str
    kind: str
    key: str
    words: str
    citation: CitationOut
    directives: list[DirectiveOut]


class ChainPlaceOut(Schema):
    """A paragraph of a chain; ``takes_up`` are the paragraphs it takes up."""

    paragraph: UUID
    work: UUID
    symbol: str
    title: str
    key: str
    step: int
    takes_up: list[UUID]
    citation: CitationOut


class ObligationOut(Schema):
    """``author`` owes the report ``title`` to ``body``. ``standing``: overdue, due, issued, undated."""

    uuid: UUID
    title: str
    author: str
    body: str
    session: str
    planned: str
    issued: str
    issued_symbol: str
    standing: str
    days_late: int | None
    mandate: CitationOut | None
    mandate_words: str
    revision: int
    address: str


class WorkIn(Schema):
    """A work without a text. ``kind``: resolution, decision, report, declaration."""

    title: str = Field(max_length=600)
    kind: str = Field(max_length=12)
    symbol: str = Field(default="", max_length=80)
    language: str = Field(default="", max_length=2)
    body: str = Field(default="", max_length=40)
    session: str = Field(default="", max_length=120)
    planned: str = Field(default="", max_length=10)
    dated: str = Field(default="", max_length=10)


class StatusIn(Schema):
    """What came of a directive. ``addressee`` is empty where none is named. Evidence: a paragraph or a figure."""

    addressee: str = Field(default="", max_length=40)
    status: str = Field(max_length=11)
    as_of: date
    paragraph: UUID | None = None
    figure: UUID | None = None
    reason: str = Field(default="", max_length=1000)


class TakenUpIn(Schema):
    """``later`` takes up ``earlier``, both paragraphs; a directive narrows an end to one verb."""

    earlier: UUID
    later: UUID
    earlier_directive: UUID | None = None
    later_directive: UUID | None = None
    reason: str = Field(max_length=1000)


class RenewalIn(Schema):
    """``successor`` continues ``predecessor``, as the paragraph ``evidence`` says."""

    predecessor: UUID
    successor: UUID
    evidence: UUID | None = None
    reason: str = Field(default="", max_length=1000)


class ProposalOut(Schema):
    """What was proposed or decided. ``revision`` is needed to decide."""

    uuid: UUID
    kind: str
    state: str
    revision: int


class MoveIn(Schema):
    """A decision on a proposal."""

    move: Literal["confirm", "refuse", "withdraw"]
    revision: int = Field(ge=0)


class ObligationIn(Schema):
    """An obligation. ``mandate`` is a directive, ``report`` a work, ``evidence`` a paragraph."""

    title: str = Field(max_length=400)
    author: str = Field(max_length=40)
    body: str = Field(max_length=40)
    session: str = Field(default="", max_length=120)
    mandate: UUID | None = None
    mandate_words: str = Field(default="", max_length=200)
    planned: str = Field(default="", max_length=10)
    issued: str = Field(default="", max_length=10)
    issued_symbol: str = Field(default="", max_length=80)
    report: UUID | None = None
    evidence: UUID | None = None


class WorkPublishedOut(Schema):
    """How many directives are public now."""

    work: UUID
    directives: int
