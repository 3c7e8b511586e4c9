"""The wing as a Django app; its rooms are packages inside."""

from django.apps import AppConfig


class CoordinateConfig(AppConfig):
    name = "palermo.coordinate"
    label = "coordinate"
