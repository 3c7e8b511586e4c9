"""Words are planted in drafts, in fields for members, in comments and in what was withdrawn; then a visitor follows
every link, every feed and file, and every operation of the API, and must meet none of them.

A 200 proves nothing: the same round as a coordinator must meet them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from palermo.config.api import api
from palermo.ground.access.api import console
from palermo.ground.registers.api import (
    RegisterRecord,
    add_comment,
    change_record,
    create_record,
    draft_declaration,
    keep_draft,
    save_view,
    subscribe,
)
from palermo_engines.registers.model import Declaration
from tests.ground.people import person_with, sign_in, web_actor
from tests.ground.registers.conftest import Declare
from tests.site.crawling import body_of, crawl
from tests.site.registers.conftest import TokenFor
from tests.site.registers.samples import MEETINGS, training

pytestmark = pytest.mark.django_db
ONE = "/registers/TRAININGS/"
IN_DRAFT, HIDDEN, SAID, WITHDRAWN, BEFORE, CLOSED = (
    "kaleidoscope", "marzipan", "xylophone", "periwinkle", "tamarind", "zeppelin"
)  # fmt: skip
SECRETS = (IN_DRAFT, HIDDEN, SAID, WITHDRAWN, BEFORE, CLOSED)
FOR_MEMBERS = MEETINGS.replace("MEETINGS", "CLOSED").replace("version: 1", "version: 1\nvisibility: members")


@pytest.fixture
def planted(trainings: Declaration, declare: Declare) -> tuple[RegisterRecord, ...]:
    """Records with secrets: a draft, a public one with more than is public about it, one taken back, one of a register
    for members."""
    closed = create_record(console(), declaration=declare(FOR_MEMBERS), values={"name": f"On the {CLOSED}"})
    draft = training(
        trainings, event=f"Draft on the {IN_DRAFT}", level="regional", why=IN_DRAFT, country="AUT", held="2033",
        participants={"total": 4, "qualifier": "exact"},
    )  # fmt: skip
    public = training(
        trainings, "draft", event=f"First called {BEFORE}", contact=HIDDEN, level="national", meeting=None,
        papers=[{"digest": "0" * 64, "name": f"{HIDDEN}.pdf", "size": 1}],
    )  # fmt: skip
    public = change_record(
        console(), declaration=trainings, record=public, values={**public.values, "event": "Public"}, revision=1
    )
    back = training(trainings, "withdrawn", event=f"On the {WITHDRAWN}", country="FRA")
    _publish(trainings, public)
    _say(trainings, draft, public)
    return draft, public, back, closed


def _publish(trainings: Declaration, record: RegisterRecord) -> None:
    from palermo.ground.registers.api import move_record

    move_record(console(), declaration=trainings, record=record, move="publish", revision=record.revision)


def _say(trainings: Declaration, draft: RegisterRecord, public: RegisterRecord) -> None:
    """What people who work there say, keep and save."""
    actor = web_actor(person_with("coordinator", "designer", email="busy@example.org"))
    for record in (draft, public):
        add_comment(actor, declaration=trainings, record=record, text=f"A word about the {SAID}.")
    keep_draft(actor, declaration=trainings, values={"event": SAID})
    save_view(actor, declaration=trainings, name=SAID, query=f"text={SAID}", shared=True)
    subscribe(actor, declaration=trainings)
    draft_declaration(actor, register="TRAININGS", text=SAID)


def _pages(records: tuple[RegisterRecord, ...]) -> Iterator[str]:
    yield from ("/", "/registers/", "/registers/?q=a", "/registers/-/due/", "/registers/-/due.ics", "/countries/AUT/")
    yield from ("/measures/people_trained/", "/search/?q=draft", "/conflicts/", "/library/feed/")
    for query in _QUERIES:
        for view in ("list", "map", "timeline", "calendar", "chart"):
            yield f"{ONE}?view={view}&{query}"
        for file in ("export.csv", "export.xlsx", "export.jsonl", "calendar.ics", "totals/people_trained/"):
            yield f"{ONE}{file}?{query}"
    for tail in ("form.xlsx", "declaration.yaml", "new/", "new/?draft=1", "import/", "declare/", "import/empty.xlsx"):
        yield f"{ONE}{tail}"
    for record in records:
        own = f"/registers/{record.register}/{record.uuid}/"
        yield from (f"{own}{tail}" for tail in ("", "history/", "record.json", "edit/", "files/" + "0" * 64 + "/"))
        yield f"/registers/{record.register}/"
        yield f"/registers/{record.register}/export.csv"


_QUERIES = (
    "", "state=draft", "state=withdrawn", "f.country=AUT", "f.level=regional", "from=2033-01-01", "order=title",
    "month=2033-01", "f.contact=marzipan", "month=2031-04",
)  # fmt: skip


def _operations(records: tuple[RegisterRecord, ...]) -> Iterator[str]:
    """Every GET of the API that is about registers, with everything that could stand in its address."""
    for path, operations in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items():
        if "get" in operations and "/registers" in path:
            yield from _filled(path, records)
    yield from ("/api/v1/figures?measure=people_trained", "/api/v1/figures?country=AUT")


def _filled(path: str, records: tuple[RegisterRecord, ...]) -> Iterator[str]:
    for record in records:
        for identifier in (str(record.uuid), record.code):
            address = path.replace("{register_id}", record.register).replace("{record}", identifier)
            for query in ("", "?facets=true", "?state=draft", "?f.level=regional", "?f.country=AUT"):
                yield address.replace("{measure}", "people_trained") + query


def _met(client: Client, addresses: Iterator[str], headers: dict[str, str] | None = None) -> dict[str, set[str]]:
    """Which secrets an address gives away, by address."""
    found: dict[str, set[str]] = {}
    for address in dict.fromkeys(addresses):
        body = body_of(client.get(address, headers=headers or {}))
        text = _unpacked(body) if body.startswith(b"PK") else body.decode(errors="replace")
        words = {word for word in SECRETS if word in re.sub(r'href="[^"]*"', "", text) and word not in address}
        if words:
            found[address] = words
    return found


def _unpacked(body: bytes) -> str:
    """The text in a workbook."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(body)) as book:
        return "".join(book.read(name).decode(errors="replace") for name in book.namelist())


def test_a_visitor_meets_no_secret(client: Client, planted: tuple[RegisterRecord, ...]) -> None:
    staff = Client()
    sign_in(staff, person_with("coordinator"))
    met = _met(staff, _pages(planted))
    assert set().union(*met.values()) == set(SECRETS), "they must be there to be found"
    assert len(met) > 40
    assert _met(client, _pages(planted)) == {}


def test_nor_does_a_program_without_a_token(
    client: Client, planted: tuple[RegisterRecord, ...], token_for: TokenFor
) -> None:
    met = _met(client, _operations(planted), token_for("coordinator"))
    assert set().union(*met.values()) == set(SECRETS) - {SAID}, "the API does not speak of comments"
    assert _met(client, _operations(planted)) == {}


def test_nor_one_whose_token_may_only_write(
    client: Client, planted: tuple[RegisterRecord, ...], token_for: TokenFor
) -> None:
    assert _met(client, _operations(planted), token_for("coordinator", scopes=("ground.register.write",))) == {}


def test_nor_by_following_every_link(client: Client, planted: tuple[RegisterRecord, ...]) -> None:
    seen = list(crawl(client, "/registers/", at_most=250))
    assert len(seen) > 30
    assert [visit.address for visit in seen if any(word.encode() in visit.body for word in SECRETS)] == []


@pytest.mark.parametrize("word", SECRETS)
def test_nor_by_searching_for_it(client: Client, planted: tuple[RegisterRecord, ...], word: str) -> None:
    for address in (f"{ONE}?text=", "/registers/?q=", "/search/?q=", f"{ONE}export.jsonl?text="):
        asked = body_of(client.get(address + word)).decode()
        nowhere = body_of(client.get(f"{address}quetzalcoatl")).decode()
        assert _plain(asked, word) == _plain(nowhere, "quetzalcoatl"), address
    assert client.get(f"/api/v1{ONE}records?text={word}").json()["count"] == 0


def _plain(text: str, word: str) -> str:
    return re.sub(r'nonce-?="?[^"]*"|csrf[^>]*>|X-CSRFToken[^}]*', "", text.replace(word, "WORD"))


def test_counts_do_not_tell_of_drafts(client: Client, planted: tuple[RegisterRecord, ...]) -> None:
    counted = client.get(f"/api/v1{ONE}records?facets=true").json()
    assert (counted["count"], counted["facets"]["country"]) == (1, {"ALB": 1})
    assert counted["facets"]["~state"] == {"published": 1}
    assert client.get(f"/api/v1{ONE}totals/people_trained").json()["records"] == 0
    assert "CLOSED" not in {each["id"] for each in client.get("/api/v1/registers").json()}
    assert client.get("/registers/CLOSED/declaration.yaml").status_code == 404
