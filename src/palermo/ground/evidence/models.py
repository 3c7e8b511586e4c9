"""Evidence, the common coin: sources, and the figures and treaty actions that cite them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from palermo.ground.evidence.words import FigureStatus, Origin, SourceKind
from palermo.ground.records import Classification, Record
from palermo_engines.kit.quantities import Qualifier


class Source(Record):
    """Something that can be cited: a document, a dataset, a computation.

    ``key`` is what people call it (a document symbol, a dataset's id). ``published`` gates everything that cites it.
    The page that shows a source is the URL named ``source-<kind>``, which takes ``uuid``.
    """

    classification = Classification(personal="none", retention="permanent")

    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in SourceKind])
    key = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=600)
    publisher = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, blank=True)
    dated = models.CharField(max_length=10, blank=True, help_text="ISO 8601, as precise as printed")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the bytes")
    published = models.BooleanField(default=False)

    class Meta:
        app_label = "ground"
        ordering = ("title",)

    def __str__(self) -> str:
        return self.key or self.title


class Cited(Record):
    """A record that stands on the exact words of a source. ``locator`` is a paragraph key, or ``sheet!row``."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    locator = models.CharField(max_length=40, blank=True)
    snippet = models.TextField(blank=True)
    language = models.CharField(max_length=2, blank=True)
    origin = models.CharField(max_length=12, choices=[(origin.value, origin.value) for origin in Origin])
    origin_uuid = models.UUIDField(null=True, blank=True, help_text="the finding or import it came from")
    status = models.CharField(
        max_length=10,
        choices=[(status.value, status.value) for status in FigureStatus],
        default=FigureStatus.ACCEPTED.value,
    )

    class Meta:
        abstract = True


class Figure(Cited):
    """A number with everything that makes it true: qualifier, unit, period, as-of date, breakdown, scope, citation.

    ``subject`` is a country (ISO 3166-1 alpha-3), a region or organisation code, or empty for the world.
    ``breakdown`` is canonical text, keys sorted: ``age=child;sex=female`` (empty for a total).
    A suppressed cell (``<5`` in print) has ``suppressed`` set, value 5 and qualifier ``less_than``: it is not zero.
    """

    classification = Classification(personal="none", retention="permanent")

    measure = models.CharField(max_length=60, blank=True, help_text="an id of standards/measures.yaml")
    subject = models.CharField(max_length=12, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    high = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    qualifier = models.CharField(
        max_length=10, choices=[(item.value, item.value) for item in Qualifier], default=Qualifier.EXACT.value
    )
    unit = models.CharField(max_length=40, blank=True)
    suppressed = models.BooleanField(default=False)
    period = models.CharField(max_length=24, blank=True, help_text="ISO 8601 date or interval")
    period_first = models.DateField(null=True, blank=True)
    period_last = models.DateField(null=True, blank=True)
    as_of = models.CharField(max_length=24, blank=True)
    breakdown = models.CharField(max_length=200, blank=True)
    scope = models.CharField(max_length=80, blank=True)
    part_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="parts")

    also_in: tuple[Figure, ...] = ()  # the same statement in other language versions, see translations.told_once

    class Meta:
        app_label = "ground"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("measure", "subject", "period_last"), name="figure_by_measure"),
            models.Index(fields=("subject", "measure"), name="figure_by_subject"),
            models.Index(fields=("source", "locator"), name="figure_by_place"),
        ]


class TreatyAction(Cited):
    """What a State did about an instrument. ``date`` as precise as known; ``first`` and ``last`` bound the day."""

    classification = Classification(personal="none", retention="permanent")

    instrument = models.CharField(max_length=40, help_text="an id of standards/treaties.yaml")
    kind = models.CharField(max_length=20)
    country = models.CharField(max_length=12)
    participant = models.CharField(max_length=200, blank=True, help_text="the name as printed")
    date = models.CharField(max_length=24, blank=True)
    first = models.DateField(null=True, blank=True)
    last = models.DateField(null=True, blank=True)

    class Meta:
        app_label = "ground"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("instrument", "kind", "last"), name="action_by_instrument"),
            models.Index(fields=("country",), name="action_by_country"),
        ]
