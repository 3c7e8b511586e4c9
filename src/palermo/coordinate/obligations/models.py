"""An obligation to report, with its mandate, its planned date and the actual one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from palermo.coordinate.resolutions.models import Directive, Paragraph, Work
from palermo.ground.records import Classification, Record


class Obligation(Record):
    """``author`` owes the report ``title`` to ``body`` for ``session``.

    ``planned`` and ``issued`` are ISO 8601, as precise as known; ``planned_last`` is the last day the planned date
    stands for (a report planned for 2018 is overdue from 1 January 2019), ``issued_first`` the first of the actual one.
    ``mandate`` is the directive it rests on, ``mandate_words`` what people call it where no directive is held.
    ``report`` is what was issued, ``evidence`` the paragraph that says so. ``revision`` counts changes.
    """

    classification = Classification(personal="none", retention="permanent")

    title = models.CharField(max_length=400)
    author = models.CharField(max_length=40)
    body = models.CharField(max_length=40)
    session = models.CharField(max_length=120, blank=True)
    mandate = models.ForeignKey(Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    mandate_words = models.CharField(max_length=200, blank=True)
    planned = models.CharField(max_length=10, blank=True)
    planned_last = models.DateField(null=True, blank=True)
    issued = models.CharField(max_length=10, blank=True)
    issued_first = models.DateField(null=True, blank=True)
    issued_symbol = models.CharField(max_length=80, blank=True)
    report = models.ForeignKey(Work, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    evidence = models.ForeignKey(Paragraph, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    published = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "coordinate"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("published", "planned_last"), name="obligation_by_day")
        ]

    def __str__(self) -> str:
        return self.title
