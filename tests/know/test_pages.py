"""The pages of the library, of review and of search, with and without script."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from palermo.ground.access.api import console
from palermo.ground.evidence.models import Figure
from palermo.ground.jobs.api import Job, run_now
from palermo.know.library.models import Document
from palermo.know.review.actions import Decision, decide
from palermo.know.review.models import Finding
from palermo_engines.documents.limits import MAX_BYTES
from palermo_engines.documents.model import Footnote, Table
from tests.ground.people import person_with, sign_in
from tests.know.shelving import figure, mention, only_finding, put, shelve

pytestmark = pytest.mark.django_db
TEXT = "In 2030 Aldoria identified 40 victims & <others>."


@pytest.fixture
def staff() -> Client:
    client = Client()
    sign_in(client, person_with("publisher"))
    return client


@pytest.fixture
def document() -> Document:
    facts = [figure(TEXT, "40 victims", 40, countries=("XAA",), period="2030"), mention(TEXT, "Aldoria", "XAA")]
    return shelve({"1": TEXT}, facts, symbol="MER/1")


def _page(client: Client, name: str, *arguments: object, **query: str) -> str:
    response = client.get(reverse(name, args=arguments), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_reader_shows_the_text_as_printed_with_its_facts(staff: Client, document: Document) -> None:
    page = _page(staff, "source-document", document.uuid)
    assert 'id="p-1"' in page
    assert "identified <mark" in page
    assert ">40 victims</mark> &amp; &lt;others&gt;." in page
    assert page.count('class="margin-fact') == 1


def test_language_and_direction_stand_on_the_text(client: Client) -> None:
    arabic = shelve({"1": "تقرير"}, language="ar", title="تقرير", published=True)
    page = _page(client, "source-document", arabic.uuid)
    assert '<article class="reader-text" lang="ar" dir="rtl">' in page


def test_footnotes_and_their_marks_lead_to_each_other(client: Client) -> None:
    from palermo.know.library.reader import _stretches

    pieces = list(_stretches("abcdef", [], [(3, "1"), (3, "2"), (6, "1")], set()))
    assert [(piece.text, piece.note, piece.note_mark) for piece in pieces] == [
        ("abc", "", ""), ("", "1", "fnref-1"), ("", "2", "fnref-2"), ("def", "", ""), ("", "1", ""),
    ]  # fmt: skip
    document = shelve({"1": "Text."}, footnotes=[Footnote("1", "1", "A note.")], published=True)
    page = _page(client, "source-document", document.uuid)
    assert 'id="fn-1"' in page
    assert 'href="#p-1"' in page, "a note whose mark was not found leads to its paragraph"


def test_tables_stay_tables(client: Client) -> None:
    document = shelve(
        {"1": "x"}, tables=[Table("T1", (("State", "Cases"), ("<b>A</b>", "4")), "Cases")], published=True
    )
    page = _page(client, "source-document", document.uuid)
    assert '<th scope="col">Cases</th>' in page
    assert "<td>&lt;b&gt;A&lt;/b&gt;</td>" in page


def test_an_original_is_always_a_download(client: Client) -> None:
    document = shelve({"1": TEXT}, published=True, name='<script>".html')
    response = client.get(reverse("document-original", args=[document.uuid, 1]))
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment; filename*=UTF-8''%3Cscript%3E%22.html")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_superseded_editions_are_for_staff(client: Client, staff: Client) -> None:
    document = shelve({"1": TEXT}, symbol="MER/1", published=True)
    put({"1": TEXT + "!"}, symbol="MER/1", on_likeness="edition")
    first, second = (reverse("document-original", args=[document.uuid, number]) for number in (1, 2))
    assert [client.get(first).status_code, client.get(second).status_code] == [404, 200]
    assert staff.get(first).status_code == 200


def test_the_facts_come_as_lines(staff: Client, document: Document) -> None:
    response = staff.get(reverse("document-facts", args=[document.uuid]))
    lines = [json.loads(line) for line in b"".join(response.streaming_content).splitlines()]  # type: ignore[attr-defined]
    assert [line["type"] for line in lines] == ["document", "paragraph", "figure", "mention"]
    assert (lines[2]["paragraph"], lines[2]["value"], lines[2]["state"]) == ("1", 40, "found")


def test_the_list_is_filtered_and_newest_first(client: Client) -> None:
    old = shelve({"1": "One."}, published=True, date="2029", title="Old")
    new = shelve({"1": "Deux."}, published=True, date="2031", title="Neuf", language="fr")
    page = _page(client, "library")
    assert page.index(str(new.uuid)) < page.index(str(old.uuid))
    assert str(old.uuid) not in _page(client, "library", language="fr")
    assert str(old.uuid) in _page(client, "library", year="2029")
    assert "No document fits" in _page(client, "library", year="1999")
    for name in ("language", "kind", "year", "state", "country"):
        assert "No document fits" in _page(client, "library", **{name: "x'"})
        assert client.get(reverse("library"), {name: "x'\0"}).status_code == 400


def test_files_are_read_in_the_background_and_each_is_accounted_for(staff: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    good = SimpleUploadedFile(
        "good.txt", ("1. Aldoria identified 40 victims of trafficking in persons.\n" * 3).encode()
    )
    bad = SimpleUploadedFile("bad.pdf", b"%PDF-1.7 broken")
    empty = SimpleUploadedFile("empty.txt", b"")
    response = staff.post(reverse("library-ingest"), {"files": [good, bad, empty]}, follow=True)
    assert "Waiting for its turn" in response.content.decode()
    job = run_now(Job.objects.get())
    assert job.state == "done"
    page = staff.get(response.redirect_chain[-1][0]).content.decode()
    assert page.count("not read") == 2
    assert "the file is empty" in page
    assert str(Document.objects.get().uuid) in page


def test_a_file_that_is_too_large_is_told_and_the_others_go_on(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    monkeypatch.setattr("palermo_engines.documents.limits.MAX_BYTES", 100)
    large = SimpleUploadedFile("large.txt", b"x" * 101)
    small = SimpleUploadedFile("small.txt", b"1. A small text about victims of trafficking.\n")
    response = staff.post(reverse("library-ingest"), {"files": [large, small]}, follow=True)
    assert "large.txt" in response.content.decode()
    assert run_now(Job.objects.get()).report["files"][0]["name"] == "small.txt"
    assert MAX_BYTES > 100


def test_no_file_at_all_is_told(staff: Client) -> None:
    response = staff.post(reverse("library-ingest"))
    assert (response.status_code, b"Choose at least one file" in response.content) == (422, True)


def test_whether_a_file_is_an_edition_is_asked_and_the_answer_taken(staff: Client) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    words = " ".join(f"word{number}" for number in range(300))
    for text in (words, words.replace("word77", "corrected")):
        file = SimpleUploadedFile("report.txt", f"1. {text}.\n".encode())
        response = staff.post(reverse("library-ingest"), {"files": [file]}, follow=True)
        job = run_now(Job.objects.order_by("-pk").first())  # type: ignore[arg-type]
    page = staff.get(response.redirect_chain[-1][0]).content.decode()
    assert "It is a corrected edition" in page
    asked = job.report["files"][0]
    staff.post(reverse("library-ingest-decide"), {"name": "report.txt", "digest": asked["digest"], "choice": "edition"})
    assert run_now(Job.objects.order_by("-pk").first()).report["files"][0]["edition"] == 2  # type: ignore[arg-type]
    assert Document.objects.get().edition == 2


@pytest.mark.parametrize("digest", ["", "../../secret.key", "0" * 64])
def test_a_digest_that_names_no_upload_is_not_found(staff: Client, digest: str) -> None:
    answer = staff.post(reverse("library-ingest-decide"), {"name": "x", "digest": digest, "choice": "edition"})
    assert answer.status_code == 404


def test_the_queue_shows_the_words_and_the_fact(staff: Client, document: Document) -> None:
    page = _page(staff, "review-document", document.uuid)
    assert "<mark>40 victims</mark>" in page
    assert "0 of 1" in page
    assert page.count("data-finding") == 1
    assert page.count("data-finding") < _page(staff, "review-document", document.uuid, kind="mention").count("Aldoria")


def _decide(client: Client, finding: Finding, move: str, *, htmx: bool = False, **fields: str) -> Any:
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(
        reverse("review-decide", args=[finding.uuid, move]),
        {"revision": str(finding.revision), **fields},
        headers=headers,
    )


def test_a_decision_without_script_leads_back_to_the_queue(staff: Client, document: Document) -> None:
    finding = only_finding(document, kind="figure")
    answer = _decide(staff, finding, "accept", back="show=all&kind=")
    assert (
        answer["Location"]
        == f"{reverse('review-document', args=[document.uuid])}?show=all&kind=#finding-{finding.uuid}"
    )
    assert Figure.objects.get().status == "accepted"


def test_a_decision_with_script_swaps_the_card_and_the_progress(staff: Client, document: Document) -> None:
    answer = _decide(staff, only_finding(document, kind="figure"), "accept", htmx=True).content.decode()
    assert answer.lstrip().startswith("<article")
    assert 'hx-swap-oob="true"' in answer
    assert "1 of 1" in answer


def test_the_second_of_two_reviewers_is_told_on_the_card(staff: Client, document: Document) -> None:
    finding = only_finding(document, kind="figure")
    decide(console(), finding=finding, decision=Decision("reject", 0, "misread"))
    answer = _decide(staff, finding, "accept", htmx=True).content.decode()
    assert "decided in the meantime" in answer
    assert not Figure.objects.exists()


def _correct(client: Client, finding: Finding, **fields: str) -> Any:
    typed = {
        "revision": str(finding.revision), "qualifier": "about", "value": "41", "high": "", "unit": "people",
        "measure": "", "iso3": "XAA", "period": "2030", "as_of": "", "breakdown": "sex=female; age=child",
        "note": "typed by hand",
    }  # fmt: skip
    return client.post(reverse("review-correct", args=[finding.uuid]), typed | fields)


def test_a_correction_takes_every_field(staff: Client, document: Document, settings: Any) -> None:
    settings.PALERMO_REGION = "samples/region.yaml"
    _correct(staff, only_finding(document, kind="figure"), iso3="Aldoria")
    stated = Figure.objects.get()
    assert (stated.value, stated.qualifier, stated.subject, stated.breakdown) == (
        41,
        "about",
        "XAA",
        "age=child;sex=female",
    )


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"value": "many"}, "Enter a number"),
        ({"high": "3"}, "from the lower value to the higher"),
        ({"period": "last year"}, "Write 2014"),
        ({"iso3": "Atlantis"}, "is no country"),
        ({"breakdown": "female"}, "Write sex=female"),
        ({"qualifier": "perhaps"}, "Select a valid choice"),
    ],
)
def test_a_slip_is_told_at_its_field_and_nothing_typed_is_lost(
    staff: Client, document: Document, settings: Any, fields: dict[str, str], told: str
) -> None:
    settings.PALERMO_REGION = "samples/region.yaml"
    answer = _correct(staff, only_finding(document, kind="figure"), **fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert "typed by hand" in page
    assert all(content in page for content in fields.values() if content != "perhaps")
    assert not Figure.objects.exists()


def test_a_correction_that_comes_too_late_keeps_what_was_typed(
    staff: Client, document: Document, settings: Any
) -> None:
    settings.PALERMO_REGION = "samples/region.yaml"
    finding = only_finding(document, kind="figure")
    decide(console(), finding=finding, decision=Decision("accept", 0))
    answer = _correct(staff, finding)
    assert answer.status_code == 409
    assert "typed by hand" in answer.content.decode()
    assert 'name="revision" value="1"' in answer.content.decode()


def test_search_works_as_a_plain_page_and_says_why(client: Client) -> None:
    document = shelve({"7": "保护<被害人>"}, language="zh", published=True)
    page = _page(client, "search", q="受害者")
    assert f'href="{reverse("source-document", args=[document.uuid])}#p-7"' in page
    assert "<mark>被害人</mark>" in page
    assert "Also searched for" in page
    assert "How to search" in _page(client, "search", q="xylophone")


def test_what_is_typed_into_the_search_is_never_mark_up(client: Client) -> None:
    page = _page(client, "search", q='"><script>alert(1)</script>')
    assert "<script>alert" not in page


def test_the_feed_lists_published_documents_only(client: Client) -> None:
    shelve({"1": "Draft."}, title="A draft")
    shelve({"1": "Public."}, title="A public report", published=True)
    feed = client.get(reverse("library-feed")).content.decode()
    assert ("A public report" in feed, "A draft" in feed) == (True, False)
