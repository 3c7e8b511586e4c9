"""What can be found: one row a passage. The index itself (FTS5 or tsvector) hangs on the row's id."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from palermo.ground.records import Classification
from palermo.know.library.models import Document


class SearchRow(models.Model):
    """``anchor`` is where it stands on the reader's page; ``text`` is as printed; ``version`` that of the analysis
    that made its tokens (rows of another version are rebuilt). A long passage is several rows."""

    classification: ClassVar[Classification] = Classification(personal="none", retention="with its document")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="search_rows")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=9, help_text="heading, paragraph, table or footnote")
    anchor = models.CharField(max_length=64)
    text = models.TextField()
    version = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "know"
        ordering = ("document", "position")

    def __str__(self) -> str:
        return self.anchor
