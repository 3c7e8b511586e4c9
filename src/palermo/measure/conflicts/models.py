"""What reviewers say about a conflict. The values themselves are never touched."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from palermo.ground.evidence.models import Figure
from palermo.ground.records import Classification, Record


class Opinion(Record):
    """A reviewer holds one value right, and says why. Earlier opinions stay; the newest is shown first."""

    classification = Classification(personal="staff", retention="permanent")

    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    reviewer = models.CharField(max_length=40, help_text="the person's code")

    class Meta:
        app_label = "measure"
        ordering = ("-created_at", "-id")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("figure", "created_at"))]
