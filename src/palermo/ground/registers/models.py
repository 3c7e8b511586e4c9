"""What registers keep: declarations, records, what records were before, and what people say and save about them.

People stand here by their code, never by a foreign key: an account that is closed leaves its deeds behind.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from palermo.ground.records import Classification, Record

SORTING_LENGTH = 100  # signs; PostgreSQL indexes at most 2,704 bytes a row, and a sign takes up to four


class RegisterDeclaration(Record):
    """A declaration as YAML. ``instance``: made here; ``release``: a built-in one, kept because records were written
    under it. Drafts have version 0 (their text may not be YAML yet), one for each register and person."""

    classification = Classification(personal="staff", retention="permanent")

    class Origin(models.TextChoices):
        INSTANCE = "instance"
        RELEASE = "release"

    register = models.CharField(max_length=24)
    version = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the text")
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.INSTANCE)
    published = models.BooleanField(default=False)
    by = models.CharField(max_length=40)

    class Meta:
        app_label = "ground"
        ordering = ("register", "-version")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("register", "version"), condition=Q(version__gt=0), name="declaration_once_a_version"
            ),
            models.UniqueConstraint(fields=("register", "by"), condition=Q(version=0), name="declaration_one_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.version}"


class RegisterBook(Record):
    """One row a register. Whoever writes records holds it until their transaction ends, so numbers have no doubles and
    the tags of a block have one writer. ``derived`` tells under which rules the promoted columns, tags and figures
    were made; when the declaration asks for others, they must be made anew (``settling``)."""

    classification = Classification(personal="none", retention="permanent")

    register = models.CharField(max_length=24, unique=True)
    last_number = models.PositiveIntegerField(default=0)
    derived = models.CharField(max_length=64, blank=True)
    source = models.ForeignKey("ground.Source", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        app_label = "ground"
        ordering = ("register",)

    def __str__(self) -> str:
        return self.register


class RegisterImport(Record):
    """One import of many records, so that it can be undone as a whole. ``rows`` were offered, ``kept`` written."""

    classification = Classification(personal="staff", retention="permanent")

    register = models.CharField(max_length=24)
    by = models.CharField(max_length=40)
    filename = models.CharField(max_length=200, blank=True)
    rows = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "ground"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.register} {self.created_at:%Y-%m-%d} {self.kept}"


def code_of(register: str, number: int) -> str:
    """What people call a record."""
    return f"{register}-{number:06d}"


class RegisterRecord(Record):
    """A record: its content as JSON, and what was promoted from it. The shapes of ``values`` are in
    docs/how-to/declare-a-register.md.

    ``ordinal`` is the number people know the record by: it counts within the register and is never given twice.
    ``owner`` is the body of whoever made it, ``organisation`` the one it is about. ``sorting`` orders lists by title:
    the title in lower case, if everybody may read it who may read the record.
    """

    classification = Classification(personal="staff", retention="permanent", scope="organisation")

    register = models.CharField(max_length=24)
    ordinal = models.PositiveIntegerField(db_column="number")
    state = models.CharField(max_length=40)
    revision = models.PositiveIntegerField(default=1)
    declaration_version = models.PositiveIntegerField()
    title = models.CharField(max_length=300, blank=True)
    country = models.CharField(max_length=12, blank=True)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=40, blank=True)
    sorting = models.CharField(max_length=SORTING_LENGTH, blank=True)
    created_by = models.CharField(max_length=40)
    changed_by = models.CharField(max_length=40)
    changed_at = models.DateTimeField()
    batch = models.ForeignKey(RegisterImport, on_delete=models.SET_NULL, null=True, related_name="records")
    values = models.JSONField(default=dict)

    class Meta:
        app_label = "ground"
        ordering = ("register", "ordinal")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("register", "sorting", "ordinal"), name="record_by_title"),
            models.Index(fields=("register", "changed_at"), name="record_by_change"),
            models.Index(fields=("register", "first", "ordinal"), name="record_by_first_day"),
            models.Index(fields=("register", "last", "ordinal"), name="record_by_last_day"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("register", "ordinal"), name="record_number_once")
        ]

    @property
    def code(self) -> str:
        """What people call the record: ``K08-000123``."""
        return code_of(self.register, self.ordinal)

    def __str__(self) -> str:
        return self.code


class RecordTags(models.Model):
    """Which records of a register carry a code of a field: one bit a record, ``BLOCK`` records a row.

    The ordinal of a record is ``block * BLOCK`` plus the place of its bit. Built-in fields begin with ``~``
    (``tagging``). Filters and counts are ANDs of bits, on SQLite and PostgreSQL alike.
    """

    classification: ClassVar[Classification] = Classification(personal="none", retention="as the records it indexes")

    register = models.CharField(max_length=24)
    field = models.CharField(max_length=80)
    code = models.CharField(max_length=200)
    block = models.PositiveIntegerField()
    bits = models.BinaryField()

    class Meta:
        app_label = "ground"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("register", "block", "field", "code"), name="tags_once_a_block")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.field}={self.code} {self.block}"


class RecordWords(models.Model):
    """What text search sees of records, several a row (``finding``): a line each, empty where there is no record. Lower
    case, and only fields that everybody may read who may read the record."""

    classification: ClassVar[Classification] = Classification(personal="none", retention="as the records it indexes")

    register = models.CharField(max_length=24)
    pack = models.PositiveIntegerField()
    words = models.TextField()

    class Meta:
        app_label = "ground"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("register", "pack"), name="words_once_a_pack")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.pack}"


class RecordRevision(Record):
    """What a record was before a change: its content, who had written that, and when."""

    classification = Classification(personal="staff", retention="permanent", scope="organisation")

    record = models.ForeignKey(RegisterRecord, on_delete=models.CASCADE, related_name="revisions")
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=40)
    declaration_version = models.PositiveIntegerField()
    by = models.CharField(max_length=40)
    at = models.DateTimeField()
    values = models.JSONField(default=dict)

    class Meta:
        app_label = "ground"
        ordering = ("record", "revision")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("record", "revision"), name="revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.revision}"


class RecordDraft(Record):
    """What somebody typed into a form and did not save: one for each person and record, or new record."""

    classification = Classification(personal="staff", retention="until saved or thrown away")

    person = models.CharField(max_length=40)
    register = models.CharField(max_length=24)
    record = models.ForeignKey(RegisterRecord, on_delete=models.CASCADE, null=True, related_name="drafts")
    revision = models.PositiveIntegerField(default=0)
    values = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "ground"
        ordering = ("-changed_at",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("person", "register"), condition=Q(record=None), name="draft_of_new_record_once"
            ),
            models.UniqueConstraint(fields=("person", "record"), name="draft_of_record_once"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.person}"


class SavedView(Record):
    """A list with its filters, under a name. ``query`` is the query string of the list's address."""

    classification = Classification(personal="staff", retention="until its owner deletes it")

    person = models.CharField(max_length=40)
    register = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=1000, blank=True)
    shared = models.BooleanField(default=False)

    class Meta:
        app_label = "ground"
        ordering = ("name",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("person", "register", "name"), name="view_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class RecordComment(Record):
    """Something said about a record, among those who work on it. ``mentions`` are codes of people."""

    classification = Classification(personal="staff", retention="as the record")

    record = models.ForeignKey(RegisterRecord, on_delete=models.CASCADE, related_name="comments")
    by = models.CharField(max_length=40)
    text = models.TextField()
    mentions = models.JSONField(default=list)

    class Meta:
        app_label = "ground"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.record_id} {self.by}"


class RegisterSubscription(Record):
    """Who wants to know of changes: of one record, or of the whole register (``record`` empty)."""

    classification = Classification(personal="staff", retention="until ended")

    person = models.CharField(max_length=40)
    register = models.CharField(max_length=24)
    record = models.ForeignKey(RegisterRecord, on_delete=models.CASCADE, null=True, related_name="subscriptions")

    class Meta:
        app_label = "ground"
        ordering = ("pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("person", "register"), condition=Q(record=None), name="subscription_to_register_once"
            ),
            models.UniqueConstraint(fields=("person", "record"), name="subscription_to_record_once"),
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.person}"


class RecordOrigin(Record):
    """Where a record came from: ``key`` names the finding, or the paragraph, of a passage, or the form it was typed
    into. A second crossing, or a second click, finds the record again instead of making another."""

    classification = Classification(personal="none", retention="as the record")

    register = models.CharField(max_length=24)
    key = models.CharField(max_length=120)
    record = models.ForeignKey(RegisterRecord, on_delete=models.CASCADE, related_name="origins")

    class Meta:
        app_label = "ground"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("register", "key"), name="origin_once")
        ]

    def __str__(self) -> str:
        return f"{self.register} {self.key}"
