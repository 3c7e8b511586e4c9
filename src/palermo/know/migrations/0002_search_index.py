"""The full-text index in the words of the database in use: a contentless FTS5 table, or a tsvector with GIN."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = ("CREATE VIRTUAL TABLE know_search_fts USING fts5(exact, words, content='', tokenize='ascii')",)
POSTGRESQL = (
    "ALTER TABLE know_searchrow ADD COLUMN tokens tsvector",
    "CREATE INDEX know_searchrow_tokens ON know_searchrow USING gin (tokens)",
)
SQLITE_BACK = ("DROP TABLE know_search_fts",)
POSTGRESQL_BACK = ("DROP INDEX know_searchrow_tokens", "ALTER TABLE know_searchrow DROP COLUMN tokens")


def _run(editor: BaseDatabaseSchemaEditor, postgresql: tuple[str, ...], sqlite: tuple[str, ...]) -> None:
    for statement in postgresql if editor.connection.vendor == "postgresql" else sqlite:
        editor.execute(statement)


def forwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _run(editor, POSTGRESQL, SQLITE)


def backwards(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    _run(editor, POSTGRESQL_BACK, SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("know", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
