"""The functions an expression may call. Each is plain; none reaches a file, the network or the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from palermo_engines.registers.patterns import matches
from palermo_engines.registers.scalars import Scalar, number_in, text_in, truth_in

MANY = 100
ASKING = frozenset({"total", "number-of"})
_EPOCH = date(1970, 1, 1)
Said = Sequence[Scalar]
Later = Sequence[Callable[[], Scalar]]


@dataclass(frozen=True, slots=True)
class Call:
    """A function with how many arguments it takes. ``lazy`` ones work out only the arguments they need."""

    least: int
    most: int
    run: Callable[[date, Said], Scalar] | None = None
    lazy: Callable[[Later], Scalar] | None = None

    @property
    def counts(self) -> str:
        """How many arguments, in words."""
        if self.most == MANY:
            return f"at least {self.least} arguments"
        return f"{self.least} arguments" if self.least == self.most else f"{self.least} to {self.most} arguments"


def _if(said: Later) -> Scalar:
    return said[1]() if truth_in(said[0]()) else said[2]()


def _coalesce(said: Later) -> Scalar:
    return next((value for each in said if (value := each()) != ""), "")


def _selected(_today: date, said: Said) -> Scalar:
    return text_in(said[1]) in text_in(said[0]).split()


def _regex(_today: date, said: Said) -> Scalar:
    """Whole-text match, as ODK does. A pattern that is none matches nothing."""
    return matches(text_in(said[1]), text_in(said[0]))


def _number(_today: date, said: Said) -> Scalar:
    number = number_in(said[0])
    return "" if number is None else number


def _rounded(way: str) -> Callable[[date, Said], Scalar]:
    def run(_today: date, said: Said) -> Scalar:
        number = number_in(said[0])
        if number is None:
            return ""
        places = int(number_in(said[1]) or 0) if len(said) > 1 else 0
        return number.quantize(Decimal(1).scaleb(-min(max(places, 0), 12)), rounding=way)

    return run


def _numbers(said: Said) -> list[Decimal]:
    """Every number said; a list of codes with spaces is none."""
    return [number for value in said if (number := number_in(value)) is not None]


def _least(_today: date, said: Said) -> Scalar:
    return min(_numbers(said), default="")


def _most(_today: date, said: Said) -> Scalar:
    return max(_numbers(said), default="")


def _date(_today: date, said: Said) -> Scalar:
    """A date stays as it was written, a number of days since 1970 becomes one."""
    number = number_in(said[0])
    if number is None or len(text_in(said[0])) == 4:
        return text_in(said[0])[:10]
    days = int(number)
    return date.fromordinal(_EPOCH.toordinal() + days).isoformat() if 0 <= days < 2_900_000 else ""


def _days(_today: date, said: Said) -> Scalar:
    """Days since 1970, so that dates can be subtracted; an imprecise date counts from its first day."""
    pieces = [*text_in(said[0])[:10].split("-"), "01", "01"][:3]
    try:
        return Decimal(date(int(pieces[0]), int(pieces[1]), int(pieces[2])).toordinal() - _EPOCH.toordinal())
    except ValueError:
        return ""


CALLS: Mapping[str, Call] = {
    "true": Call(0, 0, lambda _today, _said: True),
    "false": Call(0, 0, lambda _today, _said: False),
    "not": Call(1, 1, lambda _today, said: not truth_in(said[0])),
    "boolean": Call(1, 1, lambda _today, said: truth_in(said[0])),
    "if": Call(3, 3, lazy=_if),
    "coalesce": Call(2, MANY, lazy=_coalesce),
    "selected": Call(2, 2, _selected),
    "count-selected": Call(1, 1, lambda _today, said: Decimal(len(text_in(said[0]).split()))),
    "string-length": Call(1, 1, lambda _today, said: Decimal(len(text_in(said[0])))),
    "regex": Call(2, 2, _regex),
    "contains": Call(2, 2, lambda _today, said: text_in(said[1]) in text_in(said[0])),
    "starts-with": Call(2, 2, lambda _today, said: text_in(said[0]).startswith(text_in(said[1]))),
    "ends-with": Call(2, 2, lambda _today, said: text_in(said[0]).endswith(text_in(said[1]))),
    "concat": Call(1, MANY, lambda _today, said: "".join(text_in(value) for value in said)),
    "string": Call(1, 1, lambda _today, said: text_in(said[0])),
    "substr": Call(2, 3, lambda _today, said: text_in(said[0])[int(number_in(said[1]) or 0) : _end(said)]),
    "number": Call(1, 1, _number),
    "int": Call(1, 1, _rounded(ROUND_DOWN)),
    "round": Call(1, 2, _rounded(ROUND_HALF_UP)),
    "sum": Call(1, MANY, lambda _today, said: sum(_numbers(said), Decimal(0))),
    "min": Call(1, MANY, _least),
    "max": Call(1, MANY, _most),
    "today": Call(0, 0, lambda today, _said: today.isoformat()),
    "date": Call(1, 1, _date),
    "decimal-date-time": Call(1, 1, _days),
    "total": Call(3, 4),
    "number-of": Call(2, 3),
}


def _end(said: Said) -> int | None:
    number = number_in(said[2]) if len(said) > 2 else None
    return None if number is None else int(number)
