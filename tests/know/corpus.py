"""A generated corpus: paragraphs in six languages, the same for the same seed."""

from __future__ import annotations

import random

CHINESE = "各国会议报告了关于人口贩运受害者被害人受害人的措施司法人员法人洗钱国际合作打击犯罪公约议定书第四届"
MARKS = "，。、；（）《》"
SYMBOLS = ("CTOC/COP/2014/3", "A/RES/64/293", "E/CN.15/2008/6", "MER/CONF/2031/3")
_SENTENCES = {
    "en": "victims of trafficking in persons were identified by authorities and assisted under the law",
    "fr": "les victimes de la traite des personnes ont été identifiées par les autorités prévention",
    "es": "las víctimas de la trata de personas fueron identificadas por las autoridades prevención",
    "ru": "жертвы торговли людьми были выявлены властями и получили помощь всё чаще",
    "ar": "الضحايا والضحية الاتجار بالأشخاص المحكمة واللجنة القانون التعاون الدولي",
}
WORDS = {language: sentence.split() for language, sentence in _SENTENCES.items()}


def chinese_text(chance: random.Random, length: int = 60) -> str:
    """Characters in runs that share many pairs, with punctuation, digits, full-width forms and symbols between."""
    text = []
    while len(text) < length:
        start = chance.randrange(len(CHINESE))
        text.extend(CHINESE[start : start + chance.randint(1, 9)])
        text.append(chance.choice(["", "", chance.choice(MARKS), "2019年", "Ｕ", "㎏", " ", chance.choice(SYMBOLS)]))
    return "".join(text)


def other_text(chance: random.Random, language: str, length: int = 14) -> str:
    """Words in no particular order."""
    return " ".join(chance.choice(WORDS[language]) for _ in range(length)) + chance.choice([".", "", f" {SYMBOLS[1]}."])


def corpus(seed: int, chinese: int, others: int) -> dict[str, list[str]]:
    """Texts by language."""
    chance = random.Random(seed)
    texts = {"zh": [chinese_text(chance) for _ in range(chinese)]}
    for language in WORDS:
        texts[language] = [other_text(chance, language) for _ in range(others)]
    return texts
