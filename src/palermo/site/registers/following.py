"""What somebody follows and has saved: changes of a register or record, views of a list; and what is due."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import Actor, gated
from palermo.ground.registers.api import (
    RegisterRecord,
    changes_for,
    delete_view,
    due,
    mentions_of,
    save_view,
    subscribe,
    subscriptions_of,
    unsubscribe,
)
from palermo.ground.registers.api import declaration as declared
from palermo.site.registers.calendar import Happening, calendar_file
from palermo.site.registers.requests import PageRequest, posted, register_or_404
from palermo.site.registers.wording import moment
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration, in_language

_READ, _WRITE = "ground.register.read_unpublished", "ground.register.write"
_SINCE = timedelta(days=30)
_AHEAD = timedelta(days=366)


def follows(actor: Actor, declaration: Declaration, record: RegisterRecord | None = None) -> bool:
    """Whether the actor follows the register, or this one record of it."""
    wanted = (declaration.id, record.pk if record is not None else None)
    return any((each.register, each.record_id) == wanted for each in subscriptions_of(actor))


@gated(_READ)
@require_POST
def follow_register(request: PageRequest, register: str) -> HttpResponse:
    """Follow the changes of a whole register, or no longer."""
    declaration = register_or_404(request.actor, register)
    change = unsubscribe if follows(request.actor, declaration) else subscribe
    change(request.actor, declaration=declaration)
    return redirect("register", register)


@gated(_WRITE)
@require_POST
def keep_view(request: PageRequest, register: str) -> HttpResponse:
    """Save the filters of a list under a name."""
    declaration = register_or_404(request.actor, register)
    said = posted(request)
    query = said.get("query", "")
    try:
        save_view(
            request.actor, declaration=declaration, name=said.get("name", ""), query=query,
            shared=bool(said.get("shared")),
        )  # fmt: skip
    except InputError as problem:
        messages.error(request, _(problem.message))
    else:
        messages.success(request, _("The view was saved."))
    return redirect(f"{reverse('register', args=[register])}?{query}")


@gated(_WRITE)
@require_POST
def forget_view(request: PageRequest, register: str, uuid: UUID) -> HttpResponse:
    """Delete one's own view."""
    register_or_404(request.actor, register)
    try:
        delete_view(request.actor, view=uuid)
    except InputError as problem:
        messages.error(request, _(problem.message))
    return redirect("register", register)


@gated(_READ)
@require_safe
def what_is_due(request: PageRequest) -> HttpResponse:
    """Moves with a clock that are due; changes one follows; comments that mention one."""
    today = timezone.localdate()
    language = active_language()
    changes = changes_for(request.actor, timezone.now() - _SINCE)
    context = {
        "due": [
            {"title": one.record.title or one.record.code, "code": one.record.code, "late": one.days < 0,
             "move": in_language(one.move.label, language), "on": one.due_on.isoformat(),
             "address": reverse("register-record", args=[one.declaration.id, one.record.uuid])}
            for one in due(request.actor, today)
        ],
        "changes": [
            {"title": one.record.title or one.record.code, "code": one.record.code,
             "when": moment(one.record.changed_at),
             "address": reverse("register-record", args=[one.declaration.id, one.record.uuid])}
            for one in changes
        ],
        "mentions": [
            {"title": comment.record.code, "when": moment(comment.created_at),
             "address": reverse("register-record", args=[comment.record.register, comment.record.uuid]) + "#comments"}
            for comment in mentions_of(request.actor)
            if declared(comment.record.register) is not None
        ],
    }  # fmt: skip
    return render(request, "site/registers/due.html", context)


@gated(_READ)
@require_safe
def due_calendar(request: PageRequest) -> HttpResponse:
    """What is due in the year to come, for one's own calendar."""
    language = active_language()
    until = timezone.localdate() + _AHEAD
    happenings = [
        Happening(
            str(one.record.uuid), f"{in_language(one.move.label, language)}: {one.record.title or one.record.code}",
            one.due_on, one.due_on, kind=f"due-{one.move.id}",
            address=request.build_absolute_uri(reverse("register-record", args=[one.declaration.id, one.record.uuid])),
        )
        for one in due(request.actor, until)
    ]  # fmt: skip
    content = calendar_file(_("What is due"), happenings, timezone.now())
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="palermo-due.ics"'
    return answer
