"""Access: who acts, what they may, and why not; accounts, seats and tokens."""

from palermo.ground.access.accounts import Opened, add_person, close_account, open_account, renew_link
from palermo.ground.access.actors import actor_for, actor_of, actor_on_behalf_of, console
from palermo.ground.access.gates import ActorRequest, for_people, gated, open_to_all
from palermo.ground.access.models import Holding, Seat, Token
from palermo.ground.access.queries import (
    holdings_visible_to,
    organisations_visible_to,
    people_not_enrolled,
    people_visible_to,
    person_visible_to,
    seats_visible_to,
)
from palermo.ground.access.roles import Roles, roles
from palermo.ground.access.seats import create_organisation, create_seat, end_holding, give_seat
from palermo.ground.access.tokens import NewToken, actor_with, create_token, revoke_token, tokens_of
from palermo.ground.access.verdicts import Refused, Verdict, may
from palermo.ground.audit.actor import SYSTEM, VISITOR, Actor, Channel

__all__ = [
    "SYSTEM", "VISITOR", "Actor", "ActorRequest", "Channel", "Holding", "NewToken", "Opened", "Refused", "Roles",
    "Seat", "Token", "Verdict", "actor_for", "actor_of", "actor_on_behalf_of", "actor_with", "add_person",
    "close_account", "console", "create_organisation", "create_seat", "create_token", "end_holding", "for_people",
    "gated", "give_seat", "holdings_visible_to", "may", "open_account", "open_to_all", "organisations_visible_to",
    "people_not_enrolled", "people_visible_to", "person_visible_to", "renew_link", "revoke_token", "roles",
    "seats_visible_to", "tokens_of",
]  # fmt: skip
