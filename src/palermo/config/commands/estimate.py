"""``palermo estimate TABLE.csv``: how many were not seen. Needs no instance and no database."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from palermo.config.commands.estimate_advice import advice_on, power_of, print_advice, print_power
from palermo.config.console import print_rows, speaking_plainly
from palermo_engines.kit.errors import InputError

if TYPE_CHECKING:
    from palermo_engines.estimation.definitions import Declared
    from palermo_engines.estimation.designs import Floats
    from palermo_engines.estimation.methods import Result, Settings
    from palermo_engines.estimation.panel import Panel
    from palermo_engines.estimation.tables import ListTable

_METHODS = ("panel", "stepwise", "bic", "dga", "lcm", "averaged")
_RESAMPLED = ("stepwise", "bic")
_MOST_BYTES = 50_000_000
_COLUMNS = ("method", "estimate", "low 95%", "high 95%", "model", "warnings")


@click.command()
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--method", type=click.Choice(_METHODS), default="panel", show_default=True, help="One method, or all.")
@click.option("--threshold", default=0.02, show_default=True, type=click.FloatRange(0, 1), help="Of stepwise.")
@click.option("--bootstrap", default=1000, show_default=True, type=click.IntRange(0, 100_000), help="Resamples.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="Same seed, same result.")
@click.option("--format", "shape", type=click.Choice(["table", "json"]), default="table", help="How to print.")
@click.option("--resamples", type=click.Path(path_type=Path), help="Run the method on these tables instead.")
@click.option(
    "--r-compatible/--own-rules", default=True, show_default=True, help="With --resamples: the R packages' conventions."
)
@click.option(
    "--usable",
    is_flag=True,
    help="Also simulate how far the intervals can be trusted on such a table, and what could be noticed at all.",
)
@click.option(
    "--definitions", type=click.Path(path_type=Path), help="CSV list,dimension,sees: whom each list can see at all."
)
@speaking_plainly
def estimate(
    table: Path, method: str, threshold: float, bootstrap: int, seed: int, shape: str, resamples: Path | None,
    r_compatible: bool, usable: bool, definitions: Path | None,
) -> None:  # fmt: skip
    """Estimate the total, seen and unseen, from TABLE: a CSV with a 0/1 column for each list and a column count.

    The panel runs every method, says whether they agree, recommends one where simulated tables like this one support
    it, and refuses where no estimate would be honest. With
    --resamples, one estimate a line (inf: none is finite).
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the searches bring their own threads; before NumPy loads
    from palermo_engines.estimation.methods import Settings
    from palermo_engines.estimation.tables import read_table

    lists = read_table(_read(table).decode("utf-8", errors="replace"), where=table.name)
    settings = Settings(threshold, bootstrap, seed)
    if resamples is not None:
        _print_resampled(lists, method, settings, resamples, r_compatible=r_compatible)
        return
    account = _account(lists, method, settings)
    if method == "panel":
        account["recommendation"] = advice_on(lists, settings, _declared(definitions, lists))
    if usable:
        account |= {"usable": _usable(lists, settings), "power": power_of(lists, settings)}
    if shape == "json":
        click.echo(json.dumps(account, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        _print_table(account)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError("estimation.too_large", f"more than {_MOST_BYTES // 1_000_000} MB.", where=path.name)
        return path.read_bytes()
    except OSError as error:
        advice = "Check the path and your permission to read it."
        raise InputError("estimation.unreadable", f"{error.strerror}.", advice=advice, where=path.name) from error


def _declared(path: Path | None, table: ListTable) -> Declared | None:
    from palermo_engines.estimation.definitions import read_definitions

    if path is None:
        return None
    return read_definitions(_read(path).decode("utf-8", errors="replace"), table.names, where=path.name)


def _print_resampled(table: ListTable, method: str, settings: Settings, path: Path, *, r_compatible: bool) -> None:
    from palermo_engines.estimation.resamples import read_resamples

    if method not in _RESAMPLED:
        advice = f"Use --method {' or '.join(_RESAMPLED)}."
        raise InputError("estimation.method", "--resamples needs a method that chooses a model.", advice=advice)
    procedure = _procedure(table, method, settings, r_compatible=r_compatible)
    given = read_resamples(_read(path), table, procedure, where=path.name)
    click.echo("".join(f"{total!r}\n" for total in procedure(given.counts).tolist()), nl=False)


def _procedure(table: ListTable, method: str, settings: Settings, *, r_compatible: bool) -> Callable[[Floats], Floats]:
    from palermo_engines.estimation.methods import bic_procedure
    from palermo_engines.estimation.stepwise import select

    if method == "stepwise":
        return lambda counts: select(counts, table.lists, settings.threshold, like_r=r_compatible).totals
    choose = bic_procedure(table, settings)
    return lambda counts: choose(counts)[0]


def _account(table: ListTable, method: str, settings: Settings) -> dict[str, Any]:
    """What is printed; None stands for no finite number."""
    from palermo_engines.estimation.methods import METHODS, RECOMMENDABLE
    from palermo_engines.estimation.panel import refusals, run_panel
    from palermo_engines.estimation.words import text_of

    if method == "panel":
        return _panel_account(run_panel(table, settings))
    result = (METHODS | RECOMMENDABLE)[method](table, settings)
    spelled = _spelled(result)
    spelled["warnings"] += [text_of(code) for code in refusals(table)]
    return {"observed": table.observed, "digest": table.digest, "results": [spelled], "disagreement": None}


def _panel_account(panel: Panel) -> dict[str, Any]:
    from palermo_engines.estimation.words import ASSUMPTIONS, agreement_text, text_of

    found = panel.disagreement
    return {
        "observed": panel.table.observed,
        "digest": panel.table.digest,
        "results": [_spelled(result) for result in panel.results],
        "disagreement": found and {
            "lowest": list(found.lowest),
            "highest": list(found.highest),
            "outside": [list(pair) for pair in found.outside],
            "text": found.text,
        },
        "account": found.text if found else "" if panel.refusals else agreement_text(),
        "refusals": [{"code": code, "text": text_of(code)} for code in panel.refusals],
        "checks": {name: _finite(value) for name, value in panel.checks.items()},
        "variants": [
            {"kind": v.kind, "lists": list(v.lists), "observed": v.observed, "estimate": v.estimate}
            for v in panel.variants
        ],
        "assumptions": ASSUMPTIONS,
    }  # fmt: skip


def _spelled(result: Result) -> dict[str, Any]:
    from palermo_engines.estimation.words import text_of

    return {
        "method": result.method,
        "estimate": result.estimate,
        "intervals": {level: [_finite(low), _finite(high)] for level, (low, high) in result.intervals.items()},
        "model": result.model,
        "warnings": [text_of(code) for code in result.warnings],
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _usable(table: ListTable, settings: Settings) -> list[dict[str, Any]]:
    from palermo_engines.estimation.usability import usability

    found = usability(table, settings.seed, threshold=settings.threshold)
    return [
        {
            "truth": each.model, "total": each.truth, "coverage": each.coverage, "bias": _finite(each.bias),
            "failed": each.failed, "usable": each.usable,
        }
        for each in found
    ]  # fmt: skip


def _print_table(account: dict[str, Any]) -> None:
    click.echo(f"Seen: {account['observed']:,} people. Table {account['digest'][:12]}.\n")
    rows = [_row(result) for result in account["results"]]
    if rows:
        print_rows(rows, _COLUMNS, "table")
    for result in account["results"]:
        for warning in result["warnings"]:
            click.echo(f"{result['method']}: {warning}")
    for refusal in account.get("refusals", []):
        click.echo(f"No estimate: {refusal['text']}")
        click.echo(f"Lower bound (Chao): {account['checks']['chao_lower_bound']:,.0f}")
    if account.get("account"):
        click.echo(f"\n{account['account']}")
    if "recommendation" in account and not account.get("refusals"):
        print_advice(account["recommendation"])
    for variant in account.get("variants", []):
        shown = "no finite estimate" if variant["estimate"] is None else f"{variant['estimate']:,.0f}"
        click.echo(f"stepwise, {variant['kind']} {' + '.join(variant['lists'])}: {shown}")
    for each in account.get("usable", []):
        verdict = "usable" if each["usable"] else "do not rely on it"
        click.echo(
            f"If the truth were {each['truth']} with {each['total']:,.0f} people, the 95% interval would hold it in "
            f"{each['coverage']:.0%} of such tables: {verdict}."
        )
    print_power(account.get("power", []))


def _row(result: dict[str, Any]) -> dict[str, str]:
    low, high = result["intervals"].get("0.95", ["", ""])
    numbers = {"estimate": result["estimate"], "low 95%": low, "high 95%": high}
    shown = {name: _shown(value) for name, value in numbers.items()}
    return {"method": result["method"], **shown, "model": result["model"], "warnings": str(len(result["warnings"]))}


def _shown(value: float | str | None) -> str:
    return value if isinstance(value, str) else "none" if value is None else f"{value:,.0f}"
