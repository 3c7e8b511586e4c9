"""The site's own pages: what they say, what they set, and that a failure tells nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import Client, RequestFactory, override_settings
from django.utils.translation import override
from lxml import html

from palermo import __version__
from palermo.site import errors, navigation
from palermo.site.assets import asset_address
from palermo.site.context import Shell, language_tag
from tests.ground.people import person_with, sign_in
from tests.site.planting import plant_figures

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def _tree(client: Client, address: str, **headers: str) -> html.HtmlElement:
    return html.fromstring(client.get(address, headers=headers).content.decode())


def test_the_version_is_that_of_the_project() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"] == __version__


def test_the_title_is_written_once_and_heads_the_page(client: Client) -> None:
    page = _tree(client, "/about/")
    assert page.findtext(".//title") == "About these pages · Palermo"
    assert [heading.text_content() for heading in page.iter("h1")] == ["About these pages"]
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    assert page.xpath("count(//main[@id='main'])") == 1


@pytest.mark.parametrize(
    ("code", "tag", "direction"), [("ar", "ar", "rtl"), ("zh-hans", "zh-Hans", "ltr"), ("ru", "ru", "ltr")]
)
def test_language_and_direction_are_said(client: Client, code: str, tag: str, direction: str) -> None:
    client.cookies["django_language"] = code
    page = _tree(client, "/about/")
    assert (page.get("lang"), page.get("dir")) == (tag, direction)
    choices = page.xpath("//button[@name='language']")
    assert {choice.get("value") for choice in choices} == {"ar", "en", "es", "fr", "ru", "zh-hans"}
    assert [choice.get("value") for choice in choices if choice.get("aria-current")] == [code]
    assert language_tag("zh-hans") == "zh-Hans"


def test_the_browser_s_language_is_taken_when_none_is_chosen(client: Client) -> None:
    assert _tree(client, "/about/", accept_language="zh-CN,zh;q=0.9").get("lang") == "zh-Hans"


def test_a_visitor_gets_no_cookie_and_no_session(client: Client) -> None:
    plant_figures()
    for address in ("/", "/about/", "/countries/", "/library/", "/nothing-here/"):
        assert not client.get(address).cookies, address


def test_preferences_lead_back_to_the_page_and_nowhere_else(client: Client) -> None:
    answer = client.post("/language/", {"language": "fr", "next": "/about/?a=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/about/?a=1")
    assert answer.cookies["django_language"]["httponly"]
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "about/", ""):
        assert client.post("/theme/", {"theme": "dark", "next": elsewhere})["Location"] == "/"


def test_preferences_refuse_what_they_do_not_know(client: Client) -> None:
    assert client.post("/language/", {"language": "tlh"}).status_code == 400
    assert client.post("/theme/", {"theme": "pink"}).status_code == 400
    assert client.get("/language/").status_code == 405
    assert client.post("/theme/", {"theme": "dark"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_theme_is_kept_and_forgotten(client: Client) -> None:
    client.post("/theme/", {"theme": "dark"})
    assert _tree(client, "/about/").get("data-theme") == "dark"
    client.post("/theme/", {"theme": ""})
    assert _tree(client, "/about/").get("data-theme") is None
    client.cookies["palermo_theme"] = '"><script>'
    assert _tree(client, "/about/").get("data-theme") is None


def test_the_front_page_counts_what_is_published_and_opens_it(client: Client) -> None:
    assert not _tree(client, "/").xpath("//*[@class='counts']"), "an empty library boasts of nothing"
    plant_figures()
    counts = _tree(client, "/").xpath("//*[@class='counts']//a")
    said = {" ".join(count.text_content().split()): count.get("href") for count in counts}
    assert said["7 figures with their sources"] == "/measures/"
    assert said["1 dataset"] == "/datasets/"
    assert all(client.get(address).status_code == 200 for address in said.values())


def test_navigation_shows_only_doors_that_open(client: Client) -> None:
    assert all(client.get(door.address).status_code == 200 for door in navigation.doors("/"))
    assert [door.current for door in navigation.doors("/library/1/") if door.address == "/library/"] == ["true"]
    assert not navigation.exists("/no-such-room/")


def test_the_desk_is_shown_to_those_who_have_one(client: Client) -> None:
    assert not _tree(client, "/about/").xpath("//a[@href='/desk/']")
    sign_in(client, person_with("publisher"))
    page = _tree(client, "/about/")
    assert page.xpath("//a[@href='/desk/']")
    assert "X-CSRFToken" in page.find("body").get("hx-headers", "")


@pytest.mark.parametrize("code", ["en", "zh-hans", "ar"])
def test_a_missing_page_is_designed_and_translated(client: Client, code: str) -> None:
    client.cookies["django_language"] = code
    answer = client.get("/nothing-here/")
    page = html.fromstring(answer.content.decode())
    assert answer.status_code == 404
    assert page.get("lang") == language_tag(code)
    assert ("not found" in page.findtext(".//title", "")) == (code == "en")
    assert page.xpath("//main//a[@href='/']")


def test_a_program_gets_an_error_it_can_read(client: Client) -> None:
    answer = client.get("/api/v1/nothing-here")
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("application/json")
    assert answer.json()["code"] == "not_found"


def test_too_large_is_said_as_such(rf: RequestFactory) -> None:
    answer = errors.bad_request(rf.post("/library/ingest/"), RequestDataTooBig("5 MB"))
    assert answer.status_code == 413
    assert b"larger than the site takes" in answer.content


def test_an_expired_form_says_what_to_do() -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/account/login/", {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 403
    assert b"expired" in answer.content


def _broken(*_args: Any, **_kwargs: Any) -> None:
    raise RuntimeError("the password of the database is hunter2")


def test_a_failure_tells_nothing_and_asks_nothing_of_the_database(
    client: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any, rf: RequestFactory
) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("palermo.site.pages.published_counts", _broken)
    answer = client.get("/")
    assert answer.status_code == 500
    assert b"hunter2" not in answer.content
    assert b"Something failed here" in answer.content
    with django_assert_num_queries(0), override("zh-hans"):
        page = errors.failure(rf.get("/"))
    assert 'lang="zh-Hans"' in page.content.decode()
    assert "系统出错" in page.content.decode()
    assert errors.failure(rf.get("/api/v1/x"))["Content-Type"] == "application/json"


def test_health_tells_only_whether_it_answers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/health/").json() == {"status": "ok"}
    monkeypatch.setattr("palermo.site.pages.connection.cursor", _broken)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})


def test_robots_and_the_icon(client: Client) -> None:
    assert "Disallow: /review/" in client.get("/robots.txt").content.decode()
    assert client.get("/favicon.ico", follow=True).status_code == 200


def test_a_language_that_is_not_complete_says_so_in_that_language(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palermo.site.context.missing_count", {"fr": 3, "zh": 0, "en": 0}.__getitem__)
    request = rf.get("/")
    for code, partly in (("fr", True), ("zh-hans", False), ("en", False)):
        with override(code):
            assert Shell(request).partly_translated is partly


def test_an_asset_carries_the_digest_of_its_content() -> None:
    assert asset_address("site/base.css").startswith("/static/site/base.css?v=")
    with pytest.raises(LookupError):
        asset_address("site/no-such.css")


@override_settings(ALLOWED_HOSTS=["localhost"])
def test_a_wrong_host_is_refused_without_a_trace(client: Client) -> None:
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert b"evil.example" not in answer.content
