"""The pages, as visitors and staff use them, without script; and the API beside them."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from palermo.coordinate import api as coordinate
from palermo.coordinate.resolutions.models import StatusEntry, TakenUp, Work
from palermo.ground.access.api import actor_for, console
from palermo.ground.access.tokens import create_token
from palermo.ground.audit import api as audit
from palermo.ground.evidence.models import Figure, Source
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


def _words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def _signed_in(role: str) -> Client:
    client = Client()
    sign_in(client, person_with(role))
    return client


def test_from_a_reviewed_document_to_a_public_status_with_its_evidence(client: Client) -> None:
    document = ingest(RESOLUTION, DIRECTIVES, symbol="MER/RES/1")
    later = ingest(
        {"46": "The Secretariat reported in May 2032."}, {}, kind="report", title="A later report", date="2032"
    )
    registrar, coordinator = _signed_in("registrar"), _signed_in("coordinator")

    assert "A resolution" in _words(registrar.get("/resolutions/take-in/"))
    answer = registrar.post("/resolutions/take-in/", {"document": str(document.uuid)}, follow=True)
    assert "Paragraphs: 3 new, 0 kept, 0 lost. New directives: 3." in _words(answer)
    work = Work.objects.get()
    asking = directive(work)
    page = reverse("directive", args=[asking.uuid])
    assert client.get(reverse("resolution", args=[work.uuid])).status_code == 404

    way_back = registrar.post(
        "/resolutions/take-in/", {"document": str(later.uuid), "paragraphs": "46", "for": str(asking.uuid)}
    )
    assert way_back["Location"].startswith(f"{page}?paragraph=")
    form = registrar.get(way_back["Location"]).content.decode()
    shown_by = re.search(r'value="([0-9a-f-]{36})" selected', form)
    assert shown_by is not None
    said = {"addressee": "secretariat", "status": "done", "as_of": "2026-05-31"}
    bare = registrar.post(page + "status/", said)
    assert (bare.status_code, "Show it by a paragraph" in _words(bare)) == (422, True)
    registrar.post(page + "status/", {**said, "paragraph": shown_by[1]})
    made = StatusEntry.objects.get()
    move = reverse("proposal-decide", args=["status", made.uuid, "confirm"])
    registrar.post(move, {"revision": 0})
    made.refresh_from_db()
    assert made.state == "proposed", "who may not publish may not confirm"

    queue = coordinator.get("/resolutions/proposals/")
    assert "done" in _words(queue)
    coordinator.post(move, {"revision": 0})
    for shown in Work.objects.all():
        coordinator.post(reverse("resolution-publish", args=[shown.uuid]))
    public = client.get(reverse("resolution", args=[work.uuid]))
    assert "Secretariat done as of 31 May 2026 A later report, para. 46" in _words(public)
    assert f"/library/{later.uuid}/#p-46" in public.content.decode()
    before = client.get(reverse("resolution", args=[work.uuid]), {"on": "2026-05-30"})
    assert "Secretariat not known" in _words(before)
    assert "This is not a date" in _words(client.get(reverse("resolution", args=[work.uuid]), {"on": "soon"}))


def test_a_figure_is_evidence_too_and_a_hidden_one_is_not_named(client: Client) -> None:
    work = resolution()
    page = reverse("directive", args=[directive(work).uuid])
    registrar = _signed_in("registrar")
    said = {"addressee": "secretariat", "status": "under_way", "as_of": "2026-05-31"}
    with audit.act(console(), "tests.figure.planted", object_kind="figure"):
        source = Source.objects.create(kind="document", key="MER/FIG", title="Figures", language="en", published=True)
        figure = Figure.objects.create(
            source=source, locator="9", snippet="40 officials", origin="extraction", status="published", value=40,
            unit="people", measure="people_trained",
        )  # fmt: skip
    wrong = registrar.post(page + "status/", {**said, "figure": "https://example.org/figures/none/"})
    assert (wrong.status_code, "There is no such figure" in _words(wrong)) == (422, True)
    registrar.post(page + "status/", {**said, "figure": f"http://testserver/figures/{figure.uuid}/"})
    confirm(StatusEntry.objects.get())
    assert "MER/FIG, para. 9" in _words(client.get(page))
    with audit.act(console(), "tests.figure.hidden", object_kind="figure"):
        Source.objects.filter(pk=source.pk).update(published=False)
    hidden = _words(client.get(page))
    assert "MER/FIG" not in hidden
    assert "under way" in hidden


def test_links_are_proposed_and_confirmed_on_pages(client: Client) -> None:
    work, later = resolution(symbol="MER/1"), report()
    registrar, coordinator = _signed_in("registrar"), _signed_in("coordinator")
    page = reverse("chain", args=[paragraph(work, "OP1").uuid])
    wanted = {"direction": "in", "other": str(later.uuid), "reason": "the report it asked for"}
    assert registrar.post(page + "link/", {**wanted, "reason": ""}).status_code == 422
    registrar.post(page + "link/", {**wanted, "directive": str(directive(work).uuid)})
    made = TakenUp.objects.get()
    assert made.earlier_directive == directive(work)
    back = registrar.post(reverse("chain", args=[later.uuid]) + "link/", {**wanted, "other": str(made.earlier.uuid)})
    assert "dated before" in _words(back)
    coordinator.post(reverse("proposal-decide", args=["taken-up", made.uuid, "confirm"]), {"revision": 0})
    for start in (page, reverse("chain", args=[later.uuid])):
        words = _words(client.get(start))
        assert "1. MER/1 · OP1" in words
        assert "2. A report · 46" in words
        assert "Takes up 1: the report it asked for" in words


def test_the_line_of_renewals_stands_on_each_works_page(client: Client) -> None:
    works = [resolution(symbol=f"MER/{number}", title=f"Number {number}", date=f"203{number}") for number in (1, 2, 3)]
    registrar = _signed_in("registrar")
    for earlier, later in pairwise(works):
        registrar.post(reverse("resolution-renews", args=[later.uuid]), {"predecessor": str(earlier.uuid)})
    refused = registrar.post(reverse("resolution-renews", args=[works[0].uuid]), {"predecessor": str(works[2].uuid)})
    assert (refused.status_code, "dated before" in _words(refused)) == (422, True)
    for made in works[1].renews.all().union(works[2].renews.all()):
        confirm(made)
    for work in works:
        words = _words(client.get(reverse("resolution", args=[work.uuid])))
        assert re.search(r"MER/1\s+2031 MER/2\s+2032 MER/3\s+2033", words)
        line = client.get(f"/api/v1/works/{work.uuid}/line").json()
        assert [[each["symbol"] for each in step] for step in line] == [["MER/1"], ["MER/2"], ["MER/3"]]


def test_filters_find_works_by_what_they_direct(client: Client) -> None:
    first = resolution(symbol="MER/1", date="2031")
    resolution(symbol="MER/2", title="Second", date="2032")
    other = {"OP1": "Decides to meet."}
    plain = ingest(other, {"OP1": (("Decides", "decides", ()),)}, title="Plain", date="2033", symbol="MER/3")
    coordinate.publish_work(console(), work=take_in(plain).work)
    said = coordinate.Statement("secretariat", "done", date(2026, 1, 1), paragraph=report())
    confirm(coordinate.propose_status(console(), directive=directive(first), said=said))
    coordinate.change_directive(
        console(), directive=directive(first), fields=coordinate.DirectiveFields("", "research_data"), revision=0
    )

    def found(**filters: str) -> list[str]:
        items = client.get("/api/v1/works", filters).json()["items"]
        page = client.get("/resolutions/", filters).content.decode()
        assert all((item["symbol"] or item["title"]) in page for item in items)
        return [item["symbol"] for item in items if item["symbol"]]

    assert found() == ["MER/3", "MER/2", "MER/1"]
    assert found(verb="decides") == ["MER/3"]
    assert found(addressee="XAA") == ["MER/2", "MER/1"]
    assert found(addressee="XAA", verb="requests") == [], "one and the same directive must fit"
    assert found(status="done") == ["MER/1"]
    assert found(status="done", addressee="XAA") == []
    assert found(status="unknown", addressee="secretariat") == ["MER/2"]
    assert found(status="unknown") == ["MER/3", "MER/2", "MER/1"]
    assert found(theme="research_data") == ["MER/1"]
    assert found(year="2032") == ["MER/2"]
    for nonsense in (
        {"year": "20x2"},
        {"body": "nobody"},
        {"status": "sung"},
        {"year": "99999999999"},
    ):
        assert found(**nonsense) == []
    for address in ("/api/v1/works", "/resolutions/"):
        assert client.get(address, {"body": "no\0body"}).status_code == 400


def test_the_table_has_a_row_for_each_directive_and_addressee(client: Client) -> None:
    work = resolution(symbol="=MER/1")
    shown = report()
    said = coordinate.Statement("secretariat", "done", date(2026, 1, 1), paragraph=shown)
    confirm(coordinate.propose_status(console(), directive=directive(work), said=said))
    answer = client.get("/resolutions/table.csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(lines)))
    assert [(row["Paragraph"], row["Verb"], row["Addressed to"], row["Status"]) for row in rows] == [
        ("OP1", "requests", "Secretariat", "done"),
        ("OP1", "invites", "XAA", "not known"),
        ("OP2", "urges", "Member States", "not known"),
    ]
    assert rows[0]["Symbol"] == "'=MER/1", "a spreadsheet must not take it for a formula"
    assert rows[0]["Evidence"].endswith("#p-46")
    assert rows[0]["Link"].endswith("#p-OP1")
    assert client.get("/resolutions/table.xlsx").status_code == 200
    assert client.get("/resolutions/table.txt").status_code == 404


def test_texts_stand_side_by_side(client: Client) -> None:
    work = resolution(symbol="MER/1")
    chinese = {"PP1": "回顾会议，", "OP1": "请秘书处报告，并邀请阿尔多里亚协助；", "OP2": "敦促会员国；"}
    said = {"OP1": (("请", "requests", ("secretariat",)),)}
    take_in(ingest(chinese, said, symbol="MER/1", language="zh", title="决议"))
    coordinate.publish_work(console(), work=work)
    body = client.get(reverse("resolution", args=[work.uuid])).content.decode()
    line = body[body.index('id="p-OP1"') : body.index('id="p-OP2"')]
    assert line.count('lang="zh-Hans"') == 1
    assert "请秘书处报告" in line
    assert line.count('<ul class="standings">') == 2, "the directives of the first language, once"


def test_staff_change_works_and_directives(client: Client) -> None:
    work = resolution(symbol="MER/1")
    registrar = _signed_in("registrar")
    address = reverse("resolution-edit", args=[work.uuid])
    typed = {"title": "Another title", "kind": "decision", "symbol": "A/RES/7/179", "revision": 0}
    wrong = registrar.post(address, typed)
    assert (wrong.status_code, "Look whether a digit is missing" in _words(wrong)) == (422, True)
    assert "Another title" in wrong.content.decode(), "nothing typed is lost"
    assert registrar.post(address, {**typed, "symbol": "A/RES/70/179", "body": "GA"}).status_code == 302
    late = registrar.post(address, {**typed, "symbol": "MER/9"})
    assert (late.status_code, 'name="revision" value="1"' in late.content.decode()) == (422, True)

    asking = directive(work)
    change = reverse("directive-edit", args=[asking.uuid])
    assert "Secretariat" in registrar.get(change).content.decode()
    unknown = registrar.post(change, {"named": "Atlantis", "revision": 0})
    assert "is no group, body or country" in _words(unknown)
    registrar.post(
        change, {"named": "Secretariat", "implied": "Member States, UNODC", "action": "Report", "revision": 0}
    )
    shown = client.get(reverse("directive", args=[asking.uuid]))
    assert "Member States (implied)" in _words(shown)
    assert "What is to be done Report" in _words(shown)
    new = registrar.post(
        "/resolutions/new/", {"title": "Cited only", "kind": "resolution", "dated": "2010", "revision": 0}
    )
    assert "No text of this work is here" in _words(registrar.get(new["Location"]))


def _token(role: str, *scopes: str) -> dict[str, str]:
    actor = actor_for(person_with(role), "web", second_factor=True)
    return {"Authorization": f"Bearer {create_token(actor, label='p', scopes=list(scopes), days=7).secret}"}


def test_programs_write_by_token(client: Client) -> None:
    scopes = [f"coordinate.work.{name}" for name in ("read_unpublished", "write", "publish")]
    token = _token("coordinator", *scopes, "know.document.read_unpublished", "know.finding.read")
    document = ingest(RESOLUTION, DIRECTIVES, symbol="MER/1")

    def post(address: str, said: object = None, headers: dict[str, str] = token) -> Any:
        return client.post(f"/api/v1/{address}", said or {}, content_type="application/json", headers=headers)

    taken = post("take-in", {"document": str(document.uuid)}).json()
    assert (taken["new_paragraphs"], taken["new_directives"]) == (3, 3)
    uuid = taken["work"]
    assert client.get(f"/api/v1/works/{uuid}").status_code == 404
    assert post(f"works/{uuid}/publish").json()["directives"] == 3
    listed = client.get(f"/api/v1/works/{uuid}/paragraphs").json()
    asking = next(each for each in listed if each["key"] == "OP1")
    assert asking["citation"]["address"] == f"/library/{document.uuid}/#p-OP1"
    said = {"addressee": "secretariat", "status": "done", "as_of": "2026-01-01"}
    address = f"directives/{asking['directives'][0]['uuid']}/statuses"
    refused = post(address, said)
    assert (refused.status_code, refused.json()["code"]) == (422, "resolutions.evidence")
    shown = report()
    made = post(address, {**said, "paragraph": str(shown.uuid)}).json()
    decided = post(f"proposals/status/{made['uuid']}/decision", {"move": "confirm", "revision": 0}).json()
    assert (decided["state"], decided["revision"]) == ("confirmed", 1)
    again = post(f"proposals/status/{made['uuid']}/decision", {"move": "withdraw", "revision": 0})
    assert again.json()["code"] == "resolutions.changed_meanwhile"
    (status,) = client.get(f"/api/v1/{address.removesuffix('/statuses')}").json()["statuses"]
    assert (status["status"], status["evidence"]["locator"]) == ("done", "46")
    linked = post("taken-up", {"earlier": asking["uuid"], "later": str(shown.uuid), "reason": "it reports"}).json()
    post(f"proposals/taken-up/{linked['uuid']}/decision", {"move": "confirm", "revision": 0})
    for member in (asking["uuid"], str(shown.uuid)):
        chain = client.get(f"/api/v1/chains/{member}").json()
        assert [(place["key"], place["step"]) for place in chain] == [("OP1", 0), ("46", 1)]
    other = post("works", {"title": "Before", "kind": "resolution", "symbol": "MER/0"}).json()
    assert post("renewals", {"predecessor": other["uuid"], "successor": uuid}).json()["state"] == "proposed"
    owed = post("obligations", {"title": "Report", "author": "SG", "body": "GA", "planned": "2030"}).json()
    assert client.get("/api/v1/obligations").json() == []
    assert post(f"obligations/{owed['uuid']}/publish").json()["standing"] == "due"
    reader = {"headers": _token("registrar", "coordinate.work.read_unpublished")}
    for closed in ("works", "take-in", "taken-up", "renewals", "obligations", address, f"works/{uuid}/publish"):
        assert post(closed, {"title": "x", "kind": "x"}, **reader).status_code in (404, 422), closed
        assert post(closed, headers={}).status_code in (404, 422), closed
    assert Work.objects.filter(title="x").count() == 0


@pytest.mark.parametrize("language", ["en", "zh-hans", "ar", "fr", "es", "ru"])
def test_every_page_can_be_shown_in_every_language(client: Client, language: str) -> None:
    work, shown = resolution(symbol="MER/1"), report()
    link(paragraph(work, "OP1"), shown)
    said = coordinate.Statement("secretariat", "done", date(2026, 1, 1), paragraph=shown)
    confirm(coordinate.propose_status(console(), directive=directive(work), said=said))
    coordinator = _signed_in("coordinator")
    addresses = [
        "/resolutions/", "/resolutions/?verb=requests", "/resolutions/new/", "/resolutions/take-in/",
        "/resolutions/proposals/", "/obligations/", "/obligations/new/", reverse("resolution", args=[work.uuid]),
        reverse("chain", args=[shown.uuid]), reverse("directive", args=[directive(work).uuid]),
        reverse("directive-edit", args=[directive(work).uuid]),
    ]  # fmt: skip
    for visitor in (client, coordinator):
        visitor.cookies["django_language"] = language
    for address in addresses:
        assert coordinator.get(address).status_code == 200, address
        assert client.get(address).status_code in (200, 404), address
