"""A register of treaty participation (CSV) -> what each participant did, with dates as precise as they are known.

Columns: treaty (depositary's chapter and number), participant, iso3, signature_date, consent_date, consent_type,
date_precision (day, month, year, interval; remarks in brackets allowed), not_before, not_after; others are kept as
printed and not read. An interval runs from the day on which the participant was counted as not yet a party to the
day by which it was one: so its first possible day is the one after ``not_before``.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from palermo.ground.standards.api import CONSENTS, countries, instruments, organisation_named
from palermo.measure.cells import CellError, Problem, TableError
from palermo_engines.kit.errors import InputError
from palermo_engines.kit.periods import Period, days_of

REQUIRED = (
    "treaty", "participant", "iso3", "signature_date", "consent_date", "consent_type", "date_precision",
    "not_before", "not_after",
)  # fmt: skip
LARGEST_FILE = 16 * 1024 * 1024
_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True, slots=True)
class Deed:
    """One action of one participant. ``dated`` is ISO 8601; ``days`` are the days on which it can have happened."""

    row: int
    instrument: str
    kind: str
    country: str
    participant: str
    dated: str
    days: Period
    printed: str


@dataclass(frozen=True, slots=True)
class Register:
    """``known_until`` is for each instrument the latest day its rows speak of: later actions are not in the file."""

    deeds: tuple[Deed, ...]
    rows: int
    duplicates: int
    known_until: dict[str, str]


def read_register(content: bytes, name: str) -> Register:
    """InputError ``register.not_text``, ``register.columns_missing``, ``register.too_large``; TableError with
    every cell that cannot be used."""
    rows = list(_rows(content))
    seen: Counter[tuple[str, ...]] = Counter()
    deeds: list[Deed] = []
    problems: list[Problem] = []
    for number, row in rows:
        printed = tuple(row.values())
        seen[printed] += 1
        if seen[printed] > 1:
            continue
        try:
            deeds.extend(_deeds(number, row))
        except CellError as problem:
            problems.append(Problem(number, problem.column, str(problem)))
    if problems:
        raise TableError(name, problems)
    duplicates = sum(count - 1 for count in seen.values())
    return Register(tuple(deeds), len(rows), duplicates, _known_until([row for _, row in rows]))


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    if len(content) > LARGEST_FILE:
        raise InputError("register.too_large", f"The file is larger than {LARGEST_FILE // 2**20} MB.")
    try:
        text = content.decode("utf-8-sig")
        if "\0" in text:
            raise csv.Error
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        missing = [column for column in REQUIRED if column not in (reader.fieldnames or ())]
        if missing:
            raise InputError(
                "register.columns_missing",
                f"These columns are missing: {', '.join(missing)}.",
                advice="The first row must name the columns.",
                where="row 1",
            )
        for row in reader:
            yield reader.line_num, {key or "": _text(cell) for key, cell in row.items()}
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError("register.not_text", "This is not a CSV file in UTF-8.", advice="Save it as such.") from error


def _text(cell: str | list[str] | None) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _deeds(number: int, row: dict[str, str]) -> Iterator[Deed]:
    if row["treaty"] not in instruments():
        raise CellError("treaty", "an instrument that the list of treaties does not have")
    country = _participant(row)
    printed = " | ".join(cell for cell in row.values() if cell)
    for kind, dated, days in (*_signature(row), *_consent(row)):
        yield Deed(number, row["treaty"], kind, country, row["participant"][:200], dated, days, printed)


def _participant(row: dict[str, str]) -> str:
    if row["iso3"] in countries():
        return row["iso3"]
    if code := organisation_named(row["participant"]):
        return code
    raise CellError("iso3", "neither the code of a country nor the name of a known organisation")


def _signature(row: dict[str, str]) -> Iterator[tuple[str, str, Period]]:
    if text := row["signature_date"]:
        yield "signature", text, _days(text, "signature_date")


def _consent(row: dict[str, str]) -> Iterator[tuple[str, str, Period]]:
    kind, text = row["consent_type"], row["consent_date"]
    if not kind and not text:
        return
    kind = kind or "became_party"
    if kind not in CONSENTS:
        raise CellError("consent_type", "not a way to become a party")
    precision = row["date_precision"].partition(" ")[0]
    if text:
        yield kind, text, _days(text, "consent_date")
    elif precision in ("month", "year"):
        text = row["not_before"][: 7 if precision == "month" else 4]
        yield kind, text, _days(text, "not_before")
    elif precision == "interval":
        yield kind, *_interval(row)
    else:
        raise CellError("date_precision", "without a date, it must be month, year or interval")


def _interval(row: dict[str, str]) -> tuple[str, Period]:
    counted_without = _days(row["not_before"], "not_before").first
    counted_with = _days(row["not_after"], "not_after").last
    if counted_without is None or counted_with is None or counted_without >= counted_with:
        raise CellError("not_after", "the interval does not run forward")
    return f"{row['not_before']}/{row['not_after']}", Period(counted_without + timedelta(days=1), counted_with)


def _days(text: str, column: str) -> Period:
    try:
        return days_of(text)
    except ValueError:
        raise CellError(column, "not an ISO 8601 date") from None


def _known_until(rows: list[dict[str, str]]) -> dict[str, str]:
    latest: dict[str, str] = {}
    for row in rows:
        for text in row.values():
            for day in _ISO_DAY.findall(text):
                if _is_day(day) and day > latest.get(row["treaty"], ""):
                    latest[row["treaty"]] = day
    return latest


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
