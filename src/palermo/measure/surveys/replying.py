"""Writing a reply by sections, clearing it once, and what the secretariat does with late ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.organisations.models import Organisation
from palermo.measure.surveys.inviting import ChangedMeanwhile
from palermo.measure.surveys.models import Answer, CodedSupport, Reply, SurveySection
from palermo.measure.surveys.rules import may_code, may_delegate, may_move, may_write
from palermo.measure.surveys.states import arrived, check_written, stage_after
from palermo.measure.surveys.words import Stage
from palermo_engines.kit.errors import InputError
from palermo_engines.synthesis.wording import is_printable

LONGEST_ANSWER = 100_000
_PAST = {
    "clear": "cleared", "admit": "admitted", "set-aside": "set_aside", "withdraw": "withdrawn", "reopen": "reopened",
}  # fmt: skip


def answer_to(reply: Reply, section: SurveySection) -> Answer:
    """The answer of a reply to a section, unsaved when nothing was written or delegated yet."""
    return Answer.objects.filter(reply=reply, section=section).first() or Answer(reply=reply, section=section)


def write_answer(actor: Actor, *, reply: Reply, section: SurveySection, text: str, revision: int) -> Answer:
    """Write one section. Refused for other bodies; InputError when the round or the reply does not allow it; marks of
    coders in a text that changed are taken away, so that none points at other words."""
    answer = answer_to(reply, section)
    may_write(actor, answer).demand()
    check_written(reply.round.state, by_secretariat=bool(may_code(actor)))
    said = text.replace("\r\n", "\n").strip()
    if len(said) > LONGEST_ANSWER or not is_printable(said.replace("\n", "").replace("\t", "")):
        raise InputError("surveys.long", "The text is too long or holds control characters.", where="text")
    with audit.act(actor, "measure.survey.answered", object_kind="survey_reply", object_uuid=reply.uuid) as act:
        current = Reply.objects.select_for_update().get(pk=reply.pk)
        kept = answer_to(current, section)
        if kept.revision != revision:
            raise ChangedMeanwhile
        current.stage = stage_after(current.stage, "write").value
        current.save(update_fields=["stage"])
        kept.text, kept.revision = said, revision + 1
        kept.save()
        lost, _ = CodedSupport.objects.filter(answer=kept).delete()
        act.note(section=section.code, characters=len(said), marks_lost=lost)
    return kept


def delegate(actor: Actor, *, reply: Reply, section: SurveySection, body: Organisation | None) -> Answer:
    """Say which body writes a section; None takes it back to the focal point."""
    may_delegate(actor, reply).demand()
    with audit.act(
        actor, "measure.survey.delegated", object_kind="survey_reply", object_uuid=reply.uuid,
        section=section.code, body=body.code if body else "",
    ):  # fmt: skip
        answer = answer_to(reply, section)
        answer.delegate = body
        answer.save()
    return answer


def move_reply(actor: Actor, *, reply: Reply, move: str, received_on: date | None = None) -> Reply:
    """Clear, withdraw, reopen, take in or set aside. A State's own clearance counts from today; the secretariat says
    on which day a reply on paper came."""
    may_move(actor, reply, move).demand()
    today = timezone.now().date()
    day = received_on if received_on is not None and may_code(actor) else today
    if day > today:
        raise InputError("surveys.future", "The day is still to come.", where="received_on")
    with audit.act(
        actor, f"measure.survey.{_PAST.get(move, 'moved')}", object_kind="survey_reply", object_uuid=reply.uuid
    ):
        current = Reply.objects.select_for_update(of=("self",)).select_related("round").get(pk=reply.pk)
        stage = stage_after(current.stage, move)
        changed = _clearance(actor, current, day) if move == "clear" else {"stage": stage.value}
        for name, value in {**changed, "revision": current.revision + 1}.items():
            setattr(current, name, value)
        current.save()
    return current


def _clearance(actor: Actor, reply: Reply, day: date) -> Mapping[str, object]:
    if not reply.answers.exclude(text="").exists():
        raise InputError("surveys.empty", "There is nothing in the reply yet.")
    stage: Stage = arrived(day, reply.round.cut_off)
    return {"stage": stage.value, "received_on": day, "cleared_by": actor.code, "cleared_at": timezone.now()}
