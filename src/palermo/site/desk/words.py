"""Roles, permissions and events in the words of people."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palermo.ground.access.api import Seat, roles

_PERMISSIONS: dict[str, str | Promise] = {
    "know.document.read_unpublished": _("read documents that are not published"),
    "know.document.ingest": _("add documents"),
    "know.document.publish": _("publish documents"),
    "know.finding.read": _("read findings"),
    "know.finding.review": _("accept, correct and reject findings"),
    "measure.dataset.import": _("import statistics"),
    "measure.figure.read_unpublished": _("read figures that are not published"),
    "measure.figure.withdraw": _("withdraw figures"),
    "ground.audit.read": _("read the audit trail"),
    "ground.job.read": _("see long work"),
    "ground.job.steer": _("stop and resume long work"),
    "ground.person.read": _("see accounts and seats"),
    "ground.person.manage": _("open and close accounts, give seats"),
    "ground.token.create": _("make tokens for programs"),
    "ground.register.read_unpublished": _("read records that are not published"),
    "ground.register.write": _("write records"),
    "ground.register.decide": _("decide on records: publish, adopt, close"),
    "ground.register.import": _("import records from tables"),
    "ground.register.declare": _("make and change registers"),
    "ground.register.comment": _("comment on records"),
}


def role_title(code: str) -> str:
    """The title of a role in the reader's language; its code when this release does not know it."""
    title = roles().titles.get(code)
    return gettext(title) if title else code


def seat_title(seat: Seat) -> str:
    """A seat's own title; its role's when it has none."""
    return seat.title or role_title(seat.role)


def permission_title(name: str) -> str:
    """What a permission allows, in the reader's language; its name for one without words."""
    return str(_PERMISSIONS.get(name, name))
