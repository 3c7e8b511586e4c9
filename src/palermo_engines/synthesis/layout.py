"""What a printed report consists of, the same for .docx and .pdf: front page, body, and the list of coding choices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from palermo_engines.kit.languages import RIGHT_TO_LEFT, Language
from palermo_engines.kit.yaml_files import read_yaml
from palermo_engines.synthesis.checking import Fault
from palermo_engines.synthesis.model import ReplyState, Synthesis, Text
from palermo_engines.synthesis.naming import list_of
from palermo_engines.synthesis.phrasing import quantified
from palermo_engines.synthesis.writing import day_in_words, write_report
from palermo_engines.synthesis.written import Choice, Section, Written


@dataclass(frozen=True, slots=True)
class Layout:
    """``masthead`` is the left of the symbol block; ``block`` its right, line by line, the symbol first. ``rows`` are
    the cells of the coding table, its header first. ``lists`` are further lists of the annex: heading and lines."""

    language: Language
    written: Written
    masthead: str
    block: tuple[str, ...]
    body: str
    title: str
    subtitle: str
    annex: str
    annex_help: str
    rows: tuple[tuple[str, ...], ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def right_to_left(self) -> bool:
        """Whether the page runs from right to left."""
        return self.language in RIGHT_TO_LEFT


@cache
def _labels(language: Language) -> Mapping[str, Any]:
    content = read_yaml(Path(__file__).with_name("labels.yaml"))
    found = content[language]
    assert isinstance(found, dict)
    return found


def layout_of(synthesis: Synthesis, language: Language) -> Layout:
    """The report laid out in a language. Raises InputError as ``write_report`` does."""
    written, labels, front = write_report(synthesis, language), _labels(language), synthesis.front
    original = labels["original"].format(language=labels["languages"][front.original])
    day = day_in_words(front.on, language) if front.on else ""
    return Layout(
        language=language,
        written=written,
        masthead=labels["united_nations"],
        block=tuple(line for line in (front.symbol, labels["distr"], day, original) if line),
        body=_in(front.body, language),
        title=_in(front.title, language),
        subtitle=_in(front.subtitle, language),
        annex=labels["choices"],
        annex_help=labels["choices_help"],
        rows=(tuple(labels["columns"]), *(_row(choice, labels, language) for choice in written.choices)),
        lists=tuple(_lists(synthesis, written, labels)),
    )


def heading_of(section: Section, language: Language) -> str:
    """Number and title of a heading, as the language joins them."""
    stop = " - " if language == "ar" else ". "
    return f"{section.number}{stop}{section.title}"


def _row(choice: Choice, labels: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    paragraph = labels["not_printed"] if choice.paragraph is None or not choice.printed else str(choice.paragraph)
    dagger = " †" if choice.override else ""
    proposed = quantified(choice.proposed, choice.count, language).text if choice.count else "—"
    ratio = str(labels["ratio"]).format(count=choice.count, base=choice.base)
    return paragraph, (choice.printed or "—") + dagger, ratio, proposed


def _lists(synthesis: Synthesis, written: Written, labels: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The lists that have something in them: overrides, late and withdrawn replies, open questions."""
    overrides = tuple(_override(each, labels, written.language) for each in written.choices if each.override)
    faults = tuple(fault_in_words(fault, synthesis, written.language) for fault in written.faults)
    for heading, lines in (
        (labels["overrides"], overrides),
        (labels["late"], _in_state(ReplyState.LATE, synthesis, written.language)),
        (labels["withdrawn"], _in_state(ReplyState.WITHDRAWN, synthesis, written.language)),
        (labels["faults"], faults),
    ):
        if lines:
            yield heading, lines


def _override(choice: Choice, labels: Mapping[str, Any], language: Language) -> str:
    assert choice.override is not None
    override = choice.override
    paragraph = labels["not_printed"] if choice.paragraph is None else choice.paragraph
    return str(labels["override"]).format(
        paragraph=paragraph, quantifier=choice.printed, count=choice.count, base=choice.base,
        reason=override.reason.strip() or labels["no_reason"], by=override.by, on=day_in_words(override.on, language),
    )  # fmt: skip


def _in_state(state: ReplyState, synthesis: Synthesis, language: Language) -> tuple[str, ...]:
    codes = [each.code for each in synthesis.round.respondents if each.state is state]
    return (list_of(codes, synthesis, language),) if codes else ()


def fault_in_words(fault: Fault, synthesis: Synthesis, language: Language) -> str:
    """What a fault says to a reader of the language."""
    text = str(_labels(language)["fault"][fault.code])
    names = list_of(fault.codes, synthesis, language)
    return text.format(statement=fault.statement, names=names, count=fault.count, base=fault.base)


def _in(text: Text, language: Language) -> str:
    return text.get(language) or text.get("en", "")
