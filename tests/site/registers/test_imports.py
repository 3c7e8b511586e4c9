"""Imports in the browser: looked at before anything is kept, every bad cell named, undone as a whole."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from palermo.commons import originals
from palermo.ground.access.api import console
from palermo.ground.jobs import api as jobs
from palermo.ground.registers.api import RegisterRecord, change_record
from palermo_engines.registers.model import Declaration
from tests.site.registers.samples import text_of

pytestmark = pytest.mark.django_db
ONE = "/registers/TRAININGS/"
BAD = {"Country": "Atlantis", "Held": "some day", "Participants": "<5", "Level": "galactic", "Event": ""}
HEADINGS = ("Event", "Country", "Held", "Level", "Participants")


def spoiled(many: int, bad: int) -> tuple[bytes, set[tuple[str, str]]]:
    """A CSV of ``many`` rows with ``bad`` bad cells, and where they are: row as a sheet counts, heading."""
    rows = [[f"Course {number}", "Albania", "2031", "National", str(number % 50)] for number in range(many)]
    spots = set()
    for place, row in enumerate(random.Random(37).sample(range(many), bad)):
        heading = sorted(BAD)[place % len(BAD)]
        rows[row][HEADINGS.index(heading)] = BAD[heading]
        spots.add((str(row + 2), heading))
    return "\n".join(",".join(row) for row in [list(HEADINGS), *rows]).encode(), spots


def send(client: Client, content: bytes, name: str = "courses.csv") -> Any:
    return client.post(f"{ONE}import/", {"file": SimpleUploadedFile(name, content)})


def decide(client: Client, shown: Any, do: str, **more: str) -> Any:
    """Press a button of the page that shows what would come in."""
    tree = html.fromstring(shown.content.decode())
    (found,) = tree.xpath("//form[.//input[@name='digest']]")
    return client.post(found.get("action"), dict(found.form_values()) | {"do": do} | more)


def named(shown: Any) -> set[tuple[str, str]]:
    tree = html.fromstring(shown.content.decode())
    rows = tree.xpath("//table//tr[td[@class='number']]")
    return {(row.xpath("td[1]")[0].text_content(), row.xpath("td[2]")[0].text_content()) for row in rows}


def test_37_bad_cells_in_10000_rows_are_named_and_nothing_is_kept(staff: Client, trainings: Declaration) -> None:
    content, spots = spoiled(10_000, 37)
    shown = send(staff, content)
    assert shown.status_code == 422
    assert named(shown) == spots
    assert "37 rows have something wrong." in text_of(shown)
    assert "Import them" not in text_of(shown)
    forced = decide(staff, shown, "import")
    assert (forced.status_code, named(forced)) == (422, spots)
    assert not RegisterRecord.objects.exists()
    kept = decide(staff, shown, "keep_good")
    assert kept.status_code == 302
    assert RegisterRecord.objects.count() == 9_963
    assert "9,963" in text_of(staff.get(kept["Location"]))


def test_columns_are_matched_by_hand(staff: Client, trainings: Declaration) -> None:
    shown = send(staff, "Workshop;国家;Remarks\nA;阿尔巴尼亚;x\n".encode())
    assert "Workshop" in text_of(shown)
    assert shown.status_code == 422, "the name is missing as long as no column fills it"
    good = decide(staff, shown, "import", **{"column.0": "event"})
    assert good.status_code == 302
    assert RegisterRecord.objects.get().values == {"event": "A", "country": "ALB"}


def test_rows_are_named_as_the_sheet_counts(staff: Client, trainings: Declaration) -> None:
    assert named(send(staff, b"\n\nEvent,Country\nA,Albania\nB,Atlantis\n")) == {("5", "Country")}
    lines = b'{"event": "A", "country": "ALB"}\n{"event": "B", "country": "Atlantis"}\n'
    assert named(send(staff, lines, "t.jsonl")) == {("2", "country")}


def test_an_import_is_undone_but_for_what_was_changed_since(staff: Client, trainings: Declaration) -> None:
    done = decide(staff, send(staff, b"Event,Country\nA,Albania\nB,Albania\n"), "import")
    first = RegisterRecord.objects.get(title="A")
    change_record(console(), declaration=trainings, record=first, values={**first.values, "country": "AUT"}, revision=1)
    undone = text_of(staff.post(done["Location"], {"do": "undo"}))
    assert "1 record was taken out." in undone
    assert first.code in undone
    assert [record.title for record in RegisterRecord.objects.all()] == ["A"]
    staff.post(done["Location"], {"do": "force"})
    assert not RegisterRecord.objects.exists()


def test_a_large_file_comes_in_as_a_job(staff: Client, trainings: Declaration) -> None:
    content, _spots = spoiled(20_001, 0)
    answer = decide(staff, send(staff, content), "import")
    assert answer.status_code == 302
    assert not RegisterRecord.objects.exists()
    (job,) = jobs.Job.objects.all()
    assert str(job.uuid) in answer["Location"]
    assert jobs.run_now(job).report["kept"] == 20_001
    assert RegisterRecord.objects.count() == 20_001


def test_the_file_stays_for_whatever_else_names_it(staff: Client, trainings: Declaration) -> None:
    content = b"Event,Country\nA,Albania\n"
    digest = originals.keep(content)  # the same bytes are an original of the library
    decide(staff, send(staff, content), "import")
    assert originals.fetch(digest) == content


def test_a_file_is_not_read_by_knowing_its_digest(staff: Client, trainings: Declaration) -> None:
    digest = originals.keep(b"Event,Country\nof another room,Albania\n")
    answer = staff.post(f"{ONE}import/look/", {"digest": digest, "filename": "t.csv", "column.0": "event"})
    assert answer.status_code == 404
    assert b"of another room" not in answer.content


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"PK\x03\x04 no archive", b"\n\n\n"], ids=["empty", "noise", "zip", "blank"]
)
def test_what_is_no_table_is_refused(staff: Client, trainings: Declaration, content: bytes) -> None:
    answer = send(staff, content, "t.xlsx")
    assert answer.status_code == 422
    assert "The file cannot be used" in text_of(answer)


def test_the_empty_workbook_has_the_columns_an_import_takes(staff: Client, trainings: Declaration) -> None:
    assert b"".join(staff.get(f"{ONE}import/empty.xlsx").streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
