"""The lists as they come, and the records that can be compared: one row a record, one column a compared field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.births import Birth, read_birth
from palermo_engines.linkage.names import latin_of, skeletons_of

Places = NDArray[np.int64]
Column = Sequence[str]

COMPARED = ("family", "given", "birth", "sex", "citizenship", "reference")
CARRIED = ("number", "form", "region", "year")  # not compared: agencies class people differently
FIELDS = COMPARED + CARRIED
MOST_RECORDS = 20_000_000
_SEXES = {"f": "f", "m": "m", "female": "f", "male": "m", "woman": "f", "man": "m", "girl": "f", "boy": "m"}
_NUMBERS = ("birth_year", "birth_month", "birth_day", "born_low", "born_high")


@dataclass(frozen=True)
class AgencyList:
    """``columns``: the texts of each known field of FIELDS, all of one length; empty text where nothing is known."""

    name: str
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return max((len(column) for column in self.columns.values()), default=0)


@dataclass(frozen=True, eq=False)
class Records:
    """Every record of every list, in order. ``columns``: what is compared; ``places``: the number of each record's
    list; ``rows``: its row in that list."""

    lists: tuple[AgencyList, ...]
    places: Places
    rows: Places
    columns: Mapping[str, list[Any]]

    def __len__(self) -> int:
        return len(self.places)

    def written(self, record: int) -> dict[str, str]:
        """The record as its agency wrote it, with the agency's name."""
        listed, row = self.lists[self.places[record]], int(self.rows[record])
        return {"list": listed.name} | {field: str(column[row]) for field, column in listed.columns.items()}


def prepare(lists: Sequence[AgencyList]) -> Records:
    """Make the lists comparable. Raises InputError ``linkage.lists``, ``.columns``, ``.birth``, saying list and row."""
    _check(lists)
    sizes = [len(listed) for listed in lists]
    whole = {field: [text for listed in lists for text in _column(listed, field)] for field in (*COMPARED, "year")}
    births = _births(lists)
    columns: dict[str, list[Any]] = {
        "family": latin_of(whole["family"]),
        "given": latin_of(whole["given"]),
        "family_key": skeletons_of(whole["family"]),
        "given_key": skeletons_of(whole["given"]),
        "sex": [_SEXES.get(text.strip().lower()) or (text.strip().lower() or None) for text in whole["sex"]],
        "citizenship": latin_of(whole["citizenship"]),
        "reference": [_folded(text) for text in whole["reference"]],
    }
    columns |= {name: [birth[at] for birth in births] for at, name in enumerate(_NUMBERS)}
    columns |= {f"{name}_alone": columns[name] for name in ("given", "given_key")}  # for frequencies of their own
    columns |= {f"{name}_first": [key and key[0] for key in columns[f"{name}_key"]] for name in ("family", "given")}
    rows = np.concatenate([np.arange(size) for size in sizes])
    return Records(tuple(lists), np.repeat(np.arange(len(lists)), sizes), rows, columns)


def _check(lists: Sequence[AgencyList]) -> None:
    names = [listed.name for listed in lists]
    if not lists or len(set(names)) != len(names):
        raise InputError("linkage.lists", "give one list or more, each with a name of its own.")
    if sum(len(listed) for listed in lists) > MOST_RECORDS:
        advice = "Link them on Spark, with the same settings."
        raise InputError("linkage.lists", f"more than {MOST_RECORDS:,} records.", advice=advice)
    for listed in lists:
        unknown = set(listed.columns) - set(FIELDS)
        if unknown or not set(listed.columns) & set(COMPARED):
            advice = f"Known fields: {', '.join(FIELDS)}; at least one of the first {len(COMPARED)}."
            raise InputError("linkage.columns", "columns that are no known field, or none to compare.",
                             advice=advice, where=listed.name)  # fmt: skip
        if len({len(column) for column in listed.columns.values()}) != 1:
            raise InputError("linkage.columns", "the columns differ in length.", where=listed.name)


def _column(listed: AgencyList, field: str) -> Column:
    return listed.columns[field] if field in listed.columns else [""] * len(listed)


def _births(lists: Sequence[AgencyList]) -> list[Birth]:
    found = []
    for listed in lists:
        years = _column(listed, "year")
        for row, text in enumerate(_column(listed, "birth")):
            try:
                found.append(read_birth(str(text), str(years[row])))
            except InputError as error:
                place = f"{listed.name}, row {row + 1}, birth"
                raise InputError(error.code, error.message, advice=error.advice, where=place) from error
    return found


def _folded(text: str) -> str | None:
    """An identifier without the marks that agencies write differently."""
    return "".join(letter for letter in text.upper() if letter.isalnum()) or None
