"""The account of a run in the reader's language: what a minister understands and parliament can question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from palermo.commons.wording.languages import join_names
from palermo.commons.wording.numbers import number, percentage
from palermo.measure.estimates.grouping import known_code
from palermo.measure.estimates.reading import OTHER, UNCLEAR
from palermo.measure.estimates.telling_links import LinkRow, link_rows, link_words
from palermo.measure.estimates.viewing import span_of
from palermo.measure.estimates.words import (
    ASSUMPTIONS,
    COVARIATES,
    LINKED_EXACTLY,
    LINKED_PROBABLY,
    METHODS,
    WARNINGS,
    MadeFrom,
)
from palermo.measure.wording import PARTS

View = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Warned:
    """A method and what it warns of."""

    method: str
    words: str


def account_of(view: View) -> list[str]:
    """Paragraphs, the most important first."""
    if view.get("refusals"):
        return [seen_words(view), *refusal_words(view), estimated_words()]
    moved = [*link_words(view, _method_names()), *_moving_words(view)]
    return [seen_words(view), *agreement_words(view), *moved, estimated_words(), lesson_words()]


def seen_words(view: View) -> str:
    """How many were counted: the only number that is no estimate."""
    return _("The lists hold %(count)s different people. This was counted; whatever lies above it is estimated.") % {
        "count": count_words(view["observed"])
    }


def refusal_words(view: View) -> list[str]:
    """Why there is no estimate, and what can be said instead."""
    said = [_("No estimate is given, because none would be honest.")]
    said += [str(WARNINGS[code]) for code in view["refusals"]]
    if view.get("bound") is not None:
        said.append(
            _("The total is at least about %(bound)s (Chao's lower bound), as far as any bound can be trusted here.")
            % {"bound": total_words(view["bound"])}
        )
    return said


def agreement_words(view: View) -> list[str]:
    """Whether the methods agree, and what follows."""
    span = span_of(view)
    if span is None:
        return [_("No method gives a finite estimate: the data do not exclude any number, however large.")]
    if found := view.get("disagreement"):
        return [_disagree(found), _outside(found), _publish_range(span)]
    words = _(
        "The methods agree within their intervals. That they agree does not make them right: they share assumptions, "
        "and have been wrong together where the truth became known later."
    )
    return [words, _publish_range(span)]


def _disagree(found: View) -> str:
    return _(
        "The methods do not agree. The lowest estimate is %(low)s people in all (%(lowest)s), the highest %(high)s "
        "(%(highest)s). The difference is larger than the uncertainty that single methods state for themselves: "
        "choosing the method decides the number more than chance does."
    ) % {
        "low": total_words(found["lowest"][1]), "lowest": method_words(found["lowest"][0]),
        "high": total_words(found["highest"][1]), "highest": method_words(found["highest"][0]),
    }  # fmt: skip


def _outside(found: View) -> str:
    pairs = [
        _("%(method)s lies outside the interval of %(other)s")
        % {"method": method_words(method), "other": method_words(other)}
        for method, other in found["outside"]
    ]
    return _("In detail: %(pairs)s.") % {"pairs": join_names(pairs)}


def _publish_range(span: tuple[float, float | None]) -> str:
    low, high = span
    if high is None:
        return _("What can be said is a lower end only: at least about %(low)s people in all, seen and unseen.") % {
            "low": total_words(low)
        }
    return _("Quote the range, %(low)s to %(high)s people in all, seen and unseen, and never one number alone.") % {
        "low": total_words(low), "high": total_words(high),
    }  # fmt: skip


def _moving_words(view: View) -> list[str]:
    """How far choices that nobody can settle move the number."""
    said = []
    if moved := view.get("moved"):
        words = _(
            "Leaving lists out or merging them, in %(count)s ways, moves the stepwise estimate between %(low)s and "
            "%(high)s."
        )
        low, high = total_words(moved["low"]), total_words(moved["high"])
        said.append(words % {"count": number(moved["count"]), "low": low, "high": high})
    return [*said, *_untestable_words(view), *usability_words(view)]


def _untestable_words(view: View) -> list[str]:
    found = view.get("untestable")
    if not found:
        return []
    by_factor = dict(found["totals"])
    words = _(
        "One assumption can never be tested. Were there half or twice as many people unseen as estimated (%(method)s), "
        "the lists would look exactly the same: %(low)s or %(high)s in all."
    ) % {
        "method": method_words(found["method"]),
        "low": total_words(by_factor[0.5]),
        "high": total_words(by_factor[2.0]),
    }
    return [words]


def usability_words(view: View) -> list[str]:
    """Whether the interval of the stepwise method can be trusted on a table like this one."""
    tried = view.get("usability")
    if not tried:
        return []
    worst = min(tried, key=lambda each: each["coverage"])
    words = _(
        "Tables like this one were simulated from truths that fit it about equally well. The 95%% interval of the "
        "stepwise method held the truth in at least %(share)s of them."
    ) % {"share": percentage(round(worst["coverage"] * 100))}
    if all(each["usable"] for each in tried):
        return [words]
    return [f"{words} {_('That is not enough: do not rely on the interval.')}"]


def estimated_words() -> str:
    """Detected and estimated are never mixed."""
    return _(
        "Estimated people are not detected people. The two are never added up, compared as if they were one series, "
        "or shown in one line."
    )


def lesson_words() -> str:
    """Where the truth became known later: Chao et al. 2001 on an outbreak of hepatitis A."""
    return _(
        "A lesson from an outbreak of hepatitis A in Taiwan Province of China: three lists held 271 people. Stepwise "
        "selection gives about 388, with an interval that ends below 460. A later test of blood put the truth at about "
        "545. An interval holds the play of chance; it does not hold the errors of its assumptions."
    )


def warnings_of(view: View) -> list[Warned]:
    """What each method warns of."""
    return [
        Warned(method_words(each["method"]), str(WARNINGS.get(code, code)))
        for each in view.get("results", ())
        for code in each["warnings"]
    ]


def assumptions_of(view: View) -> list[tuple[str, str]]:
    """What is assumed, and what is known about it."""
    more = {MadeFrom.LISTS: LINKED_EXACTLY, MadeFrom.LINKED: LINKED_PROBABLY}.get(view["made_from"])
    return [
        (str(each.assumed), f"{each.known} {more}" if each.code == "linked" and more else str(each.known))
        for each in ASSUMPTIONS
    ]


def variant_words(variant: View) -> str:
    """``without shelter``; ``police and border joined``."""
    groups = [join_names(list(group)) for group in variant["groups"]]
    if variant["kind"] == "drop":
        return _("without %(lists)s") % {"lists": groups[0]}
    return _("joined: %(lists)s") % {"lists": "; ".join(groups)}


def factor_words(factor: float) -> str:
    """How many unseen, as a share of the estimate."""
    return _("%(factor)s times as many unseen") % {"factor": number(Decimal(str(factor)))}


def group_words(group: View) -> str:
    """``female``; ``region: north`` for what no code list knows."""
    covariate, value = group["covariate"], group["value"]
    if known := known_code(covariate, value):
        return str(PARTS[covariate.casefold()][known])
    words = _SAID[value]() if value in _SAID else value or _("not stated")
    return f"{covariate_words(covariate)}: {words}"


def covariate_words(covariate: str) -> str:
    """A covariate by its word where the house has one, else as it was written."""
    return str(COVARIATES.get(covariate, covariate))


_SAID = {UNCLEAR: lambda: _("lists differ"), OTHER: lambda: _("other")}


def _method_names() -> dict[str, str]:
    return {code: str(name) for code, name in METHODS.items()}


def link_table(view: View) -> list[LinkRow]:
    """The methods by the most probable linkage and pooled, side by side."""
    return link_rows(view, _method_names())


def method_words(code: str) -> str:
    """A method's name."""
    return str(METHODS.get(code, code))


def total_words(value: float | None) -> str:
    """A number of people, whole."""
    return _("no limit") if value is None else number(round(value))


def count_words(count: int | None) -> str:
    """A count, or that it is withheld."""
    return number(count) if count is not None else withheld_words()


def withheld_words() -> str:
    """Never that a count is small: some are withheld to hide another one."""
    return _("withheld")


def no_estimate_words(group: View) -> str:
    """Why a group has no estimate: withheld with its count, or none is finite."""
    return withheld_words() if group["observed"] is None else _("none")
