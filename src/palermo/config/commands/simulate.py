"""``palermo simulate``: a fictional country as files, to learn and to test with. Needs no instance and no database."""

from __future__ import annotations

from pathlib import Path

import click

from palermo.config.console import speaking_plainly
from palermo_engines.kit.errors import InputError


@click.command()
@click.option("--out", "-o", required=True, type=click.Path(path_type=Path), help="A new folder for the files.")
@click.option("--people", default=5000, show_default=True, type=click.IntRange(100, 5_000_000), help="Victims in all.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="Same seed, same country.")
@speaking_plainly
def simulate(out: Path, people: int, seed: int) -> None:
    """Simulate a country: one CSV for each of five agencies, the overlaps that perfect linkage gives, and the truth.

    Nobody in it is real. truth.csv and links.csv say what no real agency could know: who there is, and whose record
    every row is.
    """
    from palermo_engines.simulation.countries import simulate as draw
    from palermo_engines.simulation.files import links_as_csv, list_as_csv, overlaps_as_csv, truth_as_csv
    from palermo_engines.simulation.people import Country
    from palermo_engines.simulation.samples import five_agencies

    simulated = draw(Country(people), five_agencies(), seed)
    files = {f"{table.agency.replace(' ', '-')}.csv": list_as_csv(table) for table in simulated.tables}
    files["overlaps.csv"] = overlaps_as_csv(simulated.names, simulated.counts)
    files["links.csv"], files["truth.csv"] = links_as_csv(simulated), truth_as_csv(simulated)
    _write(out, files)
    for table in simulated.tables:
        click.echo(f"{table.agency}: {len(table):,} records")
    click.echo(f"{int(simulated.counts.sum()):,} of {simulated.total:,} people are on some list.")


def _write(folder: Path, files: dict[str, str]) -> None:
    """Write all files into a folder that does not exist yet, so that nothing is overwritten."""
    try:
        folder.mkdir(parents=True)
        for name, content in files.items():
            (folder / name).write_text(content, encoding="utf-8")
    except OSError as error:
        advice = "Name a folder that does not exist yet, where you may write."
        raise InputError("simulation.folder", f"{error.strerror}.", advice=advice, where=str(folder)) from error
