"""Groups of people from what their records say. What few records say is nearly a name, so it becomes ``other``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from palermo.measure.estimates.reading import LONGEST_NAME, MOST_VALUES, OTHER, UNCLEAR, Overlaps, checked
from palermo.measure.estimates.words import MadeFrom
from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.records import Places, Records

FEWEST = 5
_SEXES = {"f": "female", "m": "male"}


def values_of(records: Records, groupings: Sequence[str]) -> list[list[str]]:
    """What each record says of each grouping; empty where it says nothing. InputError ``estimates.values``, before
    anything is compared, where that is no grouping."""
    found = []
    for field in groupings:
        said = _said(records, field)
        counts = Counter(said)
        if sum(count >= FEWEST for value, count in counts.items() if value) > MOST_VALUES:
            message = f"A covariate has more than {MOST_VALUES} different values: choose groups, not people."
            raise InputError("estimates.values", message, where=field)
        found.append([value if not value or counts[value] >= FEWEST else OTHER for value in said])
    return found


def _said(records: Records, field: str) -> list[str]:
    if field == "sex":
        return [_SEXES.get(each or "", each or "") for each in records.columns["sex"]]
    texts = [str(text) for listed in records.lists for text in listed.columns.get(field, [""] * len(listed))]
    if field == "year":
        return [(re.match(r"\d{4}", text) or [""])[0] for text in texts]
    return _one_spelling([" ".join(text.split())[:LONGEST_NAME] for text in texts])


def _one_spelling(texts: list[str]) -> list[str]:
    """Values that differ in case alone, as they are written most often."""
    spelled: dict[str, Counter[str]] = {}
    for text in texts:
        spelled.setdefault(text.casefold(), Counter())[text] += 1
    chosen = {key: min(counts, key=lambda text: (-counts[text], text)) for key, counts in spelled.items()}
    return [chosen[text.casefold()] for text in texts]


def overlaps_of(records: Records, person: Places, groupings: Sequence[str]) -> Overlaps:
    """Who is on which lists, by groups; ``unclear`` where a person's records differ. InputError for too many groups."""
    said = values_of(records, groupings)
    _, number = np.unique(person, return_inverse=True)
    codes = np.zeros(int(number.max()) + 1, dtype=np.int64)
    np.bitwise_or.at(codes, number, np.int64(1) << records.places)
    values: list[list[set[str]]] = [[set() for _ in groupings] for _ in codes]
    for at, one in enumerate(number.tolist()):
        for place, each in enumerate(said):
            values[one][place].update({each[at]} - {""})
    counts = Counter((code, tuple(map(_agreed, known))) for code, known in zip(codes.tolist(), values, strict=True))
    names = tuple(listed.name for listed in records.lists)
    return checked(Overlaps(names, tuple(groupings), dict(counts), MadeFrom.LINKED, {}))


def _agreed(values: set[str]) -> str:
    return next(iter(values), "") if len(values) < 2 else UNCLEAR
