"""Bodies: ministries, agencies, secretariats. Seats belong to bodies, and people hold seats."""

from __future__ import annotations

from django.db import models

from palermo.ground.records import Classification, Record


class Organisation(Record):
    classification = Classification(personal="none", retention="permanent")

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=3, blank=True, help_text="ISO 3166-1 alpha-3, empty for international bodies")

    class Meta:
        app_label = "ground"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
