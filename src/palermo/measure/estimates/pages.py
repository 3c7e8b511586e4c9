"""Pages: the published estimates, a published one; for staff, tables of overlaps and the runs on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from palermo.commons.downloads import FORMATS, Column, table_response
from palermo.commons.pages import page_number
from palermo.ground.access.api import Actor, ActorRequest, gated, open_to_all
from palermo.measure.estimates.charting import method_chart, overlap_chart, strata_chart
from palermo.measure.estimates.forms import RunForm
from palermo.measure.estimates.linking.ending import sweep
from palermo.measure.estimates.linking.queries import is_alive, linkages_of, linkages_to_review
from palermo.measure.estimates.linking.rules import may_link
from palermo.measure.estimates.linking.words import STATE_WORDS
from palermo.measure.estimates.queries import (
    EstimateRun,
    OverlapTable,
    publication_of,
    published_runs,
    run_visible_to,
    table_visible_to,
    tables_visible_to,
)
from palermo.measure.estimates.reporting import COMPILERS, CONTENT_TYPES, command_of, report_of, settings_facts
from palermo.measure.estimates.rules import PUBLISH, READ, RUN, may_publish, may_read, may_run
from palermo.measure.estimates.running import job_of
from palermo.measure.estimates.states import can_resume, can_stop
from palermo.measure.estimates.telling import (
    account_of,
    assumptions_of,
    count_words,
    factor_words,
    group_words,
    link_table,
    method_words,
    no_estimate_words,
    total_words,
    variant_words,
    warnings_of,
)
from palermo.measure.estimates.telling_links import link_facts
from palermo.measure.estimates.viewing import exact_view, overlap_view

A_PAGE = 25
_PUBLISHED = "shows published estimates only, gated when they were published"
__all__ = ["PUBLISH", "READ", "RUN"]


@require_safe
@open_to_all(_PUBLISHED)
def estimates(request: ActorRequest) -> HttpResponse:
    """What is published; for staff, the tables too."""
    page = Paginator(published_runs(), A_PAGE).get_page(page_number(request.GET))
    tables = tables_visible_to(request.actor)[:A_PAGE]
    context = {"page": page, "tables": tables, **_linkages(request.actor), **staff(request.actor)}
    return render(request, "measure/estimates/estimates.html", context)


def _linkages(actor: Actor) -> dict[str, Any]:
    """The actor's own linkages, and those that were opened to the actor."""
    mine = []
    if may_link(actor):
        sweep()
        mine = list(linkages_of(actor)[:A_PAGE])
    rows = [
        {"uuid": each.uuid, "title": each.title, "words": STATE_WORDS[each.state], "alive": is_alive(each),
         "delete_at": each.delete_at} for each in mine
    ]  # fmt: skip
    return {"linkages": rows, "to_review": linkages_to_review(actor)}


@require_safe
@open_to_all(_PUBLISHED)
def published(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """A published estimate, as it stood when it was published; ``uuid`` is that of its source."""
    run = found_publication(uuid)
    context = {"run": run, "public": True, **result_context(run.published), **staff(request.actor)}
    return render(request, "measure/estimates/published.html", context)


@require_safe
@open_to_all(_PUBLISHED)
def published_file(request: ActorRequest, uuid: UUID, form: str) -> HttpResponse:
    """Its report as a file, in the reader's language."""
    run = found_publication(uuid)
    if run.withdrawn_at:
        raise Http404
    address = request.build_absolute_uri(reverse("source-computation", args=[uuid]))
    return file_of(run.published, address, form, f"estimate-{uuid}")


@require_safe
@gated(READ)
def table(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """A table: its overlap, its runs, and the form that starts one."""
    return table_page(request, found_table(request.actor, uuid), RunForm())


@require_safe
@gated(READ)
def table_file(request: ActorRequest, uuid: UUID, form: str) -> HttpResponseBase:
    """The table as ``palermo estimate`` reads it, covariates with it. Confidential: small counts are in it."""
    found = found_table(request.actor, uuid)
    kind = next((each for each in FORMATS if each == form), None)
    if kind is None:
        raise Http404
    lists = [Column(name, lambda row, at=at: row[0] >> at & 1) for at, name in enumerate(found.names)]  # type: ignore[misc]
    groups = [Column(name, lambda row, at=at: row[1][at]) for at, name in enumerate(found.covariates)]  # type: ignore[misc]
    return table_response(found.rows, [*lists, *groups, Column("count", lambda row: row[2])], kind, "overlaps")


@require_safe
@gated(READ)
def run(request: ActorRequest, uuid: UUID) -> HttpResponse:
    """A run: how far it is, or what came of it. HTMX asks again for its progress while it works."""
    found = found_run(request.actor, uuid)
    if getattr(request, "htmx", False) and found.finished_at is None:
        return render(request, "measure/estimates/_progress.html", progress_context(found))
    response = render(request, "measure/estimates/run.html", run_context(request.actor, found))
    if getattr(request, "htmx", False):
        response["HX-Refresh"] = "true"
    return response


@require_safe
@gated(READ)
def run_file(request: ActorRequest, uuid: UUID, form: str) -> HttpResponse:
    """The exact report as a file, in the reader's language."""
    found = found_run(request.actor, uuid)
    if found.finished_at is None:
        raise Http404
    address = request.build_absolute_uri(reverse("estimate-run", args=[uuid]))
    return file_of(exact_view(found), address, form, f"estimate-run-{uuid}")


def file_of(view: Mapping[str, Any], address: str, form: str, name: str) -> HttpResponse:
    """The report as .docx or .pdf."""
    if form not in COMPILERS:
        raise Http404
    response = HttpResponse(COMPILERS[form](report_of(view, address)), content_type=CONTENT_TYPES[form])
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response


def table_page(request: ActorRequest, found: OverlapTable, form: RunForm, status: int = 200) -> HttpResponse:
    """The page of a table, with the form as it stands."""
    context = {
        "table": found, "overlap": overlap_chart(overlap_view(found)), "runs": found.runs.all(), "form": form,
        **staff(request.actor),
    }  # fmt: skip
    return render(request, "measure/estimates/table.html", context, status=status)


def run_context(actor: Actor, found: EstimateRun) -> dict[str, Any]:
    """What the page of a run shows."""
    finished = found.finished_at is not None
    shown = result_context(exact_view(found)) if finished else {}
    return {**progress_context(found), **shown, **staff(actor)}


def progress_context(found: EstimateRun) -> dict[str, Any]:
    """How far the work is. The part in hand is told in words."""
    job = job_of(found)
    return {
        "run": found, "job": job, "can_stop": can_stop(job), "can_resume": can_resume(job),
        "moving": found.finished_at is None and can_stop(job), "done": list(found.result.get("results", [])),
    }  # fmt: skip


def result_context(view: Mapping[str, Any]) -> dict[str, Any]:
    """A result, exact or public, for the template that shows both."""
    results = view.get("results", ())
    strata = view.get("strata")
    untestable = view.get("untestable") or {"totals": ()}
    return {
        "view": view,
        "account": account_of(view),
        "overlap": overlap_chart(view),
        "forest": method_chart(view) if results else None,
        "methods": [_method(each) for each in results],
        "warnings": warnings_of(view),
        "variants": [(variant_words(each), _estimate(each["estimate"])) for each in view.get("variants", ())],
        "untestable": [(factor_words(factor), total_words(total)) for factor, total in untestable["totals"]],
        "strata_forest": strata_chart(view) if strata else None,
        "groups": [_group(each) for each in strata["groups"]] if strata else [],
        "links": link_facts(view),
        "link_rows": link_table(view),
        "assumptions": assumptions_of(view),
        "facts": settings_facts(view),
        "command": command_of(view),
    }


def _method(result: Mapping[str, Any]) -> dict[str, Any]:
    limits = result["intervals"].get("0.95")
    low, high = (total_words(each) for each in limits) if limits else ("", "")
    return {
        "code": result["method"], "name": method_words(result["method"]), "estimate": _estimate(result["estimate"]),
        "low": low, "high": high, "model": result["model"],
    }  # fmt: skip


def _group(group: Mapping[str, Any]) -> dict[str, str]:
    none = group["estimate"] is None
    return {
        "name": group_words(group),
        "counted": count_words(group["observed"]),
        "estimate": no_estimate_words(group) if none else total_words(group["estimate"]),
        "low": "" if none else total_words(group["low"]),
        "high": "" if none else total_words(group["high"]),
    }


def _estimate(value: float | None) -> str:
    return total_words(value) if value is not None else "–"


def found_table(actor: Actor, uuid: UUID) -> OverlapTable:
    """Http404 when there is none for the actor."""
    found = table_visible_to(actor, uuid)
    if found is None:
        raise Http404
    return found


def found_run(actor: Actor, uuid: UUID) -> EstimateRun:
    """Http404 when there is none for the actor."""
    found = run_visible_to(actor, uuid)
    if found is None:
        raise Http404
    return found


def found_publication(uuid: UUID) -> EstimateRun:
    """Http404 when nothing was published under this source."""
    found = publication_of(uuid)
    if found is None:
        raise Http404
    return found


def staff(actor: Actor) -> dict[str, bool]:
    """What the actor may do in this room."""
    return {
        "may_read": bool(may_read(actor)), "may_run": bool(may_run(actor)), "may_publish": bool(may_publish(actor)),
        "may_link": bool(may_link(actor)),
    }  # fmt: skip
