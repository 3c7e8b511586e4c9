"""``palermo extract FILE...``: what documents say, as JSON Lines. Needs no instance and no database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from palermo.config.console import INPUT_ERROR
from palermo_engines.kit.errors import InputError


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--places", type=click.Path(path_type=Path, exists=True), help="Further countries and bodies, as YAML.")
def extract(files: tuple[Path, ...], places: Path | None) -> None:
    """Print what is found in each FILE: paragraphs, footnotes, mentions, figures, treaty actions, statements,
    directives, warnings. One JSON object a line; with several files, what contradicts across them comes last.

    A file that cannot be read is named on standard error and prints nothing; the exit code is then 2.
    """
    from palermo_engines.documents.reading import read_path
    from palermo_engines.extraction.checks import check_collection
    from palermo_engines.extraction.lines import collection_lines, to_lines
    from palermo_engines.extraction.pipeline import extract as facts_of

    done, failed = [], False
    for path in files:
        try:
            document = read_path(path)
            facts = facts_of(document, places=places)
        except (InputError, OSError) as error:
            failed = True
            click.echo(f"palermo: {_reason(path, error)}", err=True)
            continue
        _print(document.source, to_lines(document, facts))
        done.append((document, facts))
    for found in check_collection(done):
        _print(found.source, collection_lines([found]))
    if failed:
        raise SystemExit(INPUT_ERROR)


def _print(source: str, lines: Iterable[Mapping[str, Any]]) -> None:
    for line in lines:
        click.echo(json.dumps({**line, "source": source}, ensure_ascii=False))


def _reason(path: Path, error: InputError | OSError) -> str:
    if isinstance(error, InputError):
        return str(error) if error.where else f"{path.name}: {error}"
    return f"{path.name}: {error.strerror}. Check the path and your permission to read it."
