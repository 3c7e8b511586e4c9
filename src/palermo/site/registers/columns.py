"""What a list shows of each record: at most four fields beside title and state, those that tell records apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from palermo.ground.registers.api import Shown
from palermo.site.registers.wording import label_of, state_badge, state_words, words_of
from palermo_engines.registers.model import Declaration, Field, FieldType, Role

_MOST = 4
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


def columns_shown(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Country, date and organisation first, then facets, then what else fits in a cell."""
    readable = [field for field in fields if field.role is not Role.TITLE and field.type in _PLAIN]
    leading = [
        field for role in (Role.COUNTRY, Role.DATE, Role.ORGANISATION) for field in readable if field.role is role
    ]
    rest = [field for field in readable if field.facet] + [field for field in readable if not field.facet]
    return tuple({field.id: field for field in [*leading, *rest]}.values())[:_MOST]


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
