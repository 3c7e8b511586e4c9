"""Merges the parts' translations into one catalogue per language, and says what does not fit."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural
from babel.messages.pofile import write_po

from palermo.site.catalogues.borrowed import is_borrowed
from palermo.site.catalogues.collecting import PACKAGE, Message

LOCALE = PACKAGE / "site" / "locale"
LOCALES = {"zh": "zh_Hans", "fr": "fr", "es": "es", "ru": "ru", "ar": "ar"}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!%)%[sd]|(?<!\{)\{(\w*)\}")
_ADDRESS = re.compile(r"</?\w[^>]*>")

Forms = tuple[str, ...]
Translations = Mapping[str, Mapping[str, Forms]]


@dataclass(slots=True)
class Report:
    """``missing`` by language; ``problems`` in words, each naming the string."""

    missing: dict[str, list[Message]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read_translations(package: Path = PACKAGE) -> dict[str, dict[str, Forms]]:
    """All ``translations.yaml`` together. Where two parts translate the same string, the site's own word stands, then
    that of the first part in the alphabet: one string has one translation everywhere."""
    found: dict[str, dict[str, Forms]] = {}
    files = sorted(
        package.rglob("translations.yaml"), key=lambda path: (path.parent != package / "site", path.as_posix())
    )
    for path in files:
        for key, by_language in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).items():
            entry = found.setdefault(str(key), {})
            for language, text in by_language.items():
                entry.setdefault(language, tuple(text) if isinstance(text, list) else (str(text),))
    return found


def plural_forms(language: str, forms: Forms) -> Forms | None:
    """The forms that gettext wants for the language, out of CLDR's; None when there are too few.

    CLDR knows forms for fractions and for round millions that gettext's rules do without: Russian "other" and French
    and Spanish "many". Babel's Arabic rule, which the catalogue declares, has "other" (100) before "many" (11).
    """
    wanted = int(get_plural(LOCALES[language]).num_plurals)
    if language == "ar" and len(forms) == wanted:
        return *forms[:4], forms[5], forms[4]
    if len(forms) == wanted:
        return forms
    if language == "ru" and len(forms) == 4:
        return forms[:3]
    if language in ("fr", "es") and len(forms) == 3:
        return forms[0], forms[2]
    return None


def placeholders(text: str) -> set[str]:
    """What a program fills in, and the mark-up: both must survive translation."""
    return {match[0] for match in _PLACEHOLDER.finditer(text)} | set(_ADDRESS.findall(text))


def misfit(message: Message, language: str, forms: Forms) -> str:
    """Why a translation cannot stand for its string; empty when it can."""
    chosen = plural_forms(language, forms) if message.plural else forms if len(forms) == 1 else None
    if chosen is None:
        return f"{language}: {message.key!r} has {len(forms)} form(s), which is not what the language takes"
    wanted = placeholders(message.plural or message.singular)
    for form in chosen:
        lost, invented = wanted - placeholders(form), placeholders(form) - wanted - placeholders(message.singular)
        if invented or (lost and not message.plural):
            return f"{language}: {form!r} does not keep the placeholders of {message.key!r}"
    return ""


def catalogue_of(language: str, used: list[Message], translations: Translations, report: Report) -> Catalog:
    """The catalogue of one language; strings without a (fitting) translation stay empty and are reported."""
    catalogue = Catalog(
        locale=LOCALES[language], domain="django", project="Palermo", header_comment="# Palermo", fuzzy=False
    )
    missing = report.missing.setdefault(language, [])
    for message in used:
        forms = next((known[language] for key in message.keys if language in (known := translations.get(key, {}))), ())
        problem = misfit(message, language, forms) if forms else ""
        if problem:
            report.problems.append(problem)
        text = _stored(message, language, () if problem else forms)
        if not forms and not is_borrowed(message.singular, message.places, LOCALES[language]):
            missing.append(message)
        ident = (message.singular, message.plural) if message.plural else message.singular
        catalogue.add(ident, text, locations=[(place, 0) for place in message.places], context=message.context or None)
    return catalogue


def _stored(message: Message, language: str, forms: Forms) -> str | tuple[str, ...]:
    if not message.plural:
        return forms[0] if forms else ""
    return (plural_forms(language, forms) if forms else None) or ("",) * int(get_plural(LOCALES[language]).num_plurals)


def write_catalogues(used: list[Message], translations: Translations, folder: Path = LOCALE) -> Report:
    """Writes ``<locale>/LC_MESSAGES/django.po`` for each language and ``coverage.json``; returns what is amiss."""
    report = Report()
    for language, locale in LOCALES.items():
        catalogue = catalogue_of(language, used, translations, report)
        target = folder / locale / "LC_MESSAGES" / "django.po"
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            write_po(file, catalogue, width=120, omit_header=False, sort_output=True, include_lineno=False)
        _drop_dates(target)
    counts = {
        language: {"messages": len(used), "missing": len(missing)} for language, missing in report.missing.items()
    }
    (folder / "coverage.json").write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")
    return report


def _drop_dates(path: Path) -> None:
    """The file changes only when its words do."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    dated = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator')
    path.write_text("".join(line for line in lines if not line.startswith(dated)), encoding="utf-8")
