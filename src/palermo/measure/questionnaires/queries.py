"""Reading questionnaires, rounds and submissions, fenced by the actor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from palermo.commons.wording.languages import active_language
from palermo.commons.wording.places import alphabetical_key, country_name
from palermo.ground.access.api import Actor, may
from palermo.ground.evidence.models import Source
from palermo.ground.organisations.models import Organisation
from palermo.measure.questionnaires.models import (
    GivenAnswer,
    Questionnaire,
    QuestionnaireRound,
    QuestionnaireVersion,
    Submission,
    SubmissionSection,
)
from palermo.measure.questionnaires.rules import ANSWER, may_design, may_read_answers, may_read_boards
from palermo.measure.questionnaires.words import STAGES, RoundState, Stage, VersionState

__all__ = [
    "GivenAnswer", "Organisation", "Questionnaire", "QuestionnaireRound", "QuestionnaireVersion", "Source",
    "Submission", "SubmissionSection",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class BoardRow:
    """Who was asked and how far the answers are: nothing of what they say. ``time`` is ``in_time``, ``late`` (cleared
    after the deadline), ``overdue`` (not cleared, the deadline has passed) or empty."""

    submission: Submission
    name: str
    time: str


def questionnaires_visible_to(actor: Actor) -> QuerySet[Questionnaire]:
    """Those with a published version; to designers and readers all."""
    found = Questionnaire.objects.prefetch_related("versions")
    if may_design(actor) or may_read_boards(actor):
        return found
    return found.filter(versions__state=VersionState.PUBLISHED.value).distinct()


def questionnaire_visible_to(actor: Actor, code: str) -> Questionnaire | None:
    """None when there is none for the actor."""
    return questionnaires_visible_to(actor).filter(code=code).first()


def versions_visible_to(actor: Actor, questionnaire: Questionnaire) -> QuerySet[QuestionnaireVersion]:
    """Drafts are for designers and readers; what was published stays readable when it is withdrawn."""
    found = questionnaire.versions.select_related("questionnaire")
    if may_design(actor) or may_read_boards(actor):
        return found
    return found.exclude(state=VersionState.DRAFT.value)


def version_visible_to(actor: Actor, code: str, number: int) -> QuestionnaireVersion | None:
    """None when there is none for the actor."""
    known = questionnaire_visible_to(actor, code)
    return versions_visible_to(actor, known).filter(number=number).first() if known else None


def rounds_visible_to(actor: Actor) -> QuerySet[QuestionnaireRound]:
    """Readers see all rounds, strangers those whose answers are public."""
    found = QuestionnaireRound.objects.select_related("version__questionnaire")
    return found if may_read_boards(actor) else found.filter(published=True)


def round_visible_to(actor: Actor, uuid: UUID) -> QuestionnaireRound | None:
    """None when there is none for the actor."""
    return rounds_visible_to(actor).filter(uuid=uuid).first()


def submissions_of_bodies(actor: Actor) -> QuerySet[Submission]:
    """The submissions that the actor's bodies clear or answer, in rounds that were opened."""
    if not may(actor, ANSWER):
        return Submission.objects.none()
    own = Q(focal__code__in=actor.organisations) | Q(sections__delegate__code__in=actor.organisations)
    found = _submissions().filter(own).exclude(round__state=RoundState.PREPARING.value)
    return found.order_by("-round__period", "round__version__questionnaire__code", "country").distinct()


def submission_visible_to(actor: Actor, uuid: UUID) -> Submission | None:
    """The submission, for whoever may read something of it; None for everybody else."""
    found = _submissions().prefetch_related("sections__delegate").filter(uuid=uuid).first()
    return found if found is not None and may_read_answers(actor, found) else None


def submission_of(survey: QuestionnaireRound, country: str) -> Submission | None:
    """For those who run the round."""
    return survey.submissions.select_related("focal").filter(country=country).first()


def public_submissions(survey: QuestionnaireRound) -> list[Submission]:
    """The cleared submissions of a round whose answers are public, in the reader's alphabet; none of any other."""
    return cleared_submissions(survey) if survey.published else []


def cleared_submissions(survey: QuestionnaireRound) -> list[Submission]:
    """For readers: the cleared submissions, in the reader's alphabet."""
    found = _submissions().prefetch_related("answers", "sections").filter(round=survey, stage=Stage.CLEARED.value)
    return sorted(found, key=lambda each: alphabetical_key(country_name(each.country), active_language()))


def public_submission(uuid: UUID) -> Submission | None:
    """A cleared submission of a round whose answers are public, by its own identifier or its source's."""
    own = Q(uuid=uuid) | Q(source__uuid=uuid)
    public = _submissions().prefetch_related("answers", "sections")
    return public.filter(own, stage=Stage.CLEARED.value, round__published=True).first()


def submission_of_source(actor: Actor, source: UUID) -> Submission | None:
    """The submission whose figures cite a source, for whoever may read it."""
    found = _submissions().prefetch_related("sections__delegate").filter(source__uuid=source).first()
    if found is None or public_submission(found.uuid) or may_read_answers(actor, found):
        return found
    return None


def board(survey: QuestionnaireRound, today: date) -> list[BoardRow]:
    """Everybody who was asked, in the reader's alphabet."""
    asked = survey.submissions.select_related("focal").only(
        "uuid", "country", "stage", "received_on", "round", "focal__name"
    )
    rows = [BoardRow(each, country_name(each.country), _time(survey, each, today)) for each in asked]
    return sorted(rows, key=lambda row: alphabetical_key(row.name, active_language()))


def tally(rows: list[BoardRow]) -> list[tuple[str, int]]:
    """How many submissions stand at each stage, in the order of the work."""
    return [(str(words), sum(row.submission.stage == stage for row in rows)) for stage, words in STAGES.items()]


def bodies() -> QuerySet[Organisation]:
    """Bodies that may clear or answer."""
    return Organisation.objects.order_by("name")


def _time(survey: QuestionnaireRound, submission: Submission, today: date) -> str:
    if survey.deadline is None:
        return ""
    if submission.received_on is not None:
        return "late" if submission.received_on > survey.deadline else "in_time"
    return "overdue" if today > survey.deadline else ""


def _submissions() -> QuerySet[Submission]:
    return Submission.objects.select_related("round__version__questionnaire", "focal", "source")
