"""Values of fields in the reader's words, as plain text and for a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, cast

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palermo.commons.wording.bodies import body_name
from palermo.commons.wording.dates import date_text
from palermo.commons.wording.languages import active_language, html_language, language_name
from palermo.commons.wording.markdown import markdown
from palermo.commons.wording.places import country_name
from palermo.commons.wording.units import unit_text
from palermo_engines.kit.languages import Language
from palermo_engines.registers.model import Field, FieldType, in_language
from palermo_engines.registers.wording import in_words


def label_of(field: Field) -> str:
    """The field's label."""
    return in_language(field.label, active_language())


def words_of(field: Field, value: Any) -> str:
    """A value as plain text: for cells of lists, and for files."""
    return "" if value is None else in_words(field, value, active_language(), names=_name, units=_unit)


def _name(kind: str, code: str, language: str) -> str:
    """What the engine cannot know: names of countries and bodies, dates in words."""
    if kind == "country":
        return country_name(code)
    if kind == "organisation":
        return body_name(code, language) or code
    return date_text(code) if kind == "date" else code


def _unit(unit: str, amount: Decimal, language: str) -> str:
    return unit_text(unit, amount, cast("Language", language))


def value_html(
    field: Field, value: Any, linked: Callable[[str], SafeString | str] = str, file_address: Callable[[str], str] = str
) -> SafeString | str:
    """A value for the page of a record: text with its breaks, links, files and citations that open. ``linked`` shows
    the record with an identifier, ``file_address`` is where the file with a digest is handed out."""
    if value is None:
        return format_html('<span class="soft">{}</span>', _("not stated"))
    if field.type is FieldType.LINK:
        return _links(value, linked)
    if field.type is FieldType.FILE:
        return _files(value, file_address)
    shown = _HTML.get(field.type)
    return shown(field, value) if shown is not None else words_of(field, value)


def _text(field: Field, value: Any) -> SafeString:
    if field.options.get("format") == "url" and str(value).startswith(("https://", "http://")):
        return format_html('<a href="{}" rel="noreferrer nofollow">{}</a>', value, value)
    return format_html_join("", '<p dir="auto">{}</p>', ((part,) for part in str(value).split("\n") if part.strip()))


def _rich_text(_field: Field, value: Any) -> SafeString:
    return format_html('<div dir="auto">{}</div>', markdown(str(value)))


def _translated(_field: Field, value: Any) -> SafeString:
    """The reader's own language first; the others can be opened."""
    own = active_language()
    ordered = sorted(value.items(), key=lambda pair: pair[0] != own)
    return format_html_join(
        "", '<p lang="{}" dir="auto"><span class="small soft">{}</span> {}</p>',
        ((html_language(code), language_name(code), text) for code, text in ordered),
    )  # fmt: skip


def _several(field: Field, value: Any) -> SafeString | str:
    if not isinstance(value, list | tuple):
        return words_of(field, value)
    if len(value) < 5:
        return words_of(field, value)
    items = [words_of(field, [one]) for one in value]
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((item,) for item in items)))


def _files(value: Any, file_address: Callable[[str], str]) -> SafeString:
    files = value if isinstance(value, list | tuple) else [value]
    return format_html_join(
        "", '<p><a href="{}" download><bdi>{}</bdi></a> <span class="small soft">{}</span></p>',
        ((file_address(one["digest"]), one["name"], _size(one)) for one in files),
    )  # fmt: skip


def _size(file: Mapping[str, Any]) -> str:
    return _("%(kilobytes)d kB") % {"kilobytes": max(1, round(int(file.get("size") or 0) / 1000))}


def _citation(_field: Field, value: Any) -> SafeString:
    place = value.get("place") or ""
    paragraph = _("para. %(number)s") % {"number": place} if place else ""
    words: SafeString | str = ", ".join(part for part in (value.get("document") or "", paragraph) if part)
    source = value.get("source")
    if source:
        address = reverse("source-document", args=[source]) + (f"#p-{place}" if place else "")
        words = format_html('<a class="citation" href="{}">{}</a>', address, words or _("source"))
    snippet = value.get("snippet") or ""
    if not snippet:
        return format_html("<p>{}</p>", words)
    language = html_language(value.get("language") or "")
    return format_html('<p>{}</p><p class="snippet" lang="{}" dir="auto">{}</p>', words, language, snippet)


def _links(value: Any, linked: Callable[[str], SafeString | str]) -> SafeString:
    uuids = value if isinstance(value, list | tuple) else [value]
    return format_html_join("", "<p>{}</p>", ((linked(str(one)),) for one in uuids))


_HTML: Mapping[FieldType, Callable[[Field, Any], SafeString | str]] = {
    FieldType.TEXT: _text,
    FieldType.RICH_TEXT: _rich_text,
    FieldType.TRANSLATED_TEXT: _translated,
    FieldType.CHOICE: _several,
    FieldType.COUNTRY: _several,
    FieldType.ORGANISATION: _several,
    FieldType.CITATION: _citation,
}
