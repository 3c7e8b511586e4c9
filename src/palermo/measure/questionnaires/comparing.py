"""What differs between two versions of a questionnaire, question by question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from palermo.measure.questionnaires.questions import Question, QuestionSet
from palermo_engines.registers.model import Field

_NOT_COMPARED = frozenset({"line", "options", "id"})
_DERIVED = "breakdown_choices"


@dataclass(frozen=True, slots=True)
class Changed:
    """A question that was ``added``, ``removed``, ``moved`` (to another section) or ``changed``; ``parts`` names what
    changed in it. ``before`` and ``after`` are the question then and now, None where it was not asked."""

    kind: str
    question: str
    parts: tuple[str, ...] = ()
    before: Question | None = None
    after: Question | None = None


def compare(before: QuestionSet, after: QuestionSet) -> tuple[Changed, ...]:
    """In the order of the newer version; what was removed follows in the order of the older one."""
    return (*_asked_now(before, after), *_gone(before, after))


def _asked_now(before: QuestionSet, after: QuestionSet) -> Iterator[Changed]:
    for question in after.questions:
        known = before.by_id.get(question.id)
        if known is None:
            yield Changed("added", question.id, after=question)
            continue
        parts = tuple(_parts(known, question))
        if parts:
            kind = "moved" if parts == ("section",) else "changed"
            yield Changed(kind, question.id, parts, known, question)


def _gone(before: QuestionSet, after: QuestionSet) -> Iterator[Changed]:
    for question in before.questions:
        if question.id not in after.by_id:
            yield Changed("removed", question.id, before=question)


def _parts(before: Question, after: Question) -> Iterator[str]:
    for name in sorted({*_field_parts(before.field), *_field_parts(after.field)}):
        if _field_parts(before.field).get(name) != _field_parts(after.field).get(name):
            yield name
    for each in fields(Question):
        if each.name != "field" and getattr(before, each.name) != getattr(after, each.name):
            yield each.name


def _field_parts(field: Field) -> dict[str, object]:
    own = {each.name: getattr(field, each.name) for each in fields(Field) if each.name not in _NOT_COMPARED}
    texts = {name: dict(own[name]) for name in ("label", "help", "message")}
    return {**own, **texts, **{key: value for key, value in field.options.items() if key != _DERIVED}}
