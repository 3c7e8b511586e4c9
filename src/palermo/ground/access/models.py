"""Seats (body, role, validity) and who holds them; tokens for programs. Roles themselves are data: ``roles.yaml``."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from palermo.ground.organisations.models import Organisation
from palermo.ground.records import Classification, Record


class Seat(Record):
    """A role in a body, with validity dates. Holders come and go, the seat stays (rule 9 of the house)."""

    classification = Classification(personal="none", retention="permanent", scope="organisation")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seats")
    role = models.SlugField(max_length=40, help_text="a code of roles.yaml")
    title = models.CharField(max_length=120, blank=True, help_text="empty: the role's own title")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "ground"
        ordering = ("organisation__name", "title")

    def __str__(self) -> str:
        return f"{self.title or self.role}, {self.organisation}"


class Holding(Record):
    """A person in a seat, as its holder or as the alternate."""

    classification = Classification(personal="staff", retention="permanent", scope="organisation")

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="holdings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="holdings")
    alternate = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "ground"
        ordering = ("-valid_from",)


class Token(Record):
    """A key for programs: acts for one person, within ``scopes``, until ``expires_at``. Only its digest is kept."""

    classification = Classification(personal="staff", retention="until revoked or expired, then a year")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list, help_text="permission names of permissions.yaml")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "ground"
        ordering = ("-created_at",)
