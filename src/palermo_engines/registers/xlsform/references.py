"""How expressions name values: ``${participants/women}`` in a register is ``${participants.women}`` in a form.

A form asks for imprecise dates as text, and XPath compares texts only for equality. Where a condition asks whether one
date is before another, the form therefore compares them as numbers: 2014-11 as 20141101.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from palermo_engines.registers.xlsform.parts import question_name

_OF_REGISTER = re.compile(r"\$\{([a-z][a-z0-9_]*)(?:/([^}]+))?\}")
_OF_FORM = re.compile(r"\$\{([a-z][a-z0-9_]*)\.([^}]+)\}")
_OPERAND = r"\$\{[a-z][a-z0-9_]*(?:/(?:planned|actual))?\}|today\(\)|'\d{4}(?:-\d\d){0,2}'|(?<![\w.)'])\.(?![\w.(])"
_IN_ORDER = re.compile(rf"({_OPERAND})(\s*(?:<=|>=|<|>)\s*)({_OPERAND})")
_TODAY = "number(format-date(today(), '%Y%m%d'))"


@dataclass(frozen=True, slots=True)
class Names:
    """``primary``: the first part of each field that has parts. ``dates``: the fields whose values are dates as text.
    ``pairs``: those of them that have a planned and an actual date."""

    primary: Mapping[str, str] = field(default_factory=dict)
    dates: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()


def for_form(expression: str, names: Names, this: str = "") -> str:
    """The expression as a form writes it; ``this`` is the field it stands at."""

    def named(match: re.Match[str]) -> str:
        field_id, key = match.groups()
        if key is None and field_id in names.pairs:
            return f"coalesce(${{{question_name(field_id, 'actual')}}}, ${{{question_name(field_id, 'planned')}}})"
        key = key or names.primary.get(field_id)
        return f"${{{question_name(field_id, key)}}}" if key else f"${{{field_id}}}"

    return _OF_REGISTER.sub(named, _in_order(expression, names.dates, this))


def _in_order(expression: str, dates: frozenset[str], this: str) -> str:
    def compared(match: re.Match[str]) -> str:
        left, sign, right = match.groups()
        if not any(_is_date(side, dates, this) for side in (left, right)):
            return match.group()
        return f"{_as_number(left)}{sign}{_as_number(right)}"

    return _IN_ORDER.sub(compared, expression)


def _is_date(operand: str, dates: frozenset[str], this: str) -> bool:
    named = _OF_REGISTER.fullmatch(operand)
    return named.group(1) in dates if named else operand == "." and this in dates


def _as_number(operand: str) -> str:
    """``2014-11`` as 20141101; of a period its first day."""
    if operand == "today()":
        return _TODAY
    return f"number(translate(substr(concat(substring-before(concat({operand}, '/'), '/'), '-01-01'), 0, 10), '-', ''))"


def for_register(expression: str, names: Names) -> str:
    """An expression that was written in a form, as a register writes it."""

    def named(match: re.Match[str]) -> str:
        field_id, key = match.groups()
        return f"${{{field_id}}}" if names.primary.get(field_id) == key else f"${{{field_id}/{key}}}"

    return _OF_FORM.sub(named, expression)
