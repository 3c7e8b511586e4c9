"""Directives of resolutions: verbs, codes and addressees."""
# ruff: noqa: E501 - sentences in tables; a Chinese character counts as two columns

from __future__ import annotations

import pytest

from palermo_engines.documents.model import ParagraphKind
from palermo_engines.extraction.directives import find_directives
from palermo_engines.kit.languages import Language
from tests.engines.extraction.texts import read

MS, SP = ("member_states",), ("states_parties",)


def directives(text: str, language: Language) -> list[tuple[str, str, tuple[str, ...]]]:
    found = find_directives(read(text, language, ParagraphKind.OPERATIVE))
    return [(directive.verb, directive.verb_code, directive.addressees) for directive in found]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("zh", "敦促尚未加入该议定书的会员国考虑加入，并敦促缔约国予以执行；", [("敦促", "urges", MS), ("敦促", "urges", SP)]),
        ("zh", "还鼓励会员国增强主管部门的能力；", [("还鼓励", "encourages", MS)]),
        ("zh", "强调需要制定政策，鼓励受害者举报犯罪；", [("强调", "stresses", ())]),
        ("zh", "鼓励会员国利用此类信息，支持良好做法，确定技术援助需求；", [("鼓励", "encourages", MS)]),
        ("zh", "邀请联合国打击跨国有组织犯罪公约缔约方会议设立的贩运人口问题工作组审议建议；", [("邀请", "invites", ("WG_TIP",))]),
        ("zh", "鼓励公共部门和私营部门建立伙伴关系；", [("鼓励", "encourages", ("public_sector", "private_sector"))]),
        ("zh", "请秘书长向大会报告本决议的执行情况。", [("请", "requests", ("secretary_general",))]),
        ("zh", "赞赏地注意到联合国毒品和犯罪问题办公室的工作，并请办公室继续向会员国提供援助；", [("赞赏地注意到", "notes_with_appreciation", ("UNODC",)), ("请", "requests", ("UNODC",))]),
        ("en", "Requests the Secretary-General to report, and decides to include the item in the agenda.", [("Requests", "requests", ("secretary_general",)), ("decides", "decides", ())]),
        ("en", "Also encourages Member States to strengthen cooperation;", [("Also encourages", "encourages", MS)]),
        (
            "en",
            "Notes with appreciation the report of the United Nations Office on Drugs and Crime, looks forward to the "
            "next report, and requests the Office to continue to collect information;",
            [
                ("Notes with appreciation", "notes_with_appreciation", ("UNODC",)),
                ("looks forward", "looks_forward", ("UNODC",)),
                ("requests", "requests", ("UNODC",)),
            ],
        ),
        ("en", "Stresses the need for policies that encourage victims to report;", [("Stresses", "stresses", ())]),
        ("en", "Calls upon States parties to share data, requests for which may be made at any time;",
         [("Calls upon", "calls_upon", SP)]),
        ("fr", "Prie également le Secrétaire général de lui faire rapport;",
         [("Prie également", "requests", ("secretary_general",))]),
        ("fr", "Note également avec satisfaction le rapport;",
         [("Note également avec satisfaction", "notes_with_appreciation", ())]),
        ("es", "Exhorta a los Estados Miembros a que cooperen;", [("Exhorta", "calls_upon", MS)]),
        ("ru", "настоятельно призывает государства-члены сотрудничать;", [("настоятельно призывает", "urges", MS)]),
        ("ar", "تحث الدول الأعضاء على التعاون، وتحث الدول الأطراف على تنفيذه؛", [("تحث", "urges", MS), ("تحث", "urges", SP)]),
    ],
)  # fmt: skip
def test_verbs_and_addressees(language: Language, text: str, found: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert directives(text, language) == found


def test_only_paragraphs_that_direct_have_directives() -> None:
    assert find_directives(read("敦促会员国加强合作。", "zh")) == []
    assert find_directives(read("Urges Member States to cooperate.", "en", ParagraphKind.PREAMBULAR)) == []
