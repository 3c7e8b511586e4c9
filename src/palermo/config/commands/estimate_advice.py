"""The recommended method of ``palermo estimate``, signs of broken assumptions, and what silence is worth."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from palermo_engines.estimation.definitions import Declared
    from palermo_engines.estimation.methods import Settings
    from palermo_engines.estimation.power import Power
    from palermo_engines.estimation.recommendation import Recommendation
    from palermo_engines.estimation.tables import ListTable

_BREACHES = {
    "out_of_reach": "{size:.0%} of everybody seen by one list alone",
    "dependence": "an odds ratio of {size:g} between two lists",
}


def advice_on(table: ListTable, settings: Settings, declared: Declared | None) -> dict[str, Any]:
    """Which method this table calls for, and why; as JSON."""
    from palermo_engines.estimation.recommendation import recommend
    from palermo_engines.estimation.words import REASONS, gap_text, sign_text

    found = recommend(table, settings, declared)
    estimate = found.result.estimate if found.result else None
    return {
        "method": found.result and found.result.method,
        "estimate": estimate,
        "intervals": _intervals(found),
        "model": found.result and found.result.model,
        "reason": found.reason,
        "text": REASONS[found.reason],
        "trials": [
            {"method": each.method, "coverage": each.coverage, "bias": _finite(each.bias), "tables": each.tables}
            for each in found.trials
        ],
        "signs": [
            {
                "code": each.code, "list": each.name or None, "people": each.people, "strength": each.strength,
                "limit": each.limit, "noticed": each.noticed,
                "text": sign_text(each.code, each.name, each.people) if each.noticed else None,
            }
            for each in found.signs
        ],
        "gaps": [
            {"code": each.code, "lists": list(each.lists), "group": {k: sorted(v) for k, v in each.group.items()},
             "text": gap_text(each.code, each.lists, each.described)}
            for each in found.gaps
        ],
        "hidden_class": [_blind(each, estimate) for each in found.blind if estimate is not None],
    }  # fmt: skip


def _intervals(found: Recommendation) -> dict[str, list[float | None]]:
    limits = found.result.intervals if found.result else {}
    return {level: [_finite(low), _finite(high)] for level, (low, high) in limits.items()}


def _blind(power: Power, estimate: float) -> dict[str, Any]:
    from palermo_engines.estimation.words import blind_text

    total = estimate * power.inflation
    return {
        "share": power.size, "odds": power.odds, "noticed": power.noticed, "total": total,
        "text": blind_text(power.size, power.odds, power.noticed, total),
    }  # fmt: skip


def power_of(table: ListTable, settings: Settings) -> list[dict[str, Any]]:
    """What could be noticed at this table, as JSON."""
    from palermo_engines.estimation.power import power

    return [
        {"code": each.code, "lists": each.name or None, "size": each.size, "noticed": each.noticed,
         "enough": each.enough}
        for each in power(table, settings.seed, threshold=settings.threshold)
        if each.code != "hidden_class"
    ]  # fmt: skip


def print_advice(advice: dict[str, Any]) -> None:
    """The recommendation for people."""
    if advice["method"]:
        low, high = advice["intervals"]["0.95"]
        click.echo(
            f"\nRecommended: {advice['method']}, {advice['estimate']:,.0f} people in all, 95% interval {low:,.0f} to "
            f"{high:,.0f}, if nobody hides from all lists."
        )
    click.echo(f"{'' if advice['method'] else chr(10)}{advice['text']}")
    for trial in advice["trials"]:
        click.echo(f"On {trial['tables']} simulated tables {trial['method']} held the total {trial['coverage']:.0%}.")
    for sign in advice["signs"]:
        if sign["noticed"]:
            click.echo(f"Warning: {sign['text']}")
    for gap in advice["gaps"]:
        click.echo(f"Warning: {gap['text']}")
    if advice["hidden_class"]:
        click.echo(max(advice["hidden_class"], key=lambda each: each["total"])["text"])


def print_power(found: list[dict[str, Any]]) -> None:
    """What could be noticed, for people: of each kind the hardest and the easiest case."""
    kinds: dict[tuple[str, float], list[dict[str, Any]]] = {}
    for each in found:
        kinds.setdefault((each["code"], each["size"]), []).append(each)
    for (code, size), cases in kinds.items():
        cases.sort(key=lambda each: float(each["noticed"]))
        what = _BREACHES[code].format(size=size)
        ends = cases if len(cases) == 1 else [cases[0], cases[-1]]
        named = " and ".join(f"{each['noticed']:.0%} ({each['lists']})" for each in ends)
        click.echo(f"Would notice {what} in {named} of such tables.")


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
