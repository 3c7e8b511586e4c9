"""What a list shows of each record: at most five fields beside title and state, those that tell records apart, and the
figure that a register is kept for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from palermo.ground.registers.api import Shown
from palermo.site.registers.wording import label_of, state_badge, state_words, words_of
from palermo_engines.registers.model import Declaration, Field, FieldType, Role

_MOST, _MEASURED = 5, 2
_LONGEST = 160
_PLAIN = frozenset({
    FieldType.CHOICE, FieldType.YES_NO, FieldType.COUNTRY, FieldType.ORGANISATION, FieldType.PEOPLE, FieldType.NUMBER,
    FieldType.MONEY, FieldType.SHARE, FieldType.DATE, FieldType.PERIOD, FieldType.PLANNED_ACTUAL,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A record in a list."""

    uuid: str
    code: str
    title: str
    address: str
    revision: int
    state: str
    badge: str
    cells: tuple[str, ...]


def columns_shown(declaration: Declaration, fields: Iterable[Field]) -> tuple[Field, ...]:
    """Country, date and organisation first, then facets, then what else fits in a cell; of the last places at most two
    are for what the register's measures count: a list of statistics without a number tells nothing."""
    readable = [field for field in fields if field.role is not Role.TITLE and field.type in _PLAIN]
    counted = {measure.of for measure in declaration.measures}
    measured = [field for field in readable if field.id in counted][:_MEASURED]
    leading = [
        field for role in (Role.COUNTRY, Role.DATE, Role.ORGANISATION) for field in readable if field.role is role
    ]
    rest = [field for field in readable if field.facet] + [field for field in readable if not field.facet]
    placed = {field.id for field in measured}
    others = {field.id: field for field in [*leading, *rest] if field.id not in placed}
    return (*tuple(others.values())[: _MOST - len(measured)], *measured)


def row_of(declaration: Declaration, shown: Shown, columns: Iterable[Field]) -> Row:
    """The record as a line of the list."""
    return Row(
        uuid=str(shown.uuid),
        code=shown.code,
        title=shown.title or shown.code,
        address=reverse("register-record", args=[declaration.id, shown.uuid]),
        revision=shown.revision,
        state=state_words(declaration, shown.state),
        badge=state_badge(declaration.state(shown.state)),
        cells=tuple(_cell(field, shown) for field in columns),
    )


def _cell(field: Field, shown: Shown) -> str:
    words = words_of(field, shown.values.get(field.id))
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def headings(columns: Iterable[Field]) -> tuple[str, ...]:
    """The columns' labels."""
    return tuple(label_of(field) for field in columns)
