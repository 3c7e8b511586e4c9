"""Keys for programs. A token acts for one person, with at most the permissions its owner has when it is used."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from palermo.ground.access.actors import actor_for
from palermo.ground.access.models import Token
from palermo.ground.access.verdicts import may
from palermo.ground.audit import api as audit
from palermo.ground.audit.actor import Actor
from palermo_engines.kit.errors import InputError

PREFIX = "palermo_"
LONGEST_DAYS = 365
_CREATE = "ground.token.create"


@dataclass(frozen=True, slots=True)
class NewToken:
    """``secret`` is shown once: only its digest is kept."""

    token: Token
    secret: str


def create_token(actor: Actor, *, label: str, scopes: Collection[str], days: int = 90) -> NewToken:
    """A token for the actor's own programs. InputError for a scope the actor does not hold, or more than a year."""
    may(actor, _CREATE).demand()
    _check(actor, scopes, days)
    secret = PREFIX + secrets.token_urlsafe(32)
    with audit.act(actor, "ground.token.created", object_kind="token", scopes=sorted(scopes), days=days) as act:
        token = Token.objects.create(
            person_id=_person_id(actor), label=label.strip()[:80], digest=_digest(secret), scopes=sorted(scopes),
            expires_at=timezone.now() + timedelta(days=days),
        )  # fmt: skip
        act.about(token.uuid)
    return NewToken(token, secret)


def revoke_token(actor: Actor, *, token: Token) -> None:
    """End a token at once: one's own, or anybody's for those who manage people."""
    if token.person_id != actor.person_id:
        may(actor, "ground.person.manage").demand()
    with audit.act(actor, "ground.token.revoked", object_kind="token", object_uuid=token.uuid):
        Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now())


def tokens_of(actor: Actor) -> QuerySet[Token]:
    """The actor's own tokens, the newest first, ended ones included."""
    return Token.objects.filter(person_id=actor.person_id) if actor.person_id else Token.objects.none()


def actor_with(secret: str) -> Actor | None:
    """Who acts when a program shows ``secret``: the token's person, cut down to its scopes. None when it is unknown,
    revoked, expired, or its account closed."""
    valid = Token.objects.filter(revoked_at=None, expires_at__gt=timezone.now(), person__is_active=True)
    token = valid.filter(digest=_digest(secret)).select_related("person").first()
    if token is None:
        return None
    owner = actor_for(token.person, "api")
    return replace(owner, permissions=owner.permissions & frozenset(token.scopes))


def _check(actor: Actor, scopes: Collection[str], days: int) -> None:
    if not scopes:
        raise InputError("token_without_scope", gettext("Choose what the token may do."), where="scopes")
    if set(scopes) - actor.permissions:
        raise InputError("scope_not_held", gettext("A token cannot do more than you may."), where="scopes")
    if not 1 <= days <= LONGEST_DAYS:
        message = gettext("A token lives 1 to %(days)d days.") % {"days": LONGEST_DAYS}
        raise InputError("token_lifetime", message, where="days")


def _person_id(actor: Actor) -> int:
    if actor.person_id is None:
        raise InputError("token_needs_person", gettext("Only a person can own a token."))
    return actor.person_id


def _digest(secret: str) -> str:
    """SHA-256 is enough here: the secret is random, not a password."""
    return hashlib.sha256(secret.encode()).hexdigest()
