"""What the API says when a register refuses: every fault by its place, both versions of a record in a clash."""

from __future__ import annotations

from typing import Any

from palermo.commons.wording.languages import active_language
from palermo.ground.registers.api import Clash, Faulty, ImportRefused, Unmet
from palermo.site.registers.schemas import FaultOut
from palermo.site.registers.spelling import cell_fault_out
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.model import in_language
from palermo_engines.registers.reading import DeclarationError

_TOLD = 1_000
_CONFLICT, _IMPOSSIBLE = 409, 422


def told_of(error: InputError) -> tuple[int, dict[str, Any]]:
    """The status of the answer, and what stands in it besides code, message and place."""
    if isinstance(error, Clash):
        return _CONFLICT, {"clash": _clash(error)}
    faults = _faults(error)
    return _IMPOSSIBLE, {"faults": [fault.model_dump() for fault in faults]} if faults else {}


def _clash(error: Clash) -> dict[str, Any]:
    return {
        "revision": error.revision, "fields": list(error.fields), "mine": dict(error.mine),
        "theirs": dict(error.theirs), "merged": dict(error.merged),
    }  # fmt: skip


def _faults(error: InputError) -> list[FaultOut]:
    language = active_language()
    if isinstance(error, Faulty):
        return [FaultOut(field=f.field, code=f.code, message=in_language(f.message, language)) for f in error.faults]
    if isinstance(error, Unmet):
        return [FaultOut(field="", code=error.code, message=in_language(m, language)) for m in error.messages]
    if isinstance(error, ImportRefused):
        return [cell_fault_out(fault) for fault in error.faults[:_TOLD]]
    if isinstance(error, DeclarationError):
        return [FaultOut(field=p.field, code=error.code, message=p.message, line=p.line) for p in error.problems]
    return []
