"""The audit chain: append-only, each event sealed with the hash of the one before, no foreign keys."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from palermo.ground.records import Classification


class Event(models.Model):
    """One thing somebody did. ``seq`` has no gaps. ``details`` is canonical JSON text, because it is hashed as bytes.

    ``verb`` is past tense (``know.document.ingested``); ``actor`` is a person's code, ``console`` or ``system``.
    No names and no free text of protected records ever enter an event.
    """

    classification: ClassVar[Classification] = Classification(personal="staff", retention="permanent")

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.CharField(max_length=32, help_text="ISO 8601 with microseconds, UTC; text because it is hashed")
    actor = models.CharField(max_length=40)
    channel = models.CharField(max_length=8, help_text="web, api, cli or system")
    verb = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=40)
    object_uuid = models.CharField(max_length=36, blank=True)
    details = models.TextField(default="{}")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        app_label = "ground"
        ordering = ("seq",)
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("object_kind", "object_uuid"))]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb}"


class Head(models.Model):
    """Where the chain ends: one row, so that events cut off at the end are noticed too."""

    classification: ClassVar[Classification] = Classification(personal="none", retention="permanent")

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        app_label = "ground"

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"
