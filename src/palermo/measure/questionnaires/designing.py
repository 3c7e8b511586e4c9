"""Writing versions of questionnaires, and the gate that one passes before anybody is asked (rule 10)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db.models import Max
from django.utils import timezone

from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.registers.api import declaration
from palermo.measure.questionnaires.models import Questionnaire, QuestionnaireVersion
from palermo.measure.questionnaires.questions import Question, QuestionSet
from palermo.measure.questionnaires.reading import read_questions
from palermo.measure.questionnaires.rules import may_design, may_publish
from palermo.measure.questionnaires.states import version_state_after
from palermo.measure.questionnaires.words import VersionState
from palermo_engines.kit.errors import InputError

KIND = "questionnaire_version"


class ChangedMeanwhile(InputError):  # noqa: N818 - the words of the room
    """Somebody else changed it since the page was opened. Nothing was written."""

    def __init__(self) -> None:
        super().__init__("questionnaires.changed_meanwhile", "Somebody else changed this in the meantime.")


def questions_of(version: QuestionnaireVersion) -> QuestionSet:
    """What the version asks."""
    return read_questions(version.text)


def add_version(actor: Actor, *, text: str) -> QuestionnaireVersion:
    """A draft of a new questionnaire, or of the next version of a known one, by its ``id``. DeclarationError with
    every line that cannot be read, languages that are claimed and missing included."""
    may_design(actor).demand()
    asked = read_questions(text)
    code = asked.declaration.id
    with audit.act(actor, "measure.questionnaire.version_added", object_kind=KIND, code=code) as act:
        titles = dict(asked.declaration.title)
        kept, made = Questionnaire.objects.get_or_create(code=code, defaults={"titles": titles})
        Questionnaire.objects.select_for_update().get(pk=kept.pk)  # two at once get two numbers
        number = 1 if made else (kept.versions.aggregate(most=Max("number"))["most"] or 0) + 1
        version = QuestionnaireVersion.objects.create(
            questionnaire=kept, number=number, text=text, digest=_digest(text)
        )
        act.about(version.uuid)
        act.note(number=number, digest=version.digest)
    return version


def change_version(actor: Actor, *, version: QuestionnaireVersion, text: str, revision: int) -> QuestionnaireVersion:
    """Give a draft another text. InputError when it is no draft or becomes another questionnaire."""
    may_design(actor).demand()
    asked = read_questions(text)
    if asked.declaration.id != version.questionnaire.code:
        raise InputError("questionnaires.other", "The text is of another questionnaire.", where="text")
    with audit.act(actor, "measure.questionnaire.version_changed", object_kind=KIND, object_uuid=version.uuid) as act:
        current = _held(version)
        if current.state != VersionState.DRAFT:
            raise InputError("questionnaires.not_draft", "Only a draft can be changed; add a new version.")
        if current.revision != revision:
            raise ChangedMeanwhile
        current.text, current.digest, current.revision = text, _digest(text), revision + 1
        current.save()
        act.note(digest=current.digest)
    return current


def move_version(actor: Actor, *, version: QuestionnaireVersion, move: str) -> QuestionnaireVersion:
    """Publish a draft or withdraw what was published. InputError when what it names is not here, or when a language
    that the questionnaire speaks already would be lost."""
    may_publish(actor).demand()
    with audit.act(
        actor, f"measure.questionnaire.version_{'published' if move == 'publish' else 'moved'}", object_kind=KIND,
        object_uuid=version.uuid,
    ) as act:  # fmt: skip
        current = _held(version)
        state = version_state_after(current.state, move)
        if state is VersionState.PUBLISHED:
            _demand_publishable(current)
            current.published_at, current.published_by = timezone.now(), actor.code
            titles = dict(questions_of(current).declaration.title)
            Questionnaire.objects.filter(pk=current.questionnaire_id).update(titles=titles)
        current.state = state.value
        current.save()
        act.note(state=state.value, digest=current.digest)
    return current


def gate(version: QuestionnaireVersion) -> tuple[str, ...]:
    """What stands in the way of publishing, in English, with the question in front; nothing when it may be."""
    asked = questions_of(version)
    return (*_lost_languages(version, asked), *(found for each in asked.questions for found in _unknown(each)))


def _demand_publishable(version: QuestionnaireVersion) -> None:
    found = gate(version)
    if found:
        raise InputError("questionnaires.gate", " ".join(found), where="text")


def _lost_languages(version: QuestionnaireVersion, asked: QuestionSet) -> Iterator[str]:
    """Whoever was asked in a language is not asked in fewer."""
    before = version.questionnaire.versions.filter(
        state=VersionState.PUBLISHED.value, number__lt=version.number
    ).first()
    if before is not None:
        lost = [each for each in questions_of(before).declaration.languages if each not in asked.declaration.languages]
        if lost:
            yield f"The version before speaks {', '.join(lost)}, this one does not."


def _unknown(question: Question) -> Iterator[str]:
    """Registers and other questionnaires that a question names and that are not here."""
    for each in question.prefill:
        if each.kind == "register":
            register = declaration(each.name)
            if register is None or not any(measure.id == each.measure for measure in register.measures):
                yield f"{question.id}: no register {each.name} here yields {each.measure}."
    for named in question.same_as:
        code, _dot, other = named.partition(".")
        known = QuestionnaireVersion.objects.filter(questionnaire__code=code).first()
        if known is None or other not in questions_of(known).by_id:
            yield f"{question.id}: there is no question {named} here."


def _held(version: QuestionnaireVersion) -> QuestionnaireVersion:
    held = QuestionnaireVersion.objects.select_for_update(of=("self",)).select_related("questionnaire")
    return held.get(pk=version.pk)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
