"""The fictional region: complete, in the shape of the standards, and never a real place."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.kit.places import countries
from tests.samples.reading import SAMPLES

REGION: dict[str, list[dict[str, Any]]] = yaml.safe_load((SAMPLES / "region.yaml").read_text(encoding="utf-8"))
STATES = REGION["countries"]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state["iso3"])
def test_every_name_exists_in_six_languages(state: dict[str, Any]) -> None:
    for language in LANGUAGES:
        names = state["names"][language]
        assert names["short"].strip()
        assert names["formal"].strip()
        assert names["short"] != names["formal"]
    if state["aliases"]:
        assert set(state["aliases"]) == set(LANGUAGES)


@pytest.mark.parametrize("body", REGION["organisations"] + REGION["regions"], ids=lambda body: body["code"])
def test_every_body_is_named_in_six_languages(body: dict[str, Any]) -> None:
    assert set(body["names"]) == set(LANGUAGES)
    assert all(name.strip() for names in body["names"].values() for name in names)


def test_codes_are_user_assigned_and_used_once() -> None:
    codes = [state["iso3"] for state in STATES]
    assert len(set(codes)) == len(codes) == 12
    assert all(re.fullmatch("XA[A-Z]", code) for code in codes)
    assert all(re.fullmatch("X[A-Z]", state["iso2"]) and state["m49"] is None for state in STATES)


def test_no_name_of_the_region_is_a_real_name() -> None:
    real = {alias.text for country in countries().values() if country.status != "fictional"
            for language in LANGUAGES for alias in country.all_names(language)}  # fmt: skip
    ours = {
        state["names"][language][kind] for state in STATES for language in LANGUAGES for kind in ("short", "formal")
    }
    assert not ours & real


def test_the_places_module_reads_the_region() -> None:
    known = countries(extra=SAMPLES / "region.yaml")
    assert known["XAD"].name("zh") == "卡尔德和韦斯纳"
    assert [alias.text for alias in known["XAE"].aliases["ru"]] == ["Тарновия"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_traps_are_there(language: str) -> None:
    names = {state["iso3"]: state["names"][language]["short"] for state in STATES}
    assert names["XAB"] in names["XAC"], "one name inside another"
    joined = {"en": " and ", "fr": "-et-", "es": " y ", "ru": " и ", "ar": " و", "zh": "和"}[language]
    assert joined in names["XAD"], "a name with the word for 'and'"
