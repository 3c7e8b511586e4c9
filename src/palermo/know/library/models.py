"""Documents as they were read: blocks in order, footnotes, and every edition's file."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from palermo.ground.evidence.models import Source
from palermo.ground.records import Classification, Record
from palermo.know.library.words import BlockKind, DocumentState, footnote_anchor, paragraph_anchor


class Document(Record):
    """A document of the library. Symbol, title, language, date and digest stand in its ``source``, once.

    ``uuid`` equals the source's, so that a citation's link is the document's. ``edition`` numbers the corrected files
    read so far; blocks and footnotes are those of the current one. ``sketch`` is for finding near-identical texts.
    """

    classification = Classification(personal="none", retention="permanent")

    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="know_document")
    kind = models.CharField(max_length=20, blank=True)
    session = models.CharField(max_length=120, blank=True)
    agenda_item = models.CharField(max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(
        max_length=9, choices=[(state.value, state.value) for state in DocumentState], default=DocumentState.DRAFT.value
    )
    published_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveSmallIntegerField(default=1)
    sketch = models.BinaryField(default=bytes)

    class Meta:
        app_label = "know"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("state", "year"), name="document_by_state")]

    def __str__(self) -> str:
        return str(self.source)

    @property
    def published(self) -> bool:
        return self.state == DocumentState.PUBLISHED

    @property
    def title(self) -> str:
        return self.source.title

    @property
    def symbol(self) -> str:
        return self.source.key

    @property
    def language(self) -> str:
        return self.source.language

    @property
    def dated(self) -> str:
        return self.source.dated


class Edition(Record):
    """One file a document was read from. Superseded ones stay, with their bytes (``originals``)."""

    classification = Classification(personal="staff", retention="permanent")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    filename = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the bytes")
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    ingested_by = models.CharField(max_length=40)
    notices = models.JSONField(default=list, help_text="what the reader of the file wants a person to know")

    class Meta:
        app_label = "know"
        ordering = ("document", "-number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("document", "number"), name="one_edition_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.filename}, edition {self.number}"


class Block(models.Model):
    """A heading, paragraph or table, in the order of the page. ``style`` is the paragraph's kind (numbered, ...);
    ``number`` a heading's printed number; ``marks`` are ``[footnote key, offset]``; ``rows`` a table's cells."""

    classification: ClassVar[Classification] = Classification(personal="none", retention="with its document")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=9, choices=[(kind.value, kind.value) for kind in BlockKind])
    key = models.CharField(max_length=60, blank=True)
    style = models.CharField(max_length=12, blank=True)
    text = models.TextField(blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    number = models.CharField(max_length=20, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    marks = models.JSONField(default=list)
    rows = models.JSONField(default=list)

    class Meta:
        app_label = "know"
        ordering = ("document", "position")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("document", "position"), name="one_block_a_position")
        ]

    def __str__(self) -> str:
        return self.anchor

    @property
    def anchor(self) -> str:
        """The block's anchor on the reader's page."""
        if self.kind == BlockKind.PARAGRAPH:
            return paragraph_anchor(self.key)
        return f"{'h' if self.kind == BlockKind.HEADING else 't'}-{self.position}"


class Footnote(models.Model):
    """A footnote; ``paragraph`` is the key of the paragraph its mark stands in, empty when no mark was found."""

    classification: ClassVar[Classification] = Classification(personal="none", retention="with its document")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="footnotes")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=60)
    paragraph = models.CharField(max_length=60, blank=True)
    text = models.TextField()

    class Meta:
        app_label = "know"
        ordering = ("document", "position")

    def __str__(self) -> str:
        return self.anchor

    @property
    def anchor(self) -> str:
        """The footnote's anchor on the reader's page."""
        return footnote_anchor(self.key)
