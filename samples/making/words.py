"""What the front page and the margins of a document say in each language, and how it numbers."""

from __future__ import annotations

from collections.abc import Iterator

from samples.making.source import Heading, Passage, Sample

DISTRIBUTION = {
    "en": ("Distr.: General", "Original: English"),
    "fr": ("Distr. générale", "Français", "Original : anglais"),
    "es": ("Distr. general", "Español", "Original: inglés"),
    "ru": ("Distr.: General", "Russian", "Original: English"),
    "ar": ("Distr.: General", "Arabic", "Original: English"),
    "zh": ("Distr.: General", "Chinese", "Original: English"),
}
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def distribution(sample: Sample) -> tuple[str, ...]:
    """The lines beside the body's name: distribution, date, language, original."""
    first, *rest = DISTRIBUTION[sample.language]
    return (first, sample.head["date"], *rest)


def printed_number(sample: Sample, passage: Passage) -> str:
    """The paragraph's number as the language prints it; "" for a preambular paragraph."""
    if passage.kind not in ("numbered", "operative"):
        return passage.label
    if sample.language != "ar":
        return f"{passage.label}."
    eastern = any("٠" <= character <= "٩" for p in sample.passages for character in p.text)
    return f"{passage.label.translate(_ARABIC_DIGITS) if eastern else passage.label} -"


def printed_heading(sample: Sample, heading: Heading) -> str:
    """A heading with its number."""
    separator = " - " if sample.language == "ar" else ". "
    return f"{heading.number}{separator}{heading.text}"


def runs(sample: Sample, passage: Passage) -> Iterator[tuple[str, str | None, bool]]:
    """The text in runs: (words, None, italic), italic for verbs of a resolution; ("", key, False) for a mark."""
    cuts = {0, len(passage.text), *(offset for _, offset in passage.marks)}
    italics = [span for span in passage.facts if span.id == "pp" or span.id in sample.facts["directives"]]
    for span in italics:
        cuts |= {span.start, span.end}
    order = sorted(cuts)
    for start, end in zip(order, [*order[1:], order[-1]], strict=True):
        yield from (("", key, False) for key, offset in passage.marks if offset == start)
        if end > start:
            yield passage.text[start:end], None, any(s.start <= start < s.end for s in italics)
