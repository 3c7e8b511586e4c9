"""Figures: the numbers a text states, each with its qualifier, unit, measure, period, countries and exact words."""

from palermo_engines.extraction.figures.finding import find_figures
from palermo_engines.extraction.figures.parts import link_parts
from palermo_engines.extraction.figures.surroundings import Surroundings, surroundings_of

__all__ = ["Surroundings", "find_figures", "link_parts", "surroundings_of"]
