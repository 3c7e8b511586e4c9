"""Triggers that keep the audit chain append-only, and the table that counts sign-in attempts for all processes."""

from typing import Any

from django.core.management import call_command
from django.db import migrations

from palermo.ground.audit import seals


def put_in_place(apps: Any, schema_editor: Any) -> None:
    seals.put_in_place(schema_editor.connection)


def lift(apps: Any, schema_editor: Any) -> None:
    seals.lift(schema_editor.connection)


def make_cache_table(apps: Any, schema_editor: Any) -> None:
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("ground", "0001_initial")]

    operations = [
        migrations.RunPython(put_in_place, lift),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
