"""A register with a field of every type, and strategies for what may be said in each."""

from __future__ import annotations

import string
from typing import Any

from hypothesis import strategies as st

from palermo_engines.registers.model import Declaration, Field
from palermo_engines.registers.reading import read_declaration

WIDE = """
id: WIDE
wing: know
version: 2
title: {en: Everything, zh: 一切}
help: {en: One of each., zh: 各一。}
lists:
  level:
    - {code: national, label: {en: National, zh: 国家级, fr: "National, du pays"}}
    - {code: regional, label: {en: Regional, zh: 区域级}, parent: national}
    - {code: "7", label: {en: Seventh, zh: 第七}, status: reconstructed}
  age:
    - {code: child, label: {en: Children, zh: 儿童}}
    - {code: adult, label: {en: Adults, zh: 成人}}
fields:
  - {id: event, type: text, role: title, required: true, label: {en: Event, zh: 活动}}
  - {id: notes, type: text, lines: many, label: {en: Notes, zh: 备注}}
  - {id: page, type: text, format: url, label: {en: Page, zh: 网页}}
  - {id: mail, type: text, format: email, label: {en: Mail, zh: 邮箱}}
  - {id: symbol, type: text, pattern: "[A-Z]/[0-9]+", label: {en: Symbol, zh: 文号}}
  - {id: story, type: rich_text, label: {en: Story, zh: 叙述}}
  - {id: name, type: translated_text, label: {en: Name, zh: 名称}}
  - {id: level, type: choice, list: level, facet: true, label: {en: Level, zh: 级别}}
  - {id: levels, type: choice, list: level, multiple: true, label: {en: Levels, zh: 各级}}
  - {id: open, type: yes_no, label: {en: Open, zh: 公开}}
  - {id: country, type: country, role: country, label: {en: Country, zh: 国家}}
  - {id: areas, type: country, areas: true, multiple: true, label: {en: Areas, zh: 地区}}
  - {id: body, type: organisation, role: organisation, label: {en: Body, zh: 机构}}
  - {id: bodies, type: organisation, multiple: true, label: {en: Bodies, zh: 各机构}}
  - {id: chair, type: seat, label: {en: Chair, zh: 主席}}
  - {id: participants, type: people, breakdowns: [age], label: {en: Participants, zh: 参加人数}}
  - {id: days, type: number, unit: days, whole: true, min: 0, max: 400, label: {en: Days, zh: 天数}}
  - {id: rate, type: number, label: {en: Rate, zh: 比率}}
  - {id: cost, type: money, label: {en: Cost, zh: 费用}}
  - {id: grant, type: money, currencies: [USD, EUR], label: {en: Grant, zh: 赠款}}
  - {id: share, type: share, label: {en: Share, zh: 比例}}
  - {id: agreed, type: date, role: date, label: {en: Agreed, zh: 商定日期}}
  - {id: signed, type: date, precision: day, label: {en: Signed, zh: 签署日期}}
  - {id: held, type: period, label: {en: Held, zh: 举办日期}}
  - {id: launch, type: planned_actual, label: {en: Launch, zh: 启动}}
  - {id: spot, type: place, finest: point, role: place, label: {en: Spot, zh: 地点}}
  - {id: town, type: place, label: {en: Town, zh: 城市}}
  - {id: land, type: place, finest: country, label: {en: Land, zh: 国}}
  - {id: report, type: file, accept: [pdf, docx], label: {en: Report, zh: 报告}}
  - {id: files, type: file, multiple: true, label: {en: Files, zh: 文件}}
  - {id: plan, type: link, to: PLANS, inverse: {en: Events, zh: 活动}, label: {en: Plan, zh: 计划}}
  - {id: plans, type: link, to: PLANS, multiple: true, label: {en: Plans, zh: 各计划}}
  - {id: source, type: citation, role: citation, label: {en: Source, zh: 出处}}
  - id: women
    type: computed
    of: number
    value: "${participants/women} div ${participants}"
    label: {en: Women, zh: 女性}
measures:
  - {id: people_trained, of: participants, period: held, by: [level]}
"""


def wide() -> Declaration:
    """The register ``WIDE``, read."""
    return read_declaration(WIDE)


def field(identifier: str) -> Field:
    """A field of ``WIDE``."""
    found = DECLARED.field(identifier)
    assert found is not None
    return found


DECLARED = wide()
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=40)
WORDS = st.text(string.ascii_letters + "éж中;|\"' ,[]", min_size=1, max_size=12).map(str.strip).filter(bool)
LANGUAGE = st.sampled_from(["en", "zh"])
DIGITS = st.decimals(-9999, 9999, places=2).map(str) | st.integers(-9999, 9999).map(str)
WHOLE = st.integers(0, 400)
SURE = st.sampled_from(["exact", "about", "more_than", "at_least", "nearly", "less_than", "at_most"])
UUIDS = st.uuids().map(str)
HEX = st.text("0123456789abcdef", min_size=64, max_size=64)
DAYS = st.dates().map(lambda day: f"{day.year:04d}-{day.month:02d}-{day.day:02d}")
DATES = DAYS | DAYS.map(lambda day: day[:7]) | DAYS.map(lambda day: day[:4])
PERIODS = DATES | st.tuples(DAYS, DAYS).map(lambda pair: "/".join(sorted(pair))) | DAYS.map(lambda day: f"{day}/..")
COUNTRIES = st.sampled_from(["ALB", "FRA", "CHN", "XAA"])
BODIES = st.sampled_from([{"code": "UNODC"}, {"code": "ngo-7"}]) | st.fixed_dictionaries({"name": WORDS})
FILES = st.fixed_dictionaries(
    {"digest": HEX, "name": WORDS.map(lambda word: f"{word}.PDF"), "size": st.integers(0, 10**9)}
)


def parts(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A mapping with all the required parts and some of the optional ones."""
    return st.fixed_dictionaries(required, optional=optional)


def people() -> st.SearchStrategy[dict[str, Any]]:
    """Counts of any parts, whether or not they add up."""
    counts = dict.fromkeys(("total", "women", "men", "not_disaggregated"), WHOLE)
    cells = st.sampled_from(["age=child", "age=adult", "age=child;sex=female"])
    return parts({}, {**counts, "qualifier": SURE, "parts": st.dictionaries(cells, WHOLE)}) | st.just(
        {"qualifier": "none_known"}
    )


def money(currencies: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Amounts, with or without their date."""
    return parts({"amount": DIGITS, "currency": currencies}, {"qualifier": SURE, "on": PERIODS, "rate_source": WORDS})


SAYS: dict[str, st.SearchStrategy[Any]] = {
    "event": TEXTS,
    "notes": TEXTS,
    "page": st.just("https://example.org/a?b=c"),
    "mail": st.just("desk@example.org"),
    "symbol": st.integers(0, 999).map(lambda number: f"A/{number}"),
    "story": TEXTS,
    "name": st.dictionaries(st.sampled_from(["en", "fr", "es", "ru", "ar", "zh"]), TEXTS),
    "level": st.sampled_from(["national", "regional", "7"]),
    "levels": st.lists(st.sampled_from(["national", "regional", "7"])),
    "open": st.booleans(),
    "country": COUNTRIES,
    "areas": st.lists(COUNTRIES | st.just("PRI")),
    "body": BODIES,
    "bodies": st.lists(BODIES, max_size=4),
    "chair": parts({}, {"body": WORDS, "role": WORDS, "seat": UUIDS}),
    "participants": people(),
    "days": parts({"value": WHOLE}, {"qualifier": SURE, "unit": st.just("days")}) | WHOLE,
    "rate": DIGITS | parts({"value": DIGITS}, {"qualifier": SURE}) | st.just({"value": "5", "high": "7.50"}),
    "cost": money(st.sampled_from(["USD", "CHF", "XAF"])),
    "grant": money(st.sampled_from(["USD", "EUR"])),
    "share": parts({}, {"value": st.integers(0, 100), "words": WORDS, "qualifier": SURE}),
    "agreed": DATES,
    "signed": DAYS,
    "held": PERIODS,
    "launch": parts({}, {"planned": PERIODS, "actual": PERIODS}),
    "spot": parts({}, {"country": COUNTRIES, "region": WORDS, "city": WORDS})
    | st.just({"country": "PRI", "lat": 1.5, "lon": -70.25}),
    "town": parts({}, {"country": COUNTRIES, "region": WORDS, "city": WORDS}),
    "land": parts({}, {"country": COUNTRIES}),
    "report": FILES,
    "files": st.lists(FILES, max_size=3),
    "plan": UUIDS,
    "plans": st.lists(UUIDS, max_size=3),
    "source": parts(
        {}, {"source": UUIDS, "document": WORDS, "place": WORDS, "snippet": TEXTS, "language": st.just("zh")}
    ),
}
SAID = st.sampled_from(sorted(SAYS)).flatmap(lambda name: st.tuples(st.just(name), SAYS[name]))
RECORDS = st.fixed_dictionaries({"event": st.just("Seminar")}, optional={k: v for k, v in SAYS.items() if k != "event"})
