"""WHO may review, and who may touch what is already public."""

from __future__ import annotations

from palermo.ground.access.api import Actor, Verdict, may
from palermo.know.review.models import Finding


def may_read_findings(actor: Actor) -> Verdict:
    """Unreviewed findings are for staff."""
    return may(actor, "know.finding.read")


def may_decide(actor: Actor, finding: Finding) -> Verdict:
    """Reviewers decide. What is published already, only those decide again who may publish."""
    verdict = may(actor, "know.finding.review")
    if verdict and finding.published:
        return may(actor, "know.document.publish")
    return verdict
