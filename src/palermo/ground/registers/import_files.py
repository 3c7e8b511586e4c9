"""Files that come into a register: tables, JSON Lines, what KoBo and ODK exported; small ones at once, large ones as a
job that can be stopped and goes on after a crash."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any
from uuid import UUID

from palermo.commons import originals
from palermo.commons.table_files import LARGEST_FILE, TableFile, read_table
from palermo.ground.access.api import Actor
from palermo.ground.jobs import api as jobs
from palermo.ground.jobs.api import Job, Run, job_kind
from palermo.ground.registers.declarations import declaration as declared
from palermo.ground.registers.importing import ImportRefused, begin_import, check_rows, import_piece
from palermo.ground.registers.models import RegisterImport
from palermo.ground.registers.rules import may_import
from palermo.ground.registers.tables import CellFault, Matching
from palermo_engines.kit.errors import InputError
from palermo_engines.registers.cells import columns_of, write_row
from palermo_engines.registers.model import Declaration
from palermo_engines.registers.xlsform.headings import is_of_the_program
from palermo_engines.registers.xlsform.submissions import read_submissions

JOB_KIND = "ground.register.import"
AT_ONCE = 20_000  # rows that are imported while the reader waits
_PIECE = 5_000
_TOLD = 1_000  # faults that a job's report names


def read_import(declaration: Declaration, content: bytes, name: str) -> TableFile:
    """The table that a file holds for this register. InputError when it holds none."""
    if name.lower().endswith((".jsonl", ".json", ".ndjson")):
        return _from_json_lines(declaration, content, name)
    read = read_table(content, name)
    table = replace(read, headings=tuple(_told_apart(read.headings)))
    if sum(is_of_the_program(heading) for heading in table.headings) >= 2:
        return _from_submissions(declaration, content, name)
    return table


def _from_json_lines(declaration: Declaration, content: bytes, name: str) -> TableFile:
    if len(content) > LARGEST_FILE:
        raise InputError("table.too_large", "The file is larger than 64 MB.", advice="Split it.", where=name)
    keys = tuple(column.key for column in columns_of(declaration))
    rows = [_cells(declaration, keys, line, place, name) for place, line in _lines(content, name)]
    return TableFile(keys, rows, 1)


def _told_apart(texts: Sequence[str]) -> Iterator[str]:
    """A heading that stands twice gets a number, ``Total (2)``: by its name alone the first column would be read for
    the second."""
    seen: set[str] = set()
    for text in texts:
        numbered = (f"{text} ({place})" for place in count(2))
        yield (apart := text if not text or text not in seen else next(name for name in numbered if name not in seen))
        seen.add(apart)


def _lines(content: bytes, name: str) -> Iterator[tuple[int, Any]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("table.unreadable", "The file is not text in UTF-8.", where=name) from None
    for place, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield place, _read(line)
            except (ValueError, RecursionError):
                raise InputError("table.unreadable", "This line is no JSON object.", where=f"{name}:{place}") from None


def _read(line: str) -> Any:
    """What a line says. ValueError for none, and for half a surrogate pair, which no page can show."""
    read = json.loads(line)
    if "\\ud" in line.lower():
        json.dumps(read, ensure_ascii=False).encode()
    return read


def _cells(declaration: Declaration, keys: Sequence[str], line: Any, place: int, name: str) -> list[Any]:
    values = line.get("values", line) if isinstance(line, dict) else None
    known = {field.id for field in declaration.fields}
    if not isinstance(values, dict) or not values.keys() <= known | {"code", "uuid", "state"}:
        raise InputError("table.unreadable", "This line does not hold a record's values.", where=f"{name}:{place}")
    try:
        row = write_row(declaration, values)
    except (TypeError, ValueError, KeyError, AttributeError):
        raise InputError(
            "table.unreadable", "A value has not the shape of its field.", where=f"{name}:{place}"
        ) from None
    return [row.get(key) for key in keys]


def _from_submissions(declaration: Declaration, content: bytes, name: str) -> TableFile:
    """What a form's program exported: groups, labels and split choices become cells of the register's own columns."""
    read = read_submissions(content, name, declaration)
    keys = tuple(column.key for column in columns_of(declaration))
    rows = [[write_row(declaration, each.values).get(key) for key in keys] for each in read.rows]
    return TableFile(keys, rows, 2)


def request_import(
    actor: Actor, *, declaration: Declaration, digest: str, filename: str, matching: Matching, keep_good: bool
) -> Job:
    """Queue an import of a kept file. FileNotFoundError when there is no such file."""
    may_import(actor, declaration).demand()
    originals.fetch(digest)
    parameters = {
        "register": declaration.id, "digest": digest, "filename": filename[:200], "matching": dict(matching),
        "keep_good": keep_good,
    }  # fmt: skip
    return jobs.request(actor, JOB_KIND, parameters)


@job_kind(JOB_KIND, permission="ground.register.import")
def import_file(run: Run) -> Mapping[str, Any]:
    """The work: every row is checked first, and nothing is written when one is wrong, unless good rows are to be kept.
    A unit is a piece of rows; killed anywhere, it goes on behind the last piece that is whole."""
    asked = run.parameters
    declaration = declared(asked["register"])
    if declaration is None:
        raise InputError("registers.import", "There is no such register any more.", where=asked["register"])
    table = read_import(declaration, originals.fetch(asked["digest"]), asked["filename"])
    faults = _checked(run, declaration, table)
    if faults and not asked["keep_good"]:
        raise ImportRefused(faults, len(faults))
    batch = _write(run, declaration, table)
    return {
        "register": declaration.id, "batch": str(batch.uuid), "rows": batch.rows, "kept": batch.kept,
        "faults": [[fault.row, fault.column, fault.message.get("en", "")] for fault in faults[:_TOLD]],
        "fault_count": len(faults),
    }  # fmt: skip


def _checked(run: Run, declaration: Declaration, table: TableFile) -> list[CellFault]:
    faults: list[CellFault] = []
    for start in range(0, len(table.rows), _PIECE):
        run.pause_point()
        run.step(0, len(table.rows), "checking")
        _contents, found = _piece(run, declaration, table, start)
        faults += found
    return faults


def _write(run: Run, declaration: Declaration, table: TableFile) -> RegisterImport:
    for start in range(int(run.checkpoint.get("next", 0)), len(table.rows), _PIECE):
        contents, _faults = _piece(run, declaration, table, start)
        run.step(start, len(table.rows), "writing")
        with run.unit() as checkpoint:
            batch = _batch(run, declaration, checkpoint)
            rows = min(_PIECE, len(table.rows) - start)
            import_piece(run.actor, declaration=declaration, batch=batch, contents=contents, rows=rows)
            checkpoint["next"] = start + _PIECE
    return RegisterImport.objects.get(uuid=UUID(run.checkpoint["batch"]))


def _piece(
    run: Run, declaration: Declaration, table: TableFile, start: int
) -> tuple[list[dict[str, Any]], tuple[CellFault, ...]]:
    return check_rows(
        run.actor, declaration=declaration, headings=table.headings, rows=table.rows[start : start + _PIECE],
        matching=run.parameters["matching"], first_row=table.first_row + start,
    )  # fmt: skip


def _batch(run: Run, declaration: Declaration, checkpoint: dict[str, Any]) -> RegisterImport:
    if "batch" in checkpoint:
        return RegisterImport.objects.get(uuid=UUID(checkpoint["batch"]))
    batch = begin_import(run.actor, declaration=declaration, filename=run.parameters["filename"])
    checkpoint["batch"] = str(batch.uuid)
    return batch
