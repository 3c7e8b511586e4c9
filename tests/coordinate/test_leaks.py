"""A secret word is planted in everything that is not public; then a stranger looks everywhere for it.

A status of 200 proves nothing: first the test makes sure that staff DO see the word on the same pages.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from palermo.coordinate import api as coordinate
from palermo.coordinate.resolutions.models import Directive, Paragraph, Work
from palermo.ground.access.api import console
from palermo.know import api as know
from tests.coordinate.shelving import (
    DIRECTIVES,
    RESOLUTION,
    confirm,
    directive,
    ingest,
    link,
    paragraph,
    report,
    resolution,
    take_in,
)
from tests.ground.people import person_with, sign_in

pytestmark = pytest.mark.django_db
SECRET = "kaleidoscope"
_SECRET_TEXTS = {key: f"{text} The {SECRET}." for key, text in RESOLUTION.items()}


def _obligation(work: Work, published: bool) -> None:
    made = coordinate.create_obligation(
        console(),
        fields=coordinate.ObligationFields(
            title="A report" if published else f"On the {SECRET}", author="SG", body="GA", planned="2021",
            mandate=directive(work), evidence=paragraph(work, "OP2"), issued="2022", report=work,
            mandate_words="" if published else SECRET,
        ),
    )  # fmt: skip
    if published:
        coordinate.publish_obligation(console(), obligation=made)


@pytest.fixture
def hidden() -> Work:
    """A draft with the word in every text a person or a document can bring; linked with public things both ways."""
    document = ingest(_SECRET_TEXTS, DIRECTIVES, symbol=f"{SECRET}/1", title=f"The {SECRET}", session=SECRET)
    work = take_in(document).work
    know.unpublish(console(), document=know.document_visible_to(console(), document.uuid))  # type: ignore[arg-type]
    fields = coordinate.DirectiveFields(f"Look at the {SECRET}", "research_data", (("WHO", True),))
    coordinate.change_directive(console(), directive=directive(work), fields=fields, revision=0)
    public = report()
    said = coordinate.Statement("WHO", "done", date(2026, 1, 1), paragraph=public, reason=SECRET)
    confirm(coordinate.propose_status(console(), directive=directive(work), said=said))
    made = coordinate.propose_taking_up(
        console(), earlier=coordinate.End(paragraph(work, "OP1")), later=coordinate.End(public), reason=SECRET
    )
    confirm(made)
    confirm(coordinate.propose_renewal(console(), predecessor=work, successor=public.text.work, reason=SECRET))
    _obligation(work, published=False)
    _obligation(work, published=True)
    return work


def _addresses() -> Iterator[str]:
    yield "/"
    for query in ("", "?verb=requests", "?addressee=WHO", "?theme=research_data", "?status=done", "?status=unknown",
                  "?year=2031", "?kind=resolution", "?body=GA"):  # fmt: skip
        yield f"/resolutions/{query}"
        yield f"/resolutions/table.csv{query}"
    yield "/resolutions/table.xlsx"
    yield "/resolutions/proposals/"
    yield "/resolutions/take-in/"
    for work in Work.objects.all():
        yield reverse("resolution", args=[work.uuid])
        yield reverse("resolution", args=[work.uuid]) + "?on=2026-01-01"
        yield reverse("resolution-edit", args=[work.uuid])
        yield from (f"/api/v1/works/{work.uuid}{part}" for part in ("", "/paragraphs", "/line"))
    for each in Paragraph.objects.all():
        yield reverse("chain", args=[each.uuid])
        yield f"/api/v1/chains/{each.uuid}"
    for each in Directive.objects.all():
        yield reverse("directive", args=[each.uuid])
        yield reverse("directive-edit", args=[each.uuid])
        yield f"/api/v1/directives/{each.uuid}"
    yield from ("/obligations/", "/obligations/calendar.ics", "/obligations/table.csv", "/obligations/table.xlsx")
    for owed in coordinate.obligations_visible_to(console()):
        yield reverse("obligation", args=[owed.uuid])
        yield reverse("obligation-edit", args=[owed.uuid])
    yield from ("/api/v1/works", "/api/v1/works?addressee=WHO", "/api/v1/obligations")


def _seen(client: Client, address: str, secret: str = SECRET) -> bool:
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", content.decode(errors="replace"))
    return secret in text


def _looked_everywhere(client: Client) -> list[str]:
    return [address for address in _addresses() if _seen(client, address)]


def test_a_stranger_never_sees_what_is_not_published(client: Client, hidden: Work) -> None:
    staff = Client()
    sign_in(staff, person_with("coordinator"))
    assert len(_looked_everywhere(staff)) > 25, "the word must be there to be found"
    assert _looked_everywhere(client) == []
    assert "World Health Organization" not in client.get("/resolutions/").content.decode(), "nor as a choice to filter"


def test_a_published_work_hides_the_text_of_a_document_that_is_not(client: Client, hidden: Work) -> None:
    fields = coordinate.WorkFields(title="Public", kind="resolution")
    coordinate.change_work(console(), work=hidden, fields=fields, revision=0)
    coordinate.publish_work(console(), work=hidden)
    seen = _looked_everywhere(client)
    assert [address for address in seen if not address.endswith("/line")] == []
    document = know.document_visible_to(console(), hidden.texts.get().source.uuid)
    know.publish(console(), document=document)  # type: ignore[arg-type]
    assert len(_looked_everywhere(client)) > 10, "published, it is there"
    coordinate.unpublish_work(console(), work=hidden)
    assert _looked_everywhere(client) == ["/"], "the document itself is public and stands on the front page"


def test_what_was_added_after_publishing_waits(client: Client) -> None:
    work = resolution(symbol="MER/1")
    texts = {**RESOLUTION, "OP3": f"Urges the {SECRET}."}
    said = {**DIRECTIVES, "OP3": (("Urges", "urges", ("WHO",)),)}
    take_in(ingest(texts, said, symbol="MER/1", on_likeness="edition"))
    assert _looked_everywhere(client) == []
    coordinate.publish_work(console(), work=work)
    assert len(_looked_everywhere(client)) > 5


def test_proposed_statements_and_links_wait(client: Client) -> None:
    work, shown = resolution(), report()
    said = coordinate.Statement("secretariat", "done", date(2026, 1, 1), paragraph=shown, reason=SECRET)
    made = coordinate.propose_status(console(), directive=directive(work), said=said)
    proposed = link(paragraph(work, "OP2"), shown, confirmed=False)
    assert _looked_everywhere(client) == []
    page = reverse("chain", args=[shown.uuid])
    assert "it says so" not in client.get(page).content.decode()
    confirm(made)
    confirm(proposed)
    assert _seen(client, reverse("directive", args=[directive(work).uuid]))
    assert "it says so" in client.get(page).content.decode()


def test_evidence_that_is_not_public_is_not_named(client: Client) -> None:
    work = resolution()
    private = take_in(ingest({"7": f"The {SECRET}."}, {}, kind="report", title=f"{SECRET} report"), "7")
    said = coordinate.Statement("secretariat", "done", date(2026, 1, 1), paragraph=paragraph(private.work, "7"))
    confirm(coordinate.propose_status(console(), directive=directive(work), said=said))
    assert [
        address for address in _looked_everywhere(client) if "coordinate" in address or "resolutions" in address
    ] == []
    shown = client.get(reverse("directive", args=[directive(work).uuid])).content.decode()
    assert "done" in shown
