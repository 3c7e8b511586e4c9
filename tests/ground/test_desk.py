"""The pages of those who run the instance: who sees which, written out, and what they do there."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from palermo.ground.access.api import console, create_organisation, open_account
from palermo.ground.access.models import Holding, Seat
from palermo.ground.audit.models import Event
from palermo.ground.people.api import Person
from tests.ground.people import person_with, sign_in

pytestmark = pytest.mark.django_db

# Written out on purpose: a gate with another permission in it must fail here.
WHO_SEES = {
    "/desk/": {"reader", "documentalist", "reviewer", "publisher", "auditor", "steward"},
    "/desk/people/": {"steward"},
    "/desk/people/new/": {"steward"},
    "/desk/seats/": {"steward"},
    "/desk/tokens/": {"documentalist", "reviewer", "publisher"},
    "/desk/audit/": {"auditor", "steward"},
    "/desk/jobs/": {"reader", "documentalist", "reviewer", "publisher", "steward"},
}
ROLES = ("reader", "documentalist", "reviewer", "publisher", "auditor", "steward")


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_which_page(client: Client, role: str) -> None:
    sign_in(client, person_with(role))
    for address, seers in WHO_SEES.items():
        assert client.get(address).status_code == (200 if role in seers else 404), f"{role} at {address}"


@pytest.mark.parametrize("address", WHO_SEES)
def test_a_visitor_finds_nothing(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_the_desk_shows_only_doors_that_open(client: Client, role: str) -> None:
    sign_in(client, person_with(role))
    page = client.get("/desk/").content.decode()
    doors = re.findall(r'<h2><a href="([^"]+)"', page)
    assert doors
    for door in doors:
        assert client.get(door).status_code in (200, 302), f"{role} is shown {door}"


def test_somebody_without_a_seat_is_told_so(client: Client) -> None:
    sign_in(client, person_with())
    assert "You hold no seat yet" in client.get("/desk/").content.decode()


def test_whoever_may_write_is_told_when_the_second_factor_is_missing(client: Client) -> None:
    sign_in(client, person_with("reviewer"), second_factor=False)
    assert 'href="/account/second-factor/"' in client.get("/desk/").content.decode()
    page = client.get("/account/second-factor/").content.decode()
    assert "/account/mfa/webauthn/add/" in page


def test_a_steward_opens_an_account_makes_a_seat_and_gives_it(client: Client) -> None:
    sign_in(client, person_with("steward"))
    answer = client.post("/desk/people/new/", {"name": "Ada Example", "email": "ada@example.org"})
    assert "no-store" in answer.headers["Cache-Control"]
    link = re.search(r"https?://[^<\s]+/account/enrol/[^<\s]+", answer.content.decode())
    assert link is not None
    someone = Person.objects.get(email="ada@example.org")
    assert client.post("/desk/seats/bodies/new/", {"body-code": "moj", "body-name": "Justice"}).status_code == 302
    body = Seat.objects.first().organisation.__class__.objects.get(code="moj")  # type: ignore[union-attr]
    made = client.post("/desk/seats/new/", {"seat-organisation": str(body.uuid), "seat-role": "reviewer"})
    assert made.status_code == 302
    seat = Seat.objects.get(organisation=body)
    given = client.post(f"/desk/people/{someone.uuid}/seat/", {"seat": str(seat.uuid), "valid_from": "2020-01-01"})
    assert given.status_code == 302
    other = Client()
    sign_in(other, someone)
    assert other.get("/desk/tokens/").status_code == 200
    holding = Holding.objects.get(person=someone)
    assert client.post(f"/desk/holdings/{holding.uuid}/end/").status_code == 302
    assert other.get("/desk/tokens/").status_code == 404


@pytest.mark.parametrize(
    ("address", "sent", "says"),
    [
        ("/desk/people/new/", {"name": "A", "email": "not an address"}, "valid email"),
        ("/desk/people/new/", {"name": "A", "email": "steward@example.org"}, "address exists"),
        ("/desk/seats/bodies/new/", {"body-code": "instance", "body-name": "X"}, "exists already"),
        ("/desk/seats/bodies/new/", {"body-code": "x", "body-name": "X", "body-country": "7"}, "Three letters"),
    ],
)
def test_refusals_come_back_with_the_form_and_what_was_typed(
    client: Client, address: str, sent: dict[str, str], says: str
) -> None:
    sign_in(client, person_with("steward"))
    answer = client.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert all(f'value="{text}"' in page for text in sent.values())


def test_closing_an_account_wants_the_box_ticked(client: Client) -> None:
    sign_in(client, person_with("steward"))
    someone = person_with("reader")
    client.post(f"/desk/people/{someone.uuid}/close/")
    assert Person.objects.get(pk=someone.pk).is_active
    client.post(f"/desk/people/{someone.uuid}/close/", {"sure": "yes"})
    assert not Person.objects.get(pk=someone.pk).is_active


def test_the_trail_filters_and_checks_the_chain(client: Client) -> None:
    steward = person_with("steward")
    create_organisation(console(), code="moj", name="Justice")
    sign_in(client, steward)

    def shown(query: str) -> int:
        found = re.search(r">(\d+) events?<", client.get(f"/desk/audit/?{query}").content.decode())
        return int(found.group(1)) if found else 0

    all_events = Event.objects.count()
    assert shown("") == all_events
    assert shown("verb=ground.organisation") == 2
    assert shown("actor=console") == all_events
    assert shown("actor=nobody") == 0
    assert shown("first_day=2999-01-01") == 0
    assert shown(f"last_day={Event.objects.latest('seq').at[:10]}") == all_events
    assert shown("last_day=2000-01-01") == 0
    assert shown("last_day=nonsense") == all_events
    assert shown(f"object_uuid={steward.uuid}") > 0
    assert f"{all_events} events." in client.get("/desk/audit/?verify=yes").content.decode()


def test_names_cannot_smuggle_markup_into_the_pages(client: Client) -> None:
    sign_in(client, person_with("steward"))
    someone = open_account(console(), email="a@example.org", name="<script>alert(1)</script>").person
    for address in ("/desk/people/", f"/desk/people/{someone.uuid}/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_every_page_of_the_desk_obeys_the_content_policy(client: Client) -> None:
    """No inline script, style or handler; what the browser would silently drop."""
    sign_in(client, person_with("steward", "publisher"))
    offending = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?:src=|type=\"application/json\"))")
    for address in [*WHO_SEES, "/account/second-factor/", "/account/mfa/", "/account/help/"]:
        page = client.get(address).content.decode()
        assert not offending.search(page), address


def test_the_desk_tells_what_waits(client: Client) -> None:
    sign_in(client, person_with("steward"))
    assert "2 people have not used their link" not in client.get("/desk/").content.decode()
    open_account(console(), email="a@example.org", name="A")
    page = re.sub(r"</?strong>", "", client.get("/desk/").content.decode())
    assert '<a href="/desk/people/">2 people have not used their link</a>' in page
