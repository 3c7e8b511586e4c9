"""States and moves of a declaration. Without a workflow: draft, published, withdrawn."""

from __future__ import annotations

import re
from pathlib import Path

from palermo_engines.kit.yaml_files import read_yaml
from palermo_engines.registers.building_parts import (
    Texts,
    entries_of,
    known_keys,
    list_of_words,
    read_text,
    word_of,
)
from palermo_engines.registers.model import Check, Clock, Field, FieldType, Move, State
from palermo_engines.registers.problems import Problems
from palermo_engines.registers.tree import Tree

_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_STATE_KEYS = frozenset({"id", "label", "public", "start", "end"})
_MOVE_KEYS = frozenset({"id", "label", "from", "to", "who", "requires", "clock"})
_DATED = frozenset({FieldType.DATE, FieldType.PERIOD, FieldType.PLANNED_ACTUAL})
_WORDS = read_yaml(Path(__file__).with_name("usual_workflow.yaml"))
USUAL_STATES = (
    State("draft", _WORDS["states"]["draft"], start=True),
    State("published", _WORDS["states"]["published"], public=True),
    State("withdrawn", _WORDS["states"]["withdrawn"], end=True),
)
USUAL_MOVES = (
    Move("publish", _WORDS["moves"]["publish"], ("draft",), "published", "coordinator"),
    Move("withdraw", _WORDS["moves"]["withdraw"], ("draft", "published"), "withdrawn", "coordinator"),
    Move("reopen", _WORDS["moves"]["reopen"], ("published", "withdrawn"), "draft", "coordinator"),
)
OPEN_STATES = (State("published", _WORDS["states"]["published"], public=True, start=True),)


def workflow_of(
    entry: Tree | None, texts: Texts, fields: tuple[Field, ...]
) -> tuple[tuple[State, ...], tuple[Move, ...]]:
    """The states and moves; the usual ones without a workflow, one public state for ``workflow: open``."""
    if entry is None:
        return USUAL_STATES, USUAL_MOVES
    if entry.value == "open":
        return OPEN_STATES, ()
    known_keys(entry, frozenset({"states", "moves"}), "workflow", texts.problems)
    states = tuple(_state(each, texts) for each in entries_of(entry, "states", texts.problems))
    moves = tuple(_move(each, texts, fields) for each in entries_of(entry, "moves", texts.problems))
    _demand_sound(entry, states, moves, texts.problems)
    return states or OPEN_STATES, moves


def _identifier(entry: Tree, kind: str, problems: Problems) -> str:
    found = word_of(entry, "id", problems)
    if not _ID.fullmatch(found):
        problems.add(entry.line, kind, "An id is written in small letters, digits and _.")
    return found


def _state(entry: Tree, texts: Texts) -> State:
    identifier = _identifier(entry, "states", texts.problems)
    known_keys(entry, _STATE_KEYS, identifier or "states", texts.problems)
    label = read_text(entry, "label", texts, required=True, where=identifier)
    return State(identifier, label, *(_flag(entry, key, texts.problems) for key in ("public", "start", "end")))


def _flag(entry: Tree, key: str, problems: Problems) -> bool:
    found = entry.get(key)
    if found is not None and not isinstance(found.value, bool):
        problems.add(found.line, key, f"{key} is true or false.")
    return found is not None and found.value is True


def _move(entry: Tree, texts: Texts, fields: tuple[Field, ...]) -> Move:
    identifier = _identifier(entry, "moves", texts.problems)
    where = identifier or "moves"
    known_keys(entry, _MOVE_KEYS, where, texts.problems)
    for key in ("to", "who"):
        if not word_of(entry, key, texts.problems):
            texts.problems.add(entry.line, where, f"A move needs {key}:.")
    return Move(
        identifier,
        read_text(entry, "label", texts, required=True, where=where),
        tuple(list_of_words(entry, "from", texts.problems)),
        word_of(entry, "to", texts.problems),
        word_of(entry, "who", texts.problems),
        _requires(entry, where, fields, texts),
        _clock(entry, where, fields, texts.problems),
    )


def _requires(entry: Tree, where: str, fields: tuple[Field, ...], texts: Texts) -> tuple[Check, ...]:
    from palermo_engines.registers.building import check_of

    checks = entries_of(entry, "requires", texts.problems)
    return tuple(check_of(each, where, fields, texts, asks=True) for each in checks)


def _clock(entry: Tree, where: str, fields: tuple[Field, ...], problems: Problems) -> Clock | None:
    inner = entry.get("clock")
    if inner is None:
        return None
    known_keys(inner, frozenset({"days", "from", "remind"}), where, problems)
    days, start = inner.get("days"), word_of(inner, "from", problems)
    if days is None or not _whole(days.value, -3650, 36500):
        problems.add(inner.line, where, "A clock needs days: a whole number.")
    kinds = {field.id: field.type for field in fields}
    if start != "created" and kinds.get(start) not in _DATED:
        problems.add(inner.line, where, "A clock runs from: created, or a field with a date.")
    remind = [each.value for each in entries_of(inner, "remind", problems)]
    if not all(_whole(day, 0, 3650) for day in remind):
        problems.add(inner.line, where, "remind: is a list of days before.")
        remind = []
    return Clock(days.value if days is not None and isinstance(days.value, int) else 0, start, tuple(remind))


def _whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _demand_sound(entry: Tree, states: tuple[State, ...], moves: tuple[Move, ...], problems: Problems) -> None:
    ids = [state.id for state in states]
    if not states:
        problems.add(entry.line, "workflow", "A workflow needs at least one state.")
    for kind, names in (("states", ids), ("moves", [move.id for move in moves])):
        for name in {name for name in names if names.count(name) > 1}:
            problems.add(entry.line, kind, f"{name} stands twice.")
    if len([state for state in states if state.start]) > 1:
        problems.add(entry.line, "workflow", "Only one state can be the start.")
    for move in moves:
        for name in (*move.source, move.target):
            if name and name not in ids:
                problems.add(entry.line, move.id, f"There is no state {name}.")
        if not move.source:
            problems.add(entry.line, move.id, "A move needs from: a list of states.")
