"""WHO may: a verdict with its reason, so that a refusal can explain itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from palermo.ground.access.roles import roles
from palermo.ground.audit.actor import Actor


class Refused(Exception):  # noqa: N818  a fact, in the past tense
    """Raised by actions when the actor may not. ``reason`` is for people."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.reason)
        self.verdict = verdict
        self.reason = verdict.reason


@dataclass(frozen=True, slots=True)
class Verdict:
    """``code``: ``granted``, ``no_seat`` (no role gives it), ``second_factor`` (sign in with one first)."""

    allowed: bool
    code: str
    reason: str

    def __bool__(self) -> bool:
        return self.allowed

    def demand(self) -> None:
        """Raise Refused unless allowed."""
        if not self.allowed:
            raise Refused(self)


def may(actor: Actor, permission: str) -> Verdict:
    """Whether ``actor`` holds ``permission`` now. KeyError for a permission that does not exist (a typo is a defect).

    Whoever may write anything needs a second factor for everything their seats give: a stolen password must not
    open drafts either.
    """
    if permission not in roles().permissions:
        raise KeyError(permission)
    if permission not in actor.permissions:
        reason = gettext("No seat of yours gives the permission %(permission)s.") % {"permission": permission}
        return Verdict(False, "no_seat", reason)
    if actor.channel == "web" and not actor.second_factor and roles().any_writes(actor.permissions):
        return Verdict(False, "second_factor", gettext("Sign in with a passkey or a one-time code first."))
    return Verdict(True, "granted", gettext("A seat you hold gives this permission."))
