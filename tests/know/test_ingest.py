"""A file stands in the library whole, or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from palermo.commons import originals
from palermo.ground.access.api import VISITOR, Refused, console
from palermo.ground.audit import api as audit
from palermo.ground.audit.models import Event
from palermo.ground.evidence.models import Source
from palermo.know.ingest import actions
from palermo.know.ingest.actions import ingest
from palermo.know.ingest.duplicates import AlreadyInLibrary, LooksLikeEdition
from palermo.know.library.models import Block, Document, Edition
from palermo.know.review.models import Finding
from palermo.know.search.models import SearchRow
from palermo.know.search.queries import search
from palermo_engines.documents.model import Footnote
from palermo_engines.kit.errors import InputError
from tests.know.shelving import mention, place, put, reading, shelve

pytestmark = pytest.mark.django_db
TEXT = "In 2030 Aldoria identified 40 victims of trafficking in persons."
SAMPLE = Path(__file__).parents[2] / "samples" / "documents" / "report-2031.zh.txt"


def test_everything_of_a_document_is_stored_in_one_act() -> None:
    note = Footnote("1", "1", "Aldoria and Borrenia.")
    document = shelve(
        {"1": TEXT, "2": "More."}, [mention(TEXT, "Aldoria", "XAA")], footnotes=[note], headings=["Introduction"]
    )
    assert [(block.kind, block.anchor) for block in document.blocks.all()] == [
        ("heading", "h-0"), ("paragraph", "p-1"), ("paragraph", "p-2"),
    ]  # fmt: skip
    assert document.footnotes.get().anchor == "fn-1"
    assert document.findings.get().code == "XAA"
    assert SearchRow.objects.filter(document=document).count() == 4
    event = Event.objects.get(verb="know.document.ingested")
    assert event.object_uuid == str(document.uuid) == str(document.source.uuid)
    assert not document.published
    assert not document.source.published
    assert audit.verify().intact


def test_the_original_is_kept_byte_for_byte() -> None:
    content, _ = reading({"1": TEXT})
    document = shelve({"1": TEXT})
    assert originals.fetch(document.editions.get().digest) == content


def test_nothing_stays_when_the_last_step_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> int:
        raise OSError("the disk is full")

    monkeypatch.setattr(actions, "index_document", fails)
    with pytest.raises(OSError, match="full"):
        shelve({"1": TEXT}, [mention(TEXT, "Aldoria", "XAA")])
    for table in (Document, Edition, Block, Finding, SearchRow, Source, Event):
        assert not table.objects.exists(), table


def test_the_same_bytes_are_refused_with_a_way_to_the_first() -> None:
    first = shelve({"1": TEXT})
    with pytest.raises(AlreadyInLibrary) as refusal:
        put({"1": TEXT})
    assert refusal.value.document == first


def test_the_bytes_of_a_superseded_edition_are_known_too() -> None:
    shelve({"1": TEXT}, symbol="MER/1")
    put({"1": TEXT + " Corrected."}, symbol="MER/1", on_likeness="edition")
    with pytest.raises(AlreadyInLibrary):
        put({"1": TEXT}, symbol="MER/1")


def test_the_same_symbol_in_the_same_language_is_offered_as_an_edition() -> None:
    first = shelve({"1": TEXT}, symbol="MER/CONF/2031/3")
    with pytest.raises(LooksLikeEdition) as offer:
        put({"1": "Something quite different."}, symbol="MER/CONF/2031/3", on_likeness="ask")
    assert (offer.value.likeness.document, offer.value.likeness.why) == (first, "symbol")
    assert put({"1": "一份报告"}, symbol="MER/CONF/2031/3", language="zh", on_likeness="ask").edition == 1


def test_nearly_the_same_text_is_offered_as_an_edition() -> None:
    words = " ".join(f"word{number}" for number in range(400))
    first = shelve({"1": words})
    with pytest.raises(LooksLikeEdition) as offer:
        put({"1": words.replace("word200", "corrected")}, on_likeness="ask")
    assert (offer.value.likeness.document, offer.value.likeness.why) == (first, "text")
    assert put({"1": " ".join(f"other{number}" for number in range(400))}, on_likeness="ask").edition == 1


def test_a_corrected_file_is_the_next_edition_and_the_first_file_stays() -> None:
    first = shelve({"1": TEXT}, symbol="MER/1")
    done = put({"1": TEXT, "2": "A new paragraph."}, symbol="MER/1", on_likeness="edition")
    assert (done.document.pk, done.edition) == (first.pk, 2)
    assert [edition.number for edition in done.document.editions.all()] == [2, 1]
    assert all(originals.fetch(edition.digest) for edition in done.document.editions.all())
    assert done.document.blocks.count() == 2
    assert search(console(), "new paragraph").total == 1


def test_words_of_the_superseded_edition_are_not_found_any_more() -> None:
    shelve({"1": "The word xylophone stood here."}, symbol="MER/1")
    put({"1": "It was taken out."}, symbol="MER/1", on_likeness="edition")
    assert search(console(), "xylophone").total == 0


def test_strangers_may_not_ingest() -> None:
    with pytest.raises(Refused):
        ingest(VISITOR, name="a.txt", content=b"text")


def test_a_file_that_is_no_document_leaves_nothing_behind() -> None:
    with pytest.raises(InputError):
        ingest(console(), name="broken.pdf", content=b"%PDF-1.7 broken")
    assert not Edition.objects.exists()


def test_a_real_file_goes_all_the_way(settings: Any) -> None:
    settings.PALERMO_REGION = str(SAMPLE.parents[1] / "region.yaml")
    done = ingest(console(), name=SAMPLE.name, content=SAMPLE.read_bytes())
    assert (done.document.symbol, done.document.language, done.document.year) == ("MER/CONF/2031/3", "zh", 2031)
    assert done.paragraphs > 20
    assert {"figure", "mention"} <= set(done.document.findings.values_list("kind", flat=True))
    for finding in done.document.findings.filter(kind="figure", passage__startswith="p-"):
        text = done.document.blocks.get(kind="paragraph", key=finding.passage[2:]).text
        assert text[finding.start : finding.end] == finding.snippet


def test_a_nul_in_a_file_does_not_break_the_database() -> None:
    document = shelve({"1": "before\0after"})
    assert document.blocks.get().text == "before after"


def test_a_fact_in_a_footnote_stands_there() -> None:
    note = Footnote("3", "1", "Aldoria and Borrenia.")
    document = shelve({"1": TEXT}, [mention(note.text, "Borrenia", "XAB", "1", "3")], footnotes=[note])
    assert document.findings.get().passage == "fn-3"
    assert place(note.text, "Borrenia").start == document.findings.get().start
