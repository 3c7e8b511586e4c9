"""What reviewed documents offer to the registers, and taking it in. The passage carries it across; this page asks."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from palermo.ground.access.api import gated
from palermo.ground.registers.api import RegisterRecord
from palermo.passages import know_to_registers as passage
from palermo.site.registers.requests import PageRequest
from palermo.site.registers.wording import label_of, title_of, words_of
from palermo_engines.registers.checking import check_record
from palermo_engines.registers.model import Role

_WRITE = "ground.register.write"
Twins = dict[tuple[str, str], RegisterRecord]


@gated(_WRITE)
@require_safe
def documents(request: PageRequest) -> HttpResponse:
    """Documents in which facts were agreed."""
    listed = [
        {"title": document.title, "symbol": document.symbol, "language": document.language,
         "address": reverse("register-from-document", args=[document.uuid])}
        for document in passage.documents(request.actor)
    ]  # fmt: skip
    return render(request, "site/registers/from_documents.html", {"documents": listed})


@gated(_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: PageRequest, uuid: UUID) -> HttpResponse:
    """What one document offers, register by register; a POST makes drafts of what was chosen."""
    try:
        offered = passage.offers(request.actor, uuid)
        if request.method == "POST":
            done = passage.take_in(request.actor, uuid, keys=request.POST.getlist("offer"))
            return _told(request, uuid, done)
    except LookupError:
        raise Http404 from None
    read, twins = _read_and_twins(request, uuid)
    groups = [
        {"id": register, "title": title_of(listed[0].declaration), "offers": [_shown(offer, twins) for offer in listed]}
        for register, listed in ((key, list(group)) for key, group in groupby(offered, lambda o: o.declaration.id))
    ]
    return render(request, "site/registers/from_document.html", {"groups": groups, "uuid": uuid, "read": read})


def _read_and_twins(request: PageRequest, uuid: UUID) -> tuple[Any, Twins]:
    """The document, and what became a record from the same paragraph in another language, by register and paragraph:
    one fact that is told in six languages is one record."""
    listed = passage.documents(request.actor)
    read = next((document for document in listed if document.uuid == uuid), None)
    others = [each for each in listed if read is not None and read.symbol and each.symbol == read.symbol]
    found: Twins = {}
    for other in others:
        for offer in passage.offers(request.actor, other.uuid) if other.uuid != uuid else ():
            if offer.record is not None:
                found.setdefault((offer.declaration.id, offer.locator), offer.record)
    return read, found


def _told(request: PageRequest, uuid: UUID, done: passage.TakenIn) -> HttpResponse:
    words = ngettext("%(number)d draft was made.", "%(number)d drafts were made.", len(done.made))
    messages.success(request, words % {"number": len(done.made)})
    for offer, why in done.refused[:10]:
        messages.error(request, _("%(register)s, paragraph %(place)s: %(why)s") % {
            "register": offer.declaration.id, "place": offer.locator, "why": why
        })  # fmt: skip
    return redirect("register-from-document", uuid)


def _shown(offer: passage.Offer, twins: Twins) -> dict[str, Any]:
    """The offer in words: what would stand in each field, and the record that stands for it already."""
    values = check_record(offer.declaration, offer.values, today=timezone.localdate()).values
    lines = [
        (label_of(field), words_of(field, values[field.id]))
        for field in offer.declaration.fields
        if values.get(field.id) is not None and field.role not in (Role.TITLE, Role.CITATION)
    ]
    twin = twins.get((offer.declaration.id, offer.locator)) if offer.record is None else None
    record = offer.record or twin
    return {
        "key": f"{offer.declaration.id}:{offer.key}", "place": offer.locator, "snippet": offer.snippet, "lines": lines,
        "record": record.code if record else "", "twin": twin is not None,
        "address": reverse("register-record", args=[offer.declaration.id, record.uuid]) if record else "",
    }  # fmt: skip
