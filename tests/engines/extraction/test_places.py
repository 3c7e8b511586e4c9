"""The list of countries and areas: complete, in six languages, open to areas that a project adds."""
# ruff: noqa: E501 - sentences in tables; a Chinese character counts as two columns

from __future__ import annotations

from pathlib import Path

import pytest

from palermo_engines.kit.errors import InputError
from palermo_engines.kit.languages import LANGUAGES
from palermo_engines.kit.places import countries

ADDED = """
countries:
- {iso3: XZZ, status: fictional, names: {en: {short: Zedland}, zh: {short: 泽德兰}}, aliases: {en: [{text: Zed, kind: former}]}}
"""


def test_every_member_state_has_a_name_in_six_languages() -> None:
    members = [country for country in countries().values() if country.status == "member"]
    assert len(members) == 193
    assert all(
        country.short.get(language) and country.formal.get(language) for country in members for language in LANGUAGES
    )


def test_members_belong_to_a_regional_group_and_territories_do_not() -> None:
    groups = {country.iso3: country.group for country in countries().values()}
    assert (groups["KEN"], groups["JPN"], groups["PER"]) == ("africa", "asia_pacific", "latin_america_and_caribbean")
    assert (groups["POL"], groups["CAN"], groups["ABW"]) == ("eastern_europe", "western_europe_and_others", None)


def test_names_carry_no_article() -> None:
    assert countries()["GMB"].name("en") == "Gambia"
    assert countries()["FRA"].name("fr") == "France"
    assert countries()["ARG"].name("es") == "Argentina"


def test_a_former_name_says_until_when_it_was_used() -> None:
    aliases = {alias.text: alias for alias in countries()["SWZ"].all_names("en")}
    assert aliases["Swaziland"].kind == "former"
    assert aliases["Swaziland"].until == "2018-04-19"


def test_areas_can_be_added_at_run_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "region.yaml"
    path.write_text(ADDED, encoding="utf-8")
    assert countries(path)["XZZ"].name("zh") == "泽德兰"
    assert countries(path)["XZZ"].name("fr") == "Zedland"
    assert "XZZ" not in countries()
    monkeypatch.setenv("PALERMO_EXTRA_PLACES", str(path))
    assert "XZZ" in countries()


@pytest.mark.parametrize("text", ["countries: 3", "- {iso3: XZZ}", "- {iso3: XZZ, names: {fr: {short: Z}}}", "{"])
def test_a_malformed_file_is_refused_with_its_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"broken\.yaml"):
        countries(path)
