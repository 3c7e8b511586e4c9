"""No cache keeps what a signed-in reader or a program was answered; public pages may be kept."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.ground.people import person_with, sign_in
from tests.site.crawling import crawl
from tests.site.planting import plant_figures

pytestmark = pytest.mark.django_db


def test_whatever_a_signed_in_reader_opens_is_kept_nowhere(client: Client) -> None:
    plant_figures()
    sign_in(client, person_with("coordinator"))
    visits = list(crawl(client, "/desk/", at_most=80, each_shape=2))
    assert len(visits) > 30
    kept = [each.address for each in visits if "no-store" not in each.response.get("Cache-Control", "")]
    assert kept == []


@pytest.mark.parametrize("address", ["/desk/no-such-page/", "/api/v1/no-such-thing", "/%00"])
def test_not_even_errors(client: Client, address: str) -> None:
    sign_in(client, person_with("coordinator"))
    answer = client.get(address)
    assert answer.status_code >= 400
    assert "no-store" in answer.headers["Cache-Control"]


def test_signing_in_and_out_are_kept_nowhere(client: Client) -> None:
    sign_in(client, person_with("reviewer"))
    assert "no-store" in client.post("/account/logout/").headers["Cache-Control"]


def test_programs_are_answered_afresh(client: Client) -> None:
    answer = client.get("/api/v1/registers", headers={"authorization": "Bearer palermo_nonsense"})
    assert "no-store" in answer.headers["Cache-Control"]


def test_public_pages_say_nothing_of_it(client: Client) -> None:
    plant_figures()
    for address in ("/", "/about/", "/registers/"):
        assert "Cache-Control" not in client.get(address).headers, address
