"""What the accounts library does, as audit events: signing in and out, and every change of a way to sign in.

The library writes in its own views, which run inside ``audit.acts_follow``; these receivers name the acts. No event
holds an address, a name of a key, or an address of the network.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest

from palermo.ground.audit import api as audit
from palermo.ground.audit.actor import VISITOR, Actor
from palermo.ground.people.models import Person


def _record(person: Person, verb: str, **details: object) -> None:
    actor = Actor(person.code, "web", person_id=person.pk)
    with audit.act(actor, verb, object_kind="person", object_uuid=person.uuid, **details):
        pass


def record_failure(method: str) -> None:
    """Somebody failed to sign in. Counted as an event of a visitor: whom they tried to be is not kept."""
    with audit.act(VISITOR, "ground.person.sign_in_failed", object_kind="person", method=method):
        pass


def _signed_in(request: HttpRequest, user: Person, **_: Any) -> None:
    records = get_authentication_records(request, user)
    methods = [record["type"] if record.get("method") == "mfa" else record.get("method", "") for record in records]
    _record(user, "ground.person.signed_in", methods=methods)


def _signed_out(user: Person | None, **_: Any) -> None:
    if isinstance(user, Person):
        _record(user, "ground.person.signed_out")


def _confirmed(user: Person, authenticator: Authenticator, reauthenticated: bool = False, **_: Any) -> None:
    if reauthenticated:
        _record(user, "ground.person.confirmed", method=authenticator.type)
    elif authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _record(user, "ground.credential.recovery_code_used")


def _code_failed(authenticator: Authenticator, **_: Any) -> None:
    record_failure(authenticator.type)


def _password_changed(user: Person, **_: Any) -> None:
    _record(user, "ground.credential.password_changed")


def _stored(instance: Authenticator, created: bool, update_fields: frozenset[str] | None, **_: Any) -> None:
    if created:
        _record(instance.user, "ground.credential.added", method=instance.type)
    elif update_fields is None:
        _record(instance.user, "ground.credential.changed", method=instance.type)
    elif "data" in update_fields:
        _record(instance.user, "ground.credential.shown", method=instance.type)


def _deleted(instance: Authenticator, **_: Any) -> None:
    _record(instance.user, "ground.credential.removed", method=instance.type)


def listen() -> None:
    """Connect the receivers, once."""
    account.user_logged_in.connect(_signed_in, dispatch_uid="audit-signed-in")
    account.user_logged_out.connect(_signed_out, dispatch_uid="audit-signed-out")
    account.password_changed.connect(_password_changed, dispatch_uid="audit-password-changed")
    account.password_set.connect(_password_changed, dispatch_uid="audit-password-set")
    mfa.authenticator_used.connect(_confirmed, dispatch_uid="audit-confirmed")
    mfa.authentication_failed.connect(_code_failed, dispatch_uid="audit-code-failed")
    post_save.connect(_stored, sender=Authenticator, dispatch_uid="audit-credential-stored")
    post_delete.connect(_deleted, sender=Authenticator, dispatch_uid="audit-credential-deleted")
