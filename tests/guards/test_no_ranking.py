"""Rule 4: countries are never ranked. Nothing orders them by a value, in the code or in what comes out of it."""

from __future__ import annotations

import ast
import csv
import io
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from django.test import Client
from lxml import html

from palermo.commons.wording.places import alphabetical_key, country_name, known_countries
from palermo_engines.kit.languages import LANGUAGES, Language
from tests.site.crawling import Visit, body_of, crawl
from tests.site.planting import VALUES, plant_figures

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "palermo"
_VALUES = re.compile(r"(^|_)(value|values|high|low|amount|total|count|score|rank|number|share|parties)s?$")
_COUNTRIES = re.compile(r"countr|iso3|subject|place|state|nation|area", re.IGNORECASE)
_BY_VALUE_SQL = re.compile(r"order\s+by\s+[\w.\"]*(value|high|amount|count)", re.IGNORECASE)
_TEMPLATE_SORT = re.compile(r"dictsort(?:reversed)?\s*:\s*[\"']?[\w.]*(value|high|amount|count|total)")

# Sorts that look like it and are none: each with its reason.
ALLOWED: dict[str, str] = {}


def rankings(source: str) -> Iterator[tuple[int, str]]:
    """Lines of a module that order by a value where countries are about."""
    for scope, is_about_countries in _scopes(ast.parse(source)):
        for node in _own_nodes(scope):
            if isinstance(node, ast.Call) and (reason := _orders_by_value(node, is_about_countries)):
                yield node.lineno, reason
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _BY_VALUE_SQL.search(node.value):
                yield node.lineno, "SQL orders by a value"


def _scopes(tree: ast.Module) -> Iterator[tuple[ast.AST, bool]]:
    """Functions, and the module itself, with whether any name in them speaks of countries."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    for scope in (tree, *functions):
        yield scope, any(_COUNTRIES.search(name) for name in _names(scope))


def _names(scope: ast.AST) -> Iterator[str]:
    for node in ast.walk(scope):
        for field in ("id", "attr", "arg", "name"):
            name = getattr(node, field, None)
            if isinstance(name, str):
                yield name


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope without those of the functions inside it."""
    for child in ast.iter_child_nodes(scope):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
            yield from _own_nodes(child)


def _orders_by_value(call: ast.Call, about_countries: bool) -> str:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in ("order_by", "latest", "earliest"):
        texts = [arg.value for arg in ast.walk(call) if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if any(_VALUES.search(text.lstrip("-").split("__")[-1]) for text in texts):
            return f"{name} of a value"
    if name == "most_common" and about_countries:
        return "most_common where countries are about"
    if name in ("sorted", "sort", "nlargest", "nsmallest") and about_countries:
        key = next((word.value for word in call.keywords if word.arg == "key"), None)
        if key is not None and _speaks_of_value(key):
            return f"{name} by a value where countries are about"
        if name in ("nlargest", "nsmallest"):
            return f"{name} where countries are about"
    return ""


def _speaks_of_value(key: ast.expr) -> bool:
    if any("alphabetical" in getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(key)):
        return False
    for node in ast.walk(key):
        words = [getattr(node, "attr", None), getattr(node, "id", None), getattr(node, "value", None)]
        if any(isinstance(word, str) and _VALUES.search(word) for word in words):
            return True
        second = isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value == 1
        if second or (
            isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "itemgetter"
        ):
            return second or any(isinstance(arg, ast.Constant) and arg.value == 1 for arg in node.args)  # type: ignore[attr-defined]
    return False


def test_no_code_orders_countries_by_a_value() -> None:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            lines = rankings(path.read_text(encoding="utf-8"))
            found += [f"{path.relative_to(PACKAGE)}:{line} {reason}" for line, reason in lines]
    for path in sorted(PACKAGE.rglob("templates/**/*.html")):
        if _TEMPLATE_SORT.search(path.read_text(encoding="utf-8")):
            found.append(f"{path.relative_to(PACKAGE)}: sorts by a value")
    assert [line for line in found if line.split(":")[0] not in ALLOWED] == []


@pytest.mark.parametrize(
    "source",
    [
        "def page(measure):\n    return Figure.objects.filter(measure=measure).order_by('-value')",
        "x = figures.order_by('subject', F('figure__high').desc())",
        "def top(countries):\n    return sorted(countries, key=lambda c: c.total)",
        "def top(by_country):\n    return sorted(by_country.items(), key=lambda pair: pair[1], reverse=True)",
        "def top(iso3):\n    return sorted(iso3, key=itemgetter(1))",
        "def top(iso3):\n    return Counter(iso3).most_common(10)",
        "def top(countries):\n    return heapq.nlargest(5, countries)",
        "SQL = 'SELECT subject FROM figure ORDER BY value DESC'",
    ],
)
def test_the_guard_sees_a_ranking(source: str) -> None:
    assert list(rankings(source))


@pytest.mark.parametrize(
    "source",
    [
        "x = figures.order_by('subject', 'period_last', 'pk')",
        "def listed(countries):\n    return sorted(countries, key=lambda c: alphabetical_key(c.name))",
        "def listed(countries):\n    return sorted(countries, key=lambda pair: alphabetical_key(pair[1], 'fr'))",
        "def longest(words):\n    return sorted(words, key=lambda word: word.count)",
        "def years(countries):\n    return sorted({c.year for c in countries})",
    ],
)
def test_the_guard_lets_other_orders_be(source: str) -> None:
    assert not list(rankings(source))


# What comes out: planted so that order by value is the alphabet backwards.


def out_of_order(names: list[str], language: Language) -> list[str]:
    """The first two neighbours that stand against the alphabet, when ``names`` is a list of countries at all."""
    known = {country_name(code, language) for code in known_countries()}
    listed = [name for name in (" ".join(name.split()) for name in names) if name in known]
    if len(listed) < 3 or len(listed) < 0.8 * len(names):
        return []
    pairs = pairwise(listed)
    return next(([a, b] for a, b in pairs if alphabetical_key(a, language) > alphabetical_key(b, language)), [])


def country_lists(visit: Visit) -> Iterator[list[str]]:
    """Row headings of each table, items of each list, options of each choice."""
    for table in visit.tree.iter("table"):
        yield [cell.text_content() for cell in table.xpath(".//tbody/tr/th")]
    for listing in visit.tree.xpath("//ul | //ol | //select"):
        yield [
            (item.xpath("string(.//a)") or item.text_content()) if item.tag == "li" else item.text_content()
            for item in listing.xpath("./li | .//option")
        ]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_countries_on_pages_stand_in_the_readers_alphabet(client: Client, language: Language) -> None:
    plant_figures()
    client.cookies["django_language"] = "zh-hans" if language == "zh" else language
    lists = 0
    for visit in crawl(client, at_most=40, each_shape=2):
        if visit.is_page:
            for names in country_lists(visit):
                lists += country_name("AFG", language) in " ".join(names)
                assert out_of_order(names, language) == [], visit.address
    assert lists >= 2, "no page listed countries: this test saw nothing"


def _download_links(client: Client) -> set[str]:
    links = set()
    for visit in crawl(client, at_most=60):
        if visit.is_page:
            links |= {a.get("href") for a in visit.tree.xpath("//a[contains(@href, 'csv')]")}
    return {link if link.startswith("/") else "" for link in links} - {""}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh"])
def test_countries_in_downloads_stand_in_the_readers_alphabet(client: Client, language: Language) -> None:
    plant_figures()
    client.cookies["django_language"] = "zh-hans" if language == "zh" else language
    links = _download_links(client)
    assert links, "no page offers a table as CSV"
    for link in sorted(links):
        rows = list(csv.reader(io.StringIO(body_of(client.get(link)).decode("utf-8-sig"))))
        for column in zip(*rows[1:], strict=False):
            once = list(dict.fromkeys(name for name in column if name))
            assert out_of_order(once, language) == [], link


@pytest.mark.django_db
def test_the_api_does_not_rank(client: Client) -> None:
    plant_figures()
    answer = client.get("/api/v1/countries")
    assert answer.status_code == 200
    content = answer.json()
    entries = content if isinstance(content, list) else content.get("items", [])
    names = [entry.get("name", "") for entry in entries]
    assert len(names) > 100
    assert out_of_order(names, "en") == []
    by_value = sorted(VALUES, key=lambda code: VALUES[code])
    figures = client.get("/api/v1/figures", {"measure": "victims_identified"}).json()
    codes = [item.get("subject") or item.get("country") for item in figures["items"]]
    assert set(VALUES) <= set(codes)
    assert [code for code in codes if code in VALUES] not in (by_value, by_value[::-1])


def test_the_runtime_guard_sees_a_ranking() -> None:
    page = html.fromstring(
        "<table><tbody>"
        + "".join(f"<tr><th>{country_name(c, 'en')}</th><td>{v}</td></tr>" for c, v in VALUES.items())
        + "</tbody></table>"
    )
    names = next(country_lists(Visit("/", None, html.tostring(page))))  # type: ignore[arg-type]
    assert out_of_order(names, "en")
    assert not out_of_order(sorted(names), "en")
