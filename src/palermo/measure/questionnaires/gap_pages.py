"""The pages of gaps: what a submission shows to be missing, and the request for support that one opens."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palermo.commons.wording.places import country_name
from palermo.ground.access.api import ActorRequest, gated, open_to_all
from palermo.measure.questionnaires.answer_pages import demand, found_submission
from palermo.measure.questionnaires.answering import part_of
from palermo.measure.questionnaires.forms import SupportForm
from palermo.measure.questionnaires.gaps import article_words, gaps_of, may_request, request_support
from palermo.measure.questionnaires.pages import title_of
from palermo.measure.questionnaires.problems import told
from palermo.measure.questionnaires.rules import may_read_section
from palermo.measure.questionnaires.showing import label_with_number, said_in_words, section_title
from palermo.measure.questionnaires.words import Stage
from palermo_engines.kit.errors import InputError


@require_safe
@open_to_all("shows gaps in sections that the actor may read; nothing to others")
def gaps(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """The gaps of a submission, by section."""
    found = found_submission(request.actor, uuid)
    known = found.round.version.questionnaire
    shown = [
        gap for gap in gaps_of(request.actor, found)
        if may_read_section(request.actor, found, part_of(found, gap.section))
    ]  # fmt: skip
    rows = [
        (gap, label_with_number(gap.question), section_title(gap.section), article_words(gap.question.articles),
         said_in_words(gap.question.field, gap.said))
        for gap in shown
    ]  # fmt: skip
    context = {
        "submission": found, "round": found.round, "questionnaire": known, "questionnaire_title": title_of(known),
        "name": country_name(found.country), "rows": rows, "form": SupportForm(auto_id=False),
        "may_request": found.stage == Stage.CLEARED and bool(may_request(request.actor)),
    }  # fmt: skip
    return render(request, "measure/questionnaires/gaps.html", context)


@gated("ground.register.write")
@require_POST
def request_for(request: ActorRequest, uuid: UUID, question: str) -> HttpResponse:
    """Open a request for support from a gap; the second time leads to the first one."""
    found = found_submission(request.actor, uuid)
    demand(may_request(request.actor))
    kind = request.POST.get("kind", "")
    try:
        record, new = request_support(request.actor, submission=found, question=question, kind=kind)
    except InputError as problem:
        messages.error(request, told(problem))
        return redirect("questionnaire-gaps", uuid=uuid)
    words = _("A draft request was opened.") if new else _("A request was opened for this gap before.")
    messages.success(request, words)
    return redirect("register-record", register=record.register, uuid=record.uuid)
