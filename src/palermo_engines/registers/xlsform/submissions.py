"""What people typed into a form with KoBo or ODK, as exported (.csv or .xlsx) -> values of records, still unchecked."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml
from openpyxl.utils import get_column_letter

from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration, FieldType, Role
from palermo_engines.registers.writing import write_declaration
from palermo_engines.registers.xlsform.answers import value_of, words_of
from palermo_engines.registers.xlsform.headings import Headings, Target, is_of_the_program
from palermo_engines.registers.xlsform.notices import Notice, Notices
from palermo_engines.registers.xlsform.sheets import (
    LARGEST_FILE,
    MOST_COLUMNS,
    MOST_ROWS,
    Row,
    Sheet,
    read_workbook,
)
from palermo_engines.registers.xlsform.vocabulary import Vocabulary
from palermo_engines.registers.xlsform.writing import form_of

_UUID = ("_uuid", "KEY", "meta/instanceID", "meta-instanceID", "instanceID", "meta:instanceID")
_SENT = ("_submission_time", "SubmissionDate")
_TICKED = frozenset({"1", "true", "yes"})


@dataclass(frozen=True, slots=True)
class Submission:
    """``values`` are for ``checking.check_record``; ``row`` is that of the file; ``uuid`` and ``sent`` as exported."""

    row: int
    uuid: str
    sent: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Submissions:
    """``notices`` name the columns and sheets that were left out."""

    rows: tuple[Submission, ...]
    notices: tuple[Notice, ...]


def read_submissions(content: bytes, name: str, declaration: Declaration) -> Submissions:
    """The submissions in an export. InputError as ``sheets.read_workbook``; ``xlsform.not_text`` for another encoding
    than UTF-8, ``xlsform.no_columns`` when no column belongs to the register."""
    notices = Notices()
    sheet = _sheet(content, name, notices)
    headings = sheet.rows[0].cells if sheet.rows else ()
    targets = _targets(declaration, sheet.name, headings, notices)
    if not targets:
        message = "No column of the file belongs to this register."
        advice = "Export the answers of the form that was made from it."
        raise InputError("xlsform.no_columns", message, advice=advice, where=name)
    words = {field.id: words_of(field) for field in declaration.fields}
    rows = [_submission(row, headings, targets, declaration, words) for row in sheet.rows[1:]]
    return Submissions(tuple(rows), tuple(notices.gathered))


def _sheet(content: bytes, name: str, notices: Notices) -> Sheet:
    if not content.startswith(b"PK"):
        return _csv(content, name)
    sheets = list(read_workbook(content, name).values())
    for other in sheets[1:]:
        message = "Only the first sheet is read; what repeats belongs to a register of its own."
        notices.say_of_sheet(other.name, "other_sheet", message)
    return sheets[0] if sheets else Sheet(name, ())


def _csv(content: bytes, name: str) -> Sheet:
    if len(content) > LARGEST_FILE:
        message = f"The file is larger than {LARGEST_FILE // 2**20} MB."
        raise InputError("xlsform.too_large", message, advice="Split the file.", where=name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        advice = "Export it as UTF-8, or as .xlsx."
        raise InputError("xlsform.not_text", "The file is no text in UTF-8.", advice=advice, where=name) from error
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        rows = [
            Row(number, tuple(cell.strip() for cell in cells)) for number, cells in enumerate(reader, 1) if any(cells)
        ]
    except csv.Error as error:
        raise InputError("xlsform.broken", "The file is no table.", advice="Export it again.", where=name) from error
    if len(rows) > MOST_ROWS or any(len(row.cells) > MOST_COLUMNS for row in rows):
        message = f"The file has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns."
        raise InputError("xlsform.too_large", message, advice="Split the file.", where=name)
    return Sheet(name, tuple(rows))


def _targets(declaration: Declaration, sheet: str, headings: Sequence[str], notices: Notices) -> dict[int, Target]:
    declared = yaml.safe_load(write_declaration(declaration))
    form = form_of(declared)
    known = Headings(declaration, {field["id"]: form.parts(field) for field in declared["fields"]})
    found: dict[int, Target] = {}
    for position, heading in enumerate(headings):
        target = known.target(heading) if heading else None
        said = _remark(declaration, heading, target)
        if said:
            notices.say_of_sheet(sheet, said[0], f"Column {get_column_letter(position + 1)}: {said[1]}")
        elif target is not None:
            found[position] = target
    return found


def _remark(declaration: Declaration, heading: str, target: Target | None) -> tuple[str, str] | None:
    """Why a column is left out, when that has to be said."""
    field = declaration.field(target.field) if target is not None else None
    if field is not None and field.type is FieldType.FILE:
        return "attachment", "files are not in an export; attach them to the records."
    if field is not None and field.type is FieldType.COMPUTED:
        return "computed", "the register computes this value itself."
    if field is None and heading and not is_of_the_program(heading):
        return "unknown_column", "the register has no such field."
    return None


def _submission(
    row: Row,
    headings: Sequence[str],
    targets: Mapping[int, Target],
    declaration: Declaration,
    words: Mapping[str, Vocabulary],
) -> Submission:
    answers, chosen = _gathered(row, targets)
    values: dict[str, Any] = {}
    for field in declaration.fields:
        ticked = tuple(chosen.get(field.id, ()))
        value = value_of(field, answers.get(field.id, {}), ticked, words[field.id])
        if value is not None:
            values[field.id] = value
    uuid, sent = (_first(row, headings, names).removeprefix("uuid:") for names in (_UUID, _SENT))
    title = declaration.with_role(Role.TITLE)
    if title is not None and uuid and all(target.field != title.id for target in targets.values()):
        values[title.id] = uuid  # a foreign form has no question for it
    return Submission(row.number, uuid, sent, values)


def _gathered(row: Row, targets: Mapping[int, Target]) -> tuple[dict[str, dict[str, str]], dict[str, list[str]]]:
    """The answers of a row by field and part, and the choices that were ticked one by one by field."""
    answers: dict[str, dict[str, str]] = {}
    chosen: dict[str, list[str]] = {}
    for position, target in targets.items():
        text = row.cell(position)
        if target.choice and text.casefold() in _TICKED:
            chosen.setdefault(target.field, []).append(target.choice)
        elif text and not target.choice:
            answers.setdefault(target.field, {})[target.part] = text
    return answers, chosen


def _first(row: Row, headings: Sequence[str], names: Sequence[str]) -> str:
    """The first cell under one of the headings."""
    return next((row.cell(headings.index(name)) for name in names if name in headings), "")
