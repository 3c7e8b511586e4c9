"""The wing as a Django app; its rooms are packages inside."""

from importlib import import_module

from django.apps import AppConfig


class KnowConfig(AppConfig):
    name = "palermo.know"
    label = "know"

    def ready(self) -> None:
        """The wing's long work registers itself: a worker finds a job's kind without any page having been asked for."""
        import_module("palermo.know.ingest.tasks")
