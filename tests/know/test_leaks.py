"""A secret word is planted in everything a draft has; then a stranger looks everywhere for it.

A status of 200 proves nothing: first the test makes sure that staff DO see the word on the same pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from palermo.ground.access.api import console
from palermo.know.ingest.tasks import request_ingest_of_uploads
from palermo.know.library.models import Document
from palermo.know.review.actions import Decision, decide
from palermo.know.review.models import Finding
from palermo.know.review.publishing import publish, unpublish
from palermo_engines.documents.model import Footnote
from tests.ground.people import person_with, sign_in
from tests.know.shelving import figure, mention, only_finding, shelve

pytestmark = pytest.mark.django_db
SECRET = "kaleidoscope"
NOWHERE = "kalaidoscope"
TEXT = f"Aldoria found 12 victims near the {SECRET}."


@pytest.fixture
def draft() -> Document:
    facts = [figure(TEXT, f"12 victims near the {SECRET}", 12, countries=("XAA",)), mention(TEXT, "Aldoria", "XAA")]
    document = shelve(
        {"1": TEXT}, facts, symbol=f"{SECRET}/1", title=f"Draft on the {SECRET}", headings=[f"The {SECRET}"],
        footnotes=[Footnote("1", "1", f"See the {SECRET}.")], name=f"{SECRET}.txt",
    )  # fmt: skip
    decide(console(), finding=only_finding(document, kind="figure"), decision=Decision("accept", 0, SECRET))
    return document


def _addresses(document: Document) -> Iterator[str]:
    uuid = document.uuid
    finding = Finding.objects.filter(kind="figure").first()
    assert finding is not None
    job = request_ingest_of_uploads(console(), [(f"{SECRET}.txt", SECRET.encode())])
    yield "/"
    yield from (
        f"{reverse('library')}{query}" for query in ("", "?country=XAA", "?state=draft", "?language=en", "?page=2")
    )
    yield reverse("library-feed")
    yield reverse("library-ingest")
    yield reverse("library-ingest-job", args=[job.uuid])
    for name in ("source-document", "document-facts", "review-document"):
        yield reverse(name, args=[uuid])
    yield reverse("document-original", args=[uuid, 1])
    yield reverse("review")
    yield reverse("review-correct", args=[finding.uuid])
    yield from (
        f"{reverse('search')}?q={query}" for query in (SECRET, f'"{SECRET}"', f"{SECRET[:5]}*", "victims", "Aldoria")
    )
    yield f"{reverse('search')}?q=victims&document={uuid}"
    yield f"{reverse('search')}?q=victims&country=XAA"
    api = "/api/v1"
    yield f"{api}/documents"
    yield f"{api}/documents/{uuid}"
    yield f"{api}/documents/{uuid}/paragraphs"
    yield f"{api}/documents/{uuid}/findings"
    yield f"{api}/search?q={SECRET}"
    yield f"{api}/search?q=victims&country=XAA"
    yield from ("/countries/", "/countries/XAA/", "/measures/", "/conflicts/", "/api/v1/figures")


def _answer(client: Client, address: str) -> str:
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return re.sub(
        r'(name="csrfmiddlewaretoken" value|X-CSRFToken": |nonce-?)"?[^"]*"', "", content.decode(errors="replace")
    )


def _seen(client: Client, address: str) -> bool:
    """Whether the answer gives the word away. Who asks for the word itself gets his own word back; then the answer
    must be exactly the one to a word that stands nowhere."""
    text = _answer(client, address)
    if SECRET not in address:
        return SECRET in text
    return text.replace(SECRET, NOWHERE) != _answer(client, address.replace(SECRET, NOWHERE))


def _looked_everywhere(client: Client, document: Document) -> list[str]:
    return [address for address in _addresses(document) if _seen(client, address)]


def test_a_stranger_never_sees_a_draft(client: Client, draft: Document) -> None:
    staff = Client()
    sign_in(staff, person_with("publisher"))
    seen_by_staff = _looked_everywhere(staff, draft)
    assert len(seen_by_staff) > 10, "the word must be there to be found"
    assert _looked_everywhere(client, draft) == []


def test_nor_one_that_was_taken_back(client: Client, draft: Document) -> None:
    publish(console(), document=draft)
    assert _looked_everywhere(client, draft), "published, it is there"
    draft.refresh_from_db()
    unpublish(console(), document=draft)
    assert _looked_everywhere(client, draft) == []


def test_of_a_published_document_strangers_see_published_facts_only(client: Client) -> None:
    text = "Aldoria found 12 victims."
    document = shelve({"1": text}, [figure(text, "12 victims", 12, unit="people")], published=True)
    address = reverse("source-document", args=[document.uuid])
    assert "margin-fact" not in client.get(address).content.decode()
    assert (
        '"figure"'
        not in b"".join(client.get(reverse("document-facts", args=[document.uuid])).streaming_content).decode()
    )
    assert client.get(f"/api/v1/documents/{document.uuid}/findings").json() == []
    decide(console(), finding=only_finding(document), decision=Decision("accept", 0))
    assert "margin-fact" not in client.get(address).content.decode(), "accepted is not yet published"
    publish(console(), document=document)
    assert "margin-fact" in client.get(address).content.decode()
    assert len(client.get(f"/api/v1/documents/{document.uuid}/findings").json()) == 1


@pytest.mark.parametrize("role", ["reader", "documentalist", "reviewer", "publisher", "auditor", "steward"])
def test_who_may_write(client: Client, draft: Document, role: str) -> None:
    sign_in(client, person_with(role))
    finding = Finding.objects.get(kind="mention")
    may = {
        "ingest": role in ("documentalist", "publisher"),
        "review": role in ("reviewer", "publisher"),
        "publish": role == "publisher",
        "read": role in ("reader", "documentalist", "reviewer", "publisher"),
    }
    assert (client.get(reverse("library-ingest")).status_code == 200) is may["ingest"]
    assert (client.get(reverse("source-document", args=[draft.uuid])).status_code == 200) is may["read"]
    assert (client.get(reverse("review-document", args=[draft.uuid])).status_code == 200) is may["read"]
    client.post(reverse("review-decide", args=[finding.uuid, "accept"]), {"revision": "0"})
    finding.refresh_from_db()
    assert (finding.state == "accepted") is may["review"]
    client.post(reverse("document-publish", args=[draft.uuid]))
    draft.refresh_from_db()
    assert draft.published is may["publish"]


def test_without_a_second_factor_nobody_writes(client: Client, draft: Document) -> None:
    sign_in(client, person_with("publisher"), second_factor=False)
    answer = client.post(reverse("document-publish", args=[draft.uuid]))
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert not draft.published
