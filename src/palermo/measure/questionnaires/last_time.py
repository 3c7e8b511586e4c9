"""What a State said before: its last cleared answers to the same questionnaire, and to others."""

from __future__ import annotations

from django.db.models import QuerySet

from palermo.measure.questionnaires.models import Submission
from palermo.measure.questionnaires.said import Said, said_in
from palermo.measure.questionnaires.words import Stage


def last_cleared(submission: Submission) -> Submission | None:
    """The State's newest cleared submission of an earlier period to the same questionnaire, whatever its version."""
    found = _cleared(submission.country, submission.round.version.questionnaire.code)
    return found.filter(round__period__lt=submission.round.period).exclude(pk=submission.pk).first()


def newest_cleared(country: str, code: str) -> Submission | None:
    """The State's newest cleared submission to a questionnaire."""
    return _cleared(country, code).first()


def said_last(submission: Submission) -> dict[str, Said]:
    """Last time's answers by question; none when there was no last time."""
    before = last_cleared(submission)
    return said_in(before.answers.all()) if before else {}


def _cleared(country: str, code: str) -> QuerySet[Submission]:
    found = Submission.objects.filter(
        country=country, stage=Stage.CLEARED.value, round__version__questionnaire__code=code
    )
    return found.select_related("round__version__questionnaire").order_by("-round__period", "-pk")
