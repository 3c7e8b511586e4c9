"""The files that ``palermo link`` and ``palermo encode`` read: tables of any usual shape, and what is said of their
columns. No database, no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import yaml

from palermo_engines.kit.errors import InputError

if TYPE_CHECKING:
    from palermo.commons.table_files import TableFile
    from palermo_engines.linkage.records import AgencyList, Records

MOST_BYTES, _LARGEST_SAYING = 2_000_000_000, 100_000

Told = Mapping[str, Mapping[str, str | None]]


def read_file(path: Path) -> TableFile:
    """The table in a file. InputError for one that cannot be read, saying where."""
    from palermo.commons.table_files import read_table
    from palermo_engines.linkage.columns import MOST_ROWS

    if size_of(path) > MOST_BYTES:
        raise InputError("linkage.too_large", f"more than {MOST_BYTES // 1_000_000:,} MB.", where=path.name)
    return read_table(bytes_of(path), path.name, largest=MOST_BYTES, most_rows=MOST_ROWS + 1)


def read_files(paths: Sequence[Path]) -> dict[Path, TableFile]:
    """The tables in files, each of which has a name of its own: it is the name of the list."""
    if len({path.stem for path in paths}) != len(paths):
        raise InputError("linkage.lists", "two files have the same name.", advice="Give each list its own.")
    return {path: read_file(path) for path in paths}


def list_from(path: Path, table: TableFile, told: Told) -> AgencyList:
    """The list that a table holds, and a line for the person at the keyboard: which column was read as what."""
    from palermo_engines.linkage.columns import list_of, mapped, place_of

    listed = list_of(path.stem, table.headings, table.rows, told.get(path.stem), first_row=table.first_row)
    places = mapped(table.headings, told.get(path.stem), where=path.stem)
    read = ", ".join(f"{field} {place_of('', 0, place).rpartition(' ')[2]}" for field, place in places.items())
    left = len(table.headings) - len(places)
    click.echo(f"{path.stem}: {len(listed):,} records; columns read: {read}; left aside: {left}", err=True)
    return listed


def prepared(tables: Mapping[Path, TableFile], told: Told) -> Records:
    """The records of the lists in these tables."""
    from palermo_engines.linkage.records import prepare

    return prepare([list_from(path, table, told) for path, table in tables.items()])


def are_coded(tables: Mapping[Path, TableFile]) -> bool:
    """Whether the tables hold codes. InputError ``linkage.mixed`` for codes beside names, or codes of several keys."""
    from palermo_engines.linkage.encoding import is_code

    titles = {next((title for title in table.headings if is_code(title)), "") for table in tables.values()}
    if titles == {""}:
        return False
    if "" in titles:
        raise InputError("linkage.mixed", "lists of names and coded lists cannot be joined.", advice="Encode all.")
    if len(titles) > 1:
        advice = "Encode all again with the same key and the same version of Palermo."
        raise InputError("linkage.mixed", "the lists were coded with different keys.", advice=advice)
    return True


def coded_records(tables: Mapping[Path, TableFile], seed: int) -> Records:
    """The records of coded lists."""
    from palermo_engines.linkage.encoded import codes_of, encoded_records

    read = {path: codes_of(path.stem, t.headings, t.rows, first_row=t.first_row) for path, t in tables.items()}
    return encoded_records({path.stem: codes for path, codes in read.items()}, seed)


def read_told(path: Path | None, lists: Sequence[Path]) -> Told:
    """What a YAML file says of the columns: for each list (its file's name without ending) field: title.

    InputError ``linkage.columns`` when it says nothing of that shape, or names a list that is not given.
    """
    if path is None:
        return {}
    advice = "For each list, by its file's name without ending, write lines such as  family: Apellido_1"
    try:
        if size_of(path) > _LARGEST_SAYING:
            raise InputError("linkage.columns", "the file is too large.", advice=advice, where=path.name)
        said = yaml.safe_load(bytes_of(path))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError("linkage.columns", "the file is no YAML.", advice=advice, where=path.name) from error
    if not isinstance(said, dict) or not all(isinstance(each, dict) for each in said.values()):
        raise InputError("linkage.columns", "lists and their columns are expected.", advice=advice, where=path.name)
    told = {str(name): {str(field): _title(title) for field, title in each.items()} for name, each in said.items()}
    if told.keys() - {each.stem for each in lists}:
        raise InputError("linkage.columns", "a list is named that is not given.", advice=advice, where=path.name)
    return told


def _title(title: object) -> str | None:
    return None if title is None else str(title).strip()


def size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise _unreadable(path, error) from error


def bytes_of(path: Path) -> bytes:
    """The content of a file. InputError ``linkage.unreadable``."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> InputError:
    advice = "Check the path and your permission to read it."
    return InputError("linkage.unreadable", f"{error.strerror}.", advice=advice, where=path.name)
