"""A figure's value in words, never stripped of what qualifies it (rule 6 of the house)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext as _

from palermo.commons.wording.languages import active_language
from palermo.commons.wording.numbers import below, is_money, money, number, percentage
from palermo.commons.wording.units import unit_text
from palermo_engines.kit.quantities import Qualifier

PERCENT_UNITS = frozenset({"percent", "%"})
_EXACT = Qualifier.EXACT.value


class Stated(Protocol):
    """What the wording needs of a figure: ``ground.evidence.models.Figure`` has it, and so may a row of a query."""

    @property
    def value(self) -> Decimal: ...
    @property
    def high(self) -> Decimal | None: ...
    @property
    def qualifier(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def suppressed(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Wording:
    """``amount`` with its qualifier, ``unit`` in words (empty when the amount has it), ``note`` on how to read it."""

    amount: str
    unit: str = ""
    note: str = ""

    @property
    def bracketed_note(self) -> str:
        return _("(%(note)s)") % {"note": self.note} if self.note else ""

    @property
    def space(self) -> str:
        """Chinese writes number and unit together."""
        return "" if active_language() == "zh" else " "

    def __str__(self) -> str:
        return self.space.join(part for part in (self.amount, self.unit, self.bracketed_note) if part)


def word_figure(figure: Stated) -> Wording:
    """How a figure reads in the active language.

    A suppressed cell shows its bound and says that it is suppressed; a zero says that it was reported.
    """
    if figure.suppressed:
        return Wording(below(figure.value), note=_("suppressed"))
    spell, unit = _speller(figure.unit)
    amount = _qualified(figure.qualifier or _EXACT, _span(figure, spell))
    words = unit_text(unit, figure.value if figure.high is None else figure.high) if unit else ""
    zero = figure.value == 0 and figure.high is None and figure.qualifier in ("", _EXACT)
    return Wording(amount, words, _("reported as none") if zero else "")


def figure_text(figure: Stated) -> str:
    """The same as plain text, for files and titles."""
    return str(word_figure(figure))


def _speller(unit: str) -> tuple[Callable[[Decimal], str], str]:
    """How numbers in ``unit`` are spelled, and the unit that remains to be said."""
    if unit in PERCENT_UNITS:
        return percentage, ""
    if is_money(unit):
        return lambda value: money(value, unit), ""
    return number, unit


def _span(figure: Stated, spell: Callable[[Decimal], str]) -> str:
    if figure.high is None or figure.high == figure.value:
        return spell(figure.value)
    low = number(figure.value) if figure.unit else spell(figure.value)
    return _("%(low)s to %(high)s") % {"low": low, "high": spell(figure.high)}


def _qualified(qualifier: str, amount: str) -> str:
    phrases = {
        Qualifier.ABOUT.value: _("about %(amount)s"),
        Qualifier.MORE_THAN.value: _("more than %(amount)s"),
        Qualifier.AT_LEAST.value: _("at least %(amount)s"),
        Qualifier.NEARLY.value: _("nearly %(amount)s"),
        Qualifier.LESS_THAN.value: _("less than %(amount)s"),
        Qualifier.AT_MOST.value: _("at most %(amount)s"),
    }
    return phrases[qualifier] % {"amount": amount} if qualifier in phrases else amount
