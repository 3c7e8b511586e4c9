"""The figures that records yield, in the same transaction as the record (decision 0024).

Evidence shows accepted figures to everybody who reads unpublished ones. So a record states figures only as far as
every reader of drafts may read it: what a register or field keeps for some roles or one's own body never becomes one,
and can be asked for by those it is for (``totals``). "None known" is not zero (rule 6) and a figure has no word for it:
none is stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol
from uuid import UUID

from django.utils import timezone

from palermo.ground.evidence.api import spell_breakdown
from palermo.ground.evidence.models import Figure, Source
from palermo.ground.evidence.words import FigureStatus, Origin, SourceKind
from palermo.ground.registers.deriving import derivation
from palermo.ground.registers.models import RegisterBook
from palermo.ground.registers.rows import in_batches, insert_rows, reserve_keys
from palermo.ground.registers.rules import fields_named, inputs_of
from palermo_engines.kit.periods import days_of
from palermo_engines.registers.measuring import Stated, figures_of
from palermo_engines.registers.model import Declaration, Field, MeasureOf, Role, State, in_language

_SCOPE = Figure._meta.get_field("scope").max_length or 80


class Stating(Protocol):
    """What a record must tell to state figures."""

    @property
    def uuid(self) -> UUID: ...
    @property
    def code(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def values(self) -> Mapping[str, Any]: ...


_SAME = (
    "measure", "subject", "value", "high", "qualifier", "unit", "period", "as_of", "breakdown", "scope", "locator",
)  # fmt: skip
NONE_KNOWN = "none_known"
_LIVE = (FigureStatus.ACCEPTED.value, FigureStatus.PUBLISHED.value)


def source_of(book: RegisterBook, declaration: Declaration) -> Source:
    """The source that figures of the register cite, made at the first need. It is hidden while figures stand that an
    earlier declaration stated: they may tell what is hidden now."""
    title = in_language(declaration.title, "en")
    published = declaration.visibility.level == "public" and book.derived == derivation(declaration)
    if book.source is None:
        book.source = Source.objects.create(
            kind=SourceKind.REGISTER.value, key=declaration.id, title=title, published=published
        )
        book.save(update_fields=["source"])
    elif (book.source.title, book.source.published) != (title, published):
        book.source.title, book.source.published = title, published
        book.source.save(update_fields=["title", "published"])
    return book.source


def status_of(declaration: Declaration, measure: MeasureOf, state: State | None) -> FigureStatus | None:
    """What a figure of the measure is while its record is in ``state``; None: it is not stated."""
    levels = {declaration.visibility.level, *_levels(declaration, measure)}
    if state is None or measure.grain != "record" or levels - {"public", "members"}:
        return None
    if state.public:
        return FigureStatus.PUBLISHED if levels == {"public"} else FigureStatus.ACCEPTED
    return None if state.end else FigureStatus.ACCEPTED


def _levels(declaration: Declaration, measure: MeasureOf) -> Iterator[str]:
    return (field.visible.level for field in fields_of(declaration, measure))


def fields_of(declaration: Declaration, measure: MeasureOf) -> Iterator[Field]:
    """Every field that a figure of the measure tells something about, its condition and computed inputs included."""
    subject = measure.subject or getattr(declaration.with_role(Role.COUNTRY), "id", "")
    names = {measure.of, measure.period, measure.as_of, measure.scope, subject, *measure.by}
    names |= fields_named(measure.when)
    for field in declaration.fields:
        if field.id in names:
            yield field
            yield from inputs_of(declaration, field)


def restate(book: RegisterBook, declaration: Declaration, record: Stating) -> int:
    """Bring the figures of a record in line with its content and state; returns how many it states now.

    What was published and is no longer said stays as withdrawn, so that no citation leads nowhere.
    """
    wanted = figures_for(book, declaration, [record])
    held = {_same(figure): figure for figure in _live_figures(book, [record.code])}
    for figure in wanted:
        known = held.pop(_same(figure), None)
        if known is not None and known.status != figure.status:
            Figure.objects.filter(pk=known.pk).update(status=figure.status)
        figure.pk = known.pk if known else None
    retire(held.values())
    _insert([figure for figure in wanted if figure.pk is None])
    return len(wanted)


def state_all(book: RegisterBook, declaration: Declaration, records: Sequence[Stating]) -> int:
    """State the figures of new records; returns how many."""
    figures = figures_for(book, declaration, records)
    _insert(figures)
    return len(figures)


def withdraw_all(book: RegisterBook, codes: Sequence[str]) -> None:
    """Records are gone: what they published is withdrawn, the rest deleted."""
    retire(_live_figures(book, codes))


def retire(figures: Iterable[Figure]) -> None:
    """Withdraw published figures, delete those that nobody outside saw."""
    for some in in_batches(list(figures)):
        keys = [figure.pk for figure in some]
        Figure.objects.filter(pk__in=keys, status=FigureStatus.PUBLISHED.value).update(
            status=FigureStatus.WITHDRAWN.value
        )
        Figure.objects.filter(pk__in=keys, status=FigureStatus.ACCEPTED.value).delete()


def figures_for(book: RegisterBook, declaration: Declaration, records: Sequence[Stating]) -> list[Figure]:
    """The figures that ``records`` state, not yet stored; parts point at their total."""
    if not any(measure.grain == "record" for measure in declaration.measures):
        return []
    found: list[Figure] = []
    for record in records:
        found += _figures_of(book, declaration, record)
    return found


def _figures_of(book: RegisterBook, declaration: Declaration, record: Stating) -> Iterator[Figure]:
    state = declaration.state(record.state)
    statuses = {each.id: status_of(declaration, each, state) for each in declaration.measures}
    if state is None or not any(statuses.values()):
        return
    made: dict[int, Figure] = {}
    for place, stated in enumerate(figures_of(declaration, record.values, state, today=timezone.localdate())):
        status = statuses.get(stated.measure)
        if status is not None and stated.qualifier != NONE_KNOWN:
            made[place] = _figure(source_of(book, declaration), record, stated, status)
            made[place].part_of = made.get(stated.part_of) if stated.part_of is not None else None
            yield made[place]


def _figure(source: Source, record: Stating, stated: Stated, status: FigureStatus) -> Figure:
    first, last = _days(stated.period)
    return Figure(
        source=source,
        locator=record.code,
        origin=Origin.REGISTER.value,
        origin_uuid=record.uuid,
        status=status.value,
        measure=stated.measure,
        subject=stated.subject,
        value=stated.value,
        high=stated.high,
        qualifier=stated.qualifier,
        unit=stated.unit,
        period=stated.period,
        period_first=first,
        period_last=last,
        as_of=stated.as_of,
        breakdown=spell_breakdown(stated.breakdown),
        scope=stated.scope[:_SCOPE],
    )


def _days(period: str) -> tuple[date | None, date | None]:
    if not period:
        return None, None
    days = days_of(period)
    return days.first, days.last


def _insert(figures: Sequence[Figure]) -> None:
    """Totals and their parts at once: their keys are reserved first."""
    for figure, key in zip(figures, reserve_keys(Figure, len(figures)) if figures else (), strict=True):
        figure.pk = key
    for figure in figures:
        figure.part_of_id = figure.part_of.pk if figure.part_of else None
    insert_rows(Figure, figures)


def _live_figures(book: RegisterBook, codes: Sequence[str]) -> Iterator[Figure]:
    if book.source_id is None:
        return
    for some in in_batches(codes):
        yield from Figure.objects.filter(source_id=book.source_id, locator__in=some, status__in=_LIVE)


def _same(figure: Figure) -> tuple[Any, ...]:
    """What two figures of one record must share to be one: everything but status. 100 and 100.0000 are one value."""
    return tuple(
        part.normalize() if isinstance(part, Decimal) else part for part in (getattr(figure, name) for name in _SAME)
    )
