"""The shapes of registers in the API. Values have the shapes of docs/how-to/declare-a-register.md; texts are by
language (two letters); dates are ISO 8601."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

Texts = dict[str, str]
Values = Annotated[dict[str, Any], Field(max_length=400)]
_Words = Annotated[str, Field(max_length=200)]
_Several = Annotated[list[_Words], Field(max_length=20)]


class StateOut(Schema):
    """Where a record may stand. Records in a ``public`` state are seen by whoever the register is visible to."""

    id: str
    label: Texts
    public: bool
    start: bool
    end: bool


class RegisterOut(Schema):
    """A register. ``records`` is how many of them the asker reads; ``address`` is its page."""

    id: str
    wing: str
    version: int
    title: Texts
    help: Texts
    languages: list[str]
    records: int
    states: list[str]
    measures: list[str]
    address: str


class ChoiceOut(Schema):
    """A code of a list. ``parent`` is the code of the broader entry."""

    code: str
    label: Texts
    parent: str | None


class FieldOut(Schema):
    """A field. ``required`` is ``true``, empty or an expression; ``options`` are the keys of its type alone."""

    id: str
    type: str
    label: Texts
    help: Texts
    role: str
    required: str
    constraint: str
    relevant: str
    multiple: bool
    facet: bool
    visibility: str
    choices: list[ChoiceOut]
    options: dict[str, Any]


class MoveOut(Schema):
    """A transition from any of ``source`` to ``target``, made by ``who``; ``requires`` says what must hold."""

    id: str
    label: Texts
    source: list[str]
    target: str
    who: str
    requires: list[Texts]
    days: int | None


class DeclarationOut(RegisterOut):
    """A register with all it declares; ``record_schema`` (JSON Schema 2020-12) describes the values of a record."""

    refs: list[str]
    visibility: str
    fields: list[FieldOut]
    workflow: list[StateOut]
    moves: list[MoveOut]
    record_schema: dict[str, Any]


class FiltersIn(Schema):
    """Filters as on the pages; ``f.FIELD=CODE`` besides, once or more, narrows by a field that may be counted by."""

    state: _Several = Field(default_factory=list)
    country: _Several = Field(default_factory=list)
    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")
    text: Annotated[str, Field(max_length=80)] = ""
    order: Literal["newest", "title", "date"] = "newest"


class RecordOut(Schema):
    """A record as the asker may see it. ``moves`` are those the asker may make now; codes of people and of the owning
    body are empty for those who do not read drafts."""

    uuid: UUID
    register_id: str
    code: str
    state: str
    revision: int
    declaration_version: int
    title: str
    country: str
    countries: list[str]
    first: date | None
    last: date | None
    organisation: str
    owner: str
    created_at: datetime
    created_by: str
    changed_at: datetime
    changed_by: str
    values: dict[str, Any]
    moves: list[str]
    address: str


class RecordsOut(Schema):
    """One page. ``facets`` are counts by field and code, when asked for; ``~state`` counts by state."""

    count: int
    page: int
    pages: int
    items: list[RecordOut]
    facets: dict[str, dict[str, int]]


class DifferenceOut(Schema):
    """What a revision changed in one field."""

    field: str
    before: Any
    after: Any


class RevisionOut(Schema):
    """A revision, the newest first."""

    revision: int
    state: str
    by: str
    at: datetime
    declaration_version: int
    values: dict[str, Any]
    differences: list[DifferenceOut]


class TotalOut(Schema):
    """A sum, as far as the measure adds. ``records`` are the codes of the records in it."""

    subject: str
    contributor: str
    period: str
    unit: str
    breakdown: str
    scope: str
    value: Decimal
    high: Decimal | None
    qualifier: str
    records: list[str]


class NotAddedOut(Schema):
    """What stayed apart, and why: ``time``, ``places``, ``contributors``, ``overlap`` or ``stock``."""

    direction: str
    records: list[str]


class TotalsOut(Schema):
    """``counted_twice``: a sum is of occurrences, one person may be in it more than once."""

    measure: str
    records: int
    counted_twice: bool
    lines: list[TotalOut]
    not_added: list[NotAddedOut]


class RecordIn(Schema):
    """A new record. ``owner`` is the body it is written for, one of the asker's; theirs when it is empty."""

    values: Values
    owner: Annotated[str, Field(max_length=40)] = ""


class ChangeIn(Schema):
    """All values of a record: a field that is absent is emptied. ``revision`` is what the change was made on."""

    values: Values
    revision: Annotated[int, Field(ge=1, le=1_000_000_000)]


class MoveIn(Schema):
    """A move, decided on ``revision``."""

    move: Annotated[str, Field(max_length=80)]
    revision: Annotated[int, Field(ge=1, le=1_000_000_000)]


class ImportIn(Schema):
    """Values of many records. ``keep_good``: keep those without faults; otherwise it is all or nothing."""

    records: Annotated[list[Values], Field(min_length=1, max_length=20_000)]
    keep_good: bool = False


class FaultOut(Schema):
    """What is wrong in one place: ``field`` is a field's id or a column's heading, ``row`` as the table counts (from 1
    in a list), ``line`` of a declaration. 0: of the whole."""

    field: str
    code: str
    message: str
    row: int = 0
    line: int = 0


class ImportOut(Schema):
    """What came in. ``job`` names the work when the file is so large that it comes in piece by piece."""

    batch: UUID | None
    job: UUID | None
    rows: int
    kept: int
    fault_count: int
    faults: list[FaultOut]


class UndoneOut(Schema):
    """``kept`` are the codes of records that were changed since, and stay."""

    removed: int
    kept: list[str]


class DeclarationIn(Schema):
    """The text of a declaration (YAML)."""

    text: Annotated[str, Field(max_length=200_000)]


class DueOut(Schema):
    """A move that a record owes. ``days`` are left until ``due_on``, negative when it is late."""

    register_id: str
    record: UUID
    code: str
    title: str
    move: str
    due_on: date
    days: int
    address: str
