"""Files of ``palermo registers``: records out and in, forms for KoBo and ODK out and in."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from palermo.config.commands.documents import run_with_progress
from palermo.config.console import INPUT_ERROR, PARTLY, Failure, home_option, speaking_plainly

if TYPE_CHECKING:
    from palermo.commons.table_files import TableFile
    from palermo.ground.registers.api import CellFault
    from palermo_engines.registers.model import Declaration

_PIECE = 2_000
_SHAPES = ("csv", "xlsx", "jsonl")
_file = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
_out = click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file to write."
)


def register_named(identifier: str) -> Declaration:
    """The register in force with this id. Failure when there is none."""
    from palermo.ground.registers.api import declaration

    found = declaration(identifier)
    if found is None:
        raise Failure(f"there is no register {identifier}; palermo registers list prints all.", INPUT_ERROR)
    return found


@click.command()
@click.argument("register")
@click.option("--format", "shape", type=click.Choice(_SHAPES), default="csv", show_default=True)
@_out
@home_option
def export(register: str, shape: str, output: Path) -> None:
    """Write all records of a register to a file."""
    from palermo.ground.access.api import console
    from palermo.ground.registers.api import all_records, number_visible_to

    declaration = register_named(register)
    total = number_visible_to(console(), declaration)
    with click.progressbar(all_records(console(), declaration), total, "writing", file=sys.stderr) as records:
        _write(output, _chunks(declaration, records, shape))
    click.echo(f"{output}: {total} records")


def _chunks(declaration: Declaration, records: Iterable[Any], shape: str) -> Iterator[bytes]:
    from palermo.commons.downloads import table_response
    from palermo.site.registers.exporting import json_lines, table_columns
    from palermo_engines.registers.cells import write_row

    if shape == "jsonl":
        return (line.encode() for line in json_lines(records))
    rows = ((shown, write_row(declaration, shown.values)) for shown in records)
    response: Any = table_response(rows, table_columns(declaration), shape, declaration.id)  # type: ignore[arg-type]
    return iter(response.streaming_content)


def _write(output: Path, chunks: Iterable[bytes]) -> None:
    """The file is there whole or not at all."""
    part = output.with_name(f"{output.name}.part")
    try:
        with part.open("wb") as file:
            file.writelines(chunks)
        part.replace(output)
    except OSError as error:
        raise Failure(f"{output}: {error.strerror}.", INPUT_ERROR) from error
    finally:
        part.unlink(missing_ok=True)


@click.command("import")
@click.argument("register")
@_file
@click.option("--keep-good", is_flag=True, help="Keep the rows without faults; otherwise it is all or nothing.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and keep nothing.")
@home_option
def import_file(register: str, file: Path, keep_good: bool, dry_run: bool) -> None:
    """Import a table (CSV, XLSX), JSON Lines, or what KoBo or ODK exported. Every bad cell is named.

    Exit code 2 when cells are wrong and nothing was kept, 5 when only the good rows were.
    """
    from palermo.ground.access.api import console
    from palermo.ground.registers.api import read_import, suggest_matching

    declaration = register_named(register)
    table = read_import(declaration, file.read_bytes(), file.name)
    matching = suggest_matching(console(), declaration, table.headings)
    for heading in (each for each in table.headings if each and each not in matching):
        click.echo(f"column left out: {heading}", err=True)
    good, faults = _looked_through(declaration, table, matching)
    for fault in faults:
        click.echo(f"row {fault.row}, {fault.column}: {fault.message.get('en', '')}", err=True)
    _demand_usable(faults, good, keep_good=keep_good, dry_run=dry_run)
    if not dry_run:
        _bring_in(declaration, file, table, matching, keep_good=keep_good)
    if faults:
        raise SystemExit(PARTLY)


def _looked_through(
    declaration: Declaration, table: TableFile, matching: Mapping[str, str]
) -> tuple[int, list[CellFault]]:
    """How many rows are good, and every fault, while a bar tells how far it is."""
    from palermo.ground.access.api import console
    from palermo.ground.registers.api import check_rows

    good = 0
    faults: list[CellFault] = []
    starts = range(0, max(1, len(table.rows)), _PIECE)  # once at least: a table without any known column is refused
    with click.progressbar(starts, label="checking", file=sys.stderr) as pieces:
        for start in pieces:
            contents, found = check_rows(
                console(), declaration=declaration, headings=table.headings, rows=table.rows[start : start + _PIECE],
                matching=matching, first_row=table.first_row + start,
            )  # fmt: skip
            good += len(contents)
            faults += found
    return good, faults


def _demand_usable(faults: list[CellFault], good: int, *, keep_good: bool, dry_run: bool) -> None:
    if faults and not keep_good:
        raise Failure(f"{len(faults)} cells cannot be used; nothing was imported, {good} rows are good.", INPUT_ERROR)
    if dry_run:
        click.echo(f"{good} records would be kept")


def _bring_in(
    declaration: Declaration, file: Path, table: TableFile, matching: Mapping[str, str], *, keep_good: bool
) -> None:
    from palermo.commons import originals
    from palermo.ground.access.api import console
    from palermo.ground.registers.api import AT_ONCE, import_records, request_import

    asked: dict[str, Any] = {"declaration": declaration, "filename": file.name, "matching": matching}
    if len(table.rows) > AT_ONCE:
        digest = originals.keep(file.read_bytes())
        job = request_import(console(), digest=digest, keep_good=keep_good, **asked)
        report = run_with_progress(job, "importing").report
        kept, batch = report["kept"], report["batch"]
    else:
        done = import_records(
            console(), headings=table.headings, rows=table.rows, keep_good=keep_good, first_row=table.first_row, **asked
        )
        kept, batch = done.kept, done.batch.uuid
    click.echo(f"{kept} records kept; to take them out again: palermo registers undo {batch}")


@click.command()
@click.argument("batch", type=click.UUID)
@click.option("--force", is_flag=True, help="Also take out records that were changed since.")
@home_option
def undo(batch: UUID, force: bool) -> None:
    """Take out what an import brought in. Records changed since are named, and stay unless forced."""
    from palermo.ground.access.api import console
    from palermo.ground.registers.api import undo_import

    undone = undo_import(console(), declaration=_register_of(batch), batch=batch, force=force)
    click.echo(f"{undone.removed} records taken out")
    for code in undone.kept:
        click.echo(f"changed since, left: {code}", err=True)


def _register_of(batch: UUID) -> Declaration:
    from palermo.ground.access.api import console
    from palermo.ground.registers.api import declarations, imports_visible_to

    for declaration in declarations():
        if batch in {each.uuid for each in imports_visible_to(console(), declaration)}:
            return declaration
    raise Failure(f"there is no import {batch}.", INPUT_ERROR)


@click.command()
@click.argument("register")
@_out
@home_option
def xlsform(register: str, output: Path) -> None:
    """Write a register as an XLSForm for KoBo and ODK."""
    from palermo_engines.registers.xlsform.writing import write_form

    _write(output, [write_form(register_named(register))])
    click.echo(str(output))


@click.command("from-xlsform")
@_file
@_out
@click.option(
    "--wing", type=click.Choice(["protect", "cooperate", "know", "measure", "coordinate"]), default="know",
    show_default=True, help="Where the register will stand.",
)  # fmt: skip
@speaking_plainly
def from_xlsform(file: Path, output: Path, wing: str) -> None:
    """Write the declaration that an XLSForm makes, to be looked at and added. Needs no instance.

    Groups that repeat become registers of their own, in files with a number: add those first.
    """
    from palermo_engines.registers.xlsform.reading import read_form

    read = read_form(file.read_bytes(), file.name, wing=wing)
    for notice in read.notices:
        place = f"{notice.sheet}, row {notice.row}" if notice.row else notice.sheet
        click.echo(f"{place}: {notice.message}", err=True)
    for number, text in enumerate((*read.linked, read.text)):
        last = number == len(read.linked)
        path = output if last else output.with_name(f"{output.stem}-{number + 1}{output.suffix}")
        _write(path, [text.encode()])
        click.echo(str(path))
