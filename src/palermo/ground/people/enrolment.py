"""The one-time link with which a person sets how they sign in: a passkey, or a password with one-time codes.

The link carries a signed identifier, lives 72 hours, works once, and is replaced by a newer one. It is shown to the
steward who asked for it and kept nowhere. Using one forgets every earlier means of signing in, so the same link
serves a person who lost their device.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from palermo.ground.audit import api as audit
from palermo.ground.audit.actor import Actor
from palermo.ground.people.models import Enrolment, Person
from palermo_engines.kit.errors import InputError

VALID_FOR = timedelta(hours=72)
_signer = Signer(salt="palermo.enrolment")


def issue_link(person: Person) -> str:
    """A new link for ``person``, in full. Earlier ones stop working. Inside the act that asks for it."""
    now = timezone.now()
    Enrolment.objects.filter(person=person, used_at=None, expires_at__gt=now).update(expires_at=now)
    enrolment = Enrolment.objects.create(person=person, expires_at=now + VALID_FOR)
    path = reverse("enrol-open", kwargs={"signed": _signer.sign(enrolment.uuid.hex)})
    return f"{settings.PALERMO_ORIGIN.rstrip('/')}{path}"


def uuid_in(signed: str) -> UUID | None:
    """The identifier inside a link's signed part; None when the signature is not ours."""
    try:
        return UUID(hex=_signer.unsign(signed))
    except (BadSignature, ValueError):
        return None


def usable_enrolment(uuid: UUID) -> Enrolment | None:
    """The enrolment, if it was neither used nor replaced, has not expired, and its account is open."""
    usable = Enrolment.objects.filter(uuid=uuid, used_at=None, expires_at__gt=timezone.now(), person__is_active=True)
    return usable.select_related("person").first()


def enrol_with_passkey(enrolment: Enrolment, *, credential: dict[str, Any], name: str) -> Authenticator:
    """Use the link up with a passkey that the browser has just made. InputError when somebody was faster.

    No recovery codes: they complete a password, and here is none. Who loses the device asks for a new link.
    """
    person = enrolment.person
    with _enrolling(enrolment, method="passkey"):
        passkey: Authenticator = WebAuthn.add(person, name, credential).instance
    return passkey


def enrol_with_password(enrolment: Enrolment, *, password: str, secret: str) -> Authenticator:
    """Use the link up with a password and the secret of an authenticator app. InputError when somebody was faster."""
    person = enrolment.person
    with _enrolling(enrolment, method="password_and_totp"):
        person.set_password(password)
        person.save(update_fields=["password"])
        app: Authenticator = TOTP.activate(person, secret).instance
        RecoveryCodes.activate(person)
    return app


@contextmanager
def _enrolling(enrolment: Enrolment, *, method: str) -> Iterator[None]:
    person = enrolment.person
    actor = Actor(person.code, "web", person_id=person.pk)
    with audit.act(actor, "ground.person.enrolled", object_kind="person", object_uuid=person.uuid, method=method):
        _use_up(enrolment)
        _forget_credentials(person)
        yield


def _use_up(enrolment: Enrolment) -> None:
    now = timezone.now()
    open_ones = Enrolment.objects.filter(pk=enrolment.pk, used_at=None, expires_at__gt=now)
    if not open_ones.update(used_at=now):
        raise InputError(
            "link_used", gettext("This link was used already or is no longer valid."),
            advice=gettext("Ask a steward for a new one."),
        )  # fmt: skip


def _forget_credentials(person: Person) -> None:
    for authenticator in Authenticator.objects.filter(user=person):
        authenticator.delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])


def remember_address(person: Person) -> None:
    """The accounts library asks its own table for a person's address. A steward vouches for it, so it is verified."""
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
