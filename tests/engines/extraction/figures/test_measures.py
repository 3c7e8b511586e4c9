"""Figures find their measure, or none rather than a wrong one; the lexicons and the code list agree."""

from __future__ import annotations

import pytest
import yaml

from palermo_engines.extraction.figures.lexicon import lexicon_for
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.kit.standards import standards_directory
from tests.engines.extraction.figures.reading import figures_in

MEASURES = yaml.safe_load((standards_directory() / "measures.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("language", "text", "measures"),
    [
        ("zh", "侦查了32起人口贩运案件，逮捕53人，起诉18人", ["cases", "arrests", "prosecutions"]),
        (
            "zh",
            "共发生1,037起人口贩运案件，犯罪分子2,078人，解救了55名被害人",
            ["cases", "offenders", "victims_rescued"],
        ),
        ("zh", "消灭了16个有组织犯罪团伙，着手侦查了76个案件", ["groups_dismantled", "investigations_opened"]),
        ("zh", "对36名法官（31名男性、5名女性）进行模拟审判培训", ["people_trained"] * 3),
        ("zh", "《贩运人口议定书》共有159个缔约国", ["protocol_parties"]),
        ("zh", "七个国家成为了《有组织犯罪公约》的缔约国", ["new_convention_parties"]),
        ("zh", "信托基金收到230万美元实付捐款，目前有9万美元余额", ["contributions", "balance"]),
        ("zh", "减少了11%", ["percent_change"]),
        ("zh", "有35棵树和12只鸟", [None]),
        ("en", "53 persons were arrested and 18 were prosecuted", ["arrests", "prosecutions"]),
        ("en", "32 cases were investigated and 980 offenders were convicted", ["cases", "convictions"]),
        ("en", "a total of 65 victims of trafficking had been identified", ["victims_identified"]),
        ("en", "the fund received $2.3 million in contributions", ["contributions"]),
        ("en", "12 tablets", [None]),
    ],
)
def test_measures(language: Language, text: str, measures: list[str | None]) -> None:
    assert [figure.measure for figure in figures_in(text, language)] == measures


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_names_a_measure_of_the_code_list(language: Language) -> None:
    known = {measure["id"] for measure in MEASURES}
    assert {rule["measure"] for rule in lexicon_for(language).rules} <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_names_units_that_the_lexicon_can_read(language: Language) -> None:
    lexicon = lexicon_for(language)
    units = {"percent", "percentage_points", *lexicon.inverted("units").values()}
    units |= set(lexicon.inverted("unit_stems").values()) | set(lexicon.inverted("direct_units").values())
    units |= set(lexicon.inverted("currencies").values())
    strange = {unit for rule in lexicon.rules for unit in rule["units"]} - units
    assert not strange


def test_every_measure_has_a_label_in_six_languages_and_says_how_it_adds() -> None:
    assert len({measure["id"] for measure in MEASURES}) == len(MEASURES)
    for measure in MEASURES:
        assert set(measure["labels"]) == set(LANGUAGES), measure["id"]
        assert all(measure["labels"].values()), measure["id"]
        assert measure["over_time"] in ("sum", "last", "none"), measure["id"]
        assert {measure["over_places"], measure["over_contributors"]} <= {"sum", "none"}, measure["id"]
        assert isinstance(measure["counted_twice"], bool), measure["id"]
