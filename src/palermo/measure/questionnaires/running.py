"""Running a round: which version, about which period, whom it asks, and when it is open."""

from __future__ import annotations

import re
from datetime import date

from palermo.commons.wording.places import known_countries
from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.organisations.models import Organisation
from palermo.measure.questionnaires.designing import questions_of
from palermo.measure.questionnaires.models import (
    QuestionnaireRound,
    QuestionnaireVersion,
    Submission,
    SubmissionSection,
)
from palermo.measure.questionnaires.rules import may_publish
from palermo.measure.questionnaires.states import round_state_after
from palermo.measure.questionnaires.words import VersionState
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.kit.periods import days_of

KIND = "questionnaire_round"
MOST_STATES = 400
_LONGEST_PERIOD = 24
_SEPARATORS = re.compile(r"[,;、，\n]")


def create_round(
    actor: Actor, *, version: QuestionnaireVersion, period: str, deadline: date | None = None
) -> QuestionnaireRound:
    """A round that is being prepared, of a published version. InputError naming the field."""
    may_publish(actor).demand()
    if version.state != VersionState.PUBLISHED:
        raise InputError("questionnaires.not_published", "Only a published version is sent out.", where="version")
    checked = _checked_period(period)
    with audit.act(actor, "measure.questionnaire.round_created", object_kind=KIND, period=checked) as act:
        made = QuestionnaireRound.objects.create(version=version, period=checked, deadline=deadline)
        act.about(made.uuid)
    return made


def change_deadline(actor: Actor, *, round_: QuestionnaireRound, deadline: date | None) -> QuestionnaireRound:
    """Another day until which answers are asked for; None: no day."""
    may_publish(actor).demand()
    with audit.act(actor, "measure.questionnaire.round_changed", object_kind=KIND, object_uuid=round_.uuid):
        QuestionnaireRound.objects.filter(pk=round_.pk).update(deadline=deadline)
    round_.deadline = deadline
    return round_


def move_round(actor: Actor, *, round_: QuestionnaireRound, move: str) -> QuestionnaireRound:
    """Open or close it. InputError when its state does not allow it."""
    may_publish(actor).demand()
    with audit.act(actor, "measure.questionnaire.round_moved", object_kind=KIND, object_uuid=round_.uuid, move=move):
        current = QuestionnaireRound.objects.select_for_update().get(pk=round_.pk)
        current.state = round_state_after(current.state, move).value
        current.save(update_fields=["state"])
    return current


def invite(actor: Actor, *, round_: QuestionnaireRound, named: str) -> int:
    """Ask States, given by codes or names in any of the six languages; returns how many are new. InputError when one
    is unknown; nobody is asked then."""
    may_publish(actor).demand()
    codes = states_named(named)
    sections = [section.id for section in questions_of(round_.version).sections]
    with audit.act(actor, "measure.questionnaire.invited", object_kind=KIND, object_uuid=round_.uuid) as act:
        QuestionnaireRound.objects.select_for_update().get(pk=round_.pk)
        known = set(round_.submissions.values_list("country", flat=True))
        new = [code for code in codes if code not in known]
        made = [Submission.objects.create(round=round_, country=code) for code in new]
        SubmissionSection.objects.bulk_create(
            SubmissionSection(submission=submission, section=section) for submission in made for section in sections
        )
        act.note(count=len(new))
    return len(new)


def set_focal(actor: Actor, *, submission: Submission, body: Organisation | None) -> Submission:
    """Say which body's focal point clears a State's answers."""
    may_publish(actor).demand()
    with audit.act(
        actor, "measure.questionnaire.focal_set", object_kind="submission", object_uuid=submission.uuid,
        body=body.code if body else "",
    ):  # fmt: skip
        Submission.objects.filter(pk=submission.pk).update(focal=body)
    submission.focal = body
    return submission


def states_named(text: str) -> list[str]:
    """The codes that a list of codes or names stands for, each once."""
    parts = [part.strip() for part in _SEPARATORS.split(text.replace("\0", "")) if part.strip()]
    if not 0 < len(parts) <= MOST_STATES:
        raise InputError("questionnaires.states", f"Name 1 to {MOST_STATES} States.", where="named")
    return list(dict.fromkeys(_state(part, place) for place, part in enumerate(parts, 1)))


def _state(text: str, place: int) -> str:
    states = known_countries()
    if text.upper() in states:
        return text.upper()
    wanted = text.casefold()
    found = [
        code
        for code, country in states.items()
        if any(alias.text.casefold() == wanted for language in LANGUAGES for alias in country.all_names(language))
    ]
    if len(found) != 1:
        raise InputError("questionnaires.states", f"Name {place} is no State known here.", where="named")
    return found[0]


def _checked_period(text: str) -> str:
    period = text.strip()
    try:
        days = days_of(period) if len(period) <= _LONGEST_PERIOD else None
    except (InputError, ValueError):
        days = None
    if days is None or days.first is None or days.last is None:
        message = "Give a year or a period with both ends, as in 2024 or 2023-07/2024-06."
        raise InputError("questionnaires.period", message, where="period")
    return period
