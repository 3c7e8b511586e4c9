"""The operations of this room in the API: published estimates, as the gate let them through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Router

from palermo.ground.access.api import ActorRequest, open_to_all
from palermo.measure.estimates.charting import lists_of
from palermo.measure.estimates.queries import EstimateRun, publication_of, published_runs
from palermo.measure.estimates.schemas import EstimateOut, EstimateReportOut, GroupOut, MethodOut, OverlapOut
from palermo.measure.estimates.telling import account_of
from palermo.measure.estimates.viewing import span_of

router = Router(tags=["measure"])
ESTIMATES_SHOWN = 500
_PUBLISHED = "shows published estimates only, gated when they were published"


@router.get("/estimates", response=list[EstimateOut])
@open_to_all(_PUBLISHED)
def list_estimates(request: ActorRequest) -> list[EstimateOut]:  # noqa: ARG001
    """Published estimates, the newest first."""
    return [_estimate(each) for each in published_runs()[:ESTIMATES_SHOWN]]


@router.get("/estimates/{uuid}", response=EstimateReportOut)
@open_to_all(_PUBLISHED)
def get_estimate(request: ActorRequest, uuid: UUID) -> EstimateReportOut:  # noqa: ARG001
    """One of them with its methods, its overlap and what it was made with. A withdrawn one is not found."""
    run = publication_of(uuid)
    if run is None or run.withdrawn_at:
        raise Http404
    view = run.published
    return EstimateReportOut(
        estimate=_estimate(run),
        methods=[_method(each) for each in view["results"]],
        overlap=[_overlap(code, count, view["names"]) for code, count in view["cells"]],
        groups=[_group(each) for each in view.get("strata", {}).get("groups", ())],
        account=account_of(view),
        **{name: view["asked"][name] for name in ("threshold", "bootstrap", "seed")},
        version=view["version"], seal=view["seal"],
    )  # fmt: skip


def _estimate(run: EstimateRun) -> EstimateOut:
    view, span = run.published, span_of(run.published)
    assert span is not None
    assert run.source is not None
    assert run.published_at is not None
    return EstimateOut(
        uuid=run.source.uuid, title=view["title"], country=view["subject"], period=view["period"],
        counted=view["observed"], low=span[0], high=span[1], methods_agree=view["disagreement"] is None,
        published_on=run.published_at.date(),
    )  # fmt: skip


def _overlap(code: int, count: int | None, names: list[str]) -> OverlapOut:
    return OverlapOut(lists=[names[at] for at in lists_of(code)], people=count)


def _method(result: Mapping[str, Any]) -> MethodOut:
    low, high = result["intervals"].get("0.95", (None, None))
    kept = {name: result[name] for name in ("method", "estimate", "model", "warnings")}
    return MethodOut(low=low, high=high, **kept)


def _group(group: Mapping[str, Any]) -> GroupOut:
    kept = {name: group[name] for name in ("covariate", "value", "estimate", "low", "high")}
    return GroupOut(counted=group["observed"], **kept)
