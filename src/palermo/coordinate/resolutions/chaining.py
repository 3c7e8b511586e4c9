"""What took up what, and which work renewed which: the whole chain, the same from whichever member one starts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from palermo.coordinate.resolutions.chains import Pair, connected, leads_to, steps
from palermo.coordinate.resolutions.models import Paragraph, Renewal, TakenUp, Work
from palermo.coordinate.resolutions.queries import leading, paragraphs_visible_to, works_visible_to
from palermo.coordinate.resolutions.rules import may_read_unpublished
from palermo.coordinate.resolutions.words import LIVE_STATES, ProposalState
from palermo.ground.access.api import Actor


@dataclass(frozen=True, slots=True)
class Link:
    """A paragraph with the link that leads to it; ``there`` is the number of its place in the chain."""

    taken_up: TakenUp
    there: int


@dataclass(frozen=True, slots=True)
class Place:
    """One paragraph of a chain. ``number`` counts all places; ``takes_up`` and ``taken_up_in`` point at others."""

    number: int
    paragraph: Paragraph
    takes_up: tuple[Link, ...]
    taken_up_in: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps from the earliest to the latest. A place stands one step behind the latest of those it takes up."""

    steps: tuple[tuple[Place, ...], ...]

    @property
    def places(self) -> list[Place]:
        """All places, step by step."""
        return [place for step in self.steps for place in step]


def taken_up_visible_to(actor: Actor) -> QuerySet[TakenUp]:
    """Confirmed links between visible paragraphs; staff see proposed ones too."""
    if may_read_unpublished(actor):
        return TakenUp.objects.filter(state__in=LIVE_STATES)
    visible = paragraphs_visible_to(actor).order_by().values("pk")
    return TakenUp.objects.filter(state=ProposalState.CONFIRMED.value, earlier__in=visible, later__in=visible)


def renewals_visible_to(actor: Actor) -> QuerySet[Renewal]:
    """Confirmed renewals between visible works; staff see proposed ones too."""
    if may_read_unpublished(actor):
        return Renewal.objects.filter(state__in=LIVE_STATES)
    visible = works_visible_to(actor).order_by().values("pk")
    return Renewal.objects.filter(state=ProposalState.CONFIRMED.value, predecessor__in=visible, successor__in=visible)


def _touching(links: QuerySet[TakenUp], members: Collection[int]) -> list[Pair]:
    found = links.filter(Q(earlier__in=members) | Q(later__in=members))
    return list(found.values_list("earlier_id", "later_id"))


def _renewing(links: QuerySet[Renewal], members: Collection[int]) -> list[Pair]:
    found = links.filter(Q(predecessor__in=members) | Q(successor__in=members))
    return list(found.values_list("predecessor_id", "successor_id"))


def closes_circle(earlier: Paragraph, later: Paragraph) -> bool:
    """Whether a link from ``earlier`` to ``later`` would lead back to where it began, whoever may see the others."""
    links = TakenUp.objects.filter(state__in=LIVE_STATES)
    return leads_to(later.pk, earlier.pk, lambda members: _touching(links, members))


def renews_in_circle(predecessor: Work, successor: Work) -> bool:
    """The same for renewals."""
    links = Renewal.objects.filter(state__in=LIVE_STATES)
    return leads_to(successor.pk, predecessor.pk, lambda members: _renewing(links, members))


def chain_of(actor: Actor, paragraph: Paragraph) -> Chain:
    """Everything that hangs together with the paragraph, as far as the actor sees it; itself alone if nothing does."""
    links = taken_up_visible_to(actor)
    first = leading(paragraph)
    start = first if paragraphs_visible_to(actor).filter(pk=first.pk).exists() else paragraph
    members, pairs = connected(start.pk, lambda fresh: _touching(links, fresh))
    step = steps(members, pairs)
    paragraphs = paragraphs_visible_to(actor).in_bulk(members)
    ordered = sorted(paragraphs.values(), key=lambda each: (step[each.pk], *_order(each)))
    numbers = {each.pk: number for number, each in enumerate(ordered, 1)}
    held = list(links.filter(earlier__in=members).select_related("earlier_directive", "later_directive").order_by("pk"))
    places = [_place(each, numbers, held) for each in ordered]
    last = max(step.values(), default=0)
    return Chain(tuple(tuple(p for p in places if step[p.paragraph.pk] == level) for level in range(last + 1)))


def _order(paragraph: Paragraph) -> tuple[str, str, int, int]:
    work = paragraph.text.work
    return work.dated or work.planned, work.symbol, paragraph.position, paragraph.pk


def _place(paragraph: Paragraph, numbers: dict[int, int], links: list[TakenUp]) -> Place:
    return Place(
        numbers[paragraph.pk],
        paragraph,
        tuple(Link(each, numbers[each.earlier_id]) for each in links if each.later_id == paragraph.pk),
        tuple(Link(each, numbers[each.later_id]) for each in links if each.earlier_id == paragraph.pk),
    )


@dataclass(frozen=True, slots=True)
class Generation:
    """Works that stand at one step of a line of renewals; ``renewals`` led to them."""

    works: tuple[Work, ...]
    renewals: tuple[Renewal, ...]


def line_of(actor: Actor, work: Work) -> list[Generation]:
    """The works that renew each other, from the first; empty when none renews the work or is renewed by it."""
    links = renewals_visible_to(actor)
    members, pairs = connected(work.pk, lambda fresh: _renewing(links, fresh))
    if len(members) == 1:
        return []
    step = steps(members, pairs)
    works = sorted(works_visible_to(actor).in_bulk(members).values(), key=lambda each: (each.dated, each.symbol))
    held = list(links.filter(successor__in=members).select_related("evidence__text__source").order_by("pk"))
    return [
        Generation(
            tuple(each for each in works if step[each.pk] == level),
            tuple(each for each in held if step[each.successor_id] == level),
        )
        for level in range(max(step.values()) + 1)
    ]


def linked_paragraphs(actor: Actor, paragraphs: Collection[int]) -> frozenset[int]:
    """Which of these paragraphs stand in a chain with others."""
    pairs = _touching(taken_up_visible_to(actor), paragraphs)
    return frozenset(end for pair in pairs for end in pair if end in set(paragraphs))
