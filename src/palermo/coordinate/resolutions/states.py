"""WHAT the state allows: the moves of a proposal, and how a directive's status may go on."""

from __future__ import annotations

from palermo.coordinate.resolutions.words import ProposalState, Status
from palermo_engines.kit.errors import InputError

MOVES: dict[tuple[str, str], ProposalState] = {
    (ProposalState.PROPOSED, "confirm"): ProposalState.CONFIRMED,
    (ProposalState.PROPOSED, "refuse"): ProposalState.REFUSED,
    (ProposalState.PROPOSED, "withdraw"): ProposalState.WITHDRAWN,
    (ProposalState.CONFIRMED, "withdraw"): ProposalState.WITHDRAWN,
}
FOLLOWS: dict[str, frozenset[str]] = {
    Status.UNKNOWN: frozenset(Status),
    Status.NOT_STARTED: frozenset(Status),
    Status.UNDER_WAY: frozenset({Status.UNDER_WAY, Status.DONE, Status.SUPERSEDED, Status.UNKNOWN}),
    Status.DONE: frozenset({Status.DONE, Status.UNDER_WAY, Status.SUPERSEDED}),
    Status.SUPERSEDED: frozenset({Status.SUPERSEDED}),
}
"""What may be said next, on the same or a later day. Saying the same again brings new evidence. What was superseded
stays so: withdraw the statement instead."""

NEED_EVIDENCE = frozenset({Status.UNDER_WAY.value, Status.DONE.value})


def moves_from(state: str) -> frozenset[str]:
    """What may be done to a proposal in ``state``."""
    return frozenset(move for from_state, move in MOVES if from_state == state)


def state_after(state: str, move: str) -> ProposalState:
    """Where ``move`` leads. InputError when the state does not allow it."""
    if (state, move) not in MOVES:
        raise InputError("resolutions.not_allowed", f"What is {state} cannot be changed in this way.")
    return MOVES[state, move]


def check_follows(before: str, status: str, reason: str) -> None:
    """InputError when ``status`` cannot follow ``before``, or only with a reason."""
    if status not in FOLLOWS[before]:
        raise InputError(
            "resolutions.status_order", f"After {before} a directive cannot be {status}.",
            advice="Withdraw the statement before, if it was wrong.", where="status",
        )  # fmt: skip
    if before == Status.DONE and status == Status.UNDER_WAY and not reason:
        raise InputError("resolutions.reason", "Say why in a few words.", where="reason")
