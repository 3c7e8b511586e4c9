"""``palermo demo``: the main job, from documents and data to cited figures, on the project's own samples."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from palermo.config.commands.demo_registers import fill_registers, take_in_documents, take_in_resolutions
from palermo.config.commands.documents import run_with_progress
from palermo.config.console import REFUSED, Failure, speaking_plainly, start_django, use_home

if TYPE_CHECKING:
    from palermo.ground.audit.actor import Actor

SAMPLES = Path(__file__).resolve().parents[4] / "samples"


@click.command()
@click.option("--home", type=click.Path(path_type=Path, file_okay=False), help="Where the instance lives.")
@click.option(
    "--serve/--no-serve", "serving", default=True, help="End in a web site on 127.0.0.1, or with the summary."
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@speaking_plainly
def demo(home: Path | None, serving: bool, port: int) -> None:
    """Read the sample documents of a fictional region, import its statistics and treaty status, accept what a human
    reader had marked, publish, and serve the result. Run again, it changes nothing that stands."""
    use_home(home)
    _place_region()
    start_django()
    summary = _run()
    click.echo(summary.text())
    if serving:
        from palermo.config.commands.serve import run

        run("127.0.0.1", port)


@dataclass(slots=True)
class _Summary:
    """What the demo did, counted."""

    documents: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)
    accepted: int = 0
    left: int = 0
    missing: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    records: int = 0
    drafts: int = 0
    works: int = 0
    slips: int = 0
    events: int = 0
    intact: bool = False

    def text(self) -> str:
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in sorted(self.formats.items()))
        languages = ", ".join(f"{language} {count}" for language, count in sorted(self.languages.items()))
        return (
            f"\n{self.documents} documents ({kinds}) in {len(self.languages)} languages ({languages})\n"
            f"{self.accepted} findings accepted because a human reader had marked them;"
            f" {self.left} wait for a reviewer; {self.missing} marked by the reader were not found\n"
            f"{self.counts['figures']} figures published for {self.counts['measures']} measures,"
            f" {self.counts['conflicts']} contradictions and {self.slips} slips shown (sums that do not add up, ...)\n"
            f"{self.records} records in registers, {self.drafts} drafts from documents;"
            f" resolutions followed up: {self.works}\n"
            f"audit chain: {self.events} events, {'intact' if self.intact else 'BROKEN'}"
        )


def _place_region() -> None:
    """The fictional region belongs to this instance: its file stands in the home, where settings look for it."""
    from palermo.config.home import current_home

    home = current_home()
    home.root.mkdir(parents=True, exist_ok=True)
    if home.database.exists() and not home.region.exists():
        raise Failure(f"{home.root} is an instance at work, not a demo. Choose another --home.", REFUSED)
    shutil.copyfile(SAMPLES / "region.yaml", home.region)


def _run() -> _Summary:
    from palermo.ground.access.api import VISITOR, console
    from palermo.ground.audit import api as audit
    from palermo.know import api as know
    from palermo.measure import api as measure

    actor = console()
    summary = _Summary()
    _ingest(actor)
    _import(actor)
    _accept_and_publish(actor, summary)
    summary.records = fill_registers(actor, SAMPLES / "registers.yaml")
    summary.drafts = take_in_documents(actor)
    summary.works = take_in_resolutions(actor)
    summary.counts = measure.counts()
    summary.slips = len(measure.uneven_totals(VISITOR)) + len(know.accepted_warnings(VISITOR))
    verified = audit.verify()
    summary.events, summary.intact = verified.events, verified.intact
    return summary


def _ingest(actor: Actor) -> None:
    from palermo.know import api as know

    files = sorted((SAMPLES / "documents").iterdir())
    job = run_with_progress(know.request_ingest_of_paths(actor, files, on_likeness="separate"), "reading documents")
    for result in job.report["files"]:
        if result["result"] not in ("ingested", "duplicate"):
            raise Failure(f"{result['name']}: {result.get('message', result['result'])}", REFUSED)


def _import(actor: Actor) -> None:
    from palermo.measure import api as measure

    for name in ("treaties/status.csv", "statistics/trafficking.xlsx"):
        file = SAMPLES / name
        job = measure.request_import(actor, file.read_bytes(), file.name)
        run_with_progress(job, f"importing {file.name}")


def _accept_and_publish(actor: Actor, summary: _Summary) -> None:
    """A person read the samples and wrote down what they say; what the machine found alike is accepted in the name of
    the console, and the rest stays in the queue."""
    from palermo.know import api as know

    for document in know.documents_visible_to(actor):
        filename = document.editions.first().filename  # type: ignore[union-attr]
        truth = SAMPLES / "truth" / f"{filename}.jsonl"
        if not truth.exists():
            continue
        compared = know.accept_matching(actor, document, _lines(truth))
        if not document.published:
            know.publish(actor, document=document)
        summary.documents += 1
        summary.languages[document.language] += 1
        summary.formats[Path(filename).suffix] += 1
        summary.accepted += compared.accepted
        summary.left += compared.left
        summary.missing += compared.missing


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
