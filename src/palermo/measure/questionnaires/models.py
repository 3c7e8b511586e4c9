"""Questionnaires with their versions, rounds, and what each State answers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from palermo.ground.evidence.models import Source
from palermo.ground.organisations.models import Organisation
from palermo.ground.records import Classification, Record
from palermo.measure.questionnaires.words import (
    ROUND_STATES,
    STAGES,
    VERSION_STATES,
    RoundState,
    Stage,
    Standing,
    VersionState,
    Way,
)

_PERMANENT = Classification(personal="none", retention="permanent")
_SIGNED = Classification(personal="staff", retention="permanent")


def _choices(words: object) -> list[tuple[str, str]]:
    return [(str(word), str(word)) for word in words]  # type: ignore[attr-defined]


class Questionnaire(Record):
    """One instrument of asking, for example a report's questionnaire. ``code`` is the ``id`` of its versions."""

    classification = _PERMANENT

    code = models.CharField(max_length=24, unique=True)
    titles = models.JSONField(default=dict)

    class Meta:
        app_label = "measure"
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class QuestionnaireVersion(Record):
    """``text`` is YAML as ``reading`` understands it; ``digest`` its SHA-256; ``published_by`` a person's code."""

    classification = _SIGNED

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=9, choices=_choices(VersionState), default=VersionState.DRAFT.value)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=40, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "measure"
        ordering = ("questionnaire", "-number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("questionnaire", "number"), name="one_version_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire_id}/{self.number}"

    @property
    def state_words(self) -> str:
        return str(VERSION_STATES[self.state])


class QuestionnaireRound(Record):
    """A version sent out. ``period`` is what answers are about, as ISO 8601 (``2024``). ``published``: the cleared
    answers, and the figures they state, are public."""

    classification = _PERMANENT

    version = models.ForeignKey(QuestionnaireVersion, on_delete=models.PROTECT, related_name="rounds")
    period = models.CharField(max_length=24)
    deadline = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=_choices(RoundState), default=RoundState.PREPARING.value)
    published = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "measure"
        ordering = ("-period", "-pk")

    def __str__(self) -> str:
        return f"{self.version_id} {self.period}"

    @property
    def state_words(self) -> str:
        return str(ROUND_STATES[self.state])


class Submission(Record):
    """What a State (``country``, ISO 3166-1 alpha-3) answers in a round. ``focal`` is the body whose focal point
    clears; ``cleared_by`` a person's code. ``source`` is what its figures cite, made at the first clearance.
    ``revision`` counts every change of its answers."""

    classification = _SIGNED

    round = models.ForeignKey(QuestionnaireRound, on_delete=models.PROTECT, related_name="submissions")
    country = models.CharField(max_length=3)
    focal = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stage = models.CharField(max_length=9, choices=_choices(Stage), default=Stage.OPENED.value)
    received_on = models.DateField(null=True, blank=True)
    cleared_by = models.CharField(max_length=40, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    source = models.OneToOneField(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "measure"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("round", "country"), name="one_submission_a_state")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("country", "stage"), name="submission_by_state")]

    def __str__(self) -> str:
        return self.country

    @property
    def stage_words(self) -> str:
        return str(STAGES[self.stage])


class SubmissionSection(Record):
    """How far one section is, and the source of its data. ``delegate`` is the body that answers it; ``provider``,
    ``method`` and ``as_of`` say whose data they are, how they were gathered, and on which day they stood."""

    classification = Classification(personal="none", retention="permanent", scope="organisation")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="sections")
    section = models.CharField(max_length=40)
    delegate = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done = models.BooleanField(default=False)
    provider = models.CharField(max_length=300, blank=True)
    method = models.CharField(max_length=2000, blank=True)
    as_of = models.CharField(max_length=10, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "measure"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("submission", "section"), name="one_part_a_section")
        ]

    def __str__(self) -> str:
        return self.section


class GivenAnswer(Record):
    """The answer to one question. ``value`` has the shape of its field (docs/how-to/declare-a-register.md), null
    unless ``standing`` is ``value``. ``origin`` says where one came from that nobody typed: ``kind``, ``words`` and
    an ``address`` inside the site. ``word`` explains a large change. ``given_by`` is a person's code."""

    classification = Classification(personal="staff", retention="permanent", scope="organisation")

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=60)
    standing = models.CharField(max_length=14, choices=_choices(Standing), default=Standing.VALUE.value)
    value = models.JSONField(null=True, blank=True)
    word = models.CharField(max_length=2000, blank=True)
    way = models.CharField(max_length=9, choices=_choices(Way), default=Way.TYPED.value)
    origin = models.JSONField(default=dict, blank=True)
    given_by = models.CharField(max_length=40, blank=True)
    given_at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "measure"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("submission", "question"), name="one_answer_a_question")
        ]

    def __str__(self) -> str:
        return self.question
