"""Editions: what the public reads, and the files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils import timezone

from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.measure.surveys.assembling import synthesis_of
from palermo.measure.surveys.models import SurveyEdition, SurveyRound
from palermo.measure.surveys.rules import may_publish
from palermo.measure.surveys.snapshots import as_json
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import Language
from palermo_engines.synthesis.checking import Fault
from palermo_engines.synthesis.docx_report import compile_docx
from palermo_engines.synthesis.model import Synthesis
from palermo_engines.synthesis.pdf_report import compile_pdf
from palermo_engines.synthesis.writing import write_report

COMPILERS: Mapping[str, Callable[[Synthesis, Language], bytes]] = {"docx": compile_docx, "pdf": compile_pdf}
CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def publish_round(actor: Actor, *, survey: SurveyRound, with_open_questions: bool = False) -> SurveyEdition:
    """Make an edition of the report as it stands, dated today, and show it.

    InputError when a language cannot be written, or when the checks found errors and nobody says that they are to be
    printed.
    """
    may_publish(actor).demand()
    draft = synthesis_of(survey)
    synthesis = replace(draft, front=replace(draft.front, on=timezone.now().date()))
    errors = [fault for language in survey.languages for fault in _errors(synthesis, language)]
    if errors and not with_open_questions:
        raise InputError("surveys.faults", "There are open questions.", where="with_open_questions")
    with audit.act(actor, "measure.survey.published", object_kind="survey_round", object_uuid=survey.uuid) as act:
        current = SurveyRound.objects.select_for_update().get(pk=survey.pk)
        number = current.editions.count() + 1
        made = SurveyEdition.objects.create(round=current, number=number, coding=as_json(synthesis), made_by=actor.code)
        SurveyRound.objects.filter(pk=current.pk).update(published=True)
        act.note(edition=number, open_questions=len(errors))
    return made


def unpublish_round(actor: Actor, *, survey: SurveyRound) -> None:
    """Take the report back: at once nobody outside sees it."""
    may_publish(actor).demand()
    with audit.act(actor, "measure.survey.unpublished", object_kind="survey_round", object_uuid=survey.uuid):
        SurveyRound.objects.filter(pk=survey.pk).update(published=False)


def _errors(synthesis: Synthesis, language: Language) -> list[Fault]:
    return [fault for fault in write_report(synthesis, language).faults if fault.error]
