"""The publisher's words and ours, read from ``vocabulary.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("vocabulary.yaml")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``units`` gives for each printed unit the unit of each measure; the other mappings go from print to code,
    an empty code meaning the total."""

    publisher: str
    title: str
    columns: tuple[str, ...]
    indicators: Mapping[str, str]
    units: Mapping[str, Mapping[str, str]]
    dimensions: Mapping[str, str]
    exploitation: Mapping[str, str]
    sex: Mapping[str, str]
    age: Mapping[str, str]


@cache
def vocabulary() -> Vocabulary:
    """The words of the published workbook."""
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Vocabulary(**(content | {"columns": tuple(content["columns"])}))
