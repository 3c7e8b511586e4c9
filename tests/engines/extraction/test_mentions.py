"""States, organisations and regions in running text."""

from __future__ import annotations

import pytest

from palermo_engines.kit.languages import Language
from tests.engines.extraction.texts import codes, read


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("zh", "刚果民主共和国不是刚果", ["COD", "COG"]),
        ("zh", "巴布亚新几内亚、几内亚比绍、赤道几内亚和几内亚", ["PNG", "GNB", "GNQ", "GIN"]),
        ("zh", "在孟加拉湾获救的孟加拉国公民", ["bay_of_bengal", "BGD"]),
        ("zh", "捷克共和国和波斯尼亚和黑塞哥维那及特立尼达和多巴哥", ["CZE", "BIH", "TTO"]),
        ("zh", "发展中国家的立法国家协调员", []),
        ("zh", "西班牙文、黑山文和泰文版", []),
        ("zh", "日本文化界与西班牙", ["JPN", "ESP"]),
        ("zh", "参加纳米比亚的讲习班", ["NAM"]),
        ("zh", "沿海地区和海地", ["HTI"]),
        ("zh", "南美洲组织了活动，美洲国家组织也参加", ["south_america", "OAS"]),
        ("zh", "2名科特迪瓦人和13名尼日利亚人", ["CIV", "NGA"]),
        ("zh", "国际移徙组织（移徙组织）与UNODC", ["IOM", "IOM", "UNODC"]),
        ("en", "Niger and Nigeria, but not Nigerien", ["NER", "NGA", "NER"]),
        ("en", "Papua New Guinea, Guinea-Bissau and Guinea", ["PNG", "GNB", "GIN"]),
        ("en", "the Democratic Republic of the Congo and the Congo", ["COD", "COG"]),
        ("en", "the Republic of Korea and the Democratic People's Republic of Korea", ["KOR", "PRK"]),
        ("en", "Côte d’Ivoire, Cote d'Ivoire and Türkiye, formerly Turkey", ["CIV", "CIV", "TUR", "TUR"]),
        ("en", "Mr. Michael Jordan sailed Lake Malawi, the Sea of Japan and the Gulf of Oman", []),
        ("en", "Jordan, Chad and Georgia", ["JOR", "TCD", "GEO"]),
        ("en", "Original: English, translated into French and Russian", []),
        ("en", "two Ghanaian women and three Indians", ["GHA", "IND"]),
        ("en", "Romania is not Oman, nor Somalia Mali", ["ROU", "OMN", "SOM", "MLI"]),
        ("en", "see www.unodc.org/UNODC/Kenya", []),
        ("fr", "de l'Algérie, du Bénin et de la Côte d’Ivoire", ["DZA", "BEN", "CIV"]),
        ("fr", "La Guinée-Bissau, la Guinée équatoriale et la Guinée", ["GNB", "GNQ", "GIN"]),
        ("fr", "Bolivie (État plurinational de) et République-Unie de Tanzanie", ["BOL", "TZA"]),
        ("es", "la Argentina, el Brasil y la República Bolivariana de Venezuela", ["ARG", "BRA", "VEN"]),
        ("es", "San Vicente y las Granadinas e Italia", ["VCT", "ITA"]),
        ("ru", "в Российской Федерации, Боснии и Герцеговине и Республике Молдова", ["RUS", "BIH", "MDA"]),
        ("ru", "Соединёнными Штатами Америки и Кубой", ["USA", "CUB"]),
        ("ru", "Управлением Организации Объединенных Наций по наркотикам и преступности", ["UNODC"]),
        ("ru", "кроме того, того же мнения", []),
        ("ar", "للأردن وبمصر والبوسنة والهرسك", ["JOR", "EGY", "BIH"]),
        ("ar", "دعم مالي كبير", []),
        ("ar", "السنغال ومالي والنيجر", ["SEN", "MLI", "NER"]),
        ("ar", "ايران والإمارات العربية المتحدة", ["IRN", "ARE"]),
    ],
)
def test_names_are_found_and_look_alikes_are_not(language: Language, text: str, found: list[str]) -> None:
    assert codes(text, language) == found


def test_the_text_is_kept_as_printed() -> None:
    mention = read("Côte d’Ivoire", "en").mentions[0]
    assert mention.text == "Côte d’Ivoire"
    assert (mention.place.start, mention.place.end) == (0, 13)


@pytest.mark.parametrize(
    ("language", "text", "printed", "code"),
    [
        ("zh", "白俄罗斯、保加利亚、克罗迪亚和古巴。", "克罗迪亚", "HRV"),
        ("zh", "保加利亚、捷克供和国、萨尔瓦多。", "捷克供和国", "CZE"),
        ("zh", "答复来自：白俄罗斯、斯洛文呢亚、约旦。", "斯洛文呢亚", "SVN"),
        ("zh", "秘鲁、罗马尼亚和乌可兰。", "乌可兰", "UKR"),
        ("en", "Bulgaria, Croatai, Cuba and Estonia.", "Croatai", "HRV"),
        ("en", "Ghana, Togo and Senegall.", "Senegall", "SEN"),
        ("fr", "le Bénin, la Belgque, la France et le Togo.", "Belgque", "BEL"),
        ("ru", "Польша, Румыня, Словения.", "Румыня", "ROU"),
    ],
)
def test_a_misprinted_name_in_a_list_is_resolved(language: Language, text: str, printed: str, code: str) -> None:
    assert (code, printed) in [(mention.code, mention.text) for mention in read(text, language).mentions]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "即塞拉利昂、秘鲁、古巴。"),
        ("zh", "日本、联合国、古巴。"),
        ("zh", "乌可兰的答复。"),
        ("en", "Ghana, Malta, France and others."),
        ("en", "Croatai replied."),
    ],
)
def test_nothing_is_guessed_where_a_name_is_whole_or_stands_in_no_list(language: Language, text: str) -> None:
    known = {mention.text for mention in read(text, language).mentions}
    assert not {"即塞拉利昂", "乌可兰", "联合国", "Croatai", "others"} & known


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "US$ 500, 200 United States dollars, Swiss francs and Canadian dollars", []),
        ("en", "Norway contributed $500,000 and Sweden $1.2 million to the United States.", ["NOR", "SWE", "USA"]),
        ("ru", "1,5 млн долл. США и 300 долларов США", []),
        ("fr", "2 millions de dollars des États-Unis", []),
        ("zh", "300加拿大元，美国元首访问了加拿大。", ["USA", "CAN"]),
    ],
)
def test_a_currency_is_no_mention_of_its_state(language: Language, text: str, expected: list[str]) -> None:
    assert codes(text, language) == expected
