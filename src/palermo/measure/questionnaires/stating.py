"""The figures that a cleared submission states: one for each counting question that names a measure, with its parts.

They cite the submission's own source, whose page shows the cleared answers. Accepted at clearance, published when the
round's answers are; withdrawn when the submission is sent back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone

from palermo.ground.evidence.api import spell_breakdown
from palermo.ground.evidence.models import Figure, Source
from palermo.ground.evidence.words import FigureStatus, Origin, SourceKind
from palermo.ground.registers.stating import NONE_KNOWN, retire
from palermo.measure.questionnaires.answering import asked_and_said
from palermo.measure.questionnaires.checks import relevant
from palermo.measure.questionnaires.models import Submission
from palermo.measure.questionnaires.questions import Question, QuestionSet
from palermo.measure.questionnaires.said import values_of
from palermo_engines.kit.periods import days_of
from palermo_engines.registers.measuring import Stated, figures_of
from palermo_engines.registers.model import MeasureOf, in_language

_LIVE = (FigureStatus.ACCEPTED.value, FigureStatus.PUBLISHED.value)


def state_figures(submission: Submission) -> int:
    """State what the answers say, in place of what they said before; returns how many figures. Inside an act."""
    withdraw_figures(submission)
    asked, said = asked_and_said(submission)
    values = values_of(relevant(asked, said, timezone.localdate()))
    source = source_of(submission, asked)
    as_of = {part.section: part.as_of for part in submission.sections.all()}
    stated = 0
    for question in asked.questions:
        if question.measure and question.id in values:
            stated += _store(submission, source, question, asked, values, as_of.get(question.section, ""))
    return stated


def withdraw_figures(submission: Submission) -> None:
    """Nothing of the submission is stated any more; what was published stays as withdrawn. Inside an act."""
    if submission.source_id:
        retire(Figure.objects.filter(source_id=submission.source_id, status__in=_LIVE))


def publish_figures(submission: Submission) -> None:
    """The source and its figures stand as the round says: public or not. Inside an act."""
    if submission.source_id:
        public = submission.round.published
        status = FigureStatus.PUBLISHED if public else FigureStatus.ACCEPTED
        Source.objects.filter(pk=submission.source_id).update(published=public)
        Figure.objects.filter(source_id=submission.source_id, status__in=_LIVE).update(status=status.value)


def source_of(submission: Submission, asked: QuestionSet) -> Source:
    """What the figures cite, made at the first need: its key is no register's, for it holds a slash."""
    code, period = asked.declaration.id, submission.round.period.replace("/", "--")
    title = in_language(asked.declaration.title, "en")
    columns = {"title": f"{title}: {submission.country}, {period}", "published": submission.round.published}
    kept = submission.source
    if kept is None:
        key = f"{code}/{period}/{submission.country}"
        kept = submission.source = Source.objects.create(kind=SourceKind.REGISTER.value, key=key, **columns)
        submission.save(update_fields=["source"])
    else:
        Source.objects.filter(pk=kept.pk).update(**columns)
    return kept


def _store(
    submission: Submission,
    source: Source,
    question: Question,
    asked: QuestionSet,
    values: Mapping[str, Any],
    as_of: str,
) -> int:
    """The total first, then its parts; returns how many. "None known" is no zero, and is no figure (rule 6)."""
    alone = replace(asked.declaration, measures=(MeasureOf(question.measure, question.id),))
    made: dict[int, Figure] = {}
    for place, stated in enumerate(figures_of(alone, values)):
        if stated.qualifier == NONE_KNOWN:
            continue
        figure = _figure(submission, source, question, stated, as_of)
        figure.part_of = made.get(stated.part_of) if stated.part_of is not None else None
        figure.save()
        made[place] = figure
    return len(made)


def _figure(submission: Submission, source: Source, question: Question, stated: Stated, as_of: str) -> Figure:
    days = days_of(submission.round.period)
    status = FigureStatus.PUBLISHED if submission.round.published else FigureStatus.ACCEPTED
    return Figure(
        source=source,
        locator=question.id[:40],
        origin=Origin.REGISTER.value,
        origin_uuid=submission.uuid,
        status=status.value,
        measure=stated.measure,
        subject=submission.country,
        value=stated.value,
        high=stated.high,
        qualifier=stated.qualifier,
        unit=stated.unit,
        period=submission.round.period,
        period_first=days.first,
        period_last=days.last,
        as_of=as_of,
        breakdown=spell_breakdown(stated.breakdown),
    )
