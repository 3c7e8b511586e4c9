"""The operations of this room in the API: published reports, with what they were counted from."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from ninja import Router

from palermo.ground.access.api import ActorRequest, open_to_all
from palermo.measure.surveys.queries import (
    SurveyRound,
    newest_edition,
    published_rounds,
    published_synthesis,
    round_visible_to,
)
from palermo.measure.surveys.schemas import (
    SurveyFootnoteOut,
    SurveyOut,
    SurveyParagraphOut,
    SurveyReportOut,
    SurveyStatementOut,
)
from palermo_engines.kit.languages import Language
from palermo_engines.synthesis.writing import write_report
from palermo_engines.synthesis.written import Mark, Piece, Written

router = Router(tags=["measure"])
SURVEYS_SHOWN = 500
_PUBLISHED = "shows published reports only"


@router.get("/surveys", response=list[SurveyOut])
@open_to_all(_PUBLISHED)
def list_surveys(request: ActorRequest) -> list[SurveyOut]:  # noqa: ARG001
    """Surveys with a published report, the newest first."""
    return [_survey(each) for each in published_rounds()[:SURVEYS_SHOWN]]


@router.get("/surveys/{uuid}", response=SurveyReportOut)
@open_to_all(_PUBLISHED)
def get_survey(request: ActorRequest, uuid: UUID, language: Language = "en") -> SurveyReportOut:
    """The published report in a language that it is written in."""
    found = round_visible_to(request.actor, uuid)
    synthesis = published_synthesis(found) if found else None
    if found is None or synthesis is None or language not in found.languages:
        raise Http404
    written = write_report(synthesis, language)
    paragraphs = [
        SurveyParagraphOut(number=each.number, text="".join(map(_spelled, each.pieces(language))))
        for each in written.paragraphs
    ]
    notes = [
        SurveyFootnoteOut(number=each.number, text=each.text, states=list(each.states)) for each in written.footnotes
    ]
    return SurveyReportOut(
        survey=_survey(found),
        language=language,
        paragraphs=paragraphs,
        footnotes=notes,
        statements=_statements(written),
    )


def _survey(found: SurveyRound) -> SurveyOut:
    edition = newest_edition(found)
    assert edition is not None
    return SurveyOut(
        uuid=found.uuid, symbol=found.symbol, titles=found.titles, note_verbale_on=found.sent_on,
        deadline=found.deadline, cut_off=found.cut_off, languages=found.languages, edition=edition.number,
    )  # fmt: skip


def _spelled(piece: Piece) -> str:
    return f"[{piece.text}]" if isinstance(piece, Mark) else piece


def _statements(written: Written) -> list[SurveyStatementOut]:
    return [
        SurveyStatementOut(
            code=each.statement, paragraph=each.paragraph, quantifier=each.quantifier, proposed=each.proposed,
            count=each.count, base=each.base, set_by_hand=each.override is not None,
        )
        for each in written.choices
    ]  # fmt: skip
