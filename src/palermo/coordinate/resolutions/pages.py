"""The pages everybody reads: the list, a work, a directive's history, a chain, the table to download."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from palermo.commons.downloads import FORMATS, table_response
from palermo.commons.pages import page_number
from palermo.commons.wording.languages import active_language
from palermo.coordinate.obligations.queries import mandated_by
from palermo.coordinate.requests import PageRequest
from palermo.coordinate.resolutions.boards import board
from palermo.coordinate.resolutions.chaining import chain_of, line_of
from palermo.coordinate.resolutions.forms import LinkForm, RenewalForm, StatusForm, in_alphabet
from palermo.coordinate.resolutions.listing import Choices, Wanted, choices_for, directives_wanted, works_wanted
from palermo.coordinate.resolutions.queries import (
    Directive,
    Paragraph,
    Work,
    directive_visible_to,
    directives_of,
    own_paragraphs,
    paragraph_visible_to,
    passages_to_cite,
    stages_of,
    work_visible_to,
    works_visible_to,
)
from palermo.coordinate.resolutions.reading import work_page
from palermo.coordinate.resolutions.rules import may_publish, may_read_unpublished, may_write
from palermo.coordinate.resolutions.tracker import tracker_columns, tracker_rows
from palermo.coordinate.resolutions.vocabulary import (
    KINDS,
    STATUSES,
    addressee_name,
    theme_name,
    themes,
    verb_name,
    verbs,
)
from palermo.ground.access.api import Actor, open_to_all
from palermo_engines.kit.periods import days_of

WORKS_A_PAGE = 25
Thing = TypeVar("Thing")
PARAGRAPHS_TO_CHOOSE = 500
_PUBLISHED = "strangers see published works, texts and statements only, in the query itself"


@require_safe
@open_to_all(_PUBLISHED)
def works(request: PageRequest) -> HttpResponse:
    """The list, filtered and paged. A filter on directives shows the directives that fit."""
    wanted, today = _wanted(request), timezone.now().date()
    page = Paginator(works_wanted(request.actor, wanted, today), WORKS_A_PAGE).get_page(page_number(request.GET))
    fitting = directives_of(directives_wanted(request.actor, wanted, today), page) if wanted.about_directives else {}
    stages = stages_of(request.actor, page)
    context = {
        "page": page,
        "rows": [(work, stages.get(work.pk, ""), fitting.get(work.pk, [])) for work in page],
        "wanted": wanted,
        "filters": _filters(choices_for(request.actor), wanted),
        "query": request.GET.urlencode(),
        **_staff(request.actor),
    }
    return render(request, f"coordinate/resolutions/{'_list' if request.htmx else 'list'}.html", context)


@require_safe
@open_to_all(_PUBLISHED)
def tracker(request: PageRequest, kind: str) -> HttpResponseBase:
    """The directives of the works that fit, one row an addressee, as CSV or XLSX."""
    found = next((known for known in FORMATS if known == kind), None)
    if found is None:
        raise Http404
    today = timezone.now().date()
    directives = directives_wanted(request.actor, _wanted(request), today).iterator(chunk_size=200)
    rows = tracker_rows(request.actor, directives, today)
    return table_response(rows, tracker_columns(request), found, "resolutions")


@require_safe
@open_to_all(_PUBLISHED)
def work(request: PageRequest, uuid: UUID) -> HttpResponse:
    """One work as it stands on a day, today unless ``?on=`` says another."""
    found = found_work(request.actor, uuid)
    day, problem = _day(request.GET.get("on", ""))
    staff = _staff(request.actor)
    context = {
        "work": found,
        "stage": stages_of(request.actor, [found]).get(found.pk, ""),
        "reader": work_page(request.actor, found, day),
        "line": line_of(request.actor, found),
        "obligations": mandated_by(request.actor, found, day),
        "day": day.isoformat(),
        "problem": problem,
        "renewal_form": renewal_form(request.actor, found) if staff["may_write"] else None,
        **staff,
    }
    return render(request, "coordinate/resolutions/work.html", context)


@require_safe
@open_to_all(_PUBLISHED)
def directive(request: PageRequest, uuid: UUID) -> HttpResponse:
    """What became of one directive: each statement with its day, evidence and who made it."""
    found = found_directive(request.actor, uuid)
    return render(request, "coordinate/resolutions/directive.html", directive_context(request, found))


@require_safe
@open_to_all(_PUBLISHED)
def chain(request: PageRequest, uuid: UUID) -> HttpResponse:
    """What a paragraph takes up and what took it up, the whole way."""
    found = found_paragraph(request.actor, uuid)
    return render(request, "coordinate/resolutions/chain.html", chain_context(request, found))


def chain_context(request: PageRequest, paragraph: Paragraph, form: LinkForm | None = None) -> dict[str, object]:
    """What the page of a chain shows; ``form`` when what was typed is to be shown again."""
    staff = _staff(request.actor)
    if form is None and staff["may_write"]:
        form = link_form(request.actor, paragraph, {"other": request.GET.get("paragraph", "")})
    return {"paragraph": paragraph, "chain": chain_of(request.actor, paragraph), "form": form, **staff}


def directive_context(request: PageRequest, found: Directive, form: StatusForm | None = None) -> dict[str, object]:
    """What the page of a directive shows; ``form`` as for chains."""
    staff = _staff(request.actor)
    if form is None and staff["may_write"]:
        form = status_form(request.actor, found, {"paragraph": request.GET.get("paragraph", "")})
    (row,) = board(request.actor, [found], timezone.now().date())
    return {"directive": found, "row": row, "form": form, **staff}


def link_form(actor: Actor, paragraph: Paragraph, initial: dict[str, str] | None = None, data: Any = None) -> LinkForm:
    """The form that links ``paragraph`` with another one."""
    directives = list(paragraph.directives.filter(gone=False))
    others = [each for each in passages_to_cite(actor, PARAGRAPHS_TO_CHOOSE) if each.pk != paragraph.pk]
    return LinkForm(directives, others, data, initial=initial)


def status_form(actor: Actor, found: Directive, initial: dict[str, str] | None = None, data: Any = None) -> StatusForm:
    """The form that says what came of a directive: not shown by its own paragraph."""
    others = [each for each in passages_to_cite(actor, PARAGRAPHS_TO_CHOOSE) if each.pk != found.paragraph_id]
    return StatusForm(found, others, data, initial=initial)


def renewal_form(actor: Actor, found: Work, data: Any = None) -> RenewalForm:
    """The form that says which work this one renews."""
    others = list(works_visible_to(actor).exclude(pk=found.pk)[:PARAGRAPHS_TO_CHOOSE])
    return RenewalForm(others, own_paragraphs(actor, found), data)


def found_work(actor: Actor, uuid: UUID) -> Work:
    """Http404 when there is none for the actor."""
    return _found(work_visible_to(actor, uuid))


def found_directive(actor: Actor, uuid: UUID) -> Directive:
    """Http404 when there is none for the actor."""
    return _found(directive_visible_to(actor, uuid))


def found_paragraph(actor: Actor, uuid: UUID) -> Paragraph:
    """Http404 when there is none for the actor."""
    return _found(paragraph_visible_to(actor, uuid))


def _found(thing: Thing | None) -> Thing:
    if thing is None:
        raise Http404
    return thing


def _staff(actor: Actor) -> dict[str, bool]:
    return {
        "staff": bool(may_read_unpublished(actor)),
        "may_write": bool(may_write(actor)),
        "may_publish": bool(may_publish(actor)),
    }


def _wanted(request: PageRequest) -> Wanted:
    names = ("body", "kind", "year", "verb", "addressee", "theme", "status")
    return Wanted(**{name: request.GET.get(name, "")[:60] for name in names})


def _filters(choices: Choices, wanted: Wanted) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """Name, label, choices with their words, and the one chosen."""
    language = active_language()
    named = {
        "body": (_("Body"), [(code, addressee_name(code)) for code in in_alphabet(choices.bodies, language)]),
        "kind": (_("Kind"), [(code, str(KINDS[code])) for code in choices.kinds]),
        "year": (_("Year"), [(str(year), str(year)) for year in choices.years]),
        "verb": (_("Verb"), [(code, verb_name(code)) for code in verbs() if code in choices.verbs]),
        "addressee": (
            _("Addressed to"), [(code, addressee_name(code)) for code in in_alphabet(choices.addressees, language)]
        ),
        "theme": (_("Theme"), [(code, theme_name(code)) for code in themes() if code in choices.themes]),
        "status": (_("Status"), [(code, str(words)) for code, words in STATUSES.items()]),
    }  # fmt: skip
    return [(name, label, offered, getattr(wanted, name)) for name, (label, offered) in named.items() if offered]


def _day(text: str) -> tuple[date, str]:
    """The last day that ``text`` stands for, and what is wrong with it: then today."""
    today = timezone.now().date()
    if not text:
        return today, ""
    try:
        return days_of(text[:10]).last or today, ""
    except ValueError:
        return today, _("This is not a date. Write 2018, 2018-05 or 2018-05-14.")
