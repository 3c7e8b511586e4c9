"""Publishing a result: figures of their own measure, and the page that everybody may read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils import timezone

from palermo.ground.access.api import Actor
from palermo.ground.audit import api as audit
from palermo.ground.evidence.api import Figure, FigureStatus, Origin, Source, SourceKind
from palermo.measure.estimates.gating import public_view
from palermo.measure.estimates.grouping import breakdown_of
from palermo.measure.estimates.models import EstimateRun
from palermo.measure.estimates.rules import may_publish
from palermo.measure.estimates.states import demand_publishable, demand_withdrawable
from palermo.measure.estimates.viewing import View, exact_view, span_of
from palermo.measure.estimates.words import MEASURE
from palermo_engines.kit.periods import days_of
from palermo_engines.kit.quantities import Qualifier
from palermo_engines.release.gate import Rule


def preview(run: EstimateRun, rule: Rule) -> View:
    """What the public would read. InputError when the state of the run does not allow publishing."""
    demand_publishable(run, rule.minimum)
    return public_view(exact_view(run), rule)


def publish_run(actor: Actor, *, run: EstimateRun, rule: Rule | None = None) -> Source:
    """Freeze what the public reads and put the range, and the groups, into evidence as estimated.

    Never one number out of several: the figure is the range of the methods. InputError as ``preview``.
    """
    may_publish(actor).demand()
    with audit.act(actor, "measure.estimate.published", object_kind="estimate_run", object_uuid=run.uuid) as act:
        current = EstimateRun.objects.select_for_update().get(pk=run.pk)
        view = preview(current, rule or Rule())
        source = _source(current, view)
        figures = [_total(view), *_groups(view)]
        Figure.objects.bulk_create([_figure(current, source, each) for each in figures])
        current.source, current.published, current.published_at = source, view, timezone.now()
        current.save(update_fields=("source", "published", "published_at"))
        act.note(figures=len(figures), minimum=view["minimum"], base=view["base"])
    return source


def withdraw_run(actor: Actor, *, run: EstimateRun) -> None:
    """Take a result back: its figures are withdrawn, its page says so."""
    may_publish(actor).demand()
    with audit.act(actor, "measure.estimate.withdrawn", object_kind="estimate_run", object_uuid=run.uuid):
        current = EstimateRun.objects.select_for_update().get(pk=run.pk)
        demand_withdrawable(current)
        Figure.objects.filter(source=current.source).update(status=FigureStatus.WITHDRAWN.value)
        EstimateRun.objects.filter(pk=current.pk).update(withdrawn_at=timezone.now())


def _source(run: EstimateRun, view: View) -> Source:
    return Source.objects.create(
        kind=SourceKind.COMPUTATION.value, key=f"estimate-{str(run.uuid)[:8]}", title=run.table.title, language="en",
        dated=view["finished_on"], digest=view["seal"], published=True,
    )  # fmt: skip


def _total(view: View) -> dict[str, Any]:
    span = span_of(view)
    assert span is not None
    return {"low": span[0], "high": span[1], "breakdown": ""}


def _groups(view: View) -> list[dict[str, Any]]:
    return [
        {"low": each["low"], "high": each["high"], "breakdown": breakdown_of(each["covariate"], each["value"])}
        for each in view.get("strata", {}).get("groups", ())
        if each["low"] is not None
    ]


def _figure(run: EstimateRun, source: Source, stated: dict[str, Any]) -> Figure:
    low, high, period = stated["low"], stated["high"], run.table.period
    days = days_of(period) if period else None
    open_ended = high is None
    words = f"at least {low:,.0f}" if open_ended else f"{low:,.0f} to {high:,.0f}"
    return Figure(
        source=source, origin=Origin.COMPUTED.value, origin_uuid=run.uuid, status=FigureStatus.PUBLISHED.value,
        measure=MEASURE, subject=run.table.subject, unit="people", period=period, breakdown=stated["breakdown"],
        period_first=days.first if days else None, period_last=days.last if days else None, as_of=source.dated,
        value=Decimal(round(low)), high=None if open_ended else Decimal(round(high)),
        qualifier=(Qualifier.AT_LEAST if open_ended else Qualifier.EXACT).value, language="en",
        snippet=f"Estimated by multiple systems estimation: {words} people in all, seen and unseen.",
    )  # fmt: skip
