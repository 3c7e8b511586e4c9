"""The lists of a form: those a register declares, those shared by all registers, and those of Palermo's own parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from palermo_engines.kit.codelists import load
from palermo_engines.kit.languages import Language
from palermo_engines.kit.places import countries
from palermo_engines.registers.xlsform.languages import column
from palermo_engines.registers.xlsform.parts import AREAS, COUNTRIES, QUALIFIERS, YES_NO, Texts
from palermo_engines.registers.xlsform.questions import as_json

CHOICE = "palermo_choice"
_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    YES_NO: {
        "yes": ("Yes", "Oui", "Sí", "Да", "نعم", "是"),
        "no": ("No", "Non", "No", "Нет", "لا", "否"),
    },
    QUALIFIERS: {
        "exact": ("Exactly", "Exactement", "Exactamente", "Точно", "بالضبط", "确切"),
        "about": ("About", "Environ", "Alrededor de", "Около", "حوالي", "约"),
        "more_than": ("More than", "Plus de", "Más de", "Более", "أكثر من", "多于"),
        "at_least": ("At least", "Au moins", "Al menos", "Не менее", "ما لا يقل عن", "至少"),
        "nearly": ("Nearly", "Près de", "Casi", "Почти", "ما يقرب من", "近"),
        "less_than": ("Less than", "Moins de", "Menos de", "Менее", "أقل من", "少于"),
        "at_most": ("At most", "Au plus", "Como máximo", "Не более", "على الأكثر", "至多"),
        "none_known": (
            "None known",
            "Aucun connu",
            "Ninguno conocido",
            "Неизвестно ни одного",
            "لا يُعرف أي منها",
            "据知没有",
        ),
    },
}


def choices_of(list_id: str, declared: Mapping[str, list[dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    """The entries of a list as declared: of the register's own (``declared``), a shared or one of Palermo's lists."""
    if list_id in declared:
        yield from declared[list_id]
    elif list_id in _WORDS:
        for code, words in _WORDS[list_id].items():
            yield {"code": code, "label": dict(zip(("en", "fr", "es", "ru", "ar", "zh"), words, strict=True))}
    elif list_id in (COUNTRIES, AREAS):
        yield from _countries(areas=list_id == AREAS)
    else:
        for entry in load(list_id).entries:
            yield {"code": entry.code, "label": dict(entry.labels)}


def labels_of(list_id: str, declared: Mapping[str, list[dict[str, Any]]]) -> Mapping[str, Texts]:
    """The labels of a list by code."""
    return {entry["code"]: entry["label"] for entry in choices_of(list_id, declared)}


def _countries(*, areas: bool) -> Iterator[dict[str, Any]]:
    for country in countries().values():
        if areas or country.status != "territory":
            yield {"code": country.iso3, "label": dict(country.short)}


def rows_of_list(
    list_id: str, entries: Iterable[dict[str, Any]], languages: Iterable[Language]
) -> Iterator[dict[str, str]]:
    """The rows of the sheet ``choices``. What has no column of XLSForm stands as JSON in ``palermo_choice``."""
    spoken = tuple(languages)
    for entry in entries:
        rest = {key: value for key, value in entry.items() if key not in ("code", "label")}
        cells = {"list_name": list_id, "name": entry["code"]}
        cells |= {
            column("label", language): entry["label"][language] for language in spoken if language in entry["label"]
        }
        yield {**cells, CHOICE: as_json(rest)} if rest else cells
