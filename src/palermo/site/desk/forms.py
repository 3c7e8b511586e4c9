"""The forms of the desk and of enrolment."""

from __future__ import annotations

from datetime import date
from typing import Any

from allauth.mfa.totp.internal.auth import validate_totp_code
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from palermo.ground.access.api import Actor, roles
from palermo.ground.people.api import Person
from palermo.site.desk.words import permission_title, role_title
from palermo_engines.kit.errors import InputError


class DeskForm(forms.Form):
    """A form whose refusals by an action land at the field they name."""

    def refuse(self, error: InputError) -> None:
        """Show what an action refused."""
        message = f"{error.message} {error.advice}".strip()
        self.add_error(error.where if error.where in self.fields else None, message)


class PersonForm(DeskForm):
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), help_text=_("Used to sign in. No mail is sent."))

    def clean_email(self) -> str:
        """Addresses are compared in any case."""
        return str(self.cleaned_data["email"]).strip()


class OrganisationForm(DeskForm):
    code = forms.SlugField(label=_("Short code"), max_length=40, help_text=_("Letters, digits and hyphens."))
    name = forms.CharField(label=pgettext_lazy("of a body", "Name"), max_length=200)
    country = forms.CharField(
        label=_("Country"), max_length=3, required=False,
        help_text=_("Three letters of ISO 3166-1; empty for an international body."),
    )  # fmt: skip

    def clean_country(self) -> str:
        """Three capital letters, or nothing."""
        code = str(self.cleaned_data["country"]).strip().upper()
        if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
            raise forms.ValidationError(gettext("Three letters, such as COL."))
        return code


class SeatForm(DeskForm):
    organisation = forms.ChoiceField(label=_("Body"))
    role = forms.ChoiceField(label=_("Role"))
    title = forms.CharField(label=_("Title of the seat"), max_length=120, required=False)

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = organisations  # type: ignore[attr-defined]
        self.fields["role"].choices = [(code, role_title(code)) for code in roles().granted]  # type: ignore[attr-defined]


class HoldingForm(DeskForm):
    seat = forms.ChoiceField(label=_("Seat"))
    alternate = forms.BooleanField(label=_("as an alternate"), required=False)
    valid_from = forms.DateField(
        label=_("From"), initial=date.today, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, seats: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = seats  # type: ignore[attr-defined]


class TokenForm(DeskForm):
    label = forms.CharField(label=_("What is it for?"), max_length=80)
    days = forms.IntegerField(label=_("Valid for (days)"), min_value=1, max_value=365, initial=90)
    scopes = forms.MultipleChoiceField(label=_("What may it do?"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = [name for name in roles().permissions if name in actor.permissions]
        self.fields["scopes"].choices = [(name, permission_title(name)) for name in held]  # type: ignore[attr-defined]


class PasswordForm(DeskForm):
    """Enrolment without a passkey: a password, and the first code of an authenticator app that was just set up."""

    password = forms.CharField(
        label=_("Password"), strip=False, help_text=_("At least 12 characters."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("The password again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    code = forms.CharField(
        label=_("Code shown by the app"), max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, secret: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person, self._secret = person, secret

    def clean_password(self) -> str:
        """The usual checks: length, common passwords, likeness to name and address."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self._person)
        return password

    def clean_code(self) -> str:
        """Six digits that the secret gives now."""
        code = str(self.cleaned_data["code"]).replace(" ", "")
        if not validate_totp_code(self._secret, code):
            raise forms.ValidationError(gettext("This code is not right. Codes change every 30 seconds."))
        return code

    def clean(self) -> dict[str, Any]:
        """Both passwords alike."""
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned["password"] != cleaned.get("again"):
            self.add_error("again", gettext("The two passwords differ."))
        return cleaned


def language_of_reader() -> str:
    """The present language as the two letters that accounts keep."""
    return (get_language() or "en")[:2]


class TrailForm(DeskForm):
    """Filters of the audit trail; all optional. What cannot be read filters nothing and says so."""

    actor = forms.CharField(label=_("Who"), max_length=40, required=False)
    verb = forms.CharField(label=_("Did what"), max_length=80, required=False)
    object_uuid = forms.CharField(label=_("To what (identifier)"), max_length=36, required=False)
    first_day = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
