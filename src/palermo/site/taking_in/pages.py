"""Which documents can be taken in, and doing it. The passage carries them across; this page only asks."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palermo.coordinate import api as coordinate
from palermo.ground.access.api import ActorRequest, gated
from palermo.passages import know_to_coordinate as passage
from palermo_engines.kit.errors import InputError


@gated("coordinate.work.write")
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: ActorRequest) -> HttpResponse:
    """The list of documents; a POST takes one in, whole or one paragraph of it. ``for`` is the paragraph or directive
    that a link is wanted for: the way back leads there."""
    if request.method != "POST":
        return _page(request)
    keys = [key.strip() for key in request.POST.get("paragraphs", "").replace("\0", "").split(",") if key.strip()]
    try:
        done = passage.take_in_document(
            request.actor, document=_uuid(request.POST.get("document", "")), work=_work(request), named=keys
        )
    except LookupError:
        raise Http404 from None
    except InputError as problem:
        return _page(request, coordinate.told(problem), status=422)
    _tell(request, done)
    return redirect(_way_back(request, done, keys))


def _tell(request: ActorRequest, done: coordinate.TakenIn) -> None:
    counts = {
        "new": done.new_paragraphs, "kept": done.kept_paragraphs, "lost": done.lost_paragraphs,
        "directives": done.new_directives,
    }  # fmt: skip
    messages.success(request, _(
        "Paragraphs: %(new)d new, %(kept)d kept, %(lost)d lost. New directives: %(directives)d."
    ) % counts)  # fmt: skip
    if done.elsewhere:
        messages.info(request, _("Its directives stand with the text in another language, which was here first."))


def _page(request: ActorRequest, problem: str = "", status: int = 200) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    context = {
        "candidates": passage.candidates(request.actor),
        "documents": passage.documents_with_passages(request.actor),
        "works": coordinate.works_visible_to(request.actor)[:500],
        "chosen": sent.get("document", ""),
        "paragraphs": sent.get("paragraphs", ""),
        "wanted_for": sent.get("for", ""),
        "problem": problem,
    }
    return render(request, "site/taking_in/take_in.html", context, status=status)


def _way_back(request: ActorRequest, done: coordinate.TakenIn, keys: Iterable[str]) -> str:
    """The page of what the paragraph was wanted for, with the paragraph chosen; else the work's page."""
    wanted = request.POST.get("for", "")
    first = coordinate.paragraphs_visible_to(request.actor).filter(text=done.text, key__in=list(keys)).first()
    if wanted and first is not None:
        uuid = _uuid(wanted)
        directive = coordinate.directives_visible_to(request.actor).filter(uuid=uuid).exists()
        return f"{reverse('directive' if directive else 'chain', args=[uuid])}?paragraph={first.uuid}"
    return reverse("resolution", args=[done.work.uuid])


def _work(request: ActorRequest) -> coordinate.Work | None:
    """The work the text belongs to, where somebody chose one."""
    text = request.POST.get("work", "")
    if not text:
        return None
    found = coordinate.work_visible_to(request.actor, _uuid(text))
    if found is None:
        raise Http404
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
