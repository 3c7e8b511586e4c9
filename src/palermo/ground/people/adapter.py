"""How the accounts library behaves here: accounts are opened by a steward, secrets are sealed, failures counted."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any

import qrcode  # type: ignore[import-untyped]
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, LoginWebAuthnForm
from cryptography.fernet import Fernet, InvalidToken
from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]

from palermo.ground.people.credentials import record_failure


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up and counts failed sign-ins."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  the library's signature
        """Nobody opens an account for themselves."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002
        """A wrong address or password."""
        record_failure("password")


class SecondFactorAdapter(DefaultMFAAdapter):
    """Seals the secrets of one-time codes, so that a copy of the database alone cannot make them."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; a random one when another machine sealed it (an archive holds no key): then no code fits, and
        the person asks for a new link."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def build_totp_svg(self, url: str) -> str:
        """The picture to scan: black on white whatever the page's colours, or cameras cannot read it."""
        picture = qrcode.make(url, image_factory=SvgPathFillImage)
        return str(picture.to_string(encoding="unicode"))

    def get_totp_issuer(self) -> str:
        """The name an authenticator app shows."""
        return "Palermo"

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        """A name for a new passkey: they are counted, as people seldom name them."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}


class PasswordForm(LoginForm):
    """Sign-in with an address and a password, without the library's placeholders and its reset by mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)


class PasskeyForm(LoginWebAuthnForm):
    """Sign-in with a passkey; a refused one is counted."""

    def clean_credential(self) -> Authenticator:
        """ValidationError when the passkey is unknown or its answer wrong."""
        try:
            return super().clean_credential()
        except forms.ValidationError:
            record_failure("webauthn")
            raise


class NewPasskeyForm(AddWebAuthnForm):
    """Every key is a passkey: found without typing an address, and opened by its holder."""

    passwordless = forms.BooleanField(initial=True)


def _cipher() -> Fernet:
    """Keyed by the instance's own secret, which lives outside the database."""
    key = hashlib.sha256(b"palermo.second-factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
