"""Read the source of a sample: ``NAME.facts.yaml`` once, ``NAME.LANGUAGE.txt`` for each language.

A text source has a head of ``key: value`` lines, a line ``===``, then one block a line:

- ``# I | Introduction`` a heading (one ``#`` a level), its number before the bar;
- ``12. ...`` a numbered (in a resolution: operative) paragraph, ``PP ...`` a preambular one, ``(a) ...`` an item;
- ``^1 ...`` a footnote; ``TABLE`` the table.

Inside a line ``{XAB}`` prints the name of a State or body (``{MOCT*}`` the long name, ``{XAB:Borrenien}`` the words
given), ``⟦id|words⟧`` marks the words that state the fact ``id`` of the facts file, ``[^1]`` is a footnote mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parents[1]
SOURCES = HERE / "sources"
_INLINE = re.compile(
    r"\{(?P<code>\w+)(?P<long>\*?)(?::(?P<words>[^}]*))?\}|⟦(?P<fact>\w+)\||(?P<end>⟧)|\[\^(?P<mark>\w+)\]"
)
_BLOCK = re.compile(r"(?P<sharps>#+) (?P<number>[^|]+) \| (?P<heading>.+)|(?P<para>\d+)\. (?P<text>.+)|PP (?P<pp>.+)"
                    r"|\(?(?P<item>\w)\) (?P<words>.+)|\^(?P<note>\w+) (?P<note_text>.+)")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` of a passage's text: ``id`` is a fact's, or the code of who is named."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or footnote. ``marks`` are footnote keys and the character before which each stands."""

    key: str
    kind: str
    text: str
    label: str = ""
    mentions: tuple[Span, ...] = ()
    facts: tuple[Span, ...] = ()
    marks: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` counts from 1."""

    level: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Where the table of the facts file stands; the first row is the header."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """One document in one language. ``head`` is the front page, ``opening`` the line that opens a resolution (it has
    no number: key ``0``), ``facts`` the facts file."""

    name: str
    language: str
    form: str
    head: dict[str, str]
    opening: Passage | None
    facts: dict[str, Any]
    blocks: tuple[Heading | Passage | TableBlock, ...]
    footnotes: tuple[Passage, ...]

    @property
    def file_name(self) -> str:
        """The name of the built document."""
        return f"{self.facts['file']}.{self.language}.{self.form}"

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The paragraphs, in order."""
        return tuple(block for block in self.blocks if isinstance(block, Passage))


@dataclass(slots=True)
class _Inline:
    text: str = ""
    mentions: list[Span] = field(default_factory=list)
    facts: list[Span] = field(default_factory=list)
    marks: list[tuple[str, int]] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)


def load_samples() -> list[Sample]:
    """Every sample in every language, by name and language."""
    names = load_names()
    found = []
    for path in sorted(SOURCES.glob("*.facts.yaml")):
        facts = yaml.safe_load(path.read_text(encoding="utf-8"))
        for language, form in facts["formats"].items():
            found.append(_load(path.name.split(".")[0], language, form, facts, names[language]))
    return found


def load_names() -> dict[str, dict[str, tuple[str, str]]]:
    """Language to code to short and long name of every State, body and region of the fictional region."""
    region = yaml.safe_load((HERE / "region.yaml").read_text(encoding="utf-8"))
    languages = ("en", "fr", "es", "ru", "ar", "zh")
    names: dict[str, dict[str, tuple[str, str]]] = {language: {} for language in languages}
    for language in languages:
        for state in region["countries"]:
            name = state["names"][language]
            names[language][state["iso3"]] = (name["short"], name["formal"])
        for body in region["organisations"] + region["regions"]:
            printed = body["names"][language]
            names[language][body["code"]] = (printed[-1], printed[0])
    return names


def _load(name: str, language: str, form: str, facts: dict[str, Any], names: dict[str, tuple[str, str]]) -> Sample:
    text = (SOURCES / f"{name}.{language}.txt").read_text(encoding="utf-8")
    top, _, body = text.partition("\n===\n")
    raw = {key: value for key, _, value in (line.partition(": ") for line in top.splitlines())}
    head = {key: _inline(value, names).text for key, value in raw.items()}
    opening = _passage("0", "unnumbered", "", raw["opening"], names) if "opening" in raw else None
    blocks: list[Heading | Passage | TableBlock] = []
    notes: list[Passage] = []
    for line in body.splitlines():
        block = _table(head, facts) if line == "TABLE" else _block(line, facts["kind"], blocks, names)
        (notes if isinstance(block, Passage) and block.kind == "footnote" else blocks).append(block)  # type: ignore[arg-type]
    return Sample(name, language, form, head, opening, facts, tuple(blocks), tuple(notes))


def _table(head: dict[str, str], facts: dict[str, Any]) -> TableBlock:
    header = tuple(cell.strip() for cell in head["table"].split("|"))
    return TableBlock((header, *(tuple(row) for row in facts["table"]["rows"])))


def _block(line: str, kind: str, before: list[Any], names: dict[str, tuple[str, str]]) -> Heading | Passage:
    match = _BLOCK.fullmatch(line)
    if match is None:
        raise ValueError(f"not a block: {line[:60]}")
    part = match.groupdict()
    if part["heading"]:
        return Heading(len(part["sharps"]), part["number"], part["heading"])
    if part["note"]:
        return _passage(part["note"], "footnote", part["note"], part["note_text"], names)
    if part["pp"]:
        count = 1 + sum(isinstance(b, Passage) and b.kind == "preambular" for b in before)
        return _passage(f"PP{count}", "preambular", "", part["pp"], names)
    if part["item"]:
        parent = next(b.key for b in reversed(before) if isinstance(b, Passage) and b.kind == "numbered")
        return _passage(f"{parent}({part['item']})", "item", line.split(" ", 1)[0], part["words"], names)
    operative = kind == "draft_resolution"
    key = f"OP{part['para']}" if operative else part["para"]
    return _passage(key, "operative" if operative else "numbered", part["para"], part["text"], names)


def _passage(key: str, kind: str, label: str, raw: str, names: dict[str, tuple[str, str]]) -> Passage:
    read = _inline(raw, names)
    return Passage(key, kind, read.text, label, tuple(read.mentions), tuple(read.facts), tuple(read.marks))


def _inline(raw: str, names: dict[str, tuple[str, str]]) -> _Inline:
    read, last = _Inline(), 0
    for match in _INLINE.finditer(raw):
        read.text += raw[last : match.start()]
        last = match.end()
        _token(read, match, names)
    read.text += raw[last:]
    if read.open:
        raise ValueError(f"⟦{read.open[-1][0]}| is not closed: {raw[:60]}")
    return read


def _token(read: _Inline, match: re.Match[str], names: dict[str, tuple[str, str]]) -> None:
    here = len(read.text)
    if match["code"]:
        printed = match["words"] or names[match["code"]][1 if match["long"] else 0]
        read.text += printed
        read.mentions.append(Span(match["code"], here, here + len(printed)))
    elif match["fact"]:
        read.open.append((match["fact"], here))
    elif match["end"]:
        fact, start = read.open.pop()
        read.facts.append(Span(fact, start, here))
    else:
        read.marks.append((match["mark"], here))
