"""Answering by section: what was typed, confirmed or taken over, who answers which section, and when one is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.organisations.models import Organisation
from palermo.measure.questionnaires.checks import problems_in
from palermo.measure.questionnaires.designing import ChangedMeanwhile, questions_of
from palermo.measure.questionnaires.last_time import said_last
from palermo.measure.questionnaires.models import GivenAnswer, Submission, SubmissionSection
from palermo.measure.questionnaires.questions import QuestionSet, Section
from palermo.measure.questionnaires.rules import may_answer, may_delegate
from palermo.measure.questionnaires.said import Said, SaidBy, known_to, number_in, said_in
from palermo.measure.questionnaires.states import demand_open, stage_after
from palermo.measure.questionnaires.words import Standing, Way
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.periods import days_of
from palermo_engines.registers.model import Field, in_language
from palermo_engines.registers.refusals import refusal
from palermo_engines.registers.values import normalise

KIND = "submission"
LONGEST_WORD = 2000
_DATA = {"provider": 300, "method": 2000, "as_of": 10}
Faults = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class DataSource:
    """Whose data a section's are, how they were gathered, on which day they stood (ISO 8601)."""

    provider: str = ""
    method: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """``faults`` are the answers that could not be kept, by question, in the reader's words; all others were."""

    part: SubmissionSection
    faults: Faults


def part_of(submission: Submission, section: Section) -> SubmissionSection:
    """How far a section is; made with the invitation, and for sections that it did not know."""
    found = submission.sections.select_related("delegate").filter(section=section.id).first()
    return found or SubmissionSection(submission=submission, section=section.id)


def write_section(
    actor: Actor, *, submission: Submission, section: Section, said: SaidBy, revision: int,
    data: DataSource | None = None, way: Way = Way.TYPED,
) -> Written:  # fmt: skip
    """Keep the answers to a section. What has not the shape of its question is not kept and comes back as a fault;
    an answer that did not change stays as it came. ChangedMeanwhile when somebody else wrote it since ``revision``."""
    may_answer(actor, submission, part_of(submission, section)).demand()
    shaped, faults = _shaped(section, said)
    with audit.act(actor, "measure.questionnaire.answered", object_kind=KIND, object_uuid=submission.uuid) as act:
        current, part = _begin(submission, section, revision)
        changed = [name for name, each in shaped.items() if _keep(actor, current, name, each, way)]
        for name, text in _source_columns(data).items():
            setattr(part, name, text)
        _end(current, part)
        act.note(section=section.id, questions=sorted(changed), way=way.value, refused=len(faults))
    return Written(part, faults)


def take_over(
    actor: Actor, *, submission: Submission, section: Section, question: str, said: Said, origin: Mapping[str, str],
    way: Way, revision: int,
) -> SubmissionSection:  # fmt: skip
    """Answer a question with what is held already; ``way`` says whether last time's answer is confirmed. InputError
    when it has not the shape of the question."""
    may_answer(actor, submission, part_of(submission, section)).demand()
    shaped, faults = _shaped(section, {question: said})
    if faults:
        raise InputError("questionnaires.shape", "This does not fit the question.", where=question)
    verb = "confirmed" if way is Way.CONFIRMED else "taken_over"
    with audit.act(actor, f"measure.questionnaire.{verb}", object_kind=KIND, object_uuid=submission.uuid) as act:
        current, part = _begin(submission, section, revision)
        _keep(actor, current, question, shaped[question], way, origin)
        _end(current, part)
        act.note(section=section.id, question=question, origin=origin.get("kind", ""))
    return part


def delegate(actor: Actor, *, submission: Submission, section: Section, body: Organisation | None) -> SubmissionSection:
    """Say which body answers a section; None takes it back to the focal point."""
    may_delegate(actor, submission).demand()
    with audit.act(
        actor, "measure.questionnaire.delegated", object_kind=KIND, object_uuid=submission.uuid, section=section.id,
        body=body.code if body else "",
    ):  # fmt: skip
        part = part_of(submission, section)
        part.delegate = body
        part.save()
    return part


def finish_section(actor: Actor, *, submission: Submission, section: Section, done: bool) -> SubmissionSection:
    """Say that a section is done, or open it again. InputError while something stands in the way."""
    may_answer(actor, submission, part_of(submission, section)).demand()
    verb = "section_done" if done else "section_reopened"
    with audit.act(
        actor, f"measure.questionnaire.{verb}", object_kind=KIND, object_uuid=submission.uuid, section=section.id
    ):
        current, part = _begin(submission, section, None)
        if done:
            demand_done(current, section, part)
        part.done = done
        part.save()
        current.save()
    return part


def demand_done(submission: Submission, section: Section, part: SubmissionSection) -> None:
    """InputError unless nothing stands in the way of a section."""
    asked = questions_of(submission.round.version)
    said = known_to(asked, said_in(submission.answers.all()))
    found = problems_in(asked, section, said, said_last(submission), timezone.localdate())
    if any(not problem.stands for problem in found):
        raise InputError("questionnaires.problems", "There are still problems in this section.", where=section.id)
    if section.sourced and lacks_source(section, said, part):
        raise InputError("questionnaires.source", "Say who provides the data of this section.", where="provider")


def lacks_source(section: Section, said: SaidBy, part: SubmissionSection) -> bool:
    """Whether numbers are given, and nobody is named who provides them."""
    counted = any(number_in(question.field, said.get(question.id)) is not None for question in section.questions)
    return counted and not part.provider.strip()


def _begin(submission: Submission, section: Section, revision: int | None) -> tuple[Submission, SubmissionSection]:
    """The submission and its section, held for writing, as far as their states allow it."""
    held = Submission.objects.select_for_update(of=("self",)).select_related("round__version__questionnaire", "focal")
    current = held.get(pk=submission.pk)
    demand_open(current.round.state)
    current.stage = stage_after(current.stage, "answer").value
    part = part_of(current, section)
    if revision is not None and part.revision != revision:
        raise ChangedMeanwhile
    return current, part


def _end(submission: Submission, part: SubmissionSection) -> None:
    """Whatever was written into a section, it is to be looked at again before it is done."""
    part.revision, part.done = part.revision + 1, False
    part.save()
    submission.revision += 1
    submission.save(update_fields=["stage", "revision"])


def _keep(
    actor: Actor, submission: Submission, question: str, said: Said, way: Way, origin: Mapping[str, str] | None = None
) -> bool:
    """Store an answer; returns whether it is another one than before: a new word to the same answer makes none."""
    known = GivenAnswer.objects.filter(submission=submission, question=question).first()
    if said.nothing:
        return bool(known and known.delete())
    same = known is not None and (known.standing, known.value) == (said.standing, said.value)
    if known is not None and same and origin is None:
        if known.word != said.word:
            known.word = said.word
            known.save()
        return False
    kept = known or GivenAnswer(submission=submission, question=question)
    kept.standing, kept.value, kept.word = said.standing, said.value, said.word or (kept.word if same else "")
    kept.way, kept.origin, kept.given_by = way.value, dict(origin or {}), actor.code
    kept.save()
    return True


def _shaped(section: Section, said: SaidBy) -> tuple[dict[str, Said], dict[str, tuple[str, ...]]]:
    """Answers to the section's questions in their canonical shape, and why others have none."""
    shaped: dict[str, Said] = {}
    faults: dict[str, tuple[str, ...]] = {}
    for question in section.questions:
        given = said.get(question.id)
        if given is None:
            continue
        try:
            shaped[question.id] = _canonical(question.field, given)
        except InputError as problem:
            faults[question.id] = (_told(problem),)
    return shaped, faults


def _canonical(field: Field, said: Said) -> Said:
    word = said.word.replace("\r\n", "\n").strip()
    if len(word) > LONGEST_WORD or "\0" in word or said.standing not in set(Standing):
        raise InputError("questionnaires.word", "The explanation is too long.", where=field.id)
    value: Any = normalise(field, said.value) if said.standing == Standing.VALUE else None
    return replace(said, value=value, word=word)


def _told(problem: InputError) -> str:
    return in_language(refusal(problem.message, problem.advice), active_language())


def _source_columns(data: DataSource | None) -> dict[str, str]:
    if data is None:
        return {}
    columns = {name: str(getattr(data, name)).replace("\0", "").strip() for name in _DATA}
    for name, longest in _DATA.items():
        if len(columns[name]) > longest:
            raise InputError("questionnaires.long", f"At most {longest} signs.", where=name)
    _demand_day(columns["as_of"])
    return columns


def _demand_day(text: str) -> None:
    try:
        if text:
            days_of(text)
    except ValueError:
        advice = "Write 2024, 2024-06 or 2024-06-30."
        raise InputError("questionnaires.day", "This is no day.", advice=advice, where="as_of") from None


def asked_and_said(submission: Submission) -> tuple[QuestionSet, dict[str, Said]]:
    """What a submission is asked, and what it says to that so far."""
    asked = questions_of(submission.round.version)
    return asked, known_to(asked, said_in(submission.answers.all()))
