"""Works, their texts and paragraphs, what these direct; and what people say about them: renewals, what took up what,
and what came of each directive. Nothing is deleted: what a corrected edition lost is marked, with its history."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from palermo.coordinate.resolutions import vocabulary
from palermo.coordinate.resolutions.words import LIVE_STATES, ParagraphKind, ProposalState, Stage, Status, WorkKind
from palermo.ground.evidence.models import Figure, Source
from palermo.ground.records import Classification, Record

_OPEN = Classification(personal="none", retention="permanent")
_SIGNED = Classification(personal="staff", retention="permanent")


def _choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class Work(Record):
    """A resolution, decision, report or declaration, whatever texts it has.

    ``body`` is a code of ``standards/organisations.yaml``. ``planned`` and ``dated`` are ISO 8601, as precise as known:
    a planned date is not an actual one. ``revision`` counts changes of the fields that people type.
    """

    classification = _OPEN

    symbol = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=600)
    language = models.CharField(max_length=2, blank=True, help_text="of the title")
    kind = models.CharField(max_length=12, choices=_choices(WorkKind))
    body = models.CharField(max_length=40, blank=True)
    session = models.CharField(max_length=120, blank=True)
    planned = models.CharField(max_length=10, blank=True)
    dated = models.CharField(max_length=10, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    published = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "coordinate"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("symbol",), condition=~Q(symbol=""), name="one_work_a_symbol")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("published", "year"), name="work_by_year")]

    def __str__(self) -> str:
        return self.symbol or self.title

    @property
    def kind_words(self) -> str:
        return str(vocabulary.KINDS[self.kind])

    @property
    def body_words(self) -> str:
        return vocabulary.addressee_name(self.body) if self.body else ""


class Text(Record):
    """One text of a work as a document of the library holds it: a draft, a revision, the adopted text; in one language.
    ``edition`` is the document's edition that was taken in last."""

    classification = _OPEN

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="texts")
    stage = models.CharField(max_length=8, choices=_choices(Stage))
    language = models.CharField(max_length=2)
    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField(default=1)

    class Meta:
        app_label = "coordinate"
        ordering = ("work", "pk")

    def __str__(self) -> str:
        return f"{self.stage} {self.language}"

    @property
    def stage_words(self) -> str:
        return str(vocabulary.STAGES[self.stage])


class Paragraph(Record):
    """``key`` is the number as people cite it: ``OP4``, ``97(f)``. ``gone``: the current edition lost it.
    ``published``: it was there when its work was last published."""

    classification = _OPEN

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="paragraphs")
    kind = models.CharField(max_length=14, choices=_choices(ParagraphKind))
    key = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    words = models.TextField()
    gone = models.BooleanField(default=False)
    published = models.BooleanField(default=False)

    class Meta:
        app_label = "coordinate"
        ordering = ("text", "position")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("text", "key"), condition=Q(gone=False), name="one_paragraph_a_key")
        ]

    def __str__(self) -> str:
        return self.key

    # What a citation needs (palermo.commons.citing): a paragraph is cited by its own words.
    @property
    def source(self) -> Source:
        return self.text.source

    @property
    def locator(self) -> str:
        return self.key

    @property
    def snippet(self) -> str:
        return self.words

    @property
    def language(self) -> str:
        return self.text.language


class Directive(Record):
    """One verb of a paragraph. ``verb`` is a code of ``standards/directive_verbs.yaml``, ``printed`` as it stands;
    ``start`` and ``end`` are characters of the paragraph. ``finding`` is the reviewed finding it came from. ``action``
    and ``theme`` (``standards/themes.yaml``) are what people add; ``edited``: they changed the addressees too, and
    taking in again leaves those alone. ``gone``: its finding is not agreed any more, or its words are lost."""

    classification = _OPEN

    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="directives")
    position = models.PositiveSmallIntegerField()
    verb = models.CharField(max_length=40)
    printed = models.CharField(max_length=120)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    finding = models.UUIDField(unique=True)
    action = models.CharField(max_length=400, blank=True)
    theme = models.CharField(max_length=60, blank=True)
    edited = models.BooleanField(default=False)
    gone = models.BooleanField(default=False)
    published = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "coordinate"
        ordering = ("paragraph__text", "paragraph__position", "position")

    def __str__(self) -> str:
        return f"{self.paragraph.key} {self.verb}"

    @property
    def words(self) -> str:
        """The clause it opens, as printed."""
        return str(self.paragraph.words[self.start : self.end])

    @property
    def verb_words(self) -> str:
        return vocabulary.verb_name(self.verb)

    @property
    def theme_words(self) -> str:
        return vocabulary.theme_name(self.theme) if self.theme else ""


class Addressee(models.Model):
    """Whom a directive speaks to. ``implicit``: the text does not name them, a person says so."""

    classification: ClassVar[Classification] = _OPEN

    directive = models.ForeignKey(Directive, on_delete=models.CASCADE, related_name="addressees")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    implicit = models.BooleanField(default=False)

    class Meta:
        app_label = "coordinate"
        ordering = ("directive", "position")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("directive", "code"), name="one_addressee_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=("code",), name="addressee_by_code")]

    def __str__(self) -> str:
        return self.code

    @property
    def name(self) -> str:
        return vocabulary.addressee_name(self.code)


class Proposal(Record):
    """What one person says and another confirms. Decided ones stay as history. ``made_by`` and ``decided_by`` are
    persons' codes."""

    state = models.CharField(max_length=9, choices=_choices(ProposalState), default=ProposalState.PROPOSED.value)
    reason = models.CharField(max_length=1000, blank=True)
    made_by = models.CharField(max_length=40)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def state_words(self) -> str:
        return str(vocabulary.PROPOSAL_STATES[self.state])


class Renewal(Proposal):
    """``successor`` continues ``predecessor``, as ``evidence`` says, where a paragraph says so."""

    classification = _SIGNED

    predecessor = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="renewed_by")
    successor = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="renews")
    evidence = models.ForeignKey(Paragraph, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        app_label = "coordinate"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("predecessor", "successor"), condition=Q(state__in=LIVE_STATES), name="one_renewal_a_pair"
            )
        ]


class TakenUp(Proposal):
    """``later`` takes up ``earlier``. A directive narrows an end to one verb of its paragraph."""

    classification = _SIGNED

    earlier = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="taken_up_in")
    later = models.ForeignKey(Paragraph, on_delete=models.PROTECT, related_name="takes_up")
    earlier_directive = models.ForeignKey(Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    later_directive = models.ForeignKey(Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        app_label = "coordinate"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("earlier", "later"), condition=Q(state__in=LIVE_STATES), name="one_taking_up_a_pair"
            )
        ]


class StatusEntry(Proposal):
    """What came of a directive for one addressee, as of a day. ``addressee`` is empty where none is named. Evidence is
    a paragraph of a later document or a figure."""

    classification = _SIGNED

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="statuses")
    addressee = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=11, choices=_choices(Status))
    as_of = models.DateField()
    paragraph = models.ForeignKey(Paragraph, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        app_label = "coordinate"
        ordering = ("directive", "addressee", "as_of", "pk")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("directive", "addressee", "as_of"), name="status_by_day")
        ]

    @property
    def status_words(self) -> str:
        return str(vocabulary.STATUSES[self.status])

    @property
    def addressee_words(self) -> str:
        return vocabulary.addressee_name(self.addressee)
