"""Access: who acts, what they may, and why not."""

from palermo.ground.access.actors import actor_for, actor_of, actor_on_behalf_of, console
from palermo.ground.access.gates import ActorRequest, gated, open_to_all
from palermo.ground.access.roles import Roles, roles
from palermo.ground.access.verdicts import Refused, Verdict, may
from palermo.ground.audit.actor import SYSTEM, VISITOR, Actor, Channel

__all__ = [
    "SYSTEM", "VISITOR", "Actor", "ActorRequest", "Channel", "Refused", "Roles", "Verdict",
    "actor_for", "actor_of", "actor_on_behalf_of", "console", "gated", "may", "open_to_all", "roles",
]  # fmt: skip
