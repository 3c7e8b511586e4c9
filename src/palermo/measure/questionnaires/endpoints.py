"""The operations of this room in the API: published versions, and cleared answers of rounds that were made public."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404
from ninja import Router

from palermo.ground.access.api import VISITOR, ActorRequest, open_to_all
from palermo.measure.questionnaires.designing import questions_of
from palermo.measure.questionnaires.exporting import answers_json
from palermo.measure.questionnaires.queries import (
    QuestionnaireRound,
    public_submissions,
    questionnaires_visible_to,
    round_visible_to,
    rounds_visible_to,
    version_visible_to,
)
from palermo.measure.questionnaires.schemas import PublicRoundOut, QuestionnaireOut, RoundAnswersOut, VersionOut
from palermo_engines.registers.schema import json_schema

router = Router(tags=["measure"])
MOST = 500
_PUBLISHED = "strangers see published versions, and cleared answers of rounds that were made public"


@router.get("/questionnaires", response=list[QuestionnaireOut])
@open_to_all(_PUBLISHED)
def list_questionnaires(request: ActorRequest) -> list[QuestionnaireOut]:  # noqa: ARG001
    """Questionnaires with a published version, by code."""
    found = []
    for each in questionnaires_visible_to(VISITOR)[:MOST]:
        newest = each.versions.filter(state="published").first()
        if newest is not None:
            languages: list[str] = list(questions_of(newest).declaration.languages)
            found.append(
                QuestionnaireOut(code=each.code, titles=each.titles, version=newest.number, languages=languages)
            )
    return found


@router.get("/questionnaires/{code}/versions/{number}", response=VersionOut)
@open_to_all(_PUBLISHED)
def get_version(request: ActorRequest, code: str, number: int) -> VersionOut:
    """One version: its text, and the JSON Schema of its answers."""
    found = version_visible_to(request.actor, code, number)
    if found is None:
        raise Http404
    answers = json_schema(questions_of(found).declaration)
    return VersionOut(code=code, number=number, digest=found.digest, text=found.text, answers=answers)


@router.get("/questionnaire-rounds", response=list[PublicRoundOut])
@open_to_all(_PUBLISHED)
def list_rounds(request: ActorRequest) -> list[PublicRoundOut]:  # noqa: ARG001
    """Rounds whose answers are public, the newest period first."""
    return [_round(each) for each in rounds_visible_to(VISITOR)[:MOST]]


@router.get("/questionnaire-rounds/{uuid}/answers", response=RoundAnswersOut)
@open_to_all(_PUBLISHED)
def list_answers(request: ActorRequest, uuid: UUID) -> RoundAnswersOut:  # noqa: ARG001
    """The public answers of a round."""
    found = round_visible_to(VISITOR, uuid)
    if found is None:
        raise Http404
    answers = [answers_json(each, public=True) for each in public_submissions(found)]
    return RoundAnswersOut(round=_round(found), answers=answers)


def _round(found: QuestionnaireRound) -> PublicRoundOut:
    version = found.version
    return PublicRoundOut(uuid=found.uuid, code=version.questionnaire.code, version=version.number, period=found.period)
