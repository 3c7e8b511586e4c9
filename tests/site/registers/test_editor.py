"""The editor of declarations: a broken text is named by line and is not live, a right one is, at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palermo_engines.registers.model import Declaration
from palermo_engines.registers.reading import read_declaration
from palermo_engines.registers.xlsform.writing import write_form
from tests.ground.people import person_with, sign_in
from tests.site.registers.samples import MEETINGS, TRAININGS, text_of, training

pytestmark = pytest.mark.django_db
NEW = "/registers/-/declare/"
CHANGE = "/registers/TRAININGS/declare/"
OWN = MEETINGS.replace("MEETINGS", "KITCHENS").replace("Meetings", "Kitchens").replace("会议", "厨房")


@pytest.fixture
def designer() -> Client:
    client = Client()
    sign_in(client, person_with("designer"))
    return client


def test_a_right_declaration_is_live_at_once(client: Client, designer: Client, trainings: Declaration) -> None:
    assert client.get("/registers/KITCHENS/").status_code == 404
    answer = designer.post(NEW, {"text": OWN.replace("\n", "\r\n"), "do": "publish"})
    assert answer["Location"] == "/registers/KITCHENS/"
    for address in ("", "export.csv", "form.xlsx", "declaration.yaml", "calendar.ics"):
        assert client.get(f"/registers/KITCHENS/{address}").status_code == 200, address
    assert client.get("/api/v1/registers/KITCHENS").json()["title"]["zh"] == "厨房"
    assert "Kitchens" in text_of(client.get("/registers/"))


def test_a_broken_one_is_named_by_line_and_is_not_live(
    client: Client, designer: Client, trainings: Declaration
) -> None:
    broken = OWN.replace("type: text", "type: txt").replace("{en: Kitchens, zh: 厨房}", "{en: Kitchens}")
    lines = [number for number, line in enumerate(broken.splitlines(), 1) if "txt" in line or "title:" in line]
    answer = designer.post(NEW, {"text": broken, "do": "publish"})
    assert answer.status_code == 422
    told = text_of(answer)
    assert all(f"Line {number}" in told for number in lines)
    assert "type: txt" in told, "the text is not lost"
    assert client.get("/registers/KITCHENS/").status_code == 404


def test_the_preview_shows_the_form_and_the_problems(designer: Client, trainings: Declaration) -> None:
    part = designer.post(f"{NEW}?part=preview", {"text": OWN})
    assert part.status_code == 200
    assert b"<html" not in part.content
    assert "Kitchens" in text_of(part)
    assert "Name" in text_of(part)
    assert "This is not a register yet" in text_of(designer.post(f"{NEW}?part=preview", {"text": "id: 7"}))


def test_a_version_changes_the_register_and_old_records_stay(
    client: Client, designer: Client, trainings: Declaration
) -> None:
    record = training(trainings, "published", why=None, level="national")
    same = designer.post(CHANGE, {"text": TRAININGS, "do": "publish"})
    assert "The version must be higher than 1." in text_of(same)
    changed = TRAININGS.replace("version: 1", "version: 2").replace("Trainings held", "Trainings and courses")
    gone = changed.replace("    - {code: national, label: {en: National, zh: 国家级}}\n", "")
    assert "Records have the code national" in text_of(designer.post(CHANGE, {"text": gone, "do": "publish"}))
    assert designer.post(CHANGE, {"text": changed, "do": "publish"}).status_code == 302
    assert "Trainings and courses" in text_of(client.get("/registers/TRAININGS/"))
    assert "National" in text_of(client.get(f"/registers/TRAININGS/{record.uuid}/"))


def test_half_a_text_is_kept_for_its_writer(client: Client, designer: Client, trainings: Declaration) -> None:
    designer.post(NEW, {"text": "id: HALF\nwing: kn", "do": "draft"})
    assert "id: HALF" in text_of(designer.get(NEW))
    other = Client()
    sign_in(other, person_with("designer", email="two@example.org"))
    assert "id: HALF" not in text_of(other.get(NEW))
    assert client.get("/registers/HALF/").status_code == 404


def test_a_form_of_kobo_becomes_the_text_of_a_register(designer: Client, trainings: Declaration) -> None:
    form = SimpleUploadedFile("kitchens.xlsx", write_form(read_declaration(OWN)))
    answer = designer.post("/registers/-/from-form/", {"file": form, "wing": "coordinate"})
    assert answer.status_code == 200
    assert "id: KITCHENS" in text_of(answer)
    for content in (b"", b"no workbook", b"PK\x03\x04 no archive"):
        wrong = designer.post("/registers/-/from-form/", {"file": SimpleUploadedFile("f.xlsx", content)})
        assert (wrong.status_code, "The file cannot be used" in text_of(wrong)) == (422, True)
    assert designer.post("/registers/-/from-form/", {}).status_code == 422


def test_a_broken_file_of_the_release_breaks_no_other(
    client: Client, designer: Client, trainings: Declaration, tmp_path: Path
) -> None:
    (tmp_path / "know" / "BROKEN.yaml").write_text("id: BROKEN\nwing: know\n", encoding="utf-8")
    assert "Trainings held" in text_of(client.get("/registers/"))
    assert "BROKEN" not in text_of(client.get("/registers/"))
    assert "Declarations that cannot be read" in text_of(designer.get("/registers/"))


@pytest.mark.parametrize("role", ["reader", "registrar", "coordinator", "auditor", "steward"])
def test_the_editor_is_for_designers(client: Client, trainings: Declaration, role: str) -> None:
    sign_in(client, person_with(role))
    for address in (NEW, CHANGE, "/registers/-/from-form/"):
        assert client.get(address).status_code == 404
        assert client.post(address, {"text": OWN, "do": "publish"}).status_code == 404
    assert client.get("/registers/KITCHENS/").status_code == 404
