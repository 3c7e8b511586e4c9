"""The link of a new account, the page about second factors, and what to do when signing in fails."""

from __future__ import annotations

import base64
import json
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import Login
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from palermo.ground.access.api import ActorRequest, open_to_all
from palermo.ground.people.api import (
    Enrolment,
    Person,
    enrol_with_passkey,
    enrol_with_password,
    usable_enrolment,
    uuid_in,
)
from palermo.site.desk.forms import PasswordForm
from palermo_engines.kit.errors import InputError

_SESSION_KEY = "enrolment"


@open_to_all("whoever holds the link; its signature is checked and the page behind it asks for more")
@require_safe
@never_cache
def open_link(request: HttpRequest, signed: str) -> HttpResponse:
    """Keep what the link says in the session and go on to an address without it, so that it stays out of logs,
    history and referrers. Looking at the link does not use it up: mail scanners look too."""
    uuid = uuid_in(signed)
    request.session[_SESSION_KEY] = uuid.hex if uuid else ""
    return redirect("enrol")


@open_to_all("whoever came through a valid link")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def enrol(request: ActorRequest) -> HttpResponse:
    """Set a passkey, or a password with one-time codes."""
    enrolment = _enrolment_of(request)
    if enrolment is None:
        return render(request, "site/desk/link_unusable.html", status=410)
    if request.method != "POST":
        return _page(request, enrolment)
    try:
        return _by_passkey(request, enrolment) if "credential" in request.POST else _by_password(request, enrolment)
    except InputError as error:
        return _page(request, enrolment, refusal=str(error))


@open_to_all("explains; a visitor learns nothing from it")
@require_safe
def second_factor(request: ActorRequest) -> HttpResponse:
    """Why a second factor is needed, and the way to one."""
    kinds: set[str] = set()
    if request.actor.person_id is not None:
        kinds = set(Authenticator.objects.filter(user_id=request.actor.person_id).values_list("type", flat=True))
    return render(request, "site/desk/second_factor.html", {"kinds": kinds, "ready": request.actor.second_factor})


@open_to_all("whoever cannot sign in stands here")
@require_safe
def sign_in_help(request: HttpRequest) -> HttpResponse:
    """Nobody can reset a password by mail here: the steward gives a new link."""
    return render(request, "site/desk/sign_in_help.html")


@open_to_all("answers for addresses that lead nowhere in this house")
def closed(request: HttpRequest, **_: Any) -> HttpResponse:
    """Sign-up, addresses and resets by e-mail do not exist here; a forgotten password leads to the explanation."""
    if request.path.startswith("/account/password/reset/"):
        return redirect("sign-in-help")
    raise Http404


def _enrolment_of(request: HttpRequest) -> Enrolment | None:
    kept = request.session.get(_SESSION_KEY, "")
    return usable_enrolment(UUID(hex=kept)) if kept else None


def _page(
    request: HttpRequest, enrolment: Enrolment, *, form: PasswordForm | None = None, refusal: str = ""
) -> HttpResponse:
    secret = totp.get_totp_secret()
    adapter = get_adapter()
    content = {
        "person": enrolment.person,
        "form": form or PasswordForm(person=enrolment.person, secret=secret),
        "secret": secret,
        "picture": _as_address(adapter.build_totp_svg(adapter.build_totp_url(enrolment.person, secret))),
        "js_data": {"creation_options": webauthn.begin_registration(enrolment.person, passwordless=True)},
        "refusal": refusal,
        "password_open": bool(form),
    }
    return render(request, "site/desk/enrol.html", content, status=422 if refusal or form else 200)


def _as_address(svg: str) -> str:
    """A picture inside the page itself: nothing to fetch, and no mark-up of ours to trust."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _by_passkey(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    credential = _checked_credential(request.POST["credential"])
    passkey = enrol_with_passkey(enrolment, credential=credential, name=gettext("Passkey %(number)d") % {"number": 1})
    _forget_link(request)
    signed_in: HttpResponse = perform_passwordless_login(request, passkey, Login(user=enrolment.person))
    return signed_in


def _by_password(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    secret = totp.get_totp_secret()
    form = PasswordForm(request.POST, person=enrolment.person, secret=secret)
    if not form.is_valid():
        return _page(request, enrolment, form=form)
    app = enrol_with_password(enrolment, password=form.cleaned_data["password"], secret=secret)
    _forget_link(request)
    totp.clear_totp_secret(request)
    record_authentication(request, enrolment.person, "password")
    record_authentication(request, enrolment.person, "mfa", id=app.pk, type=app.type, reauthenticated=True)
    _let_in(request, enrolment.person)
    return redirect("mfa_view_recovery_codes")


def _let_in(request: HttpRequest, person: Person) -> None:
    """Sign in without the stages of the sign-in form: its questions were answered a moment ago, all on one page."""
    adapter = get_account_adapter(request)
    adapter.login(request, person)
    adapter.post_login(
        request, person, email_verification="none", signal_kwargs=None, email=person.email, signup=False,
        redirect_url=None,
    )  # fmt: skip


def _checked_credential(text: str) -> dict[str, Any]:
    """What the browser made, checked against the challenge it was given. InputError when it does not fit."""
    try:
        credential = json.loads(text)
        webauthn.parse_registration_response(credential)
        binding = webauthn.complete_registration(credential)
        if not binding.is_user_verified():
            raise ValueError("the device did not check who holds it")
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError):
        raise InputError(
            "passkey_refused", gettext("The passkey could not be made."), advice=gettext("Please try again.")
        ) from None
    return dict(credential)


def _forget_link(request: HttpRequest) -> None:
    request.session.pop(_SESSION_KEY, None)
