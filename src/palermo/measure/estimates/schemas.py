"""What the API says of a published estimate, as the gate let it through; null is withheld, or no limit."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema


class EstimateOut(Schema):
    """A published estimate: from ``low`` to ``high`` people in all, detected and not detected; ``high`` null: no limit.

    ``counted`` are the different people on the lists: detected, never part of the same series.
    """

    uuid: UUID
    title: str
    country: str
    period: str
    counted: int | None
    low: float
    high: float | None
    methods_agree: bool
    published_on: date


class MethodOut(Schema):
    """One method; ``low`` and ``high`` bound its 95% interval."""

    method: str
    estimate: float | None
    low: float | None
    high: float | None
    model: str
    warnings: list[str]


class OverlapOut(Schema):
    """How many people were on exactly these lists; null when it is withheld."""

    lists: list[str]
    people: int | None


class GroupOut(Schema):
    """A group of people by one covariate."""

    covariate: str
    value: str
    counted: int | None
    estimate: float | None
    low: float | None
    high: float | None


class EstimateReportOut(Schema):
    """Everything that is published of an estimate. ``seal`` commits to the data without giving them away."""

    estimate: EstimateOut
    methods: list[MethodOut]
    overlap: list[OverlapOut]
    groups: list[GroupOut]
    account: list[str]
    threshold: float
    bootstrap: int
    seed: int
    version: str
    seal: str
