"""A sample as plain text in the shape of text taken from a PDF: hard line breaks, pages with furniture, notes below.

Chinese is printed with spaces beside digits, as the typesetting of such reports leaves them.
"""

from __future__ import annotations

import re
import textwrap

from samples.making.source import Heading, Passage, Sample, TableBlock
from samples.making.words import distribution, printed_heading, printed_number

WIDTH = 76
PAGE_LINES = 46
RULE = "__________________"
_MARK = 0xE000  # a private-use character stands for the mark of footnote n while lines are wrapped
_BESIDE_DIGITS = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])")
_UNITS = re.compile(r"[（《“]*(?:[A-Za-z0-9/.,%()-]+|.)[，。、；：）》”\uE000-\uE0FF]*")


def write_text(sample: Sample) -> str:
    """The whole file."""
    pages = _pages(sample, _front(sample) + _body(sample))
    printed = [_page(sample, number, lines, notes, len(pages)) for number, (lines, notes) in enumerate(pages, 1)]
    separator = "\f" if sample.language in ("en", "ru") else "\n"
    return separator.join(printed)


def _front(sample: Sample) -> list[str]:
    head = sample.head
    right = [line.rjust(WIDTH) for line in (sample.facts["symbol"], *distribution(sample))]
    agenda = _mark_agenda(head["agenda"])
    lines = [*right, "", head["body"], head["session"], head["place"], agenda, *_wrap(sample, head["topic"], ""), ""]
    return [*lines, *_wrap(sample, head["title"], "  "), "", f"  {head['subtitle']}", ""]


def _mark_agenda(agenda: str) -> str:
    star = chr(_MARK)
    return agenda.replace("*", star) if "*" in agenda else agenda + star


def _body(sample: Sample) -> list[str]:
    lines: list[str] = []
    if "opening" in sample.head:
        lines += [f"    {sample.head['opening']}", ""]
    for block in sample.blocks:
        if isinstance(block, Heading):
            lines += ["", f" {printed_heading(sample, block)}", ""]
        elif not isinstance(block, TableBlock):
            lines += [*_paragraph(sample, block), ""]
    return lines


def _paragraph(sample: Sample, passage: Passage) -> list[str]:
    text = passage.text
    for key, offset in sorted(passage.marks, key=lambda mark: -mark[1]):
        text = text[:offset] + chr(_MARK + int(key)) + text[offset:]
    indent = "    " if passage.kind in ("item", "preambular") else ""
    number = printed_number(sample, passage)
    return _wrap(sample, f"{number} {text}" if number else text, indent)


def _wrap(sample: Sample, text: str, indent: str) -> list[str]:
    if sample.language != "zh":
        return textwrap.wrap(text, WIDTH, initial_indent=indent, break_long_words=False, break_on_hyphens=False)
    lines, line = [], indent
    for unit in _UNITS.findall(_BESIDE_DIGITS.sub(" ", text)):
        if _columns(line + unit) > WIDTH and line.strip():
            lines.append(line.rstrip())
            line = unit.lstrip()
        else:
            line += unit
    return [*lines, line.rstrip()]


def _columns(text: str) -> int:
    return sum(1 if ord(character) < 0x2000 else 2 for character in text)


def _pages(sample: Sample, lines: list[str]) -> list[tuple[list[str], list[list[str]]]]:
    texts = {0: sample.head["agenda_note"], **{int(note.key): note.text for note in sample.footnotes}}
    pages: list[tuple[list[str], list[list[str]]]] = [([], [])]
    for line in lines:
        new = [_note(sample, ord(mark) - _MARK, texts) for mark in re.findall(r"[\uE000-\uE0FF]", line)]
        body, notes = pages[-1]
        if body and len(body) + sum(map(len, notes)) + 1 + sum(map(len, new)) > PAGE_LINES:
            pages.append(([], []))
            body, notes = pages[-1]
        body.append(re.sub(r"[\uE000-\uE0FF]", lambda found: _printed(ord(found[0]) - _MARK), line))
        notes += new
    return pages


def _note(sample: Sample, number: int, texts: dict[int, str]) -> list[str]:
    return _wrap(sample, f"{_printed(number)} {texts[number]}", " ")


def _printed(number: int) -> str:
    return str(number) if number else "*"


def _page(sample: Sample, number: int, lines: list[str], notes: list[list[str]], count: int) -> str:
    folio, series = f"{number}/{count}", sample.head["series"]
    furniture = f"{series}{folio:>{WIDTH - len(series)}}" if number % 2 else f"{folio}{series:>{WIDTH - len(folio)}}"
    below = [RULE, *(line for note in notes for line in note)] if notes else []
    above = [sample.facts["symbol"], ""] if number > 1 else []
    return "\n".join([*above, *lines, *below, "", furniture, ""])
