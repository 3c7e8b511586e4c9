"""What tables hold is written down, no relation crosses a wing unseen, and migrations are complete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.test.utils import isolate_apps

from palermo.ground.records import Classification

# From the top of the house down; an app may point at itself and at apps below it. Wings stand on one floor.
FLOORS = (("site",), ("know", "measure", "protect", "cooperate", "coordinate"), ("ground",), ("commons",))
PROTECTED = "protect"
LIBRARIES = frozenset({"auth", "contenttypes", "sessions", "account", "mfa"})


def _ours() -> list[type[models.Model]]:
    return [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("palermo.")
        for model in config.get_models(include_auto_created=True)
    ]


def _floor(label: str) -> int:
    return next(number for number, labels in enumerate(FLOORS) if label in labels)


def _unclassified(found: Iterable[type[models.Model]]) -> list[str]:
    return [
        model.__name__
        for model in found
        if not model._meta.auto_created and not isinstance(getattr(model, "classification", None), Classification)
    ]


def _badly_sealed(found: Iterable[type[models.Model]]) -> list[str]:
    """Tables of people the Protocol protects, outside their wing: ciphertext alone, with a day on which it goes."""
    bad = []
    for model in found:
        kept = getattr(model, "classification", None)
        if kept is None or kept.personal != "sealed":
            continue
        fields = {field.name: field for field in model._meta.fields}
        sealed = [field for name, field in fields.items() if name.startswith("sealed_")]
        ends = isinstance(fields.get("delete_at"), models.DateTimeField) and not fields["delete_at"].null
        free_text = any(isinstance(field, models.TextField) for field in fields.values())
        if not (ends and sealed and all(isinstance(field, models.BinaryField) for field in sealed)) or free_text:
            bad.append(model.__name__)
    return bad


def _crossings(found: Iterable[type[models.Model]]) -> Iterator[str]:
    """Relations that leave a model's own app for anything but a lower floor: foreign keys, many-to-many (their tables
    too) and the parents of a model. The registry has resolved those given as strings."""
    for model in found:
        own = model._meta.app_label
        parents = [parent for parent in model._meta.parents if not parent._meta.abstract]
        targets = [field.related_model for field in model._meta.get_fields() if _points_away(field)]
        for target in [*parents, *targets]:
            other = target._meta.app_label
            if other != own and other not in LIBRARIES and _floor(other) <= _floor(own):
                yield f"{own}.{model.__name__} -> {other}.{target.__name__}"


def _points_away(field: Any) -> bool:
    return bool(field.is_relation and field.related_model and not field.auto_created)


def test_every_model_says_what_it_holds_and_for_how_long() -> None:
    found = _ours()
    assert len(found) >= 12
    assert not _unclassified(found)
    for model in found:
        kept = getattr(model, "classification", None)
        if kept is None:
            continue
        assert len(kept.retention) > 3, model
        if kept.personal == "protected":
            assert model._meta.app_label == PROTECTED, f"{model.__name__}: people the Protocol protects live there only"


def test_what_is_sealed_is_ciphertext_and_has_a_day_on_which_it_goes() -> None:
    assert any(model.classification.personal == "sealed" for model in _ours() if hasattr(model, "classification"))
    assert not _badly_sealed(_ours())


@isolate_apps("palermo.measure")
def test_the_guard_sees_what_is_sealed_badly() -> None:
    class ForEver(models.Model):  # noqa: DJ008
        classification = Classification(personal="sealed", retention="for ever")
        sealed_lists = models.BinaryField()

        class Meta:
            app_label = "measure"

    class InClear(models.Model):  # noqa: DJ008
        classification = Classification(personal="sealed", retention="a week")
        sealed_lists = models.JSONField()
        delete_at = models.DateTimeField()

        class Meta:
            app_label = "measure"

    assert _badly_sealed([ForEver, InClear]) == ["ForEver", "InClear"]


def test_no_relation_crosses_from_one_wing_to_another_or_up() -> None:
    assert not list(_crossings(_ours()))


@isolate_apps("palermo.know", "palermo.measure", "palermo.ground")
def test_the_guard_sees_a_relation_given_as_a_string_and_a_model_without_classification() -> None:
    class Table(models.Model):  # noqa: DJ008
        class Meta:
            app_label = "measure"

    class Paper(models.Model):  # noqa: DJ008
        table = models.ForeignKey("measure.Table", on_delete=models.PROTECT)

        class Meta:
            app_label = "know"

    class Mixed(models.Model):  # noqa: DJ008
        papers = models.ManyToManyField("know.Paper")

        class Meta:
            app_label = "ground"

    assert list(_crossings([Table, Paper, Mixed])) == ["know.Paper -> measure.Table", "ground.Mixed -> know.Paper"]
    assert _unclassified([Table, Paper]) == ["Table", "Paper"]


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said, verbosity=1)
    except SystemExit:
        pytest.fail(f"models and migrations differ; run manage.py makemigrations:\n{said.getvalue()}")


def test_no_wing_s_migration_waits_for_another_wing_s() -> None:
    from django.db.migrations.loader import MigrationLoader  # reads the applications, which must be ready

    loader = MigrationLoader(None)
    wings = set(FLOORS[1])
    crossings = [
        f"{app}.{name} waits for {other}"
        for (app, name), migration in loader.disk_migrations.items()
        for other, _ in migration.dependencies
        if app in wings and other in wings - {app}
    ]
    assert not crossings
