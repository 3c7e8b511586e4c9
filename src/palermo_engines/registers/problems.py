"""What is wrong with a declaration: each problem with its line and field, all of them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from palermo_engines.kit.errors import InputError

_MOST = 100


@dataclass(frozen=True, slots=True)
class Problem:
    """``line`` counts from 1 (0: of the whole), ``field`` is the id of the field or the key it is about."""

    line: int
    field: str
    message: str


class DeclarationError(InputError):
    """A declaration that cannot be used; ``problems`` says all that is wrong, by line."""

    def __init__(self, problems: Sequence[Problem], name: str = "") -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        place = f"{name}:{first.line}" if name else f"line {first.line}"
        more = f" (and {len(self.problems) - 1} more)" if len(self.problems) > 1 else ""
        about = f"{first.field}: " if first.field else ""
        super().__init__("registers.declaration", f"{about}{first.message}{more}", where=place)


class Problems:
    """Collects problems while a declaration is read; reading goes on as far as it can."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found: list[Problem] = []

    def add(self, line: int, field: str, message: str) -> None:
        """Note a problem."""
        if len(self._found) < _MOST:
            self._found.append(Problem(line, field, message))

    def demand_none(self) -> None:
        """DeclarationError when anything was noted."""
        if self._found:
            raise DeclarationError(sorted(self._found, key=lambda problem: problem.line), self._name)
