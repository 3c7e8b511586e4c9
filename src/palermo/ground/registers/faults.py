"""What can be wrong with a write, for pages to show and programs to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from palermo.ground.registers.models import RegisterRecord
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.checking import Fault
from palermo_engines.registers.model import Text


class Faulty(InputError):  # noqa: N818  what the values are
    """Values that the declaration refuses. ``faults`` names each field, with a message in the reader's languages."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        first = faults[0]
        super().__init__("registers.faults", first.message.get("en", ""), where=first.field)
        self.faults = faults


class Clash(InputError):  # noqa: N818  it is what users call it
    """Somebody else changed the same fields first. ``revision`` is what the record is now, ``theirs`` its content,
    ``mine`` what was sent, ``merged`` both put together, and ``fields`` where they clash (``merged`` has mine there).
    All of it only as far as the actor reads it. To save ``merged``, change the record at ``revision``."""

    def __init__(
        self,
        *,
        revision: int,
        fields: tuple[str, ...],
        mine: Mapping[str, Any],
        theirs: Mapping[str, Any],
        merged: Mapping[str, Any],
    ) -> None:
        super().__init__(
            "registers.clash",
            "Somebody changed the same fields meanwhile.",
            advice="Compare both and save again.",
            where=fields[0] if fields else "",
        )
        self.revision = revision
        self.fields = fields
        self.mine = mine
        self.theirs = theirs
        self.merged = merged


class MadeBefore(InputError):  # noqa: N818  what happened
    """There is a ``record`` of this origin already: it was asked for twice."""

    def __init__(self, record: RegisterRecord) -> None:
        super().__init__("registers.made_before", "This record was made already.", advice="Open it to change it.")
        self.record = record


class Unmet(InputError):  # noqa: N818  what the checks are
    """A move whose checks do not hold. ``messages`` says what is missing, by language, in the order of the checks."""

    def __init__(self, messages: tuple[Text, ...]) -> None:
        super().__init__("registers.unmet", messages[0].get("en", ""))
        self.messages = messages
