"""The audit trail: what was done, by whom, and whether the chain is whole."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo.commons.pages import page_number
from palermo.ground.access.api import ActorRequest, gated
from palermo.ground.audit import api as audit
from palermo.site.desk.forms import TrailForm

_A_PAGE = 100


@gated("ground.audit.read")
@require_safe
def events(request: ActorRequest) -> HttpResponse:
    """Events, the newest first, filtered; with ``verify`` in the address the chain is walked."""
    form = TrailForm(request.GET)
    wanted = audit.Wanted(**form.cleaned_data) if form.is_valid() else audit.Wanted()
    page = Paginator(audit.events(wanted), _A_PAGE).get_page(page_number(request.GET))
    verification = audit.verify() if "verify" in request.GET else None
    content = {"page": page, "form": form, "verification": verification, "filtered": wanted != audit.Wanted()}
    return render(request, "site/desk/audit.html", content)
