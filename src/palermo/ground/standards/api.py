"""Standards: places in the reader's order, measures, treaties, and the lists importers code with."""

from palermo.commons.wording.bodies import body_name, body_names, organisation_named
from palermo.ground.standards.lists import citizenship_list
from palermo.ground.standards.measures import Measure, measure_name, measures
from palermo.ground.standards.places import countries, reading_language
from palermo.ground.standards.treaties import CONSENTS, Instrument, action_kinds, instruments

__all__ = [
    "CONSENTS", "Instrument", "Measure",
    "action_kinds", "body_name", "body_names", "citizenship_list", "countries", "instruments", "measure_name",
    "measures", "organisation_named", "reading_language",
]  # fmt: skip
