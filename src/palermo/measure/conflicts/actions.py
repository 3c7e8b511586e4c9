"""Writing down which value a reviewer holds right. No figure is changed."""

from __future__ import annotations

from palermo.ground.access.api import Actor, may
from palermo.ground.audit import api as audit
from palermo.ground.evidence.models import Figure
from palermo.measure.conflicts.models import Opinion
from palermo_engines.kit.errors import InputError

PERMISSION = "know.finding.review"
LONGEST_REASON = 2000


def hold_right(actor: Actor, figure: Figure, reason: str) -> Opinion:
    """Record that the actor holds this figure right, and why. InputError without a reason."""
    may(actor, PERMISSION).demand()
    said = reason.strip()
    if not said:
        raise InputError("conflict.no_reason", "Say why this value is right.", where="reason")
    if len(said) > LONGEST_REASON:
        raise InputError("conflict.long_reason", f"Say it in {LONGEST_REASON} characters.", where="reason")
    with audit.act(actor, "measure.conflict.judged", object_kind="figure", object_uuid=figure.uuid) as act:
        opinion = Opinion.objects.create(figure=figure, reason=said, reviewer=actor.code)
        act.note(opinion=str(opinion.uuid))
    return opinion
