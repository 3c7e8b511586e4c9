"""The choices of a foreign form as lists of a register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from palermo_engines.kit.languages import Language
from palermo_engines.registers.xlsform.languages import texts_of
from palermo_engines.registers.xlsform.naming import choice_code
from palermo_engines.registers.xlsform.notices import Notices
from palermo_engines.registers.xlsform.tables import Line


class Lists:
    """The lists of a sheet of choices, by the name the form gives them."""

    def __init__(self, lines: Iterable[Line], language: Language, notices: Notices) -> None:
        self._lines: dict[str, list[Line]] = {}
        self._read: dict[str, list[dict[str, Any]]] = {}
        self._language = language
        self._notices = notices
        for line in lines:
            self._lines.setdefault(line.cell("list_name"), []).append(line)

    def entries(self, name: str) -> list[dict[str, Any]]:
        """The entries of a list in its order, as declared; none for a list that is not there. What is changed in it is
        told when it is first asked for."""
        if name not in self._read:
            self._read[name] = self._entries(self._lines.get(name, []))
        return [dict(entry) for entry in self._read[name]]

    def _entries(self, lines: Iterable[Line]) -> list[dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for line in lines:
            code = choice_code(line.cell("name"))
            if code in found:
                self._notices.say(line, "choice_twice", "This choice stands twice in its list; the first one counts.")
            elif code:
                if code != line.cell("name"):
                    self._notices.say(line, "choice_code", "Its code was changed: a code has no blanks or other signs.")
                found[code] = {"code": code, "label": texts_of(line.cells, "label", self._language) or {"en": code}}
        return list(found.values())
