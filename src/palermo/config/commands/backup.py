"""``palermo backup`` and ``restore``: an instance as one archive, the same from SQLite and from PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import click

from palermo.config.console import home_option


@click.command()
@click.argument("archive", type=click.Path(path_type=Path, dir_okay=False))
@home_option
def backup(archive: Path) -> None:
    """Write everything the instance holds to ARCHIVE (.zip), and print the audit head to keep elsewhere."""
    from palermo.config.archive import write_archive

    manifest = write_archive(archive)
    click.echo(f"{archive}: {manifest['records']} records, {len(manifest['originals'])} originals")
    click.echo(f"audit head: event {manifest['audit']['seq']}, {manifest['audit']['hash']}")


@click.command()
@click.argument("archive", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@home_option
def restore(archive: Path) -> None:
    """Fill an empty instance from ARCHIVE. Digests and the audit chain are verified; a bad archive changes nothing."""
    from palermo.config.archive import read_archive

    manifest = read_archive(archive)
    click.echo(f"restored {manifest['records']} records and {len(manifest['originals'])} originals; audit chain intact")
