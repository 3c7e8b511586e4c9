"""The draft resolution of 2018, the recommendations of 2016 and the report of 2020, read, reviewed, taken in and
linked, against what ``mission/systems.md`` says of them (rows O14 to O16, sections C, D and G). The documents are
beside the repository."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from uuid import UUID

import pytest

from palermo.coordinate import api as coordinate
from palermo.ground.access.api import console
from palermo.know import api as know
from palermo.passages.know_to_coordinate import take_in_document

SHARED = Path(__file__).resolve().parents[3] / "shared" / "documents"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the real documents are not beside this checkout"),
]

# Section C, by operative paragraph: verbs in order, and everybody addressed by name.
MS, UNODC = "member_states", "UNODC"
ROWS: dict[str, tuple[list[str], set[str]]] = {
    "OP1": (["urges", "urges"], {MS, "states_parties"}),
    "OP2": (["invites"], {"WG_TIP"}),
    "OP3": (["invites"], {MS, "un_system", "international_organizations", "civil_society"}),
    "OP4": (["notes_with_appreciation", "looks_forward", "requests"], {UNODC}),
    "OP5": (["encourages"], {"public_sector", "private_sector"}),
    "OP6": (["encourages"], {MS}),
    "OP7": (["encourages"], {MS}),
    "OP8": (["encourages"], {MS}),
    "OP9": (["encourages"], {MS}),
    "OP10": (["invites"], {UNODC, "un_system"}),
    "OP11": (["encourages", "invites"], {UNODC, "international_organizations", MS}),
    "OP12": (["invites"], {MS}),
    "OP13": (["requests"], {UNODC}),
    "OP14": (["invites"], {MS}),
    "OP15": (["invites"], {MS}),
    "OP16": (["calls_upon"], {MS}),
    "OP17": (["encourages"], {"national_authorities"}),
    "OP18": (["stresses"], set()),
}
_OF_STATES = {MS, "states_parties"}


def _taken_in(name: str, *named: str) -> coordinate.Work:
    """The document read, every directive accepted as a reviewer would, and the document taken in."""
    actor = console()
    done = know.ingest(actor, name=name, content=(SHARED / name).read_bytes(), on_likeness="separate")
    listed = list(done.document.findings.filter(kind="directive"))
    lines = [{"type": "directive", **finding.payload, "paragraph": finding.passage[2:]} for finding in listed]
    assert know.accept_matching(actor, done.document, lines).accepted == len(listed)
    return take_in_document(actor, document=done.document.uuid, named=named).work


def _paragraph(work: coordinate.Work, key: str) -> coordinate.Paragraph:
    return coordinate.paragraphs_visible_to(console()).get(text__work=work, key=key)


def _directives(work: coordinate.Work) -> list[coordinate.Directive]:
    return list(coordinate.directives_visible_to(console()).filter(paragraph__text__work=work))


@pytest.fixture
def draft() -> coordinate.Work:
    return _taken_in("draft-resolution-2018.zh.txt")


def test_the_draft_has_its_paragraphs_verbs_and_addressees(draft: coordinate.Work) -> None:
    (text,) = coordinate.texts_of(console(), draft)
    kinds = Counter(paragraph.kind for paragraph in text.shown)
    assert (draft.kind, text.stage, kinds) == ("resolution", "draft", {"preambular": 16, "operative": 18})
    found = {
        paragraph.key: (
            [directive.verb for directive in paragraph.shown],
            {each.code for directive in paragraph.shown for each in directive.addressees.all()},
        )
        for paragraph in text.shown
        if paragraph.kind == "operative"
    }
    assert found == ROWS
    fourth = next(paragraph for paragraph in text.shown if paragraph.key == "OP4")
    assert [directive.printed for directive in fourth.shown] == ["赞赏地注意到", "期待", "请"]


def _counts(work: coordinate.Work) -> tuple[int, int]:
    """Operative paragraphs that speak to States alone, and those that name UNODC."""
    spoken: dict[str, set[str]] = {}
    for directive in _directives(work):
        spoken.setdefault(directive.paragraph.key, set()).update(each.code for each in directive.addressees.all())
    alone = sum(bool(codes) and codes <= _OF_STATES for codes in spoken.values())
    return alone, sum(UNODC in codes for codes in spoken.values())


def test_member_states_alone_are_ten_once_a_person_says_whom_the_last_paragraph_means(draft: coordinate.Work) -> None:
    assert _counts(draft) == (9, 4)  # the engine names nobody where the text names nobody
    last = next(directive for directive in _directives(draft) if directive.paragraph.key == "OP18")
    fields = coordinate.DirectiveFields(addressees=((MS, True),))
    coordinate.change_directive(console(), directive=last, fields=fields, revision=0)
    assert _counts(draft) == (10, 4)
    again = take_in_document(console(), document=draft.texts.get().source.uuid)
    assert (again.new_paragraphs, again.new_directives, again.kept_directives) == (0, 0, 22)
    assert _counts(draft) == (10, 4), "taking in again must leave what a person said"


def test_recommendations_are_six_and_stand_in_one_chain_with_what_took_them_up(draft: coordinate.Work) -> None:
    report = _taken_in("secretary-general-2016.zh.txt")
    later = _taken_in("cop10-2020.zh.txt", "46")
    recommended = coordinate.paragraphs_visible_to(console()).filter(text__work=report, kind="recommendation")
    keys = [paragraph.key for paragraph in recommended.order_by("position")]
    assert keys == ["97(a)", "97(b)", "97(c)", "97(d)", "97(e)", "97(f)"]
    assert _paragraph(report, "97").kind == "opening"

    members = [_paragraph(report, "97(f)"), _paragraph(draft, "OP4"), _paragraph(later, "46")]
    asking = next(each for each in _directives(draft) if each.paragraph.key == "OP4" and each.verb == "requests")
    _link(coordinate.End(members[0]), coordinate.End(members[1], asking))
    _link(coordinate.End(members[1], asking), coordinate.End(members[2]))
    chains = [coordinate.chain_of(console(), member) for member in members]
    assert all([place.paragraph for place in chain.places] == members for chain in chains)
    assert all([len(step) for step in chain.steps] == [1, 1, 1] for chain in chains)


def _link(earlier: coordinate.End, later: coordinate.End) -> None:
    made = coordinate.propose_taking_up(console(), earlier=earlier, later=later, reason="the Global Report")
    coordinate.decide(console(), proposal=made, move="confirm", revision=0)


def test_the_status_of_a_request_stands_on_the_paragraph_of_a_later_report(draft: coordinate.Work) -> None:
    later = _taken_in("cop10-2020.zh.txt", "46")
    asking = next(each for each in _directives(draft) if each.paragraph.key == "OP4" and each.verb == "requests")
    said = coordinate.Statement(UNODC, "done", date(2019, 1, 31), paragraph=_paragraph(later, "46"))
    made = coordinate.propose_status(console(), directive=asking, said=said)
    coordinate.decide(console(), proposal=made, move="confirm", revision=0)
    for day, status in ((date(2019, 1, 30), "unknown"), (date(2019, 1, 31), "done")):
        (row,) = coordinate.board(console(), [asking], day)
        assert [(cell.addressee, cell.status) for cell in row.cells] == [(UNODC, status)]
    evidence = row.cells[0].current.paragraph  # type: ignore[union-attr]
    assert "2019年1月" in evidence.words  # type: ignore[union-attr]


def test_the_line_of_resolutions_on_coordination(draft: coordinate.Work) -> None:
    preamble = _paragraph(draft, "PP9")
    works = [_resolution(symbol, dated) for symbol, dated in (
        ("A/RES/64/293", "2010-07-30"), ("A/RES/68/192", "2013-12-18"), ("A/RES/70/179", "2015-12-17"),
        ("A/RES/72/195", "2017-12-19"),
    )]  # fmt: skip
    for symbol, _ in (("64/293", 0), ("68/192", 0), ("70/179", 0), ("72/195", 0)):
        assert symbol in preamble.words
    line = [*works, draft, _resolution("A/RES/74/176", "2019-12")]
    for predecessor, successor in pairwise(line):
        made = coordinate.propose_renewal(
            console(), predecessor=predecessor, successor=successor, evidence=preamble, reason="same title"
        )
        coordinate.decide(console(), proposal=made, move="confirm", revision=0)
    for work in line:
        found = coordinate.line_of(console(), work)
        assert [[each.symbol for each in generation.works] for generation in found] == [[w.symbol] for w in line]


def _resolution(symbol: str, dated: str) -> coordinate.Work:
    fields = coordinate.WorkFields(
        title="Improving the coordination of efforts against trafficking in persons", kind="resolution", symbol=symbol,
        body="GA", dated=dated, language="en",
    )  # fmt: skip
    return coordinate.create_work(console(), fields=fields)


def test_every_directive_cites_the_words_it_stands_on(draft: coordinate.Work) -> None:
    for directive in _directives(draft):
        assert directive.words.startswith(directive.printed)
        assert isinstance(directive.finding, UUID)


def test_obligations_keep_planned_and_actual_apart(draft: coordinate.Work) -> None:
    """Section E9, 004 OP4 with 002 paragraph 46, and 001 paragraph 2."""
    later = _taken_in("cop10-2020.zh.txt", "46")
    awaited = next(each for each in _directives(draft) if each.verb == "looks_forward")
    shown = _paragraph(later, "46")
    said = [
        coordinate.ObligationFields(
            "Global Report on Trafficking in Persons 2018", "UNODC", "GA", mandate=awaited, planned="2018",
            issued="2019-01", evidence=shown,
        ),
        coordinate.ObligationFields("Global Report 2014", "UNODC", "GA", planned="2014-12", issued="2014-11"),
        coordinate.ObligationFields(
            "Report on carrying out resolution 70/179", "SG", "GA", "71", mandate_words="A/RES/70/179", planned="2016",
            issued="2016-07-01",
        ),
    ]  # fmt: skip
    for fields in said:
        coordinate.create_obligation(console(), fields=fields)
    listed = coordinate.obligations_wanted(console(), coordinate.WantedObligations(), date(2018, 12, 31))
    assert [(row.obligation.planned, row.standing, row.late) for row in listed] == [
        ("2014-12", "issued", None), ("2016", "issued", None), ("2018", "due", 1)
    ]  # fmt: skip
