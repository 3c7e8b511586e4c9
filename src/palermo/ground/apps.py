"""The ground floor as a Django app."""

from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "palermo.ground"
    label = "ground"

    def ready(self) -> None:
        from palermo.ground.audit import guard
        from palermo.ground.people import credentials

        guard.install()
        credentials.listen()
