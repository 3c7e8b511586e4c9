"""Rule 11: nothing on a page is fetched from elsewhere, and the content security policy is never bent.

Every page that a visitor, or somebody with every seat, can reach is opened and read. That no request leaves the machine
in a real browser is watched over in ``tests/journeys`` by the fixture ``visitor``, which every journey uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from lxml import html

from tests.ground.people import person_with, sign_in
from tests.site.crawling import Visit, crawl
from tests.site.planting import plant_figures

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "palermo"
_FETCHING = {"src", "srcset", "poster", "data", "action", "formaction", "background", "ping"}
_LINKS_THAT_FETCH = {"stylesheet", "icon", "preload", "prefetch", "modulepreload", "manifest", "preconnect"}
_OURS = re.compile(r"^(/(?!/)|#|\?|data:image/|$)")


def offences(tree: html.HtmlElement) -> Iterator[str]:
    """What a page must not hold, each with its place."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        place = f"<{element.tag}> at line {element.sourceline}"
        if element.tag == "style" or "style" in element.attrib:
            yield f"{place}: inline style"
        runs = element.tag == "script" and element.get("type") != "application/json"  # data is not run
        if runs and (not element.get("src") or (element.text or "").strip()):
            yield f"{place}: inline script"
        fetched = element.tag == "link" and bool(_LINKS_THAT_FETCH & set(element.get("rel", "").split()))
        if fetched and not _OURS.match(element.get("href", "")):
            yield f"{place}: fetches {element.get('href')}"
        yield from (f"{place}: {reason}" for reason in _attribute_offences(element))


def _attribute_offences(element: html.HtmlElement) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name.lower().startswith(("on", "hx-on")):
            yield f"inline handler {name}"
        fetches = name in _FETCHING or (element.tag == "use" and name.endswith("href"))
        if fetches and not _OURS.match(value.strip()):
            yield f"{name} leads elsewhere: {value}"
        if value.strip().lower().startswith("javascript:"):
            yield f"script in {name}"


def policy_gaps(policy: str) -> list[str]:
    """What the policy ought to say and does not."""
    directives = dict(part.strip().partition(" ")[::2] for part in policy.split(";") if part.strip())
    wanted = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    gaps = [f"{name} {value}" for name, value in wanted.items() if directives.get(name) != value]
    return gaps + [word for word in ("unsafe-inline", "unsafe-eval", "http:", "https:", "*") if word in policy]


def _check(visit: Visit) -> list[str]:
    found = policy_gaps(visit.response.get("Content-Security-Policy", ""))
    return [f"{visit.address}: {gap}" for gap in found + (list(offences(visit.tree)) if visit.is_page else [])]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_of_a_visitor(client: Client, language: str) -> None:
    plant_figures()
    client.cookies["django_language"] = language
    visits = list(crawl(client))
    assert len(visits) > 8
    assert [problem for visit in visits for problem in _check(visit)] == []
    assert [visit.address for visit in visits if visit.response.status_code >= 500] == []


@pytest.mark.django_db
def test_pages_of_somebody_with_every_seat(client: Client) -> None:
    plant_figures()
    sign_in(client, person_with("publisher", "steward"))
    visits = [*crawl(client, "/"), *crawl(client, "/desk/")]
    assert any(visit.address.startswith("/desk/") and visit.response.status_code == 200 for visit in visits)
    assert [problem for visit in visits for problem in _check(visit)] == []


@pytest.mark.django_db
def test_answers_that_are_no_pages_carry_the_policy_too(client: Client) -> None:
    client.raise_request_exception = False
    answers = {
        "a page": client.get("/"),
        "an unknown address": client.get("/no-such-page/"),
        "a redirection": client.post("/theme/", {"theme": "dark"}),
        "a refusal": client.post("/language/", {"language": "tlh"}),
        "a style sheet": client.get("/static/site/base.css"),
        "a script": client.get("/static/site/site.js"),
        "the API": client.get("/api/v1/openapi.json"),
        "health": client.get("/health/"),
    }
    assert {
        name: gaps
        for name, answer in answers.items()
        if (gaps := policy_gaps(answer.get("Content-Security-Policy", "")))
    } == {}


def test_templates_and_style_sheets_name_no_other_place() -> None:
    elsewhere = re.compile(r"""(?:src|href|action|url\(|@import)\s*[=(]?\s*["']?(?:https?:)?//(?!www\.w3\.org)""")
    inline = re.compile(r"""<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*["']|<script(?![^>]*(?:\bsrc=|application/json))""")
    found = []
    for path in sorted(
        (*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("static/**/*.css"), *PACKAGE.rglob("static/**/*.js"))
    ):
        text = re.sub(
            r"{% comment %}.*?{% endcomment %}|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        bad = elsewhere.findall(text) + (inline.findall(text) if path.suffix == ".html" else [])
        if bad:
            found.append(f"{path.relative_to(PACKAGE)}: {bad}")
    assert found == []


@pytest.mark.parametrize(
    "page",
    [
        '<p style="color:red">x</p>',
        "<style>p{}</style>",
        "<script>go()</script>",
        '<script src="https://cdn.example/x.js"></script>',
        '<script src="//cdn.example/x.js"></script>',
        '<a href="#" onclick="go()">x</a>',
        '<a href="javascript:go()">x</a>',
        '<button hx-on:click="go()">x</button>',
        '<link rel="stylesheet" href="https://fonts.example/x.css">',
        '<img src="https://pixel.example/x.gif">',
        '<form action="https://elsewhere.example/"></form>',
    ],
)
def test_the_guard_sees(page: str) -> None:
    assert list(offences(html.fromstring(f"<html><body>{page}</body></html>")))


def test_the_guard_lets_good_pages_be() -> None:
    good = '<link rel="icon" href="/static/x.svg"><script src="/static/x.js" defer></script><a href="https://un.org">source</a>'
    assert not list(offences(html.fromstring(f"<html><body>{good}<img src='data:image/png;base64,x'></body></html>")))
    assert policy_gaps("default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self'; base-uri 'none'")
