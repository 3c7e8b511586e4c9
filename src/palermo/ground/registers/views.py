"""Saved views: a list with its filters under a name, one's own or shared with all who work with the register."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.registers.models import SavedView
from palermo.ground.registers.rules import seated
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration


def save_view(actor: Actor, *, declaration: Declaration, name: str, query: str, shared: bool = False) -> SavedView:
    """Save the query string of a list under a name; an own view of that name is replaced. For people with a seat."""
    seated(actor).demand()
    called = " ".join(name.split())
    if not called or len(called) > 80:
        raise InputError("registers.view", "Give the view a name of at most 80 signs.", where="name")
    if len(query) > 1000:
        raise InputError("registers.view", "The view has too many filters.", where="query")
    with audit.act(actor, "ground.register.view_saved", object_kind="view", register=declaration.id) as act:
        view, _ = SavedView.objects.update_or_create(
            person=actor.code, register=declaration.id, name=called, defaults={"query": query, "shared": shared}
        )
        act.about(view.uuid)
        act.note(shared=shared)
    return view


def views_visible_to(actor: Actor, declaration: Declaration) -> QuerySet[SavedView]:
    """The actor's own views, and those shared by others, by name; none for people without a seat."""
    views = SavedView.objects.filter(register=declaration.id)
    return views.filter(Q(person=actor.code) | Q(shared=True)) if seated(actor) else views.none()


def delete_view(actor: Actor, *, view: UUID) -> None:
    """Delete one's own view. InputError when there is none."""
    found = SavedView.objects.filter(person=actor.code, uuid=view).first()
    if found is None:
        raise InputError("registers.view", "You have no such view.")
    with audit.act(actor, "ground.register.view_deleted", object_kind="view", object_uuid=view):
        found.delete()
