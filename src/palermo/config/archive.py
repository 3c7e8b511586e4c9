"""The archive of an instance: a zip of its tables as JSON Lines, its originals, and a manifest with their digests.

Rows are spelled by Django's own serialiser, which writes the same text from SQLite and PostgreSQL; that is what
lets an instance move from a laptop to a ministry's server. Sessions, the search index and the secret key stay
behind: the first two are rebuilt, the third belongs to the machine.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.db import connection, models, transaction

from palermo.ground.access.api import console
from palermo.ground.audit import api as audit
from palermo.ground.audit import seals
from palermo.ground.audit.guard import writes_allowed
from palermo.ground.audit.models import Event, Head
from palermo.ground.organisations.models import Organisation
from palermo.ground.people.models import Person
from palermo.know import api as know
from palermo_engines.kit.errors import InputError

FORMAT = 1
_APPS = ("ground", "know", "measure", "account", "mfa")
_BATCH = 2000


def archived_models() -> list[type[models.Model]]:
    """The tables an archive holds, those that others point at first."""
    wanted = [model for model in apps.get_models() if model._meta.app_label in _APPS]
    ordered: list[type[models.Model]] = []
    while wanted:
        ready = [model for model in wanted if not (_needs(model) & set(wanted)) - {model}]
        ordered += ready
        wanted = [model for model in wanted if model not in ready]
    return ordered


def _needs(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.related_model for field in model._meta.fields if isinstance(field.related_model, type)}


def write_archive(path: Path) -> dict[str, Any]:
    """Write the instance to ``path`` and return its manifest. The file appears whole or not at all."""
    partial = path.with_name(path.name + ".partial")
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            manifest = _write_parts(archive)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def _write_parts(archive: zipfile.ZipFile) -> dict[str, Any]:
    tables: dict[str, Any] = {}
    with transaction.atomic():
        _freeze_view()
        for model in archived_models():
            tables[model._meta.label_lower] = _write_table(archive, model)
        head = Head.objects.filter(pk=1).first()
    originals = {}
    for file in sorted(path for path in settings.HOME.originals.rglob("*") if path.is_file()):
        name = file.relative_to(settings.HOME.originals).as_posix()
        originals[name] = hashlib.sha256(file.read_bytes()).hexdigest()
        archive.write(file, f"originals/{name}")
    region = settings.HOME.region
    if region.exists():
        archive.write(region, "region.yaml")
    manifest = {
        "format": FORMAT,
        "tables": tables,
        "records": sum(table["rows"] for table in tables.values()),
        "originals": originals,
        "audit": {"seq": head.seq if head else 0, "hash": head.hash if head else ""},
    }
    archive.writestr("manifest.json", json.dumps(manifest, indent=1))
    return manifest


def _freeze_view() -> None:
    """One moment in time for all tables. SQLite's immediate transaction gives it; PostgreSQL has to be asked."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _write_table(archive: zipfile.ZipFile, model: type[models.Model]) -> dict[str, Any]:
    digest, rows = hashlib.sha256(), 0
    with archive.open(f"tables/{model._meta.label_lower}.jsonl", "w", force_zip64=True) as part:
        for record in model._default_manager.order_by("pk").iterator(chunk_size=_BATCH):
            line = (serializers.serialize("jsonl", [record], ensure_ascii=False).strip() + "\n").encode()
            digest.update(line)
            part.write(line)
            rows += 1
    return {"rows": rows, "sha256": digest.hexdigest()}


def read_archive(path: Path) -> dict[str, Any]:
    """Fill the current, empty instance from ``path``. Raises InputError and leaves it empty when anything is off."""
    if any(model._default_manager.exists() for model in (Event, Person, Organisation)):
        raise InputError(
            "restore.not_empty",
            "this instance already holds records.",
            advice="Give --home a new folder to restore into.",
        )
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _checked_manifest(archive)
            with transaction.atomic(), writes_allowed():
                _restore(archive, manifest)
            _restore_files(archive, manifest)
    except (zipfile.BadZipFile, KeyError, json.JSONDecodeError) as error:
        raise InputError("restore.broken", "this is not a whole Palermo archive.", where=path.name) from error
    with audit.act(console(), "ground.instance.restored", object_kind="instance", records=manifest["records"]):
        know.rebuild_search_index(console())
    return manifest


def _checked_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    if manifest.get("format") != FORMAT:
        raise InputError(
            "restore.format", "the archive was written by another release.", advice="Restore it with that one."
        )
    for label, table in manifest["tables"].items():
        _check(archive, f"tables/{label}.jsonl", table["sha256"])
    for name, digest in manifest["originals"].items():
        _check(archive, f"originals/{name}", digest)
    return manifest


def _check(archive: zipfile.ZipFile, name: str, expected: str) -> None:
    digest = hashlib.sha256()
    with archive.open(name) as part:
        while chunk := part.read(1 << 20):
            digest.update(chunk)
    if digest.hexdigest() != expected:
        raise InputError("restore.altered", "a part of the archive was altered.", where=name)


def _restore(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    # A chain is laid whole here, not event by event behind its head; verified below, in the same transaction.
    seals.lift(connection)
    with connection.constraint_checks_disabled():
        for model in archived_models():
            _restore_table(archive, model)
    connection.check_constraints()
    seals.put_in_place(connection)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), archived_models()):
            cursor.execute(statement)
    verified = audit.verify()
    if not verified.intact or verified.head != (manifest["audit"]["hash"] or verified.head):
        raise InputError(
            "restore.audit", "the audit chain in the archive is broken.", where=f"event {verified.broken_at}"
        )


def _restore_table(archive: zipfile.ZipFile, model: type[models.Model]) -> None:
    with archive.open(f"tables/{model._meta.label_lower}.jsonl") as part:
        batch: list[models.Model] = []
        for record in _records(io.TextIOWrapper(part, "utf-8")):
            batch.append(record)
            if len(batch) == _BATCH:
                model._default_manager.bulk_create(batch)
                batch = []
        model._default_manager.bulk_create(batch)


def _records(lines: io.TextIOWrapper) -> Iterator[models.Model]:
    for found in serializers.deserialize("jsonl", lines):
        yield found.object


def _restore_files(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    for name in manifest["originals"]:
        target = (settings.HOME.originals / name).resolve()
        if not target.is_relative_to(settings.HOME.originals.resolve()):
            raise InputError("restore.broken", "an original has an unsafe name.", where=name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(archive.read(f"originals/{name}"))
    if "region.yaml" in archive.namelist():
        (settings.HOME.region).write_bytes(archive.read("region.yaml"))
