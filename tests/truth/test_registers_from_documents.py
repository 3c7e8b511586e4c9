"""Facts of the five documents, read, accepted as a reviewer would, and taken into the registers: the totals that
``mission/systems.md`` names stand as figures with their parts. The documents are beside the repository."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from palermo.ground.access.api import VISITOR, Actor, console
from palermo.ground.evidence.api import figures_visible_to
from palermo.ground.registers import api as registers
from palermo.know import api as know
from palermo.passages import know_to_registers as passage

SHARED = Path(__file__).resolve().parents[3] / "shared" / "documents"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not beside this checkout"),
]


def _accepted(actor: Actor, name: str, *kinds: str) -> Any:
    """The document, with every finding of the kinds accepted as found."""
    done = know.ingest(actor, name=name, content=(SHARED / name).read_bytes(), on_likeness="separate")
    lines = [
        {"type": finding.kind, **finding.payload, "paragraph": finding.passage[2:]}
        for finding in done.document.findings.filter(kind__in=kinds)
    ]
    accepted = know.accept_matching(actor, done.document, lines).accepted
    assert accepted >= 0.97 * len(lines), "the reviewer agreed with too little for this test to say anything"
    return done.document


def _taken(actor: Actor, document: Any, register: str) -> dict[str, registers.RegisterRecord]:
    """Records made from the document in one register, by paragraph."""
    done = passage.take_in(actor, document.uuid, registers=[register])
    assert done.made
    records: dict[str, registers.RegisterRecord] = {}
    for record in done.made:
        records.setdefault(record.values["source"]["place"], record)
    return records


def _published(actor: Actor, register: str, record: registers.RegisterRecord) -> registers.RegisterRecord:
    declaration = registers.declaration(register)
    assert declaration is not None
    for _step in range(3):
        if declaration.state(record.state).public:  # type: ignore[union-attr]
            return record
        move = declaration.moves_from(record.state)[0].id
        record = registers.move_record(
            actor, declaration=declaration, record=record, move=move, revision=record.revision
        )
    return record


def _parts(record: registers.RegisterRecord, measured: str) -> dict[str, Decimal]:
    """The published figures of the record by breakdown, as a visitor sees them."""
    figures = figures_visible_to(VISITOR).filter(origin_uuid=record.uuid, measure=measured)
    return {figure.breakdown: figure.value for figure in figures}


def test_2692_people_trained_are_935_women_1466_men_and_291_of_whom_nobody_says() -> None:
    actor = console()
    document = _accepted(actor, "cop10-2020.zh.txt", "figure")
    record = _published(actor, "K08", _taken(actor, document, "K08")["4"])
    assert _parts(record, "people_trained") == {
        "": 2692, "sex=female": 935, "sex=male": 1466, "sex=not_disaggregated": 291
    }  # fmt: skip
    total = figures_visible_to(VISITOR).get(origin_uuid=record.uuid, measure="people_trained", breakdown="")
    parts = figures_visible_to(VISITOR).filter(part_of=total)
    assert sum(part.value for part in parts) == total.value == 2692
    assert record.values["source"]["source"] == str(document.uuid), "the record cites the document"


def test_153_possible_victims_are_15_women_and_138_children_and_these_9_girls_and_129_boys() -> None:
    actor = console()
    document = _accepted(actor, "cop10-2020.zh.txt", "figure")
    draft = _taken(actor, document, "C06")["64"]
    declaration = registers.declaration("C06")
    assert declaration is not None
    with pytest.raises(registers.Unmet):
        _published(actor, "C06", draft)  # nothing is told of an operation that may still be going on
    dated = {**draft.values, "dates": "2020-02-04/2020-02-08", "closed": True}
    record = registers.change_record(actor, declaration=declaration, record=draft, values=dated, revision=1)
    record = _published(actor, "C06", record)
    victims = record.values["possible_victims"]
    assert (victims["total"], record.values["trained"]["total"], record.values["deployed"]["total"]) == (153, 32, 49)
    found = _parts(record, "possible_victims")
    assert found[""] == 153
    assert found["age=child"] == 138
    assert found["age=child;sex=female"] + found["age=child;sex=male"] == 9 + 129 == found["age=child"]
    women = [value for cell, value in found.items() if "sexual" in cell and "citizenship" not in cell]
    assert [*women, found["age=child"]] == [15, 138]
    assert sum(women) + found["age=child"] == found[""]


def test_228_against_46_and_128_is_kept_as_stated_and_flagged() -> None:
    actor = console()
    document = _accepted(actor, "cop10-2020.zh.txt", "figure", "warning")
    records = _taken(actor, document, "C04")
    assert records["65"].values["people"]["total"] == 228
    know.publish(actor, document=document)
    total = figures_visible_to(VISITOR).get(source__uuid=document.uuid, locator="65", value=228)
    assert sorted(int(part.value) for part in figures_visible_to(VISITOR).filter(part_of=total)) == [46, 128]
    said = [caution.message for caution in know.accepted_warnings(VISITOR)]
    assert any("46 + 128 = 174" in message and "228" in message for message in said)


def test_the_fund_states_its_totals_apart_from_payments() -> None:
    actor = console()
    document = _accepted(actor, "secretary-general-2016.zh.txt", "figure")
    made = passage.take_in(actor, document.uuid, registers=["O08"]).made
    stated = {
        (record.values["stated_kind"], record.values["stated_amount"]["amount"])
        for record in made
        if "stated_amount" in record.values
    }
    assert {("contributions", "2300000"), ("contributions", "357701"), ("balance", "90000")} <= stated
    declaration = registers.declaration("O08")
    assert declaration is not None
    assert all(record.state != "paid" for record in made), "what a report states is no payment"


@pytest.mark.parametrize(
    ("name", "register", "kinds", "at_least"),
    [
        ("survey-2008.zh.txt", "C04", ("figure",), 15),
        ("survey-2008.zh.txt", "C01", ("statement",), 5),
        ("survey-2008.zh.txt", "P02", ("figure",), 3),
        ("survey-2008.zh.txt", "O01", ("figure",), 2),
        ("secretary-general-2016.zh.txt", "M01", ("action", "figure"), 17),
        ("secretary-general-2016.zh.txt", "O05", ("figure",), 1),
        ("secretary-general-2016.zh.txt", "O09", ("figure",), 3),
        ("secretary-general-2016.zh.txt", "O10", ("figure",), 1),
        ("secretary-general-2016.zh.txt", "O11", ("figure",), 1),
        ("secretary-general-2016.zh.txt", "O15", ("directive",), 6),
        ("cop10-2020.zh.txt", "C10", ("figure",), 1),
    ],
)
def test_facts_flow_into_the_register_with_their_citation_and_only_once(
    name: str, register: str, kinds: tuple[str, ...], at_least: int
) -> None:
    actor = console()
    document = _accepted(actor, name, *kinds)
    made = passage.take_in(actor, document.uuid, registers=[register]).made
    assert len(made) >= at_least
    for record in made:
        cited = record.values["source"]
        assert cited["source"] == str(document.uuid)
        assert cited["place"]
        assert cited["snippet"]
    again = passage.take_in(actor, document.uuid, registers=[register])
    assert again.made == ()
    assert again.kept == len(made)
