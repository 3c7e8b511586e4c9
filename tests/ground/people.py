"""People, seats and sessions for tests: ``person_with("steward")``, ``sign_in(client, person)``."""

from __future__ import annotations

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY
from django.test import Client

from palermo.ground.access.api import Actor, actor_for, add_person, console, open_account
from palermo.ground.people.api import Person


def person_with(*roles: str, email: str = "") -> Person:
    """An account with a seat for each role, as the console opens it."""
    address = email or f"{'-'.join(roles) or 'nobody'}@example.org"
    if not roles:
        return open_account(console(), email=address, name="Nobody In Particular").person
    from palermo.ground.access.api import create_seat, give_seat

    opened = add_person(console(), email=address, name="Somebody Seated", role=roles[0])
    for role in roles[1:]:
        body = opened.person.holdings.get().seat.organisation
        give_seat(console(), seat=create_seat(console(), organisation=body, role=role), person=opened.person)
    return opened.person


def sign_in(client: Client, person: Person, *, second_factor: bool = True) -> None:
    """A session as the accounts library leaves it behind: opened with a passkey, or with a password alone."""
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    record = (
        {"method": "mfa", "type": "webauthn", "passwordless": True, "at": time.time()}
        if second_factor
        else {"method": "password", "at": time.time()}
    )
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [record]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    session.save()


def web_actor(person: Person, *, second_factor: bool = True) -> Actor:
    """The actor of a request that ``person`` makes in a browser."""
    return actor_for(person, "web", second_factor=second_factor)
