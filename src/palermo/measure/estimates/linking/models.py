"""A linkage: the lists of agencies, sealed, for as long as they are being joined."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from palermo.ground.records import Classification, Record
from palermo.measure.estimates.linking.words import LinkageState
from palermo.measure.estimates.models import OverlapTable


class Linkage(Record):
    """``sealed_*`` are ciphertext (``sealing``): what the files hold with what each column is, the compared pairs, what
    reviewers said. ``outcome`` holds counts and shares alone. Once ``state`` is none of OPEN_STATES, nothing is sealed
    here and the key is gone. ``opened``: whether seats that review may see its pairs."""

    classification = Classification(
        personal="sealed", retention="until it is used or given up, seven days at most; counts stay"
    )

    title = models.CharField(max_length=200)
    subject = models.CharField(max_length=12, blank=True)
    period = models.CharField(max_length=24, blank=True)
    names = models.JSONField(default=list)
    asked = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    state = models.CharField(
        max_length=8, choices=[(str(word), str(word)) for word in LinkageState], default=str(LinkageState.COLUMNS)
    )
    started_by = models.CharField(max_length=40)
    delete_at = models.DateTimeField()
    opened = models.BooleanField(default=False)
    job_uuid = models.UUIDField(null=True, blank=True)
    version = models.CharField(max_length=20, blank=True)
    table = models.OneToOneField(OverlapTable, on_delete=models.PROTECT, null=True, blank=True, related_name="linkage")
    sealed_lists = models.BinaryField(default=bytes)
    sealed_pairs = models.BinaryField(default=bytes)
    sealed_judgements = models.BinaryField(default=bytes)

    class Meta:
        app_label = "measure"
        ordering = ("-created_at", "-pk")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("state", "delete_at"), name="linkage_by_end")]

    def __str__(self) -> str:
        return self.title
