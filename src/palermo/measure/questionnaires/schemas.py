"""What the API says of questionnaires."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Schema


class QuestionnaireOut(Schema):
    """A questionnaire with a published version; ``version`` is the newest."""

    code: str
    titles: dict[str, str]
    version: int
    languages: list[str]


class VersionOut(Schema):
    """A published version. ``answers`` is the JSON Schema of its values."""

    code: str
    number: int
    digest: str
    text: str
    answers: dict[str, Any]


class PublicRoundOut(Schema):
    """A round whose cleared answers are public."""

    uuid: UUID
    code: str
    version: int
    period: str


class RoundAnswersOut(Schema):
    """The public answers of a round: States in alphabetical order, never by a value."""

    round: PublicRoundOut
    answers: list[dict[str, Any]]
