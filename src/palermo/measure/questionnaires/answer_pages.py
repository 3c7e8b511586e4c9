"""The pages of those who answer: their submissions, one submission, its sections, its answers, its workbook."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palermo.commons.wording.places import country_name
from palermo.ground.access.api import Actor, ActorRequest, Verdict, gated, open_to_all
from palermo.ground.evidence.api import figures_visible_to
from palermo.measure.questionnaires.answering import asked_and_said, delegate, finish_section, part_of
from palermo.measure.questionnaires.checks import problems_in
from palermo.measure.questionnaires.clearing import move_submission
from palermo.measure.questionnaires.desk import SectionDesk
from palermo.measure.questionnaires.exporting import counted_answers
from palermo.measure.questionnaires.forms import BodyForm, BookForm
from palermo.measure.questionnaires.last_time import said_last
from palermo.measure.questionnaires.pages import XLSX, answers_file, attachment, round_context, title_of
from palermo.measure.questionnaires.problems import lay_problem, told
from palermo.measure.questionnaires.queries import (
    Submission,
    public_submission,
    submission_visible_to,
    submissions_of_bodies,
)
from palermo.measure.questionnaires.questions import Section
from palermo.measure.questionnaires.reading_back import LARGEST, take_answers_book
from palermo.measure.questionnaires.rules import (
    ANSWER,
    may_answer,
    may_delegate,
    may_move,
    may_read_section,
)
from palermo.measure.questionnaires.run_pages import form_page
from palermo.measure.questionnaires.showing import ShownSection, answer_shown, section_title
from palermo.measure.questionnaires.states import moves_from
from palermo.measure.questionnaires.words import RoundState
from palermo.measure.questionnaires.workbooks import write_answers_book
from palermo_engines.kit.errors import InputError

SHOWN = 200
_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@gated(ANSWER)
def submissions(request: ActorRequest) -> HttpResponse:
    """What the actor's bodies answer, the newest period first."""
    found = submissions_of_bodies(request.actor)[:SHOWN]
    rows = [(each, country_name(each.country), title_of(each.round.version.questionnaire)) for each in found]
    return render(request, "measure/questionnaires/submissions.html", {"rows": rows})


@require_safe
@open_to_all("shows a submission to the bodies that write it, and to readers once it is cleared; nothing to others")
def submission(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """One submission: how far each section is, who answers it, and what can be done."""
    found = found_submission(request.actor, uuid)
    return render(request, "measure/questionnaires/submission.html", _context(request.actor, found))


@gated(ANSWER)
@require_http_methods(_METHODS)
def section(request: ActorRequest, uuid: UUID, name: str) -> HttpResponse:
    """Answer one section."""
    found, part = found_section(request.actor, uuid, name)
    demand(may_answer(request.actor, found, part_of(found, part)))
    if "answer" not in moves_from(found.stage) or found.round.state != RoundState.OPEN:
        messages.error(request, _("Its state does not allow this."))
        return redirect("questionnaire-submission", uuid=uuid)
    return SectionDesk(request, found, part).answer()


@gated(ANSWER)
@require_POST
def done(request: ActorRequest, uuid: UUID, name: str) -> HttpResponse:
    """Say that a section is done, or open it again."""
    found, part = found_section(request.actor, uuid, name)
    demand(may_answer(request.actor, found, part_of(found, part)))
    try:
        finish_section(request.actor, submission=found, section=part, done=request.POST.get("done") == "yes")
    except InputError as problem:
        messages.error(request, told(problem))
        if problem.code in ("questionnaires.problems", "questionnaires.source"):
            return redirect(f"{reverse('questionnaire-section', args=[uuid, name])}?check=1")
    return redirect("questionnaire-submission", uuid=uuid)


@gated(ANSWER)
@require_http_methods(_METHODS)
def delegated(request: ActorRequest, uuid: UUID, name: str) -> HttpResponse:
    """Say which body answers a section."""
    found, part = found_section(request.actor, uuid, name)
    demand(may_delegate(request.actor, found))
    kept = part_of(found, part)
    form = BodyForm(request.POST or None, initial={"body": kept.delegate.code if kept.delegate else ""})
    if request.method == "POST" and form.is_valid():
        delegate(request.actor, submission=found, section=part, body=form.cleaned_data["body"])
        return redirect("questionnaire-submission", uuid=uuid)
    title = _("Body that answers: %(section)s") % {"section": section_title(part)}
    return form_page(request, form, title, _crumbs(found))


@require_POST
@open_to_all("each step asks its own permission: the focal point's body, or those who run the round")
def move(request: ActorRequest, uuid: UUID, step: str) -> HttpResponse:
    """Submit, clear, return, send back."""
    found = found_submission(request.actor, uuid)
    demand(may_move(request.actor, found, step))
    said = request.POST.get("revision", "")
    revision = int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else -1
    try:
        moved = move_submission(request.actor, submission=found, move=step, revision=revision)
        messages.success(request, moved.stage_words)
        if not may_read(request.actor, moved):
            return redirect("questionnaire-board", uuid=moved.round.uuid)
    except InputError as problem:
        messages.error(request, told(problem))
    return redirect("questionnaire-submission", uuid=uuid)


@require_safe
@open_to_all("cleared answers of rounds made public; else sections that the actor may read")
def answers(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """The answers, as they are cited."""
    public = public_submission(uuid)
    found = submission_visible_to(request.actor, uuid) or public
    if found is None:
        raise Http404
    inside = submission_visible_to(request.actor, uuid) is not None
    context = {
        **_crumbs(found), "sections": _sections_shown(request.actor, found, public=not inside), "inside": inside
    }  # fmt: skip
    return render(request, "measure/questionnaires/answers.html", context)


@require_safe
@open_to_all("cleared answers of rounds made public; else sections that the actor may read")
def answers_download(request: ActorRequest, uuid: UUID, form: str) -> HttpResponseBase:
    """The answers as CSV, XLSX or JSON."""
    inside = submission_visible_to(request.actor, uuid)
    found = inside or public_submission(uuid)
    if found is None:
        raise Http404
    readable = frozenset(part.id for part in _readable(request.actor, found)) if inside else None
    return answers_file([found], form, f"answers-{found.uuid}", public=inside is None, sections=readable)


@require_safe
@gated(ANSWER)
def workbook(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """The questions and cells to answer without a connection."""
    found = found_submission(request.actor, uuid)
    return attachment(write_answers_book(request.actor, found), XLSX, f"questions-{found.country}.xlsx")


@gated(ANSWER)
@require_http_methods(_METHODS)
def take_workbook(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """Read a workbook back: every bad cell is named, and nothing is kept of it unless that is asked for."""
    found = found_submission(request.actor, uuid)
    form = BookForm(request.POST or None, request.FILES or None)
    bad: Any = ()
    if request.method == "POST" and form.is_valid():
        try:
            taken = _take(request.actor, found, form)
            bad = taken.bad
            if taken.kept or not bad:
                text = ngettext("%(count)d answer was taken.", "%(count)d answers were taken.", taken.answers)
                messages.success(request, text % {"count": taken.answers})
            if not bad:
                return redirect("questionnaire-submission", uuid=uuid)
        except InputError as problem:
            lay_problem(form, problem)
    context = {**_crumbs(found), "form": form, "bad": bad, "submission": found}
    status = 422 if bad or (form.is_bound and form.errors) else 200
    return render(request, "measure/questionnaires/workbook.html", context, status=status)


def found_submission(actor: Actor, uuid: UUID) -> Submission:
    """Http404 when there is none for the actor."""
    found = submission_visible_to(actor, uuid)
    if found is None:
        raise Http404
    return found


def found_section(actor: Actor, uuid: UUID, name: str) -> tuple[Submission, Section]:
    """Http404 when there is none for the actor."""
    found = found_submission(actor, uuid)
    part = asked_and_said(found)[0].section(name)
    if part is None:
        raise Http404
    return found, part


def demand(verdict: Verdict) -> None:
    """What somebody may not do does not exist for them: Http404."""
    if not verdict:
        raise Http404


def may_read(actor: Actor, found: Submission) -> bool:
    """Whether the submission is still there for the actor."""
    return submission_visible_to(actor, found.uuid) is not None


def _take(actor: Actor, found: Submission, form: BookForm) -> Any:
    file = form.cleaned_data["file"]
    if file.size > LARGEST:
        raise InputError("questionnaires.book", f"The file is larger than {LARGEST // 2**20} MB.", where="file")
    return take_answers_book(
        actor, submission=found, content=file.read(), name=str(file.name)[:80], keep_good=form.cleaned_data["keep_good"]
    )


def _readable(actor: Actor, found: Submission) -> list[Section]:
    asked, _said = asked_and_said(found)
    return [part for part in asked.sections if may_read_section(actor, found, part_of(found, part))]


def _sections_shown(actor: Actor, found: Submission, *, public: bool) -> list[ShownSection]:
    asked, counted = counted_answers(found, public=public)
    shown = asked.sections if public else _readable(actor, found)
    cited = figures_visible_to(actor).filter(source=found.source, part_of=None) if found.source_id else ()
    figures = {each.locator: str(each.uuid) for each in cited}
    return [
        ShownSection(
            section_title(part),
            tuple(
                answer_shown(question, counted[question.id], figures.get(question.id, ""))
                for question in part.questions
                if question.id in counted
            ),
            part_of(found, part),
        )
        for part in shown
    ]


def _crumbs(found: Submission) -> dict[str, Any]:
    known = found.round.version.questionnaire
    return {
        "submission": found, "round": found.round, "questionnaire": known, "questionnaire_title": title_of(known),
        "name": country_name(found.country),
    }  # fmt: skip


def _context(actor: Actor, found: Submission) -> dict[str, Any]:
    open_now = found.round.state == RoundState.OPEN
    possible = moves_from(found.stage)
    steps = [
        step
        for step in sorted(possible - {"answer"})
        if (open_now or step == "send-back") and may_move(actor, found, step)
    ]
    return {
        **round_context(actor, found.round),
        **_crumbs(found),
        "parts": [_progress(actor, found, part) for part in _readable(actor, found)],
        "may_write": open_now and "answer" in possible,
        "may_delegate": bool(may_delegate(actor, found)),
        "steps": steps,
    }


def _progress(actor: Actor, found: Submission, part: Section) -> dict[str, Any]:
    """How far one section is."""
    asked, said = asked_and_said(found)
    kept = part_of(found, part)
    open_problems = problems_in(asked, part, said, said_last(found), timezone.localdate())
    return {
        "id": part.id,
        "title": section_title(part),
        "kept": kept,
        "answered": sum(question.id in said for question in part.questions),
        "asked": len(part.questions),
        "problems": sum(not each.stands for each in open_problems),
        "writes": bool(may_answer(actor, found, kept)),
    }
