"""The report of an import in words, for the page and for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

_COUNTS: Mapping[str, str | Promise] = {
    "rows": gettext_lazy("Rows read"),
    "figures": gettext_lazy("Figures recorded"),
    "actions": gettext_lazy("Treaty actions recorded"),
    "suppressed_rows": gettext_lazy("Rows with a suppressed count (such as <5)"),
    "suppressed": gettext_lazy("Suppressed figures"),
    "without_value": gettext_lazy("Rows without a value (missing, not zero)"),
    "duplicates": gettext_lazy("Exact duplicates dropped"),
    "repeated_keys": gettext_lazy("Things stated in more than one row"),
    "contradicting_keys": gettext_lazy("Of these, things stated with different values (kept side by side)"),
    "coded_together": gettext_lazy("Figures told apart by their printed text only"),
    "countries": gettext_lazy("Countries"),
    "participants": gettext_lazy("Participants"),
    "citizenships": gettext_lazy("Citizenships as printed"),
    "uncertain_dates": gettext_lazy("Dates not known to the day"),
    "withdrawn": gettext_lazy("Records of earlier releases withdrawn"),
}
_LISTS: Mapping[str, str | Promise] = {
    "uncoded": gettext_lazy("Texts kept as printed, because no code is certain"),
    "regions": gettext_lazy("Rows of regions or joined areas without a country name"),
    "areas": gettext_lazy("Areas without an ISO 3166-1 code"),
    "known_until": gettext_lazy("Latest day the rows speak of"),
}


def report_lines(report: Mapping[str, Any]) -> list[tuple[str, int]]:
    """The counts of a report in words; those that the importer does not make are left out."""
    return [(str(words), report[name]) for name, words in _COUNTS.items() if isinstance(report.get(name), int)]


def report_lists(report: Mapping[str, Any]) -> list[tuple[str, list[tuple[str, Any]]]]:
    """The lists of a report in words, each a heading and its (text, count) pairs; empty ones are left out."""
    return [(str(words), list(report[name].items())) for name, words in _LISTS.items() if report.get(name)]


def report_text(report: Mapping[str, Any]) -> Iterator[str]:
    """The report as lines of a table, for the command line."""
    lines = report_lines(report)
    width = max((len(words) for words, _ in lines), default=0)
    for words, count in lines:
        yield f"{words:<{width}}  {count:>9,}"
    for heading, entries in report_lists(report):
        yield ""
        yield f"{heading}:"
        yield from (f"  {text}  {count}" for text, count in entries)
