"""The template tags: what a colleague writes, what a reader gets."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

UUID_ONE = UUID("00000000-0000-4000-8000-000000000001")


def _figure(**fields: Any) -> SimpleNamespace:
    source = SimpleNamespace(kind="document", key="MER/1", title="A title", uuid=UUID_ONE)
    usual = {
        "value": Decimal("1400.0000"), "high": None, "qualifier": "more_than", "unit": "victims", "suppressed": False,
        "source": source, "locator": "38", "origin": "extraction", "status": "published",
    }  # fmt: skip
    return SimpleNamespace(**(usual | fields))


def _render(template: str, language: str = "en", **context: Any) -> str:
    with override(language):
        return Template("{% load palermo %}" + template).render(Context(context))


def test_a_figure_shows_qualifier_number_and_unit() -> None:
    assert _render("{% figure_value f %}", f=_figure()) == (
        '<span class="figure-value">more than 1,400 <span class="unit">victims</span></span>'
    )
    assert "超过1,400<span" in _render("{% figure_value f %}", "zh-hans", f=_figure())


def test_what_a_source_says_is_escaped() -> None:
    nasty = _figure(unit="<b>", source=SimpleNamespace(kind="document", key="<i>", title="", uuid=UUID_ONE))
    assert "<b>" not in _render("{% figure_value f %}", f=nasty)
    assert "<i>" not in _render("{% citation f %}", f=nasty)


@pytest.mark.parametrize(
    ("kind", "locator", "address", "words"),
    [
        ("document", "38", f"/library/{UUID_ONE}/#p-38", "MER/1, para. 38"),
        ("document", "97(a)", f"/library/{UUID_ONE}/#p-97%28a%29", "MER/1, para. 97(a)"),
        ("document", "fn-3", f"/library/{UUID_ONE}/#fn-3", "MER/1, note 3"),
        ("document", "0", f"/library/{UUID_ONE}/#p-0", "MER/1, summary"),
        ("document", "", f"/library/{UUID_ONE}/", "MER/1"),
        ("dataset", "statistics_1!120", f"/datasets/{UUID_ONE}/?row=120#row-120", "MER/1, row 120"),
    ],
)
def test_a_citation_opens_at_the_place(kind: str, locator: str, address: str, words: str) -> None:
    source = SimpleNamespace(kind=kind, key="MER/1", title="A title", uuid=UUID_ONE)
    said = _render("{% citation f %}", f=_figure(source=source, locator=locator))
    assert f'href="{address}"' in said
    assert f">{words}</a>" in said


def test_a_source_without_a_page_gets_no_dead_link() -> None:
    source = SimpleNamespace(kind="hearsay", key="MER/1", title="", uuid=UUID_ONE)
    assert _render("{% citation f %}", f=_figure(source=source, locator="")) == '<span class="citation">MER/1</span>'


def test_origin_and_status_are_badges_in_words() -> None:
    assert (
        _render("{% origin f %}", "fr", f=_figure()) == '<span class="badge badge-extraction">tiré d’un document</span>'
    )
    assert "badge-published" in _render("{% status f %}", f=_figure())


def test_dates_names_and_languages() -> None:
    assert _render("{% iso_date '2014-11' %}") == '<time datetime="2014-11">November 2014</time>'
    assert "<time" not in _render("{% iso_date '2014/2016' %}")
    assert _render("{% iso_date '' %}") == ""
    assert _render("{% country_name 'FRA' %}", "zh-hans") == "法国"
    assert _render("{% country_name codes %}", codes=["FRA", "TCD"]) == "France and Chad"
    assert _render("{% html_lang 'zh' %}/{% text_dir 'ar' %}/{% language_name 'es' %}") == "zh-Hans/rtl/Spanish"
    assert _render("{{ n|number }} {{ p|percent }}", "fr", n=1400, p=Decimal("12.5")) == "1\u202f400 12,5\xa0%"


def test_the_pager_keeps_the_query(rf: RequestFactory) -> None:
    page = Paginator(range(100), 10).get_page(3)
    said = _render("{% pager page %}", request=rf.get("/library/?language=zh&page=3"), page=page)
    assert 'href="?language=zh&amp;page=2"' in said
    assert 'href="?language=zh&amp;page=4"' in said
    assert "Page 3 of 10" in said
    assert _render("{% pager page %}", request=rf.get("/"), page=Paginator([1], 10).get_page(1)).strip() == ""
