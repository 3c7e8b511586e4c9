"""Links between the pages of a list. The query of the address (filters, words searched) is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Query strings, ``?...``; empty where there is no such page."""

    previous: str
    following: str
    first: str
    last: str


def page_links(page: Page[Any], query: QueryDict, parameter: str = "page") -> PageLinks:
    """Where the neighbours of ``page`` are, given the query of the present address."""

    def link(number: int) -> str:
        changed = query.copy()
        changed[parameter] = str(number)
        return f"?{changed.urlencode()}"

    last = page.paginator.num_pages
    return PageLinks(
        previous=link(page.number - 1) if page.has_previous() else "",
        following=link(page.number + 1) if page.has_next() else "",
        first=link(1) if page.number > 2 else "",
        last=link(last) if page.number < last - 1 else "",
    )


def page_number(query: QueryDict, parameter: str = "page") -> int:
    """The page asked for; 1 for anything that is no number. ``Paginator.get_page`` then keeps it in range."""
    asked = query.get(parameter, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 1
