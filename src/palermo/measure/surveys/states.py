"""WHAT the state allows: the moves of a round and of a reply."""

from __future__ import annotations

from datetime import date

from palermo.measure.surveys.words import RoundState, Stage
from palermo_engines.kit.errors import InputError

ROUND_MOVES: dict[tuple[str, str], RoundState] = {
    (RoundState.PREPARING, "open"): RoundState.OPEN,
    (RoundState.OPEN, "close"): RoundState.CLOSED,
    (RoundState.CLOSED, "open"): RoundState.OPEN,
}
MOVES: dict[tuple[str, str], Stage] = {
    (Stage.AWAITED, "write"): Stage.DRAFTED,
    (Stage.DRAFTED, "write"): Stage.DRAFTED,
    (Stage.DRAFTED, "clear"): Stage.RECEIVED,
    (Stage.LATE, "admit"): Stage.ADMITTED,
    (Stage.ADMITTED, "set-aside"): Stage.LATE,
    (Stage.RECEIVED, "withdraw"): Stage.WITHDRAWN,
    (Stage.LATE, "withdraw"): Stage.WITHDRAWN,
    (Stage.ADMITTED, "withdraw"): Stage.WITHDRAWN,
    (Stage.WITHDRAWN, "reopen"): Stage.DRAFTED,
}
"""A cleared reply becomes ``late`` instead of ``received`` when it came after the cut-off."""


def moves_from(stage: str) -> frozenset[str]:
    """What may be done to a reply."""
    return frozenset(move for from_stage, move in MOVES if from_stage == stage)


def stage_after(stage: str, move: str) -> Stage:
    """Where ``move`` leads. InputError when the state does not allow it."""
    if (stage, move) not in MOVES:
        raise InputError("surveys.not_allowed", f"A reply that is {stage} cannot be changed in this way.")
    return MOVES[stage, move]


def round_state_after(state: str, move: str) -> RoundState:
    """Where ``move`` leads a round. InputError as above."""
    if (state, move) not in ROUND_MOVES:
        raise InputError("surveys.not_allowed", f"A round that is {state} cannot be changed in this way.")
    return ROUND_MOVES[state, move]


def arrived(received_on: date, cut_off: date | None) -> Stage:
    """What a cleared reply is by the day it came: the day of the cut-off still counts."""
    return Stage.LATE if cut_off is not None and received_on > cut_off else Stage.RECEIVED


def check_written(round_state: str, *, by_secretariat: bool) -> None:
    """InputError unless replies may be written now: by States while the round is open, by the secretariat after it
    closed too."""
    allowed = {RoundState.OPEN, RoundState.CLOSED} if by_secretariat else {RoundState.OPEN}
    if round_state not in allowed:
        raise InputError("surveys.not_open", "The round is not open for replies.")
