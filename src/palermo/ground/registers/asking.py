"""What checks of a move may ask other records: ``total('O08', 'amount', 'paid')`` and ``number-of('O10', 'serving')``.

They see all records, whoever asks: a balance that left out what the actor may not read would be wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from palermo.ground.registers import bits, tagging
from palermo.ground.registers.bits import Bits
from palermo.ground.registers.declarations import declaration
from palermo.ground.registers.models import RegisterBook, RegisterRecord
from palermo.ground.registers.rows import in_batches
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import Declaration, Field, FieldType

_ADDED = {FieldType.MONEY: "amount", FieldType.NUMBER: "value", FieldType.PEOPLE: "total"}


class Asked:
    """The functions of one check. Remembers the currencies it met: amounts in several are refused, not added."""

    def __init__(self) -> None:
        self.currencies: set[str] = set()

    @property
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """By their names in expressions."""
        return {"total": self.total, "number-of": self.number_of}

    def total(self, register: str, field: str, states: str = "", code: str = "") -> Decimal:
        """The sum of a field over the records in ``states`` (several with spaces between; none: all states), only
        those with ``code`` (``region=eu``) when given. Records that say nothing add nothing."""
        asked = _register(register)
        added = asked.field(str(field))
        if added is None or added.type not in _ADDED:
            raise InputError("registers.total", "Only an amount, a number or a count of people adds up.", where=field)
        values = (values[added.id] for values in _contents(asked, states, code) if values.get(added.id))
        return sum((self._amount(added, value) for value in values), Decimal(0))

    def number_of(self, register: str, states: str = "", code: str = "") -> Decimal:
        """How many records are in ``states``, with ``code`` when given."""
        return Decimal(bits.count(_numbers(_register(register), states, code)))

    def met(self, currency: str) -> None:
        """One more currency in the check. InputError when it is another than those before."""
        self.currencies.add(currency)
        if len(self.currencies) > 1:
            raise InputError(
                "registers.currencies",
                "The amounts are in several currencies and cannot be added or compared.",
                advice="Convert them to one currency first.",
            )

    def _amount(self, field: Field, value: Mapping[str, Any]) -> Decimal:
        if field.type is FieldType.MONEY:
            self.met(str(value.get("currency", "")))
        return Decimal(str(value.get(_ADDED[field.type]) or 0))


def _register(identifier: str) -> Declaration:
    found = declaration(str(identifier))
    if found is None:
        raise InputError("registers.unknown", "There is no such register.", where=str(identifier))
    return found


def _numbers(asked: Declaration, states: str, code: str) -> Bits:
    book = RegisterBook.objects.filter(register=asked.id).first()
    last = book.last_number if book else 0
    wanted = str(states).split()
    field = tagging.STATE if wanted else tagging.ALL
    found = tagging.tagged(asked.id, field, wanted or [""], last)
    if not code:
        return found
    name, _, chosen = str(code).partition("=")
    return bits.both(found, tagging.tagged(asked.id, name.strip(), [chosen.strip()], last))


def _contents(asked: Declaration, states: str, code: str) -> Iterator[Mapping[str, Any]]:
    numbers = list(bits.numbers_in(_numbers(asked, states, code)))
    for some in in_batches(numbers):
        yield from RegisterRecord.objects.filter(register=asked.id, ordinal__in=some).values_list("values", flat=True)
