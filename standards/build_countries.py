"""Build ``countries.yaml`` from the two lists of country names kept beside the repository.

Usage: ``python standards/build_countries.py [FOLDER]``; FOLDER (default ``../shared/data``) holds
``countries_six_languages.csv`` (UNTERM, M49, CLDR and pycountry names) and ``country_name_aliases.csv``
(former and variant names). Facts carry over, the files do not: the result has our own shape, one entry an area.
What no list holds (adjectives, prefixes, slips) is kept by hand in ``country_aliases.yaml`` and is not touched.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent.parent / "shared" / "data"

REGIONS = {"Africa": "002", "Americas": "019", "Asia": "142", "Europe": "150", "Oceania": "009"}
SUBREGIONS = {
    "Northern Africa": "015", "Sub-Saharan Africa": "202", "Latin America and the Caribbean": "419",
    "Northern America": "021", "Central Asia": "143", "Eastern Asia": "030", "South-eastern Asia": "035",
    "Southern Asia": "034", "Western Asia": "145", "Eastern Europe": "151", "Northern Europe": "154",
    "Southern Europe": "039", "Western Europe": "155", "Australia and New Zealand": "053", "Melanesia": "054",
    "Micronesia": "057", "Polynesia": "061",
}  # fmt: skip
STATUS = {
    "member": "member",
    "non-member observer": "observer",
    "non-member (Cook Islands/Niue)": "non_member",
    "not in UNTERM list": "territory",
}

# United Nations regional groups of Member States (Department for General Assembly and Conference Management).
EASTERN_EUROPE = frozenset({
    "ALB", "ARM", "AZE", "BGR", "BIH", "BLR", "CZE", "EST", "GEO", "HRV", "HUN", "LTU", "LVA", "MDA", "MKD", "MNE",
    "POL", "ROU", "RUS", "SRB", "SVK", "SVN", "UKR",
})  # fmt: skip
WESTERN_EUROPE_AND_OTHERS = frozenset({
    "AND", "AUS", "AUT", "BEL", "CAN", "CHE", "DEU", "DNK", "ESP", "FIN", "FRA", "GBR", "GRC", "IRL", "ISL", "ISR",
    "ITA", "LIE", "LUX", "MCO", "MLT", "NLD", "NOR", "NZL", "PRT", "SMR", "SWE", "TUR", "USA",
})  # fmt: skip

# Names that changed after the lists were taken, or that the lists carry in an inflected or broken form.
CORRECTIONS: dict[tuple[str, str], str] = {
    ("TUR", "en"): "Türkiye",
    ("TUR", "fr"): "Türkiye",
    ("TUR", "es"): "Türkiye",
    ("ALA", "ru"): "Аландские острова",
    ("CCK", "ru"): "Кокосовые острова",
    ("CYM", "ru"): "Каймановы острова",
    ("ATA", "ru"): "Антарктида",
    ("ATF", "ru"): "Французские южные территории",
    ("MYT", "ru"): "Майотта",
    ("CXR", "ru"): "Остров Рождества",
    ("IOT", "ar"): "الإقليم البريطاني في المحيط الهندي",
    ("ATF", "ar"): "الأقاليم الجنوبية الفرنسية",
    ("SJM", "ar"): "سفالبارد وجان ماين",
    ("UMI", "ar"): "جزر الولايات المتحدة النائية",
    ("TWN", "en"): "Taiwan Province of China",
    ("TWN", "fr"): "Province chinoise de Taiwan",
    ("TWN", "es"): "Provincia china de Taiwán",
    ("TWN", "ru"): "Китайская провинция Тайвань",
    ("TWN", "ar"): "مقاطعة تايوان الصينية",
    ("TWN", "zh"): "中国台湾省",
    ("VAT", "zh"): "教廷",
}
CORRECTED_FORMAL: dict[tuple[str, str], str] = {
    ("TUR", "en"): "Republic of Türkiye",
    ("TUR", "fr"): "République de Türkiye",
    ("TUR", "es"): "República de Türkiye",
}
# When a short name stopped being the one the United Nations uses (the day the new one took effect).
RENAMED: dict[str, str] = {"SWZ": "2018-04-19", "MKD": "2019-02-12", "TUR": "2022-05-31", "CZE": "2016-05-17"}
FORMER_WORDS = ("Swazi", "Suazi", "Свазиленд", "سوازيلند", "Macedonia", "Macédoine", "Македония", "مقدونيا", "马其顿",
                "Czech Republic", "République tchèque", "República Checa", "Tchèque")  # fmt: skip
CURRENT_WORDS = ("North Macedonia", "Macédoine du Nord", "Macedonia del Norte", "Северная", "الشمالية", "北马其顿")

_ARTICLE_BEHIND = re.compile(r" ?\((?:the|la|le|les|l['’]|el|los|las)\)")
_ARTICLE_BEFORE = re.compile(r"^(?:[Tt]he |[Ll]es? |[Ll]a |[Ll]['’]|[Ee]l |[Ll]os |[Ll]as )")
_GENDER = re.compile(r" \[(?:masc|fém)\.\]")
_QUALIFIED = re.compile(r"^(?P<head>[^(（]+?) ?[(（](?P<tail>[^)）]+)[)）]$")
_INVERTED = re.compile(r"^(?P<head>[^,]+), (?P<tail>.+)$")


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def bare(name: str) -> str:
    """A name without article and without the gender note of UNTERM."""
    name = _ARTICLE_BEHIND.sub("", _GENDER.sub("", name.replace("’", "'").strip()))
    return re.sub(r"\s+", " ", name)


def short_name(row: dict[str, str], language: str) -> str:
    """UNTERM's short name, else M49's; for Russian territories CLDR or pycountry (M49 has inflected forms)."""
    corrected = CORRECTIONS.get((row["iso3"], language))
    if corrected:
        return corrected
    candidates = [row[f"unterm_short_{language}"], row[f"m49_{language}"], row[f"cldr_{language}"]]
    return bare(next(name for name in candidates if name))


def formal_name(row: dict[str, str], language: str) -> str:
    """UNTERM's formal name without its article; empty when the list has none."""
    corrected = CORRECTED_FORMAL.get((row["iso3"], language))
    return corrected or _ARTICLE_BEFORE.sub("", row[f"unterm_formal_{language}"].replace("’", "'").strip())


def spellings(name: str) -> Iterator[str]:
    """A name and the ways a text may turn it: ``Bolivia (Plurinational State of)`` is also
    ``Plurinational State of Bolivia`` and ``Bolivia``; ``Congo, the Democratic Republic of the`` likewise."""
    name = bare(name)
    match = _QUALIFIED.match(name) or _INVERTED.match(name)
    if match is None:
        yield name
        return
    head, tail = match["head"].strip(), match["tail"].strip()
    if "(" in name or "（" in name:
        yield name
    if tail.endswith(("'", " of", " de", " du", " del", " of the", " d")):
        yield (f"{tail}{head}" if tail.endswith("'") else f"{tail} {head}").replace("the the ", "the ")
        yield head


def aliases_of(row: dict[str, str], extra: list[dict[str, str]], language: str) -> list[dict[str, str]]:
    """Every other name of the area in the language, each once, with its kind."""
    short = short_name(row, language)
    formal = formal_name(row, language)
    found: dict[str, dict[str, str]] = {}

    def add(text: str, kind: str) -> None:
        text = _ARTICLE_BEFORE.sub("", text.strip()) if language in ("en", "fr", "es") else text.strip()
        if text and text not in (short, formal) and text not in found and not _noise(text):
            found[text] = _alias(row["iso3"], text, kind)

    for source in ("unterm_short", "m49", "cldr", "pycountry"):
        for text in spellings(row[f"{source}_{language}"]):
            add(text, "variant")
    for line in extra:
        for text in spellings(line["alias"]):
            add(text, "misprint" if line["kind"] == "misspelling" else "variant")
    return list(found.values())


def _noise(text: str) -> bool:
    """Forms no running text prints: ``Congo - Kinshasa``, ``о-ва Кука``, scrape slips."""
    return " - Kinshasa" in text or " - Brazzaville" in text or "о-в" in text or "_" in text or "Mcdonald Mc" in text


def _alias(iso3: str, text: str, kind: str) -> dict[str, str]:
    former = iso3 in RENAMED and any(word in text for word in FORMER_WORDS)
    if iso3 == "TUR":
        former = text in ("Turkey", "Turquie", "Turquía")
    if former and not any(word in text for word in CURRENT_WORDS):
        return {"text": text, "kind": "former", "until": RENAMED[iso3]}
    return {"text": text, "kind": kind}


def group_of(row: dict[str, str]) -> str | None:
    """The regional group a Member State belongs to; None for others."""
    if row["un_status"] != "member":
        return None
    if row["iso3"] in EASTERN_EUROPE:
        return "eastern_europe"
    if row["iso3"] in WESTERN_EUROPE_AND_OTHERS:
        return "western_europe_and_others"
    by_region = {"Africa": "africa", "Americas": "latin_america_and_caribbean"}
    return by_region.get(row["region_m49"], "asia_pacific")


def entry_of(row: dict[str, str], extra: list[dict[str, str]]) -> dict[str, object]:
    """One area in our shape."""
    names, aliases = {}, {}
    for language in LANGUAGES:
        names[language] = {"short": short_name(row, language)}
        formal = formal_name(row, language)
        if formal:
            names[language]["formal"] = formal
        own = [line for line in extra if line["language"] == language and line["iso3"] == row["iso3"]]
        others = aliases_of(row, own, language)
        if others:
            aliases[language] = others
    return {
        "iso3": row["iso3"], "iso2": row["iso2"], "m49": row["m49"], "status": STATUS[row["un_status"]],
        "region": REGIONS.get(row["region_m49"]), "subregion": SUBREGIONS.get(row["subregion_m49"]),
        "group": group_of(row), "names": names, "aliases": aliases,
    }  # fmt: skip


class _Compact(yaml.SafeDumper):
    """Names and aliases on one line each, so that a change is one line in a diff; codes are always quoted."""


def _one_line(dumper: yaml.SafeDumper, mapping: dict[str, object]) -> yaml.Node:
    flat = all(value is None or isinstance(value, str) for value in mapping.values()) and "iso3" not in mapping
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping.items(), flow_style=flat)


def _quoted_code(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'" if text.isdigit() else None)


_Compact.add_representer(dict, _one_line)
_Compact.add_representer(str, _quoted_code)

HEADER = """\
# Countries and areas: codes, membership, regions and names in the six official languages.
# Built by build_countries.py from UNTERM, M49 and CLDR names; do not edit: add to country_aliases.yaml instead.
"""


def main(folder: Path) -> None:
    """Write ``countries.yaml`` beside this script."""
    extra = [line for line in rows(folder / "country_name_aliases.csv") if line["iso3"] not in ("EUR", "LAS")]
    entries = [entry_of(row, extra) for row in rows(folder / "countries_six_languages.csv")]
    entries.sort(key=lambda entry: str(entry["iso3"]))
    text = yaml.dump(entries, Dumper=_Compact, allow_unicode=True, sort_keys=False, width=10_000)
    (HERE / "countries.yaml").write_text(HEADER + text, encoding="utf-8")
    print(f"{len(entries)} areas written")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCE)
