"""Who sees which evidence, what is one thing, and what a figure may not say."""

from __future__ import annotations

from datetime import date
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
    conflicts,
    figures_visible_to,
    read_breakdown,
    record_figures,
    sources_visible_to,
    spell_breakdown,
    treaty_actions_visible_to,
)
from palermo_engines.kit.errors import InputError

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
            record_figures([_figure(source, status=status.value)])
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


@pytest.mark.django_db
def test_conflicts_are_other_values_ranges_or_qualifiers_of_one_thing() -> None:
    with audit.act(SYSTEM, "ground.test.done", object_kind="test"):
        source = _source()
        record_figures(
            [
                _figure(source, subject="XAA", value=Decimal(169)),
                _figure(source, subject="XAA", value=Decimal(173)),
                _figure(source, subject="XBB"),
                _figure(source, subject="XBB"),  # the same twice is no conflict
                _figure(source, subject="XCC", qualifier="about"),
                _figure(source, subject="XCC"),
                _figure(source, subject="XDD", high=Decimal(9)),
                _figure(source, subject="XDD"),
                _figure(source, measure="", value=Decimal(1)),
                _figure(source, measure="", value=Decimal(2)),
                *(_figure(source, subject="XEE", value=Decimal(n), **{field: text}) for n, (field, text) in enumerate(
                    [("period", "2021"), ("as_of", "2021-05"), ("scope", "convicted"), ("breakdown", "sex=female")]
                )),
            ]
        )  # fmt: skip
    found = [(group[0].subject, len(group)) for group in conflicts(figures_visible_to(VISITOR))]
    assert found == [("XAA", 2), ("XCC", 2), ("XDD", 2)]


@pytest.mark.django_db
def test_recording_works_out_the_days_of_a_period() -> None:
    with audit.act(SYSTEM, "ground.test.done", object_kind="test"):
        stored = record_figures(_figure(_source(), period="2018-10/2020-02") for _ in range(2))
    assert stored == 2
    for figure in Figure.objects.all():
        assert (figure.period_first, figure.period_last) == (date(2018, 10, 1), date(2020, 2, 29))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"period": "the year 2020"},
        {"as_of": "2020-13"},
        {"breakdown": "sex=female;age=child"},
        {"high": Decimal(3)},
        {"suppressed": True},
    ],
)
def test_a_figure_that_contradicts_itself_is_refused_with_its_place(fields: dict[str, Any]) -> None:
    with audit.act(SYSTEM, "ground.test.done", object_kind="test"):
        with pytest.raises(InputError) as refusal:
            record_figures([_figure(_source()), _figure(_source(), **fields)])
        assert refusal.value.where == "A!2"
        assert not Figure.objects.exists()


@given(st.dictionaries(CODES, CODES | st.text(min_size=1, max_size=30).filter(str.strip).map(as_printed), max_size=4))
def test_a_breakdown_reads_back_as_it_was_spelled(parts: dict[str, str]) -> None:
    assert read_breakdown(spell_breakdown(parts)) == parts


@pytest.mark.parametrize("text", ["sex", "sex=", "=female", "sex=female;", "sex=female;age=child", "a=b;a=c", 'a="b'])
def test_other_spellings_of_a_breakdown_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_breakdown(text)
