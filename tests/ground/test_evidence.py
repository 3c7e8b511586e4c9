"""Who sees which evidence, what is told once, and how a breakdown is spelled."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.ground.access.api import SYSTEM, VISITOR, Actor
from palermo.ground.audit import api as audit
from palermo.ground.evidence.api import (
    Figure,
    FigureStatus,
    Source,
    TreatyAction,
    as_printed,
    figures_visible_to,
    read_breakdown,
    sources_visible_to,
    spell_breakdown,
    told_once,
    treaty_actions_visible_to,
)

READER = Actor("p-reader", "web", permissions=frozenset({"measure.figure.read_unpublished"}))
WITHOUT_SEAT = Actor("p-nobody", "web", person_id=1, second_factor=True)
CODES = st.text("abcdefghijklmnopqrstuvwxyz_中ع", min_size=1, max_size=12)


def _source(*, published: bool = True) -> Source:
    return Source.objects.create(kind="dataset", key="trade", title="A dataset", published=published)


def _figure(source: Source, **fields: Any) -> Figure:
    defaults: dict[str, Any] = {
        "measure": "victims_detected", "subject": "XAA", "period": "2020", "value": Decimal(7), "origin": "dataset",
        "status": "published", "locator": "A!2",
    }  # fmt: skip
    return Figure(source=source, **(defaults | fields))


@pytest.mark.django_db
def test_strangers_see_published_evidence_of_published_sources_only() -> None:
    with audit.act(SYSTEM, "ground.test.done", object_kind="test"):
        for published, status in product((True, False), FigureStatus):
            source = _source(published=published)
            _figure(source, status=status.value).save()
            TreatyAction.objects.create(
                source=source,
                origin="dataset",
                status=status.value,
                instrument="tip",
                kind="ratification",
                country="XAA",
            )

    def seen(actor: Actor, **how: bool) -> set[tuple[bool, str]]:
        figures = {(figure.source.published, figure.status) for figure in figures_visible_to(actor, **how)}
        assert figures == {(a.source.published, a.status) for a in treaty_actions_visible_to(actor, **how)}
        return figures

    for stranger in (VISITOR, WITHOUT_SEAT):
        assert seen(stranger) == {(True, "published")}
        assert seen(stranger, include_withdrawn=True) == {(True, "published"), (True, "withdrawn")}
        assert all(source.published for source in sources_visible_to(stranger))
    assert seen(READER) == set(product((True, False), ("published", "accepted")))
    assert sources_visible_to(READER).count() == 6


def _versions(**fields: Any) -> list[Figure]:
    """The same statement in an English and a Chinese version of one document, and in a Chinese note beside it."""
    english, chinese, note = (
        Source.objects.create(kind="document", key=key, title="T", language=language, published=True)
        for key, language in (("X/1", "en"), ("X/1", "zh"), ("", "zh"))
    )
    figures = [_figure(english, language="en"), _figure(chinese, language="zh", **fields), _figure(note, language="zh")]
    return [_saved(figure) for figure in figures]


def _saved(figure: Figure) -> Figure:
    figure.save()
    return figure


@pytest.mark.django_db
def test_a_statement_of_several_language_versions_is_told_once_in_the_readers_language() -> None:
    with audit.act(SYSTEM, "ground.test.done", object_kind="test"):
        english, chinese, note = _versions()
    assert told_once([english, chinese, note], "zh") == [chinese, note]
    assert chinese.also_in == (english,)
    assert told_once([english, chinese, note], "ru") == [english, note]
    assert english.also_in == (chinese,)


@pytest.mark.django_db
@pytest.mark.parametrize("other", [{"value": Decimal(8)}, {"locator": "9"}, {"qualifier": "about"}, {"period": "2021"}])
def test_language_versions_that_differ_are_both_told(other: dict[str, Any]) -> None:
    with audit.act(SYSTEM, "ground.test.done", object_kind="test"):
        versions = _versions(**other)
    assert told_once(versions, "zh") == versions


@pytest.mark.django_db
def test_one_document_may_say_the_same_twice_and_is_no_version_of_itself() -> None:
    with audit.act(SYSTEM, "ground.test.done", object_kind="test"):
        source = _source()
        twice = [_saved(_figure(source, language="en")) for _ in range(2)]
    assert told_once(twice, "en")[0].also_in == ()


@given(st.dictionaries(CODES, CODES | st.text(min_size=1, max_size=30).filter(str.strip).map(as_printed), max_size=4))
def test_a_breakdown_reads_back_as_it_was_spelled(parts: dict[str, str]) -> None:
    assert read_breakdown(spell_breakdown(parts)) == parts


@pytest.mark.parametrize("text", ["sex", "sex=", "=female", "sex=female;", "sex=female;age=child", "a=b;a=c", 'a="b'])
def test_other_spellings_of_a_breakdown_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_breakdown(text)
