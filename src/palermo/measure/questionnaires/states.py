"""WHAT the state allows: the moves of versions, rounds and submissions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from palermo.measure.questionnaires.words import RoundState, Stage, VersionState
from palermo_engines.kit.errors import InputError

Moved = TypeVar("Moved")
VERSION_MOVES: dict[tuple[str, str], VersionState] = {
    (VersionState.DRAFT, "publish"): VersionState.PUBLISHED,
    (VersionState.PUBLISHED, "withdraw"): VersionState.WITHDRAWN,
}
ROUND_MOVES: dict[tuple[str, str], RoundState] = {
    (RoundState.PREPARING, "open"): RoundState.OPEN,
    (RoundState.OPEN, "close"): RoundState.CLOSED,
    (RoundState.CLOSED, "open"): RoundState.OPEN,
}
MOVES: dict[tuple[str, str], Stage] = {
    (Stage.OPENED, "answer"): Stage.IN_WORK,
    (Stage.IN_WORK, "answer"): Stage.IN_WORK,
    (Stage.RETURNED, "answer"): Stage.IN_WORK,
    (Stage.IN_WORK, "submit"): Stage.SUBMITTED,
    (Stage.SUBMITTED, "return"): Stage.RETURNED,
    (Stage.SUBMITTED, "clear"): Stage.CLEARED,
    (Stage.CLEARED, "send-back"): Stage.RETURNED,
}
"""``return`` is the focal point's, before clearance; ``send-back`` the secretariat's, after it."""


def version_state_after(state: str, move: str) -> VersionState:
    """Where ``move`` leads a version. InputError when its state does not allow it."""
    return _after(VERSION_MOVES, state, move, "version")


def round_state_after(state: str, move: str) -> RoundState:
    """Where ``move`` leads a round. InputError as above."""
    return _after(ROUND_MOVES, state, move, "round")


def stage_after(stage: str, move: str) -> Stage:
    """Where ``move`` leads a submission. InputError as above."""
    return _after(MOVES, stage, move, "submission")


def moves_from(stage: str) -> frozenset[str]:
    """What may be done to a submission."""
    return frozenset(move for from_stage, move in MOVES if from_stage == stage)


def demand_open(round_state: str) -> None:
    """InputError unless States may answer now."""
    if round_state != RoundState.OPEN:
        raise InputError("questionnaires.not_open", "The round is not open for answers.")


def _after(table: Mapping[tuple[str, str], Moved], state: str, move: str, thing: str) -> Moved:
    if (state, move) not in table:
        raise InputError("questionnaires.not_allowed", f"A {thing} that is {state} cannot be changed in this way.")
    return table[state, move]
