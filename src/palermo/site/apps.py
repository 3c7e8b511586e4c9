"""The shell a visitor sees, as a Django app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "palermo.site"
    label = "site"
