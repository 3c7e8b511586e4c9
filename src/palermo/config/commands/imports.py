"""``palermo import``: published statistics and treaty status."""

from __future__ import annotations

import json
from pathlib import Path

import click

from palermo.config.commands.documents import run_with_progress
from palermo.config.console import home_option


@click.group("import")
def import_() -> None:
    """Bring in published datasets. An import is all or nothing; the same file twice changes nothing."""


def _bring_in(file: Path, shape: str) -> None:
    from palermo.ground.access.api import console
    from palermo.measure import api as measure

    job = run_with_progress(measure.request_import(console(), file.read_bytes(), file.name), "importing")
    if shape == "json":
        click.echo(json.dumps(job.report, ensure_ascii=False))
        return
    if not job.report.get("changed", True):
        click.echo("this file was imported before: nothing changed")
    for line in measure.report_text(job.report):
        click.echo(line)


_file = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
_shape = click.option("--format", "shape", type=click.Choice(["table", "json"]), default="table", help="How to print.")


@import_.command()
@_file
@_shape
@home_option
def glotip(file: Path, shape: str) -> None:
    """Import UNODC's published trafficking workbook (.xlsx) and print what was met in it."""
    _bring_in(file, shape)


@import_.command()
@_file
@_shape
@home_option
def treaty(file: Path, shape: str) -> None:
    """Import a register of treaty participation (.csv) and print what was met in it."""
    _bring_in(file, shape)
