"""Access: who acts, what they may, and why not."""

from palermo.ground.access.gates import ActorRequest, gated, open_to_all
from palermo.ground.access.roles import Roles, roles
from palermo.ground.access.verdicts import Refused, Verdict, may
from palermo.ground.audit.actor import VISITOR, Actor, Channel

__all__ = [
    "VISITOR", "Actor", "ActorRequest", "Channel", "Refused", "Roles", "Verdict",
    "gated", "may", "open_to_all", "roles",
]  # fmt: skip
