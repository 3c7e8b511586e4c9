"""A form for a new record that is sent twice, by going back or by a second click: it makes no second record unseen."""

from __future__ import annotations

import secrets

from palermo.ground.registers.api import RegisterRecord, records_from
from palermo.site.registers.requests import PageRequest
from palermo_engines.registers.model import Declaration

_LONGEST_KEY = 40


def form_key(request: PageRequest, declaration: Declaration) -> str:
    """What tells one opened form from another. One that is shown again keeps its key until a record came of it."""
    used = not _key(request) or made_from(request, declaration) is not None
    return secrets.token_urlsafe(12) if used else _key(request)


def origin_of(request: PageRequest) -> str:
    """The origin of a record that comes of this form; empty when the form has no key. Of this person's form only:
    nobody else's key, guessed or copied, leads to their record."""
    return f"form:{request.actor.code}:{_key(request)}" if _key(request) else ""


def made_from(request: PageRequest, declaration: Declaration) -> RegisterRecord | None:
    """The record that came of this form before."""
    origin = origin_of(request)
    return records_from(request.actor, declaration, [origin]).get(origin) if origin else None


def _key(request: PageRequest) -> str:
    return request.POST.get("form", "")[:_LONGEST_KEY]
