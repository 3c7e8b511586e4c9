"""The pages everybody may come to: the rounds, a round with its published report, its files; and the board of staff."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo.commons.pages import page_number
from palermo.commons.wording.languages import active_language, direction, html_language
from palermo.ground.access.api import Actor, ActorRequest, gated, open_to_all
from palermo.measure.surveys.assembling import synthesis_of
from palermo.measure.surveys.forms import PublishForm
from palermo.measure.surveys.problems import told
from palermo.measure.surveys.publishing import COMPILERS, CONTENT_TYPES
from palermo.measure.surveys.queries import (
    SurveyRound,
    board,
    changes_since_edition,
    language_for,
    newest_edition,
    published_synthesis,
    round_visible_to,
    rounds_visible_to,
    tally,
)
from palermo.measure.surveys.rules import CLEAR, CODE, PUBLISH, READ, REPLY, may_code, may_publish, may_read_drafts
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.synthesis.layout import fault_in_words, heading_of
from palermo_engines.synthesis.model import Synthesis
from palermo_engines.synthesis.writing import write_report

ROUNDS_A_PAGE = 25
_PUBLISHED = "strangers see rounds with a published report, and of them the report only"
__all__ = ["CLEAR", "CODE", "PUBLISH", "READ", "REPLY"]


@require_safe
@open_to_all(_PUBLISHED)
def rounds(request: ActorRequest) -> HttpResponse:
    """The list."""
    page = Paginator(rounds_visible_to(request.actor), ROUNDS_A_PAGE).get_page(page_number(request.GET))
    titled = [(each, title_of(each)) for each in page]
    return render(request, "measure/surveys/rounds.html", {"page": page, "rows": titled, **staff(request.actor)})


@require_safe
@open_to_all(_PUBLISHED)
def survey(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """A round: its published report in the reader's language, where it is written in it."""
    found = found_round(request.actor, uuid)
    synthesis, language = published_synthesis(found), language_for(found)
    context = {
        **round_context(request.actor, found),
        "edition": newest_edition(found) if found.published else None,
        **(report_context(synthesis, language) if synthesis else {}),
    }
    return render(request, "measure/surveys/round.html", context)


@require_safe
@open_to_all(_PUBLISHED)
def published_file(request: ActorRequest, uuid: UUID, language: str, form: str) -> HttpResponse:
    """The published report as a file."""
    found = found_round(request.actor, uuid)
    synthesis = published_synthesis(found)
    if synthesis is None:
        raise Http404
    return file_of(found, synthesis, language, form)


@require_safe
@gated(READ)
def reply_board(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Who was asked, whose reply came, whose is late. Nothing of what replies say."""
    found = found_round(request.actor, uuid)
    rows = board(found)
    return render(
        request,
        "measure/surveys/board.html",
        {**round_context(request.actor, found), "rows": rows, "tally": tally(rows)},
    )


@require_safe
@gated(READ)
def synthesis(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """The report as it would read now, what the checks found, and what changed since the newest edition."""
    found = found_round(request.actor, uuid)
    language = language_for(found)
    context = {**round_context(request.actor, found), "publish_form": PublishForm()}
    try:
        context |= report_context(synthesis_of(found), language)
        context["since"], context["changes"] = changes_since_edition(found, language)
    except InputError as problem:
        context["problem"] = told(problem)
    return render(request, "measure/surveys/synthesis.html", context)


@require_safe
@gated(READ)
def draft_file(request: ActorRequest, uuid: UUID, language: str, form: str) -> HttpResponse:
    """The report as it would read now, as a file."""
    found = found_round(request.actor, uuid)
    try:
        return file_of(found, synthesis_of(found), language, form)
    except InputError as problem:
        context = {**round_context(request.actor, found), "problem": told(problem)}
        return render(request, "measure/surveys/synthesis.html", context, status=422)


def file_of(found: SurveyRound, made: Synthesis, language: str, form: str) -> HttpResponse:
    """The report as .docx or .pdf. Http404 for a language it is not written in."""
    spoken = next((each for each in LANGUAGES if each == language and each in found.languages), None)
    if spoken is None or form not in COMPILERS:
        raise Http404
    response = HttpResponse(COMPILERS[form](made, spoken), content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="report-{found.uuid}-{spoken}.{form}"'
    return response


def report_context(made: Synthesis, language: Language) -> dict[str, Any]:
    """The written report for a template. InputError when it cannot be written."""
    written = write_report(made, language)
    return {
        "written": written,
        "sections": [
            (heading_of(section, language), [(each, each.pieces(language)) for each in section.paragraphs])
            for section in written.sections
        ],
        "faults": [(fault, fault_in_words(fault, made, language)) for fault in written.faults],
        "report_lang": html_language(language),
        "report_dir": direction(language),
        "overrides": [choice for choice in written.choices if choice.override],
    }


def found_round(actor: Actor, uuid: UUID) -> SurveyRound:
    """Http404 when there is none for the actor."""
    found = round_visible_to(actor, uuid)
    if found is None:
        raise Http404
    return found


def title_of(found: SurveyRound) -> str:
    """Its title in the reader's language, else in the original."""
    return str(found.titles.get(active_language()) or found.titles.get(found.original) or found.symbol)


def round_context(actor: Actor, found: SurveyRound) -> dict[str, Any]:
    """What every page of a round shows."""
    return {"survey": found, "survey_title": title_of(found), **staff(actor)}


def staff(actor: Actor) -> dict[str, bool]:
    """What the actor may do in this room."""
    return {
        "may_read": bool(may_read_drafts(actor)),
        "may_code": bool(may_code(actor)),
        "may_publish": bool(may_publish(actor)),
        "may_reply": REPLY in actor.permissions,
    }
