"""How much of what a careful reader found does extraction find, and how much of what it finds is right?

    python benchmarks/extraction.py ../shared/documents          recall on the figures of ../shared/mission/figures.tsv
    python benchmarks/extraction.py --sample 100 --seed 1 PATH... emitted figures, drawn at random, for a reader to judge
    python benchmarks/extraction.py --speed PATH...                 figures alone, megabytes a second on one core
    python benchmarks/extraction.py --samples                      recall and precision on the project's own samples

The criteria are general. A row is found when its document and paragraph (0: a summary or any preambular paragraph; a
footnote counts with its paragraph) hold a fact that says the same: a number of that value, with the qualifier that the
row names; a date; a list of as many States; lettered items of that number. Rows that name a symbol or resolution are
found when a warning points at that paragraph.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from palermo_engines.documents.model import Document
from palermo_engines.documents.reading import read_path
from palermo_engines.extraction import facts as found
from palermo_engines.extraction.facts import Fact, Figure, FoundDate, Mention
from palermo_engines.extraction.figures import find_figures, surroundings_of
from palermo_engines.extraction.gazetteer import gazetteer
from palermo_engines.extraction.pipeline import extract, read_passages
from palermo_engines.kit.quantities import Qualifier

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = {
    "000": "cop7-2014",
    "001": "secretary-general-2016",
    "002": "cop10-2020",
    "003": "survey-2008",
    "004": "draft-resolution-2018",
}
QUALIFIERS = {
    "more than": Qualifier.MORE_THAN,
    ">": Qualifier.MORE_THAN,
    "about": Qualifier.ABOUT,
    "nearly": Qualifier.NEARLY,
    "at least": Qualifier.AT_LEAST,
}
SHARES = {"half": Decimal(50), "third": Decimal("33.33")}
MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], start=1
    )
}


@dataclass(frozen=True)
class Row:
    """One line of figures.tsv."""

    id: str
    doc: str
    para: str
    measure: str
    value: str
    unit: str
    snippet: str


def rows_of(path: Path) -> list[Row]:
    lines = path.read_text("utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    return [Row(cell[0], cell[2], cell[3], cell[4], cell[5], cell[6], cell[8]) for cell in cells]


def in_paragraph(fact: Fact, row: Row, document: Document) -> bool:
    """Whether the fact stands in the row's paragraph, an item of it, or a footnote of it."""
    key = fact.place.paragraph
    if key is None:
        key = next((note.paragraph for note in document.footnotes if note.key == fact.place.footnote), None)
    return key is not None and is_paragraph(key, row.para)


def is_paragraph(key: str, para: str) -> bool:
    bare = re.sub(r"^(?:OP)|~\d+$", "", key)
    if para == "0":
        return key.startswith(("0", "PP"))
    return bare == para or bare.startswith((para + "(", para + "."))


def found_by(row: Row, document: Document, facts: Sequence[Fact]) -> str | None:
    """The kind of fact that says what the row says, or None."""
    near = [fact for fact in facts if in_paragraph(fact, row, document)]
    checks = (
        ("figure", _as_figures),
        ("date", _as_dates),
        ("list", _as_list),
        ("name", _as_name),
        ("structure", _as_structure),
        ("warning", _as_warning),
    )
    return next((kind for kind, check in checks if check(row, near, document)), None)


def expected_numbers(row: Row) -> list[tuple[Decimal, Decimal | None]]:
    """The numbers of the value column: "32/53/18", "23+1", "14-18" (a range), "5.6 million", "nearly one third"."""
    text = row.value
    for word, share in SHARES.items():
        if word in text:
            return [(share, None)]
    if row.unit in ("date", "dates", "year", "symbol", "resolution", "targets") or re.search(
        r"[A-Za-z]{3} \d{4}|-\d\d-", text
    ):
        return []
    span = re.fullmatch(r"(\d{1,2})-(\d{1,2})", text)
    if span:
        return [(Decimal(span[1]), Decimal(span[2]))]
    factor = Decimal(10**6) if "million" in text else Decimal(1)
    parts = re.findall(r"\d[\d,]*(?:\.\d+)?", re.sub(r"\d{4}-\d{4}|\(.*?\)", "", text) or text)
    if not parts and "(" in text:
        parts = re.findall(r"\d+", text[text.index("(") :])
    return [(Decimal(part.replace(",", "")) * factor, None) for part in parts]


def _as_figures(row: Row, near: Sequence[Fact], document: Document) -> bool:
    wanted = Counter(expected_numbers(row))
    qualifier = _qualifier(row)
    had = Counter(
        (fact.value, fact.high)
        for fact in near
        if isinstance(fact, Figure) and (qualifier is None or fact.qualifier is qualifier)
    )
    return bool(wanted) and all(had[number] >= count for number, count in wanted.items())


def _qualifier(row: Row) -> Qualifier | None:
    said = f"{row.measure} {row.value}"
    return next(
        (
            qualifier
            for word, qualifier in QUALIFIERS.items()
            if re.search(rf"\({re.escape(word)}|, {re.escape(word)}|^{re.escape(word)} |\({re.escape(word)}\d", said)
            or row.value.startswith(word)
            or f"({word}" in row.value
        ),
        None,
    )


def _as_dates(row: Row, near: Sequence[Fact], document: Document) -> bool:
    wanted = list(_iso_dates(row))
    had = [fact.date for fact in near if isinstance(fact, FoundDate)]
    had += [end for date in had for end in date.split("/")]
    wanted = [end for date in wanted for end in ([date] if date in had else date.split("/"))]
    return bool(wanted) and all(any(_agree(date, other) for other in had) for date in wanted)


def _agree(wanted: str, had: str) -> bool:
    """The same date, or the same as far as the row says it ("end 2018" is within 2018)."""
    return had == wanted or had.startswith(wanted + "-") or (wanted.endswith("*") and had.startswith(wanted[:-1]))


def _iso_dates(row: Row) -> Iterator[str]:
    text = row.value
    for match in re.finditer(
        r"(?P<iso>\d{4}-\d\d-\d\d)|(?P<years>\d{4}-\d{4})"
        r"|(?:(?P<first>\d{1,2})(?:-(?P<last>\d{1,2}))? )?(?P<month>[A-Z][a-z]{2,8})\.? (?P<year>\d{4})"
        r"|Q(?P<quarter>\d) (?P<of>\d{4})|(?P<day>\d{1,2}) (?P<every>July)|(?P<only>\d{4})",
        text,
    ):
        yield from _iso(match)


def _iso(match: re.Match[str]) -> Iterator[str]:
    if match["iso"]:
        yield match["iso"]
    elif match["years"]:
        yield match["years"].replace("-", "/")
    elif match["month"]:
        start = f"{match['year']}-{MONTHS[match['month'][:3]]:02d}"
        yield f"{start}-{int(match['first']):02d}" if match["first"] else start
    elif match["quarter"]:
        yield match["of"] + "*"
    elif match["day"]:
        yield f"--07-{match['day']}"
    elif match["only"]:
        yield match["only"]


def _as_list(row: Row, near: Sequence[Fact], document: Document) -> bool:
    """A list of names: as many places or organisations as the row counts, around the row's words."""
    numbers = expected_numbers(row)
    if len(numbers) != 1:
        return False
    wanted = int(numbers[0][0])
    for text, mentions in _by_passage(near, document, row):
        at = text.find(row.snippet[:6])
        run = [mention for mention in mentions if at < 0 or mention.place.end > at]
        groups = [*_groups(run, text), [mention for mention in mentions if _same_sentence(text, at, mention)]]
        if wanted > 1 and any(_items(group) == wanted for group in groups):
            return True
    return False


def _items(mentions: Sequence[Mention]) -> int:
    """Distinct names; a unit named right behind the department it belongs to is one item with it."""
    nested = {
        mention.code for before, mention in itertools.pairwise(mentions) if before.place.end == mention.place.start
    }
    return len({mention.code for mention in mentions} - nested)


def _same_sentence(text: str, at: int, mention: Mention) -> bool:
    return 0 <= at <= mention.place.start and not re.search(r"[。.]", text[at : mention.place.start])


def _by_passage(near: Sequence[Fact], document: Document, row: Row) -> Iterator[tuple[str, list[Mention]]]:
    texts = {paragraph.key: paragraph.text for paragraph in document.paragraphs}
    for key, text in texts.items():
        if is_paragraph(key, row.para):
            yield text, [fact for fact in near if isinstance(fact, Mention) and fact.place.paragraph == key]


def _groups(mentions: Sequence[Mention], text: str) -> Iterator[list[Mention]]:
    """Runs of names with nothing but a joining word between them."""
    group: list[Mention] = []
    for mention in mentions:
        between = text[group[-1].place.end : mention.place.start] if group else ""
        far = len(between) > 4 and not re.match(r"(?:[、,]|以及|和|及| and).{0,9}$", between)
        if group and (far or "。" in between):
            yield group
            group = []
        group.append(mention)
    yield group


def _as_name(row: Row, near: Sequence[Fact], document: Document) -> bool:
    """A row whose value is a name or place: a mention stands within its words."""
    if re.search(r"\d", row.value):
        return False
    for text, mentions in _by_passage(near, document, row):
        at = text.replace(" ", "").find(row.snippet)
        spaces = text[: at + len(row.snippet) + 4].count(" ")
        if at >= 0 and any(
            mention.place.start < at + spaces + len(row.snippet) and at < mention.place.end for mention in mentions
        ):
            return True
    return False


def _as_structure(row: Row, near: Sequence[Fact], document: Document) -> bool:
    """Counts of paragraphs or lettered items, which the reader of documents gives."""
    numbers = expected_numbers(row)
    if len(numbers) != 1:
        return False
    keys = [paragraph.key for paragraph in document.paragraphs]
    items = [key for key in keys if key.startswith(row.para + "(")]
    operative = [key for key in keys if re.fullmatch(r"OP\d+", key)]
    texts = [paragraph.text for paragraph in document.paragraphs if is_paragraph(paragraph.key, row.para)]
    lettered = [len(set(re.findall(r"\(([a-h])\)", text))) for text in texts]
    return int(numbers[0][0]) in (len(items), len(operative), *lettered)


def _as_warning(row: Row, near: Sequence[Fact], document: Document) -> bool:
    return row.unit in ("symbol", "resolution") and any(isinstance(fact, found.Warning) for fact in near)


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
    for path in paths:
        document = read_path(path)
        reads = read_passages(document, gazetteer(document.metadata.language))
        size = sum(len(read.passage.text.encode()) for read in reads) / 1e6
        surroundings = surroundings_of(reads)
        times = []
        for _ in range(rounds):
            start = time.process_time()
            for read in reads:
                find_figures(read, surroundings)
            times.append(time.process_time() - start)
        seconds = statistics.median(times) / size
        print(f"{path.name}: {seconds:.2f} s per MB, {1 / seconds:.1f} MB/s (median of {rounds}; {size:.3f} MB)")


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
            print(
                f"  {name} missed: {line['paragraph'] if 'paragraph' in line else line.get('footnote')} {line['snippet']}"
            )
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
