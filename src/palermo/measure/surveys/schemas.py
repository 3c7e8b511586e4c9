"""What the API says of a published survey."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ninja import Schema


class SurveyOut(Schema):
    """A survey with a published report."""

    uuid: UUID
    symbol: str
    titles: dict[str, str]
    note_verbale_on: date | None
    deadline: date | None
    cut_off: date | None
    languages: list[str]
    edition: int


class SurveyFootnoteOut(Schema):
    """``states`` are ISO 3166-1 alpha-3 codes in the order printed; empty for a footnote in words."""

    number: int
    text: str
    states: list[str]


class SurveyStatementOut(Schema):
    """How one statement was counted."""

    code: str
    paragraph: int | None
    quantifier: str
    proposed: str
    count: int
    base: int
    set_by_hand: bool


class SurveyParagraphOut(Schema):
    """``text`` holds footnote marks in square brackets."""

    number: int
    text: str


class SurveyReportOut(Schema):
    """A published report in one language."""

    survey: SurveyOut
    language: str
    paragraphs: list[SurveyParagraphOut]
    footnotes: list[SurveyFootnoteOut]
    statements: list[SurveyStatementOut]
