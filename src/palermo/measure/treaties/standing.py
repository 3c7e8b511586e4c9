"""What a treaty's page shows: every participant's deeds, the count over time, and what documents say of the count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from palermo.commons.charts import Area, Cell, LineChart, Point, Series, State, WorldMap
from palermo.ground.access.api import Actor
from palermo.ground.evidence.api import figures_visible_to
from palermo.ground.evidence.models import Figure, TreatyAction
from palermo.ground.evidence.words import Origin
from palermo.ground.standards.api import CONSENTS, Instrument
from palermo.measure.fresh import kept_while_fresh
from palermo.measure.models import Release
from palermo.measure.releases import standing_releases
from palermo.measure.treaties.counting import Consent, PartyCount, count_parties, steps
from palermo.measure.treaties.queries import consents_to, register_actions
from palermo.measure.wording import places_in_order
from palermo.measure.words import DatasetKind
from palermo_engines.kit.periods import Period, days_of

PARTY, UNCERTAIN, SIGNATORY = 1, 2, 3
MEASURES = {"XVIII-12": "convention_parties", "XVIII-12-a": "protocol_parties"}
"""Which measure of standards/measures.yaml counts the parties of an instrument."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A State or organisation with what it did, the oldest first, and its standing on the day shown."""

    code: str
    name: str
    standing: int
    signed: TreatyAction | None
    consented: TreatyAction | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """A count printed in a document beside the register's for the same day. ``agrees`` is False when they cannot both
    be true; ``days`` is the as-of date, or the document's own date when it names none."""

    figure: Figure
    days: str
    count: PartyCount
    agrees: bool


@kept_while_fresh
def participants(actor: Actor, instrument: str, day: date) -> tuple[Participant, ...]:
    """Everyone the register knows for an instrument, alphabetical in the reader's language."""
    deeds: dict[str, list[TreatyAction]] = defaultdict(list)
    for action in _actions(actor, instrument):
        deeds[action.country].append(action)
    return tuple(_participant(code, name, deeds[code], day) for code, name in places_in_order(set(deeds)))


@kept_while_fresh
def _actions(actor: Actor, instrument: str) -> tuple[TreatyAction, ...]:
    return tuple(register_actions(actor, instrument).select_related("source").order_by("first", "pk"))


def _participant(code: str, name: str, deeds: Sequence[TreatyAction], day: date) -> Participant:
    signed = next((deed for deed in deeds if deed.kind == "signature"), None)
    consented = next((deed for deed in deeds if deed.kind in CONSENTS), None)
    return Participant(code, name, _standing(signed, consented, day), signed, consented)


def _standing(signed: TreatyAction | None, consented: TreatyAction | None, day: date) -> int:
    if consented and consented.last and consented.last <= day:
        return PARTY
    if consented and consented.first and consented.first <= day:
        return UNCERTAIN
    return SIGNATORY if signed and signed.last and signed.last <= day else 0


@kept_while_fresh
def kept_consents(actor: Actor, instrument: str) -> tuple[Consent, ...]:
    return tuple(consents_to(actor, instrument))


def parties_chart(actor: Actor, instrument: Instrument, name: str) -> LineChart | None:
    """The count over time; a band where days are uncertain."""
    points = tuple(
        Point(
            step.day,
            Cell(State.EXACT, Decimal(step.low))
            if step.low == step.high
            else Cell(State.QUALIFIED, Decimal(step.low), Decimal(step.high), f"{step.low}–{step.high}"),
        )
        for step in steps(kept_consents(actor, instrument.code))
    )
    if not points:
        return None
    title = _("Parties to the %(treaty)s over time") % {"treaty": name}
    return LineChart(title, (Series(_("Parties"), points, step=True),))


def participation_map(found: Iterable[Participant], name: str, day: str) -> WorldMap:
    levels = (_("party"), _("party on an uncertain day"), _("signatory, not a party"))
    areas = tuple(Area(item.code, item.standing, levels[item.standing - 1]) for item in found if item.standing)
    title = _("Participation in the %(treaty)s on %(day)s") % {"treaty": name, "day": day}
    return WorldMap(title, areas, levels, _("Standing"))


def agreements(actor: Actor, instrument: str) -> list[Agreement]:
    """Counts that visible documents print, oldest first, each beside the register's."""
    measure = MEASURES.get(instrument)
    if measure is None:
        return []
    printed = figures_visible_to(actor).filter(measure=measure, subject="", part_of=None)
    printed = printed.exclude(origin=Origin.DATASET.value).select_related("source")
    found = [_agreement(actor, instrument, figure) for figure in printed.order_by("as_of", "source__dated", "pk")]
    return sorted((item for item in found if item), key=lambda item: item.days)


def _agreement(actor: Actor, instrument: str, figure: Figure) -> Agreement | None:
    days = figure.as_of or figure.source.dated
    period = _period(days)
    if period is None:
        return None
    count = count_parties(kept_consents(actor, instrument), period)
    return Agreement(figure, days, count, count.agrees_with(int(figure.value)))


def _period(text: str) -> Period | None:
    try:
        return days_of(text) if text else None
    except ValueError:
        return None


def registers(instrument: str) -> list[Release]:
    """The standing registers that have the instrument: what a count is counted from."""
    return [
        release
        for release in standing_releases(DatasetKind.TREATIES)
        if instrument in release.report.get("known_until", {})
    ]


def known_until(instrument: str) -> str:
    """The latest day the standing registers speak of; empty when none has the instrument."""
    return known_days().get(instrument, "")


@kept_while_fresh
def known_days() -> Mapping[str, str]:
    """For each instrument of the standing registers the latest day they speak of."""
    latest: dict[str, str] = {}
    for release in standing_releases(DatasetKind.TREATIES):
        for instrument, day in release.report.get("known_until", {}).items():
            latest[instrument] = max(latest.get(instrument, ""), day)
    return latest
