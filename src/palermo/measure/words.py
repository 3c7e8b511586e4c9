"""The words of this wing."""

from __future__ import annotations

from django.db import models


class DatasetKind(models.TextChoices):
    STATISTICS = "statistics"
    TREATIES = "treaties"
