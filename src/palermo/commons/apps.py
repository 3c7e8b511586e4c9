"""Forms, tables, charts, files: no models, no knowledge of any wing."""

from django.apps import AppConfig


class CommonsConfig(AppConfig):
    name = "palermo.commons"
    label = "commons"
