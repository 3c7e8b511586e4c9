"""``palermo registers``: registers and their records from the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from palermo.config.commands import registers_files
from palermo.config.console import INPUT_ERROR, Failure, format_option, home_option, print_rows

if TYPE_CHECKING:
    from palermo.ground.registers.api import Part, Shown
    from palermo_engines.registers.model import Declaration
    from palermo_engines.registers.reading import Problem

_WINGS = ("protect", "cooperate", "know", "measure", "coordinate")
_IN_SHORT = ("id", "wing", "title", "version", "records")
_WHOLE = (*_IN_SHORT, "states", "fields", "measures", "languages")
_FIELD = ("field", "type", "label", "role", "required", "choices")
_RECORD = ("code", "state", "title", "country", "first", "last", "revision", "values")
_TOTAL = ("subject", "period", "breakdown", "scope", "qualifier", "value", "high", "unit", "contributor", "records")
_DUE = ("due_on", "days", "register", "code", "title", "move")
_MOST = 100_000


@click.group()
def registers() -> None:
    """Registers: what there is, their records, files in and out, and registers of your own."""


for _command in (
    registers_files.export, registers_files.import_file, registers_files.undo, registers_files.xlsform,
    registers_files.from_xlsform,
):  # fmt: skip
    registers.add_command(_command)


@registers.command("list")
@click.option("--wing", type=click.Choice(_WINGS), help="Those of one wing only.")
@format_option
@home_option
def list_registers(wing: str | None, shape: str) -> None:
    """Print every register, by wing and id. JSON and CSV say more of each than the table."""
    from palermo.ground.registers.api import broken_declarations, declarations

    rows = [_in_short(each) for each in declarations() if wing in (None, each.wing)]
    print_rows(rows, _IN_SHORT if shape == "table" else _WHOLE, shape)
    for broken in broken_declarations():
        click.echo(f"not readable: {broken.where}: {broken.problem}", err=True)


def _in_short(declaration: Declaration) -> dict[str, Any]:
    from palermo.ground.access.api import console
    from palermo.ground.registers.api import number_visible_to

    return {
        "id": declaration.id, "wing": declaration.wing, "title": declaration.title["en"],
        "titles": dict(declaration.title), "version": declaration.version,
        "records": number_visible_to(console(), declaration), "states": [state.id for state in declaration.states],
        "fields": [field.id for field in declaration.fields],
        "measures": list(dict.fromkeys(measure.id for measure in declaration.measures)),
        "languages": list(declaration.languages),
    }  # fmt: skip


@registers.command()
@click.argument("register")
@click.option("--format", "shape", type=click.Choice(["table", "json"]), default="table", help="How to print.")
@home_option
def show(register: str, shape: str) -> None:
    """Print what a register declares: its fields, states and moves. JSON has all of it and a schema of records."""
    from palermo.site.registers.spelling import declaration_out

    declaration = registers_files.register_named(register)
    short = _in_short(declaration)
    if shape == "json":
        click.echo(declaration_out(declaration, short["records"]).model_dump_json(indent=1))
        return
    for name in ("id", "wing", "version", "title", "records", "languages", "measures"):
        said = short[name]
        click.echo(f"{name}: {', '.join(said) if isinstance(said, list) else said}")
    click.echo(f"workflow: {'; '.join(_moves(declaration)) or declaration.start.id}")
    click.echo()
    print_rows(_fields(declaration), _FIELD, "table")


def _moves(declaration: Declaration) -> Iterator[str]:
    for move in declaration.moves:
        yield f"{move.id} ({move.who}): {', '.join(move.source)} -> {move.target}"


def _fields(declaration: Declaration) -> list[dict[str, Any]]:
    return [
        {"field": field.id, "type": str(field.type), "label": field.label.get("en", ""), "role": str(field.role or ""),
         "required": field.required, "choices": ", ".join(choice.code for choice in field.choices)}
        for field in declaration.fields
    ]  # fmt: skip


@registers.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
def check(files: tuple[Path, ...]) -> None:
    """Say what is wrong with declarations, with file, line and field. Needs no instance.

    Exit code 2 when anything is wrong.
    """
    from palermo_engines.registers.reading import DeclarationError, read_file

    wrong = 0
    for file in files:
        try:
            found = read_file(file)
        except DeclarationError as error:
            wrong += 1
            _tell(file, error.problems)
        else:
            click.echo(f"{file}: {found.id} version {found.version}, {len(found.fields)} fields: right")
    if wrong:
        raise Failure(f"{wrong} of {len(files)} declarations cannot be used.", INPUT_ERROR)


def _tell(file: Path, problems: Iterable[Problem]) -> None:
    for problem in problems:
        about = f"{problem.field}: " if problem.field else ""
        click.echo(f"{file}:{problem.line}: {about}{problem.message}", err=True)


@registers.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@home_option
def add(files: tuple[Path, ...]) -> None:
    """Put declarations in force, in the order given: all of them or none. They are live at once."""
    from django.db import transaction

    from palermo.ground.access.api import console
    from palermo.ground.registers.api import add_declaration
    from palermo_engines.registers.reading import DeclarationError, read_file

    made = []
    with transaction.atomic():
        for file in files:
            try:
                made.append(add_declaration(console(), text=read_file(file).source))
            except DeclarationError as error:
                _tell(file, error.problems)
                raise Failure("nothing was added.", INPUT_ERROR) from error
    for declaration in made:
        click.echo(f"{declaration.id} version {declaration.version} is live")


@registers.command()
@click.argument("register")
@click.option("--filter", "filters", multiple=True, metavar="FIELD=CODE", help="May be given several times.")
@click.option("--state", multiple=True, help="May be given several times.")
@click.option("--country", multiple=True, help="ISO 3166-1 alpha-3 code; may be given several times.")
@click.option("--text", default="", help="Words that stand in the record.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(1, _MOST))
@format_option
@home_option
def records(
    register: str, filters: tuple[str, ...], state: tuple[str, ...], country: tuple[str, ...], text: str, limit: int,
    shape: str,
) -> None:  # fmt: skip
    """Print records, the newest first."""
    from palermo.ground.access.api import console
    from palermo.ground.registers.api import Wanted, find_records

    wanted = Wanted(states=state, countries=country, codes=_codes(filters), text=text)
    found = find_records(console(), registers_files.register_named(register), wanted, limit=limit)
    click.echo(f"{found.total} records fit, {len(found.records)} printed", err=True)
    print_rows([_record(shown) for shown in found.records], _RECORD, shape)


def _codes(filters: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Filters as codes by field. Failure for one that is not FIELD=CODE."""
    codes: dict[str, tuple[str, ...]] = {}
    for each in filters:
        field, equals, code = each.partition("=")
        if not (field and equals and code):
            raise Failure(f"a filter looks like level=national, not {each}.", INPUT_ERROR)
        codes[field] = (*codes.get(field, ()), code)
    return codes


def _record(shown: Shown) -> dict[str, Any]:
    row = {name: getattr(shown, name) for name in _RECORD}
    return {**row, "values": dict(shown.values), "uuid": str(shown.uuid)}


@registers.command()
@click.argument("register")
@click.argument("measure")
@format_option
@home_option
def totals(register: str, measure: str, shape: str) -> None:
    """Add a measure over a register's records, only along the directions in which it adds."""
    from palermo.ground.access.api import console
    from palermo.ground.registers.api import register_totals

    found = register_totals(console(), registers_files.register_named(register), measure)
    lines = sorted(found.lines, key=lambda part: (part.subject, part.period))
    print_rows([_total(part) for part in lines], _TOTAL, shape)
    for left in found.not_added:
        click.echo(f"not added ({left.direction}): {', '.join(left.records)}", err=True)
    if found.counted_twice:
        click.echo("one person may be in a sum more than once", err=True)


def _total(part: Part) -> dict[str, Any]:
    row = {name: getattr(part, name) for name in _TOTAL}
    return row | {name: None if row[name] is None else format(row[name], "f") for name in ("value", "high")}


@registers.command()
@format_option
@home_option
def due(shape: str) -> None:
    """Print moves with a clock that are due or late, and what is to be reminded of today."""
    from django.utils import timezone

    from palermo.ground.access.api import console
    from palermo.ground.registers.api import due as due_on

    rows = [
        {"due_on": one.due_on.isoformat(), "days": one.days, "register": one.declaration.id, "code": one.record.code,
         "title": one.record.title, "move": one.move.id}
        for one in due_on(console(), timezone.localdate())
    ]  # fmt: skip
    print_rows(rows, _DUE, shape)
