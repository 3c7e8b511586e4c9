"""Short-hand of the figure tests: read a text as the pipeline does and say its figures in one line each."""

from __future__ import annotations

from palermo_engines.extraction.dates import find_dates
from palermo_engines.extraction.facts import Figure
from palermo_engines.extraction.figures import Surroundings, find_figures, link_parts
from palermo_engines.extraction.gazetteer import gazetteer
from palermo_engines.extraction.mentions import find_mentions
from palermo_engines.extraction.passages import Passage, ReadPassage
from palermo_engines.kit.languages import Language


def passage_of(text: str, language: Language, headings: tuple[str, ...] = ()) -> ReadPassage:
    """The text as numbered paragraph 1, with its mentions and dates."""
    passage = Passage(text, language, "1", None, None, headings=headings)
    return ReadPassage(passage, tuple(find_mentions(passage, gazetteer(language))), tuple(find_dates(passage)))


def figures_in(text: str, language: Language, surroundings: Surroundings | None = None) -> list[Figure]:
    return link_parts(find_figures(passage_of(text, language), surroundings or Surroundings()))


def said(figure: Figure) -> str:
    """``more_than 1400 people``; a range as ``14-18 years``."""
    qualifier = "" if figure.qualifier == "exact" else f"{figure.qualifier} "
    high = f"-{figure.high}" if figure.high is not None else ""
    return f"{qualifier}{figure.value}{high} {figure.unit}"


def all_said(text: str, language: Language) -> list[str]:
    return [said(figure) for figure in figures_in(text, language)]
