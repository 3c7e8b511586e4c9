"""Tables of overlaps and the runs on them. Who is on the lists was never stored: counts only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from palermo.ground.evidence.models import Source
from palermo.ground.records import Classification, Record
from palermo.measure.estimates.words import MadeFrom

_KEPT = Classification(personal="staff", retention="ten years after the last run, as the figures rest on it")


class OverlapTable(Record):
    """How many people were on which lists. ``rows`` are ``[history, [value of each covariate], count]``, the history
    coded as in ``palermo_engines.estimation.tables``.

    ``digest`` is the SHA-256 of names and rows, and never leaves the house: small cells could be guessed from it.
    ``draws``: for lists that were linked by probability, the counts of each history, in the order of their codes, under
    other plausible linkages; ``linked``: how the links were made and how good they are.
    ``salt`` makes it the ``seal`` that a published result carries.
    """

    classification = _KEPT

    title = models.CharField(max_length=200)
    subject = models.CharField(max_length=12, blank=True)
    period = models.CharField(max_length=24, blank=True)
    made_from = models.CharField(max_length=8, choices=[(str(word), str(word)) for word in MadeFrom])
    names = models.JSONField()
    covariates = models.JSONField(default=list)
    rows = models.JSONField()
    observed = models.PositiveIntegerField()
    draws = models.JSONField(default=list)
    linked = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    made_by = models.CharField(max_length=40)

    class Meta:
        app_label = "measure"
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.title


class EstimateRun(Record):
    """One run: what was asked for, the job that works on it, the parts of the result that it has so far.

    ``published`` is what the public sees, as it stood when it was published.
    """

    classification = _KEPT

    table = models.ForeignKey(OverlapTable, on_delete=models.PROTECT, related_name="runs")
    asked = models.JSONField()
    asked_by = models.CharField(max_length=40)
    job_uuid = models.UUIDField(null=True, blank=True)
    version = models.CharField(max_length=20)
    result = models.JSONField(default=dict)
    finished_at = models.DateTimeField(null=True, blank=True)
    source = models.OneToOneField(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published = models.JSONField(default=dict)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "measure"
        ordering = ("-created_at", "-pk")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("published_at",), name="run_by_publication")]

    def __str__(self) -> str:
        return f"{self.table} ({self.uuid})"
