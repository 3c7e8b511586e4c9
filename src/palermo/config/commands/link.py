"""``palermo link``: join lists of several agencies, with the doubt about links in the tables that come out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from palermo.config.commands.link_files import are_coded, coded_records, prepared, read_files, read_told
from palermo.config.commands.link_on import database_of
from palermo.config.console import speaking_plainly
from palermo_engines.kit.errors import InputError

if TYPE_CHECKING:
    from palermo_engines.linkage.pairs import Pairs
    from palermo_engines.linkage.partitions import Groups
    from palermo_engines.linkage.records import Places, Records

_OF_CODES = (
    "These lists are codes. In simulations of 5,000 to 17,000 records they found fewer people again than names do (F1 "
    "0.88 to 0.89, not 0.98), so more seem to be seen once only. Nobody can judge a pair by its codes: no review.csv."
)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", "-o", required=True, type=click.Path(path_type=Path), help="A new folder for the results.")
@click.option("--draws", default=20, show_default=True, type=click.IntRange(1, 1000), help="Plausible linkages.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="Same seed, same result.")
@click.option("--threads", default=2, show_default=True, type=click.IntRange(1, 64), help="For the comparison.")
@click.option("--columns", type=click.Path(path_type=Path), help="YAML: which column is which, where titles are odd.")
@click.option(
    "--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True, help="What compares."
)
@speaking_plainly
def link(
    files: tuple[Path, ...], out: Path, draws: int, seed: int, threads: int, columns: Path | None, engine: str
) -> None:
    """Join the lists in FILES: CSV or XLSX, one list each, columns recognised by their titles; or codes that palermo
    encode made.

    Writes the most probable linkage (links.csv), its overlaps (overlaps.csv, for palermo estimate), the overlaps of
    plausible linkages (draws.csv), and the pairs that a person should decide (review.csv). links.csv and review.csv
    tell who is who: keep them where the lists are kept.
    """
    from palermo_engines.linkage.partitions import best_linkage, groups_of
    from palermo_engines.linkage.quality import expected

    tables = read_files(files)
    coded = are_coded(tables)
    records = coded_records(tables, seed) if coded else prepared(tables, read_told(columns, files))
    with database_of(engine, threads) as database:
        pairs = _pairs(records, coded=coded, seed=seed, database=database)
    groups = groups_of(pairs, len(records))
    person = best_linkage(groups)
    results = _results(records, groups, person, draws, seed)
    _write(out, results if coded else results | {"review.csv": _review(records, pairs)})
    told = expected(pairs, person)
    click.echo(f"{len(records):,} records, {len(set(person.tolist())):,} people by the most probable linkage.")
    click.echo(f"Of the pairs joined, {told.precision:.1%} are expected to be right.")
    click.echo(f"Of the true pairs among those compared, {told.recall:.1%} are expected to be joined.")
    if coded:
        click.echo(_OF_CODES)


def _pairs(records: Records, *, coded: bool, seed: int, database: object) -> Pairs:
    from palermo_engines.linkage.encoded import match_encoded
    from palermo_engines.linkage.matching import match

    if coded:
        return match_encoded(records, database=database)
    return match(records, seed=seed, database=database, progress=lambda step: click.echo(step, err=True)).pairs


def _results(records: Records, groups: Groups, person: Places, draws: int, seed: int) -> dict[str, str]:
    from palermo_engines.linkage.overlaps import overlap_table
    from palermo_engines.linkage.partitions import draw_linkages

    names = [records.lists[place].name for place in records.places.tolist()]
    rows = zip(names, (records.rows + 1).tolist(), person.tolist(), strict=True)
    files = {"links.csv": _csv(("list", "row", "person"), rows)}
    if len(records.lists) > 1:
        tables = [overlap_table(records, each).counts for each in draw_linkages(groups, draws, seed)]
        lists = [listed.name for listed in records.lists]
        best = overlap_table(records, person).counts
        histories = [[code >> at & 1 for at in range(len(lists))] for code in range(1, len(best) + 1)]
        counted = ([*history, int(count)] for history, count in zip(histories, best, strict=True))
        files["overlaps.csv"] = _csv((*lists, "count"), counted)
        drawn = ([*history, *(int(table[at]) for table in tables)] for at, history in enumerate(histories))
        files["draws.csv"] = _csv((*lists, *(f"draw {number}" for number in range(1, draws + 1))), drawn)
    return files


def _review(records: Records, pairs: Pairs) -> str:
    """A line for each field of each doubtful pair, the most doubtful first."""
    from palermo_engines.linkage.review import doubts, grey_zone

    rows: list[Sequence[object]] = []
    for number, doubt in enumerate(doubts(records, grey_zone(pairs)), start=1):
        for line in doubt.lines:
            worth = "" if line.evidence is None else round(line.evidence, 1)
            rows.append((number, f"{doubt.probability:.2f}", *doubt.lists, line.field, line.left, line.right, worth))
    return _csv(("pair", "probability", "list", "other list", "field", "one", "other", "evidence in bits"), rows)


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(_harmless(row) for row in rows)
    return text.getvalue()


def _harmless(row: Sequence[object]) -> list[object]:
    """What a spreadsheet would run as a formula is kept as text: the lists come from outside."""
    return [f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@") else cell for cell in row]


def _write(folder: Path, files: dict[str, str]) -> None:
    """Into a new folder that only its owner may read."""
    try:
        folder.mkdir(parents=True, mode=0o700)
        for name, content in files.items():
            (folder / name).write_text(content, encoding="utf-8")
    except OSError as error:
        advice = "Name a folder that does not exist yet, where you may write."
        raise InputError("linkage.folder", f"{error.strerror}.", advice=advice, where=str(folder)) from error
