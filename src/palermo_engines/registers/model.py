"""What a declaration says, as frozen objects. ``reading`` makes them; nothing here touches YAML or a database.

The keys, their defaults and the shapes of values are described in docs/how-to/declare-a-register.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from palermo_engines.kit.languages import LANGUAGES, Language

Text = Mapping[Language, str]
WINGS = ("protect", "cooperate", "know", "measure", "coordinate")
NO_TEXT: Text = MappingProxyType({})


def _no_text() -> Text:
    return NO_TEXT


class FieldType(StrEnum):
    """How a value looks, how it is typed, checked, shown and written to a cell."""

    TEXT = "text"
    RICH_TEXT = "rich_text"
    TRANSLATED_TEXT = "translated_text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    SEAT = "seat"
    PEOPLE = "people"
    NUMBER = "number"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    PERIOD = "period"
    PLANNED_ACTUAL = "planned_actual"
    PLACE = "place"
    FILE = "file"
    LINK = "link"
    CITATION = "citation"
    COMPUTED = "computed"


class Role(StrEnum):
    """What a field is for the record as a whole: these are promoted to columns and views."""

    TITLE = "title"
    COUNTRY = "country"
    DATE = "date"
    ORGANISATION = "organisation"
    CITATION = "citation"
    PLACE = "place"


def in_language(text: Text, language: str) -> str:
    """The text in the language (``zh-hans`` counts as ``zh``), in English when it has none, else empty."""
    short = language.partition("-")[0].partition("_")[0]
    known: Mapping[str, str] = text  # type: ignore[assignment]
    return known.get(short) or known.get("en", "")


@dataclass(frozen=True, slots=True)
class Choice:
    """A code of a list. ``parent`` is the code of the broader entry; ``attested`` false: we drew the entry up."""

    code: str
    label: Text
    parent: str | None = None
    attested: bool = True


@dataclass(frozen=True, slots=True)
class Visibility:
    """Who reads: ``level`` is ``public``, ``members``, ``organisation`` or ``roles`` (then ``roles`` names them)."""

    level: str = "public"
    roles: tuple[str, ...] = ()


PUBLIC = Visibility()


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``required`` is ``"true"``, ``""`` or an expression. ``options`` are the keys of its type alone
    (``list``, ``unit``, ``to`` ...). ``choices`` are the entries of a choice field, resolved. ``line`` is the line of
    the file where the field begins, for messages."""

    id: str
    type: FieldType
    label: Text
    help: Text = field(default_factory=_no_text)
    role: Role | None = None
    required: str = ""
    constraint: str = ""
    message: Text = field(default_factory=_no_text)
    relevant: str = ""
    visible: Visibility = PUBLIC
    multiple: bool = False
    facet: bool = False
    choices: tuple[Choice, ...] = ()
    options: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    line: int = 0

    def choice(self, code: str) -> Choice | None:
        """The entry with the code, or None."""
        for entry in self.choices:  # faster than next(): an import asks several times a record
            if entry.code == code:
                return entry
        return None


@dataclass(frozen=True, slots=True)
class State:
    """``public``: records in it are seen by whoever the register is visible to. ``start``: new records begin here."""

    id: str
    label: Text
    public: bool = False
    start: bool = False
    end: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """An expression that must hold, with what to say when it does not. ``field`` is where the message stands."""

    expression: str
    message: Text
    field: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """A move is due ``days`` after the date in ``start`` (a field, or ``created``); ``remind`` days before that."""

    days: int
    start: str
    remind: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A transition. ``who`` is a role of roles.yaml."""

    id: str
    label: Text
    source: tuple[str, ...]
    target: str
    who: str
    requires: tuple[Check, ...] = ()
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class MeasureOf:
    """A figure that records yield. ``of`` is a field or ``records``; ``grain`` is ``record`` or ``register``."""

    id: str
    of: str
    when: str = ""
    period: str = ""
    as_of: str = ""
    subject: str = ""
    by: tuple[str, ...] = ()
    scope: str = ""
    grain: str = "record"


@dataclass(frozen=True, slots=True)
class Intake:
    """Which facts of documents become draft records, and which part of a fact fills which field.

    ``needs``: a record is made only where a fact of one of these measures stands (of any of ``measures`` when empty).
    ``themes`` narrow statements as ``measures`` narrow figures. A part ``value of M`` is the value of the fact whose
    measure is M, where one record holds several facts.
    """

    facts: str
    measures: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    one_record: str = "fact"
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    set: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Declaration:
    """A register as declared. ``source`` is the YAML it was read from, kept as it was written."""

    id: str
    wing: str
    version: int
    title: Text
    fields: tuple[Field, ...]
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    help: Text = field(default_factory=_no_text)
    languages: tuple[Language, ...] = LANGUAGES[:1]
    refs: tuple[str, ...] = ()
    visibility: Visibility = PUBLIC
    write: str = "registrar"
    measures: tuple[MeasureOf, ...] = ()
    intake: tuple[Intake, ...] = ()
    rules: tuple[Check, ...] = ()
    source: str = ""

    def field(self, identifier: str) -> Field | None:
        """The field with the id, or None."""
        return next((entry for entry in self.fields if entry.id == identifier), None)

    def with_role(self, role: Role) -> Field | None:
        """The first field with the role, or None."""
        return next((entry for entry in self.fields if entry.role == role), None)

    def state(self, identifier: str) -> State | None:
        """The state with the id, or None."""
        return next((entry for entry in self.states if entry.id == identifier), None)

    @property
    def start(self) -> State:
        """Where new records begin."""
        return next((state for state in self.states if state.start), self.states[0])

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """The moves that a record in ``state`` may make."""
        return tuple(move for move in self.moves if state in move.source)
