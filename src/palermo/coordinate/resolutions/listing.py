"""The list of works: what it can be filtered by, and the directives behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from palermo.coordinate.resolutions.models import Addressee, Directive, StatusEntry, Work
from palermo.coordinate.resolutions.queries import directives_visible_to, works_visible_to
from palermo.coordinate.resolutions.words import ProposalState, Status
from palermo.ground.access.api import Actor


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader filters by; an empty string is no filter. ``status`` is the one in force today."""

    body: str = ""
    kind: str = ""
    year: str = ""
    verb: str = ""
    addressee: str = ""
    theme: str = ""
    status: str = ""

    @property
    def about_directives(self) -> bool:
        """Whether a filter asks for works with certain directives."""
        return bool(self.verb or self.addressee or self.theme or self.status)


def works_wanted(actor: Actor, wanted: Wanted, today: date) -> QuerySet[Work]:
    """The visible works that fit all filters; those on directives must fit one and the same directive."""
    found = works_visible_to(actor)
    if "\0" in "".join((wanted.body, wanted.kind, wanted.verb, wanted.addressee, wanted.theme, wanted.status)):
        return found.none()
    found = found.filter(**{name: value for name in ("body", "kind") if (value := getattr(wanted, name))})
    if wanted.year:
        found = found.filter(year=int(wanted.year)) if _is_year(wanted.year) else found.none()
    if wanted.about_directives:
        chosen = _fitting(directives_visible_to(actor), wanted, today).order_by()
        found = found.filter(pk__in=chosen.values("paragraph__text__work"))
    return found


def directives_wanted(actor: Actor, wanted: Wanted, today: date) -> QuerySet[Directive]:
    """The directives of the works that fit, those that fit themselves; work by work, in reading order."""
    works = works_wanted(actor, wanted, today).order_by()
    found = directives_visible_to(actor).filter(gone=False, paragraph__text__work__in=works)
    ordered = ("-paragraph__text__work__year", "paragraph__text__work__symbol", "paragraph__text",
               "paragraph__position", "position")  # fmt: skip
    return _fitting(found, wanted, today).order_by(*ordered)


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 5


def _fitting(found: QuerySet[Directive], wanted: Wanted, today: date) -> QuerySet[Directive]:
    if wanted.verb:
        found = found.filter(verb=wanted.verb)
    if wanted.theme:
        found = found.filter(theme=wanted.theme)
    if wanted.addressee:
        found = found.filter(addressees__code=wanted.addressee)
    return found.filter(_stands_at(wanted, today)) if wanted.status else found


def _stands_at(wanted: Wanted, today: date) -> Q:
    """Whether the wanted addressee, or any, stands at the wanted status today."""
    in_force = entries_in_force(today).filter(directive=OuterRef("pk"))
    if wanted.addressee:
        in_force = in_force.filter(addressee=wanted.addressee)
    fits = Exists(in_force.filter(status=wanted.status))
    if wanted.status != Status.UNKNOWN:
        return Q(fits)
    named = Addressee.objects.filter(directive=OuterRef("pk"))
    if wanted.addressee:
        named = named.filter(code=wanted.addressee)
    said = entries_in_force(today).filter(directive=OuterRef("directive"), addressee=OuterRef("code"))
    nobody = Q(~Exists(Addressee.objects.filter(directive=OuterRef("pk")))) & Q(~Exists(in_force))
    return Q(fits) | Q(Exists(named.filter(~Exists(said)))) | nobody


def entries_in_force(day: date) -> QuerySet[StatusEntry]:
    """The confirmed statement that holds on ``day`` for each directive and addressee: the one with the latest as-of
    day, of several on one day the one made last."""
    confirmed = StatusEntry.objects.filter(state=ProposalState.CONFIRMED.value, as_of__lte=day)
    same = confirmed.filter(directive=OuterRef("directive"), addressee=OuterRef("addressee"))
    later = same.filter(Q(as_of__gt=OuterRef("as_of")) | Q(as_of=OuterRef("as_of"), pk__gt=OuterRef("pk")))
    return confirmed.filter(~Exists(later))


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to filter by, as codes."""

    bodies: list[str]
    kinds: list[str]
    years: list[int]
    verbs: list[str]
    addressees: list[str]
    themes: list[str]


def choices_for(actor: Actor) -> Choices:
    """Only what visible works have. Verbs and themes stand in the order of their lists on the page."""
    works = works_visible_to(actor).order_by()
    directives = directives_visible_to(actor).order_by().filter(gone=False)
    named = Addressee.objects.filter(directive__in=directives.values("pk"))
    return Choices(
        bodies=sorted(filter(None, works.values_list("body", flat=True).distinct())),
        kinds=sorted(works.values_list("kind", flat=True).distinct()),
        years=sorted(filter(None, works.values_list("year", flat=True).distinct()), reverse=True),
        verbs=list(directives.values_list("verb", flat=True).distinct()),
        addressees=sorted(named.order_by().values_list("code", flat=True).distinct()),
        themes=list(filter(None, directives.values_list("theme", flat=True).distinct())),
    )
