"""A finding: one fact that extraction found, the exact words it stands on, and what a reviewer decided."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from palermo.ground.records import Classification, Record
from palermo.know.library.models import Document
from palermo.know.review.words import AGREED_STATES, FindingKind, FindingState


class Finding(Record):
    """``passage`` is the anchor of its paragraph or footnote; ``start`` and ``end`` are characters of its text.

    ``payload`` has the fields of the line format; ``corrected`` replaces it when a reviewer corrected it. ``code`` is
    the one country, organisation or region it is about, if it is exactly one. ``fingerprint`` says "same fact in the
    same words", wherever in the document. ``gone_in`` is the edition in which a reviewed finding's words were not found
    any more. ``published``: it was agreed when its document was last published. ``revision`` counts decisions.
    """

    classification = Classification(personal="staff", retention="permanent")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="findings")
    position = models.PositiveIntegerField()
    passage = models.CharField(max_length=64)
    kind = models.CharField(max_length=9, choices=[(kind.value, kind.value) for kind in FindingKind])
    code = models.CharField(max_length=40, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    snippet = models.TextField(blank=True)
    payload = models.JSONField()
    corrected = models.JSONField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(
        max_length=9, choices=[(state.value, state.value) for state in FindingState], default=FindingState.FOUND.value
    )
    reviewer = models.CharField(max_length=40, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=400, blank=True)
    published = models.BooleanField(default=False)
    gone_in = models.PositiveSmallIntegerField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "know"
        ordering = ("document", "position")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("document", "position"), name="finding_by_position"),
            models.Index(fields=("document", "passage", "code"), name="finding_by_passage"),
            models.Index(fields=("code", "kind"), name="finding_by_code"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.passage}"

    @property
    def fact(self) -> dict[str, Any]:
        """The fact as it stands now: corrected where a reviewer corrected it."""
        stated: dict[str, Any] = self.payload
        return self.corrected or stated if self.state == FindingState.CORRECTED else stated

    @property
    def agreed(self) -> bool:
        """Whether a person holds it right."""
        return self.state in AGREED_STATES
