"""Rows -> the engine's synthesis. The only place where the two meet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast
from uuid import UUID

from django.utils import translation

from palermo.commons.citing import citation_of
from palermo.commons.wording.figures import figure_text
from palermo.commons.wording.places import region_file
from palermo.ground.access.api import VISITOR
from palermo.ground.evidence.api import Figure, figures_visible_to
from palermo.ground.standards.api import body_name
from palermo.measure.surveys.models import CodedStatement, Reply, SurveyRound
from palermo.measure.surveys.words import ItemKind, Stage
from palermo_engines.kit.languages import LANGUAGES, Language
from palermo_engines.kit.places import countries
from palermo_engines.synthesis.model import (
    CitedFigure,
    Front,
    Item,
    Naming,
    Override,
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

_STATES = {
    Stage.RECEIVED: ReplyState.RECEIVED, Stage.LATE: ReplyState.LATE, Stage.ADMITTED: ReplyState.ADMITTED,
    Stage.WITHDRAWN: ReplyState.WITHDRAWN,
}  # fmt: skip
_FIGURE = re.compile(r"\{figure:([0-9a-f-]{36})\}")
_DJANGO_CODES = {"zh": "zh-hans"}


def synthesis_of(survey: SurveyRound) -> Synthesis:
    """The round as the engine reads it, as it stands now: a draft, so without a date of its own."""
    statements = list(
        survey.statements.filter(gone=False).select_related("section", "base", "hangs_on").prefetch_related("supports")
    )
    front = Front(survey.symbol, survey.titles, _body(survey.body), original=cast("Language", survey.original))
    themes = tuple(Theme(each.code, each.titles, each.level) for each in survey.sections.all())
    order = cast("Language", survey.original) if survey.keeps_order else None
    items = tuple(_item(each) for each in statements)
    return Synthesis(front, _round(survey), themes, items, tuple(_figures(statements)), order)


def _body(code: str) -> Text:
    return {language: body_name(code, language) or code for language in LANGUAGES} if code else {}


def _round(survey: SurveyRound) -> Round:
    answered = survey.replies.filter(stage__in=list(_STATES)).order_by("code")
    respondents = tuple(_respondent(reply) for reply in answered)
    return Round(str(survey.uuid), respondents, survey.sent_on, survey.deadline, survey.cut_off)


def _respondent(reply: Reply) -> Respondent:
    return Respondent(reply.code, _STATES[Stage(reply.stage)], reply.organisation, names_of(reply))


def names_of(reply: Reply) -> Text:
    """The names to print where today's list does not give them: those of the time, an organisation's, an area's of this
    instance."""
    if reply.names:
        return cast("Text", reply.names)
    if reply.organisation:
        return {language: body_name(reply.code, language) or reply.code for language in LANGUAGES}
    added = None if reply.code in countries() else countries(region_file()).get(reply.code)
    return added.short if added else {}


def _item(row: CodedStatement) -> Item:
    theme, paragraph = row.section.code, str(row.paragraph)
    hangs_on = row.hangs_on.code if row.hangs_on else ""
    if row.kind == ItemKind.REMARK:
        return Remark(row.code, theme, paragraph, row.wordings, hangs_on)
    support = tuple(Support(each.code, each.place) for each in row.supports.all())
    base = row.base.code if row.base else ""
    return Statement(
        row.code, theme, paragraph, row.wordings, support, base, row.quantifier, Naming(row.naming), hangs_on,
        _override(row),
    )  # fmt: skip


def _override(row: CodedStatement) -> Override | None:
    if not row.override or row.override_on is None:
        return None
    return Override(row.override, row.override_reason, row.override_body, row.override_on)


def figures_named(wordings: Iterable[str]) -> set[UUID]:
    """The published figures that wordings name as ``{figure:UUID}``."""
    return {UUID(match) for wording in wordings for match in _FIGURE.findall(wording)}


def _figures(rows: Iterable[CodedStatement]) -> Iterable[CitedFigure]:
    """Only published figures may be printed: whoever reads the report must be able to open them."""
    wanted = figures_named(text for row in rows for text in row.wordings.values())
    for figure in figures_visible_to(VISITOR).filter(uuid__in=wanted).select_related("source"):
        yield CitedFigure(str(figure.uuid), *_in_words(figure))


def _in_words(figure: Figure) -> tuple[Text, Text]:
    words: dict[Language, str] = {}
    citation: dict[Language, str] = {}
    for language in LANGUAGES:
        with translation.override(_DJANGO_CODES.get(language, language)):
            words[language] = figure_text(figure)
            citation[language] = f"{citation_of(figure).words}."  # type: ignore[arg-type]
    return words, citation
