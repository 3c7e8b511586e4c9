"""Opening and closing accounts. A stranger cannot open one: a steward, or the console, opens it for them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext

from palermo.ground.access.models import Holding, Token
from palermo.ground.access.roles import roles
from palermo.ground.access.seats import create_organisation, create_seat, give_seat, holdings_open_on, keep_a_steward
from palermo.ground.access.verdicts import may
from palermo.ground.audit import api as audit
from palermo.ground.audit.actor import RESERVED_CODES, Actor
from palermo.ground.organisations.models import Organisation
from palermo.ground.people.enrolment import issue_link, remember_address
from palermo.ground.people.models import Person
from palermo_engines.kit.errors import InputError

_MANAGE = "ground.person.manage"
_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_OWN_BODY = "instance"


@dataclass(frozen=True, slots=True)
class Opened:
    """A new account, and the link its owner needs. The link is shown once: it is kept nowhere."""

    person: Person
    link: str


def open_account(actor: Actor, *, email: str, name: str, language: str = "en") -> Opened:
    """Open an account without any right yet. InputError for an address that is malformed or in use."""
    may(actor, _MANAGE).demand()
    address = _checked_address(email)
    with audit.act(actor, "ground.person.account_opened", object_kind="person") as act:
        person = Person(code=_new_code(), email=address, name=name.strip(), language=language)
        person.set_unusable_password()
        person.save()
        remember_address(person)
        act.about(person.uuid)
        act.note(code=person.code)
        return Opened(person, issue_link(person))


def renew_link(actor: Actor, *, person: Person) -> str:
    """A new enrolment link, for somebody who let the first expire or lost their device. Earlier ones stop working."""
    may(actor, _MANAGE).demand()
    if not person.is_active:
        raise InputError("account_closed", gettext("This account is closed."))
    with audit.act(actor, "ground.person.link_renewed", object_kind="person", object_uuid=person.uuid):
        return issue_link(person)


def close_account(actor: Actor, *, person: Person) -> None:
    """Close an account for good: seats end, tokens and sessions die. What the person did stays in the audit chain.

    InputError when it is the last steward's.
    """
    may(actor, _MANAGE).demand()
    today = timezone.now().date()
    holdings = list(Holding.objects.filter(holdings_open_on(today), person=person))
    keep_a_steward(leaving=holdings)
    with audit.act(actor, "ground.person.account_closed", object_kind="person", object_uuid=person.uuid):
        Holding.objects.filter(pk__in=[holding.pk for holding in holdings]).update(valid_to=today)
        Token.objects.filter(person=person, revoked_at=None).update(revoked_at=timezone.now())
        person.is_active = False
        person.set_unusable_password()
        person.save(update_fields=["is_active", "password"])
        _end_sessions(person)


def add_person(
    actor: Actor, *, email: str, name: str, role: str, organisation: Organisation | None = None, language: str = "en"
) -> Opened:
    """Account, seat and link in one deed: what ``./palermo people add`` does. The seat is in ``organisation``, else
    in the body that runs this instance, made when it does not exist."""
    if role not in roles().granted:
        known = ", ".join(sorted(roles().granted))
        raise InputError("role_unknown", f"There is no role {role}.", advice=f"Choose one of: {known}.", where="role")
    with audit.act(actor, "ground.person.added", object_kind="person", role=role) as act:
        opened = open_account(actor, email=email, name=name, language=language)
        body = organisation or _own_body(actor)
        seat = create_seat(actor, organisation=body, role=role)
        give_seat(actor, seat=seat, person=opened.person)
        act.about(opened.person.uuid)
    return opened


def _own_body(actor: Actor) -> Organisation:
    existing = Organisation.objects.filter(code=_OWN_BODY).first()
    return existing or create_organisation(actor, code=_OWN_BODY, name=gettext("This instance"))


def _checked_address(email: str) -> str:
    address = email.strip()
    try:
        validate_email(address)
    except ValidationError:
        raise InputError("address_malformed", gettext("This is not an e-mail address."), where="email") from None
    if Person.objects.filter(email__iexact=address).exists():
        raise InputError("address_in_use", gettext("An account with this address exists."), where="email")
    return address


def _new_code() -> str:
    """Says nothing about the person, and never another actor's code."""
    while True:
        code = "p-" + "".join(secrets.choice(_ALPHABET) for _ in range(6))
        if code not in RESERVED_CODES and not Person.objects.filter(code=code).exists():
            return code


def _end_sessions(person: Person) -> None:
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
