"""The page of a register as a source of figures: it is the register itself, or the record that a figure came from."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from palermo.ground.access.api import open_to_all
from palermo.ground.evidence.api import sources_visible_to
from palermo.ground.registers.api import record_visible_to
from palermo.measure.api import answers_address
from palermo.site.registers.requests import PageRequest, register_or_404


@open_to_all("leads to pages that show published things only")
@require_safe
def source(request: PageRequest, uuid: UUID) -> HttpResponse:
    """Where a figure's citation leads: ``?record=K08-000123`` names the record, or the question that was answered."""
    found = sources_visible_to(request.actor).filter(uuid=uuid, kind="register").first()
    if found is None:
        raise Http404
    asked = request.GET.get("record", "")[:60]
    answers = answers_address(request.actor, uuid, asked)
    if answers:
        return redirect(answers)
    declaration = register_or_404(request.actor, found.key)
    record = record_visible_to(request.actor, declaration, asked)
    if record is not None:
        return redirect("register-record", declaration.id, record.uuid)
    return redirect("register", declaration.id)
