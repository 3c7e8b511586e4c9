"""A field as declared -> its questions: the rows of the sheet ``survey``.

What the columns of XLSForm hold is there as text; everything else stands as JSON in the column ``palermo_field`` of
the field's first row. A condition stands there too when the form has to say it differently.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.registers.xlsform.languages import column
from palermo_engines.registers.xlsform.parts import (
    A_DATE,
    A_PERIOD,
    AREAS,
    COUNTRIES,
    YES_NO,
    Part,
    Texts,
    parts_of,
    question_name,
)
from palermo_engines.registers.xlsform.references import Names, for_form

FIELD = "palermo_field"
PART = "palermo_part"
CONDITIONS = {"required": "required", "relevant": "relevant", "constraint": "constraint", "value": "calculation"}
_SIMPLE = {
    "text": "text",
    "rich_text": "text",
    "organisation": "text",
    "link": "text",
    "period": "text",
    "file": "file",
    "computed": "calculate",
    "yes_no": f"select_one {YES_NO}",
}
_FORMATS = {"url": r"regex(., 'https?://.+')", "email": r"regex(., '[^@ ]+@[^@ ]+')"}
AS_DATE: Texts = {
    "en": "Write YYYY, YYYY-MM or YYYY-MM-DD; for a period two dates with a slash between them.",
    "fr": "Écrire AAAA, AAAA-MM ou AAAA-MM-JJ ; pour une période, deux dates séparées par une barre oblique.",
    "es": "Escriba AAAA, AAAA-MM o AAAA-MM-DD; para un período, dos fechas separadas por una barra.",
    "ru": "Пишите ГГГГ, ГГГГ-ММ или ГГГГ-ММ-ДД; для периода — две даты через косую черту.",
    "ar": "اكتب YYYY أو YYYY-MM أو YYYY-MM-DD، وللفترة تاريخين بينهما خط مائل.",
    "zh": "填写YYYY、YYYY-MM或YYYY-MM-DD；期间填写以斜线隔开的两个日期。",
}


@dataclass(frozen=True, slots=True)
class Form:
    """What a question has to know of the others: how they are named, and the lists that split counts."""

    names: Names = field(default_factory=Names)
    breakdowns: Mapping[str, Mapping[str, Texts]] = field(default_factory=dict)

    def parts(self, declared: Mapping[str, Any]) -> tuple[Part, ...]:
        """The parts of a field."""
        return parts_of(declared, self.breakdowns)


def rows_of(declared: Mapping[str, Any], form: Form) -> list[dict[str, str]]:
    """The rows of a field, as declared in YAML: one question, or a group with one question a part."""
    parts = form.parts(declared)
    if not parts:
        first = {"type": question_type(declared), **conditions_of(declared, form)}
        return [{**first, **_texts_of(declared), "appearance": _appearance(declared), FIELD: _rest(declared, form)}]
    questions = [_part(declared, part) for part in parts]
    begin = {"type": "begin_group", **_texts_of(declared), FIELD: _rest(declared, form)}
    conditions = conditions_of(declared, form)
    if "relevant" in conditions:
        begin["relevant"] = conditions.pop("relevant")
    moved = {heading: begin.pop(heading) for heading in list(begin) if heading.startswith("constraint_message")}
    questions[0] = {**questions[0], **moved, **_first_part(questions[0], conditions)}
    return [begin, *questions, {"type": "end_group", "name": declared["id"]}]


def conditions_of(declared: Mapping[str, Any], form: Form) -> dict[str, str]:
    """The conditions of a field as the form says them, by heading; only those that it has."""
    said = {
        heading: for_form(_as_text(declared[key]), form.names, declared["id"])
        for key, heading in CONDITIONS.items()
        if declared.get(key) not in (None, "", False)
    }
    constraint = _all_of(_shape(declared), said.get("constraint", ""))
    return {**said, "constraint": constraint} if constraint else said


def _as_text(condition: Any) -> str:
    return "yes" if condition is True else str(condition)


def question_type(declared: Mapping[str, Any]) -> str:
    """The type of the question of a field that is not split into parts."""
    kind = declared["type"]
    several = "select_multiple" if declared.get("multiple") else "select_one"
    if kind == "choice":
        return f"{several} {declared['list']}"
    if kind == "country":
        return f"{several} {AREAS if declared.get('areas') else COUNTRIES}"
    if kind == "date":
        return "date" if declared.get("precision") == "day" else "text"
    return _SIMPLE[kind]


def is_date_in_text(declared: Mapping[str, Any]) -> bool:
    """Whether a field is a date or period that its question takes as text."""
    return _shape(declared) in (A_DATE, A_PERIOD)


def _shape(declared: Mapping[str, Any]) -> str:
    """What the type and the options of a field ask of its text, as a constraint."""
    match declared["type"]:
        case "date" if declared.get("precision") != "day":
            return A_DATE
        case "period":
            return A_PERIOD
        case "text" if "pattern" in declared and "'" not in declared["pattern"]:
            return f"regex(., '{declared['pattern']}')"
        case "text":
            return _FORMATS.get(declared.get("format", ""), "")
        case _:
            return ""


def _appearance(declared: Mapping[str, Any]) -> str:
    return "multiline" if declared["type"] == "rich_text" or declared.get("lines") == "many" else ""


def _texts_of(declared: Mapping[str, Any]) -> dict[str, str]:
    """Label, help and message of a field in their columns, with its name."""
    cells = {"name": str(declared["id"])}
    message = declared.get("message") or (AS_DATE if is_date_in_text(declared) else {})
    for kind, texts in (
        ("label", declared["label"]),
        ("hint", declared.get("help", {})),
        ("constraint_message", message),
    ):
        cells |= {column(kind, language): texts[language] for language in LANGUAGES if language in texts}
    return cells


def _rest(declared: Mapping[str, Any], form: Form) -> str:
    """All that the columns do not say, as JSON. A condition worded alike in form and register is not repeated."""
    said = conditions_of(declared, form)
    kept = {key: value for key, value in declared.items() if key not in ("id", "label", "help", "message", *CONDITIONS)}
    in_parts = bool(form.parts(declared))
    for key, heading in CONDITIONS.items():
        if key in declared and (in_parts or said.get(heading) != declared[key]):
            kept[key] = declared[key]
    if _shape(declared) and "constraint" not in declared:
        kept["constraint"] = ""
    return as_json(kept)


def as_json(content: Any) -> str:
    """JSON in which no name of a question can be seen: programs look for ``${`` in every column of a form."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True).replace("${", r"$\u007b")


def _part(declared: Mapping[str, Any], part: Part) -> dict[str, str]:
    cells = {"type": part.type, "name": question_name(declared["id"], part.key), PART: part.key}
    cells |= {column("label", language): part.label[language] for language in declared["label"]}
    if part.constraint:
        cells["constraint"] = part.constraint
    return cells


def _first_part(question: Mapping[str, str], conditions: Mapping[str, str]) -> dict[str, str]:
    """The conditions of a field stand at its first part: a group has none but relevance."""
    return {**conditions, "constraint": _all_of(question.get("constraint", ""), conditions.get("constraint", ""))}


def _all_of(*checks: str) -> str:
    asked = [check for check in checks if check]
    return asked[0] if len(asked) == 1 else " and ".join(f"({check})" for check in asked)
