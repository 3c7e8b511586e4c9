"""WHO may: the board is for readers, contents for the State's own bodies and for the coders."""

from __future__ import annotations

from django.utils.translation import gettext

from palermo.ground.access.api import Actor, Verdict, may
from palermo.measure.surveys.models import Answer, Reply

READ, REPLY, CLEAR = "measure.survey.read", "measure.survey.reply", "measure.survey.clear"
CODE, PUBLISH = "measure.survey.code", "measure.survey.publish"
_OF_THE_SECRETARIAT = frozenset({"admit", "set-aside"})


def may_read_drafts(actor: Actor) -> Verdict:
    """The board and the draft report: no contents of replies."""
    return may(actor, READ)


def may_code(actor: Actor) -> Verdict:
    """Rapporteurs read every reply, code and write the report."""
    return may(actor, CODE)


def may_publish(actor: Actor) -> Verdict:
    """Coordinators prepare rounds and decide what the public sees."""
    return may(actor, PUBLISH)


def may_write(actor: Actor, answer: Answer) -> Verdict:
    """A section is written by its delegate, by the focal point's body, or entered by the secretariat."""
    verdict = may_code(actor)
    return verdict or _own(actor, REPLY, {_code(answer.reply.focal), _code(answer.delegate)})


def may_delegate(actor: Actor, reply: Reply) -> Verdict:
    """The focal point says which body writes which section."""
    verdict = may_code(actor)
    return verdict or _own(actor, CLEAR, {_code(reply.focal)})


def may_move(actor: Actor, reply: Reply, move: str) -> Verdict:
    """One focal point clears, withdraws and reopens; the secretariat does so for a reply that came on paper, and alone
    decides whether a late one is taken in."""
    return may_code(actor) if move in _OF_THE_SECRETARIAT else may_delegate(actor, reply)


def _own(actor: Actor, permission: str, bodies: set[str]) -> Verdict:
    verdict = may(actor, permission)
    if verdict and not (bodies - {""}) & actor.organisations:
        return Verdict(False, "other_body", gettext("This reply is another body's."))
    return verdict


def _code(body: object) -> str:
    return getattr(body, "code", "")
