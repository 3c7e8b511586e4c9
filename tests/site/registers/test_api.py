"""The API of registers: read by everybody as far as it is public, written by programs with a token."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import jsonschema_rs
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palermo.commons import originals
from palermo.ground.access.api import console
from palermo.ground.registers.api import RegisterRecord, change_record
from palermo_engines.registers.model import Declaration
from tests.site.registers.conftest import TokenFor
from tests.site.registers.samples import TRAININGS, training

pytestmark = pytest.mark.django_db
ONE = "/api/v1/registers/TRAININGS"
GOOD = {"event": "Course", "country": "ALB", "held": "2031", "participants": {"total": 12, "qualifier": "exact"}}


def _send(client: Client, method: str, address: str, said: Any, token: dict[str, str] | None = None) -> Any:
    ask = getattr(client, method)
    return ask(address, json.dumps(said), content_type="application/json", headers=token or {})


def test_the_list_of_registers_says_what_each_is(client: Client, trainings: Declaration) -> None:
    training(trainings, "published")
    training(trainings)
    listed = {each["id"]: each for each in client.get("/api/v1/registers").json()}
    assert listed["TRAININGS"]["title"] == {"en": "Trainings held", "zh": "已举办的培训"}
    assert listed["TRAININGS"]["records"] == 1, "the draft is not counted for a visitor"
    assert listed["TRAININGS"]["states"] == ["draft", "published", "withdrawn"]
    assert listed["TRAININGS"]["measures"] == ["people_trained"]
    assert listed["MEETINGS"]["address"] == "/registers/MEETINGS/"


def test_a_register_describes_itself(client: Client, trainings: Declaration) -> None:
    told = client.get(ONE).json()
    assert [field["id"] for field in told["fields"]] == [field.id for field in trainings.fields]
    assert [choice["code"] for choice in told["fields"][3]["choices"]] == ["national", "regional"]
    assert told["moves"][0]["requires"] == [{"en": "Say where it was held.", "zh": "请说明举办地。"}]
    schema = jsonschema_rs.validator_for(told["record_schema"])
    assert schema.is_valid(GOOD)
    assert not schema.is_valid({**GOOD, "country": 7})
    text = client.get(f"{ONE}/declaration")
    assert (text["Content-Type"].partition(";")[0], text.content.decode()) == ("application/yaml", TRAININGS)
    assert client.get("/api/v1/registers/NOWHERE").status_code == 404


def test_records_are_filtered_counted_and_paged(client: Client, trainings: Declaration) -> None:
    for number in range(51):
        training(trainings, "published", event=f"Course {number}", level=("national", "regional")[number % 2])
    training(trainings, "published", event="Far away", country="AUT", held="2029")
    training(trainings, event="Hidden")
    assert _codes(client, page=2) == ["TRAININGS-000002", "TRAININGS-000001"]
    assert _count(client, country="AUT") == 1
    assert _count(client, **{"f.level": "regional"}) == 25
    assert _count(client, **{"from": "2030-01-01"}) == 51
    assert _count(client, to="2030-01-01") == 1
    assert _count(client, text="far") == 1
    assert _count(client, state="draft") == 0
    facets = client.get(f"{ONE}/records", {"facets": "true"}).json()["facets"]
    assert facets["level"] == {"national": 26, "regional": 25}
    assert facets["country"] == {"ALB": 51, "AUT": 1}


def _count(client: Client, **query: Any) -> int:
    return int(client.get(f"{ONE}/records", query).json()["count"])


def _codes(client: Client, **query: Any) -> list[str]:
    return [item["code"] for item in client.get(f"{ONE}/records", query).json()["items"]]


@pytest.mark.parametrize("query", [{"f.levle": "x"}, {"f.contact": "x"}, {"from": "soon"}, {"order": "participants"}])
def test_a_misspelt_filter_is_refused_instead_of_showing_everything(
    client: Client, trainings: Declaration, query: dict[str, str]
) -> None:
    assert client.get(f"{ONE}/records", query).status_code == 422


@pytest.mark.parametrize("query", [{"text": "\x00"}, {"state": "\x00"}, {"f.level": "\x00"}, {"country": "\x00"}])
def test_a_zero_byte_in_a_filter_is_refused(client: Client, trainings: Declaration, query: dict[str, str]) -> None:
    training(trainings, "published")
    answer = client.get(f"{ONE}/records", query)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_request")
    assert client.get("/registers/TRAININGS/", query).status_code == 400


def test_a_record_is_found_by_identifier_and_by_code(client: Client, trainings: Declaration) -> None:
    record = training(trainings, "published", contact="desk 4", participants={"total": 5, "qualifier": "exact"})
    by_uuid = client.get(f"{ONE}/records/{record.uuid}").json()
    assert by_uuid == client.get(f"{ONE}/records/{record.code}").json()
    assert by_uuid["values"]["participants"] == {"total": 5, "qualifier": "exact"}
    assert "contact" not in by_uuid["values"], "for members"
    assert by_uuid["moves"] == []
    draft = training(trainings)
    assert client.get(f"{ONE}/records/{draft.code}").status_code == 404
    assert client.get(f"{ONE}/records/{uuid4()}").status_code == 404


def test_history_shows_visitors_what_was_public(client: Client, trainings: Declaration, token_for: TokenFor) -> None:
    record = training(trainings, "published")
    changed = {**record.values, "event": "Course, corrected"}
    change_record(console(), declaration=trainings, record=record, values=changed, revision=record.revision)
    address = f"{ONE}/records/{record.uuid}/history"
    public = client.get(address).json()
    assert [(each["revision"], each["by"]) for each in public] == [(3, ""), (2, "")]
    assert public[0]["differences"] == [
        {"field": "event", "before": "Course on the Protocol", "after": "Course, corrected"}
    ]
    assert len(client.get(address, headers=token_for("coordinator")).json()) == 3


def test_totals_add_as_far_as_the_measure_does(client: Client, trainings: Declaration) -> None:
    for country, total in (("ALB", 5), ("AUT", 7), ("ALB", 2)):
        training(
            trainings, "published", country=country, held="2031", participants={"total": total, "qualifier": "exact"}
        )
    told = client.get(f"{ONE}/totals/people_trained").json()
    assert told["records"] == 3
    assert sum(int(line["value"]) for line in told["lines"]) == 14
    narrowed = client.get(f"{ONE}/totals/people_trained", {"country": "ALB"}).json()
    assert sum(int(line["value"]) for line in narrowed["lines"]) == 7
    assert client.get(f"{ONE}/totals/victims_identified").status_code == 404


def test_a_program_writes_changes_and_moves(client: Client, trainings: Declaration, token_for: TokenFor) -> None:
    token = token_for("coordinator")
    made = _send(client, "post", f"{ONE}/records", {"values": GOOD}, token)
    assert made.status_code == 200, made.content
    record = made.json()
    assert (record["state"], record["revision"], record["moves"]) == ("draft", 1, ["publish"])
    address = f"{ONE}/records/{record['uuid']}"
    changed = _send(client, "put", address, {"values": {**GOOD, "event": "Course II"}, "revision": 1}, token).json()
    assert (changed["title"], changed["revision"]) == ("Course II", 2)
    moved = _send(client, "post", f"{address}/moves", {"move": "publish", "revision": 2}, token).json()
    assert moved["state"] == "published"
    assert client.get(address).json()["title"] == "Course II"


def test_every_fault_is_named_by_its_field(client: Client, trainings: Declaration, token_for: TokenFor) -> None:
    wrong = {"country": "Atlantis", "held": "soon", "level": "galactic", "colour": "blue"}
    answer = _send(client, "post", f"{ONE}/records", {"values": wrong}, token_for("coordinator"))
    assert answer.status_code == 422
    assert {fault["field"] for fault in answer.json()["faults"]} == {"event", "country", "held", "level", "colour"}
    assert {"code", "message", "where"} < set(answer.json())
    assert not RegisterRecord.objects.exists()


def test_faults_are_told_in_the_language_asked_for(client: Client, trainings: Declaration, token_for: TokenFor) -> None:
    token = token_for("coordinator") | {"Accept-Language": "zh-hans"}
    answer = _send(client, "post", f"{ONE}/records", {"values": {}}, token)
    (fault,) = answer.json()["faults"]
    assert any("\u4e00" <= sign <= "\u9fff" for sign in fault["message"])


def test_a_clash_shows_both_versions(client: Client, trainings: Declaration, token_for: TokenFor) -> None:
    record = training(trainings)
    theirs = {**record.values, "event": "Theirs", "country": "AUT"}
    change_record(console(), declaration=trainings, record=record, values=theirs, revision=1)
    token = token_for("coordinator")
    mine = {**record.values, "event": "Mine", "held": "2030"}
    answer = _send(client, "put", f"{ONE}/records/{record.uuid}", {"values": mine, "revision": 1}, token)
    assert (answer.status_code, answer.json()["code"]) == (409, "registers.clash")
    clash = answer.json()["clash"]
    assert (clash["fields"], clash["revision"]) == (["event"], 2)
    assert (clash["mine"]["event"], clash["theirs"]["event"]) == ("Mine", "Theirs")
    assert (clash["merged"]["event"], clash["merged"]["country"], clash["merged"]["held"]) == ("Mine", "AUT", "2030")
    settled = {"values": clash["merged"], "revision": clash["revision"]}
    assert _send(client, "put", f"{ONE}/records/{record.uuid}", settled, token).status_code == 200


def test_an_unmet_check_and_a_late_move_say_so(client: Client, trainings: Declaration, token_for: TokenFor) -> None:
    record = training(trainings, country=None)
    token = token_for("coordinator")
    address = f"{ONE}/records/{record.uuid}/moves"
    answer = _send(client, "post", address, {"move": "publish", "revision": 1}, token)
    assert answer.status_code == 422
    assert [fault["message"] for fault in answer.json()["faults"]] == ["Say where it was held."]
    late = _send(client, "post", address, {"move": "publish", "revision": 2}, token)
    assert (late.status_code, late.json()["code"]) == (409, "registers.clash")
    assert _send(client, "post", address, {"move": "withdraw", "revision": 1}, token).json()["code"] == "registers.move"


def test_a_link_by_code_is_kept_and_one_that_leads_nowhere_named(
    client: Client, trainings: Declaration, token_for: TokenFor
) -> None:
    token = token_for("coordinator")
    meeting = _send(client, "post", "/api/v1/registers/MEETINGS/records", {"values": {"name": "Board"}}, token).json()
    made = _send(client, "post", f"{ONE}/records", {"values": {**GOOD, "meeting": meeting["code"]}}, token).json()
    assert made["values"]["meeting"] == meeting["uuid"]
    for lost in (str(uuid4()), "MEETINGS-000099", {"a": 1}, "\x00"):
        answer = _send(client, "post", f"{ONE}/records", {"values": {**GOOD, "meeting": lost}}, token)
        assert [fault["field"] for fault in answer.json()["faults"]] == ["meeting"]


def test_a_file_is_not_had_by_knowing_its_digest(client: Client, trainings: Declaration, token_for: TokenFor) -> None:
    digest = originals.keep(b"of another room")
    stolen = {"digest": digest, "name": "a.txt", "size": 15}
    token = token_for("coordinator")
    answer = _send(client, "post", f"{ONE}/records", {"values": {**GOOD, "agenda": stolen}}, token)
    assert [fault["field"] for fault in answer.json()["faults"]] == ["agenda"]
    many = {"records": [{**GOOD, "agenda": stolen}]}
    assert _send(client, "post", f"{ONE}/import", many, token).status_code == 422
    own = training(trainings, agenda=stolen)
    kept = {"values": own.values, "revision": 1}
    assert _send(client, "put", f"{ONE}/records/{own.uuid}", kept, token).status_code == 200, "it holds it already"


def test_an_import_names_every_bad_value_and_keeps_nothing(
    client: Client, trainings: Declaration, token_for: TokenFor
) -> None:
    token = token_for("coordinator")
    records = [{**GOOD, "event": f"Course {number}"} for number in range(40)]
    records[3] = {"country": "Atlantis", "held": "2031"}
    records[7] = {**GOOD, "participants": "many"}
    answer = _send(client, "post", f"{ONE}/import", {"records": records}, token)
    assert answer.status_code == 422
    told = {(fault["row"], fault["field"]) for fault in answer.json()["faults"]}
    assert told == {(4, "event"), (4, "country"), (8, "participants")}
    assert not RegisterRecord.objects.exists()
    kept = _send(client, "post", f"{ONE}/import", {"records": records, "keep_good": True}, token).json()
    assert (kept["rows"], kept["kept"], kept["fault_count"]) == (40, 38, 3)
    stored = RegisterRecord.objects.order_by("ordinal")
    assert (stored.count(), stored[0].values) == (38, {**GOOD, "event": "Course 0"})


def test_a_file_is_imported_and_the_import_undone(client: Client, trainings: Declaration, token_for: TokenFor) -> None:
    token = token_for("coordinator")
    bad = SimpleUploadedFile("t.csv", "Event,国家,held\nA,Albania,2031\nB,Atlantis,2031\n".encode())
    answer = client.post(f"{ONE}/import/file", {"file": bad}, headers=token)
    assert [(f["row"], f["field"]) for f in answer.json()["faults"]] == [(3, "国家")]
    good = SimpleUploadedFile("t.csv", "Event,国家,held\nA,Albania,2031\nB,奥地利,2031\n".encode())
    done = client.post(f"{ONE}/import/file", {"file": good}, headers=token).json()
    assert (done["kept"], done["fault_count"]) == (2, 0)
    first = RegisterRecord.objects.get(title="A")
    change_record(
        console(), declaration=trainings, record=first, values={**first.values, "event": "A, mended"}, revision=1
    )
    undone = _send(client, "post", f"{ONE}/imports/{done['batch']}/undo", {}, token).json()
    assert undone == {"removed": 1, "kept": [first.code]}
    assert _send(client, "post", f"{ONE}/imports/{uuid4()}/undo", {}, token).status_code == 404


def test_a_register_is_declared_and_a_broken_one_refused_with_its_lines(
    client: Client, trainings: Declaration, token_for: TokenFor
) -> None:
    token = token_for("designer", "registrar", scopes=("ground.register.declare", "ground.register.read_unpublished"))
    broken = TRAININGS.replace("version: 1", "version: 2").replace("type: period", "type: perriod")
    line = broken.split("perriod")[0].count("\n") + 1
    answer = _send(client, "post", "/api/v1/registers", {"text": broken}, token)
    assert answer.status_code == 422
    assert {(fault["line"], fault["field"]) for fault in answer.json()["faults"]} >= {(line, "held")}
    assert client.get(ONE).json()["version"] == 1
    mended = broken.replace("perriod", "period").replace("Trainings held", "Trainings and courses")
    assert _send(client, "post", "/api/v1/registers", {"text": mended}, token).status_code == 200
    assert client.get(ONE).json()["title"]["en"] == "Trainings and courses"


def test_what_is_due(client: Client, trainings: Declaration, token_for: TokenFor) -> None:
    late = training(trainings, held="2020-01-01")
    training(trainings, held="2999-01-01")
    told = client.get("/api/v1/registers/-/due", headers=token_for("coordinator")).json()
    assert [(each["code"], each["move"], each["due_on"]) for each in told] == [(late.code, "publish", "2020-01-31")]
    assert told[0]["days"] < 0
    assert client.get("/api/v1/registers/-/due").status_code == 404


WRITES = [
    ("post", f"{ONE}/records", {"values": GOOD}, "ground.register.write"),
    ("post", f"{ONE}/import", {"records": [GOOD]}, "ground.register.import"),
    ("post", "/api/v1/registers", {"text": TRAININGS.replace("version: 1", "version: 9")}, "ground.register.declare"),
]


@pytest.mark.parametrize(("method", "address", "said", "scope"), WRITES, ids=lambda part: str(part)[-12:])
def test_writing_needs_the_right_scope(
    client: Client, trainings: Declaration, token_for: TokenFor, method: str, address: str, said: Any, scope: str
) -> None:
    assert _send(client, method, address, said).status_code == 404
    every = ("ground.register.write", "ground.register.import", "ground.register.declare")
    others = tuple(each for each in every if each != scope)
    weak = token_for("coordinator", "designer", scopes=others)
    assert _send(client, method, address, said, weak).status_code == 404
    assert not RegisterRecord.objects.exists()


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_signs_that_no_database_holds_are_refused(
    client: Client, trainings: Declaration, token_for: TokenFor, text: str
) -> None:
    answer = _send(client, "post", f"{ONE}/records", {"values": {**GOOD, "event": text}}, token_for("coordinator"))
    assert answer.status_code < 500
    assert not RegisterRecord.objects.filter(title__contains="\ufffd").exists()


HOSTILE = ["\ud800", "id: \ud800", "\x00", "- a", "&a [*a]", "id: A\nfields: !!python/object:os.system {}"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_declaration_is_refused(
    client: Client, trainings: Declaration, token_for: TokenFor, text: str
) -> None:
    token = token_for("designer", "registrar", scopes=("ground.register.declare",))
    answer = _send(client, "post", "/api/v1/registers", {"text": text}, token)
    assert (answer.status_code, client.get(ONE).json()["version"]) == (422, 1)
    assert answer.json()["code"]
