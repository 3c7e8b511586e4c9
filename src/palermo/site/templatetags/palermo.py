"""Template tags of every page: ``{% load palermo %}``.

figure_value figure     the value as stated: qualifier, number, unit, note        -> <span class="figure-value">
citation figure         the source and place it opens to                          -> <a class="citation">
origin figure           badge: extraction, dataset, register, computed            -> <span class="badge ...">
status figure           badge: published, accepted, withdrawn
iso_date text           a date or interval of any precision                       -> <time>
country_name code       the name in the reader's language; a list of codes works too
language_name code      the name of a language
html_lang code          value for a lang attribute;  text_dir code: value for dir
number value            a localised number          percent value, share in percent
pager page              links between pages, keeping the query
asset path              address of a static file, with the digest of its content
page_title              the words of the block ``title`` once more
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html
from django.utils.safestring import SafeString

from palermo.commons.citing import Citable, badge, citation_of
from palermo.commons.pages import page_links
from palermo.commons.wording import dates, languages, numbers
from palermo.commons.wording.figures import Stated, word_figure
from palermo.commons.wording.places import country_name as name_of_country
from palermo.site.assets import asset_address

register = template.Library()


@register.simple_tag
def figure_value(figure: Stated) -> SafeString:
    wording = word_figure(figure)
    unit = format_html('{}<span class="unit">{}</span>', wording.space, wording.unit) if wording.unit else ""
    note = format_html('{}<span class="note">{}</span>', wording.space, wording.bracketed_note) if wording.note else ""
    kind = "figure-value figure-suppressed" if figure.suppressed else "figure-value"
    return format_html('<span class="{}">{}{}{}</span>', kind, wording.amount, unit, note)


@register.simple_tag
def citation(figure: Citable) -> SafeString:
    cited = citation_of(figure)
    if not cited.address:
        return format_html('<span class="citation">{}</span>', cited.words)
    return format_html('<a class="citation" href="{}">{}</a>', cited.address, cited.words)


@register.simple_tag
def origin(figure: Citable) -> SafeString:
    return badge(figure.origin)


@register.simple_tag
def status(figure: Citable) -> SafeString:
    return badge(figure.status)


@register.simple_tag
def iso_date(text: str) -> SafeString:
    words = dates.date_text(text or "")
    if "/" in words or "/" in text or not text:
        return format_html("{}", words)
    return format_html('<time datetime="{}">{}</time>', text, words)


@register.simple_tag
def country_name(codes: str | list[str] | tuple[str, ...]) -> str:
    listed = [codes] if isinstance(codes, str) else codes
    return languages.join_names([name_of_country(code) for code in listed])


@register.simple_tag
def language_name(code: str) -> str:
    return languages.language_name(code)


@register.simple_tag
def html_lang(code: str) -> str:
    return languages.html_language(code)


@register.simple_tag
def text_dir(code: str) -> str:
    return languages.direction(code)


@register.filter
def number(value: int | Decimal) -> str:
    return numbers.number(value)


@register.filter
def percent(value: int | Decimal) -> str:
    return numbers.percentage(value)


@register.inclusion_tag("commons/pages/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any], parameter: str = "page") -> dict[str, Any]:
    request: HttpRequest = context["request"]
    return {"page": page, "links": page_links(page, request.GET, parameter)}


@register.simple_tag
def asset(path: str) -> str:
    return asset_address(path)


@register.simple_tag(takes_context=True)
def page_title(context: Context) -> SafeString | str:
    """Only inside ``site/base.html``: a block cannot be written out twice in a template."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block("title") if blocks else None
    return block.render(context) if block else ""
