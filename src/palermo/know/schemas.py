"""The shapes of this wing's API."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field


class DocumentOut(Schema):
    """A document. ``date`` is ISO 8601, as precise as printed; ``address`` is its page."""

    uuid: UUID
    title: str
    symbol: str
    language: str
    date: str
    kind: str
    state: str
    edition: int
    address: str


class DocumentsOut(Schema):
    """One page of the list."""

    count: int
    page: int
    pages: int
    items: list[DocumentOut]


class ParagraphOut(Schema):
    """``type``: heading, paragraph, table or footnote. ``key`` is what people cite."""

    type: str
    key: str
    kind: str = ""
    text: str
    anchor: str


class FindingOut(Schema):
    """A fact found in a document. ``fact`` has the fields of the line format. ``revision`` is needed to decide."""

    uuid: UUID
    type: str
    anchor: str
    state: str
    snippet: str
    fact: dict[str, Any]
    published: bool
    revision: int


class HitOut(Schema):
    """A passage found. ``text`` is an excerpt; ``matched`` are the words in it that made it match."""

    document: UUID
    title: str
    symbol: str
    language: str
    date: str
    part: str
    anchor: str
    text: str
    matched: list[str]


class FacetOut(Schema):
    """How many passages have the value."""

    value: str
    count: int


class AnswerOut(Schema):
    """``stage``: ``asked`` as asked, ``all_words`` or ``any_word`` when nothing was found as asked."""

    count: int
    page: int
    pages: int
    stage: str
    also: list[str]
    notices: list[str]
    facets: dict[str, list[FacetOut]]
    items: list[HitOut]


class IngestedOut(Schema):
    """What an ingest did."""

    document: UUID
    edition: int
    paragraphs: int
    findings: int
    reviews_kept: int
    reviews_without_words: int
    notices: list[str]


class DecisionIn(Schema):
    """``fact``: the fields to change, when ``move`` is ``correct``. ``note`` is the reason to reject or withdraw."""

    move: Literal["accept", "correct", "reject", "undo", "withdraw"]
    revision: int = Field(ge=0)
    note: str = Field(default="", max_length=400)
    fact: dict[str, Any] = Field(default_factory=dict)


class PublishedOut(Schema):
    """How many facts are public now."""

    document: UUID
    facts: int
