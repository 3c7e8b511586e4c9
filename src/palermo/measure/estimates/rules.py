"""WHO may: tables of overlaps hold small counts, so only those who estimate read them."""

from __future__ import annotations

from palermo.ground.access.api import Actor, Verdict, may

READ, RUN, PUBLISH = "measure.estimate.read", "measure.estimate.run", "measure.estimate.publish"


def may_read(actor: Actor) -> Verdict:
    """Tables and runs that are not published."""
    return may(actor, READ)


def may_run(actor: Actor) -> Verdict:
    """Upload lists, start, stop and resume runs."""
    return may(actor, RUN)


def may_publish(actor: Actor) -> Verdict:
    """Decide what the public sees, and take it back."""
    return may(actor, PUBLISH)
