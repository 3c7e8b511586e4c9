"""Citations as links, and the badges of origin and status."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_NOTE = re.compile(r"fn-?(.+)")
_ROW = re.compile(r"(?:(.+)!)?(\d+)")

BADGES = {
    "extraction": gettext_lazy("from a document"),
    "dataset": gettext_lazy("from a dataset"),
    "register": gettext_lazy("from a register"),
    "computed": gettext_lazy("computed"),
    "accepted": gettext_lazy("accepted"),
    "published": gettext_lazy("published"),
    "withdrawn": gettext_lazy("withdrawn"),
}


class CitedSource(Protocol):
    kind: str
    key: str
    title: str
    uuid: UUID


class Citable(Protocol):
    """Anything that stands on a source: a figure, a treaty action, a finding."""

    source: CitedSource
    locator: str
    origin: str
    status: str


@dataclass(frozen=True, slots=True)
class Citation:
    """``address`` opens the source at the place; ``words`` name both."""

    address: str
    words: str


def citation_of(cited: Citable) -> Citation:
    """Where ``cited`` comes from. ``cited.source`` should be selected along with it."""
    source, locator = cited.source, cited.locator
    name = source.key or source.title
    place, anchor = _PLACES.get(source.kind, _document_place)(locator)
    words = _("%(source)s, %(place)s") % {"source": name, "place": place} if place else name
    return Citation(_address(source) + anchor, words)


def _address(source: CitedSource) -> str:
    try:
        return reverse(f"source-{source.kind}", kwargs={"uuid": source.uuid})
    except NoReverseMatch:  # computations have no page of their own: the figure's page explains them
        return ""


def _document_place(locator: str) -> tuple[str, str]:
    """Paragraph keys are anchors ``p-38``, footnotes ``fn-3``; key 0 is the unnumbered opening."""
    if not locator:
        return "", ""
    if note := _NOTE.fullmatch(locator):
        return _("note %(number)s") % {"number": note[1]}, f"#fn-{quote(note[1])}"
    key = locator.removeprefix("p-")
    words = _("summary") if key == "0" else _("para. %(number)s") % {"number": key}
    return words, f"#p-{quote(key)}"


def _dataset_place(locator: str) -> tuple[str, str]:
    row = _ROW.fullmatch(locator)
    if not row:
        return locator, ""
    return _("row %(number)s") % {"number": row[2]}, f"?row={row[2]}#row-{row[2]}"


def _record_place(locator: str) -> tuple[str, str]:
    """A record of a register, or a question of a questionnaire, is asked for by its code."""
    return locator, f"?record={quote(locator)}" if locator else ""


_PLACES = {"dataset": _dataset_place, "register": _record_place}


def badge(word: str) -> SafeString:
    """The badge of an origin or status."""
    return format_html('<span class="badge badge-{}">{}</span>', word, BADGES.get(word, word))
