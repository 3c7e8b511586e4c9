"""``palermo figures`` and ``conflicts``: the numbers, each with where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from palermo.config.console import format_option, home_option, print_rows

if TYPE_CHECKING:
    from palermo.ground.evidence.models import Figure

_COLUMNS = (
    "measure", "subject", "qualifier", "value", "high", "unit", "period", "as_of", "breakdown", "scope",
    "origin", "status", "source", "locator", "snippet", "uuid",
)  # fmt: skip
_MOST = 100_000


@click.command()
@click.option("--measure", default="", help="An id of standards/measures.yaml.")
@click.option("--country", default="", help="ISO 3166-1 alpha-3 code.")
@click.option("--year", type=int, help="Figures whose period touches the year.")
@click.option("--origin", default="", help="extraction, dataset, register or computed.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, _MOST))
@format_option
@home_option
def figures(measure: str, country: str, year: int | None, origin: str, limit: int, shape: str) -> None:
    """Print figures with their citations, by measure, place and time."""
    from palermo.ground.access.api import console
    from palermo.measure import api

    choice = api.Choice(measure=measure, country=country, year=year, origin=origin)
    print_rows([_row(figure) for figure in api.figures_chosen(console(), choice)[:limit]], _COLUMNS, shape)


@click.command()
@click.option("--measure", default="", help="An id of standards/measures.yaml.")
@click.option("--country", default="", help="ISO 3166-1 alpha-3 code.")
@format_option
@home_option
def conflicts(measure: str, country: str, shape: str) -> None:
    """Print figures that contradict each other, and totals that their parts do not add up to."""
    from palermo.ground.access.api import console
    from palermo.measure import api

    actor = console()
    rows = []
    keys = api.contradicted_keys(actor, measure, country)
    for number, conflict in enumerate(api.contradictions(actor, keys), 1):
        rows += [{"conflict": f"values {number}", **_row(figure)} for figure in conflict.figures]
    for number, uneven in enumerate(api.uneven_totals(actor, country), 1):
        rows.append({"conflict": f"sum {number}: total", **_row(uneven.total)})
        rows += [{"conflict": f"sum {number}: part", **_row(part)} for part in uneven.parts]
    print_rows(rows, ("conflict", *_COLUMNS), shape)


def _row(figure: Figure) -> dict[str, Any]:
    row = {name: getattr(figure, name) for name in _COLUMNS if name not in ("source", "value", "high", "uuid")}
    row |= {"value": _plain(figure.value), "high": _plain(figure.high), "source": str(figure.source)}
    return {**row, "uuid": str(figure.uuid)}


def _plain(value: Any) -> str | None:
    return None if value is None else format(value.normalize(), "f")
