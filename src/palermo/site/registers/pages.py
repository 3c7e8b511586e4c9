"""The list of registers, and a register's records: as a table, a map, a timeline, a calendar and charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from palermo.commons.pages import page_number
from palermo.commons.records_forms.asking import Option
from palermo.commons.wording.languages import active_language
from palermo.ground.access.api import Actor, may, open_to_all
from palermo.ground.registers.api import (
    Found,
    Wanted,
    broken_declarations,
    declarations,
    facet_fields,
    find_records,
    may_import,
    may_see_register,
    may_write,
    numbers_visible_to,
    views_visible_to,
)
from palermo.site.registers import views
from palermo.site.registers.columns import columns_shown, headings, row_of
from palermo.site.registers.filtering import (
    STATE,
    facets_of,
    filters_of,
    kept_filters,
    narrowed,
    wanted_of,
    without_page,
)
from palermo.site.registers.following import follows
from palermo.site.registers.requests import PageRequest, register_or_404
from palermo.site.registers.wording import WING_TITLES, label_of, title_of
from palermo_engines.registers.model import Declaration, FieldType, Role, in_language

RECORDS_A_PAGE = 25
_PUBLISHED = "visitors see records in a public state of public registers only, in the query itself"
_READ, _DECLARE = "ground.register.read_unpublished", "ground.register.declare"


@dataclass(frozen=True, slots=True)
class RegisterCard:
    """A register in the list of registers."""

    id: str
    title: str
    help: str
    records: int


@dataclass(frozen=True, slots=True)
class Wing:
    """A wing with those of its registers that the reader sees."""

    code: str
    title: str | Promise
    registers: tuple[RegisterCard, ...]


@open_to_all(_PUBLISHED)
@require_safe
def registers(request: PageRequest) -> HttpResponse:
    """Every register by wing, or those whose title, help or code has the words searched for."""
    words = request.GET.get("q", "")[:80].strip()
    seen = [each for each in declarations() if may_see_register(request.actor, each) and _fits(each, words)]
    records = numbers_visible_to(request.actor, seen)
    wings = [
        Wing(code, title, tuple(_card(each, records[each.id]) for each in seen if each.wing == code))
        for code, title in WING_TITLES.items()
    ]
    may_declare = bool(may(request.actor, _DECLARE))
    context = {
        "wings": [wing for wing in wings if wing.registers],
        "words": words,
        "may_declare": may_declare,
        "may_write": bool(may(request.actor, "ground.register.write")),
        "member": bool(may(request.actor, _READ)),
        "broken": broken_declarations() if may_declare else (),
    }
    return render(request, "site/registers/registers.html", context)


def _fits(declaration: Declaration, words: str) -> bool:
    texts = (declaration.id, *declaration.title.values(), *declaration.help.values())
    return not words or any(words.casefold() in text.casefold() for text in texts)


def _card(declaration: Declaration, records: int) -> RegisterCard:
    help_text = in_language(declaration.help, active_language())
    return RegisterCard(declaration.id, title_of(declaration), help_text, records)


@dataclass(frozen=True, slots=True)
class Tab:
    """A way to look at the records."""

    title: str | Promise
    address: str
    current: bool


_VIEWS: tuple[tuple[str, str | Promise, Callable[[Declaration], bool]], ...] = (
    ("list", gettext_lazy("List"), lambda _declaration: True),
    ("map", gettext_lazy("Map"), lambda declaration: declaration.with_role(Role.COUNTRY) is not None),
    ("timeline", gettext_lazy("Timeline"), lambda declaration: declaration.with_role(Role.DATE) is not None),
    ("calendar", gettext_lazy("Calendar"), lambda declaration: declaration.with_role(Role.DATE) is not None),
    ("chart", gettext_lazy("Charts"), lambda declaration: bool(views.charted(declaration))),
)


@open_to_all(_PUBLISHED)
@require_safe
def register(request: PageRequest, register: str) -> HttpResponse:
    """A register's records, filtered, in one of its views."""
    declaration = register_or_404(request.actor, register)
    view = request.GET.get("view", "list")
    offered = [name for name, _title, fits in _VIEWS if fits(declaration)]
    view = view if view in offered else "list"
    context = _page_of(request, declaration, view)
    if request.htmx:
        return render(request, context["body"], context)
    return render(request, "site/registers/list.html", {**context, **_shell_of(request, declaration, view, offered)})


def _page_of(request: PageRequest, declaration: Declaration, view: str) -> dict[str, Any]:
    """What the view itself shows, and what its filters are made of."""
    fields = facet_fields(request.actor, declaration)
    wanted = wanted_of(request.GET, fields)
    drafts = bool(may(request.actor, _READ))
    common = {
        "declaration": declaration, "title": title_of(declaration), "query": without_page(request.GET),
        "wanted": wanted, "drafts": drafts, "narrowed": narrowed(wanted),
    }  # fmt: skip
    number = page_number(request.GET)
    names = [*(field.id for field in fields), *([STATE] if drafts else [])]
    limit = RECORDS_A_PAGE if view == "list" else 0
    found = _found(request.actor, declaration, wanted, number, limit, names)
    filters = filters_of(declaration, fields, found, wanted, drafts)
    common |= {"found": found, "filters": filters, "kept": kept_filters(request.GET, filters), "count": found.total}
    if view == "list":
        facets = facets_of(declaration, fields, found, wanted, request.GET, drafts)
        return {**common, **_list_of(request, declaration, found, number), "facets": facets,
                "facets_open": bool(wanted.codes), "body": "site/registers/_records.html"}  # fmt: skip
    return {**common, **views.view_of(view, request, declaration, wanted, found)}


def _found(
    actor: Actor, declaration: Declaration, wanted: Wanted, number: int, limit: int, names: Sequence[str]
) -> Found:
    """A page of records; the last one when the address asks for one that is no more."""
    found = find_records(actor, declaration, wanted, offset=(number - 1) * limit, limit=limit, facets=names)
    if limit and found.total and not found.records:
        last = (found.total - 1) // limit * limit
        return find_records(actor, declaration, wanted, offset=last, limit=limit, facets=names)
    return found


class _Counted(Sequence[None]):
    """A list of known length whose page was read already: for the paginator, which must not count again."""

    def __init__(self, total: int) -> None:
        self._total = total

    def __len__(self) -> int:
        return self._total

    def __getitem__(self, _wanted: Any) -> Any:
        return ()


def _list_of(request: PageRequest, declaration: Declaration, found: Found, number: int) -> dict[str, Any]:
    readable = {name for shown in found.records for name in shown.values}
    columns = columns_shown(declaration, (field for field in declaration.fields if field.id in readable))
    writes = bool(may_write(request.actor, declaration))
    return {
        "page": Paginator(_Counted(found.total), RECORDS_A_PAGE).get_page(number),
        "columns": (_("Record"), *headings(columns)),
        "rows": [row_of(declaration, shown, columns) for shown in found.records],
        "may_write": writes,
        "bulk_moves": _bulk_moves(declaration) if writes else [],
        "bulk_sets": _bulk_sets(declaration) if writes else [],
    }


def _bulk_moves(declaration: Declaration) -> list[Option]:
    language = active_language()
    return [Option(move.id, in_language(move.label, language)) for move in declaration.moves]


def _bulk_sets(declaration: Declaration) -> list[Option]:
    """Single choices that many records may be given at once."""
    language = active_language()
    return [
        Option(f"{field.id}={choice.code}", f"{label_of(field)}: {in_language(choice.label, language)}")
        for field in declaration.fields
        if field.type is FieldType.CHOICE and field.facet and not field.multiple and len(field.choices) <= 30
        for choice in field.choices
    ]


def _shell_of(request: PageRequest, declaration: Declaration, view: str, offered: list[str]) -> dict[str, Any]:
    """What stands around the records: doors, tabs, saved views, totals."""
    actor = request.actor
    return {
        "help": in_language(declaration.help, active_language()),
        "may_write": bool(may_write(actor, declaration)),
        "may_import": bool(may_import(actor, declaration)),
        "may_declare": bool(may(actor, _DECLARE)),
        "may_subscribe": actor.person_id is not None and bool(may(actor, _READ)),
        "follows": follows(actor, declaration),
        "tabs": _tabs(request, view, offered),
        "views": _saved(actor, declaration),
        "dated": declaration.with_role(Role.DATE) is not None,
        "refs": ", ".join(declaration.refs),
        "totals": views.totals_offered(declaration),
        "here": reverse("register", args=[declaration.id]),
    }


def _tabs(request: PageRequest, view: str, offered: list[str]) -> list[Tab]:
    tabs = []
    for name, title, _fits_it in _VIEWS:
        if name in offered:
            query = request.GET.copy()
            for gone in ("page", "part", "month"):
                query.pop(gone, None)
            query["view"] = name
            tabs.append(Tab(title, f"?{query.urlencode()}", name == view))
    return tabs if len(tabs) > 1 else []


def _saved(actor: Actor, declaration: Declaration) -> list[dict[str, Any]]:
    return [
        {"uuid": view.uuid, "name": view.name, "address": f"?{view.query}", "own": view.person == actor.code}
        for view in views_visible_to(actor, declaration)
    ]


def all_wanted(request: PageRequest, declaration: Declaration) -> Wanted:
    """The filters of the address, for exports and calendars."""
    return wanted_of(request.GET, facet_fields(request.actor, declaration))
