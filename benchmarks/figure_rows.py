"""The rows of ``figures.tsv`` and when extraction counts as having found one.

The criteria are general. A row is found when its document and paragraph (0: a summary or any preambular paragraph; a
footnote counts with its paragraph) hold a fact that says the same: a number of that value, with the qualifier that the
row names; a date; a list of as many States; lettered items of that number. Rows that name a symbol or resolution are
found when a warning points at that paragraph.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from palermo_engines.documents.model import Document
from palermo_engines.extraction import facts
from palermo_engines.extraction.facts import Fact, Figure, FoundDate, Mention
from palermo_engines.kit.quantities import Qualifier

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


def found_by(row: Row, document: Document, found: Sequence[Fact]) -> str | None:
    """The kind of fact that says what the row says, or None."""
    near = [fact for fact in found if in_paragraph(fact, row, document)]
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


def _as_figures(row: Row, near: Sequence[Fact], _document: Document) -> bool:
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


def _as_dates(row: Row, near: Sequence[Fact], _document: Document) -> bool:
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


def _as_structure(row: Row, _near: Sequence[Fact], document: Document) -> bool:
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


def _as_warning(row: Row, near: Sequence[Fact], _document: Document) -> bool:
    return row.unit in ("symbol", "resolution") and any(isinstance(fact, facts.Warning) for fact in near)
