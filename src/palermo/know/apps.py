"""The wing as a Django app; its rooms are packages inside."""

from django.apps import AppConfig


class KnowConfig(AppConfig):
    name = "palermo.know"
    label = "know"
