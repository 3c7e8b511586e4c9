"""What a country did about each treaty of the register, and about treaties that documents name."""

from __future__ import annotations

from dataclasses import dataclass

from palermo.ground.access.api import Actor
from palermo.ground.evidence.api import TreatyAction
from palermo.ground.standards.api import CONSENTS, instruments
from palermo.measure import api as measure


@dataclass(frozen=True, slots=True)
class Participation:
    """A treaty with the country's signature and act of becoming a party; both None when the register knows neither."""

    instrument: str
    known_until: str
    signed: TreatyAction | None
    consented: TreatyAction | None


def participation_of(actor: Actor, country: str) -> list[Participation]:
    """One line for every treaty that the register knows, in the order of the list of treaties."""
    deeds = list(measure.actions_of(actor, country))
    known = measure.known_days()
    return [
        Participation(
            code,
            known[code],
            next((deed for deed in deeds if deed.instrument == code and deed.kind == "signature"), None),
            next((deed for deed in deeds if deed.instrument == code and deed.kind in CONSENTS), None),
        )
        for code in instruments()
        if code in known
    ]
