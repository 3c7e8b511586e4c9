"""The first page after signing in: what waits, which seats one holds, and the doors these open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from palermo.ground.access.api import (
    Actor,
    ActorRequest,
    for_people,
    holdings_visible_to,
    may,
    people_not_enrolled,
    people_visible_to,
)
from palermo.ground.jobs.api import Job, jobs_visible_to
from palermo.know import api as know
from palermo.site.desk.words import role_title


@dataclass(frozen=True, slots=True)
class Door:
    """A room that a permission opens. ``name`` is the name of its address."""

    name: str
    permission: str
    title: str | Promise
    about: str | Promise


_DOORS = (
    Door("review", "know.finding.review", _("Review queue"), _("Accept, correct or reject what was found.")),
    Door("library-ingest", "know.document.ingest", _("Add documents"), _("Files become documents by paragraph.")),
    Door(
        "registers-due",
        "ground.register.read_unpublished",
        _("What is due"),
        _("Clocks, changes you follow, mentions."),
    ),
    Door(
        "register-from-documents",
        "ground.register.write",
        _("Take in from documents"),
        _("Accepted facts become draft records."),
    ),
    Door(
        "register-declare-new",
        "ground.register.declare",
        _("Add a register"),
        _("A text of a few lines, live at once."),
    ),
    Door("dataset-import", "measure.dataset.import", _("Import statistics"), _("Workbooks and treaty participation.")),
    Door("desk-jobs", "ground.job.read", _("Long work"), _("What runs, what waits, what failed.")),
    Door("desk-people", "ground.person.read", _("People"), _("Accounts and who holds which seat.")),
    Door("desk-seats", "ground.person.read", _("Bodies and seats"), _("Roles belong to seats, seats to bodies.")),
    Door("desk-tokens", "ground.token.create", _("Tokens"), _("Keys for programs that act for you.")),
    Door("desk-audit", "ground.audit.read", _("Audit trail"), _("Every deed, in a chain that shows tampering.")),
)


@for_people("everybody with an account has a desk, whatever their seats")
@require_safe
def desk(request: ActorRequest) -> HttpResponse:
    """One's own desk."""
    actor = request.actor
    person = people_visible_to(actor).get(pk=actor.person_id or 0)
    holdings = holdings_visible_to(actor).filter(person=person, valid_to=None)
    content = {
        "person": person,
        "holdings": [(holding, role_title(holding.seat.role)) for holding in holdings],
        "doors": [(door, reverse(door.name)) for door in _DOORS if _opens(door, actor)],
        "unfinished": _unfinished(actor),
        "waiting": [(count, words, reverse(name)) for count, words, name in _waiting(actor) if count],
        "factor_missing": any(may(actor, name).code == "second_factor" for name in actor.permissions),
    }
    return render(request, "site/desk/overview.html", content)


def _waiting(actor: Actor) -> Iterator[tuple[int, str, str]]:
    """What waits for this person: how many, in words, and the name of the address that shows them."""
    if may(actor, "know.finding.review"):
        count = know.reviews_waiting(actor)
        yield count, ngettext("finding waits for review", "findings wait for review", count), "review"
    if may(actor, "ground.person.manage"):
        count = people_not_enrolled(actor).count()
        yield count, ngettext("person has not used their link", "people have not used their link", count), "desk-people"


def _opens(door: Door, actor: Actor) -> bool:
    if door.permission not in actor.permissions:
        return False
    try:
        reverse(door.name)
    except NoReverseMatch:
        return False
    return True


def _unfinished(actor: Actor) -> list[Job]:
    """Jobs one asked for that run, wait or failed, the newest first."""
    states = (Job.State.WAITING, Job.State.RUNNING, Job.State.FAILED, Job.State.STOPPED)
    return list(jobs_visible_to(actor).filter(requested_by=actor.code, state__in=states)[:5])
