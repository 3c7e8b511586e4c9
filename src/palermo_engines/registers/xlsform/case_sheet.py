"""A sheet to fill in, which is no form -> a declaration: names in its first row, their labels in the second,
drop-down lists below. IOM gives its case data standard out so as well."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.registers.xlsform.drafts import Draft, reference_field
from palermo_engines.registers.xlsform.drop_downs import DropDown, drop_downs
from palermo_engines.registers.xlsform.identity import MESSAGE, asks_for_identity
from palermo_engines.registers.xlsform.naming import choice_code, field_id, register_id, unused
from palermo_engines.registers.xlsform.notices import Notice, Notices
from palermo_engines.registers.xlsform.sheets import Row, Sheet

_NAME = re.compile(r"[A-Za-z_][\w.\-]*")


def read_case_sheet(
    content: bytes, book: Mapping[str, Sheet], name: str, wing: str
) -> tuple[str, tuple[str, ...], tuple[Notice, ...]]:
    """The declaration, no linked ones, and notices. InputError ``xlsform.no_form`` when no sheet has such rows."""
    sheet = next((sheet for sheet in book.values() if _is_case_sheet(sheet)), None)
    if sheet is None:
        message = "The workbook has no sheet survey, and no sheet whose first row names columns."
        raise InputError("xlsform.no_form", message, advice="Give a form in the shape of XLSForm.", where=name)
    form_id = register_id(name.rpartition(".")[0])
    draft = Draft(form_id, dict.fromkeys(LANGUAGES, form_id), wing)
    draft.fields.append(reference_field(draft.taken))
    notices = Notices()
    lists = drop_downs(content, book, sheet.name)
    names, labels = sheet.rows[0], sheet.rows[1]
    for position, named in enumerate(names.cells):
        if _NAME.fullmatch(named):
            _column(draft, named, labels.cell(position), lists.get(position), notices, sheet)
    notices.say_of_sheet(sheet.name, "case_sheet", "The workbook is no form: its columns became fields.")
    return draft.yaml(), (), tuple(notices.gathered)


def _is_case_sheet(sheet: Sheet) -> bool:
    """Two rows on top of each other with as many texts, the first of them names."""
    if len(sheet.rows) < 2 or [row.number for row in sheet.rows[:2]] != [1, 2]:
        return False
    named = [text for text in sheet.rows[0].cells if text]
    return len(named) > 1 and all(_NAME.fullmatch(text) for text in named) and _as_many(sheet.rows[1], named)


def _as_many(labels: Row, named: list[str]) -> bool:
    return sum(1 for text in labels.cells if text) >= len(named) - 1


def _column(draft: Draft, named: str, label: str, drop_down: DropDown | None, notices: Notices, sheet: Sheet) -> None:
    field: dict[str, Any] = {
        "id": unused(field_id(named), draft.taken),
        "type": "text",
        "label": {"en": label or named},
    }
    if drop_down is not None:
        field |= {"type": "date", "precision": "day"} if drop_down.kind == "date" else _choice(draft, drop_down, named)
    if asks_for_identity(named, [label]):
        notices.say_of_sheet(sheet.name, "identity", f"Column {named}: {MESSAGE}")
    draft.fields.append(field)


def _choice(draft: Draft, drop_down: DropDown, named: str) -> dict[str, Any]:
    list_id = field_id(drop_down.heading or named)
    taken: set[str] = set()
    values = [value for value in dict.fromkeys(drop_down.values) if choice_code(value)]
    draft.lists[list_id] = [{"code": unused(choice_code(value), taken), "label": {"en": value}} for value in values]
    return {"type": "choice", "list": list_id}
