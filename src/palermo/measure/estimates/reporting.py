"""The report of a run as a file: everything that is needed to question the number and to work it out again.

Every number is a link to the place of the run's page that shows where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from palermo.commons.charts.upset import spelled
from palermo.commons.wording.dates import date_text
from palermo.commons.wording.languages import active_language
from palermo.commons.wording.numbers import number
from palermo.commons.wording.places import country_name
from palermo.measure.estimates.charting import lists_of
from palermo.measure.estimates.telling import (
    account_of,
    assumptions_of,
    count_words,
    factor_words,
    group_words,
    link_table,
    method_words,
    no_estimate_words,
    total_words,
    variant_words,
    warnings_of,
)
from palermo.measure.estimates.telling_links import LinkRow, link_facts
from palermo_engines.printing.model import Link, Paragraph, Piece, Report, Section, Table
from palermo_engines.printing.pdf_files import compile_pdf
from palermo_engines.printing.word_files import compile_docx

COMPILERS: Mapping[str, Callable[[Report], bytes]] = {"docx": compile_docx, "pdf": compile_pdf}
CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
View = Mapping[str, Any]


def report_of(view: View, address: str) -> Report:
    """The report in the active language. ``address`` is the whole address of the run's page."""
    written = _Written(view, address)
    on = date.fromisoformat(view["finished_on"]) if view["finished_on"] else None
    sections = [
        written.account(), written.methods(), written.links(), written.groups(), written.overlap(), written.moving(),
        written.assumptions(), written.rerunning(),
    ]  # fmt: skip
    return Report(
        active_language(), view["title"], _about(view), tuple(section for section in sections if section),
        _("Palermo %(version)s, multiple systems estimation") % {"version": view["version"]}, on,
    )  # fmt: skip


def _about(view: View) -> str:
    place = country_name(view["subject"]) if view["subject"] else ""
    period = date_text(view["period"]) if view["period"] else ""
    return " · ".join(part for part in (place, period, _("Estimated, not detected")) if part)


class _Written:
    """The sections of a report."""

    def __init__(self, view: View, address: str) -> None:
        self.view, self.address = view, address

    def link(self, words: str, anchor: str) -> Link:
        return Link(words, f"{self.address}#{anchor}")

    def total(self, value: float | None, anchor: str) -> Piece:
        return self.link(total_words(value), anchor)

    def account(self) -> Section:
        said = [self._sourced(words) for words in account_of(self.view)]
        more = Paragraph((self.link(_("The page with every number, its charts and tables"), "account"),))
        return Section(_("In plain words"), (*said, more))

    def _sourced(self, words: str) -> Paragraph:
        """A paragraph of the account; one that holds numbers ends with the way to them."""
        if not any(sign.isdigit() for sign in words):
            return Paragraph((words,))
        return Paragraph((f"{words} ", self.link(_("Source"), "account")))

    def methods(self) -> Section | None:
        if not self.view.get("results"):
            return None
        heading = (_("Method"), _("Estimate"), _("Lower limit"), _("Upper limit"), _("Model"))
        rows = tuple(self._method(each) for each in self.view["results"])
        warned = tuple(Paragraph((f"{each.method}: {each.words}",), item=True) for each in warnings_of(self.view))
        return Section(_("The methods side by side"), (Table(heading, rows), *warned))

    def _method(self, result: View) -> tuple[Piece, ...]:
        anchor = f"method-{result['method']}"
        limits = result["intervals"].get("0.95")
        shown = [self.total(each, anchor) for each in limits] if limits else ["", ""]
        estimate: Piece = _("none") if result["estimate"] is None else self.total(result["estimate"], anchor)
        return method_words(result["method"]), estimate, *shown, self._model(result["model"], anchor)

    def _model(self, model: str, anchor: str) -> Piece:
        return self.link(model, anchor) if model else ""

    def links(self) -> Section | None:
        facts = [(name, self.link(words, "links")) for name, words in link_facts(self.view)]
        if not facts:
            return None
        parts: list[Table | Paragraph] = [Table((_("Setting"), _("Value")), tuple(facts))]
        if rows := link_table(self.view):
            heading = (
                _("Method"), _("Most probable linkage"), _("Pooled over plausible linkages"), _("Linkages used"),
                _("Uncertainty owed to links"),
            )  # fmt: skip
            parts.append(Table(heading, tuple(self._linked(row) for row in rows)))
        return Section(_("Links between records"), tuple(parts))

    def _linked(self, row: LinkRow) -> tuple[Piece, ...]:
        shown = [self.link(words, "links") for words in (row.best_words, row.pooled_words, row.draws)]
        return row.method, *shown, self.link(row.share, "links")

    def groups(self) -> Section | None:
        if "strata" not in self.view:
            return None
        heading = (_("Group"), _("Counted"), _("Estimate"), _("Lower limit"), _("Upper limit"))
        rows = tuple(self._group(each) for each in self.view["strata"]["groups"])
        help_words = _("One model holds for every group, so that the groups of each column add up to the same total.")
        return Section(_("By group"), (Paragraph((help_words,)), Table(heading, rows)))

    def _group(self, group: View) -> tuple[Piece, ...]:
        name = group_words(group)
        counted = self.link(count_words(group["observed"]), "groups")
        if group["estimate"] is None:
            return name, counted, no_estimate_words(group), "", ""
        shown = [self.total(group[each], "groups") for each in ("estimate", "low", "high")]
        return name, counted, *shown

    def overlap(self) -> Section:
        names = tuple(self.view["names"])
        rows = [
            (spelled(lists_of(code), names), self.link(count_words(count), "overlap"))
            for code, count in self.view["cells"]
        ]
        sizes = [
            (_("%(list)s, alone or with others") % {"list": name}, self.link(count_words(size), "overlap"))
            for name, size in zip(names, self.view["sizes"], strict=True)
        ]
        return Section(_("The overlap of the lists"), (Table((_("Lists"), _("People")), (*rows, *sizes)),))

    def moving(self) -> Section | None:
        variants = [each for each in self.view.get("variants", ()) if _is_near(each)]
        rows: list[tuple[Piece, ...]] = [
            (variant_words(each), _("none") if each["estimate"] is None else self.total(each["estimate"], "variants"))
            for each in variants
        ]
        if found := self.view.get("untestable"):
            rows += [(factor_words(factor), self.total(total, "untestable")) for factor, total in found["totals"]]
        if not rows:
            return None
        return Section(_("How far other choices move the number"), (Table((_("Choice"), _("Estimate")), tuple(rows)),))

    def assumptions(self) -> Section:
        heading = (_("What is assumed"), _("What is known about it"))
        return Section(_("Assumptions"), (Table(heading, tuple(assumptions_of(self.view))),))

    def rerunning(self) -> Section:
        facts = [(name, self.link(words, "rerun")) for name, words in settings_facts(self.view)]
        said = _(
            "The same table, settings and seed give the same figures. Save the overlap table as overlaps.csv, a 0/1 "
            "column for each list and a column count, and run:"
        )
        table = Table((_("Setting"), _("Value")), tuple(facts))
        parts = (table, Paragraph((said,)), Paragraph((command_of(self.view),)))
        return Section(_("Everything needed to run it again"), parts)


def _is_near(variant: View) -> bool:
    """A list left out, or two joined: the others are on the page."""
    return len(variant["groups"]) == 1 and len(variant["groups"][0]) == (1 if variant["kind"] == "drop" else 2)


def settings_facts(view: View) -> list[tuple[str, str]]:
    """What decides the figures."""
    asked = view["asked"]
    data = [(_("SHA-256 of the data"), view["digest"])] if view.get("digest") else _rule_facts(view)
    return [
        (_("Methods"), ", ".join(asked["methods"])),
        (_("Threshold of the stepwise selection"), str(asked["threshold"])),
        (_("Resamples"), number(asked["bootstrap"])),
        (_("Seed"), str(asked["seed"])),
        (_("Version of Palermo"), view["version"]),
        *data,
        (_("Seal of the data"), view["seal"]),
    ]


def _rule_facts(view: View) -> list[tuple[str, str]]:
    return [
        (_("Smallest count that is printed"), number(view["minimum"])),
        (_("Counts are rounded to"), number(view["base"])),
    ]


def command_of(view: View) -> str:
    """The same panel on the command line, which needs no instance."""
    asked = view["asked"]
    return (
        f"./palermo estimate overlaps.csv --method panel --threshold {asked['threshold']} "
        f"--bootstrap {asked['bootstrap']} --seed {asked['seed']} --format json"
    )
