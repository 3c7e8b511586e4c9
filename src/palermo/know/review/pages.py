"""The review queue: document by document, the words and the fact side by side, every decision one key or button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.commons.pages import page_number
from palermo.ground.access.api import gated
from palermo.know.library.queries import Document, document_visible_to
from palermo.know.problems import told
from palermo.know.requests import PageRequest
from palermo.know.review.actions import DecidedMeanwhile, Decision, accept_passage, decide
from palermo.know.review.cards import Card, cards_for
from palermo.know.review.forms import FORMS, CorrectionForm
from palermo.know.review.queries import (
    Finding,
    documents_to_review,
    finding_visible_to,
    lost_in,
    only,
    part_of_queue,
    progress_of,
)  # fmt: skip
from palermo.know.review.words import FindingKind
from palermo_engines.kit.errors import InputError

FINDINGS_A_PAGE = 15
_MOVES = frozenset({"accept", "reject", "undo", "withdraw"})


@gated("know.finding.read")
@require_safe
def review(request: PageRequest) -> HttpResponse:
    """Every document with its progress."""
    return render(request, "know/review/queue.html", {"rows": documents_to_review(request.actor)})


@dataclass(frozen=True, slots=True)
class Shown:
    """What part of a document's queue is shown; ``query`` is its spelling in the address."""

    show: str
    kind: str
    passage: str

    @property
    def query(self) -> str:
        return f"show={self.show}&kind={self.kind}" + (f"&passage={self.passage}" if self.passage else "")


@gated("know.finding.read")
@require_safe
def review_document(request: PageRequest, uuid: UUID) -> HttpResponse:
    """One document's queue. ``?finding=`` shows the passage of one finding."""
    document = _document(request, uuid)
    wanted = _finding(request, UUID(asked)) if _is_uuid(asked := request.GET.get("finding", "")) else None
    shown = _shown(request, wanted)
    page = _page(request, _chosen(document, shown, wanted))
    context = {
        "document": document,
        "page": page,
        "cards": cards_for(request.actor, document, list(page.object_list)),
        "progress": progress_of([document])[document.pk],
        "lost": lost_in(document),
        "shown": shown,
        "kinds": [kind.value for kind in FindingKind],
    }
    return render(request, "know/review/document.html", context)


@gated("know.finding.review")
@require_POST
def decide_finding(request: PageRequest, uuid: UUID, move: str) -> HttpResponse:
    """Accept, reject, undo or withdraw."""
    finding = _finding(request, uuid)
    if move not in _MOVES:
        raise Http404
    decision = Decision(move, _revision(request), request.POST.get("note", ""))
    try:
        finding = decide(request.actor, finding=finding, decision=decision)
    except DecidedMeanwhile as problem:
        return _answer(request, problem.finding, problem)
    except InputError as problem:
        return _answer(request, finding, problem)
    return _answer(request, finding)


@gated("know.finding.review")
@require_http_methods(["GET", "HEAD", "POST"])
def correct_finding(request: PageRequest, uuid: UUID) -> HttpResponse:
    """The form with all fields of the fact. Without script it is a page of its own."""
    finding = _finding(request, uuid)
    form_class = FORMS.get(finding.kind)
    if form_class is None:
        raise Http404
    if request.method != "POST":
        return _form(request, finding, form_class(initial={**finding.fact, "revision": finding.revision}))
    form = form_class(request.POST)
    if not form.is_valid():
        return _form(request, finding, form, status=422)
    decision = Decision("correct", form.cleaned_data["revision"], form.cleaned_data["note"], form.fact())
    try:
        return _answer(request, decide(request.actor, finding=finding, decision=decision))
    except DecidedMeanwhile as problem:
        form.add_error(None, _told(problem))
        form.data = _with_revision(request, problem.finding)
        return _form(request, problem.finding, form, status=409)
    except InputError as problem:
        form.add_error(problem.where if problem.where in form.fields else None, _told(problem))
        return _form(request, finding, form, status=422)


@gated("know.finding.review")
@require_POST
def accept_paragraph(request: PageRequest, uuid: UUID) -> HttpResponse:
    """Accept everything still open in one paragraph."""
    document = _document(request, uuid)
    count = accept_passage(request.actor, document=document, passage=request.POST.get("passage", "").replace("\0", ""))
    text = ngettext("%(count)d fact accepted.", "%(count)d facts accepted.", count)
    messages.success(request, text % {"count": count})
    return redirect(_back(request, document))


def _chosen(document: Document, shown: Shown, wanted: Finding | None) -> QuerySet[Finding]:
    if wanted is not None and wanted.gone_in is not None:
        return only(wanted)
    return part_of_queue(document, kind=shown.kind, passage=shown.passage, all_states=shown.show == "all")


def _shown(request: PageRequest, wanted: Finding | None) -> Shown:
    if wanted is not None:
        return Shown("all", wanted.kind if wanted.kind == FindingKind.MENTION else "", wanted.passage)
    kind = request.GET.get("kind", "")
    return Shown(
        "all" if request.GET.get("show") == "all" else "open",
        kind if kind in set(FindingKind) else "",
        request.GET.get("passage", "").replace("\0", "")[:64],
    )


def _page(request: PageRequest, found: QuerySet[Finding]) -> Page[Finding]:
    return Paginator(found, FINDINGS_A_PAGE).get_page(page_number(request.GET))


def _answer(request: PageRequest, finding: Finding, problem: InputError | None = None) -> HttpResponse:
    """The decided card for HTMX; a way back to the queue without it."""
    document = finding.document
    if not request.htmx:
        if problem is not None:
            messages.error(request, _told(problem))
        return redirect(_back(request, document) + f"#finding-{finding.uuid}")
    card = cards_for(request.actor, document, [finding])[0]
    context = _card_context(document, card) | {"problem": _told(problem) if problem else "", "swapped": True}
    return render(request, "know/review/_card.html", context)


def _card_context(document: Document, card: Card) -> dict[str, Any]:
    return {"document": document, "card": card, "progress": progress_of([document])[document.pk]}


def _form(request: PageRequest, finding: Finding, form: CorrectionForm, status: int = 200) -> HttpResponse:
    card = cards_for(request.actor, finding.document, [finding])[0]
    back = _back(request, finding.document)
    context = _card_context(finding.document, card) | {"form": form, "back": back, "kept": back.partition("?")[2]}
    template = "know/review/_form.html" if request.htmx else "know/review/correct.html"
    # HTMX swaps only what succeeds; without script the status tells programs that nothing was written.
    return render(request, template, context, status=200 if request.htmx else status)


def _back(request: PageRequest, document: Document) -> str:
    """The part of the queue the reviewer came from."""
    query = (request.POST.get("back") or request.GET.get("back") or "")[:300]
    address = reverse("review-document", args=[document.uuid])
    return f"{address}?{query}" if query and all(sign not in query for sign in "#\r\n") else address


def _with_revision(request: PageRequest, finding: Finding) -> QueryDict:
    """What was typed, but laid over the finding as it is now: sending it again decides knowingly."""
    typed = request.POST.copy()
    typed["revision"] = str(finding.revision)
    return typed


def _told(problem: InputError) -> str:
    return told(problem.code, problem.message, problem.advice)


def _revision(request: PageRequest) -> int:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def _document(request: PageRequest, uuid: UUID) -> Document:
    found = document_visible_to(request.actor, uuid)
    if found is None:
        raise Http404
    return found


def _finding(request: PageRequest, uuid: UUID) -> Finding:
    found = finding_visible_to(request.actor, uuid)
    if found is None:
        raise Http404
    return found


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
