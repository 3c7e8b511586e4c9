"""Codes of countries and areas that a value may hold."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from palermo_engines.kit.places import countries
from palermo_engines.kit.standards import standards_directory
from palermo_engines.kit.yaml_files import read_yaml

# ISO 3166-1 leaves these to users: an instance's own region has such codes, which only the instance knows.
_USER_ASSIGNED = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z][A-Z]|ZZ[A-Z]")


def known_area(code: str, *, areas: bool) -> bool:
    """Whether the code is a State's (a Member State, an observer, or one of the instance's own), or with ``areas`` a
    territory's or a region's too."""
    if _USER_ASSIGNED.fullmatch(code):
        return True
    country = countries().get(code)
    if country is not None:
        return areas or country.status != "territory"
    return areas and code in _regions(standards_directory())


@cache
def _regions(folder: Path) -> frozenset[str]:
    return frozenset(str(entry["code"]) for entry in read_yaml(folder / "regions.yaml"))
