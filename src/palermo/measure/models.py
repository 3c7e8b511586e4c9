"""Django looks for an app's models here; what belongs to one room alone stays in the room."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from palermo.ground.evidence.models import Source
from palermo.ground.records import Classification, Record
from palermo.measure.conflicts.models import Opinion
from palermo.measure.estimates.linking.models import Linkage
from palermo.measure.estimates.models import EstimateRun, OverlapTable
from palermo.measure.questionnaires.models import (
    GivenAnswer,
    Questionnaire,
    QuestionnaireRound,
    QuestionnaireVersion,
    Submission,
    SubmissionSection,
)
from palermo.measure.surveys.models import (
    Answer,
    CodedStatement,
    CodedSupport,
    Reply,
    SurveyEdition,
    SurveyRound,
    SurveySection,
)
from palermo.measure.words import DatasetKind

__all__ = [
    "Answer", "Area", "CodedStatement", "CodedSupport", "EstimateRun", "GivenAnswer", "Linkage", "Opinion",
    "OverlapTable", "Questionnaire", "QuestionnaireRound", "QuestionnaireVersion", "Release", "Reply", "Submission",
    "SubmissionSection", "SurveyEdition", "SurveyRound", "SurveySection",
]  # fmt: skip


class Release(Record):
    """One release of a dataset, as imported: the file it came from, and what the import made of every row.

    A newer release that speaks of the same places supersedes this one and withdraws its figures; both stay readable.
    ``report`` is the JSON of the importer's own report.
    """

    classification = Classification(personal="none", retention="permanent")

    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=DatasetKind.choices)
    filename = models.CharField(max_length=200, blank=True)
    rows = models.PositiveIntegerField()
    places = models.JSONField(default=list, help_text="codes of the States it speaks of")
    report = models.JSONField(default=dict)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supersedes"
    )

    class Meta:
        app_label = "measure"
        ordering = ("-created_at",)
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("kind", "created_at"))]

    def __str__(self) -> str:
        return self.source.title


class Area(Record):
    """A subject of published figures that is no country of the list: a region without a name, two areas counted as
    one, an area without an ISO 3166-1 code. ``code`` is what figures carry as their subject."""

    classification = Classification(personal="none", retention="permanent")

    code = models.CharField(max_length=12, unique=True)
    printed = models.CharField(max_length=200, unique=True)

    class Meta:
        app_label = "measure"
        ordering = ("printed",)

    def __str__(self) -> str:
        return self.printed
