"""The pages everybody may come to: questionnaires and their versions, rounds with public answers; and the board."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from palermo.commons.downloads import FORMATS, table_response
from palermo.commons.wording.languages import active_language
from palermo.commons.wording.places import country_name
from palermo.ground.access.api import Actor, ActorRequest, gated, may, open_to_all
from palermo.measure.questionnaires.comparing import compare
from palermo.measure.questionnaires.designing import gate, questions_of
from palermo.measure.questionnaires.exporting import answer_columns, answers_json, lines_of
from palermo.measure.questionnaires.queries import (
    Questionnaire,
    QuestionnaireRound,
    QuestionnaireVersion,
    Submission,
    board,
    cleared_submissions,
    public_submissions,
    questionnaire_visible_to,
    questionnaires_visible_to,
    round_visible_to,
    rounds_visible_to,
    tally,
    version_visible_to,
    versions_visible_to,
)
from palermo.measure.questionnaires.rules import ANSWER, READ, may_design, may_publish, may_read_boards
from palermo.measure.questionnaires.showing import changed_parts, version_shown
from palermo.measure.questionnaires.xlsforms import write_xlsform
from palermo_engines.registers.model import in_language

ROUNDS_SHOWN = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PUBLISHED = "strangers see published versions, and cleared answers of rounds that were made public"


@require_safe
@open_to_all(_PUBLISHED)
def questionnaires(request: ActorRequest) -> HttpResponse:
    """The list, and the rounds."""
    found = [(each, title_of(each)) for each in questionnaires_visible_to(request.actor)]
    rounds = [(each, title_of(each.version.questionnaire)) for each in rounds_visible_to(request.actor)[:ROUNDS_SHOWN]]
    context = {"rows": found, "rounds": rounds, **staff(request.actor)}
    return render(request, "measure/questionnaires/questionnaires.html", context)


@require_safe
@open_to_all(_PUBLISHED)
def questionnaire(request: ActorRequest, code: str) -> HttpResponse:
    """One questionnaire: its versions and rounds."""
    found = found_questionnaire(request.actor, code)
    context = {
        "questionnaire": found,
        "questionnaire_title": title_of(found),
        "versions": versions_visible_to(request.actor, found),
        "rounds": rounds_visible_to(request.actor).filter(version__questionnaire=found)[:ROUNDS_SHOWN],
        **staff(request.actor),
    }
    return render(request, "measure/questionnaires/questionnaire.html", context)


@require_safe
@open_to_all(_PUBLISHED)
def version(request: ActorRequest, code: str, number: int) -> HttpResponse:
    """What a version asks, section by section."""
    found = found_version(request.actor, code, number)
    context = {
        **version_context(request.actor, found),
        "sections": version_shown(questions_of(found)),
        "gate": gate(found) if found.state == "draft" and may_design(request.actor) else (),
    }
    return render(request, "measure/questionnaires/version.html", context)


@require_safe
@open_to_all(_PUBLISHED)
def version_form(request: ActorRequest, code: str, number: int) -> HttpResponse:
    """The version as an XLSForm."""
    found = found_version(request.actor, code, number)
    return attachment(write_xlsform(questions_of(found)), XLSX, f"{code}-{number}.xlsx")


@require_safe
@open_to_all(_PUBLISHED)
def version_text(request: ActorRequest, code: str, number: int) -> HttpResponse:
    """The version as YAML."""
    found = found_version(request.actor, code, number)
    return attachment(found.text.encode(), "application/yaml; charset=utf-8", f"{code}-{number}.yaml")


@require_safe
@open_to_all(_PUBLISHED)
def comparison(request: ActorRequest, code: str, before: int, after: int) -> HttpResponse:
    """What differs between two versions."""
    old, new = found_version(request.actor, code, before), found_version(request.actor, code, after)
    changes = compare(questions_of(old), questions_of(new))
    context = {
        **version_context(request.actor, new), "old": old, "changes": [(each, changed_parts(each)) for each in changes]
    }  # fmt: skip
    return render(request, "measure/questionnaires/comparison.html", context)


@require_safe
@open_to_all(_PUBLISHED)
def one_round(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """A round: what is asked, about when, and the States whose answers are public."""
    found = found_round(request.actor, uuid)
    public = [(each, country_name(each.country)) for each in public_submissions(found)]
    context = {**round_context(request.actor, found), "public": public}
    return render(request, "measure/questionnaires/round.html", context)


@require_safe
@gated(READ)
def reply_board(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Who was asked and how far each is. Nothing of what the answers say."""
    found = found_round(request.actor, uuid)
    rows = board(found, timezone.localdate())
    context = {**round_context(request.actor, found), "rows": rows, "tally": tally(rows)}
    return render(request, "measure/questionnaires/board.html", context)


@require_safe
@open_to_all(_PUBLISHED)
def round_answers(request: ActorRequest, uuid: UUID, form: str) -> HttpResponseBase:
    """The cleared answers of a round as CSV, XLSX or JSON: to readers all, to others those that are public."""
    found = found_round(request.actor, uuid)
    reader = bool(may_read_boards(request.actor))
    submissions = cleared_submissions(found) if reader else public_submissions(found)
    if not reader and not found.published:
        raise Http404
    return answers_file(submissions, form, f"answers-{found.uuid}", public=not reader)


def answers_file(
    submissions: list[Submission], form: str, name: str, *, public: bool, sections: frozenset[str] | None = None
) -> HttpResponseBase:
    """Answers as a file. Http404 for a form that there is none of."""
    if form == "json":
        content = [answers_json(each, sections, public=public) for each in submissions]
        response = JsonResponse({"answers": content}, json_dumps_params={"ensure_ascii": False, "indent": 2})
        response["Content-Disposition"] = f'attachment; filename="{name}.json"'
        return response
    kind = next((each for each in FORMATS if each == form), None)
    if kind is None:
        raise Http404
    return table_response(lines_of(submissions, sections, public=public), answer_columns(), kind, name)


def attachment(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def found_questionnaire(actor: Actor, code: str) -> Questionnaire:
    """Http404 when there is none for the actor."""
    found = questionnaire_visible_to(actor, code)
    if found is None:
        raise Http404
    return found


def found_version(actor: Actor, code: str, number: int) -> QuestionnaireVersion:
    """Http404 when there is none for the actor."""
    found = version_visible_to(actor, code, number)
    if found is None:
        raise Http404
    return found


def found_round(actor: Actor, uuid: UUID) -> QuestionnaireRound:
    """Http404 when there is none for the actor."""
    found = round_visible_to(actor, uuid)
    if found is None:
        raise Http404
    return found


def title_of(found: Questionnaire) -> str:
    """In the reader's language, else in English."""
    return in_language(found.titles, active_language()) or found.code


def version_context(actor: Actor, found: QuestionnaireVersion) -> dict[str, Any]:
    """What every page of a version shows."""
    known = found.questionnaire
    asked = questions_of(found).declaration
    return {
        "version": found,
        "questionnaire": known,
        "questionnaire_title": in_language(asked.title, active_language()),
        "help": in_language(asked.help, active_language()),
        "older": versions_visible_to(actor, known).filter(number__lt=found.number),
        **staff(actor),
    }


def round_context(actor: Actor, found: QuestionnaireRound) -> dict[str, Any]:
    """What every page of a round shows."""
    known = found.version.questionnaire
    return {"round": found, "questionnaire": known, "questionnaire_title": title_of(known), **staff(actor)}


def staff(actor: Actor) -> dict[str, bool]:
    """What the actor may do in this room."""
    return {
        "may_read": bool(may_read_boards(actor)),
        "may_design": bool(may_design(actor)),
        "may_publish": bool(may_publish(actor)),
        "may_answer": bool(may(actor, ANSWER)),
    }
