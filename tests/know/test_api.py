"""The wing in the API, and its functions for others."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from palermo.ground.access.api import VISITOR, console
from palermo.know import api as know
from palermo.know.library.models import Document
from palermo.know.review.actions import Decision, decide
from tests.ground.people import person_with
from tests.know.shelving import figure, mention, only_finding, shelve

pytestmark = pytest.mark.django_db
TEXT = "In 2030 Aldoria identified 40 victims."


def _token(role: str, *scopes: str) -> dict[str, str]:
    from palermo.ground.access.api import actor_for
    from palermo.ground.access.tokens import create_token

    person = person_with(role)
    actor = actor_for(person, "web", second_factor=True)
    made = create_token(actor, label="a program", scopes=list(scopes), days=7)
    return {"Authorization": f"Bearer {made.secret}"}


def test_reading_needs_no_token(client: Client) -> None:
    document = shelve({"1": TEXT}, published=True, symbol="MER/1", headings=["Introduction"])
    listed = client.get("/api/v1/documents").json()
    assert (listed["count"], listed["items"][0]["symbol"]) == (1, "MER/1")
    assert client.get(f"/api/v1/documents/{document.uuid}").json()["address"] == f"/library/{document.uuid}/"
    paragraphs = client.get(f"/api/v1/documents/{document.uuid}/paragraphs").json()
    assert [(entry["type"], entry["anchor"]) for entry in paragraphs] == [("heading", "h-0"), ("paragraph", "p-1")]
    answer = client.get("/api/v1/search", {"q": "victim"}).json()
    assert (answer["count"], answer["items"][0]["matched"]) == (1, ["victims"])
    assert client.get("/api/v1/documents", {"page": 0}).status_code == 422


def test_a_program_ingests_reviews_and_publishes(client: Client) -> None:
    scopes = ("know.document.ingest", "know.finding.review", "know.finding.read", "know.document.publish",
              "know.document.read_unpublished")  # fmt: skip
    token = _token("publisher", *scopes)
    file = SimpleUploadedFile(
        "report.txt", b"1. In 2030 the authorities identified 40 victims of trafficking in persons.\n"
    )
    made = client.post("/api/v1/documents", {"file": file}, headers=token)
    assert made.status_code == 200, made.content
    uuid = made.json()["document"]
    again = SimpleUploadedFile(
        "report.txt", b"1. In 2030 the authorities identified 40 victims of trafficking in persons.\n"
    )
    refused = client.post("/api/v1/documents", {"file": again}, headers=token)
    assert (refused.status_code, refused.json()["code"]) == (422, "library.duplicate")
    found = client.get(f"/api/v1/documents/{uuid}/findings", {"type": "figure"}, headers=token).json()
    assert found[0]["fact"]["value"] == 40
    corrected = _review(client, token, found[0], move="correct", revision=0, fact={"value": 41, "qualifier": "about"})
    assert corrected.json()["fact"]["value"] == 41
    late = _review(client, token, found[0], move="accept", revision=0)
    assert (late.status_code, late.json()["code"]) == (422, "review.decided_meanwhile")
    wrong = _review(client, token, found[0], move="correct", revision=1, fact={"colour": "blue"})
    assert (wrong.status_code, wrong.json()["where"]) == (422, "colour")
    slip = _review(client, token, found[0], move="correct", revision=1, fact={"period": "last year"})
    assert (slip.status_code, slip.json()["where"]) == (422, "period")
    published = client.post(f"/api/v1/documents/{uuid}/publish", headers=token)
    assert published.json()["facts"] == 1
    assert Document.objects.get().published


def _review(client: Client, token: dict[str, str], finding: dict[str, Any], **decision: Any) -> Any:
    return client.post(
        f"/api/v1/findings/{finding['uuid']}/review", decision, content_type="application/json", headers=token
    )


def test_a_token_does_no_more_than_its_scopes(client: Client) -> None:
    document = shelve({"1": TEXT})
    token = _token("publisher", "know.document.read_unpublished")
    assert client.get(f"/api/v1/documents/{document.uuid}", headers=token).status_code == 200
    assert client.post(f"/api/v1/documents/{document.uuid}/publish", headers=token).status_code == 404
    assert client.post(f"/api/v1/documents/{document.uuid}/publish").status_code == 404


def test_paragraphs_that_name_a_country() -> None:
    text = "x" * 300 + " Aldoria and Borrenia. Aldoria again."
    facts = [mention(text, "Aldoria", "XAA", "4"), mention(text, "Borrenia", "XAB", "4")]
    document = shelve({"4": text}, facts, published=True)
    shelve({"4": "Aldoria"}, [mention("Aldoria", "Aldoria", "XAA", "4")])
    (passage,) = know.paragraphs_mentioning(VISITOR, "XAA")
    assert (passage.document, passage.anchor, passage.locator, passage.name) == (document.uuid, "p-4", "4", "Aldoria")
    assert passage.before.startswith("…x")
    assert len(know.paragraphs_mentioning(console(), "XAA")) == 2
    decide(console(), finding=only_finding(document, code="XAA"), decision=Decision("reject", 0, "a ship"))
    assert know.paragraphs_mentioning(VISITOR, "XAA") == []


def test_a_passage_of_several_language_versions_is_given_once_in_the_readers_language() -> None:
    for language, text, name in (("en", "Aldoria replied.", "Aldoria"), ("zh", "阿尔多里亚作了答复。", "阿尔多里亚")):
        shelve({"1": text}, [mention(text, name, "XAA")], language=language, symbol="X/1", published=True)
    with override("zh-hans"):
        assert [passage.language for passage in know.paragraphs_mentioning(VISITOR, "XAA")] == ["zh"]
    with override("ru"):
        assert len(know.paragraphs_mentioning(VISITOR, "XAA")) == 1


def test_counts_and_latest_are_of_what_is_published() -> None:
    shelve({"1": "a", "2": "b"})
    public = shelve({"1": "c"}, published=True, language="fr")
    assert know.counts() == {"documents": 1, "paragraphs": 1, "languages": 1}
    assert know.latest_published() == [public]


def test_what_waits_for_review_is_told_to_those_who_may_review() -> None:
    shelve({"1": TEXT}, [figure(TEXT, "40 victims", 40), mention(TEXT, "Aldoria", "XAA")])
    assert (know.reviews_waiting(console()), know.reviews_waiting(VISITOR)) == (1, 0)
