"""A list's filters: read from the address, offered as choices and counts, and kept in links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from palermo.commons.records_forms.asking import Option
from palermo.commons.wording.languages import active_language
from palermo.commons.wording.places import alphabetical, country_name
from palermo.ground.registers.api import Found, Wanted
from palermo.site.registers.wording import label_of
from palermo_engines.registers.model import Declaration, Field, FieldType, in_language

STATE = "~state"
_CODES = 20  # codes of one field in an address; more is nobody's click
_OFFERED = 14  # codes of a facet shown at first


@dataclass(frozen=True, slots=True)
class FacetOption:
    """A code with its count. ``address`` sets or lifts the filter."""

    words: str
    count: int
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A field to narrow by; options in the order of the list, countries alphabetical, never by count."""

    title: str
    options: tuple[FacetOption, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice beside the list."""

    name: str
    title: str | Promise
    options: tuple[Option, ...]


def wanted_of(query: QueryDict, facets: Iterable[Field]) -> Wanted:
    """What the address asks for. Whatever it says that no filter understands is left out."""
    names = {field.id for field in facets}
    codes = {name: tuple(query.getlist(f"f.{name}")[:_CODES]) for name in names if query.getlist(f"f.{name}")}
    return Wanted(
        states=tuple(state for state in query.getlist("state")[:_CODES] if state),
        codes={name: kept for name, chosen in codes.items() if (kept := tuple(code for code in chosen if code))},
        first=_day(query.get("from", "")),
        last=_day(query.get("to", "")),
        text=query.get("text", "")[:80],
        order=query.get("order", "") if query.get("order", "") in ("newest", "title", "date") else "newest",
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def narrowed(wanted: Wanted) -> bool:
    """Whether any filter is set."""
    return bool(wanted.states or wanted.codes or wanted.first or wanted.last or wanted.text.strip())


def without_page(query: QueryDict) -> str:
    """The query string with its filters and without the page, for links that keep them."""
    kept = query.copy()
    for name in ("page", "part"):
        kept.pop(name, None)
    return kept.urlencode()


def facets_of(
    declaration: Declaration, fields: Iterable[Field], found: Found, wanted: Wanted, query: QueryDict, states: bool
) -> list[Facet]:
    """Counts of every facet that tells records apart."""
    facets = [_state_facet(declaration, found, wanted, query)] if states else []
    facets += [_field_facet(field, found.facets.get(field.id, {}), wanted, query) for field in fields]
    return [facet for facet in facets if len(facet.options) > 1 or any(option.current for option in facet.options)]


def _state_facet(declaration: Declaration, found: Found, wanted: Wanted, query: QueryDict) -> Facet:
    counts = found.facets.get(STATE, {})
    language = active_language()
    options = tuple(
        _option(query, "state", state.id, in_language(state.label, language), counts[state.id], wanted.states)
        for state in declaration.states
        if counts.get(state.id)
    )
    return Facet(_("State"), options)


def _field_facet(field: Field, counts: Mapping[str, int], wanted: Wanted, query: QueryDict) -> Facet:
    chosen = wanted.codes.get(field.id, ())
    options = [
        _option(query, f"f.{field.id}", code, words, counts[code], chosen) for code, words in _ordered(field, counts)
    ]
    return Facet(label_of(field), tuple(options))


def _ordered(field: Field, counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """The codes counted with their words: as the list has them, countries by name."""
    if field.type is FieldType.COUNTRY:
        yield from ((code, country_name(code)) for code in alphabetical(counts))
    elif field.type is FieldType.YES_NO:
        yield from ((code, words) for code, words in (("true", _("Yes")), ("false", _("No"))) if code in counts)
    else:
        language = active_language()
        yield from ((c.code, in_language(c.label, language)) for c in field.choices if c.code in counts)


def _option(
    query: QueryDict, name: str, code: str, words: str, count: int, chosen: tuple[str, ...]
) -> FacetOption:  # fmt: skip
    current = code in chosen
    link = query.copy()
    for gone in ("page", "part"):
        link.pop(gone, None)
    codes = [one for one in link.getlist(name) if one != code]
    link.setlist(name, codes if current else [*codes, code])
    return FacetOption(words, count, f"?{link.urlencode()}", current)


def filters_of(
    declaration: Declaration, fields: Iterable[Field], found: Found, wanted: Wanted, states: bool
) -> list[Filter]:
    """The two filters that everybody needs, as choices: country and, among drafts, state."""
    offered = []
    for field in fields:
        if field.type is FieldType.COUNTRY:
            chosen = wanted.codes.get(field.id, ())
            codes = dict.fromkeys([*found.facets.get(field.id, {}), *chosen])
            options = tuple(Option(code, country_name(code), code in chosen) for code in alphabetical(codes))
            offered.append(Filter(f"f.{field.id}", label_of(field), options))
            break
    if states:
        language = active_language()
        options = tuple(Option(s.id, in_language(s.label, language), s.id in wanted.states) for s in declaration.states)
        offered.append(Filter("state", _("State"), options))
    return offered


def kept_filters(query: QueryDict, filters: Iterable[Filter]) -> list[tuple[str, str]]:
    """Facets chosen that the filter form does not show: carried along as hidden inputs."""
    shown = {one.name for one in filters} | {"text", "from", "to", "page", "part", "view", "month"}
    kept = [(name, code) for name in query for code in query.getlist(name) if name not in shown]
    view = query.get("view", "")
    return [*kept, ("view", view)] if view else kept
