"""What an import tells its user: what was left out, changed or could not be understood, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from palermo_engines.registers.xlsform.tables import Line


@dataclass(frozen=True, slots=True)
class Notice:
    """``code`` is stable, ``message`` English. ``row`` is 0 when the notice is about the whole sheet."""

    sheet: str
    row: int
    code: str
    message: str


@dataclass(slots=True)
class Notices:
    """A list that is being gathered."""

    gathered: list[Notice] = field(default_factory=list)

    def say(self, line: Line, code: str, message: str) -> None:
        """A notice about a line of a sheet."""
        self.gathered.append(Notice(line.sheet, line.number, f"xlsform.{code}", message))

    def say_of_sheet(self, sheet: str, code: str, message: str) -> None:
        """A notice about a sheet."""
        self.gathered.append(Notice(sheet, 0, f"xlsform.{code}", message))
