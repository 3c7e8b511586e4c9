"""A page's request: who acts, and whether HTMX asks for a part of the page only; the register it is about."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, QueryDict
from django_htmx.middleware import HtmxDetails

from palermo.ground.access.api import Actor, ActorRequest
from palermo.ground.registers.api import RegisterRecord, declaration, may_see_register, record_visible_to
from palermo_engines.registers.model import Declaration


class PageRequest(ActorRequest):
    """Set up by the middlewares of actor and HTMX."""

    htmx: HtmxDetails


def posted(request: PageRequest) -> QueryDict:
    """What the form sent, without zero bytes: nobody types one, and PostgreSQL keeps no text with one."""
    plain = request.POST.copy()
    for name, said in request.POST.lists():
        plain.setlist(name, [each.replace("\x00", "") for each in said])
    return plain


def whole_number(text: str) -> int:
    """A whole number that a page's own form sends back; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


def register_or_404(actor: Actor, identifier: str) -> Declaration:
    """The register, when the actor may see that it exists."""
    found = declaration(identifier)
    if found is None or not may_see_register(actor, found):
        raise Http404
    return found


def record_or_404(actor: Actor, declared: Declaration, uuid: UUID) -> RegisterRecord:
    """The record, when the actor may read it."""
    found = record_visible_to(actor, declared, uuid)
    if found is None:
        raise Http404
    return found
