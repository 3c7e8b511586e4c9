"""A visitor that never tires: starts at the front page and follows every link that a reader could."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.http.response import HttpResponseBase
from django.test import Client
from lxml import html

_LEAVE_ALONE = re.compile(r"^/(static/|account/logout)")


@dataclass(frozen=True)
class Visit:
    """An address, what it answered, and for a page its tree."""

    address: str
    response: HttpResponseBase
    body: bytes

    @property
    def is_page(self) -> bool:
        return self.response.get("Content-Type", "").startswith("text/html")

    @property
    def tree(self) -> html.HtmlElement:
        return html.fromstring(self.body.decode())


def body_of(response: HttpResponseBase) -> bytes:
    """The whole answer, streamed or not."""
    if getattr(response, "streaming", False):
        return b"".join(response.streaming_content)  # type: ignore[attr-defined]
    content: bytes = response.content  # type: ignore[attr-defined]
    return content


def crawl(client: Client, start: str = "/", at_most: int = 120, each_shape: int = 3) -> Iterator[Visit]:
    """Visits pages breadth first, each address once, and no more than ``each_shape`` addresses that differ only in
    their identifiers or their query."""
    waiting, seen, shapes = [start], {start}, {}  # type: ignore[var-annotated]
    while waiting and at_most:
        address = waiting.pop(0)
        shape = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\b[A-Z]{3}\b|\d+|\?.*", "*", address)
        shapes[shape] = shapes.get(shape, 0) + 1
        if shapes[shape] > each_shape:
            continue
        at_most -= 1
        response = client.get(address)
        visit = Visit(address, response, body_of(response))
        yield visit
        if visit.is_page and response.status_code == 200:
            for link in _links(visit):
                if link not in seen:
                    seen.add(link)
                    waiting.append(link)


def _links(visit: Visit) -> Iterator[str]:
    for element in visit.tree.iter("a"):
        href = urljoin(f"http://testserver{visit.address}", element.get("href", "#"))
        parts = urlsplit(href)
        if parts.netloc == "testserver" and not _LEAVE_ALONE.match(parts.path):
            yield parts.path + (f"?{parts.query}" if parts.query else "")
