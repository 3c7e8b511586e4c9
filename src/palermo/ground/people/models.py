"""Accounts of the people who work with Palermo. Never the people the Protocol protects: those live in `protect`."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from palermo.ground.records import Classification, Record


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their address in any case, as sign-in does."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """``code`` is what audit events and pages print in place of the name."""

    classification: ClassVar[Classification] = Classification(personal="staff", retention="until the account is closed")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=20, unique=True)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, default="en")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_login = None  # the audit chain tells when somebody signed in; a column would be written outside an act

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["code", "name"]

    class Meta:
        app_label = "ground"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Enrolment(Record):
    """One use of one link with which a person sets the means to sign in. The link itself is not kept."""

    classification = Classification(personal="staff", retention="a month after it expired")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="enrolments")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "ground"
        ordering = ("-created_at",)
