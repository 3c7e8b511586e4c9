"""A form that Palermo wrote -> the declaration it was written from, with whatever was changed in the form since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from palermo_engines.kit.errors import InputError
from palermo_engines.registers.xlsform.choices import CHOICE, choices_of
from palermo_engines.registers.xlsform.drafts import Draft, write_yaml
from palermo_engines.registers.xlsform.foreign import Import
from palermo_engines.registers.xlsform.foreign_expressions import truth
from palermo_engines.registers.xlsform.foreign_lists import Lists
from palermo_engines.registers.xlsform.languages import texts_of
from palermo_engines.registers.xlsform.notices import Notice, Notices
from palermo_engines.registers.xlsform.questions import AS_DATE, CONDITIONS, FIELD, PART, Form, rows_of
from palermo_engines.registers.xlsform.references import for_register
from palermo_engines.registers.xlsform.sheets import Sheet
from palermo_engines.registers.xlsform.tables import Line, lines_of
from palermo_engines.registers.xlsform.writing import REGISTER, form_of

_ORDER = (
    "id", "wing", "version", "title", "help", "languages", "refs", "visibility", "write",
    "lists", "fields", "workflow", "measures", "intake", "rules",
)  # fmt: skip


def read_own(book: Mapping[str, Sheet]) -> tuple[str, tuple[str, ...], tuple[Notice, ...]]:
    """The text of the declaration, no linked ones, and notices of what was changed by hand.

    InputError ``xlsform.damaged`` when a cell under a heading that begins with ``palermo_`` is no longer what
    Palermo wrote.
    """
    notices = Notices()
    declared = _register(lines_of(book[REGISTER]))
    choices = lines_of(book["choices"]) if "choices" in book else ()
    own = declared.pop("lists", [])
    lists = {list_id: [_entry(line) for line in choices if line.cell("list_name") == list_id] for list_id in own}
    _compare_shared(choices, own, notices)
    survey = lines_of(book["survey"])
    declared |= {"lists": lists, "fields": [_field(line) for line in survey if line.cell(FIELD)]}
    form = form_of(declared)
    for field, lines in list(_sections(survey, declared["fields"], form)):
        _take_conditions(field, lines, form, notices)
    _add_new(survey, declared, Lists(choices, "en", notices), notices)
    ordered = {key: declared[key] for key in _ORDER if declared.get(key) not in (None, {}, [])}
    return write_yaml(ordered), (), tuple(notices.gathered)


def _register(lines: Sequence[Line]) -> dict[str, Any]:
    pieces: dict[str, str] = {}
    for line in lines:
        pieces[line.cell("key")] = pieces.get(line.cell("key"), "") + line.cell("name")
    return {key: _json(text, f"sheet {REGISTER}, {key}") for key, text in pieces.items()}


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        advice = "Leave what stands under headings that begin with palermo_ as it was, or write the form again."
        raise InputError("xlsform.damaged", "What Palermo wrote was changed.", advice=advice, where=where) from error


def _mapping(line: Line, heading: str) -> dict[str, Any]:
    where = f"sheet {line.sheet}, row {line.number}, {heading}"
    content = _json(line.cell(heading) or "{}", where)
    return content if isinstance(content, dict) else _json("", where)


def _entry(line: Line) -> dict[str, Any]:
    return {"code": line.cell("name"), "label": texts_of(line.cells, "label"), **_mapping(line, CHOICE)}


def _field(line: Line) -> dict[str, Any]:
    kept = _mapping(line, FIELD)
    texts = {"label": texts_of(line.cells, "label"), "help": texts_of(line.cells, "hint")}
    return {"id": line.cell("name"), **kept, **{key: text for key, text in texts.items() if text}}


def _sections(
    survey: Sequence[Line], fields: list[dict[str, Any]], form: Form
) -> Iterator[tuple[dict[str, Any], tuple[Line, Line]]]:
    """Each field with its first line and that of its first part (the same line when it has no parts)."""
    at = {line.cell("name"): position for position, line in enumerate(survey) if line.cell(FIELD)}
    for field in fields:
        first = survey[at[field["id"]]]
        parts = [line for line in survey[at[field["id"]] + 1 :][:1] if line.cell(PART)]
        yield field, (first, parts[0] if field["id"] in form.names.primary and parts else first)


def _take_conditions(field: dict[str, Any], lines: tuple[Line, Line], form: Form, notices: Notices) -> None:
    """Conditions and message as the form has them. One that stands as it was written keeps the register's words."""
    begin, first = lines
    written = rows_of(field, form)
    expected = {**written[min(1, len(written) - 1)], "relevant": written[0].get("relevant", "")}
    for key, heading in CONDITIONS.items():
        cell = (begin if heading == "relevant" else first).cell(heading)
        if cell != expected.get(heading, ""):
            if key in field:
                notices.say(begin, "edited", f"The {heading} was changed in the form and is taken from it.")
            field[key] = _condition(cell, form)
        if field.get(key) in ("", False):
            del field[key]
    message = texts_of(first.cells, "constraint_message")
    if message and any(AS_DATE[language] != text for language, text in message.items()):
        field["message"] = message


def _condition(cell: str, form: Form) -> str | bool:
    plain = truth(cell)
    return for_register(cell, form.names) if plain is None else plain


def _compare_shared(choices: Sequence[Line], own: Sequence[str], notices: Notices) -> None:
    """A shared list is one for all registers; what a form says of it is not taken."""
    codes: dict[str, set[str]] = {}
    for line in choices:
        if line.cell("list_name") not in own:
            codes.setdefault(line.cell("list_name"), set()).add(line.cell("name"))
    for list_id, found in codes.items():
        if found != _codes_of_shared(list_id, found):
            message = f"The list {list_id} is shared by all registers; changes to it are not taken from a form."
            notices.say_of_sheet("choices", "shared_list", message)


def _codes_of_shared(list_id: str, otherwise: set[str]) -> set[str]:
    try:
        return {entry["code"] for entry in choices_of(list_id, {})}
    except InputError:  # a list that was added in the form, with a question of its own
        return otherwise


def _add_new(survey: Sequence[Line], declared: dict[str, Any], lists: Lists, notices: Notices) -> None:
    """Questions that were added in the form become fields at the end."""
    fields = declared["fields"]
    known = {field["id"] for field in fields}
    added = [line for line in survey if _is_new(line, known)]
    draft = Draft(declared["id"], {}, declared["wing"], fields=fields, lists=declared["lists"], taken=known)
    draft.names = {identifier: identifier for identifier in known}
    for line in added:
        notices.say(line, "added", "This question was added in the form and became a field at the end.")
    Import(lists, "en", notices).add(added, draft)


def _is_new(line: Line, known: set[str]) -> bool:
    closing = line.cell("type") == "end_group" and line.cell("name") in known
    return bool(line.cell("type")) and not (line.cell(FIELD) or line.cell(PART) or closing)
