"""A sample as a web page, with the page's own furniture around the document."""

from __future__ import annotations

from html import escape

from samples.making.source import Heading, Passage, Sample, TableBlock
from samples.making.words import distribution, printed_heading, printed_number, runs

_STYLE = "body{max-width:46em;margin:2em auto;font-family:serif}.item{margin-inline-start:2em}.note{font-size:.85em}"


def write_page(sample: Sample) -> str:
    """The whole file, HTML5 in UTF-8."""
    direction = ' dir="rtl"' if sample.language == "ar" else ""
    title = escape(sample.head["title"])
    return "\n".join([
        "<!DOCTYPE html>", f'<html lang="{sample.language}"{direction}>', "<head>", '<meta charset="utf-8">',
        f"<title>{title}</title>", f"<style>{_STYLE}</style>", "</head>", "<body>",
        '<nav><a href="#top">MERIDIA</a> | <a href="#notes">1, 2, 3</a></nav>', '<main id="top">',
        *_front(sample), *(_block(sample, block) for block in sample.blocks), *_notes(sample),
        "</main>", f"<footer>{escape(sample.head['series'])}</footer>", "</body>", "</html>", "",
    ])  # fmt: skip


def _front(sample: Sample) -> list[str]:
    head = sample.head
    agenda = escape(head["agenda"].replace("*", ""))
    star = '<sup><a href="#note-star">*</a></sup>'
    distributed = "<br>".join(escape(line) for line in distribution(sample))
    return [
        f"<p>{escape(head['body'])}</p>", f"<p>{sample.facts['symbol']}</p>", f"<p>{distributed}</p>",
        f"<p>{escape(head['session'])}<br>{escape(head['place'])}</p>",
        f"<p>{agenda}{star}<br>{escape(head['topic'])}</p>",
        f"<h1>{escape(head['title'])}</h1>", f"<p>{escape(head['subtitle'])}</p>",
    ]  # fmt: skip


def _block(sample: Sample, block: Heading | Passage | TableBlock) -> str:
    if isinstance(block, Heading):
        tag = f"h{block.level + 1}"
        return f"<{tag}>{escape(printed_heading(sample, block))}</{tag}>"
    if isinstance(block, TableBlock):
        return _table(block)
    number = printed_number(sample, block)
    css = ' class="item"' if block.kind == "item" else ""
    return f"<p{css}>{escape(number)}{' ' if number else ''}{_text(sample, block)}</p>"


def _text(sample: Sample, passage: Passage) -> str:
    parts = []
    for words, mark, italic in runs(sample, passage):
        if mark:
            parts.append(f'<sup><a href="#note-{mark}">{mark}</a></sup>')
        else:
            parts.append(f"<em>{escape(words)}</em>" if italic else escape(words))
    return "".join(parts)


def _table(table: TableBlock) -> str:
    header, *rows = table.rows
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _notes(sample: Sample) -> list[str]:
    star = f'<p class="note" id="note-star"><sup>*</sup> {escape(sample.head["agenda_note"])}</p>'
    rest = [f'<p class="note" id="note-{n.key}"><sup>{n.key}</sup> {escape(n.text)}</p>' for n in sample.footnotes]
    return ['<hr id="notes">', star, *rest]
