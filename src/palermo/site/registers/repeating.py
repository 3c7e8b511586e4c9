"""A form for a new record that is sent twice, by going back or by a second click: it makes no second record unseen."""

from __future__ import annotations

import secrets
from uuid import UUID

from palermo.ground.registers.api import RegisterRecord, record_visible_to
from palermo.site.registers.requests import PageRequest
from palermo_engines.registers.model import Declaration

_MADE = "registers_made"
_REMEMBERED = 50
_LONGEST_KEY = 40


def form_key(request: PageRequest) -> str:
    """What tells one opened form from another. One that is shown again keeps its key until a record came of it."""
    key = _key(request)
    return secrets.token_urlsafe(12) if not key or key in request.session.get(_MADE, {}) else key


def made_from(request: PageRequest, declaration: Declaration) -> RegisterRecord | None:
    """The record that this browser made from the same form before."""
    uuid = request.session.get(_MADE, {}).get(_key(request), "")
    return record_visible_to(request.actor, declaration, UUID(uuid)) if uuid else None


def remember_made(request: PageRequest, record: RegisterRecord) -> None:
    """Keep in the session which record came of the form, of the latest 50."""
    if key := _key(request):
        made = {**request.session.get(_MADE, {}), key: str(record.uuid)}
        request.session[_MADE] = dict([*made.items()][-_REMEMBERED:])


def _key(request: PageRequest) -> str:
    return request.POST.get("form", "")[:_LONGEST_KEY]
