"""The wing as a Django app; its rooms are packages inside."""

from django.apps import AppConfig


class MeasureConfig(AppConfig):
    name = "palermo.measure"
    label = "measure"
