"""A declaration back to YAML, in one canonical form: keys in the order of the how-to page, defaults left out.

``read_declaration(write_declaration(d)) == d`` apart from ``source`` and the lines, for every declaration that
``reading`` makes. Comments, and lists that no field uses, are not part of a declaration and are not written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from palermo_engines.kit import codelists
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.building_workflow import OPEN_STATES, USUAL_MOVES, USUAL_STATES
from palermo_engines.registers.model import (
    PUBLIC,
    Check,
    Choice,
    Clock,
    Declaration,
    Field,
    Intake,
    MeasureOf,
    Move,
    State,
    Visibility,
)

_USUAL_LANGUAGES = ("en", "zh")
_DERIVED = "breakdown_choices"
Lists = dict[str, tuple[Choice, ...]]


class _OneLine(dict[str, Any]):
    """A mapping that stands on one line, as ``{en: Event, zh: 活动}``."""


class _Row(list[Any]):
    """A list that stands on one line, as ``[draft, published]``."""


class _Dumper(yaml.SafeDumper):
    """Plain YAML: no anchors, entries of lists indented."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - the signature is PyYAML's
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


_Dumper.add_representer(
    _OneLine, lambda dumper, entries: dumper.represent_mapping("tag:yaml.org,2002:map", entries, flow_style=True)
)
_Dumper.add_representer(
    _Row, lambda dumper, entries: dumper.represent_sequence("tag:yaml.org,2002:seq", entries, flow_style=True)
)


def write_declaration(declaration: Declaration) -> str:
    """The declaration as canonical YAML. InputError ``registers.declaration`` when two fields mean different lists by
    one name, which no file can say."""
    written = {
        "id": declaration.id,
        "wing": declaration.wing,
        "version": declaration.version,
        "title": _text(declaration.title),
        "help": _text(declaration.help),
        "languages": _Row(declaration.languages) if declaration.languages != _USUAL_LANGUAGES else None,
        "refs": _Row(declaration.refs),
        "visibility": _visibility(declaration.visibility),
        "write": declaration.write if declaration.write != "registrar" else None,
        "lists": {name: [_choice(entry) for entry in entries] for name, entries in _own_lists(declaration).items()},
        "fields": [_field(field) for field in declaration.fields],
        "workflow": _workflow(declaration),
        "measures": [_measure(measure) for measure in declaration.measures],
        "intake": [_intake(intake) for intake in declaration.intake],
        "rules": [_check(check) for check in declaration.rules],
    }
    return yaml.dump(_said(written), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)


def _said(entries: Mapping[str, Any]) -> dict[str, Any]:
    """The entries that say something: no empty text, list or mapping, no false flag."""
    return {key: entry for key, entry in entries.items() if entry or (isinstance(entry, int) and entry is not False)}


def _text(text: Mapping[Any, str]) -> _OneLine:
    return _OneLine(text)


def _visibility(visibility: Visibility) -> Any:
    if visibility == PUBLIC:
        return None
    return _Row(visibility.roles) if visibility.level == "roles" else visibility.level


def _expression(text: str) -> Any:
    """``true`` alone is the flag, not an expression."""
    return True if text == "true" else text


def _own_lists(declaration: Declaration) -> Lists:
    """The lists in use that are not those of ``standards/codelists``."""
    found: Lists = {}
    for field in declaration.fields:
        for name, entries in _lists_of(field).items():
            if found.setdefault(name, entries) != entries:
                advice = "Give each list a name of its own."
                message = "Two lists of this name differ."
                raise InputError("registers.declaration", message, advice=advice, where=name[:80])
    return {name: entries for name, entries in found.items() if entries != _standard(name)}


def _lists_of(field: Field) -> Lists:
    named = dict(field.options.get(_DERIVED) or {})
    return {**named, str(field.options["list"]): field.choices} if field.options.get("list") else named


def _standard(name: str) -> tuple[Choice, ...] | None:
    try:
        listed = codelists.load(name)
    except InputError:
        return None
    attested = codelists.Status.ATTESTED
    return tuple(Choice(one.code, one.labels, one.parent, one.status is attested) for one in listed.entries)


def _choice(choice: Choice) -> _OneLine:
    status = None if choice.attested else "reconstructed"
    entry = {"code": choice.code, "label": _text(choice.label), "parent": choice.parent, "status": status}
    return _OneLine(_said(entry))


def _field(field: Field) -> dict[str, Any]:
    written = {
        "id": field.id,
        "type": field.type.value,
        "role": field.role.value if field.role else None,
        "label": _text(field.label),
        "help": _text(field.help),
        "required": _expression(field.required),
        "relevant": _expression(field.relevant),
        "constraint": _expression(field.constraint),
        "message": _text(field.message),
        "visible": _visibility(field.visible),
        "multiple": field.multiple,
        "facet": field.facet,
    }
    return _said(written) | {key: _option(key, field.options[key]) for key in field.options if key != _DERIVED}


def _option(key: str, option: Any) -> Any:
    if isinstance(option, Mapping):
        return _text(option)
    if isinstance(option, tuple | list):
        return _Row(option)
    return _expression(option) if key == "value" else option


def _workflow(declaration: Declaration) -> Any:
    states, moves = declaration.states, declaration.moves
    if (states, moves) == (USUAL_STATES, USUAL_MOVES):
        return None
    if (states, moves) == (OPEN_STATES, ()):
        return "open"
    return _said({"states": [_state(state) for state in states], "moves": [_move(move) for move in moves]})


def _state(state: State) -> _OneLine:
    flags = {"public": state.public, "start": state.start, "end": state.end}
    return _OneLine(_said({"id": state.id, "label": _text(state.label), **flags}))


def _move(move: Move) -> dict[str, Any]:
    written = {
        "id": move.id,
        "label": _text(move.label),
        "from": _Row(move.source),
        "to": move.target,
        "who": move.who,
        "requires": [_check(check) for check in move.requires],
        "clock": _clock(move.clock) if move.clock else None,
    }
    return _said(written)


def _clock(clock: Clock) -> _OneLine:
    return _OneLine(_said({"days": clock.days, "from": clock.start, "remind": _Row(clock.remind)}))


def _check(check: Check) -> dict[str, Any]:
    return _said({"check": _expression(check.expression), "message": _text(check.message), "field": check.field})


def _measure(measure: MeasureOf) -> _OneLine:
    written = {
        "id": measure.id,
        "of": measure.of,
        "when": _expression(measure.when),
        "period": measure.period,
        "as_of": measure.as_of,
        "subject": measure.subject,
        "by": _Row(measure.by),
        "scope": measure.scope,
        "grain": measure.grain if measure.grain != "record" else None,
    }
    return _OneLine(_said(written))


def _intake(intake: Intake) -> dict[str, Any]:
    written = {
        "facts": intake.facts,
        "measures": _Row(intake.measures),
        "needs": _Row(intake.needs),
        "themes": _Row(intake.themes),
        "one_record": intake.one_record if intake.one_record != "fact" else None,
        "fields": _OneLine(intake.fields),
        "set": dict(intake.set),
    }
    return _said(written)
