"""``palermo audit``: is the trail whole?"""

from __future__ import annotations

import json

import click

from palermo.config.console import BROKEN, home_option


@click.group()
def audit() -> None:
    """The trail of everything that was written."""


@audit.command()
@click.option("--format", "shape", type=click.Choice(["table", "json"]), default="table", help="How to print.")
@home_option
def verify(shape: str) -> None:
    """Walk the whole chain. Exit code 0 when every event is in its place and unaltered, 4 otherwise."""
    from palermo.ground.audit import api

    result = api.verify()
    if shape == "json":
        fields = {"intact": result.intact, "events": result.events, "head": result.head}
        click.echo(json.dumps({**fields, "broken_at": result.broken_at, "reason": result.reason}))
    elif result.intact:
        click.echo(f"intact: {result.events} events, head {result.head}")
    else:
        click.echo(f"BROKEN at event {result.broken_at}: {result.reason}", err=True)
    if not result.intact:
        raise SystemExit(BROKEN)
