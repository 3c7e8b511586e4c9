"""Code lists of open standards, as data in ``standards/codelists/``: one YAML file a list.

An entry is *attested* when a published source states its code and label, and *reconstructed* when one of them, or
their pairing, was inferred: who shows it shows that too. ``standards/codelists/README.md`` describes the files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.kit.standards import standards_directory
from palermo_engines.kit.yaml_files import read_yaml

_ID = re.compile(r"[a-z0-9_]+")
_HEAD = {"id", "title", "standard", "source", "entries"}
_TEXTS = {"code", "status", "parent", "note", "uses"}
_FIELDS = {*_TEXTS, "own_code", "labels"}


class Status(StrEnum):
    """Whether a source states the entry as it stands, or we drew part of it up."""

    ATTESTED = "attested"
    RECONSTRUCTED = "reconstructed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One code. ``labels`` always hold English. ``parent`` is the code of the broader entry, ``note`` says what is
    reconstructed, ``own_code`` that the source gives a label without a code and the code is ours, ``uses`` (for a
    variable) is the id of the list its values come from."""

    code: str
    labels: Mapping[Language, str]
    status: Status
    parent: str | None = None
    note: str | None = None
    own_code: bool = False
    uses: str | None = None

    def label(self, language: Language) -> str:
        """The label in the language, in English when it has none."""
        return self.labels.get(language) or self.labels["en"]


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list: ``standard`` is what it belongs to, ``source`` where that is published. Entries keep their order."""

    id: str
    title: Mapping[Language, str]
    standard: str
    source: str
    entries: tuple[Entry, ...]

    def entry(self, code: str) -> Entry | None:
        """The entry with the code, or None."""
        return next((entry for entry in self.entries if entry.code == code), None)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages in which the title and every label exist: only in these may the list be published."""
        texts = [self.title, *(entry.labels for entry in self.entries)]
        return tuple(language for language in LANGUAGES if all(language in text for text in texts))


def load(list_id: str) -> CodeList:
    """The list with the id, which is the name of its file.

    Raises InputError ``codelists.unknown`` when there is none, and ``codelists.malformed`` naming the file and the
    entry when it breaks the rules of the files.
    """
    path = _folder() / f"{list_id}.yaml"
    if _ID.fullmatch(list_id) is None or not path.is_file():
        advice = f"The lists stand in {_folder()}."
        raise InputError("codelists.unknown", "There is no such code list.", advice=advice, where=list_id[:80])
    return read_list(path)


def all_lists() -> Mapping[str, CodeList]:
    """Every list by id, in alphabetical order of the ids. Raises InputError as ``load`` does."""
    return _all_lists(_folder())


@lru_cache(maxsize=4)
def _all_lists(folder: Path) -> Mapping[str, CodeList]:
    return MappingProxyType({path.stem: read_list(path) for path in sorted(folder.glob("*.yaml"))})


def _folder() -> Path:
    return standards_directory() / "codelists"


def read_list(path: Path) -> CodeList:
    """The list in a file. Raises InputError ``codelists.malformed``."""
    try:
        content = read_yaml(path)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise _malformed(path, "the file is not readable YAML") from error
    if not isinstance(content, dict) or set(content) != _HEAD:
        raise _malformed(path, f"a list has exactly the fields {', '.join(sorted(_HEAD))}")
    if content["id"] != path.stem:
        raise _malformed(path, "the id must be the name of the file")
    if not all(isinstance(content[key], str) and content[key] for key in ("standard", "source")):
        raise _malformed(path, "standard and source must be text")
    if not isinstance(content["entries"], list) or not content["entries"]:
        raise _malformed(path, "entries must be a list with at least one entry")
    entries = tuple(_entry(path, number, raw) for number, raw in enumerate(content["entries"], 1))
    _check_codes(path, entries)
    return CodeList(
        path.stem, _labels(path, "title", content["title"]), content["standard"], content["source"], entries
    )


def _entry(path: Path, number: int, raw: Any) -> Entry:
    place = f"entry {number}"
    if not isinstance(raw, dict) or not {"code", "status", "labels"} <= set(raw) <= _FIELDS:
        raise _malformed(path, f"{place} needs code, status and labels and may have only {', '.join(sorted(_FIELDS))}")
    if not all(isinstance(raw[key], str) and raw[key] for key in _TEXTS & set(raw)):
        raise _malformed(path, f"{place}: {', '.join(sorted(_TEXTS & set(raw)))} must be text (put numbers in quotes)")
    place = f"{place} ({raw['code']})"
    if raw["status"] not in set(Status) or not isinstance(raw.get("own_code", False), bool):
        raise _malformed(path, f"{place}: status is attested or reconstructed, own_code true or false")
    labels = _labels(path, place, raw["labels"])
    rest = {key: value for key, value in raw.items() if key not in ("status", "labels")}
    return Entry(labels=labels, status=Status(raw["status"]), **rest)


def _labels(path: Path, place: str, raw: Any) -> Mapping[Language, str]:
    if not isinstance(raw, dict) or "en" not in raw or not set(raw) <= set(LANGUAGES):
        raise _malformed(path, f"{place}: texts are by language ({', '.join(LANGUAGES)}), English always")
    if not all(isinstance(text, str) and text.strip() for text in raw.values()):
        raise _malformed(path, f"{place}: every text must be text (put Yes, No and numbers in quotes)")
    return MappingProxyType(raw)


def _check_codes(path: Path, entries: tuple[Entry, ...]) -> None:
    codes: set[str] = set()
    for number, entry in enumerate(entries, 1):
        if entry.code in codes:
            raise _malformed(path, f"entry {number}: the code {entry.code} is used twice")
        codes.add(entry.code)
    for number, entry in enumerate(entries, 1):
        if entry.parent is not None and (entry.parent == entry.code or entry.parent not in codes):
            raise _malformed(path, f"entry {number} ({entry.code}): its parent {entry.parent} is not in the list")


def _malformed(path: Path, reason: str) -> InputError:
    advice = "Mend the file; standards/codelists/README.md describes it."
    message = f"The code list is malformed: {reason}."
    return InputError("codelists.malformed", message, advice=advice, where=f"codelists/{path.name}")
