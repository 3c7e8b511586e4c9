"""``palermo people``: open accounts from the machine's console."""

from __future__ import annotations

import click

from palermo.config.console import format_option, home_option, print_rows


@click.group()
def people() -> None:
    """Open accounts and see who sits where."""


@people.command()
@click.option("--email", required=True, help="The person's address; they sign in with it.")
@click.option("--name", required=True, help="How colleagues know the person.")
@click.option("--role", required=True, help="A role of this release, for example reviewer or publisher.")
@click.option("--language", default="en", show_default=True, help="Two letters: en, fr, es, ru, ar or zh.")
@home_option
def add(email: str, name: str, role: str, language: str) -> None:
    """Open an account with a seat, and print the link its owner uses once, within 72 hours."""
    from palermo.ground.access import api as access

    opened = access.add_person(access.console(), email=email, name=name, role=role, language=language)
    click.echo(f"account {opened.person.code} is open. Give its owner this link; it is kept nowhere:", err=True)
    click.echo(opened.link)


@people.command("list")
@format_option
@home_option
def list_people(shape: str) -> None:
    """Print accounts, by code, with the roles they hold today."""
    from django.utils import timezone

    from palermo.ground.access import api as access
    from palermo.ground.access.actors import roles_held

    today = timezone.now().date()
    rows = [
        {
            "code": person.code,
            "name": person.name,
            "active": person.is_active,
            "roles": sorted(roles_held(person, today)),
        }
        for person in access.people_visible_to(access.console())
    ]
    print_rows(rows, ("code", "name", "active", "roles"), shape)
