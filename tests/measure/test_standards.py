"""The lists that importers and pages stand on hold together."""

from __future__ import annotations

from collections import Counter

from palermo.ground.standards.api import (
    CONSENTS,
    action_kinds,
    body_name,
    citizenship_list,
    countries,
    instruments,
    measures,
    organisation_named,
)
from palermo.measure.statistics.citizenships import fold, make_coder
from palermo.measure.statistics.vocabulary import vocabulary
from palermo.measure.treaties.standing import MEASURES
from palermo_engines.kit.languages import LANGUAGES


def test_every_measure_has_its_name_in_six_languages_and_says_how_it_adds() -> None:
    for measure in measures().values():
        assert all(measure.labels.get(language) for language in LANGUAGES), measure.id
        assert measure.over_time in {"sum", "last", "none"}
        assert {measure.over_places, measure.over_contributors} <= {"sum", "none"}


def test_what_importers_and_treaty_pages_name_exists() -> None:
    words = vocabulary()
    assert set(words.indicators.values()) <= set(measures())
    assert all(set(units) == set(words.indicators.values()) for units in words.units.values())
    assert set(MEASURES) <= set(instruments())
    assert set(MEASURES.values()) <= set(measures())
    assert set(action_kinds()) >= CONSENTS


def test_a_listed_citizenship_means_one_known_place() -> None:
    lists = citizenship_list()
    texts: Counter[str] = Counter()
    for section in ("variants", "adjectives", "misprints"):
        assert set(lists[section]) <= set(countries()), section
        texts.update(fold(text) for listed in lists[section].values() for text in listed)
    assert [text for text, times in texts.items() if times > 1] == []
    coder = make_coder()
    wrong = [
        (text, code, coder.code(text))
        for section in ("variants", "adjectives", "misprints")
        for code, listed in lists[section].items()
        for text in listed
        if coder.code(text) != code
    ]
    assert wrong == []


def test_what_could_mean_several_places_is_not_coded() -> None:
    coder = make_coder()
    assert [coder.code(text) for text in ("Congolese", "Korean", "Kosovo", "Former Yugoslavia", "3 maliens", "")] == [
        None
    ] * 6
    assert coder.code("Congo") == "COG"


def test_organisations_and_regions_have_names() -> None:
    assert organisation_named("European Union") == "EUR"
    assert body_name("EUR", "fr") == "Union européenne"
    assert body_name("no_such_code", "en") is None
