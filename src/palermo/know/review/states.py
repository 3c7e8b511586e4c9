"""WHAT the state allows: one table of every move."""

from __future__ import annotations

from palermo.know.review.words import FindingState
from palermo_engines.kit.errors import InputError

MOVES: dict[tuple[str, str], FindingState] = {
    (FindingState.FOUND, "accept"): FindingState.ACCEPTED,
    (FindingState.FOUND, "correct"): FindingState.CORRECTED,
    (FindingState.FOUND, "reject"): FindingState.REJECTED,
    (FindingState.ACCEPTED, "correct"): FindingState.CORRECTED,
    (FindingState.ACCEPTED, "undo"): FindingState.FOUND,
    (FindingState.ACCEPTED, "withdraw"): FindingState.WITHDRAWN,
    (FindingState.CORRECTED, "correct"): FindingState.CORRECTED,
    (FindingState.CORRECTED, "undo"): FindingState.FOUND,
    (FindingState.CORRECTED, "withdraw"): FindingState.WITHDRAWN,
    (FindingState.REJECTED, "undo"): FindingState.FOUND,
    (FindingState.WITHDRAWN, "undo"): FindingState.FOUND,
}


def moves_from(state: str) -> frozenset[str]:
    """What may be done to a finding in ``state``."""
    return frozenset(move for from_state, move in MOVES if from_state == state)


def state_after(state: str, move: str) -> FindingState:
    """Where ``move`` leads. InputError when the state does not allow it."""
    if (state, move) not in MOVES:
        raise InputError(
            "review.not_allowed", f"A finding that is {state} cannot be changed in this way.",
            advice="Undo the earlier decision first.",
        )  # fmt: skip
    return MOVES[state, move]
