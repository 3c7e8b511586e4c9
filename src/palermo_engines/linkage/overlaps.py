"""From a linkage to the table of overlaps that estimation reads, whole or by sex, year or form of exploitation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from palermo_engines.estimation.tables import MOST_LISTS, ListTable
from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.records import Places, Records

UNKNOWN = ""


def overlap_table(records: Records, person: Places) -> ListTable:
    """How many people were on which lists, if ``person`` says whose record each is.

    Raises InputError ``linkage.lists`` for fewer than two lists or more than the estimation takes.
    """
    return _table(records, _histories(records, person))


def _table(records: Records, histories: Places) -> ListTable:
    names = tuple(listed.name for listed in records.lists)
    if not 2 <= len(names) <= MOST_LISTS:
        raise InputError("linkage.lists", f"{len(names)} lists; 2 to {MOST_LISTS} can be compared.")
    counts = np.bincount(histories, minlength=1 << len(names))[1:].astype(float)
    return ListTable(names, counts)


def _histories(records: Records, person: Places) -> Places:
    """The code of the lists that each person is on, people in the order of their lowest record."""
    _, number = np.unique(person, return_inverse=True)
    codes = np.zeros(int(number.max(initial=-1)) + 1, dtype=np.int64)
    np.bitwise_or.at(codes, number, np.int64(1) << records.places)
    return codes


def overlaps_by(records: Records, person: Places, values: Sequence[str]) -> dict[str, ListTable]:
    """The table of each kind of person, by a value that every record has (UNKNOWN: none); together they count
    everybody once. Where a person's records differ, the value that most of them have stands, the first of a tie."""
    lowest, number = np.unique(person, return_inverse=True)
    said: list[Counter[str]] = [Counter() for _ in lowest]
    for at, value in zip(number.tolist(), values, strict=True):
        if value != UNKNOWN:
            said[at][value] += 1
    kinds = np.array([counts.most_common(1)[0][0] if counts else UNKNOWN for counts in said], dtype=object)
    histories = _histories(records, person)
    return {str(kind): _table(records, histories[kinds == kind]) for kind in sorted(set(kinds.tolist()))}
