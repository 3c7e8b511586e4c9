"""Small documents written for these tests: a fictional concern (seasonal orchard workers), in the shape of UN documents.

Each is a list of passages; the tests set them as plain text at some width, with page furniture or without.
"""

# ruff: noqa: E501 - sentences of documents stand on one line, as a paragraph does
from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

from palermo_engines.kit.languages import Language


@dataclass(frozen=True)
class Passage:
    """``label`` is printed before the text; ``key`` is what the paragraph must be called, None for a heading."""

    label: str
    text: str
    key: str | None = None


@dataclass(frozen=True)
class Report:
    """A report in one language: its front page as printed, and its passages."""

    language: Language
    front: tuple[str, ...]
    passages: tuple[Passage, ...]
    notes: tuple[tuple[str, str], ...] = field(default=())

    @property
    def paragraphs(self) -> dict[str, str]:
        """What must be read."""
        return {passage.key: passage.text for passage in self.passages if passage.key}

    @property
    def headings(self) -> list[str]:
        """The headings that must be read."""
        return [passage.text for passage in self.passages if passage.key is None]


ENGLISH = Report(
    "en",
    (
        "United Nations                                         A/99/164",
        "General Assembly                           Distr.: General",
        "                                           17 July 2044",
        "                                           Original: English",
        "",
        "Ninety-ninth session",
        "Item 28 (a) of the preliminary list",
        "",
        "Protection of seasonal workers in orchards",
        "",
        "Report of the Secretary-General",
    ),
    (
        Passage("I.", "Introduction"),
        Passage("1.", "In its resolution 97/149 of 18 December 2042, the General Assembly called upon States to protect seasonal workers in orchards, and asked for a report on what had been done.", "1"),
        Passage("2.", "The report covers 2.5 years and rests on replies from 14 States. Of these, 12 had adopted laws and 2 were preparing them; no State reported that it had done nothing at all.", "2"),
        Passage("II.", "Measures taken by States"),
        Passage("A.", "Legislation"),
        Passage("1.", "Labour law"),
        Passage("3.", "In 2043, three States extended their labour law to seasonal workers. One of them counts hours from the moment at which a worker leaves home; two count them from the orchard gate.", "3"),
        Passage("4.", "Two States reported on penalties. The penalties range from a fine to prison.", "4"),
        Passage("2.", "Ladders"),
        Passage("5.", "States agreed to take the following steps:", "5"),
        Passage("(a)", "To count all ladders that are longer than four metres;", "5(a)"),
        Passage("(b)", "To inspect them every year, before the harvest begins and after it has ended;", "5(b)"),
        Passage("(c)", "To publish the result.", "5(c)"),
        Passage("B.", "Statistics"),
        Passage("6.", "Twenty States count seasonal workers once a year, in the month of harvest.", "6"),
        Passage("III.", "Conclusions"),
        Passage("7.", "Much has been done, but ladders remain dangerous.", "7"),
    ),
)  # fmt: skip

CHINESE = Report(
    "zh",
    ("第九十九届会议", "临时议程项目 3", "", "果园季节性工人的保护", "", "秘书长的报告"),
    (
        Passage("一.", "导言"),
        Passage("1.", "大会在其第97/149号决议中呼吁各国保护果园的季节性工人，并请秘书长就各国所采取的措施提出报告。本报告即根据该决议编写。", "1"),
        Passage("2.", "本报告以14个国家的答复为基础。其中12个国家已经通过法律，另有2个国家正在起草法律；没有任何国家表示未采取任何措施。", "2"),
        Passage("二.", "各国采取的措施"),
        Passage("A.", "立法"),
        Passage("1.", "劳动法"),
        Passage("3.", "2043年，三个国家将其劳动法的适用范围扩大到季节性工人。其中一个国家从工人离家之时起计算工时，另外两个国家从进入果园大门之时起计算。", "3"),
        Passage("2.", "梯子"),
        Passage("4.", "各国商定采取下列步骤：", "4"),
        Passage("(a)", "清点所有长度超过四米的梯子；", "4(a)"),
        Passage("(b)", "每年在收获开始之前和结束之后对梯子进行检查，并将检查结果告知工人；", "4(b)"),
        Passage("B.", "统计"),
        Passage("5.", "20个国家每年在收获月份对季节性工人进行一次统计，统计结果通常在次年春季公布。", "5"),
        Passage("三.", "结论"),
        Passage("6.", "各国已经做了许多工作，但是梯子仍然十分危险。", "6"),
    ),
)  # fmt: skip

FRENCH = Report(
    "fr",
    ("Assemblée générale", "Quatre-vingt-dix-neuvième session", "Point 28 a) de la liste préliminaire", "",
     "Protection des travailleurs saisonniers", "", "Rapport du Secrétaire général"),
    (
        Passage("I.", "Introduction"),
        Passage("1.", "Dans sa résolution 97/149, l'Assemblée générale a engagé les États à protéger les travailleurs saisonniers « des vergers », et demandé un rapport sur les mesures prises.", "1"),
        Passage("2.", "Le rapport repose sur les réponses de 14 États. Douze d'entre eux avaient adopté des lois ; deux en préparaient.", "2"),
        Passage("II.", "Mesures prises par les États"),
        Passage("A.", "Échelles"),
        Passage("3.", "Les États sont convenus des mesures suivantes :", "3"),
        Passage("a)", "Compter toutes les échelles de plus de quatre mètres ;", "3(a)"),
        Passage("b)", "Les inspecter chaque année, avant et après la récolte, et publier les résultats.", "3(b)"),
        Passage("B.", "Statistiques"),
        Passage("4.", "Vingt États comptent les travailleurs saisonniers une fois par an, au mois de la récolte.", "4"),
    ),
)  # fmt: skip

SPANISH = Report(
    "es",
    ("Asamblea General", "Nonagésimo noveno período de sesiones", "Tema 28 a) de la lista preliminar", "",
     "Protección de los trabajadores de temporada", "", "Informe del Secretario General"),
    (
        Passage("I.", "Introducción"),
        Passage("1.", "En su resolución 97/149, la Asamblea General exhortó a los Estados a que protegieran a los trabajadores de temporada y solicitó un informe sobre las medidas adoptadas.", "1"),
        Passage("2.", "El informe se basa en las respuestas de 14 Estados, de los cuales 12 habían aprobado leyes y 2 las estaban preparando.", "2"),
        Passage("II.", "Medidas adoptadas"),
        Passage("3.", "Los Estados convinieron en lo siguiente:", "3"),
        Passage("a)", "Contar todas las escaleras de más de cuatro metros;", "3(a)"),
        Passage("b)", "Inspeccionarlas cada año, antes y después de la cosecha.", "3(b)"),
        Passage("4.", "Veinte Estados cuentan a los trabajadores de temporada una vez al año, en el mes de la cosecha.", "4"),
    ),
)  # fmt: skip

RUSSIAN = Report(
    "ru",
    ("Генеральная Ассамблея", "Девяносто девятая сессия", "Пункт 28 a) предварительной повестки дня", "",
     "Защита сезонных рабочих", "", "Доклад Генерального секретаря"),
    (
        Passage("I.", "Введение"),
        Passage("1.", "В своей резолюции 97/149 Генеральная Ассамблея призвала государства защитить сезонных рабочих в садах и просила представить доклад о принятых мерах.", "1"),
        Passage("2.", "В основу доклада положены ответы 14 государств, из которых 12 приняли законы, а 2 готовили их.", "2"),
        Passage("II.", "Меры, принятые государствами"),
        Passage("A.", "Лестницы"),
        Passage("3.", "Государства договорились принять следующие меры:", "3"),
        Passage("a)", "пересчитать все лестницы длиной более четырех метров;", "3(a)"),
        Passage("b)", "проверять их каждый год до начала сбора урожая и после его окончания.", "3(b)"),
        Passage("B.", "Статистика"),
        Passage("4.", "Двадцать государств подсчитывают сезонных рабочих один раз в год, в месяц сбора урожая.", "4"),
    ),
)  # fmt: skip

ARABIC = Report(
    "ar",
    ("الجمعية العامة", "الدورة التاسعة والتسعون", "البند ٢٨ (أ) من القائمة الأولية", "",
     "حماية العمال الموسميين", "", "تقرير الأمين العام"),
    (
        Passage("أولا -", "مقدمة"),
        Passage("١ -", "أهابت الجمعية العامة في قرارها 97/149 بالدول أن تحمي العمال الموسميين في البساتين، وطلبت تقديم تقرير عن التدابير المتخذة في هذا الشأن.", "1"),
        Passage("٢ -", "ويستند التقرير إلى ردود واردة من ١٤ دولة، اعتمدت ١٢ منها قوانين، وكانت دولتان تعدان قوانين.", "2"),
        Passage("ثانيا -", "التدابير التي اتخذتها الدول"),
        Passage("ألف -", "السلالم"),
        Passage("٣ -", "واتفقت الدول على اتخاذ الخطوات التالية:", "3"),
        Passage("(أ)", "عد جميع السلالم التي يزيد طولها على أربعة أمتار؛", "3(أ)"),
        Passage("(ب)", "تفتيشها كل سنة قبل بدء الحصاد وبعد انتهائه.", "3(ب)"),
        Passage("باء -", "الإحصاءات"),
        Passage("٤ -", "وتحصي عشرون دولة العمال الموسميين مرة كل سنة في شهر الحصاد.", "4"),
    ),
)  # fmt: skip

REPORTS = (ENGLISH, CHINESE, FRENCH, SPANISH, RUSSIAN, ARABIC)


def set_in_lines(text: str, width: int, chinese: bool) -> list[str]:
    """A passage broken into printed lines."""
    if chinese:
        return [text[start : start + width] for start in range(0, len(text), width)]
    return textwrap.wrap(text, width, break_long_words=False)


def printed(report: Report, width: int, *, spaced: bool = False) -> list[str]:
    """The document as lines, paragraphs parted by a blank line (or every line, when ``spaced``)."""
    lines = [*report.front, ""]
    for passage in report.passages:
        gap = "" if report.language == "zh" and passage.key else " "
        body = set_in_lines(f"{passage.label}{gap}{passage.text}", width, report.language == "zh")
        for line in body:
            lines.extend([line, ""] if spaced else [line])
        if not spaced:
            lines.append("")
    return lines
