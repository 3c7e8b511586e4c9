"""Which column of an agency's file is which field: by its title, or as the agency says."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.records import FIELDS, AgencyList

_MOST_ROWS = 5_000_000
_TITLES = {
    "number": "number case file id call inspection recordnumber casenumber",
    "family": "family familyname surname lastname name callerfamilyname nom apellido apellidos фамилия 姓 اللقب",
    "given": "given givenname firstname forename callername prenom prénom nombre nombres имя 名 الاسم",
    "birth": "birth born dob dateofbirth birthdate birthyear age datedenaissance fechadenacimiento датарождения "
             "出生日期 تاريخالميلاد",
    "sex": "sex gender sexe sexo пол 性别 الجنس",
    "citizenship": "citizenship nationality country languagecountry nationalité nationalite nacionalidad гражданство "
                   "国籍 الجنسية",
    "form": "form offence charge finding exploitation situation formofexploitation",
    "region": "region court district area région",
    "year": "year année annee año год 年份 السنة",
    "reference": "reference referral referralno referralnumber référence referencia",
}  # fmt: skip
_FIELD_OF = {title: name for name, titles in _TITLES.items() for title in titles.split()}


def fields_of(titles: Sequence[str]) -> dict[str, str]:
    """The title of each field that can be recognised; the first of several wins."""
    found: dict[str, str] = {}
    for title in titles:
        name = _FIELD_OF.get("".join(letter for letter in title.lower() if letter.isalnum()))
        if name and name not in found:
            found[name] = title
    return found


def read_list(content: str, name: str, columns: Mapping[str, str] | None = None) -> AgencyList:
    """Read a list from CSV with a header. ``columns``: the title of each field, recognised by itself if not given.

    Raises InputError ``linkage.columns`` or ``linkage.rows``, naming the line.
    """
    rows = csv.reader(io.StringIO(content.removeprefix("\ufeff")))
    titles = [title.strip() for title in next(rows, [])]
    wanted = dict(columns) if columns is not None else fields_of(titles)
    if not wanted or not set(wanted.values()) <= set(titles) or not set(wanted) <= set(FIELDS):
        advice = f"Say which column is which of: {', '.join(FIELDS)}."
        raise InputError("linkage.columns", "the columns are not recognised.", advice=advice, where=name)
    places = {field: titles.index(title) for field, title in wanted.items()}
    texts: dict[str, list[str]] = {field: [] for field in places}
    for line, row in enumerate(rows, start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(titles) or line > _MOST_ROWS:
            message = "a row with more or fewer cells than the header." if line <= _MOST_ROWS else "too many rows."
            raise InputError("linkage.rows", message, where=f"{name}, line {line}")
        for field, place in places.items():
            texts[field].append(row[place].strip())
    return AgencyList(name, texts)
