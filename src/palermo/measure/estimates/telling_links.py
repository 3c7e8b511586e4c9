"""What a run says of the links that its table rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from palermo.commons.wording.numbers import number, percentage

View = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A method by the most probable linkage alone, pooled over the draws, and what share of its variance is owed to
    links. Limits are words, empty where there are none."""

    method: str
    best: tuple[str, str, str]
    pooled: tuple[str, str, str]
    draws: str
    share: str

    @property
    def best_words(self) -> str:
        """The figure of the most probable linkage with its limits."""
        return range_words(self.best)

    @property
    def pooled_words(self) -> str:
        """The pooled figure with its limits."""
        return range_words(self.pooled)


def link_words(view: View, method_words: Mapping[str, str]) -> list[str]:
    """Paragraphs of the account; none for tables that were not linked by probability."""
    if not view.get("linked"):
        return []
    said = [
        _(
            "Which records belong to one person is probable, not certain. Each method was repeated over %(draws)s "
            "plausible linkages, so that its interval holds the doubt about links. Groups, lists left out or joined, "
            "and checks rest on the most probable linkage alone."
        )
        % {"draws": number(view["linked"]["draws"])}
    ]
    first = next((each for each in view.get("results", ()) if each.get("share") is not None), None)
    if first is not None:
        words = _(
            "Of the uncertainty of the estimate by %(method)s, %(share)s comes from doubt about links; the rest is "
            "chance."
        )
        said.append(words % {"method": method_words[first["method"]], "share": share_words(first["share"])})
    return said


def link_facts(view: View) -> list[tuple[str, str]]:
    """How the links were made and how good they are; for the public, what is needed to name it."""
    linked = view.get("linked")
    if not linked:
        return []
    facts = [
        (_("Plausible linkages drawn"), number(linked["draws"])),
        (_("Seed of the linkage"), str(linked["seed"])),
        (_("Linked with Palermo"), linked["version"]),
    ]
    if "records" not in linked:
        return facts
    facts[:0] = [
        (_("Records linked"), number(linked["records"])),
        (_("People by the most probable linkage"), number(linked["people"])),
    ]
    expected = linked["expected"]
    facts += [
        (_("Pairs compared and kept"), number(linked["pairs"])),
        (_("Precision expected by the probabilities"), _known(expected["precision"])),
        (_("Recall expected by the probabilities"), _known(expected["recall"])),
        (_("Pairs that people decided"), number(linked["decisions"])),
    ]
    return facts + _judged_facts(linked["judged"])


def _judged_facts(judged: View | None) -> list[tuple[str, str]]:
    if judged is None:
        return [(_("Quality by judged pairs"), _("not checked"))]
    recall = interval_words(judged["recall"]) if judged["recall"] else _("not known")
    return [
        (_("Precision by %(pairs)s judged pairs") % {"pairs": number(judged["pairs"])},
         interval_words(judged["precision"])),
        (_("Recall by %(pairs)s judged pairs") % {"pairs": number(judged["pairs"])}, recall),
    ]  # fmt: skip


def link_rows(view: View, method_words: Mapping[str, str]) -> list[LinkRow]:
    """The methods that were pooled, best linkage and pooled side by side; the public sees pooled figures alone."""
    return [
        LinkRow(
            method_words[each["method"]], _numbers(each["best"]), _numbers(each), number(each["draws"]),
            "–" if each["share"] is None else share_words(each["share"]),
        )
        for each in view.get("results", ())
        if "best" in each
    ]  # fmt: skip


def _numbers(result: View) -> tuple[str, str, str]:
    limits: Sequence[float | None] = result["intervals"].get("0.95", ())
    low, high = (_people(each) for each in limits) if limits else ("", "")
    return (_("none") if result["estimate"] is None else _people(result["estimate"])), low, high


def _people(value: float | None) -> str:
    return _("no limit") if value is None else number(round(value))


def range_words(shown: tuple[str, str, str]) -> str:
    """An estimate with its limits: ``2,548 (2,100 to 3,200)``."""
    value, low, high = shown
    return _("%(value)s (%(low)s to %(high)s)") % {"value": value, "low": low, "high": high} if low else value


def _known(share: float | None) -> str:
    return _("not known") if share is None else share_words(share)


def interval_words(share: Sequence[float]) -> str:
    """A share with its limits: ``92% (85% to 97%)``."""
    value, low, high = map(share_words, share)
    return range_words((value, low, high))


def share_words(share: float) -> str:
    """Whole per cent; never 100% of what is only nearly all, nor 0% of what is there."""
    shown = round(share * 100)
    if shown == 100 and share < 1:
        return _("more than %(share)s") % {"share": percentage(99)}
    if shown == 0 and share > 0:
        return _("less than %(share)s") % {"share": percentage(1)}
    return percentage(shown)
