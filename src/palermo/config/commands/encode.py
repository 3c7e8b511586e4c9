"""``palermo encode``: an agency's own side of a linkage without names. No database, no network."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click

from palermo.config.commands.link_files import bytes_of, list_from, read_file, read_told, size_of
from palermo.config.console import speaking_plainly
from palermo_engines.kit.errors import InputError

_LONGEST_KEY = 10_000


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key-file", required=True, type=click.Path(path_type=Path), help="The agencies' key, hexadecimal.")
@click.option("--out", "-o", required=True, type=click.Path(path_type=Path), help="A new file for the codes.")
@click.option("--columns", type=click.Path(path_type=Path), help="YAML: which column is which, where titles are odd.")
@speaking_plainly
def encode(file: Path, key_file: Path, out: Path, columns: Path | None) -> None:
    """Turn the list in FILE, CSV or XLSX, into codes that can be joined without a name.

    Run it where the list is kept. Hand over the codes alone: neither the list nor the key. Codes are personal data
    still; docs/decisions/0015-linkage.md says what somebody who has them can try. palermo link joins coded lists.
    """
    from palermo_engines.linkage.encoding import Encoder, encode_list, heading_of, read_key, spelled

    encoder = Encoder(read_key(_key_text(key_file), where=key_file.name))
    listed = list_from(file, read_file(file), read_told(columns, [file]))
    words = encode_list(listed, encoder)
    _write(out, [heading_of(encoder), *spelled(words)])
    empty = len(listed) - int(words.any(axis=1).sum())
    click.echo(f"{len(listed):,} codes, in the order of the list.")
    if empty:
        click.echo(f"{empty:,} of them are empty, because their records have nothing to compare.")
    click.echo("Title of the codes (the same at every agency, if all have one key): " + heading_of(encoder))


def _key_text(path: Path) -> str:
    """What the key file holds. InputError when others may read it: then it is no secret."""
    if size_of(path) > _LONGEST_KEY:
        raise InputError("linkage.key", "this is no key file: it is too large.", where=path.name)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        advice = f"Let nobody else read it: chmod 600 {path.name}"
        raise InputError("linkage.key", "others may read the key file.", advice=advice, where=path.name)
    return bytes_of(path).decode("ascii", errors="replace")


def _write(path: Path, lines: Sequence[str]) -> None:
    """Into a new file that only its owner may read."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        advice = "Name a file that does not exist yet, in a folder where you may write."
        raise InputError("linkage.file", f"{error.strerror}.", advice=advice, where=str(path)) from error
