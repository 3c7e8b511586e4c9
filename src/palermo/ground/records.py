"""What every stored record has: an identifier for the outside, and a classification that a guard test demands."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import ClassVar, Literal

from django.db import models


@dataclass(frozen=True, slots=True)
class Classification:
    """What a table holds and for how long.

    ``personal``: ``none``; ``staff`` (names and addresses of people who use Palermo); ``protected`` (people the
    Protocol protects); ``sealed`` (such people, encrypted under a key outside the database, and gone on the day in
    ``delete_at``). ``retention``: how long rows are kept. ``scope``: ``instance`` (one for all) or
    ``organisation`` (rows belong to one body).
    """

    personal: Literal["none", "staff", "protected", "sealed"]
    retention: str
    scope: Literal["instance", "organisation"] = "instance"


class Record(models.Model):
    """``id`` inside, ``uuid`` outside."""

    classification: ClassVar[Classification]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
