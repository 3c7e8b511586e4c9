"""Who acts: a person at the web or through a token, the console of the machine, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Channel = Literal["web", "api", "cli", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Everything a permission decision needs, gathered once per request.

    ``permissions`` come from the roles of the seats held today, cut down to a token's scopes.
    ``second_factor`` is whether this session was opened with a passkey or a one-time code.
    ``organisations`` are the codes of the bodies whose seats the person holds.
    """

    code: str
    channel: Channel
    permissions: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    person_id: int | None = None
    second_factor: bool = False
    organisations: frozenset[str] = frozenset()

    @property
    def anonymous(self) -> bool:
        return self.code == VISITOR_CODE


VISITOR_CODE = "visitor"
CONSOLE_CODE = "console"
SYSTEM_CODE = "system"
RESERVED_CODES = frozenset({VISITOR_CODE, CONSOLE_CODE, SYSTEM_CODE})

VISITOR = Actor(code=VISITOR_CODE, channel="web")
SYSTEM = Actor(code=SYSTEM_CODE, channel="system")
