"""Where a country is named: for its page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Value, When

from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import Actor
from palermo.know.library.models import Block, Footnote
from palermo.know.library.queries import documents_visible_to
from palermo.know.library.words import BlockKind, locator_of
from palermo.know.review.models import Finding
from palermo.know.review.words import FindingKind, FindingState

_AROUND = 160


@dataclass(frozen=True, slots=True)
class NamingPassage:
    """A paragraph or footnote that names the country: ``before``, ``name`` as printed, ``after``, cut to an excerpt.
    ``anchor`` is its place on the page of ``document`` (URL name ``source-document``), ``locator`` the key to cite."""

    document: UUID
    title: str
    symbol: str
    language: str
    dated: str
    anchor: str
    locator: str
    before: str
    name: str
    after: str


def passages_naming(actor: Actor, code: str, limit: int) -> list[NamingPassage]:
    """One entry a passage, of the newest documents first, in reading order; at most ``limit``. Of the language
    versions of one document, which share its symbol, the reader's own."""
    visible = documents_visible_to(actor).order_by()
    mentions = (
        Finding.objects.filter(kind=FindingKind.MENTION.value, code=code, gone_in=None, document__in=visible.only("pk"))
        .exclude(state__in=(FindingState.REJECTED.value, FindingState.WITHDRAWN.value))
        .select_related("document__source")
        .order_by("-document__source__dated", _own_language_first(), "document", "position")
    )
    first: dict[tuple[int | str, str], Finding] = {}
    for mention in mentions.iterator(chunk_size=200):
        first.setdefault((mention.document.symbol or mention.document_id, mention.passage), mention)
        if len(first) == limit:
            break
    texts = _texts([(mention.document_id, mention.passage) for mention in first.values()])
    return [_entry(mention, texts.get((mention.document_id, mention.passage), "")) for mention in first.values()]


def _own_language_first() -> Case:
    return Case(When(document__source__language=active_language(), then=Value(0)), default=Value(1))


def _texts(places: list[tuple[int, str]]) -> dict[tuple[int, str], str]:
    documents = {document for document, _ in places}
    keys = {anchor.partition("-")[2] for _, anchor in places}
    blocks = Block.objects.filter(document__in=documents, kind=BlockKind.PARAGRAPH.value, key__in=keys)
    notes = Footnote.objects.filter(document__in=documents, key__in=keys)
    rows: list[Block | Footnote] = [*blocks, *notes]
    return {(row.document_id, row.anchor): row.text for row in rows}


def _entry(mention: Finding, text: str) -> NamingPassage:
    document = mention.document
    start, end = min(mention.start, len(text)), min(mention.end, len(text))
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return NamingPassage(
        document.uuid, document.title, document.symbol, document.language, document.dated,
        mention.passage, locator_of(mention.passage),
        f"…{before}" if start > _AROUND else before,
        text[start:end] or mention.snippet,
        f"{after}…" if len(text) > end + _AROUND else after,
    )  # fmt: skip
