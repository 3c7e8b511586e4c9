"""WHO may: whoever started a linkage sees it; reviewers see its pairs as long as the owner lets them."""

from __future__ import annotations

from django.utils.translation import gettext

from palermo.ground.access.api import Actor, Verdict, may
from palermo.measure.estimates.linking.models import Linkage

RUN, REVIEW = "measure.linkage.run", "measure.linkage.review"


def may_link(actor: Actor) -> Verdict:
    """Bring lists with names, and have them linked."""
    return may(actor, RUN)


def may_own(actor: Actor, linkage: Linkage) -> Verdict:
    """Everything about one's own linkage. Held by nobody else, whatever their seat."""
    verdict = may_link(actor)
    if verdict and linkage.started_by != actor.code:
        return Verdict(False, "not_owner", gettext("Only whoever brought these lists may do this."))
    return verdict


def may_review(actor: Actor, linkage: Linkage) -> Verdict:
    """See and judge its pairs."""
    verdict = may_own(actor, linkage)
    return may(actor, REVIEW) if linkage.opened and not verdict else verdict
