"""What every command shares: the instance it works on, the shapes it prints, the exit codes scripts can use.

Exit codes: 0 done; 1 a defect in Palermo; 2 the input or the call is wrong; 3 refused or in the wrong state;
4 a verification found something broken; 5 some of the inputs failed, the others were done.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click

from palermo_engines.kit.errors import InputError

INPUT_ERROR, REFUSED, BROKEN, PARTLY = 2, 3, 4, 5

Row = Mapping[str, Any]


class Failure(click.ClickException):
    """An error for people: printed on standard error, with the exit code that scripts expect."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # click reads it from the instance


def use_home(home: Path | None) -> None:
    """Point this process at an instance. Must come before Django starts."""
    if home is not None:
        os.environ["PALERMO_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.config.settings")


def start_django() -> None:
    """Start Django on the chosen instance and bring its tables up to date."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def home_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--home DIR`` for a command that works on an instance; Django is ready inside."""

    @click.option("--home", type=click.Path(path_type=Path, file_okay=False), help="Where the instance lives.")
    @wraps(command)
    def on_instance(*args: Any, home: Path | None, **kwargs: Any) -> Any:
        use_home(home)
        start_django()
        return speaking_plainly(command)(*args, **kwargs)

    return on_instance


def speaking_plainly(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn errors meant for people into one line and an exit code; defects keep their traceback."""

    @wraps(command)
    def plainly(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except InputError as error:
            raise Failure(str(error), INPUT_ERROR) from error

    return plainly


format_option = click.option(
    "--format", "shape", type=click.Choice(["table", "csv", "json"]), default="table", help="How to print."
)


def print_rows(rows: Iterable[Row], columns: Sequence[str], shape: str) -> None:
    """Print ``rows`` as a table, as CSV, or as one JSON list."""
    if shape == "json":
        click.echo(json.dumps([dict(row) for row in rows], ensure_ascii=False, default=str, indent=1))
        return
    cells = [[_cell(row.get(column)) for column in columns] for row in rows]
    click.echo(_csv(columns, cells) if shape == "csv" else _table(columns, cells), nl=False)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def _csv(columns: Sequence[str], cells: Iterable[Sequence[str]]) -> str:
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(columns)
    writer.writerows(cells)
    return page.getvalue()


def _table(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    shown = [[_shorten(cell) for cell in row] for row in cells]
    widths = [max([len(column), *(len(row[at]) for row in shown)]) for at, column in enumerate(columns)]
    lines = [columns, ["-" * width for width in widths], *shown]
    return "".join(
        "  ".join(part.ljust(width) for part, width in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines
    )


def _shorten(cell: str, most: int = 60) -> str:
    flat = " ".join(cell.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
