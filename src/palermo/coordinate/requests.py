"""A page's request: who acts, and whether HTMX asks for a part of the page only."""

from django_htmx.middleware import HtmxDetails

from palermo.ground.access.api import ActorRequest


class PageRequest(ActorRequest):
    """Set up by the middlewares of actor and HTMX."""

    htmx: HtmxDetails
