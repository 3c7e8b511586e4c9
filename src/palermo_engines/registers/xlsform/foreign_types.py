"""What a question of a foreign form becomes: its type -> the keys of a field, or why it is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from palermo_engines.registers.xlsform.tables import Line

_SPELLINGS = {
    "select one": "select_one",
    "select1": "select_one",
    "select multiple": "select_multiple",
    "select all that apply": "select_multiple",
    "begin group": "begin_group",
    "begin repeat": "begin_repeat",
    "end group": "end_group",
    "end repeat": "end_repeat",
    "int": "integer",
    "string": "text",
    "datetime": "dateTime",
    "photo": "image",
    "location": "geopoint",
    "gps": "geopoint",
    "trigger": "acknowledge",
    "start-geopoint": "geopoint",
}
_SIMPLE: Mapping[str, Mapping[str, Any]] = {
    "text": {"type": "text"},
    "barcode": {"type": "text"},
    "integer": {"type": "number", "whole": True},
    "decimal": {"type": "number"},
    "range": {"type": "number"},
    "date": {"type": "date", "precision": "day"},
    "dateTime": {"type": "date", "precision": "day"},
    "time": {"type": "text", "pattern": r"[0-2]\d:[0-5]\d.*"},
    "acknowledge": {"type": "yes_no"},
    "file": {"type": "file"},
    "image": {"type": "file", "accept": ["jpg", "jpeg", "png"]},
    "audio": {"type": "file", "accept": ["m4a", "mp3", "wav", "ogg", "amr"]},
    "video": {"type": "file", "accept": ["mp4", "3gp", "webm"]},
    "select_one": {"type": "choice"},
    "select_multiple": {"type": "choice", "multiple": True},
    "rank": {"type": "choice", "multiple": True},
    "select_one_from_file": {"type": "text"},
    "select_multiple_from_file": {"type": "text"},
    "select_one_external": {"type": "text"},
    "calculate": {"type": "computed", "of": "text"},
}
_REMARKS = {
    "dateTime": ("time_left_out", "Only the day is kept, not the time."),
    "rank": ("order_left_out", "The choices are kept, not their order."),
    "select_one_from_file": ("outside_list", "Its choices stand in another file; it became a text."),
    "select_multiple_from_file": ("outside_list", "Its choices stand in another file; it became a text."),
    "select_one_external": ("outside_list", "Its choices stand in another file; it became a text."),
}
_LEFT_OUT = {
    "geopoint": ("exact_place", "An exact position is not kept: a place is never finer than a city."),
    "geotrace": ("exact_place", "A track is not kept: a place is never finer than a city."),
    "geoshape": ("exact_place", "An outline is not kept: a place is never finer than a city."),
    "hidden": ("hidden", "A hidden value that nobody sees is left out."),
}
_DEVICE = frozenset({
    "start", "end", "today", "deviceid", "device_id", "username", "subscriberid", "simserial", "phonenumber",
    "phone_number", "email", "audit", "background-audio",
})  # fmt: skip
_OF_THE_PROGRAM = "__"
_ATTACHED = frozenset({"xml-external", "csv-external"})


@dataclass(frozen=True, slots=True)
class Kind:
    """A question's type, read: ``name`` in its usual spelling, the ``list`` it takes, ``or_other``."""

    name: str
    list: str = ""
    or_other: bool = False


def kind_of(text: str) -> Kind:
    """``select one gender or specify other`` -> select_one, gender, True."""
    words = re.sub(r"\s+", " ", text.strip())
    other = re.search(r" (?:or_other|or specify other)$", words)
    words = words[: other.start()] if other else words
    for spelling, name in _SPELLINGS.items():
        if words.lower() == spelling or words.lower().startswith(f"{spelling} "):
            return Kind(name, words[len(spelling) :].strip(), other is not None)
    name, _, rest = words.partition(" ")
    return Kind(name if name == "dateTime" else name.lower(), rest.strip(), other is not None)


def keys_of(kind: Kind, line: Line) -> dict[str, Any] | None:
    """The keys of the field that a question becomes; None when it becomes no field."""
    if kind.name not in _SIMPLE or line.cell("name").startswith(_OF_THE_PROGRAM):
        return None
    keys = dict(_SIMPLE[kind.name])
    if kind.name == "text" and "multiline" in line.cell("appearance"):
        keys["lines"] = "many"
    if kind.name == "range":
        keys |= _range(line.cell("parameters"))
    return keys


def _range(parameters: str) -> dict[str, Any]:
    """``start=1 end=10 step=1`` (also with commas or semicolons) as limits of a number."""
    told = dict(re.findall(r"(\w+)\s*=\s*(-?\d+(?:\.\d+)?)", parameters))
    keys: dict[str, Any] = {"min": _number(told.get("start", "1")), "max": _number(told.get("end", "10"))}
    if all("." not in told.get(part, "1") for part in ("start", "step")):
        keys["whole"] = True
    return keys


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def remark_of(kind: Kind, name: str) -> tuple[str, str] | None:
    """Code and message of what is said about a question of the kind and name: what is lost, or why all of it is."""
    if name.startswith(_OF_THE_PROGRAM):
        return "of_the_program", "What the form's program keeps for itself is left out."
    if kind.name in _DEVICE:
        return "device", "What a device notes by itself is left out: it can identify who reported and where."
    if kind.name in _ATTACHED:
        return "attached_file", "A file attached to the form is left out."
    if kind.name in _REMARKS or kind.name in _LEFT_OUT:
        return _REMARKS.get(kind.name) or _LEFT_OUT[kind.name]
    if kind.name not in _SIMPLE:
        return "unknown_type", "There is no question of this type; it is left out."
    return None
