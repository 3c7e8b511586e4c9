"""Submitting, clearing, returning and sending back; and whether a round's cleared answers are public."""

from __future__ import annotations

from django.utils import timezone

from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.measure.questionnaires.answering import demand_done, part_of
from palermo.measure.questionnaires.designing import questions_of
from palermo.measure.questionnaires.models import QuestionnaireRound, Submission
from palermo.measure.questionnaires.rules import may_move, may_publish
from palermo.measure.questionnaires.states import demand_open, stage_after
from palermo.measure.questionnaires.stating import publish_figures, state_figures, withdraw_figures
from palermo.measure.questionnaires.words import Stage
from palermo_engines.kit.errors import InputError

KIND = "submission"
_PAST = {"submit": "submitted", "clear": "cleared", "return": "returned", "send-back": "sent_back"}


def move_submission(actor: Actor, *, submission: Submission, move: str, revision: int) -> Submission:
    """Submit for clearance, clear, return to the sections, send back after clearance. What is cleared is what was
    looked at: ``revision`` is that of the page. InputError when its state, or a section, does not allow it."""
    may_move(actor, submission, move).demand()
    with audit.act(
        actor, f"measure.questionnaire.{_PAST.get(move, 'moved')}", object_kind=KIND, object_uuid=submission.uuid
    ) as act:
        current = _held(submission)
        stage = stage_after(current.stage, move)
        if move != "send-back":
            demand_open(current.round.state)
        if current.revision != revision:
            raise InputError("questionnaires.changed_meanwhile", "Somebody else changed this in the meantime.")
        if move in ("submit", "clear"):
            _demand_all_done(current)
        current.stage, current.revision = stage.value, current.revision + 1
        act.note(figures=_settle(actor, current, stage))
        current.save()
    return current


def publish_answers(actor: Actor, *, round_: QuestionnaireRound, public: bool) -> QuestionnaireRound:
    """Make the cleared answers of a round and their figures public, or take them back."""
    may_publish(actor).demand()
    verb = "answers_published" if public else "answers_taken_back"
    with audit.act(
        actor, f"measure.questionnaire.{verb}", object_kind="questionnaire_round", object_uuid=round_.uuid
    ) as act:
        current = QuestionnaireRound.objects.select_for_update().get(pk=round_.pk)
        current.published = public
        current.save(update_fields=["published"])
        cleared = list(current.submissions.filter(stage=Stage.CLEARED.value).select_related("round"))
        for submission in cleared:
            publish_figures(submission)
        act.note(count=len(cleared))
    return current


def _settle(actor: Actor, submission: Submission, stage: Stage) -> int:
    """What follows from the new stage: who cleared it and when, and the figures; returns how many are stated."""
    if stage is Stage.CLEARED:
        submission.received_on = timezone.localdate()
        submission.cleared_by, submission.cleared_at = actor.code, timezone.now()
        return state_figures(submission)
    if stage is Stage.RETURNED:
        submission.received_on, submission.cleared_by, submission.cleared_at = None, "", None
        withdraw_figures(submission)
    return 0


def _demand_all_done(submission: Submission) -> None:
    """InputError unless every section is done, and nothing came between."""
    for section in questions_of(submission.round.version).sections:
        part = part_of(submission, section)
        if not part.done:
            raise InputError("questionnaires.not_done", "There is a section that is not done.", where=section.id)
        demand_done(submission, section, part)


def _held(submission: Submission) -> Submission:
    held = Submission.objects.select_for_update(of=("self",))
    return held.select_related("round__version__questionnaire", "focal", "source").get(pk=submission.pk)
