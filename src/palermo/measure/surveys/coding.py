"""Coding: statements, who says so and where, quantifiers within what the count supports, overrides with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.organisations.models import Organisation
from palermo.measure.surveys.assembling import synthesis_of
from palermo.measure.surveys.inviting import CODE, ChangedMeanwhile, senders_named
from palermo.measure.surveys.models import Answer, CodedStatement, CodedSupport, SurveyRound, SurveySection
from palermo.measure.surveys.rules import may_code
from palermo.measure.surveys.words import NAMINGS, ItemKind
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.synthesis.counting import Count, count_of
from palermo_engines.synthesis.quantifiers import Verdict, check_quantifier, quantifiers, quantifiers_supported
from palermo_engines.synthesis.wording import REMARK_PLACES, STATEMENT_PLACES, check_wording, is_printable

LONGEST_REASON = 1000
_NOBODY = Count((), (), ())


@dataclass(frozen=True, slots=True)
class StatementFields:
    """What a coder types about a statement."""

    section: SurveySection
    code: str
    kind: str
    paragraph: int
    wordings: Mapping[str, str]
    naming: str = "auto"
    quantifier: str = ""
    base: CodedStatement | None = None
    hangs_on: CodedStatement | None = None


def add_statement(actor: Actor, *, survey: SurveyRound, said: StatementFields) -> CodedStatement:
    """A new statement or remark. InputError naming the field."""
    may_code(actor).demand()
    _check(survey, said, None)
    with audit.act(actor, "measure.survey.statement_added", object_kind="survey_statement") as act:
        made = CodedStatement.objects.create(round=survey, **_columns(said))
        act.about(made.uuid)
    return made


def change_statement(
    actor: Actor, *, statement: CodedStatement, said: StatementFields, revision: int
) -> CodedStatement:
    """Change it. A quantifier that the count does not support is refused: set it by hand instead, with a reason."""
    may_code(actor).demand()
    _check(statement.round, said, statement)
    with audit.act(
        actor, "measure.survey.statement_changed", object_kind="survey_statement", object_uuid=statement.uuid
    ):
        current = _held(statement, revision)
        for name, value in _columns(said).items():
            setattr(current, name, value)
        _check_quantifier(current)
        current.save()
    return current


def drop_statement(actor: Actor, *, statement: CodedStatement) -> None:
    """Take it out of the report; others that are counted among it, or hang on it, stand alone then."""
    may_code(actor).demand()
    with audit.act(
        actor, "measure.survey.statement_dropped", object_kind="survey_statement", object_uuid=statement.uuid
    ):
        CodedStatement.objects.filter(base=statement).update(base=None)
        CodedStatement.objects.filter(hangs_on=statement).update(hangs_on=None)
        CodedStatement.objects.filter(pk=statement.pk).update(gone=True)


def mark_passages(actor: Actor, *, statement: CodedStatement, answer: Answer, spans: Iterable[tuple[int, int]]) -> None:
    """Say that a reply supports a statement, in the passages between the first and the last one marked."""
    may_code(actor).demand()
    kept = sorted(spans)
    if not kept or answer.reply.round_id != statement.round_id or statement.kind != ItemKind.STATEMENT:
        raise InputError("surveys.passage", "Choose a statement and at least one passage.", where="statement")
    start, end = kept[0][0], max(last for _, last in kept)
    if not 0 <= start < end <= len(answer.text):
        raise InputError("surveys.passage", "The passage is not in the reply.", where="statement")
    with audit.act(
        actor, "measure.survey.coded", object_kind="survey_statement", object_uuid=statement.uuid,
        sender=answer.reply.code,
    ):  # fmt: skip
        CodedSupport.objects.update_or_create(
            statement=statement, code=answer.reply.code, defaults={"answer": answer, "start": start, "end": end}
        )


def cite(actor: Actor, *, statement: CodedStatement, named: str, place: str = "") -> int:
    """Say that States support a statement without their text being here; returns how many are new. InputError for names
    nobody knows. A State that never replied may be cited: the checks say so."""
    may_code(actor).demand()
    codes = senders_named(named)
    if not is_printable(place):
        raise InputError("surveys.long", "The place holds control characters.", where="place")
    known = set(statement.supports.values_list("code", flat=True))
    with audit.act(actor, "measure.survey.coded", object_kind="survey_statement", object_uuid=statement.uuid) as act:
        new = [code for code in codes if code not in known]
        CodedSupport.objects.bulk_create(
            CodedSupport(statement=statement, code=code, place=place.strip()[:120]) for code in new
        )
        act.note(count=len(new))
    return len(new)


def take_back(actor: Actor, *, statement: CodedStatement, code: str) -> None:
    """The reply does not say so after all."""
    may_code(actor).demand()
    with audit.act(
        actor, "measure.survey.uncoded", object_kind="survey_statement", object_uuid=statement.uuid, sender=code[:40]
    ):
        statement.supports.filter(code=code).delete()


def override(actor: Actor, *, statement: CodedStatement, quantifier: str, reason: str, revision: int) -> CodedStatement:
    """Set a quantifier against the count, with a reason that is printed; an empty quantifier takes it back."""
    may_code(actor).demand()
    said = " ".join(reason.split())
    if quantifier and quantifier not in quantifiers():
        raise InputError("surveys.quantifier", "There is no such quantifier.", where="override")
    if quantifier and (not said or len(said) > LONGEST_REASON or not is_printable(said)):
        raise InputError("surveys.reason", f"Say why in 1 to {LONGEST_REASON} characters.", where="reason")
    with audit.act(
        actor, "measure.survey.overridden", object_kind="survey_statement", object_uuid=statement.uuid,
        quantifier=quantifier,
    ):  # fmt: skip
        current = _held(statement, revision)
        current.override, current.override_reason = quantifier, said if quantifier else ""
        current.override_body, current.override_by = (_body_of(actor), actor.code) if quantifier else ("", "")
        current.override_on = timezone.now().date() if quantifier else None
        current.save()
    return current


def _body_of(actor: Actor) -> str:
    """Whose seat the actor acts from: bodies are printed, persons are not."""
    names = Organisation.objects.filter(code__in=actor.organisations).order_by("name").values_list("name", flat=True)
    return ", ".join(names)[:200] or actor.code


def counts_of(survey: SurveyRound) -> Mapping[str, Count]:
    """Who stands behind each statement now, and among whom, by the statement's code."""
    synthesis = synthesis_of(survey)
    return {each.id: count_of(each, synthesis) for each in synthesis.statements}


def counted(statement: CodedStatement) -> Count:
    """The same for one statement; a remark has nobody behind it."""
    return counts_of(statement.round).get(statement.code, _NOBODY)


def supported(count: Count) -> tuple[str, ...]:
    """The quantifiers among which the author may choose."""
    return quantifiers_supported(len(count.states), len(count.base))


def verdict_on(quantifier: str, count: Count) -> Verdict:
    """Whether the count supports a quantifier, and why not."""
    return check_quantifier(quantifier, len(count.states), len(count.base))


def _held(statement: CodedStatement, revision: int) -> CodedStatement:
    current = CodedStatement.objects.select_for_update(of=("self",)).select_related("round").get(pk=statement.pk)
    if current.revision != revision:
        raise ChangedMeanwhile
    current.revision += 1
    return current


def _check(survey: SurveyRound, said: StatementFields, statement: CodedStatement | None) -> None:
    same = survey.statements.filter(code=said.code, gone=False).exclude(pk=statement.pk if statement else 0)
    if CODE.fullmatch(said.code) is None or same.exists():
        raise InputError("surveys.code", "The short name is malformed or in use.", where="code")
    if said.naming not in NAMINGS or said.kind not in set(ItemKind) or said.section.round_id != survey.pk:
        raise InputError("surveys.code", "Choose from the lists.", where="kind")
    places = STATEMENT_PLACES if said.kind == ItemKind.STATEMENT else REMARK_PLACES
    for language in survey.languages:
        check_wording(said.wordings.get(language, ""), language, places, where=f"wording_{language}")
    _check_links(survey, said, statement)


def _check_links(survey: SurveyRound, said: StatementFields, statement: CodedStatement | None) -> None:
    for where, other in (("base", said.base), ("hangs_on", said.hangs_on)):
        if other is not None and (other.round_id != survey.pk or (statement and other.pk == statement.pk)):
            raise InputError("synthesis.circular", "A statement cannot refer to itself.", where=where)
    hung_upon = statement is not None and CodedStatement.objects.filter(hangs_on=statement, gone=False).exists()
    if said.hangs_on is not None and (said.hangs_on.hangs_on_id is not None or hung_upon):
        raise InputError("synthesis.circular", "A footnote cannot have a footnote.", where="hangs_on")


def _check_quantifier(statement: CodedStatement) -> None:
    """The choice is checked against the count of the moment; what was right may become wrong when a reply changes, and
    then the checks of the report say so."""
    if not statement.quantifier or statement.kind == ItemKind.REMARK or statement.override:
        return
    count = counted(statement)
    if count.states and not (verdict := verdict_on(statement.quantifier, count)).accepted:
        raise InputError("surveys.quantifier", verdict.reason, where="quantifier")


def _columns(said: StatementFields) -> dict[str, object]:
    wordings: dict[Language, str] = {
        language: said.wordings[language].strip() for language in LANGUAGES if said.wordings.get(language, "").strip()
    }
    return {
        "section": said.section, "code": said.code, "kind": said.kind, "paragraph": said.paragraph,
        "wordings": wordings, "naming": said.naming, "quantifier": said.quantifier, "base": said.base,
        "hangs_on": said.hangs_on,
    }  # fmt: skip
