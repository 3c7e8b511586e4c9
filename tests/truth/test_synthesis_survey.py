"""The survey of 2008: from its coded facts the engine writes footnotes 1 to 11 and the quantifiers as printed.

The real footnotes are read where the document lies, outside the repository; without it those tests are skipped.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from palermo_engines.documents.model import Document
from palermo_engines.documents.reading import read_path
from palermo_engines.kit.places import countries
from palermo_engines.synthesis.changes import changes_between
from palermo_engines.synthesis.checking import check_synthesis
from palermo_engines.synthesis.model import Front, Remark, ReplyState, Respondent, Round, Synthesis, Theme
from palermo_engines.synthesis.naming import languages_in_whose_order
from palermo_engines.synthesis.quantifiers import check_quantifier, quantifiers_named
from palermo_engines.synthesis.writing import write_report
from tests.truth.survey_2008 import FOOTNOTES, SHELTERS, STATES, survey

DOCUMENT = Path(__file__).resolve().parents[3] / "shared" / "documents" / "survey-2008.zh.txt"
needs_document = pytest.mark.skipif(not DOCUMENT.exists(), reason="../shared/documents is not on this machine")


@cache
def _document() -> Document:
    return read_path(DOCUMENT)


def _printed(number: int) -> str:
    """The footnote of the document with misprinted names of States put right."""
    text = next(note.text for note in _document().footnotes if note.key == str(number))
    for country in countries().values():
        for alias in country.aliases.get("zh", ()):
            if alias.kind == "misprint":
                right = next(each for each in survey().round.respondents if each.code == country.iso3)
                text = text.replace(alias.text, right.names.get("zh") or country.name("zh"))
    return text


@needs_document
@pytest.mark.parametrize("number", FOOTNOTES)
def test_the_footnotes_that_list_states_are_those_printed(number: int) -> None:
    written = write_report(survey(), "zh")
    assert written.footnotes[number - 1].text == _printed(number)


def test_eleven_footnotes_stand_in_the_order_of_the_document() -> None:
    items = [note.item for note in write_report(survey(), "zh").footnotes]
    listing = {number: entry[0] for number, entry in FOOTNOTES.items()}
    assert items == [{**listing, 9: "few_details", 11: "shelter_rules"}[number] for number in range(1, 12)]


@needs_document
def test_the_footnotes_in_words_speak_of_what_the_printed_ones_do() -> None:
    notes = write_report(survey(), "zh").footnotes
    assert notes[8].states == ()
    assert notes[10].states == ("SLV",)
    assert "萨尔瓦多" in _printed(11)
    assert "萨尔瓦多" in notes[10].text
    assert not any(country.name("zh") in _printed(9) for country in countries().values())


@needs_document
@pytest.mark.parametrize("number", FOOTNOTES)
def test_the_quantifiers_are_those_of_the_printed_sentences(number: int) -> None:
    identifier, paragraph, quantifier, *_ = FOOTNOTES[number]
    printed = quantifiers_named(_clause(paragraph, str(number)), "zh")
    assert (quantifier in printed) if printed else quantifier == "number"
    sentence = write_report(survey(), "zh").sentence(identifier)
    assert sentence is not None
    assert set(quantifiers_named(sentence.text, "zh")) <= set(printed)


def _clause(paragraph: str, footnote: str) -> str:
    """The words of the printed sentence up to the footnote's mark, from the mark before it."""
    found = next(each for each in _document().paragraphs if each.key == paragraph)
    end = next(mark.offset for mark in found.marks if mark.footnote == footnote)
    start = max((mark.offset for mark in found.marks if mark.offset < end), default=0)
    return found.text[start:end].rstrip("。").rpartition("。")[2]


@needs_document
def test_the_document_lists_states_in_the_alphabet_of_its_original() -> None:
    """The rule is found out from the printed lists: only English fits every footnote."""
    names = {each.names.get("zh") or countries()[each.code].name("zh"): each.code for each in _states()}
    names |= {"拉脱维亚": "LVA"}
    lists = [[names[name] for name in _names(_printed(number))] for number in FOOTNOTES]
    assert sum(len(codes) for codes in lists) == sum(len(entry[4].split()) for entry in FOOTNOTES.values())
    assert languages_in_whose_order(lists, survey().round) == ("en",)


def _states() -> list[Respondent]:
    return [each for each in survey().round.respondents if not each.organisation]


def _names(footnote: str) -> list[str]:
    """The names of a list; the "and" before the last is no part of "republic"."""
    return re.split("、|和(?!国)", footnote.rstrip("。"))


def test_one_list_of_the_document_breaks_its_own_order() -> None:
    """The list of replies (paragraph 3) has the Philippines before Myanmar."""
    assert languages_in_whose_order([STATES], survey().round) == ()
    mended = [code for code in STATES if code != "PHL"]
    mended.insert(mended.index("OMN") + 1, "PHL")
    assert languages_in_whose_order([mended], survey().round) == ("en",)


def test_the_shelter_paragraph_names_its_fifteen_states_in_the_text() -> None:
    sentence = write_report(survey(), "en").sentence("shelters")
    assert sentence is not None
    listed = sentence.text.removesuffix(" mentioned shelters, reception centres or counselling centres.")
    assert listed.startswith("Belarus, Bulgaria, Croatia, Czech Republic, El Salvador, Estonia, Japan,")
    assert len(listed.replace(" and ", ", ").split(", ")) == len(SHELTERS.split()) == 15


def test_replies_are_counted() -> None:
    sentence = write_report(survey(), "en").sentence("replies")
    assert sentence is not None
    assert "from 23 States and one organization:" in sentence.text
    assert sentence.text.endswith("Ukraine and League of Arab States.")


def test_latvia_is_cited_and_never_replied() -> None:
    """Trap E1 of the mission: every statement that cites Latvia says so."""
    found = {fault.statement: fault.codes for fault in check_synthesis(survey()) if fault.code == "not_a_respondent"}
    assert found == dict.fromkeys(("ratified", "penalties", "one_stop"), ("LVA",))


def test_jordan_and_niger_are_among_states_they_do_not_belong_to() -> None:
    """Trap E2 of the mission."""
    found = [fault for fault in check_synthesis(survey()) if fault.code == "outside_base"]
    assert [(fault.statement, fault.codes) for fault in found] == [("law_unfinished", ("JOR", "NER"))]


def test_nothing_else_is_wrong_with_the_coding() -> None:
    codes = {fault.code for fault in check_synthesis(survey())}
    assert codes == {"not_a_respondent", "outside_base"}


def test_eleven_of_twenty_three_are_not_more_than_half() -> None:
    refused = check_quantifier("more than half", 11, 23)
    assert not refused.accepted
    assert "11 of 23" in refused.reason
    assert check_quantifier("more than half", 12, 23).accepted
    assert check_quantifier("一半以上", 12, 23).accepted
    assert not check_quantifier("一半以上", 11, 23).accepted


def test_without_estonia_everything_is_recomputed() -> None:
    before, after = write_report(survey(), "en"), write_report(survey({"EST": ReplyState.WITHDRAWN}), "en")
    changed = {change.item: change for change in changes_between(before, after)}
    assert set(changed) == {
        "replies", "ratified", "law_unfinished", "charged_together", "money_laundering", "child_protocol", "shelters",
    }  # fmt: skip
    assert "22 States" in (changed["replies"].after or "")
    assert (changed["ratified"].before or "").startswith("13 States")
    assert (changed["ratified"].after or "").startswith("12 States")
    assert changed["law_unfinished"].footnotes_after == ("Jordan, Niger and Oman.",)
    assert changed["money_laundering"].footnotes_after == ("Bulgaria, El Salvador and Japan.",)
    assert not any("Estonia" in note.text for note in after.footnotes)
    assert not any(change.renumbered for change in changed.values())


def test_without_liechtenstein_a_sentence_goes_and_footnotes_move_up() -> None:
    before, after = write_report(survey(), "zh"), write_report(survey({"LIE": ReplyState.WITHDRAWN}), "zh")
    assert len(after.footnotes) == 10
    assert after.sentence("ratifying") is None
    assert [fault.statement for fault in after.faults if fault.code == "no_support"] == ["ratifying"]
    changed = {change.item: change for change in changes_between(before, after)}
    assert changed["ratifying"].after is None
    assert changed["covered_by_law"].renumbered
    assert "[4]" in (changed["covered_by_law"].before or "")
    assert "[3]" in (changed["covered_by_law"].after or "")
    assert after.sentence("one_stop").footnotes == (9,)  # type: ignore[union-attr]


def test_a_reply_less_breaks_a_quantifier_that_just_held() -> None:
    """Nine of 23 are "many"; four of 18 are not."""
    gone = dict.fromkeys(["BGR", "CZE", "SLV", "EST", "HUN"], ReplyState.WITHDRAWN)
    faults = [fault for fault in check_synthesis(survey(gone)) if fault.code == "quantifier"]
    assert [(fault.statement, fault.count, fault.base) for fault in faults] == [
        ("covered_by_law", 1, 18),
        ("charged_together", 1, 18),
        ("money_laundering", 1, 18),
        ("child_protocol", 4, 18),
    ]


# Who replied for the report of 2016 (A/71/119, para. 5), and the names two of them had then.
REPLIED_2016 = (
    "DZA ARG ARM AUS AUT BLR BRA CAN CHL CHN COL DNK ECU EST FRA DEU ISR LBN LIE MLT MUS MNE PER RUS SAU ESP SWZ SWE "
    "THA TUN TUR USA VNM"
)
NAMES_2016 = {"SWZ": {"en": "Swaziland"}, "TUR": {"en": "Turkey"}}


def test_the_report_of_2016_had_33_replies_the_last_of_viet_nam() -> None:
    """Its text gives the list and no number; the list, too, stands in the alphabet of the original."""
    codes = REPLIED_2016.split()
    respondents = tuple(Respondent(code, names=NAMES_2016.get(code, {})) for code in codes)  # type: ignore[arg-type]
    replies = Remark("replies", "all", "5", {"en": "{replies} replied: {respondents}."})
    front = Front("A/71/119", {"en": "Report"})
    made = Synthesis(front, Round("2016", respondents), (Theme("all", {"en": "Replies"}),), (replies,))
    text = write_report(made, "en").paragraphs[0].sentences[0].text
    assert text.startswith("33 States replied: Algeria, Argentina,")
    assert text.endswith("Tunisia, Turkey, United States of America and Viet Nam.")
    assert languages_in_whose_order([codes], made.round) == ("en",)
