"""``palermo ingest``, ``publish`` and ``search``: the library from the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from palermo.config.console import INPUT_ERROR, PARTLY, Failure, format_option, home_option, print_rows

if TYPE_CHECKING:
    from palermo.ground.jobs.api import Job

_READABLE = {".txt", ".pdf", ".docx", ".html", ".htm"}


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--on-likeness",
    type=click.Choice(["ask", "edition", "separate"]),
    default="ask",
    show_default=True,
    help="A file that resembles a document of the library: leave it out and say so, take it as a corrected edition,"
    " or as a document of its own.",
)
@format_option
@home_option
def ingest(paths: tuple[Path, ...], on_likeness: str, shape: str) -> None:
    """Read files, or all readable files of folders, into the library. A file is stored whole or not at all.

    Exit code 5 when some files were refused, 2 when all were. Ctrl-C stops behind the file in hand.
    """
    from palermo.ground.access.api import console
    from palermo.know import api as know

    files = list(_files_of(paths))
    if not files:
        raise Failure("there is no .txt, .pdf, .docx or .html file in these paths.", INPUT_ERROR)
    job = know.request_ingest_of_paths(console(), files, on_likeness=on_likeness)  # type: ignore[arg-type]
    results = run_with_progress(job, "reading").report.get("files", [])
    rows = [{**result, "remark": _remark(result)} for result in results]
    print_rows(rows, ("name", "result", "title", "paragraphs", "findings", "remark"), shape)
    refused = sum(result["result"] in ("refused", "looks_like_edition") for result in results)
    if refused or len(results) < len(files):
        raise SystemExit(INPUT_ERROR if refused == len(files) else PARTLY)


def _files_of(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = (file for file in sorted(path.rglob("*")) if file.is_file() and not file.name.startswith("."))
            yield from (file for file in found if file.suffix.lower() in _READABLE)
        else:
            yield path


def _remark(result: Mapping[str, Any]) -> str:
    said = f"{result.get('message', '')} {result.get('advice', '')}".strip()
    return said or "; ".join(result.get("notices", ()))


def run_with_progress(job: Job, label: str) -> Job:
    """Do a job here and now with a progress bar on standard error; its last state comes back."""
    import sys

    from palermo.ground.jobs import api as jobs

    with click.progressbar(length=1000, label=label, file=sys.stderr, show_pos=False, show_percent=True) as bar:

        def show(state: Job) -> None:
            share = int(1000 * state.done / state.total) if state.total else 0
            bar.update(max(0, share - bar.pos))

        ended = jobs.run_now(job, progress=show)
        bar.update(bar.length - bar.pos if bar.length else 0)
    if ended.state == jobs.Job.State.FAILED:
        raise Failure(ended.message, INPUT_ERROR)
    return ended


@click.command()
@click.argument("symbols", nargs=-1, required=True)
@home_option
def publish(symbols: tuple[str, ...]) -> None:
    """Publish documents, named by their symbol or their address, with what was accepted in them."""
    from palermo.ground.access.api import console
    from palermo.know import api as know

    actor = console()
    for symbol in symbols:
        named = [item for item in know.documents_visible_to(actor) if symbol in (item.symbol, str(item.uuid))]
        if not named:
            raise Failure(f"no document is called {symbol}.", INPUT_ERROR)
        for document in named:
            published = know.publish(actor, document=document)
            click.echo(f"{document.symbol or document.uuid}: published with {published} accepted findings")


@click.command()
@click.argument("query")
@click.option("--country", default="", help="ISO 3166-1 alpha-3 code of a country named in the passage.")
@click.option("--year", default="", help="Year of the document.")
@click.option("--language", default="", help="Language of the document: en, fr, es, ru, ar or zh.")
@click.option("--page", default=1, show_default=True, type=click.IntRange(1))
@format_option
@home_option
def search(query: str, country: str, year: str, language: str, page: int, shape: str) -> None:
    """Search documents. "Quotes" are literal, -word excludes, OR widens, word* matches beginnings."""
    from palermo.ground.access.api import console
    from palermo.know import api as know

    answer = know.search(console(), query, know.Filters(country=country, year=year, language=language), page=page)
    rows = [
        {
            "document": hit.symbol or hit.title,
            "language": hit.language,
            "place": hit.place,
            "passage": "".join(piece.text for piece in hit.snippet.pieces),
            "uuid": str(hit.document),
        }
        for hit in answer.hits
    ]
    click.echo(f"{answer.total} passages, page {answer.page} of {max(answer.pages, 1)}", err=True)
    print_rows(rows, ("document", "language", "place", "passage"), shape)
