"""A declaration -> a form for KoBo and ODK, as an .xlsx file.

What XLSForm has no place for stands in columns and in a sheet whose names begin with ``palermo_``: other programs
leave them alone, and ``reading.read_form`` makes the same declaration from them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.registers.model import Declaration
from palermo_engines.registers.writing import write_declaration
from palermo_engines.registers.xlsform.choices import CHOICE, choices_of, labels_of, rows_of_list
from palermo_engines.registers.xlsform.languages import NAMES, column
from palermo_engines.registers.xlsform.questions import FIELD, PART, Form, as_json, is_date_in_text, rows_of
from palermo_engines.registers.xlsform.references import Names
from palermo_engines.registers.xlsform.sheets import write_workbook

REGISTER = "palermo_register"
_LONGEST_PIECE = 30_000
_TEXTS = ("label", "hint", "constraint_message")
_CONDITIONS = ("required", "relevant", "constraint", "calculation", "appearance")


def write_form(declaration: Declaration) -> bytes:
    """The register as an .xlsx form."""
    declared = yaml.safe_load(write_declaration(declaration))
    return write_workbook(sheets_of(declared))


def sheets_of(declared: Mapping[str, Any]) -> dict[str, list[list[str]]]:
    """The sheets of the form of a declaration, given as the plain content of its file."""
    languages = _languages(declared)
    form = form_of(declared)
    questions = [row for field in declared["fields"] for row in rows_of(field, form)]
    own = declared.get("lists", {})
    lists = [*own, *dict.fromkeys(name for row in questions if (name := _list_of(row["type"])) and name not in own)]
    choices = [row for name in lists for row in rows_of_list(name, choices_of(name, own), languages)]
    texts = [column(kind, language) for kind in _TEXTS for language in languages]
    survey = ["type", "name", *texts, *_CONDITIONS, PART, FIELD]
    labels = [column("label", language) for language in languages]
    return {
        "survey": _table(survey, questions),
        "choices": _table(["list_name", "name", *labels, CHOICE], choices),
        "settings": _settings(declared),
        REGISTER: _register(declared),
    }


def form_of(declared: Mapping[str, Any]) -> Form:
    """What the questions of a register have to know of each other."""
    own = declared.get("lists", {})
    split = {list_id for field in declared["fields"] for list_id in field.get("breakdowns", [])}
    form = Form(breakdowns={list_id: labels_of(list_id, own) for list_id in split})
    parts = {field["id"]: form.parts(field) for field in declared["fields"]}
    primary = {field: first[0].key for field, first in parts.items() if first}
    dates = {field["id"] for field in declared["fields"] if is_date_in_text(field)}
    pairs = {field["id"] for field in declared["fields"] if field["type"] == "planned_actual"}
    return Form(Names(primary, frozenset(dates | pairs), frozenset(pairs)), form.breakdowns)


def _languages(declared: Mapping[str, Any]) -> tuple[Language, ...]:
    spoken = {language for field in declared["fields"] for language in field["label"]}
    return tuple(language for language in LANGUAGES if language in spoken)


def _list_of(question_type: str) -> str:
    return question_type.partition(" ")[2] if question_type.startswith("select_") else ""


def _table(headings: Sequence[str], rows: Iterable[Mapping[str, str]]) -> list[list[str]]:
    return [list(headings), *([row.get(heading, "") for heading in headings] for row in rows)]


def _settings(declared: Mapping[str, Any]) -> list[list[str]]:
    headings = ["form_title", "form_id", "version", "default_language"]
    return [headings, [declared["title"]["en"], declared["id"], str(declared["version"]), NAMES["en"]]]


def _register(declared: Mapping[str, Any]) -> list[list[str]]:
    """What is not in the other sheets, as JSON by key; a long one goes on in the next row with the same key."""
    rest = {key: value for key, value in declared.items() if key not in ("fields", "lists")}
    rows = [["key", "value"]]
    for key, value in {**rest, "lists": list(declared.get("lists", {}))}.items():
        text = as_json(value)
        rows += [[key, text[start : start + _LONGEST_PIECE]] for start in range(0, len(text), _LONGEST_PIECE)]
    return rows
