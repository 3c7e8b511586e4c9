"""How much of what a careful reader found does extraction find, and how much of what it finds is right?

    python benchmarks/extraction.py ../shared/documents          recall on the figures of ../shared/mission/figures.tsv
    python benchmarks/extraction.py --sample 100 --seed 1 PATH... emitted figures, drawn at random for a reader
    python benchmarks/extraction.py --speed PATH...                megabytes a second on one core
    python benchmarks/extraction.py --samples                      recall and precision on the project's own samples

When a row counts as found: see figure_rows.py beside this file.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.figure_rows import found_by, rows_of  # noqa: E402

from palermo_engines.documents.reading import read_path  # noqa: E402
from palermo_engines.extraction.facts import Figure  # noqa: E402
from palermo_engines.extraction.pipeline import extract  # noqa: E402

DOCUMENTS = {
    "000": "cop7-2014",
    "001": "secretary-general-2016",
    "002": "cop10-2020",
    "003": "survey-2008",
    "004": "draft-resolution-2018",
}


def report_recall(folder: Path) -> int:
    rows = rows_of(folder.parent / "mission" / "figures.tsv")
    read = {code: read_path(next(folder.glob(f"{name}*"))) for code, name in DOCUMENTS.items()}
    facts = {code: extract(document) for code, document in read.items()}
    kinds: Counter[str] = Counter()
    for row in rows:
        kind = found_by(row, read[row.doc], facts[row.doc])
        kinds[kind or "missed"] += 1
        if kind is None:
            print(f"missed {row.id} {row.doc} paragraph {row.para}: {row.measure} = {row.value} [{row.snippet}]")
    found = len(rows) - kinds["missed"]
    print(f"found {found} of {len(rows)} = {found / len(rows):.1%}  ({dict(kinds)})")
    return 0 if found / len(rows) >= 0.95 else 1


def show(figure: Figure, name: str) -> str:
    high = f" to {figure.high}" if figure.high is not None else ""
    where = figure.place.paragraph or f"note {figure.place.footnote}"
    return (
        f"{name} {where}: {figure.qualifier} {figure.value}{high} {figure.unit} | {figure.measure} | "
        f"{','.join(figure.countries) or '-'} | period {figure.period} as of {figure.as_of} | "
        f"{dict(figure.breakdown)} {'part' if figure.part_of else ''}\n      {figure.snippet}"
    )


def print_sample(paths: Sequence[Path], size: int, seed: int) -> None:
    emitted = [(fact, path.name) for path in paths for fact in extract(read_path(path)) if isinstance(fact, Figure)]
    for figure, name in random.Random(seed).sample(emitted, min(size, len(emitted))):
        print(show(figure, name))


def print_speed(paths: Sequence[Path], rounds: int = 7) -> None:
    """CPU time, so that other work on the machine counts as little as it can; the first round warms up."""
    size = sum(path.stat().st_size for path in paths) / 1e6
    documents = [read_path(path) for path in paths]
    reading = _median_seconds(lambda: [read_path(path) for path in paths], rounds)
    extracting = _median_seconds(lambda: [extract(document) for document in documents], rounds)
    for what, seconds in (("reading", reading), ("extraction", extracting), ("both", reading + extracting)):
        print(f"{what}: {size / seconds:.2f} MB/s on one core (median of {rounds}; {size:.3f} MB)")


def _median_seconds(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds + 1):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times[1:])


def report_samples() -> None:
    """Recall and precision of figures (paragraph, value, high, qualifier; and with measure) by language."""
    counts: dict[str, Counter[str]] = {}
    for truth in sorted((ROOT / "samples" / "truth").glob("*.jsonl")):
        lines = [json.loads(line) for line in truth.read_text("utf-8").splitlines() if line.strip()]
        wanted = [line for line in lines if line["type"] == "figure"]
        document = read_path(ROOT / "samples" / "documents" / truth.name.removesuffix(".jsonl"))
        places = ROOT / "samples" / "region.yaml"
        had = [fact for fact in extract(document, places=places) if isinstance(fact, Figure)]
        _count(wanted, had, counts.setdefault(lines[0]["language"], Counter()), truth.name)
    for language, tally in sorted(counts.items()):
        print(
            f"{language}: recall {tally['hit']}/{tally['wanted']}, precision {tally['hit']}/{tally['had']}, "
            f"of the hits right in " + ", ".join(f"{name} {tally[name]}" for name in _FIELDS)
        )


_FIELDS = ("unit", "measure", "countries", "period", "as_of", "breakdown")


def _count(wanted: list[dict[str, object]], had: list[Figure], tally: Counter[str], name: str) -> None:
    tally.update(wanted=len(wanted), had=len(had))
    left = list(had)
    for line in wanted:
        hit = min(
            (figure for figure in left if _same(line, figure)),
            key=lambda figure: -_agreement(line, figure),
            default=None,
        )
        if hit is None:
            where = line.get("paragraph") or line.get("footnote")
            print(f"  {name} missed: {where} {line['snippet']}")
            continue
        left.remove(hit)
        tally["hit"] += 1
        for field in _FIELDS:
            right = _field_agrees(line, hit, field)
            tally[field] += right
            if not right:
                expected = line["iso3"] if field == "countries" else line[field]
                print(
                    f"  {name} {hit.place.paragraph} {field}: {getattr(hit, field)} for {expected} [{hit.snippet[:70]}]"
                )
    for figure in left:
        print(f"  {name} extra: {show(figure, '')}")


def _same(line: dict[str, object], figure: Figure) -> bool:
    high = None if line["high"] is None else Decimal(str(line["high"]))
    return (
        line.get("paragraph") == figure.place.paragraph
        and line.get("footnote") == figure.place.footnote
        and abs(Decimal(str(line["value"])) - figure.value) < Decimal("0.5")
        and high == figure.high
        and line["qualifier"] == figure.qualifier.value
    )


def _agreement(line: dict[str, object], figure: Figure) -> int:
    return sum(_field_agrees(line, figure, field) for field in _FIELDS)


def _field_agrees(line: dict[str, object], figure: Figure, field: str) -> bool:
    if field == "countries":
        return list(figure.countries) == line["iso3"]
    return (dict(figure.breakdown) if field == "breakdown" else getattr(figure, field)) == line[field]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[ROOT.parent / "shared" / "documents"])
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--samples", action="store_true")
    options = parser.parse_args(arguments)
    files = [file for path in options.paths for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    if options.samples:
        report_samples()
    elif options.speed:
        print_speed(files)
    elif options.sample:
        print_sample(files, options.sample, options.seed)
    else:
        return report_recall(options.paths[0])
    return 0


if __name__ == "__main__":
    sys.exit(main())
