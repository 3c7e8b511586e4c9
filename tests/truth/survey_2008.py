"""The survey of 2008 as coded facts: who replied, and which States stand behind which statement (E/CN.15/2008/6).

Codes and dates only; the wordings are written for this test. Latvia is cited by the document and missing from its list
of replies; Jordan and Niger stand in footnote 2 and not in footnote 1: both slips are kept as printed.
"""

from __future__ import annotations

from datetime import date

from palermo_engines.synthesis.model import (
    Front,
    Naming,
    Remark,
    ReplyState,
    Respondent,
    Round,
    Statement,
    Support,
    Synthesis,
    Text,
    Theme,
)

LISTED = "BLR BGR HRV CUB CZE SLV EST GRC HUN JPN JOR LIE MUS PHL MMR NLD NER OMN POL QAT ROU SVN UKR"
STATES = LISTED.split()
CZECH_REPUBLIC: Text = {
    "en": "Czech Republic", "fr": "République tchèque", "es": "República Checa", "ru": "Чешская Республика",
    "ar": "الجمهورية التشيكية", "zh": "捷克共和国",
}  # fmt: skip
LEAGUE: Text = {
    "en": "League of Arab States", "fr": "Ligue des États arabes", "es": "Liga de los Estados Árabes",
    "ru": "Лига арабских государств", "ar": "جامعة الدول العربية", "zh": "阿拉伯国家联盟",
}  # fmt: skip

THEMES = (
    Theme("survey", {"en": "Findings of the survey", "zh": "调查所得", "ar": "نتائج الاستقصاء"}),
    Theme("law", {"en": "Ratification and law", "zh": "批准与法律", "ar": "التصديق والتشريع"}, level=2),
    Theme("protection", {"en": "Protection of victims", "zh": "保护被害人", "ar": "حماية الضحايا"}, level=2),
)

# footnote -> (id, paragraph, quantifier, base, States in the order of the codes)
FOOTNOTES = {
    1: ("ratified", "5", "number", "", "BLR BGR HRV SLV EST HUN LVA MMR NLD OMN PHL POL ROU"),
    2: ("law_unfinished", "5", "not_all", "ratified", "EST JOR NER OMN"),
    3: ("ratifying", "5", "number", "", "LIE"),
    4: ("covered_by_law", "5", "some", "", "CZE JPN"),
    5: ("penalties", "6", "some", "", "BLR BGR LVA"),
    6: ("charged_together", "6", "some", "", "BGR CUB EST"),
    7: ("money_laundering", "6", "several", "", "BGR SLV EST JPN"),
    8: ("child_protocol", "7", "many", "", "BGR CZE SLV EST HUN JPN LIE MUS NER"),
    10: ("one_stop", "60", "some", "", "BGR HRV HUN LVA LIE POL"),
}
SHELTERS = "BLR BGR HRV CZE SLV EST JPN MUS MMR NLD NER PHL POL QAT ROU"

WORDINGS: dict[str, Text] = {
    "ratified": {
        "en": "{Count} reported having ratified the Protocol.",
        "zh": "{count}报告说，它们是议定书缔约国。",
        "ar": "أفادت {count} بأنها صدقت على البروتوكول.",
    },
    "law_unfinished": {
        "en": "{Who} had completed specific legislation.",
        "zh": "{who}都已有专门立法。",
        "ar": "أكمل {who} تشريعات محددة.",
    },
    "ratifying": {
        "en": "{Count} [was|were] in the process of ratifying it.",
        "zh": "{count}正在办理批准手续。",
        "ar": "وكانت {count} بصدد التصديق عليه.",
    },
    "covered_by_law": {
        "en": "{Who} had not ratified it but [covers|cover] the offence in domestic law.",
        "zh": "{who}尚非缔约国，但国内法涵盖此罪。",
        "ar": "و[لم يصدق|لم تصدق] عليه {who} لكن قوانينها الوطنية تشمل الجريمة.",
    },
    "penalties": {
        "en": "{Who} described penalties.",
        "zh": "{who}介绍了刑罚。",
        "ar": "[وصف|وصفت] {who} العقوبات.",
    },
    "charged_together": {
        "en": "{Who} named offences usually charged together with trafficking.",
        "zh": "{who}提到常被一并起诉的罪名。",
        "ar": "و[ذكر|ذكرت] {who} جرائم تقترن بها عادة.",
    },
    "money_laundering": {
        "en": "In {who} trafficking is a predicate offence to money-laundering.",
        "zh": "在{who}，贩运是洗钱的上游犯罪。",
        "ar": "والاتجار جريمة أصلية لغسل الأموال في {who}.",
    },
    "child_protocol": {
        "en": "{Who} had ratified or signed the Optional Protocol on the sale of children.",
        "zh": "{who}已批准或签署关于买卖儿童的任择议定书。",
        "ar": "و[صدق|صدقت] {who} على البروتوكول الاختياري أو وقعته.",
    },
    "one_stop": {
        "en": "{Who} [follows|follow] a strategy of one-stop support.",
        "zh": "{who}采用一站式支助战略{mark}。",
        "ar": "[يتبع|تتبع] {who} استراتيجية دعم من محطة واحدة.",
    },
}


def survey(states: dict[str, ReplyState] | None = None) -> Synthesis:
    """The coded survey; ``states`` sets replies of single States otherwise."""
    changed = states or {}
    respondents = [
        Respondent(code, changed.get(code, ReplyState.RECEIVED), names=CZECH_REPUBLIC if code == "CZE" else {})
        for code in STATES
    ]
    respondents.append(Respondent("LAS", organisation=True, names=LEAGUE))
    return Synthesis(
        Front("E/CN.15/2008/6", {"en": "A survey", "zh": "一项调查", "ar": "استقصاء"}, on=date(2008, 2, 5)),
        Round("2007-11-12", tuple(respondents), date(2007, 11, 12), date(2007, 12, 15), date(2008, 1, 24)),
        THEMES,
        (*_before(), *(_statement(number) for number in range(1, 9)), *_few_details(), _statement(10), *_shelters()),
        order="en",
    )


def _statement(number: int) -> Statement:
    identifier, paragraph, quantifier, base, codes = FOOTNOTES[number]
    theme = "protection" if number == 10 else "law"
    support = tuple(Support(code, f"fn{number}") for code in codes.split())
    wording = WORDINGS[identifier]
    return Statement(identifier, theme, paragraph, wording, support, base, quantifier, Naming.FOOTNOTE)


def _before() -> tuple[Remark, ...]:
    note: Text = {
        "en": "The note verbale of {sent_on} asked for replies by {deadline}; those in by {cut_off} are analysed.",
        "zh": "{sent_on}的普通照会请各国在{deadline}以前答复；分析以{cut_off}以前收到的为准。",
        "ar": "طلبت المذكرة الشفوية المؤرخة {sent_on} ردودا بحلول {deadline}؛ وحُلل ما ورد حتى {cut_off}.",
    }
    replies: Text = {
        "en": "Replies came from {replies}: {respondents}.",
        "zh": "{replies}作了答复：{respondents}。",
        "ar": "وردت ردود من {replies}: {respondents}.",
    }
    return Remark("note_verbale", "survey", "2", note), Remark("replies", "survey", "3", replies)


def _few_details() -> tuple[Remark, ...]:
    text: Text = {
        "en": "Cross-border cases were reported.",
        "zh": "各国报告了跨国案件。",
        "ar": "أُبلغ عن قضايا عابرة للحدود.",
    }
    note: Text = {
        "en": "Hardly any reply gives numbers of cases in detail, so none are estimated here.",
        "zh": "详列案件数目的答复寥寥无几，故此处不作估计。",
        "ar": "قلما فصّلت الردود أعداد القضايا، فلا تقدير هنا.",
    }
    return Remark("cross_border", "law", "10", text), Remark("few_details", "law", "10", note, "cross_border")


def _shelters() -> tuple[Statement, ...]:
    shelters: Text = {
        "en": "{states} mentioned shelters, reception centres or counselling centres.",
        "zh": "{states}提到避难所、接待中心或咨询中心{mark}。",
        "ar": "[ذكر|ذكرت] {states} مآوي أو مراكز استقبال أو مراكز مشورة.",
    }
    rules: Text = {
        "en": "{states} adopted rules for shelters that mind gender and the rights of adolescents.",
        "zh": "{states}订有收容规则，顾及性别与青少年权利。",
        "ar": "اعتمدت {states} قواعد للمآوي تراعي نوع الجنس وحقوق المراهقين.",
    }
    support = tuple(Support(code, "para. 61") for code in SHELTERS.split())
    return (
        Statement("shelters", "protection", "61", shelters, support, quantifier="number", naming=Naming.TEXT),
        Statement(
            "shelter_rules", "protection", "61", rules, (Support("SLV", "fn11"),),
            quantifier="number", naming=Naming.TEXT, footnote_of="shelters",
        ),
    )  # fmt: skip
