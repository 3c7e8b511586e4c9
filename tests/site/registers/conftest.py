"""Registers of a fictional house, as files in a folder of their own, and the people who work with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from palermo.ground.access.api import create_token
from palermo_engines.registers.model import Declaration
from tests.ground.people import person_with, sign_in, web_actor
from tests.ground.registers.conftest import Declare, declare
from tests.site.registers.samples import MEETINGS, TRAININGS

__all__ = ["declare"]

SCOPES = (
    "ground.register.read_unpublished", "ground.register.write", "ground.register.decide", "ground.register.import",
    "ground.register.comment",
)  # fmt: skip
TokenFor = Callable[..., dict[str, str]]


@pytest.fixture
def trainings(declare: Declare) -> Declaration:
    """The register of trainings (``samples.TRAININGS``), which has a field of every kind that pages treat apart."""
    declare(MEETINGS)
    return declare(TRAININGS)


@pytest.fixture
def staff() -> Client:
    """A coordinator's browser."""
    client = Client()
    sign_in(client, person_with("coordinator"))
    return client


@pytest.fixture
def token_for() -> TokenFor:
    """``token_for("coordinator")``: the header of a program of such a person; scopes as given, or all of registers."""

    def made(*roles: str, scopes: tuple[str, ...] = SCOPES) -> dict[str, str]:
        actor: Any = web_actor(person_with(*roles))
        return {"Authorization": f"Bearer {create_token(actor, label='a program', scopes=scopes).secret}"}

    return made
