"""The wing as a Django app; its rooms are packages inside."""

from importlib import import_module

from django.apps import AppConfig


class MeasureConfig(AppConfig):
    name = "palermo.measure"
    label = "measure"

    def ready(self) -> None:
        """Register the kinds of long work, so that a worker finds them by name."""
        import_module("palermo.measure.importing")
        import_module("palermo.measure.estimates.running")
        import_module("palermo.measure.estimates.linking.working")
