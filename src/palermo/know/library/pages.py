"""The library's pages: the list, the reader, downloads, the feed, publishing."""

from __future__ import annotations

from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from palermo.commons import originals
from palermo.commons.pages import page_number
from palermo.commons.wording.places import alphabetical
from palermo.ground.access.api import VISITOR, Actor, gated, may, open_to_all
from palermo.know.library.lines import lines_of
from palermo.know.library.queries import (
    Document,
    Wanted,
    choices_for,
    document_visible_to,
    documents_visible_to,
    documents_wanted,
    edition_of,
    editions_of,
    paragraph_counts,
)  # fmt: skip
from palermo.know.library.reader import reader_page
from palermo.know.library.words import DocumentState
from palermo.know.requests import PageRequest
from palermo.know.review.publishing import publish, unpublish
from palermo.know.review.queries import lost_in, mentioned_countries, progress_of

DOCUMENTS_A_PAGE = 25
_FILTERS = ("language", "kind", "year", "state", "country")


@open_to_all("visitors read published documents; the query shows them no others")
@require_safe
def library(request: PageRequest) -> HttpResponse:
    """The list of documents, filtered and paged."""
    wanted = Wanted(**{name: request.GET.get(name, "")[:40] for name in _FILTERS})
    page = Paginator(documents_wanted(request.actor, wanted), DOCUMENTS_A_PAGE).get_page(page_number(request.GET))
    documents = list(page.object_list)
    counts, progress = paragraph_counts(documents), progress_of(documents)
    context = {
        "page": page,
        "rows": [(document, counts.get(document.pk, 0), progress[document.pk]) for document in documents],
        "wanted": wanted,
        "choices": choices_for(request.actor),
        "countries": alphabetical(mentioned_countries(request.actor)),
        "states": [state.value for state in DocumentState],
        "staff": bool(may(request.actor, "know.document.read_unpublished")),
        "may_ingest": _has(request.actor, "know.document.ingest"),
    }
    return render(request, "know/library/_list.html" if request.htmx else "know/library/list.html", context)


@open_to_all("visitors read published documents; the query shows them no others")
@require_safe
def document(request: PageRequest, uuid: UUID) -> HttpResponse:
    """The reader: a document in its own language, with the facts found in it."""
    found = _document(request.actor, uuid)
    staff = bool(may(request.actor, "know.finding.read"))
    context = {
        "document": found,
        "reader": reader_page(request.actor, found),
        "edition": edition_of(found),
        "editions": editions_of(found) if staff else [],
        "progress": progress_of([found])[found.pk] if staff else None,
        "lost": lost_in(found) if staff else [],
        "may_publish": _has(request.actor, "know.document.publish"),
        "staff": staff,
    }
    return render(request, "know/library/document.html", context)


@open_to_all("visitors download published documents; the query shows them no others")
@require_safe
def original(request: PageRequest, uuid: UUID, number: int) -> HttpResponse:
    """The file as it came, always as a download: an uploaded page must never run as one of ours. Superseded editions
    are for staff."""
    found = _document(request.actor, uuid)
    edition = edition_of(found, number)
    superseded = number != found.edition
    if edition is None or (superseded and not may(request.actor, "know.document.read_unpublished")):
        raise Http404
    response = HttpResponse(originals.fetch(edition.digest), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(edition.filename, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@open_to_all("visitors download published documents; the query shows them no others")
@require_safe
def facts(request: PageRequest, uuid: UUID) -> StreamingHttpResponse:
    """The document and its facts as JSON Lines."""
    found = _document(request.actor, uuid)
    response = StreamingHttpResponse(lines_of(request.actor, found), content_type="application/x-ndjson; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.uuid}.jsonl"'
    return response


@open_to_all("published documents only")
@require_safe
def feed(request: PageRequest) -> HttpResponse:
    """Atom: the documents published last. The same for everybody, whoever asks."""
    atom = Atom1Feed(
        title=_("Palermo: documents published"), link=request.build_absolute_uri(reverse("library")),
        description="", feed_url=request.build_absolute_uri(),
    )  # fmt: skip
    for found in documents_visible_to(VISITOR).order_by("-published_at")[:DOCUMENTS_A_PAGE]:
        address = request.build_absolute_uri(reverse("source-document", args=[found.uuid]))
        atom.add_item(
            title=found.title, link=address, description=found.symbol, unique_id=found.uuid.urn,
            updateddate=found.published_at, pubdate=found.published_at,
        )  # fmt: skip
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@gated("know.document.publish")
@require_POST
def publish_document(request: PageRequest, uuid: UUID) -> HttpResponse:
    """Publish the document with everything agreed so far."""
    count = publish(request.actor, document=_document(request.actor, uuid))
    text = ngettext("Published, with %(count)d fact.", "Published, with %(count)d facts.", count)
    messages.success(request, text % {"count": count})
    return redirect("source-document", uuid=uuid)


@gated("know.document.publish")
@require_POST
def unpublish_document(request: PageRequest, uuid: UUID) -> HttpResponse:
    """Take the document back."""
    unpublish(request.actor, document=_document(request.actor, uuid))
    messages.success(request, _("Taken back: nobody outside sees it any more."))
    return redirect("source-document", uuid=uuid)


def _document(actor: Actor, uuid: UUID) -> Document:
    found = document_visible_to(actor, uuid)
    if found is None:
        raise Http404
    return found


def _has(actor: Actor, permission: str) -> bool:
    """Whether a seat gives the permission: the button shows, and leads to the second factor if that is missing."""
    return permission in actor.permissions
