"""Which column of an agency's table is which field: by its title, or as the agency says; and its rows as a list.

The bytes of a file are read elsewhere (``palermo.commons.table_files``): here come headings and rows of cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.births import read_birth
from palermo_engines.linkage.records import COMPARED, FIELDS, AgencyList

MOST_ROWS = 5_000_000
_LONGEST = 500  # signs of a cell: a longer one is no name, but the rest of the file
# of several titles that a table has for one field, the one named first here is taken
_TITLES = {
    "number": "number case file id call inspection recordnumber casenumber filenumber",
    "family": "family familyname surname lastname name callerfamilyname nom nomdefamille apellido apellidos "
              "primerapellido фамилия 姓 姓氏 اللقب",
    "given": "given givenname givennames firstname firstnames forename forenames callername prenom prénom prénoms "
             "nombre nombres имя 名 名字 الاسم",
    "birth": "birth born dob dateofbirth birthdate datedenaissance fechadenacimiento датарождения 出生日期 出生年月 "
             "تاريخالميلاد birthyear yearofbirth annéedenaissance añodenacimiento годрождения 出生年份 سنةالميلاد "
             "age âge edad возраст 年龄 العمر",
    "sex": "sex gender sexe sexo пол 性别 الجنس",
    "citizenship": "citizenship nationality country languagecountry nationalité nationalite nacionalidad гражданство "
                   "国籍 الجنسية",
    "form": "form offence charge finding exploitation situation formofexploitation",
    "region": "region court district area région región регион 地区 المنطقة",
    "year": "year yearofrecord année annee año год 年份 السنة",
    "reference": "reference referral referralno referralnumber référence referencia",
}  # fmt: skip


def recognise(headings: Sequence[str]) -> dict[str, str | None]:
    """For each field of FIELDS, in their order, the heading that is known to mean it, or None.

    Letters and digits count, whatever their case; what stands in brackets does not: ``Date of birth (day/month/year)``.
    """
    plain: dict[str, str] = {}
    for heading in headings:
        plain.setdefault(_plain(heading), heading)
    return {field: next((plain[title] for title in _TITLES[field].split() if title in plain), None) for field in FIELDS}


def _plain(heading: str) -> str:
    outside = re.sub(r"[(\[（].*?[)\]）]", "", heading) or heading
    return "".join(letter for letter in outside.casefold() if letter.isalnum())


def mapped(headings: Sequence[str], told: Mapping[str, str | None] | None = None, *, where: str = "") -> dict[str, int]:
    """The place of the column of each field that the table has: as ``told``, otherwise as recognised.

    ``told``: field -> heading, or None (or empty) for a field that is not to be read. Fields that it does not name are
    recognised among the headings that it leaves. Raises InputError ``linkage.columns``: an unknown field, a heading
    that the table lacks or has twice, one heading for two fields, or nothing to compare.
    """
    told = {field: heading or None for field, heading in (told or {}).items()}
    _check_told(headings, told, where)
    found = recognise([heading for heading in headings if heading not in told.values()]) | told
    places = {field: headings.index(heading) for field, heading in found.items() if heading}
    if not places.keys() & set(COMPARED):
        advice = f"Say which column is which of: {', '.join(COMPARED)}."
        raise InputError("linkage.columns", "the columns are not recognised.", advice=advice, where=where)
    return places


def _check_told(headings: Sequence[str], told: Mapping[str, str | None], where: str) -> None:
    wanted = [heading for heading in told.values() if heading]
    problem = ""
    if set(told) - set(FIELDS):
        problem = "a field is named that is not known."
    elif any(headings.count(heading) != 1 for heading in wanted):
        problem = "a column that is named is not there, or there twice."
    elif len(set(wanted)) != len(wanted):
        problem = "one column is named for two fields."
    if problem:
        advice = f"Fields are: {', '.join(FIELDS)}. Titles must be as in the file."
        raise InputError("linkage.columns", problem, advice=advice, where=where)


def list_of(
    name: str, headings: Sequence[str], rows: Sequence[Sequence[Any]], told: Mapping[str, str | None] | None = None,
    *, first_row: int = 2,
) -> AgencyList:  # fmt: skip
    """The list called ``name``, from a table's headings and rows of cells (texts, numbers, dates, None).

    ``told`` as for ``mapped``; ``first_row``: the number of the first of ``rows`` in the file. Empty rows are left out.
    Raises InputError ``linkage.columns``, or ``linkage.rows``, ``linkage.cells``, ``linkage.birth`` naming list, row
    and column; never what a cell holds.
    """
    places = mapped(headings, told, where=name)
    texts: dict[str, list[str]] = {field: [] for field in places}
    for row, cells in enumerate(rows, start=first_row):
        if row - first_row >= MOST_ROWS:
            raise InputError("linkage.rows", f"more than {MOST_ROWS:,} rows.", advice="Split it.", where=name)
        words = [text_of(cell) for cell in cells]
        if not any(words):
            continue
        if len(words) < len(headings) or any(words[len(headings) :]):
            advice = "Is a separator within a cell, or a quotation mark missing?"
            message = "more or fewer cells than titles."
            raise InputError("linkage.rows", message, advice=advice, where=f"{name}, row {row}")
        _check_cells(name, row, words, places)
        for field, place in places.items():
            texts[field].append(words[place])
    return AgencyList(name, texts)


def text_of(cell: Any) -> str:
    """A cell as its agency reads it: whole numbers of spreadsheets without decimals, dates as 1999-05-31."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return str(cell).strip()


def _check_cells(name: str, row: int, words: Sequence[str], places: Mapping[str, int]) -> None:
    for place in places.values():
        if len(words[place]) > _LONGEST or "\n" in words[place]:
            advice = "Is a quotation mark missing?"
            message = f"more than one line, or than {_LONGEST} signs, in a cell."
            raise InputError("linkage.cells", message, advice=advice, where=place_of(name, row, place))
    if "birth" in places:
        seen_in = words[places["year"]] if "year" in places else ""
        try:
            read_birth(words[places["birth"]], seen_in)
        except InputError as error:
            where = place_of(name, row, places["birth"])
            raise InputError(error.code, error.message, advice=error.advice, where=where) from error


def place_of(name: str, row: int, column: int) -> str:
    """Where a cell is, as spreadsheets count: rows from 1, columns (``column`` counts from 0) in letters."""
    letters = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(ord("A") + left) + letters
    return f"{name}, row {row}, column {letters}"
