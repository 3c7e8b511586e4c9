"""Rounds, their sections, the replies with their answers, the coding, and the editions that were published."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from palermo.ground.organisations.models import Organisation
from palermo.ground.records import Classification, Record
from palermo.measure.surveys.words import NAMINGS, ROUND_STATES, STAGES, ItemKind, RoundState, Stage

_PERMANENT = Classification(personal="none", retention="permanent")
_SIGNED = Classification(personal="staff", retention="permanent")


def _choices(words: object) -> list[tuple[str, str]]:
    return [(str(word), str(word)) for word in words]  # type: ignore[attr-defined]


class SurveyRound(Record):
    """One note verbale. ``titles`` hold a text by language; ``body`` is the code of the organ that is reported to.
    ``keeps_order``: States are listed in the alphabet of the original language, whatever the reader's.
    ``published``: its newest edition is public."""

    classification = _PERMANENT

    symbol = models.CharField(max_length=60)
    titles = models.JSONField(default=dict)
    body = models.CharField(max_length=40, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    deadline = models.DateField(null=True, blank=True)
    cut_off = models.DateField(null=True, blank=True)
    languages = models.JSONField(default=list)
    original = models.CharField(max_length=2, default="en")
    keeps_order = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=_choices(RoundState), default=RoundState.PREPARING.value)
    published = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "measure"
        ordering = ("-sent_on", "-pk")

    def __str__(self) -> str:
        return self.symbol

    @property
    def state_words(self) -> str:
        return str(ROUND_STATES[self.state])


class SurveySection(models.Model):
    """A part of the questionnaire and a heading of the report. ``level`` 1 is a chapter, 2 a section of it."""

    classification: ClassVar[Classification] = _PERMANENT

    round = models.ForeignKey(SurveyRound, on_delete=models.PROTECT, related_name="sections")
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField(default=1)
    titles = models.JSONField(default=dict)

    class Meta:
        app_label = "measure"
        ordering = ("round", "position", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("round", "code"), name="one_section_a_code")
        ]

    def __str__(self) -> str:
        return self.code


class Reply(Record):
    """The reply of a State (``code`` is ISO 3166-1 alpha-3) or of an organisation. ``names`` are those of the time,
    where they differ from today's. ``focal`` is the body whose focal point clears; ``cleared_by`` a person's code."""

    classification = _SIGNED

    round = models.ForeignKey(SurveyRound, on_delete=models.PROTECT, related_name="replies")
    code = models.CharField(max_length=40)
    organisation = models.BooleanField(default=False)
    names = models.JSONField(default=dict)
    focal = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    stage = models.CharField(max_length=9, choices=_choices(Stage), default=Stage.AWAITED.value)
    language = models.CharField(max_length=2, blank=True)
    received_on = models.DateField(null=True, blank=True)
    cleared_by = models.CharField(max_length=40, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "measure"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("round", "code"), name="one_reply_a_sender")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def stage_words(self) -> str:
        return str(STAGES[self.stage])


class Answer(Record):
    """What a reply says to one section. ``delegate`` is the body that writes it; the focal point's body may always."""

    classification = Classification(personal="none", retention="permanent", scope="organisation")

    reply = models.ForeignKey(Reply, on_delete=models.PROTECT, related_name="answers")
    section = models.ForeignKey(SurveySection, on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "measure"
        ordering = ("section__position", "section__pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("reply", "section"), name="one_answer_a_section")
        ]


class CodedStatement(Record):
    """A sentence of the report: a statement that replies are counted for, or a remark that none are.

    ``wordings`` hold a text with places by language. ``override`` is a quantifier set against the count;
    ``override_body`` is printed with it, ``override_by`` (a person's code) is not. ``gone``: dropped, kept as history.
    """

    classification = _SIGNED

    round = models.ForeignKey(SurveyRound, on_delete=models.PROTECT, related_name="statements")
    section = models.ForeignKey(SurveySection, on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=9, choices=_choices(ItemKind), default=ItemKind.STATEMENT.value)
    code = models.SlugField(max_length=60)
    paragraph = models.PositiveSmallIntegerField(default=1)
    wordings = models.JSONField(default=dict)
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    hangs_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    quantifier = models.CharField(max_length=20, blank=True)
    naming = models.CharField(max_length=8, choices=_choices(NAMINGS), default="auto")
    override = models.CharField(max_length=20, blank=True)
    override_reason = models.CharField(max_length=1000, blank=True)
    override_body = models.CharField(max_length=200, blank=True)
    override_by = models.CharField(max_length=40, blank=True)
    override_on = models.DateField(null=True, blank=True)
    gone = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "measure"
        ordering = ("section__position", "section__pk", "paragraph", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("round", "code"), condition=models.Q(gone=False), name="one_statement_a_code"
            )
        ]

    def __str__(self) -> str:
        return self.code


class CodedSupport(models.Model):
    """A reply that says so: ``start`` and ``end`` are characters of the answer, ``place`` says it in words where the
    reply's text is not here. ``code`` may be of a State that never replied: the checks then say so."""

    classification: ClassVar[Classification] = _PERMANENT

    statement = models.ForeignKey(CodedStatement, on_delete=models.CASCADE, related_name="supports")
    code = models.CharField(max_length=40)
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, null=True, blank=True, related_name="supports")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)

    class Meta:
        app_label = "measure"
        ordering = ("statement", "pk")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("statement", "code"), name="one_support_a_sender")
        ]

    def __str__(self) -> str:
        return self.code


class SurveyEdition(Record):
    """The report as published: the coding, from which every language and file is written again. Never changed."""

    classification = _SIGNED

    round = models.ForeignKey(SurveyRound, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    coding = models.JSONField()
    made_by = models.CharField(max_length=40)

    class Meta:
        app_label = "measure"
        ordering = ("round", "-number")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("round", "number"), name="one_survey_edition_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.round} ({self.number})"
