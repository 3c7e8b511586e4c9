"""WHO may write, and who decides what the public sees."""

from __future__ import annotations

from palermo.coordinate.resolutions.models import Proposal
from palermo.coordinate.resolutions.words import ProposalState
from palermo.ground.access.api import Actor, Verdict, may


def may_read_unpublished(actor: Actor) -> Verdict:
    """Works that are not published, and what is proposed about them, are for staff."""
    return may(actor, "coordinate.work.read_unpublished")


def may_write(actor: Actor) -> Verdict:
    """Registrars type, take in and propose."""
    return may(actor, "coordinate.work.write")


def may_publish(actor: Actor) -> Verdict:
    """Coordinators decide what the public sees."""
    return may(actor, "coordinate.work.publish")


def may_decide(actor: Actor, proposal: Proposal, move: str) -> Verdict:
    """Whoever proposed it may take it back while nobody decided. Everything else is for those who may publish."""
    own = proposal.made_by == actor.code and proposal.state == ProposalState.PROPOSED
    return may_write(actor) if move == "withdraw" and own else may_publish(actor)
